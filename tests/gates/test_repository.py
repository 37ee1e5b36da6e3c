"""What must never be committed, and what the lock file promises."""

import re

from tests.gates.files import ROOT, committed

# Split, so that this file does not hold what it looks for.
HOSTS = re.compile("|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "deb" + r"ian\.org")))
HOME_PATHS = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
TOKENS = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")


def texts() -> dict[str, str]:
    """Every committed text file by its path."""
    found = {}
    for path in committed():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    assert len(found) > 50
    return found


def test_no_package_host_is_named() -> None:
    assert [name for name, text in texts().items() if HOSTS.search(text)] == []


def test_no_path_of_a_machine_is_named() -> None:
    assert [name for name, text in texts().items() if HOME_PATHS.search(text)] == []


def test_no_bot_token_is_committed() -> None:
    assert [name for name, text in texts().items() if TOKENS.search(text)] == []


def test_every_locked_package_is_pinned_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9._-]+)(.*?)(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert len(packages) > 40
    assert [
        name for name, rest in packages if "==" not in rest or "--hash=sha256:" not in rest
    ] == []


def test_code_files_stay_readable() -> None:
    """Over 400 lines there is more than one thing in a file."""
    long = [
        path.name
        for path in committed("bot/*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]
    assert long == []
