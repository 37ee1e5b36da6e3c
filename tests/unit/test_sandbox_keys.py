"""Idempotence keys and the rule of duplicates, over 24 hours of the sandbox's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.answers import Refused
from bot.sandbox.documents import Json
from bot.sandbox.rules import Sandbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
PHONE = "79123456789"
BODY: Json = [{"phone": PHONE}]
ALMOST_A_DAY = timedelta(hours=24) - timedelta(microseconds=1)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(lambda: NOW, {TOKEN: "default", "1.2.another": "another"})


def refused(act: Callable[[], object]) -> tuple[int, object]:
    """Return the status and the type of the refusal that the act must meet."""
    with pytest.raises(Refused) as caught:
        act()
    body = caught.value.answer.body
    assert isinstance(body, dict)
    return caught.value.answer.status, body["type"]


def held(sandbox: Sandbox, token: str = TOKEN) -> int:
    return len(sandbox.campaign(token).jobs)


def test_the_same_key_and_body_give_the_same_ids_and_no_new_job(sandbox: Sandbox) -> None:
    first = sandbox.add_phones(TOKEN, [{"phone": PHONE, "payload": {"a": 1, "b": 2}}], "k-1")
    sandbox.advance(ALMOST_A_DAY)
    again = sandbox.add_phones(TOKEN, [{"payload": {"b": 2, "a": 1}, "phone": PHONE}], "k-1")
    assert again == first
    assert held(sandbox) == 1


def test_a_key_is_forgotten_after_24_hours(sandbox: Sandbox) -> None:
    first = sandbox.add_phones(TOKEN, BODY, "k-1")
    sandbox.advance(timedelta(hours=24))
    assert sandbox.add_phones(TOKEN, BODY, "k-1").body != first.body
    assert held(sandbox) == 2


def test_the_same_key_answers_even_when_the_campaign_is_over(sandbox: Sandbox) -> None:
    first = sandbox.add_phones(TOKEN, BODY, "k-1")
    sandbox.control(TOKEN, "stop")
    assert sandbox.add_phones(TOKEN, BODY, "k-1") == first


def test_the_same_key_with_another_body_or_method_is_refused(sandbox: Sandbox) -> None:
    sandbox.add_phones(TOKEN, BODY, "k-1")
    other: Json = [{"phone": "14155552671"}]
    reused = (422, "sandbox.key.reused")
    assert refused(lambda: sandbox.add_phones(TOKEN, other, "k-1")) == reused
    assert refused(lambda: sandbox.add_phone(TOKEN, [("phone", PHONE)], "k-1")) == reused
    assert refused(lambda: sandbox.control(TOKEN, "pause", "k-1")) == reused
    assert held(sandbox) == 1


def test_a_refused_request_binds_its_key_but_may_be_tried_again(sandbox: Sandbox) -> None:
    sandbox.add_phones(TOKEN, BODY)
    assert refused(lambda: sandbox.add_phones(TOKEN, BODY, "k-1")) == (400, "phone.duplicated")
    other: Json = [{"phone": "14155552671"}]
    reused = refused(lambda: sandbox.add_phones(TOKEN, other, "k-1"))
    assert reused == (422, "sandbox.key.reused")
    sandbox.advance(timedelta(hours=24) - INSTANT)
    assert refused(lambda: sandbox.add_phones(TOKEN, BODY, "k-1")) == (400, "phone.duplicated")
    sandbox.advance(INSTANT)
    assert sandbox.add_phones(TOKEN, BODY, "k-1").status == 200


def test_a_key_belongs_to_one_campaign(sandbox: Sandbox) -> None:
    sandbox.add_phones(TOKEN, BODY, "k-1")
    assert sandbox.add_phones("1.2.another", [{"phone": "14155552671"}], "k-1").status == 200


@pytest.mark.parametrize("key", ["", "a b", "k" * 65, "ключ", "a\n"])
def test_a_malformed_key_is_refused(sandbox: Sandbox, key: str) -> None:
    assert refused(lambda: sandbox.add_phones(TOKEN, BODY, key)) == (400, "sandbox.bad.request")
    assert held(sandbox) == 0


@pytest.mark.parametrize("keys", [(None, None), ("k-1", "k-2"), ("k-1", None), (None, "k-1")])
def test_a_duplicate_is_refused_for_24_hours_whatever_the_keys(
    sandbox: Sandbox, keys: tuple[str | None, str | None]
) -> None:
    sandbox.add_phones(TOKEN, BODY, keys[0])
    sandbox.advance(ALMOST_A_DAY)
    again = refused(lambda: sandbox.add_phones(TOKEN, BODY, keys[1]))
    assert again == (400, "phone.duplicated")
    assert held(sandbox) == 1
    sandbox.advance(INSTANT)
    assert sandbox.add_phones(TOKEN, BODY, keys[1]).status == 200


def test_a_duplicate_is_named_and_none_of_its_request_is_added(sandbox: Sandbox) -> None:
    sandbox.add_phones(TOKEN, BODY)
    with pytest.raises(Refused) as caught:
        sandbox.add_phones(TOKEN, [{"phone": "14155552671"}, {"phone": PHONE, "payload": {}}])
    assert caught.value.answer.body == {
        "type": "phone.duplicated",
        "phone": PHONE,
        "phonesDuplicates": [PHONE],
        "message": "The phone is duplicated",
    }
    assert held(sandbox) == 1


def test_another_payload_or_campaign_is_no_duplicate(sandbox: Sandbox) -> None:
    sandbox.add_phones(TOKEN, BODY)
    assert sandbox.add_phones(TOKEN, [{"phone": PHONE, "payload": {"n": 1}}]).status == 200
    assert sandbox.add_phones("1.2.another", BODY).status == 200


def test_a_cancelled_job_still_counts_as_a_duplicate(sandbox: Sandbox) -> None:
    ids = sandbox.add_phones(TOKEN, BODY).body
    sandbox.cancel(TOKEN, {"ids": ids})
    assert refused(lambda: sandbox.add_phones(TOKEN, BODY)) == (400, "phone.duplicated")


def test_crm_calls_share_the_rule_and_test_calls_may_repeat(sandbox: Sandbox) -> None:
    parameters = [("phone", PHONE), ("name", "Anna"), ("gmtZone", "+03:00")]
    sandbox.add_phone(TOKEN, parameters)
    again = refused(lambda: sandbox.add_phone(TOKEN, parameters[:2]))
    assert again == (400, "phone.duplicated")
    assert sandbox.add_phone(TOKEN, parameters, test=True).status == 200
    assert sandbox.add_phone(TOKEN, parameters, test=True).status == 200
    assert held(sandbox) == 3


def test_reset_forgets_everything(sandbox: Sandbox) -> None:
    first = sandbox.add_phones(TOKEN, BODY, "k-1")
    sandbox.advance(timedelta(days=3))
    sandbox.control(TOKEN, "stop")
    sandbox.reset()
    assert (held(sandbox), sandbox.now()) == (0, NOW)
    assert sandbox.add_phones(TOKEN, BODY) == first
