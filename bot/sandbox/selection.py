"""Which jobs a request names by ids and phones: the body of cancel and of the reports."""

from collections.abc import Mapping

from bot.sandbox.answers import bad_request, id_not_found, phone_not_found
from bot.sandbox.campaign import Job
from bot.sandbox.checks import as_array, as_object, only_fields
from bot.sandbox.documents import Json


def read_selection(body: Json, jobs: Mapping[str, Job]) -> list[Job]:
    """Return the jobs with one of the ids or phones, oldest first; refuse a name of no job."""
    named = as_object(body, "body")
    only_fields(named, "body", ("ids", "phones"))
    if not named:
        raise bad_request("body", "ids or phones are required")
    ids = _names(named, "ids")
    phones = _names(named, "phones")
    for job_id in ids:
        if job_id not in jobs:
            raise id_not_found(job_id)
    if phones:
        known = {job.order.phone for job in jobs.values()}
        for phone in phones:
            if phone not in known:
                raise phone_not_found(phone)
    wanted_ids, wanted_phones = set(ids), set(phones)
    return [
        job for job in jobs.values() if job.id in wanted_ids or job.order.phone in wanted_phones
    ]


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
