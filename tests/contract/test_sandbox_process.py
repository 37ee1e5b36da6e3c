"""`bot sandbox --state` as a process: killed at any moment, it has kept what it answered."""

import re
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.processes import Process

TOKENS = ["--token", "1.1.sandbox", "--token", "1.2.other"]
CALLS = "/api/calls/campaign/1.1.sandbox"
OTHER = "/api/calls/campaign/1.2.other"


class Life:
    """One process on a state file, and a client of it."""

    def __init__(self, folder: Path, *more: str) -> None:
        arguments = ["sandbox", "--listen", "127.0.0.1:0", "--state", "state", *TOKENS, *more]
        self.process = Process(folder, arguments)
        found = re.search(r"http://127\.0\.0\.1:\d+", self.process.wait_for_output("ready"))
        assert found
        self.api = httpx.Client(base_url=found[0], timeout=30, trust_env=False)

    def __enter__(self) -> "Life":
        return self

    def __exit__(self, *_: object) -> None:
        self.api.close()
        self.process.kill()

    def add(self, number: int) -> httpx.Response:
        """Add three phones of their own under a key of their own."""
        body = [{"phone": str(79120000000 + number * 3 + n)} for n in range(3)]
        key = {"Idempotence-Key": f"key-{number}"}
        return self.api.post(f"{CALLS}/addPhones", json=body, headers=key)


def told(life: Life) -> list[Any]:
    """What a client sees of both campaigns, but for the moment at which it looks."""
    page = {"pagination": {"pageSize": 200}}
    seen: list[Any] = []
    for campaign in (CALLS, OTHER):
        seen.append(life.api.get(campaign).json())
        for report in ("callJob", "callAttempt"):
            answer = life.api.post(f"{campaign}/{report}/getReportByDate", json=page)
            assert answer.status_code == 200
            seen.append(answer.json())
    return seen


def test_a_killed_sandbox_comes_back_as_it_was(tmp_path: Path) -> None:
    with Life(tmp_path, "--seed", "3") as life:
        first = life.add(1)
        life.api.get("/api/crmCalls/campaign/1.2.other/test/addPhone?phone=442079460958")
        life.api.post("/_sandbox/clock", json={"advance_s": 30 * 86_400}).raise_for_status()
        life.add(2)
        life.api.post(f"{OTHER}/control/pause").raise_for_status()
        before = told(life)
    with Life(tmp_path) as again:
        assert told(again) == before
        assert again.add(2).json() != first.json()
        assert again.add(2).json() == ["5000000007", "5000000008", "5000000009"]
        assert again.api.get(f"{OTHER}/status").json() == "paused"


@pytest.mark.parametrize("answers", [1, 7, 40])
def test_killed_in_the_middle_it_has_kept_every_answer_and_no_job_twice(
    tmp_path: Path, answers: int
) -> None:
    answered: dict[int, list[str]] = {}
    enough = threading.Event()

    def post(life: Life) -> None:
        for number in range(500):
            try:
                answered[number] = life.add(number).json()
            except httpx.HTTPError:
                return
            if len(answered) >= answers:
                enough.set()

    with Life(tmp_path) as life:
        sender = threading.Thread(target=post, args=[life])
        sender.start()
        assert enough.wait(30)
        life.process.kill()
        sender.join(30)
    with Life(tmp_path) as again:
        sent = len(answered) + 1
        retried = {number: again.add(number).json() for number in range(sent)}
        assert {number: retried[number] for number in answered} == answered
        held = again.api.get("/_sandbox/jobs").json()["jobs"]
        assert sorted(job["id"] for job in held) == sorted(sum(retried.values(), []))  # noqa: RUF017
        assert len({job["phone"] for job in held}) == len(held) == sent * 3


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--seed", "4"], "its seed is 3"),
        (["--token", "1.1.sandbox"], "no token here"),
        (["--state", "nowhere/state"], "No such file"),
        (["--seed", "-1"], "--seed"),
    ],
)
def test_a_state_that_does_not_fit_is_refused_in_a_line(
    tmp_path: Path, arguments: list[str], reason: str
) -> None:
    with Life(tmp_path, "--seed", "3") as life:
        life.api.post(f"{OTHER}/control/pause").raise_for_status()
    only = ["sandbox", "--listen", "127.0.0.1:0", "--state", "state"]
    tokens = [] if "--token" in arguments else TOKENS
    with Process(tmp_path, [*only, *tokens, *arguments]) as refused:
        assert refused.wait() != 0
        assert reason in refused.output
        assert "Traceback" not in refused.output


def test_two_processes_do_not_share_a_state(tmp_path: Path) -> None:
    with Life(tmp_path) as life:
        life.add(1)
        arguments = ["sandbox", "--listen", "127.0.0.1:0", "--state", "state", *TOKENS]
        with Process(tmp_path, arguments) as second:
            assert second.wait() != 0
            assert "locked" in second.output
        assert life.add(1).status_code == 200
