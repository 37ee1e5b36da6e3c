"""The sandbox's other methods: crmCalls, control, cancel, report, campaign."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.answers import Refused
from bot.sandbox.rules import Sandbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW_MS = 1_772_442_000_000
TOKEN = "1.1.sandbox"
PHONE = "79123456789"
OTHER = "14155552671"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(lambda: NOW)


@pytest.fixture
def ids(sandbox: Sandbox) -> list[Any]:
    """Two jobs of the campaign: PHONE's and OTHER's."""
    body = sandbox.add_phones(TOKEN, [{"phone": PHONE}, {"phone": OTHER}]).body
    assert isinstance(body, list)
    return body


def refusal(act: Callable[[], object]) -> tuple[int, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        act()
    answer = caught.value.answer
    assert isinstance(answer.body, dict)
    return answer.status, answer.body


@pytest.mark.parametrize(
    "act",
    [
        lambda s, t: s.add_phones(t, []),
        lambda s, t: s.add_phone(t, []),
        lambda s, t: s.control(t, "pause"),
        lambda s, t: s.cancel(t, {}),
        lambda s, t: s.job_report(t, {}),
        lambda s, t: s.attempt_report(t, {}),
        lambda s, t: s.jobs_by_date(t, {}),
        lambda s, t: s.attempts_by_date(t, {}),
        lambda s, t: s.unfinished(t, {}),
        lambda s, t: s.info(t),
        lambda s, t: s.status(t),
    ],
)
def test_an_unknown_token_is_refused_by_every_method(
    sandbox: Sandbox, act: Callable[[Sandbox, str], object]
) -> None:
    status, body = refusal(lambda: act(sandbox, "9.9.nothing"))
    assert (status, body["type"], set(body)) == (404, "invalid.token", {"type", "message"})


def test_crm_parameters_other_than_phone_and_zone_are_payload(sandbox: Sandbox) -> None:
    parameters = [("phone", PHONE), ("gmtZone", "+03:00"), ("name", "Anna"), ("empty", "")]
    job_id = sandbox.add_phone(TOKEN, parameters).body
    [job] = sandbox.campaign(TOKEN).jobs.values()
    assert job.id == job_id
    assert job.order.payload == {"name": "Anna", "empty": ""}
    assert job.order.policy == {"gmtZone": "+03:00"}


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ([], "sandbox.bad.request"),
        ([("phone", PHONE), ("phone", OTHER)], "sandbox.bad.request"),
        ([("phone", "123")], "phone.bad.format"),
        ([("phone", PHONE), ("gmtZone", "")], "phone.gmtZone.bad.format"),
    ],
)
def test_bad_crm_parameters_are_refused(
    sandbox: Sandbox, parameters: list[tuple[str, str]], error: str
) -> None:
    status, body = refusal(lambda: sandbox.add_phone(TOKEN, parameters))
    assert (status, body["type"]) == (400, error)


def test_pause_resume_stop_change_the_status(sandbox: Sandbox) -> None:
    seen = [sandbox.status(TOKEN).body]
    for action in ("pause", "resume", "stop"):
        answer = sandbox.control(TOKEN, action)
        assert (answer.status, answer.body) == (200, None)
        seen.append(sandbox.status(TOKEN).body)
    assert seen == ["inProgress", "paused", "inProgress", "finished"]


@pytest.mark.parametrize(
    "actions", [["resume"], ["pause", "pause"], ["stop", "stop"], ["stop", "resume"]]
)
def test_a_control_out_of_turn_is_refused_in_the_shape_of_control(
    sandbox: Sandbox, actions: list[str]
) -> None:
    for action in actions[:-1]:
        sandbox.control(TOKEN, action)
    status, body = refusal(lambda: sandbox.control(TOKEN, actions[-1]))
    assert (status, body["error"]) == (400, "sandbox.invalid.state")
    assert set(body) == {"error", "message", "args"}
    assert set(body["args"]) == {"status"}


def test_a_control_with_its_key_again_changes_nothing(sandbox: Sandbox) -> None:
    sandbox.control(TOKEN, "pause", "k-1")
    sandbox.control(TOKEN, "resume")
    assert sandbox.control(TOKEN, "pause", "k-1").status == 200
    assert sandbox.status(TOKEN).body == "inProgress"


def test_a_paused_campaign_takes_jobs(sandbox: Sandbox) -> None:
    sandbox.control(TOKEN, "pause")
    assert sandbox.add_phones(TOKEN, [{"phone": PHONE}]).status == 200


@pytest.mark.parametrize("crm", [False, True])
def test_a_stopped_campaign_takes_no_jobs(sandbox: Sandbox, crm: bool) -> None:
    sandbox.control(TOKEN, "stop")

    def add() -> object:
        if crm:
            return sandbox.add_phone(TOKEN, [("phone", PHONE)])
        return sandbox.add_phones(TOKEN, [{"phone": PHONE}])

    status, body = refusal(add)
    assert status == 400
    assert body == {
        "type": "invalid.call.task.state",
        "state": "FINISHED",
        "message": "The campaign takes no more calls",
    }


def test_cancel_by_id_and_phone_answers_the_jobs_it_changed(
    sandbox: Sandbox, ids: list[Any]
) -> None:
    assert sandbox.cancel(TOKEN, {"ids": [ids[1]]}).body == [ids[1]]
    assert sandbox.cancel(TOKEN, {"phones": [OTHER, int(PHONE)]}).body == [ids[0]]
    assert {job.status for job in sandbox.campaign(TOKEN).jobs.values()} == {"cancelledByUser"}


@pytest.mark.parametrize("method", ["cancel", "job_report", "attempt_report"])
@pytest.mark.parametrize(
    ("selection", "error", "named"),
    [
        ({"ids": ["5000000001", "1"]}, "id.not.found", {"id": "1"}),
        ({"phones": [PHONE, "70000000000"]}, "phone.not.found", {"phone": "70000000000"}),
        ({}, "sandbox.bad.request", {"field": "body"}),
        ([], "sandbox.bad.request", {"field": "body"}),
        ({"ids": []}, "sandbox.bad.request", {"field": "ids"}),
        ({"ids": "1"}, "sandbox.bad.request", {"field": "ids"}),
        ({"ids": [True]}, "sandbox.bad.request", {"field": "ids"}),
        ({"ids": [10**5000]}, "sandbox.bad.request", {"field": "ids"}),
        ({"id": ["1"]}, "sandbox.bad.request", {"field": "body.id"}),
    ],
)
@pytest.mark.usefixtures("ids")
def test_a_selection_with_an_unknown_name_is_refused_whole(
    sandbox: Sandbox, method: str, selection: object, error: str, named: dict[str, str]
) -> None:
    status, body = refusal(lambda: getattr(sandbox, method)(TOKEN, selection))
    assert status == 400
    assert body == {"type": error, **named, "message": body["message"]}
    assert {job.status for job in sandbox.campaign(TOKEN).jobs.values()} == {"planned"}


def test_the_report_shows_each_job_in_the_documented_fields(
    sandbox: Sandbox, ids: list[Any]
) -> None:
    sandbox.advance(timedelta(minutes=1))
    sandbox.cancel(TOKEN, {"ids": [ids[0]]})
    rows = sandbox.job_report(TOKEN, {"ids": [ids[1]], "phones": [PHONE]}).body
    common: dict[str, Any] = {
        "redialNumber": None,
        "attemptsCount": 0,
        "createdAt": NOW_MS,
        "tagName": "",
        "tagPayload": {},
        "callDuration": 0,
        "reportData": {},
    }
    first = {"jobStatus": "cancelledByUser", "finishedAt": NOW_MS + 60_000}
    second = {"jobStatus": "planned", "finishedAt": None}
    assert rows == [
        {"callJobId": ids[0], "phone": PHONE, **first, **common},
        {"callJobId": ids[1], "phone": OTHER, **second, **common},
    ]


@pytest.mark.usefixtures("ids")
def test_stop_leaves_planned_jobs_undone(sandbox: Sandbox) -> None:
    sandbox.control(TOKEN, "stop")
    assert {job.status for job in sandbox.campaign(TOKEN).jobs.values()} == {"notDone"}


def test_the_campaign_tells_its_documented_fields(sandbox: Sandbox, ids: list[Any]) -> None:
    sandbox.cancel(TOKEN, {"ids": [ids[0]]})
    assert sandbox.info(TOKEN).body == {
        "id": 1,
        "name": "default",
        "projectName": "sandbox",
        "creationDate": NOW_MS,
        "botId": "sandbox-1",
        "startTime": NOW_MS,
        "endTime": None,
        "status": "inProgress",
        "maxSimultaneousCalls": 2,
        "shortReport": {
            "totalNumbers": 2,
            "processedNumbers": 1,
            "usedTalkingTime": 0,
            "usedAsrSeconds": 0,
            "inProcessCalls": 0,
            "retryCalls": 0,
        },
    }


def test_a_token_is_not_in_the_repr_of_a_campaign(sandbox: Sandbox) -> None:
    assert TOKEN not in repr(sandbox.campaign(TOKEN))
