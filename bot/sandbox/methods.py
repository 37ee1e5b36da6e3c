"""The addresses of the Calls API and the rule behind each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.sandbox.answers import Answer, bad_request
from bot.sandbox.call import KEY, Call
from bot.sandbox.rules import Sandbox


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API: the name that faults and the log use, and what it does."""

    name: str
    act: Callable[[Sandbox, Call], Answer]


def _add_phones(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.add_phones(call.token, call.json(), call.header_key())


def _get_add_phone(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.add_phone(call.token, call.query_parameters(), call.query_key())


def _post_add_phone(sandbox: Sandbox, call: Call) -> Answer:
    key = call.header_key()
    parameters = call.form_parameters()
    if any(name == KEY for name, _ in parameters):
        raise bad_request(KEY, "the key of a POST goes in the header")
    return sandbox.add_phone(call.token, parameters, key)


def _test_add_phone(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.add_phone(call.token, call.query_parameters(), call.query_key(), test=True)


def _cancel(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.cancel(call.token, call.json(), call.header_key())


def _job_report(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.job_report(call.token, call.json())


def _attempt_report(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.attempt_report(call.token, call.json())


def _jobs_by_date(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.jobs_by_date(call.token, call.json())


def _attempts_by_date(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.attempts_by_date(call.token, call.json())


def _unfinished(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.unfinished(call.token, call.json())


def _info(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.info(call.token)


def _status(sandbox: Sandbox, call: Call) -> Answer:
    return sandbox.status(call.token)


def _control(action: str) -> Callable[[Sandbox, Call], Answer]:
    def act(sandbox: Sandbox, call: Call) -> Answer:
        call.no_body()
        return sandbox.control(call.token, action, call.header_key())

    return act


_ADD_PHONE: Final = "addPhone"
_CAMPAIGN: Final = "/api/calls/campaign/{token}"
_CRM: Final = "/api/crmCalls/campaign/{token}"

# address → HTTP method → method of the API
METHODS: Final[Mapping[str, Mapping[str, Method]]] = {
    _CAMPAIGN: {"GET": Method("info", _info)},
    f"{_CAMPAIGN}/status": {"GET": Method("status", _status)},
    f"{_CAMPAIGN}/addPhones": {"POST": Method("addPhones", _add_phones)},
    f"{_CAMPAIGN}/callJob/cancel": {"POST": Method("cancel", _cancel)},
    f"{_CAMPAIGN}/callJob/getReport": {"POST": Method("callJob/getReport", _job_report)},
    f"{_CAMPAIGN}/callJob/getReportByDate": {
        "POST": Method("callJob/getReportByDate", _jobs_by_date)
    },
    f"{_CAMPAIGN}/callJob/getUnfinished": {"POST": Method("callJob/getUnfinished", _unfinished)},
    f"{_CAMPAIGN}/callAttempt/getReport": {
        "POST": Method("callAttempt/getReport", _attempt_report)
    },
    f"{_CAMPAIGN}/callAttempt/getReportByDate": {
        "POST": Method("callAttempt/getReportByDate", _attempts_by_date)
    },
    f"{_CAMPAIGN}/control/pause": {"POST": Method("pause", _control("pause"))},
    f"{_CAMPAIGN}/control/resume": {"POST": Method("resume", _control("resume"))},
    f"{_CAMPAIGN}/control/stop": {"POST": Method("stop", _control("stop"))},
    f"{_CRM}/addPhone": {
        "GET": Method(_ADD_PHONE, _get_add_phone),
        "POST": Method(_ADD_PHONE, _post_add_phone),
    },
    f"{_CRM}/test/addPhone": {"GET": Method("test/addPhone", _test_add_phone)},
}

NAMES: Final = frozenset(method.name for each in METHODS.values() for method in each.values())
