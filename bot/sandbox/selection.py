"""Which jobs a request names by ids and phones: the body of cancel and of the reports."""

from bot.sandbox.answers import bad_request, id_not_found, phone_not_found
from bot.sandbox.campaign import Campaign
from bot.sandbox.checks import as_array, as_object, only_fields
from bot.sandbox.documents import Json
from bot.sandbox.job import Job


def read_selection(body: Json, campaign: Campaign) -> list[Job]:
    """Return the jobs with one of the ids or phones, oldest first; refuse a name of no job."""
    named = as_object(body, "body")
    only_fields(named, "body", ("ids", "phones"))
    if not named:
        raise bad_request("body", "ids or phones are required")
    chosen: dict[str, Job] = {}
    for job_id in _names(named, "ids"):
        if job_id not in campaign.jobs:
            raise id_not_found(job_id)
        chosen[job_id] = campaign.jobs[job_id]
    for phone in _names(named, "phones"):
        if phone not in campaign.by_phone:
            raise phone_not_found(phone)
        chosen.update((job.id, job) for job in campaign.by_phone[phone])
    return sorted(chosen.values(), key=lambda job: int(job.id))


def _names(body: dict[str, Json], field: str) -> tuple[str, ...]:
    """Read an array of strings; bare numbers are documented as well."""
    if field not in body:
        return ()
    return tuple(_name(value, field) for value in as_array(body[field], field))


def _name(value: Json, field: str) -> str:
    if isinstance(value, str):
        return value
    if type(value) is int and 0 <= value < 10**15:
        return str(value)
    raise bad_request(field, "strings of digits are expected")
