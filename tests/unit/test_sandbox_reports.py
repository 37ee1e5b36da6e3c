"""The sandbox's reports: rows of calls, bounds of time, pages."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.answers import Refused
from bot.sandbox.rules import Sandbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
MINUTE = timedelta(minutes=1)
HOURS: dict[str, Any] = {"gmtZone": "+00:00", "retryIntervalInMinutes": 5, "maxAttempts": 2}
PAGED: dict[str, Callable[[Sandbox, Any], Any]] = {
    "jobs": lambda sandbox, body: sandbox.jobs_by_date(TOKEN, body).body,
    "attempts": lambda sandbox, body: sandbox.attempts_by_date(TOKEN, body).body,
    "unfinished": lambda sandbox, body: sandbox.unfinished(TOKEN, body).body,
}
JOB_FIELDS = {
    "callJobId", "redialNumber", "phone", "attemptsCount", "jobStatus", "createdAt", "finishedAt",
    "tagName", "tagPayload", "callDuration", "reportData",
}  # fmt: skip
ATTEMPT_FIELDS = {
    "callJobId", "redialNumber", "phone", "jobStatus", "callResult", "callDuration", "startedAt",
    "finishedAt", "attemptNumber", "tagName", "tagPayload", "reportData",
}  # fmt: skip


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


@pytest.fixture
def sandbox() -> Sandbox:
    """Two batches an hour apart: 30 jobs long finished, 30 that are not called yet."""
    sandbox = Sandbox(lambda: NOW)
    sandbox.set_up("default", {"lines": 50})
    for batch in range(2):
        first = 79120000000 + batch * 30
        sandbox.add_phones(TOKEN, [{"phone": str(first + n), **HOURS} for n in range(30)])
        sandbox.advance((59 - 58 * batch) * MINUTE)
    return sandbox


def ids(rows: list[dict[str, Any]]) -> list[int]:
    return [int(row["callJobId"]) - 5_000_000_000 for row in rows]


def test_rows_have_the_documented_fields_and_agree_with_each_other(sandbox: Sandbox) -> None:
    selection: Any = {"ids": [str(5_000_000_001 + n) for n in range(60)]}
    jobs: Any = sandbox.job_report(TOKEN, selection).body
    attempts: Any = sandbox.attempt_report(TOKEN, selection).body
    assert {frozenset(row) for row in jobs} == {frozenset(JOB_FIELDS)}
    assert {frozenset(row) for row in attempts} == {frozenset(ATTEMPT_FIELDS)}
    assert {row["jobStatus"] for row in jobs} > {"planned", "longCallWithResult", "noAnswer"}
    for job in jobs:
        calls = [row for row in attempts if row["callJobId"] == job["callJobId"]]
        assert [row["attemptNumber"] for row in calls] == [*range(1, job["attemptsCount"] + 1)]
        assert job["callDuration"] == sum(row["callDuration"] for row in calls)
        if calls:
            assert job["finishedAt"] == calls[-1]["finishedAt"]
            assert job["createdAt"] < calls[0]["startedAt"] < calls[0]["finishedAt"]
            assert job["reportData"] == calls[-1]["reportData"]
        answered = job["jobStatus"] == "longCallWithResult"
        assert bool(job["tagName"]) is bool(job["reportData"]) is answered


def test_pages_are_walked_to_a_short_one(sandbox: Sandbox) -> None:
    seen = []
    for page in range(4):
        answer = PAGED["jobs"](sandbox, {"pagination": {"page": page, "pageSize": 25}})
        assert answer["pagination"] == {"page": page, "pageSize": 25}
        seen.append(ids(answer["items"]))
    assert [len(each) for each in seen] == [25, 25, 10, 0]
    assert [each for page in seen for each in page] == [*range(1, 61)]


def test_a_page_has_twenty_rows_unless_another_size_is_asked_for(sandbox: Sandbox) -> None:
    bodies: list[Any] = [{}, {"pagination": {}}, {"filter": {}, "pagination": {"page": 0}}]
    for body in bodies:
        answer = PAGED["jobs"](sandbox, body)
        assert len(answer["items"]) == 20
        assert answer["pagination"] == {"page": 0, "pageSize": 20}
    assert PAGED["unfinished"](sandbox, {})["pagination"] == {"page": 0, "pageSize": 20}


def test_unfinished_jobs_are_those_without_an_end(sandbox: Sandbox) -> None:
    answer = PAGED["unfinished"](sandbox, {"pageSize": 200})
    assert ids(answer["items"]) == [*range(31, 61)]
    assert {row["finishedAt"] for row in answer["items"]} == {None}


@pytest.mark.parametrize(
    ("bounds", "count"),
    [
        ({}, 60),
        ({"createdAtFrom": "2026-03-02T09:00:00Z", "createdAtTo": "2026-03-02T12:00:00+03:00"}, 30),
        ({"createdAtFrom": "2026-03-02T09:00:00.001Z"}, 30),
        ({"createdAtTo": "2026-03-02T08:59:59.999Z"}, 0),
        ({"finishedAtFrom": "2026-03-02T09:00:00Z"}, 30),
        ({"finishedAtTo": "2030-01-01T00:00:00Z"}, 30),
        ({"finishedAtTo": "2026-03-02T09:02:00Z"}, 0),
        ({"createdAtFrom": "2026-03-02T09:30:00Z", "finishedAtFrom": "2026-03-02T09:00:00Z"}, 0),
        ({"createdAtFrom": "0001-01-01T00:00:00+23:59", "createdAtTo": "9999-12-31T23:59:59-23:59"},
         60),
    ],
)  # fmt: skip
def test_bounds_choose_jobs_by_their_creation_and_end(
    sandbox: Sandbox, bounds: dict[str, str], count: int
) -> None:
    body = {"filter": bounds, "pagination": {"pageSize": 200}}
    assert len(PAGED["jobs"](sandbox, body)["items"]) == count


def test_attempts_come_in_the_order_in_which_they_began(sandbox: Sandbox) -> None:
    bounds = {"startedAtFrom": "2026-03-02T09:02:00Z", "startedAtTo": "2026-03-02T09:20:00Z"}
    body = {"filter": bounds, "pagination": {"pageSize": 200}}
    rows = PAGED["attempts"](sandbox, body)["items"]
    assert len(rows) > 30
    keys = [(row["startedAt"], int(row["callJobId"])) for row in rows]
    assert keys == sorted(keys)
    later = {"filter": {"startedAtFrom": "2026-03-02T09:02:01Z"}, "pagination": {"pageSize": 200}}
    retries = PAGED["attempts"](sandbox, later)["items"]
    assert {row["attemptNumber"] for row in retries} == {2}
    assert len(retries) == len(rows) - 30


def test_a_call_that_goes_on_is_in_no_bounds_of_its_end(sandbox: Sandbox) -> None:
    sandbox.advance(MINUTE)
    body: Any = {"filter": {"startedAtFrom": "2026-03-02T10:00:00Z"}}
    body["pagination"] = {"pageSize": 200}
    going_on = PAGED["attempts"](sandbox, body)["items"]
    assert {row["finishedAt"] for row in going_on} == {None}
    assert len(going_on) == 30
    body["filter"]["finishedAtTo"] = "2030-01-01T00:00:00Z"
    assert PAGED["attempts"](sandbox, body)["items"] == []


@pytest.mark.parametrize("report", ["jobs", "attempts"])
@pytest.mark.parametrize(
    ("body", "named"),
    [
        (None, "body"),
        ([], "body"),
        ({"page": 0}, "body.page"),
        ({"filter": []}, "filter"),
        ({"filter": {"phone": "1"}}, "filter.phone"),
        ({"filter": {"finishedAtFrom": "2026-03-02"}}, "filter.finishedAtFrom"),
        ({"filter": {"finishedAtTo": 1772442000000}}, "filter.finishedAtTo"),
        ({"filter": {"finishedAtTo": None}}, "filter.finishedAtTo"),
        ({"filter": {"finishedAtFrom": "2026-03-02T09:00:01Z",
                     "finishedAtTo": "2026-03-02T09:00:00Z"}}, "filter.finishedAtFrom"),
        ({"pagination": None}, "pagination"),
        ({"pagination": {"page": -1}}, "pagination.page"),
        ({"pagination": {"page": 200}}, "pagination.page"),
        ({"pagination": {"page": "0"}}, "pagination.page"),
        ({"pagination": {"pageSize": 0}}, "pagination.pageSize"),
        ({"pagination": {"pageSize": 201}}, "pagination.pageSize"),
        ({"pagination": {"size": 20}}, "pagination.size"),
    ],
)  # fmt: skip
def test_a_malformed_report_by_date_is_refused(report: str, body: Any, named: str) -> None:
    with pytest.raises(Refused) as refused:
        PAGED[report](Sandbox(lambda: NOW), body)
    answer: Any = refused.value.answer.body
    assert (answer["type"], answer["field"]) == ("sandbox.bad.request", named)


def test_each_report_knows_its_own_moments_only() -> None:
    for report, moment in (("jobs", "startedAtFrom"), ("attempts", "createdAtFrom")):
        with pytest.raises(Refused):
            PAGED[report](Sandbox(lambda: NOW), {"filter": {moment: "2026-03-02T09:00:00Z"}})


@pytest.mark.parametrize("body", [None, {"pagination": {}}, {"page": 200}, {"pageSize": 0}])
def test_a_malformed_page_of_the_unfinished_is_refused(body: Any) -> None:
    with pytest.raises(Refused):
        PAGED["unfinished"](Sandbox(lambda: NOW), body)


def test_times_are_milliseconds_of_unix_time(sandbox: Sandbox) -> None:
    [row] = PAGED["jobs"](sandbox, {"pagination": {"pageSize": 1}})["items"]
    assert row["createdAt"] == ms(NOW)
