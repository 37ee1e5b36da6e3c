"""SIGKILL at random moments: every request is answered, and every number is added once.

Sixty requests of twenty people who write, wait for the card, confirm it and wait for the calls,
each at their own pace, while the process is killed eight times and started again.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random, SystemRandom

import pytest

from tests.botapi import Chat
from tests.e2e.conftest import Stage
from tests.history import history

PEOPLE = 20
EACH = 3
KILLS = 8
PATIENCE_S = 60
WORDS = {
    "en": ("weekdays 10-18 Moscow", "Added 1 number"),
    "ru": ("будни 10-18 мск", "Добавлен 1 номер"),
}

Settings = dict[str, str]


@pytest.fixture
def seed() -> int:
    """A seed of this run; pytest shows what was printed when a test fails."""
    seed = SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    return seed


def test_on_sqlite(stage: Stage, seed: int) -> None:
    killed_again_and_again(stage, seed, [{}])


def test_on_postgresql(stage: Stage, seed: int, postgres_url: str) -> None:
    killed_again_and_again(stage, seed, [{"DATABASE_URL": postgres_url}])


def test_on_two_replicas_behind_a_webhook(stage: Stage, seed: int, postgres_url: str) -> None:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    replicas = [
        {
            "DATABASE_URL": postgres_url,
            "DATA_DIR": f"data-{port}",
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "WEBHOOK_SECRET": "a-secret-of-this-test",
            "LISTEN": f"127.0.0.1:{port}",
        }
        for port in ports
    ]
    killed_again_and_again(stage, seed, replicas)


def killed_again_and_again(stage: Stage, seed: int, replicas: list[Settings]) -> None:
    """Play all, kill meanwhile, and read the history."""
    random, done = Random(seed), threading.Event()
    languages = [tuple(WORDS)[n % len(WORDS)] for n in range(PEOPLE)]
    people = [stage.chat(language, 1001 + n) for n, language in enumerate(languages)]
    owners = {"OWNERS": ",".join(str(chat.id) for chat in people), "LOG_LEVEL": "INFO"}
    replicas = [settings | owners for settings in replicas]
    bots = [stage.start(**replicas[0])]
    bots += [stage.launch(**settings) for settings in replicas[1:]]
    with ThreadPoolExecutor(PEOPLE) as pool:
        playing = [
            pool.submit(play, chat, *WORDS[language], phones(n), Random(random.random()))
            for n, (chat, language) in enumerate(zip(people, languages, strict=True))
        ]
        balancing = pool_of(lambda: balance(stage, replicas, done))
        for n in range(KILLS):
            time.sleep(random.uniform(0.2, 1.5))
            who = n % len(bots)
            bots[who].kill()
            bots[who] = stage.launch(**replicas[who])
        try:
            for one in playing:
                one.result()
        finally:
            done.set()
            balancing.join()
    stage.telegram.wait_until_confirmed(timeout=PATIENCE_S)
    assert history(stage.telegram, stage.campaign.jobs()).broken() == []
    wanted = sorted(phone for n in range(PEOPLE) for phone in phones(n))
    assert sorted(stage.campaign.phones()) == wanted


def phones(person: int) -> list[str]:
    """The numbers that one person asks to call, in this order."""
    return [f"7912345{EACH * person + n:04}" for n in range(EACH)]


def play(chat: Chat, words: str, added: str, numbers: list[str], random: Random) -> None:
    """Be one person: a request, its card, ✅, and what became of it, a few times."""
    for number in numbers:
        time.sleep(random.uniform(0, 2))
        chat.say(f"{number} {words}")
        shown = f"+7 {number[1:4]} {number[4:7]}-{number[7:9]}-{number[9:]}"
        card = chat.wait_for_message(PATIENCE_S, containing=shown)
        time.sleep(random.uniform(0, 0.5))
        chat.tap(card, "✅")
        card.wait_for_edit(PATIENCE_S, containing=added)


def balance(stage: Stage, replicas: list[Settings], done: threading.Event) -> None:
    """Be the load balancer: send Telegram's posts to the replicas by turns, alive or not."""
    turn = 0
    while "WEBHOOK_URL" in replicas[0] and not done.wait(0.2):
        turn += 1
        world = stage.telegram.world
        with world.changed:
            if world.updates.webhook is not None:
                world.updates.webhook.url = replicas[turn % len(replicas)]["WEBHOOK_URL"]
                world.changed.notify_all()


def pool_of(work: Callable[[], None]) -> threading.Thread:
    """Run work beside the test."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
