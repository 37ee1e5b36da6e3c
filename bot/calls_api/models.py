"""What the API answers, read tolerantly: unknown fields are kept, missing ones are None."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

STATUSES = ("new", "planned", "inProgress", "finished", "paused", "deleted")
JOB_STATUSES = (
    *("planned", "inProcess", "onRetry", "noAnswer", "notDone"),
    *("longCallWithResult", "longCallWithNoResult", "cancelledByUser"),
    *("technicalError", "nonexistentNumber", "unknown"),
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BY_FOLDED = {status.casefold(): status for status in STATUSES} | {"inprocess": "inProgress"}
_JOB_BY_FOLDED = {status.casefold(): status for status in JOB_STATUSES} | {
    "canceled": "cancelledByUser",
    "cancelled": "cancelledByUser",
    "inprogress": "inProcess",
}


def status(wire: str) -> str:
    """Give the one spelling of a campaign's state; a state nobody documented stays as it came."""
    return _BY_FOLDED.get(wire.casefold(), wire)


def job_status(wire: str) -> str:
    """Give the one spelling of a job's state; a state nobody documented stays as it came."""
    return _JOB_BY_FOLDED.get(wire.casefold(), wire)


def _from_ms(value: object) -> object:
    """Instants are declared as date-time strings and come as milliseconds; take both."""
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        raise ValueError("not a moment") from None


def _aware(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("not a moment") from None


Status = Annotated[str, AfterValidator(status)]
JobStatus = Annotated[str, AfterValidator(job_status)]
Instant = Annotated[datetime, BeforeValidator(_from_ms), AfterValidator(_aware)]


class Answered(BaseModel):
    """The root of what we read."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="allow",
        frozen=True,
        coerce_numbers_to_str=True,
        hide_input_in_errors=True,
    )


class Failure(Answered):
    """The body of a refusal. Most methods name the kind in `type`, control in `error`."""

    type: str | None = None
    error: str | None = None
    phone: str | None = None
    phones_duplicates: list[str] | None = None
    state: str | None = None

    @property
    def kind(self) -> str:
        """The vendor's name of the error; empty when it gave none."""
        return self.type or self.error or ""

    @property
    def phones(self) -> tuple[str, ...]:
        """The numbers it names, each once."""
        named = (self.phone, *(self.phones_duplicates or ()))
        return tuple(dict.fromkeys(phone for phone in named if phone))


class ShortReport(Answered):
    """How far a campaign is; the times are in seconds by one document, in minutes by another."""

    total_numbers: int | None = None
    processed_numbers: int | None = None
    in_process_calls: int | None = None
    retry_calls: int | None = None
    used_talking_time: int | None = None
    used_asr_seconds: int | None = None


class CampaignInfo(Answered):
    """What the platform tells about a campaign; its schedule and zone are not among it."""

    id: str | None = None
    name: str | None = None
    project_name: str | None = None
    bot_id: str | None = None
    status: Status | None = None
    creation_date: Instant | None = None
    start_time: Instant | None = None
    end_time: Instant | None = None
    max_simultaneous_calls: int | None = None
    short_report: ShortReport | None = None


class Reported(Answered):
    """What a job and an attempt have in common; `call_duration` is in seconds.

    `tag_payload` and `report_data` are the script's own, in whatever form it gave them.
    """

    call_job_id: str
    phone: str | None = None
    redial_number: str | None = None
    job_status: JobStatus | None = None
    call_duration: int | None = None
    tag_name: str | None = None
    tag_payload: object = None
    report_data: object = None
    finished_at: Instant | None = None


class JobReport(Reported):
    """One number to call and what became of it so far."""

    attempts_count: int | None = None
    created_at: Instant | None = None


class AttemptReport(Reported):
    """One call of a job."""

    call_result: str | None = None
    started_at: Instant | None = None
    attempt_number: int | None = None
