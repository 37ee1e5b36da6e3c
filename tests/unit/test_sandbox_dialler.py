"""The sandbox's dialler: calls within their hours, retries, lines, and what controls change."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.answers import Refused
from bot.sandbox.job import STATUSES, Job
from bot.sandbox.rules import Sandbox

MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FOREVER: dict[str, Any] = {
    "gmtZone": "+00:00",
    "allowedDays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "allowedTime": {"default": [{"localTimeFrom": "00:00", "localTimeTo": "23:59"}]},
}


def phones(count: int) -> list[str]:
    return [str(79120000000 + n) for n in range(count)]


def a_sandbox(seed: int = 1, **how: Any) -> Sandbox:
    sandbox = Sandbox(lambda: MONDAY_NOON, seed=seed)
    sandbox.set_up("default", how)
    return sandbox


def add(sandbox: Sandbox, numbers: Sequence[str], **policy: Any) -> list[Job]:
    ids = sandbox.add_phones(TOKEN, [{"phone": phone, **policy} for phone in numbers]).body
    assert isinstance(ids, list)
    return [sandbox.campaign(TOKEN).jobs[str(each)] for each in ids]


def pass_time(sandbox: Sandbox, step: timedelta) -> Counter[str]:
    """Move the clock; count the jobs by status then."""
    sandbox.advance(step)
    return Counter(job.status for job in sandbox.campaign(TOKEN).jobs.values())


def existing(seed: int = 1, count: int = 1) -> list[str]:
    """Phones whose calls ring."""
    sandbox = a_sandbox(seed, answered_percent=0, lines=1000)
    jobs = add(sandbox, phones(100), maxAttempts=1, **FOREVER)
    pass_time(sandbox, DAY)
    return [job.order.phone for job in jobs if job.status == "noAnswer"][:count]


def history(sandbox: Sandbox) -> list[tuple[Any, ...]]:
    return [
        (job.id, job.status, job.finished_at, tuple(job.attempts))
        for job in sandbox.campaign(TOKEN).jobs.values()
    ]


def test_a_job_waits_is_called_and_ends_with_its_result() -> None:
    sandbox = a_sandbox(answered_percent=100)
    [job] = add(sandbox, existing(), **FOREVER)
    assert pass_time(sandbox, 2 * MINUTE - timedelta(microseconds=1)) == {"planned": 1}
    assert pass_time(sandbox, timedelta(microseconds=1)) == {"inProcess": 1}
    rows: Any = sandbox.attempt_report(TOKEN, {"ids": [job.id]}).body
    assert [(row["jobStatus"], row["finishedAt"], row["callDuration"]) for row in rows] == [
        ("inProcess", None, 0)
    ]
    told: Any = sandbox.info(TOKEN).body
    assert told["shortReport"]["inProcessCalls"] == 1
    pass_time(sandbox, 10 * MINUTE)
    [attempt] = job.attempts
    assert job.status in ("longCallWithResult", "longCallWithNoResult")
    assert job.finished_at == attempt.finished_at
    assert attempt.started_at == MONDAY_NOON + 2 * MINUTE


def test_nobody_answers_until_the_attempts_are_spent() -> None:
    sandbox = a_sandbox(answered_percent=0)
    [job] = add(sandbox, existing(), maxAttempts=4, retryIntervalInMinutes=30, **FOREVER)
    assert pass_time(sandbox, 5 * MINUTE) == {"onRetry": 1}
    assert pass_time(sandbox, DAY) == {"noAnswer": 1}
    assert len(job.attempts) == 4
    gaps = [
        later.started_at - earlier.finished_at
        for earlier, later in zip(job.attempts, job.attempts[1:], strict=False)
    ]
    assert gaps == [30 * MINUTE] * 3


def test_a_retry_outside_the_hours_waits_for_the_next_window() -> None:
    sandbox = a_sandbox(answered_percent=0)
    hours = {"allowedTime": {"default": [{"localTimeFrom": "10:00", "localTimeTo": "12:10"}]}}
    [job] = add(sandbox, existing(), gmtZone="+00:00", maxAttempts=2, **hours)
    pass_time(sandbox, DAY)
    started = [attempt.started_at for attempt in job.attempts]
    assert started == [MONDAY_NOON + 2 * MINUTE, MONDAY_NOON.replace(day=3, hour=10)]


def test_no_call_begins_after_the_finish() -> None:
    sandbox = a_sandbox(answered_percent=0)
    finish = {"finishDateTime": "2026-03-02T12:40:00Z", "retryIntervalInMinutes": 30}
    [called, _] = add(sandbox, existing(count=2), **finish, **FOREVER)
    far = MONDAY_NOON + 30 * MINUTE
    assert pass_time(sandbox, far - MONDAY_NOON) == {"onRetry": 2}
    assert pass_time(sandbox, 11 * MINUTE) == {"noAnswer": 2}
    assert called.attempts[-1].started_at < MONDAY_NOON + 40 * MINUTE


def test_a_job_that_was_never_called_by_its_finish_is_not_done() -> None:
    sandbox = a_sandbox()
    never = {"allowedDays": ["sun"], "finishDateTime": "2026-03-03T00:00:00Z"}
    [job] = add(sandbox, existing(), gmtZone="+00:00", **never)
    assert pass_time(sandbox, DAY) == {"notDone": 1}
    assert job.finished_at == datetime(2026, 3, 3, tzinfo=UTC)


def test_no_more_calls_at_once_than_lines() -> None:
    sandbox = a_sandbox(lines=3, answered_percent=50)
    jobs = add(sandbox, phones(60), maxAttempts=2, retryIntervalInMinutes=1, **FOREVER)
    pass_time(sandbox, DAY)
    changes = sorted(
        change
        for job in jobs
        for attempt in job.attempts
        for change in ((attempt.started_at, 1), (attempt.finished_at, -1))
    )
    busy = [sum(step for _, step in changes[: at + 1]) for at in range(len(changes))]
    assert max(busy) == 3


def test_the_urgent_is_called_first_and_the_older_of_two_alike() -> None:
    sandbox = a_sandbox(lines=1, answered_percent=0)
    numbers = existing(count=5)
    plain = sandbox.add_phone(TOKEN, [("phone", numbers[0])]).body
    alike = add(sandbox, numbers[1:3], maxAttempts=1)
    narrow = {"allowedTime": {"default": [{"localTimeFrom": "09:00", "localTimeTo": "16:00"}]}}
    soon = add(sandbox, numbers[3:4], **narrow)
    first = add(sandbox, numbers[4:], dialerPriority=1)
    pass_time(sandbox, 5 * DAY)
    held = sandbox.campaign(TOKEN).jobs.values()
    began = sorted(held, key=lambda job: job.attempts[0].started_at)
    called = [job.id for job in began]
    assert called == [first[0].id, soon[0].id, alike[0].id, alike[1].id, plain]


def test_a_pause_lets_calls_end_and_starts_none() -> None:
    sandbox = a_sandbox(lines=1, answered_percent=100)
    add(sandbox, existing(count=2), **FOREVER)
    assert pass_time(sandbox, 2 * MINUTE) == {"inProcess": 1, "planned": 1}
    sandbox.control(TOKEN, "pause")
    paused = pass_time(sandbox, DAY)
    assert (paused["inProcess"], paused["planned"]) == (0, 1)
    sandbox.control(TOKEN, "resume")
    assert pass_time(sandbox, timedelta())["inProcess"] == 1


def test_a_stop_lets_calls_end_and_leaves_the_rest_undone() -> None:
    sandbox = a_sandbox(lines=1, answered_percent=0)
    add(sandbox, existing(count=2), **FOREVER)
    pass_time(sandbox, 2 * MINUTE)
    sandbox.control(TOKEN, "stop")
    assert pass_time(sandbox, timedelta()) == {"inProcess": 1, "notDone": 1}
    assert pass_time(sandbox, DAY) == {"notDone": 2}
    assert sum(len(job.attempts) for job in sandbox.campaign(TOKEN).jobs.values()) == 1


@pytest.mark.parametrize(
    ("percent", "ends"),
    [(0, {"cancelledByUser"}), (100, {"longCallWithResult", "longCallWithNoResult"})],
)
def test_a_job_cancelled_during_its_call_ends_with_the_call(percent: int, ends: set[str]) -> None:
    sandbox = a_sandbox(answered_percent=percent)
    [job] = add(sandbox, existing(), maxAttempts=5, **FOREVER)
    pass_time(sandbox, 2 * MINUTE)
    assert sandbox.cancel(TOKEN, {"ids": [job.id]}).body == [job.id]
    assert sandbox.cancel(TOKEN, {"ids": [job.id]}).body == []
    assert job.status == "inProcess"
    assert set(pass_time(sandbox, DAY)) <= ends
    assert len(job.attempts) == 1


def test_a_job_cancelled_between_its_calls_is_called_no_more() -> None:
    sandbox = a_sandbox(answered_percent=0)
    [job] = add(sandbox, existing(), **FOREVER)
    pass_time(sandbox, 10 * MINUTE)
    sandbox.cancel(TOKEN, {"phones": [job.order.phone]})
    assert pass_time(sandbox, DAY) == {"cancelledByUser": 1}
    assert (len(job.attempts), job.finished_at) == (1, MONDAY_NOON + 10 * MINUTE)


def test_without_minutes_the_campaign_pauses_itself_and_cannot_go_on() -> None:
    sandbox = a_sandbox(lines=1, minutes=1, answered_percent=100)
    add(sandbox, phones(50), **FOREVER)
    done = pass_time(sandbox, DAY)
    assert sandbox.status(TOKEN).body == "paused"
    assert done["planned"] > 40
    assert sandbox.control(TOKEN, "resume").status == 200
    assert sandbox.status(TOKEN).body == "paused"
    sandbox.set_up("default", {"minutes": None})
    sandbox.control(TOKEN, "resume")
    assert pass_time(sandbox, DAY)["planned"] == 0


def test_a_campaign_that_ends_itself_is_finished_with_its_last_job() -> None:
    sandbox = a_sandbox(ends_itself=True)
    jobs = add(sandbox, phones(5), **FOREVER)
    pass_time(sandbox, 2 * DAY)
    campaign = sandbox.campaign(TOKEN)
    assert campaign.status == "finished"
    assert campaign.finished_at == max(job.finished_at or MONDAY_NOON for job in jobs)
    with pytest.raises(Refused):
        add(sandbox, ["14155552671"])


def test_a_campaign_goes_on_without_jobs_unless_told_otherwise() -> None:
    sandbox = a_sandbox()
    add(sandbox, phones(5), **FOREVER)
    pass_time(sandbox, 2 * DAY)
    assert sandbox.status(TOKEN).body == "inProgress"


@pytest.mark.parametrize("status", ["new", "planned"])
def test_a_campaign_that_has_not_begun_takes_jobs_and_calls_nobody(status: str) -> None:
    sandbox = a_sandbox(status=status)
    add(sandbox, phones(5), **FOREVER)
    assert pass_time(sandbox, DAY) == {"planned": 5}
    sandbox.set_up("default", {"status": "inProgress"})
    assert pass_time(sandbox, DAY)["planned"] == 0


@pytest.mark.parametrize(
    "settings_given",
    [{"status": "stopped"}, {"lines": 0}, {"answered_percent": 101}, {"minutes": -1},
     {"ends_itself": 1}, {"colour": "red"}, {"lines": True}, {"status": None}],
)  # fmt: skip
def test_settings_out_of_bounds_change_nothing(settings_given: dict[str, Any]) -> None:
    sandbox = a_sandbox()
    before = sandbox.info(TOKEN)
    with pytest.raises(Refused):
        sandbox.set_up("default", {"lines": 5, **settings_given})
    with pytest.raises(Refused):
        sandbox.set_up("nowhere", {"lines": 5})
    assert sandbox.info(TOKEN) == before


def test_the_numbers_of_the_campaign_follow_from_its_calls() -> None:
    sandbox = a_sandbox(lines=20)
    jobs = add(sandbox, phones(300), **FOREVER)
    statuses = pass_time(sandbox, 3 * DAY)
    made = [attempt for job in jobs for attempt in job.attempts]
    told = sandbox.info(TOKEN).body
    assert isinstance(told, dict)
    assert told["shortReport"] == {
        "totalNumbers": 300,
        "processedNumbers": 300,
        "usedTalkingTime": sum(attempt.outcome.talk_s for attempt in made),
        "usedAsrSeconds": sum(attempt.outcome.talk_s for attempt in made) * 3 // 5,
        "inProcessCalls": 0,
        "retryCalls": len(made) - 300,
    }
    assert statuses["longCallWithResult"] > statuses["longCallWithNoResult"] > 20
    assert statuses["noAnswer"] > 20
    assert statuses["nonexistentNumber"] > 0


def test_the_clock_stops_before_the_end_of_the_calendar() -> None:
    sandbox = a_sandbox()
    while sandbox.now().year < 8980:
        sandbox.advance(3650 * DAY)
    with pytest.raises(Refused):
        sandbox.advance(3650 * DAY + DAY)
    sandbox.advance(3650 * DAY)
    with pytest.raises(Refused):
        sandbox.advance(3650 * DAY)
    [job] = add(sandbox, ["79123456789"], **FOREVER)
    assert job.created_at.year > 8980
    assert job.hours.opening(job.created_at) is not None


def test_another_seed_is_another_luck() -> None:
    first, same, other = (a_sandbox(seed) for seed in (7, 7, 8))
    for sandbox in (first, same, other):
        add(sandbox, phones(50), **FOREVER)
        pass_time(sandbox, DAY)
    outcomes = [
        [[each.outcome for each in job.attempts] for job in sandbox.campaign(TOKEN).jobs.values()]
        for sandbox in (first, same, other)
    ]
    assert history(first) == history(same)
    assert outcomes[0] != outcomes[2]


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(st.integers(0, 4 * 86_400_000), max_size=12),
    seed=st.integers(1, 50),
    lines=st.integers(1, 4),
    zone=st.sampled_from(["+00:00", "Europe/Moscow", "America/New_York"]),
)
def test_the_way_the_clock_was_moved_changes_nothing(
    steps: list[int], seed: int, lines: int, zone: str
) -> None:
    """One jump, and the same time in any steps with looks in between, give one history."""
    leap, walk = (a_sandbox(seed, lines=lines) for _ in range(2))
    finish = {"finishDateTime": "2026-03-05T12:00:00Z", "gmtZone": zone}
    for sandbox in (leap, walk):
        add(sandbox, phones(40), gmtZone=zone, retryIntervalInMinutes=7)
        add(sandbox, [str(79130000000 + n) for n in range(40)], **finish)
    leap.advance(timedelta(milliseconds=sum(steps)))
    for step in steps:
        walk.advance(timedelta(milliseconds=step))
        walk.info(TOKEN)
    assert history(leap) == history(walk)
    assert leap.info(TOKEN) == walk.info(TOKEN)


def act(sandbox: Sandbox, name: str, number: int) -> None:
    """Do something to the campaign; what it refuses is refused."""
    with suppress(Refused):
        if name == "add":
            add(sandbox, [str(79140000000 + number)], **FOREVER)
        elif name == "cancel":
            sandbox.cancel(TOKEN, {"ids": [str(5_000_000_001 + number % 20)]})
        elif name == "lines":
            sandbox.set_up("default", {"lines": number % 3 + 1, "answered_percent": number % 101})
        else:
            sandbox.control(TOKEN, name)


@settings(max_examples=60, deadline=None)
@given(
    life=st.lists(
        st.tuples(
            st.integers(0, 20_000_000),
            st.integers(1, 4),
            st.sampled_from(["add", "cancel", "lines", "pause", "resume", "resume", "stop"]),
            st.integers(0, 1000),
        ),
        max_size=15,
    )
)
def test_looking_on_changes_nothing(life: list[tuple[int, int, str, int]]) -> None:
    """The same requests at the same moments, with and without steps and looks in between."""
    leap, walk = (a_sandbox(5, lines=1) for _ in range(2))
    for sandbox in (leap, walk):
        add(sandbox, phones(20), retryIntervalInMinutes=3, **FOREVER)
    for at, (span, parts, name, number) in enumerate(life):
        step = timedelta(milliseconds=span)
        leap.advance(step * parts)
        for _ in range(parts):
            walk.advance(step)
            walk.campaigns()
        for sandbox in (leap, walk):
            act(sandbox, name, number * 100 + at)
    assert history(leap) == history(walk)
    for job in walk.campaign(TOKEN).jobs.values():
        assert job.status in STATUSES
        assert (job.finished_at is None) == (job.status in ("planned", "onRetry", "inProcess"))
        assert len(job.attempts) <= 3


def test_ten_thousand_jobs_play_out_over_weeks() -> None:
    """Every call within its hours; the queue has an event per call, not one per minute."""
    sandbox = a_sandbox(lines=30)
    jobs = [
        job for at in range(0, 10_000, 500) for job in add(sandbox, phones(10_000)[at : at + 500])
    ]
    pass_time(sandbox, 28 * DAY)
    assert all(job.finished_at for job in jobs)
    for job in jobs:
        for attempt in job.attempts:
            local = attempt.started_at.astimezone(job.hours.zone)
            assert local.weekday() < 5
            assert 9 <= local.hour < 18
