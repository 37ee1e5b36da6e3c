"""The gates of style and layout, as tests, so that one command runs everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

GATES = {
    "ruff check": ["ruff", "check", "bot", "tests", "locales"],
    "ruff format": ["ruff", "format", "--check", "bot", "tests", "locales"],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("gate", GATES)
def test_gate_passes(gate: str) -> None:
    """The tool finds nothing; its own words are the failure's message."""
    command, *arguments = GATES[gate]
    run = subprocess.run(
        [BIN / command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
