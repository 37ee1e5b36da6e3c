"""Reading reports and single jobs: the documented samples, and whatever else may come."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calls_api import answers
from bot.calls_api.answers import Answer
from bot.calls_api.models import AttemptReport, CampaignInfo, JobReport
from bot.core.errors import ApiRejected, ApiUnclear, ApiUnknown, Outside
from tests.unit.test_calls_api_answers import (
    DOCUMENTED,
    NOW,
    REDACT,
    SAMPLES,
    answer,
    outcome,
    sample,
)

MIDNIGHT = datetime(2020, 3, 23, tzinfo=UTC)
ONE = datetime(2020, 3, 23, 1, tzinfo=UTC)

Read = Callable[[Answer], object]

READS: dict[str, Read] = {
    "job_ids": lambda given: answers.job_ids(given, 2, REDACT),
    "job_id": lambda given: answers.job_id(given, REDACT),
    "cancelled": lambda given: answers.cancelled(given, REDACT),
    "done": lambda given: answers.done(given, REDACT),
    "campaign": lambda given: answers.campaign(given, REDACT),
    "campaign_status": lambda given: answers.campaign_status(given, REDACT),
    "jobs": lambda given: answers.reports(given, JobReport, REDACT),
    "attempts": lambda given: answers.reports(given, AttemptReport, REDACT),
}
# Read by the tests of this file.
HERE = {
    "campaign_200",
    *("add_phone_200", "cancel_200", "cancel_400_id", "report_400_phone"),
    *("job_report_200", "job_page_200", "attempt_report_200", "attempt_page_200"),
}


def test_every_sample_is_read_by_a_test() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == DOCUMENTED.keys() | HERE


def test_one_number_gives_one_job() -> None:
    assert READS["job_id"](sample("add_phone_200")) == "5665334669"
    assert READS["cancelled"](sample("cancel_200")) == ("5665334669",)


@pytest.mark.parametrize("read", ["cancelled", "jobs", "attempts"])
def test_what_nobody_knows_is_named(read: str) -> None:
    no_id = outcome(READS[read], sample("cancel_400_id"))
    assert no_id == (ApiRejected, {"kind": "id.not.found", "phones": ()})
    no_phone = outcome(READS[read], sample("report_400_phone"))
    assert no_phone == (ApiRejected, {"kind": "phone.not.found", "phones": ("79123456789",)})


def test_jobs_are_read_whatever_form_their_times_have() -> None:
    """Milliseconds, as they come, and date-time strings, as declared, with an offset or not."""
    answered, waiting, cancelled = answers.reports(sample("job_report_200"), JobReport, REDACT)
    assert answered == JobReport(
        callJobId="5665334669",
        phone="79123456789",
        redialNumber=None,
        jobStatus="longCallWithResult",
        callDuration=73,
        tagName="interested",
        tagPayload={"answer": "yes"},
        reportData={"Product": "tea"},
        finishedAt=ONE,
        attemptsCount=2,
        createdAt=MIDNIGHT,
    )
    assert (waiting.call_job_id, waiting.redial_number) == ("5665334670", "1")
    assert (waiting.created_at, waiting.finished_at) == (MIDNIGHT, None)
    assert cancelled.job_status == "cancelledByUser"
    assert cancelled.created_at == MIDNIGHT
    assert cancelled.finished_at == ONE.replace(microsecond=500_000)
    assert all(one.created_at and one.created_at.tzinfo is UTC for one in (answered, waiting))


def test_attempts_are_read_with_their_number_and_result() -> None:
    (one,) = answers.reports(sample("attempt_report_200"), AttemptReport, REDACT)
    assert (one.call_job_id, one.attempt_number, one.call_result) == ("5665334669", 2, "answered")
    assert (one.started_at, one.finished_at, one.call_duration) == (MIDNIGHT, ONE, 73)
    assert (one.tag_name, one.tag_payload) == ("interested", {"answer": "yes"})
    assert one.model_extra == {}


def test_a_page_is_read_as_its_rows() -> None:
    jobs = answers.reports(sample("job_page_200"), JobReport, REDACT)
    assert jobs == answers.reports(sample("job_report_200"), JobReport, REDACT)[:1]
    attempts = answers.reports(sample("attempt_page_200"), AttemptReport, REDACT)
    assert attempts == answers.reports(sample("attempt_report_200"), AttemptReport, REDACT)


@pytest.mark.parametrize(
    "at",
    [
        10**400,
        -(10**400),
        1e300,
        "9" * 400,
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        True,
        [],
        "",
    ],
)
def test_a_moment_that_is_none_is_for_a_person(at: object) -> None:
    given = answer(200, json.dumps([{"callJobId": "1", "createdAt": at}]))
    with pytest.raises(ApiUnknown):
        answers.reports(given, JobReport, REDACT)


@pytest.mark.parametrize("duration", ["long", 1.5, [], {}])
def test_a_number_that_is_none_is_for_a_person(duration: object) -> None:
    given = answer(200, json.dumps([{"callJobId": "1", "callDuration": duration}]))
    with pytest.raises(ApiUnknown):
        answers.reports(given, JobReport, REDACT)


def test_a_deep_payload_is_kept_as_it_came() -> None:
    """The script's own data is not ours to judge; deeper than Python reads, it is unclear."""
    deep: object = []
    for _ in range(300):
        deep = [deep]
    given = answer(200, json.dumps([{"callJobId": "1", "tagPayload": deep, "news": deep}]))
    (one,) = answers.reports(given, JobReport, REDACT)
    assert one.tag_payload == deep
    too_deep = '[{"callJobId": "1", "tagPayload": ' + "[" * 5000 + "]" * 5000 + "}]"
    assert outcome(READS["jobs"], answer(200, too_deep)) == (ApiUnclear, {})


