"""What the API answers: a status with a body, and the refusals in their documented shapes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.documents import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a JSON body (None is an empty one), and headers beside those of every answer."""

    status: int
    body: Json = None
    headers: tuple[tuple[str, str], ...] = ()


class Refused(Exception):
    """The request is refused; `answer` is what the caller gets."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"refused with status {answer.status}")
        self.answer = answer


def invalid_token() -> Refused:
    """Refuse a token that belongs to no campaign."""
    return _refused(404, "invalid.token", message="There is no campaign with this token")


def phone_duplicated(phones: Sequence[str]) -> Refused:
    """Refuse phones that are given twice, or were added in the last 24 hours."""
    return _refused(
        400,
        "phone.duplicated",
        phone=phones[0],
        phonesDuplicates=list(phones),
        message="The phone is duplicated",
    )


def phone_bad_format(phone: str) -> Refused:
    """Refuse a phone that is not valid in its country."""
    return _refused(400, "phone.bad.format", phone=phone, message="The phone has a bad format")


def zone_bad_format(phone: str, zone: str) -> Refused:
    """Refuse a time zone that is neither an offset nor an IANA name."""
    return _refused(
        400,
        "phone.gmtZone.bad.format",
        phone=phone,
        gmtZone=zone,
        message="The time zone has a bad format",
    )


def invalid_state(state: str) -> Refused:
    """Refuse new jobs in a campaign that is over."""
    return _refused(
        400, "invalid.call.task.state", state=state, message="The campaign takes no more calls"
    )


def invalid_allowed_time(message: str) -> Refused:
    """Refuse windows of time that overlap or have no length."""
    return _refused(400, "invalid.call.allowed.time", message=message)


def invalid_priority() -> Refused:
    """Refuse a priority that is not an integer from 1 to 5."""
    return _refused(
        400, "invalid.dialer_priority", message="dialerPriority is an integer from 1 to 5"
    )


def id_not_found(job_id: str) -> Refused:
    """Refuse a job id that the campaign does not hold."""
    return _refused(400, "id.not.found", id=job_id, message="There is no such call job")


def phone_not_found(phone: str) -> Refused:
    """Refuse a phone that no job of the campaign has."""
    return _refused(400, "phone.not.found", phone=phone, message="No call job has this phone")


def control_refused(error: str, message: str, **args: str) -> Refused:
    """Refuse a control request, in the shape that only control has."""
    return Refused(Answer(400, {"error": error, "message": message, "args": {**args}}))


def bad_request(field: str, message: str, status: int = 400) -> Refused:
    """Refuse a malformed request, whose documented answer is unknown."""
    return _refused(status, "sandbox.bad.request", field=field, message=message)


def key_reused() -> Refused:
    """Refuse an idempotence key that came with another request before."""
    return _refused(
        422, "sandbox.key.reused", message="This Idempotence-Key was used for another request"
    )


def unknown_path() -> Refused:
    """Refuse an address that the API does not have."""
    return _refused(404, "sandbox.unknown.path", message="There is no such method")


def wrong_method(allowed: Sequence[str]) -> Refused:
    """Refuse an HTTP method that the address does not take."""
    body: dict[str, Json] = {
        "type": "sandbox.wrong.method",
        "message": "This method takes another HTTP method",
    }
    return Refused(Answer(405, body, (("Allow", ", ".join(allowed)),)))


def state_failed() -> Answer:
    """Answer that the state could not be kept, so that nothing was done."""
    message = "The state cannot be kept; nothing was done"
    return Answer(503, {"type": "sandbox.state.failed", "message": message})


def _refused(status: int, error_type: str, **fields: Json) -> Refused:
    return Refused(Answer(status, {"type": error_type, **fields}))
