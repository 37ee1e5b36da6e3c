"""From what came back to data or to one of the errors of `bot/core/errors.py`. Pure.

A status or a body that no document describes is never guessed at: it becomes ApiUnknown, so that
a person looks. That includes a 404 that is not the vendor's own `invalid.token`: a page of some
proxy says that we knocked at a wrong door, not that the token is dead, and asking for twenty hours
would only hide a wrong address from the one who can mend it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from bot.calls_api.models import CampaignInfo, Failure, Reported, status
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    CampaignClosed,
    Outside,
    TokenInvalid,
)

Redact = Callable[[str], str]
"""Takes tokens and phone numbers out of a text."""

RAW_LENGTH = 300
LONGEST_WAIT = 24 * 60 * 60.0
CLOSED = "invalid.call.task.state"
NO_SUCH_TOKEN = "invalid.token"  # noqa: S105
REJECTIONS = frozenset(
    {
        "phone.duplicated",
        "phone.bad.format",
        "phone.gmtZone.bad.format",
        "invalid.call.allowed.time",
        "invalid.dialer_priority",
        "id.not.found",
        "phone.not.found",
    }
)

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", bound=Reported)

_ID = re.compile(r"[!-~]{1,100}")
_WORD = re.compile(r"[A-Za-z_.-]{1,40}")
_UNREADABLE: Final = object()


@dataclass(frozen=True)
class Answer:
    """What came back, whole: header names in lower case, and the moment it came."""

    status: int
    headers: Mapping[str, str]
    text: str = field(repr=False)
    at: datetime


def job_ids(answer: Answer, count: int, redact: Redact) -> tuple[str, ...]:
    """Read the call jobs of `count` numbers, in their order.

    With another number of jobs than asked for, some were made and nobody can tell which. The same
    key would bring the same answer, so this is ApiUnknown, for a person, and not ApiUnclear.
    """
    ids = _ids(_accepted(answer, redact))
    if ids is None or len(ids) != count or len(set(ids)) != count:
        raise _unknown(answer, redact)
    return ids


def campaign(answer: Answer, redact: Redact) -> CampaignInfo:
    """Read what the platform tells about the campaign."""
    info = _as(CampaignInfo, _accepted(answer, redact))
    if info is None:
        raise _unknown(answer, redact)
    return info


def campaign_status(answer: Answer, redact: Redact) -> str:
    """Read the campaign's state, in the spelling of `models.STATUSES` if it is one of them."""
    body = _accepted(answer, redact)
    if not isinstance(body, str) or not _WORD.fullmatch(body):
        raise _unknown(answer, redact)
    return status(body)


def job_id(answer: Answer, redact: Redact) -> str:
    """Read the one call job of a number."""
    found = _id(_accepted(answer, redact))
    if found is None:
        raise _unknown(answer, redact)
    return found


def cancelled(answer: Answer, redact: Redact) -> tuple[str, ...]:
    """Read which call jobs were taken back."""
    ids = _ids(_accepted(answer, redact))
    if ids is None:
        raise _unknown(answer, redact)
    return ids


def done(answer: Answer, redact: Redact) -> None:
    """Pass an answer that is documented to be empty; a page of some proxy is not one."""
    if answer.status != 200 or answer.text.strip():
        _accepted(answer, redact)


def reports(answer: Answer, model: type[R], redact: Redact) -> tuple[R, ...]:
    """Read a whole report, or one page of it."""
    body = _accepted(answer, redact)
    if isinstance(body, dict):
        body = body.get("items")
    found = [_as(model, one) for one in body] if isinstance(body, list) else [None]
    if None in found:
        raise _unknown(answer, redact)
    return tuple(one for one in found if one is not None)


def failure(answer: Answer, redact: Redact) -> Outside:
    """Name what an answer other than 200 means for the caller."""
    body = _as(Failure, _json(answer.text)) or Failure()
    wait = retry_after(answer.headers.get("retry-after"), answer.at)
    if answer.status == 429 or (answer.status == 503 and wait is not None):
        return ApiBusy(wait)
    if answer.status >= 500:
        return ApiBroken(str(answer.status))
    if answer.status == 400 and body.kind == CLOSED:
        return CampaignClosed(_word(body.state))
    if answer.status == 400 and body.kind in REJECTIONS:
        return ApiRejected(body.kind, body.phones)
    if answer.status == 404 and body.kind == NO_SUCH_TOKEN:
        return TokenInvalid()
    return _unknown(answer, redact)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Read Retry-After, seconds or an HTTP date, as seconds from now; None when it says nothing."""
    value = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return min(float(value), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST_WAIT)


def _accepted(answer: Answer, redact: Redact) -> object:
    if answer.status != 200:
        raise failure(answer, redact)
    body = _json(answer.text)
    if body is _UNREADABLE:
        raise ApiUnclear("a 200 without a whole body")
    return body


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _UNREADABLE


def _id(value: object) -> str | None:
    """A call job's id: a short text, or a whole number, as one document has it."""
    text = str(value) if type(value) in (str, int) else ""
    return text if _ID.fullmatch(text) else None


def _ids(body: object) -> tuple[str, ...] | None:
    ids = [_id(one) for one in body] if isinstance(body, list) else [None]
    return None if None in ids else tuple(one for one in ids if one is not None)


def _as(model: type[M], body: object) -> M | None:
    # Not raised from here: the error of pydantic would drag the body along as its context.
    try:
        return model.model_validate(body)
    except ValidationError:
        return None


def _word(state: str | None) -> str:
    """A state goes to people and logs, so free text of the other side does not pass for one."""
    return status(state) if state and _WORD.fullmatch(state) else "?"


def _unknown(answer: Answer, redact: Redact) -> ApiUnknown:
    """Redact first and cut afterwards, so that no half of a secret is left at the cut."""
    printable = "".join(c if c.isprintable() else " " for c in answer.text)
    return ApiUnknown(answer.status, redact(" ".join(printable.split()))[:RAW_LENGTH])