@pytest.mark.parametrize(
    "wrong", ['"a b"', '"a\\u0000"', '"\\ufffd"', '"' + "1" * 101 + '"', "1.0", "true", '"1\\n"']
)
def test_an_id_in_another_form_is_for_a_person(wrong: str) -> None:
    """It is kept for years and shown to people, so nothing else may pass for one."""
    assert outcome(READS["job_id"], answer(200, wrong))[:1] == (ApiUnknown,)  # type: ignore[index]
    body = f'["1", {wrong}]'
    assert outcome(READS["job_ids"], answer(200, body))[:1] == (ApiUnknown,)  # type: ignore[index]
    assert outcome(READS["cancelled"], answer(200, body))[:1] == (ApiUnknown,)  # type: ignore[index]


def test_an_empty_answer_is_done_and_a_page_is_not() -> None:
    for body in ("", " \r\n", "null", "{}"):
        assert READS["done"](answer(200, body)) is None
    with pytest.raises(ApiUnclear):
        READS["done"](answer(200, "<html>please log in</html>"))


names = st.sampled_from(
    [field.alias or name for model in (JobReport, AttemptReport, CampaignInfo)
     for name, field in model.model_fields.items()]
    + ["type", "error", "phone", "phonesDuplicates", "state", "items", "args"]
)  # fmt: skip
plain: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["phone.duplicated", "invalid.call.task.state", "invalid.token", "1e9", "-1"])
)
anything = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=10,
)
texts = anything.map(json.dumps) | st.text() | st.binary().map(lambda raw: raw.decode("latin-1"))
statuses = st.sampled_from([200, 204, 302, 400, 404, 429, 500, 503, 999])
waits = st.none() | st.text(max_size=40) | st.sampled_from(["Mon, 99 Foo", "0 0 0 0 0 0", ",,,"])


@given(statuses, texts, waits, st.sampled_from(sorted(READS)))
@example(200, '[{"callJobId": "1", "createdAt": "9999-12-31T23:59:59-23:59"}]', None, "jobs")
@example(429, "", "Mon, 02 Mar 2026 09:01:30 +9999", "job_ids")
@example(429, "", "Fri, 31 Dec 9999 23:59:59 -2359", "job_ids")
def test_whatever_comes_is_read_or_named(
    status: int, text: str, wait: str | None, read: str
) -> None:
    """No answer is a bug of ours: it is data, or one of the errors by what the caller can do."""
    headers = {} if wait is None else {"retry-after": wait}
    try:
        READS[read](Answer(status, headers, text, NOW))
    except Outside as error:
        assert error.__context__ is None  # noqa: PT017
        assert error.__cause__ is None  # noqa: PT017
