"""The schedule of a request, as strict as the API is documented to be.

Limits and names are the vendor's (its OpenAPI document, "calls api" 1.10.0). An unknown field is
an error of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

from bot.calls_api.checks import Unsendable
from bot.core.clocks import tzinfo
from bot.core.policy import MAX_ATTEMPTS, MAX_RETRY_MINUTES

MAX_OFFSET = timedelta(hours=18)

_OFFSET = re.compile(r"[+-][0-9]{2}:[0-5][0-9]")
# Files of a zone database that name no place do not begin like one: localtime, posix/, right/.
_PLACE = re.compile(r"[A-Z][A-Za-z0-9/_+-]*")


def wire_zone(zone: str) -> str:
    """The zone as the API is documented to take it: it tells of no `Z`."""
    return "+00:00" if zone == "Z" else zone


def checked_zone(value: str) -> str:
    """Pass an offset within 18 hours or an IANA name; ValueError says what is wrong."""
    form = _OFFSET if value[:1] in ("+", "-") else _PLACE
    if not form.fullmatch(value) or value in ("Z", "Factory"):
        raise ValueError("not an offset of the form +HH:MM and not an IANA name")
    try:
        zone = tzinfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("not an offset and not an IANA name") from None
    offset = zone.utcoffset(None)
    if offset is not None and abs(offset) > MAX_OFFSET:
        raise ValueError("further than 18 hours from UTC")
    return value


DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DayKey = Literal["default", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WallClock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Asked(BaseModel):
    """The root of what we send. Errors name the field and the reason, never the value."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
    )


class Stretch(Asked):
    """One allowed stretch of a day, within the day."""

    local_time_from: WallClock
    local_time_to: WallClock

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.local_time_from >= self.local_time_to:
            raise ValueError("ends before it begins")
        return self


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    """The API refuses overlaps and does not say what it does with stretches that touch."""
    ordered = sorted(stretches, key=lambda stretch: stretch.local_time_from)
    if any(a.local_time_to >= b.local_time_from for a, b in pairwise(ordered)):
        raise ValueError("windows of one day overlap or touch")
    return stretches


def _once(days: list[DayName]) -> list[DayName]:
    if len(set(days)) < len(days):
        raise ValueError("a day stands twice")
    return days


Day = Annotated[list[Stretch], Field(min_length=1), AfterValidator(_apart)]


class Schedule(Asked):
    """The fields of one number that say when to call it; an absent one is the campaign's own."""

    allowed_days: Annotated[list[DayName], Field(min_length=1), AfterValidator(_once)] | None = None
    allowed_time: Annotated[dict[DayKey, Day], Field(min_length=1)] | None = None
    gmt_zone: Annotated[str, AfterValidator(checked_zone)] | None = None
    start_date_time: Annotated[AwareDatetime, Field(strict=False)] | None = None
    finish_date_time: Annotated[AwareDatetime, Field(strict=False)] | None = None
    retry_interval_in_minutes: Annotated[int, Field(ge=1, le=MAX_RETRY_MINUTES)] | None = None
    max_attempts: Annotated[int, Field(ge=1, le=MAX_ATTEMPTS)] | None = None
    dialer_priority: Annotated[int, Field(ge=1, le=5)] | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        start, finish = self.start_date_time, self.finish_date_time
        if start and finish and start >= finish:
            raise ValueError("startDateTime is not before finishDateTime")
        return self


def check_schedule(fields: Mapping[str, object]) -> None:
    """Pass the fields of a number that say when; Unsendable names the first that is wrong."""
    try:
        Schedule.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "startDateTime"
        raise Unsendable(place, first["msg"].removeprefix("Value error, ")) from None
