"""Call orders: one phone of a request with its payload and policy, checked as documented."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.sandbox.answers import bad_request, invalid_priority, phone_duplicated
from bot.sandbox.checks import as_array, as_integer, as_object, as_text, only_fields
from bot.sandbox.documents import Json, canonical
from bot.sandbox.phones import check_phone, check_zone
from bot.sandbox.schedule import (
    check_span,
    read_allowed_time,
    read_days,
    read_instant,
    read_pair,
)

LONGEST_LIST = 500
INTEGERS = {"retryIntervalInMinutes": (1, 2880), "maxAttempts": (1, 50)}
PRIORITIES = (1, 5)
MOST_CHECKS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Order:
    """A phone to call, what the script gets, and the policy fields as they were sent."""

    phone: str
    payload: Mapping[str, Json]
    policy: Mapping[str, Json]

    @property
    def identity(self) -> str:
        """What the rule of duplicates compares: the phone and its payload."""
        return canonical([self.phone, dict(self.payload)])


def read_orders(body: Json, now: datetime) -> tuple[Order, ...]:
    """Read the body of addPhones; refuse all of it for the first thing that is wrong."""
    elements = as_array(body, "body", LONGEST_LIST)
    orders = tuple(_read_order(element, f"[{at}]", now) for at, element in enumerate(elements))
    times = Counter(order.phone for order in orders)
    repeated = [phone for phone, count in times.items() if count > 1]
    if repeated:
        raise phone_duplicated(repeated)
    return orders


def read_parameters(parameters: Sequence[tuple[str, str]]) -> Order:
    """Read the parameters of crmCalls addPhone: all but phone and gmtZone are payload."""
    named = dict(parameters)
    if len(named) != len(parameters):
        raise bad_request("parameters", "a parameter is given twice")
    if "phone" not in named:
        raise bad_request("phone", "the phone is required")
    phone = named.pop("phone")
    check_phone(phone)
    policy: dict[str, Json] = {}
    if "gmtZone" in named:
        policy["gmtZone"] = named.pop("gmtZone")
        check_zone(phone, as_text(policy["gmtZone"], "gmtZone"))
    return Order(phone, dict[str, Json](named), policy)


def _read_order(value: Json, where: str, now: datetime) -> Order:
    order = as_object(value, where)
    only_fields(order, where, ("phone", "payload", *_POLICY, *_MOMENTS))
    if "phone" not in order:
        raise bad_request(f"{where}.phone", "the phone is required")
    phone = as_text(order["phone"], f"{where}.phone")
    check_phone(phone)
    payload = as_object(order.get("payload", {}), f"{where}.payload")
    _check_moments(order, where, now)
    for name, check in _POLICY.items():
        if name in order:
            check(order, f"{where}.{name}")
    policy = {name: item for name, item in order.items() if name not in ("phone", "payload")}
    return Order(phone, payload, policy)


_MOMENTS = ("startDateTime", "finishDateTime")


def _check_moments(order: dict[str, Json], where: str, now: datetime) -> None:
    start, finish = (
        read_instant(order[name], f"{where}.{name}") if name in order else None for name in _MOMENTS
    )
    check_span(start, finish, now, where)


def _check_zone(order: dict[str, Json], field: str) -> None:
    check_zone(as_text(order["phone"], field), as_text(order["gmtZone"], field))


def _check_priority(order: dict[str, Json], _field: str) -> None:
    priority = order["dialerPriority"]
    least, most = PRIORITIES
    if type(priority) is not int or not least <= priority <= most:
        raise invalid_priority()


def _check_integer(order: dict[str, Json], field: str) -> None:
    name = field.rpartition(".")[2]
    as_integer(order[name], field, *INTEGERS[name])


def _check_external(order: dict[str, Json], field: str) -> None:
    check = as_object(order["externalCheck"], field)
    only_fields(check, field, ("externalCheckUrl", "externalCheckMaxRetries"))
    if "externalCheckUrl" not in check:
        raise bad_request(f"{field}.externalCheckUrl", "the address is required")
    if not _is_web_address(as_text(check["externalCheckUrl"], f"{field}.externalCheckUrl")):
        raise bad_request(f"{field}.externalCheckUrl", "a web address is expected")
    if "externalCheckMaxRetries" in check:
        retries = f"{field}.externalCheckMaxRetries"
        as_integer(check["externalCheckMaxRetries"], retries, 0, MOST_CHECKS)


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in ("http", "https") and bool(address.hostname)
    except ValueError:
        return False


_POLICY: Mapping[str, Callable[[dict[str, Json], str], object]] = {
    "allowedDays": lambda order, field: read_days(order["allowedDays"], field),
    "allowedTime": lambda order, field: read_allowed_time(order["allowedTime"], field),
    **dict.fromkeys(INTEGERS, _check_integer),
    "gmtZone": _check_zone,
    "dialerPriority": _check_priority,
    "externalCheck": _check_external,
    "localTimeFrom": read_pair,
    "localTimeTo": read_pair,
}
