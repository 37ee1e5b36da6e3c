"""A bot process between the two fakes: Telegram on one side, the sandbox campaign on the other."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import Chat, FakeTelegram
from tests.e2e.processes import Process

OWNER = 1001
CAMPAIGN_TOKEN = "1.1.sandbox"


class Campaign:
    """The sandbox as a process of its own, with its practice controls."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.process = Process(folder, ["sandbox", "--listen", "127.0.0.1:0"])
        output = self.process.wait_for_output("http://127.0.0.1:")
        found = re.search(r"http://127\.0\.0\.1:\d+", output)
        assert found
        self.url = found[0]

    def jobs(self) -> list[dict[str, Any]]:
        """All call jobs that the campaign holds."""
        return list(self._ask("jobs")["jobs"])

    def requests(self) -> list[dict[str, Any]]:
        """All requests that it got."""
        return list(self._ask("requests")["requests"])

    def posts(self) -> list[dict[str, Any]]:
        """The requests that add phones; the bot asks for the campaign's state as well."""
        return [one for one in self.requests() if one["operation"] == "addPhones"]

    def wait_for_look(self) -> None:
        """Wait until the bot has asked how the campaign is, which it does for each card."""
        self._wait_for(self.requests)

    def wait_for_post(self) -> None:
        """Wait until the campaign got phones."""
        self._wait_for(self.posts)

    def _wait_for(self, requests: Callable[[], list[dict[str, Any]]]) -> None:
        deadline = time.monotonic() + 10
        while not requests():
            assert time.monotonic() < deadline, "the campaign got no request"
            time.sleep(0.05)

    def phones(self) -> list[str]:
        """The phones of its call jobs."""
        return [job["phone"] for job in self.jobs()]

    def fail(self, **fault: object) -> None:
        """Script a fault for the next requests."""
        self._ask("faults", fault)

    def control(self, action: str) -> None:
        """Pause, resume or stop the campaign from outside."""
        self._post(f"/api/calls/campaign/{CAMPAIGN_TOKEN}/control/{action}", None)

    def _ask(self, name: str, body: object = None) -> dict[str, Any]:
        if body is None:
            with urllib.request.urlopen(f"{self.url}/_sandbox/{name}", timeout=10) as answer:
                return dict(json.load(answer))
        return self._post(f"/_sandbox/{name}", body)

    def _post(self, path: str, body: object) -> dict[str, Any]:
        data = b"" if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data=data, method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.loads(answer.read() or b"{}"))


class Stage:
    """The fakes and the folder of the bot; starts the bot, again and again if need be."""

    def __init__(self, folder: Path, telegram: FakeTelegram, campaign: Campaign) -> None:
        self.folder = folder
        self.telegram = telegram
        self.campaign = campaign
        self.bots: list[Process] = []

    def start(self, **settings: str) -> Process:
        """Start the bot and wait until it is ready."""
        bot = self.launch(**settings)
        bot.wait_for_output("ready")
        return bot

    def launch(self, **settings: str) -> Process:
        """Start the bot and wait for nothing."""
        environment = {
            "TELEGRAM_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "CALLS_API_URL": self.campaign.url,
            "CAMPAIGN_TOKEN": CAMPAIGN_TOKEN,
            "OWNERS": str(OWNER),
            "LOG_LEVEL": "DEBUG",
            "HOLD_SECONDS": "0",
        }
        bot = Process(self.folder, ["run"], environment | settings)
        self.bots.append(bot)
        return bot

    def chat(self, language: str = "en", person: int = OWNER) -> Chat:
        """The private chat of a person with the bot."""
        user = self.telegram.user(person, "Anna", language_code=language)
        return self.telegram.private(user)

    @property
    def output(self) -> str:
        """All that every bot process printed."""
        return "".join(bot.output for bot in self.bots)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """Telegram; a broken rule of its API fails the test."""
    with FakeTelegram() as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
def campaign(tmp_path: Path) -> Iterator[Campaign]:
    """A sandbox campaign over HTTP."""
    campaign = Campaign(tmp_path / "campaign")
    with campaign.process:
        yield campaign


@pytest.fixture
def stage(tmp_path: Path, telegram: FakeTelegram, campaign: Campaign) -> Iterator[Stage]:
    """Everything around the bot; at the end no secret may stand in its output."""
    folder = tmp_path / "bot"
    folder.mkdir()
    stage = Stage(folder, telegram, campaign)
    yield stage
    for bot in stage.bots:
        bot.kill()
    assert telegram.token not in stage.output
    assert CAMPAIGN_TOKEN not in stage.output
    assert not re.search(r"(?<!\d)79\d{9}(?!\d)", stage.output), "a phone number in the log"
