"""Several processes over one PostgreSQL: one works, any of them takes updates, none is missed."""

import itertools
import socket
import time
from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Stage
from tests.e2e.processes import Process

Settings = dict[str, str]
TAKEOVER_S = 15


@pytest.fixture
def replicas(stage: Stage, postgres_url: str) -> Iterator[list[Settings]]:
    """The settings of two replicas that Telegram may post to."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    yield [
        {
            "DATABASE_URL": postgres_url,
            "DATA_DIR": f"data-{port}",
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "WEBHOOK_SECRET": "a-secret-of-this-test",
            "LISTEN": f"127.0.0.1:{port}",
        }
        for port in ports
    ]
    for bot in stage.bots:
        bot.kill()


def post_to(stage: Stage, replica: Settings) -> None:
    """What a load balancer would do: Telegram's next posts reach this one."""
    world = stage.telegram.world
    with world.changed:
        assert world.updates.webhook is not None
        world.updates.webhook.url = replica["WEBHOOK_URL"]
        world.changed.notify_all()


def started(stage: Stage, replicas: list[Settings]) -> list[Process]:
    """The one that works, and the one that stands by."""
    first = stage.start(**replicas[0])
    second = stage.launch(**replicas[1])
    second.wait_for_output("standing_by")
    return [first, second]


def test_who_stands_by_takes_updates_too(stage: Stage, replicas: list[Settings]) -> None:
    _, second = started(stage, replicas)
    post_to(stage, replicas[1])
    chat = stage.chat("en")
    chat.say("79123456789 weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789"]
    assert "delivered" not in second.output


def test_the_work_of_a_killed_replica_is_taken_over(stage: Stage, replicas: list[Settings]) -> None:
    first, second = started(stage, replicas)
    post_to(stage, replicas[1])
    chat = stage.chat("en")
    chat.say("79123456789 weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    stage.campaign.wait_for_look()
    stage.campaign.fail(next=1, kind="cut_after")
    chat.tap(card, "✅")
    stage.campaign.wait_for_post()
    killed = time.monotonic()
    first.kill()
    second.wait_for_output("working")
    card.wait_for_edit(timeout=TAKEOVER_S, containing="Added 1 number")
    assert time.monotonic() - killed < TAKEOVER_S
    assert stage.campaign.phones() == ["79123456789"]


def test_many_requests_through_kills_of_either(stage: Stage, replicas: list[Settings]) -> None:
    """0 lost, 0 twice: whoever works is killed again and again, and comes back."""
    bots = started(stage, replicas)
    post_to(stage, replicas[1])
    chats = [stage.chat("en")]
    phones = [f"7912345{n:04}" for n in range(1000, 1008)]
    turns = itertools.cycle((0, 1))
    for n, phone in enumerate(phones):
        chats[0].say(f"{phone} weekdays 10-18 Moscow")
        if n % 3 == 2:
            who = next(turns)
            bots[who].kill()
            bots[who] = stage.launch(**replicas[who])
        card = chats[0].wait_for_message(timeout=TAKEOVER_S)
        chats[0].tap(card, "✅")
        card.wait_for_edit(timeout=2 * TAKEOVER_S, containing="Added 1 number")
    assert sorted(stage.campaign.phones()) == phones
