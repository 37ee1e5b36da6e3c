"""The sandbox's state in a file: kept before it is answered, brought back as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from bot.sandbox.answers import Refused
from bot.sandbox.commands import Command
from bot.sandbox.rules import Sandbox
from bot.sandbox.state import StateFailed, StateFile, Unkept

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN, OTHER = "1.1.sandbox", "1.2.other"
NAMES = {TOKEN: "default", OTHER: "other"}
PHONES: Any = [{"phone": "79123456789", "gmtZone": "+00:00"}, {"phone": "14155552671"}]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def opened(
    path: Path, clock: Clock, names: dict[str, str] | None = None, seed: int | None = None
) -> Iterator[Sandbox]:
    """A life of the sandbox that ends without a word."""
    kept = StateFile(path)
    try:
        yield Sandbox(clock, names or NAMES, seed, kept)
    finally:
        kept.close()


def told(sandbox: Sandbox) -> list[object]:
    """All that a client can see."""
    seen: list[object] = [sandbox.now()]
    for token in NAMES:
        bodies: list[Any] = [{"pagination": {"pageSize": 200}}, {"pageSize": 200}]
        seen += [
            sandbox.info(token),
            sandbox.jobs_by_date(token, bodies[0]),
            sandbox.attempts_by_date(token, bodies[0]),
            sandbox.unfinished(token, bodies[1]),
        ]
    return seen


def live(sandbox: Sandbox, clock: Clock) -> None:
    """Do a bit of everything, refusals too."""
    sandbox.add_phones(TOKEN, PHONES, "k-1")
    clock.now += timedelta(minutes=1, microseconds=7)
    sandbox.add_phone(OTHER, [("phone", "442079460958"), ("\ud800", "\x00")], test=True)
    with pytest.raises(Refused):
        sandbox.add_phones(TOKEN, PHONES, "k-2")
    sandbox.advance(timedelta(hours=3.5))
    sandbox.set_up("default", {"answered_percent": 10, "lines": 1})
    [first, _] = sandbox.campaign(TOKEN).jobs
    sandbox.cancel(TOKEN, {"ids": [first]})
    sandbox.add_phones(TOKEN, [{"phone": str(79120000000 + n)} for n in range(30)])
    sandbox.control(OTHER, "pause", "k-3")
    sandbox.advance(timedelta(days=3))


def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock) as sandbox:
        live(sandbox, clock)
        before = told(sandbox)
    with opened(tmp_path / "state", clock) as again:
        assert told(again) == before


def test_an_unkept_sandbox_lives_the_same_life(tmp_path: Path) -> None:
    clock, other = Clock(), Clock()
    unkept = Sandbox(other, NAMES)
    live(unkept, other)
    with opened(tmp_path / "state", clock) as sandbox:
        live(sandbox, clock)
        assert told(sandbox) == told(unkept)


def test_time_goes_on_while_the_sandbox_is_down(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock) as sandbox:
        sandbox.add_phones(TOKEN, PHONES)
        sandbox.advance(timedelta(minutes=1))
    clock.now += timedelta(days=4)
    with opened(tmp_path / "state", clock) as again:
        assert again.now() == NOW + timedelta(days=4, minutes=1)
        assert all(job.finished_at for job in again.campaign(TOKEN).jobs.values())


def test_a_clock_that_was_put_back_does_not_put_the_sandbox_back(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock) as sandbox:
        sandbox.add_phones(TOKEN, PHONES)
    clock.now -= timedelta(days=1)
    with opened(tmp_path / "state", clock) as again:
        assert again.now() == NOW


def test_keys_and_duplicates_outlive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock) as sandbox:
        first = sandbox.add_phones(TOKEN, PHONES, "k-1")
        sandbox.control(OTHER, "stop")
    with opened(tmp_path / "state", clock) as again:
        assert again.add_phones(TOKEN, PHONES, "k-1") == first
        for key, error in (("k-2", "phone.duplicated"), ("k-1", "sandbox.key.reused")):
            with pytest.raises(Refused) as refused:
                again.add_phones(TOKEN, PHONES[:1] if key == "k-1" else PHONES, key)
            body: Any = refused.value.answer.body
            assert body["type"] == error
        assert again.status(OTHER).body == "finished"
        clock.now += timedelta(hours=24)
        assert again.add_phones(TOKEN, PHONES, "k-1") != first


def test_a_reset_is_for_good(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock, seed=5) as sandbox:
        live(sandbox, clock)
        sandbox.reset()
        first = sandbox.add_phones(TOKEN, PHONES)
    with opened(tmp_path / "state", clock) as again:
        assert again.now() == clock.now
        assert [*again.campaign(TOKEN).jobs] == first.body
        assert [*again.campaign(OTHER).jobs] == []


def test_the_seed_is_kept_and_another_is_refused(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock, seed=5) as sandbox:
        assert sandbox.add_phones(TOKEN, PHONES).body == ["5000000005", "5000000006"]
    with opened(tmp_path / "state", clock) as again:
        assert again.add_phone(OTHER, [("phone", "14155552671")]).body == "5000000007"
    with pytest.raises(StateFailed, match="5"), opened(tmp_path / "state", clock, seed=6):
        pass


def test_a_campaign_may_come_later_but_not_go(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock, {TOKEN: "default"}) as sandbox:
        sandbox.add_phones(TOKEN, PHONES)
    with opened(tmp_path / "state", clock) as both:
        assert both.add_phones(OTHER, PHONES).body == ["5000000003", "5000000004"]
    only = {TOKEN: "default"}
    with pytest.raises(StateFailed, match="other"), opened(tmp_path / "state", clock, only):
        pass


def test_a_token_is_not_in_the_file(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "state", clock) as sandbox:
        live(sandbox, clock)
    content = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"79123456789" in content
    assert TOKEN.encode() not in content
    assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}


def test_the_file_is_for_one_process(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "state", Clock()),
        pytest.raises(StateFailed, match="locked"),
        opened(tmp_path / "state", Clock()),
    ):
        pass


@pytest.mark.parametrize("content", [b"not a database, and longer than a header" * 100, b"short"])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state"
    path.write_bytes(content)
    with pytest.raises(StateFailed):
        StateFile(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "json", ["1", "{}", "nonsense", '{"at": 1, "name": "x", "campaign": "", "body": 1, "key": 1}']
)
def test_a_database_with_other_content_is_refused(tmp_path: Path, json: str) -> None:
    with opened(tmp_path / "state", Clock()):
        pass
    database = sqlite3.connect(tmp_path / "state")
    database.execute("UPDATE command SET json = ?", (json,))
    database.commit()
    database.close()
    with pytest.raises(StateFailed), opened(tmp_path / "state", Clock()):
        pass


def test_a_state_of_another_version_is_refused(tmp_path: Path) -> None:
    kept = StateFile(tmp_path / "state")
    kept.replace(Command(NOW, "begin", body={"version": 0, "seed": 1}))
    with pytest.raises(StateFailed, match="version"):
        Sandbox(Clock(), NAMES, None, kept)
    kept.close()


def test_a_folder_that_is_not_there_is_an_error_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(StateFailed, match="No such file"):
        StateFile(tmp_path / "nowhere" / "state")


class FullDisk(Unkept):
    """Keeps the beginning, and then nothing more."""

    @override
    def append(self, command: Command) -> None:
        raise StateFailed("disk full")


def test_what_cannot_be_kept_is_not_done() -> None:
    sandbox = Sandbox(Clock(), NAMES, None, FullDisk())
    before = told(sandbox)
    for act in (
        lambda: sandbox.add_phones(TOKEN, PHONES),
        lambda: sandbox.control(TOKEN, "stop"),
        lambda: sandbox.advance(timedelta(days=1)),
    ):
        with pytest.raises(StateFailed):
            act()
    assert told(sandbox) == before
