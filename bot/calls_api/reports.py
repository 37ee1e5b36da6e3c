"""What became of the calls, as requests: by number or job, by date, and what is not finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.calls_api.checks import Unsendable, check_count, check_ids, check_phones
from bot.calls_api.requests import CAMPAIGN, Request

Of = Literal["callJob", "callAttempt"]
"""A job is one number to call, an attempt one call of it."""

PAGE_SIZE = 200
LAST_PAGE = 199
MOST_ASKED = 500


@dataclass(frozen=True)
class Between:
    """Moments, aware, both ends included by the API; None leaves an end open.

    `began` is the creation of a job, or the start of an attempt.
    """

    began_from: datetime | None = None
    began_to: datetime | None = None
    finished_from: datetime | None = None
    finished_to: datetime | None = None


_NAMES: Mapping[Of, tuple[str, str, str, str]] = {
    "callJob": ("createdAtFrom", "createdAtTo", "finishedAtFrom", "finishedAtTo"),
    "callAttempt": ("startedAtFrom", "startedAtTo", "finishedAtFrom", "finishedAtTo"),
}


def report(of: Of, *, ids: Sequence[str] = (), phones: Sequence[str] = ()) -> Request:
    """Ask for the jobs or attempts of these ids and phones."""
    check_count("ids, phones", len(ids) + len(phones), MOST_ASKED)
    check_ids(ids)
    check_phones(phones, "phones")
    asked = {"ids": list(ids), "phones": list(phones)}
    return Request("POST", f"{CAMPAIGN}/{of}/getReport", json={k: v for k, v in asked.items() if v})


def report_by_date(of: Of, between: Between, page: int = 0) -> Request:
    """Ask for one page of the jobs or attempts of a time."""
    moments = (between.began_from, between.began_to, between.finished_from, between.finished_to)
    bounds = {
        name: _instant(name, at)
        for name, at in zip(_NAMES[of], moments, strict=True)
        if at is not None
    }
    if not bounds:
        raise Unsendable("filter", "at least one bound")
    names = _NAMES[of]
    for at in (0, 2):
        begin, end = moments[at : at + 2]
        if begin and end and begin > end:
            raise Unsendable(f"filter.{names[at]}", f"after {names[at + 1]}")
    body = {"filter": bounds, "pagination": _page(page)}
    return Request("POST", f"{CAMPAIGN}/{of}/getReportByDate", json=body)


def unfinished(page: int = 0) -> Request:
    """Ask for one page of the jobs that are not done."""
    return Request("POST", f"{CAMPAIGN}/callJob/getUnfinished", json=_page(page))


def _page(page: int) -> dict[str, int]:
    if not 0 <= page <= LAST_PAGE:
        raise Unsendable("pagination.page", f"0 to {LAST_PAGE}")
    return {"page": page, "pageSize": PAGE_SIZE}


def _instant(name: str, at: datetime) -> str:
    if at.tzinfo is None:
        raise Unsendable(f"filter.{name}", "a moment without a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
