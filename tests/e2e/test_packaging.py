"""The wheel, built and installed offline: it carries all that the bot needs besides Python."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.e2e.commands import Ended, ended

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(sys.executable, *build)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bot`, installed in an environment that has the locked packages but not this tree.

    They are lent by the environment of the tests: from a folder that a .pth file names, Python
    reads no further .pth files, so the editable install of the tree does not come along.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = ["-m", "pip", "--python", str(folder), "--disable-pip-version-check", "--quiet"]
    run(sys.executable, *pip, "install", "--no-deps", "--no-index", str(wheel))
    return folder / "bin" / "bot"


def run(*command: str) -> None:
    """Run a command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def installed(program: Path, folder: Path, *arguments: str, given: str = "") -> Ended:
    """Run the installed program in a folder."""
    return ended([str(program), *arguments], folder, given, {})


def test_the_wheel_holds_the_bot_its_words_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = [name for name in archive.namelist() if not name.startswith("call_campaign_bot-")]
    assert {name.partition("/")[0] for name in files} == {"bot"}
    assert {
        "bot/locale_data/places.tsv.gz",
        "bot/locale_data/en/bot.ftl",
        "bot/locale_data/ru/words.toml",
        "bot/storage/migrations/env.py",
    } <= set(files)
    assert not [name for name in files if "__pycache__" in name or name.endswith(".pyc")]


def test_it_runs_from_the_wheel_alone(program: Path, tmp_path: Path) -> None:
    """The words and the places are found: nothing of it comes from the checkout."""
    where = f"{program.parent}/python", "-c", "import bot; print(bot.__file__)"
    assert ended(where, tmp_path, "", {}).said.startswith(str(program.parents[1]))
    said = installed(program, tmp_path, "parse", "weekdays 10-18 Yekaterinburg time").said
    assert json.loads(said)["policy"]["gmtZone"] == "Asia/Yekaterinburg"


def test_the_console_needs_no_account(program: Path, tmp_path: Path) -> None:
    given = "79123456789 weekdays 10-18 Moscow\nyes\n/sandbox\n"
    console = installed(program, tmp_path, "console", given=given)
    assert (console.status, console.complained) == (0, "")
    assert "Added 1 number" in console.said


def test_the_migrations_are_found(program: Path, tmp_path: Path) -> None:
    migrated = installed(program, tmp_path, "migrate")
    assert (migrated.status, migrated.complained) == (0, "")
    assert (tmp_path / "data" / "bot.db").stat().st_size > 0
