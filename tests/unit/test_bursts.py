"""One card for many messages in a row: the first at once, the next when the burst pauses."""

from __future__ import annotations

from datetime import timedelta

from bot.core.texts import text
from bot.durable.bursts import Bursts
from bot.flows.messages import Outgoing
from tests.fakes import NOON

CARD = Outgoing(1, "en", (text("x"),), draft="d", in_burst=True)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def waits(bursts: Bursts, seq: int, at: float, card: Outgoing = CARD) -> float:
    """How many seconds after its beginning a message of the outbox is to be shown."""
    return (bursts.due(card, seq, NOON + later(at)) - NOON).total_seconds()


def test_the_card_of_a_quiet_chat_is_shown_at_once() -> None:
    bursts = Bursts()
    assert waits(bursts, 1, 0) == 0
    assert waits(bursts, 2, 10) == 10


def test_a_card_on_the_heels_of_another_waits_for_more() -> None:
    bursts = Bursts()
    waits(bursts, 1, 0)
    assert waits(bursts, 2, 0.1) == 0.8
    assert waits(bursts, 3, 0.5) == 1.2
    assert waits(bursts, 3, 1.2) == 1.2


def test_a_long_burst_is_answered_now_and_then() -> None:
    bursts = Bursts()
    shown = [at / 10 for at in range(80) if waits(bursts, at, at / 10) <= at / 10]
    assert shown == [0, 3.0, 6.0]


def test_other_messages_and_other_chats_do_not_wait() -> None:
    bursts = Bursts()
    waits(bursts, 1, 0)
    notice = Outgoing(1, "en", (text("x"),))
    elsewhere = Outgoing(2, "en", (text("x"),), draft="e", in_burst=True)
    assert waits(bursts, 2, 0.1, notice) == 0.1
    assert waits(bursts, 3, 0.1, elsewhere) == 0.1
