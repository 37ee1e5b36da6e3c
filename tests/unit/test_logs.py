"""What may not stand in a log does not, in either form and by whatever way it gets there."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot import logs
from bot.calls_api.token import CampaignToken

Form = Literal["console", "json"]

BOT_TOKEN = "123456789:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # in two, lest it look like one
CAMPAIGN = "8231.7056.1b131df1"
ODD_TOKEN = "no-pattern_fits-this"
PASSWORD = 'p"w\\d/ü&=\n2'
PHONE = "79123456789"
SECRETS = (ODD_TOKEN, PASSWORD)
MARKERS = (BOT_TOKEN, "AAHdqTcvCH1v", CAMPAIGN, "1b131df1", ODD_TOKEN, "p%22w", "2345678", "345-67")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging belongs to the process: put back what configure() changes."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)
    for name, quiet in levels.items():
        logging.getLogger(name).setLevel(quiet)


REDACT = logs.redactor(SECRETS)

HIDDEN = {
    BOT_TOKEN: "***",
    f"https://api.telegram.org/bot{BOT_TOKEN}/getMe": "https://api.telegram.org/bot***/getMe",
    BOT_TOKEN.replace(":", "%3A"): "***",
    CAMPAIGN: "***",
    "1.1.sandbox": "***",
    f"8231.7056.{'a1' * 21}": "***",
    "POST /api/calls/campaign/any-thing~at.all/addPhones": "POST /api/calls/campaign/***/addPhones",
    "GET '/api/calls/campaign/x' 200": "GET '/api/calls/campaign/***' 200",
    "%2Fcampaign%2Fx": "%2Fcampaign%2F***",
    ODD_TOKEN: "***",
    f"with {PASSWORD} inside": "with *** inside",
    "p%22w%5Cd%2F%C3%BC%26%3D%0A2": "***",
    repr(PASSWORD): "'***'",
    json.dumps(PASSWORD): '"***"',
    PHONE: "+7912•••6789",
    f"+{PHONE}": "+7912•••6789",
    "9123456789": "+912•••6789",
    "998901234567890": "+9989•••7890",
    "+7 (912) 345-67-89": "+7912•••6789",
    "8 912 345 67 89": "+8912•••6789",
    "8.912.345.67.89": "+8912•••6789",
    "(912) 345–67–89": "+912•••6789",
    "+7\u00a0912\u202f345\u201167\u201189": "+7912•••6789",
    "\u2068+7 912\u2069 345-67-89": "\u2068+7912•••6789",
    repr("+7\u00a0912\u202f345\u201167\u201189"): "'+7912•••6789'",
    json.dumps(repr("7\u00a0912\t3456789")): "\"'+7912•••6789'\"",
    "phone=%2B7%20912%203456789": "phone=%2B+7912•••6789",
    f"tel:{PHONE},79123456780": "tel:+7912•••6789,+7912•••6780",
    f"{PHONE} 79123456780": "+7912•••6780",
    "７９１２３４５６７８９": "+７９１２•••６７８９",
    f"2026-11-23 {PHONE}": "2026-11-23 +7912•••6789",
    f"{PHONE} {BOT_TOKEN}": "+7912•••6789 ***",
}


@pytest.mark.parametrize("text", HIDDEN)
def test_secrets_and_phones_are_hidden(text: str) -> None:
    assert REDACT(text) == HIDDEN[text]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T05:33:10.152589Z [info] ready",
        "2026-11-23 05:33:10,123 ready",
        "2026-11-23T05:33:10+03:00",
        "key=3b241101-e2bb-4255-8caf-4136c566a962",
        "key=12345678-1234-4234-8234-123456789012",
        "update=987654321 chat=123456789",
        "chat=-1001234567890",
        "[123456789, 987654321]",
        "http://127.0.0.1:8090/x 192.168.100.200",
        "<Task at 0x7f1234567890>",
        'File "a.py", line 1234, in x',
        "numbers=500 attempt=3 took=12.345",
        "uvicorn 0.54.0 on 3.11.2",
        "line 12345\n67890 next",
        "10:00-18:00, 09:30-17:45",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert REDACT(text) == text


def test_redaction_of_what_is_clean_changes_nothing() -> None:
    for clean in HIDDEN.values():
        assert REDACT(clean) == clean


def test_a_long_hostile_line_is_read_once() -> None:
    """Would not end for hours if the patterns went back over what they had read."""
    for piece in ("1", "1 ", "1.", "1\\", "a-", "1-1\\xa0", "/campaign/", "0x", "20", "1\u2069"):
        assert len(REDACT(piece * 20_000)) > 0


def say_everything(log: logging.Logger) -> None:
    """Bring every marker by every way that leads into a log."""
    bound = structlog.stdlib.get_logger("bot.part").bind(
        token=CampaignToken(CAMPAIGN), url=f"/bot{BOT_TOKEN}/"
    )
    bound.debug("bound", phone=PHONE, number=int(PHONE), nested=[{"to": (int(PHONE), PASSWORD)}])
    bound.info(f"in the event {PHONE} {ODD_TOKEN}", **{f"key{PHONE}": b"79123456789"})
    bound.warning("floats", at=79123456789.25, small=0.123456789012)
    log.warning("a library: %s %r %d", BOT_TOKEN, {"p": f"+{PHONE}"}, int(PHONE))
    log.error("by %(name)s", {"name": f"/campaign/{ODD_TOKEN}/"})
    log.error("not %d" % 1, PASSWORD, PHONE)  # noqa: UP031, G002
    warnings.warn(f"old {CAMPAIGN}", stacklevel=1)
    hidden_local = PHONE + BOT_TOKEN
    try:
        try:
            raise KeyError(hidden_local)  # noqa: TRY301
        except KeyError as error:
            raise ValueError(f"{PASSWORD} {ODD_TOKEN} +7 (912) 345-67-89") from error
    except ValueError:
        bound.exception("failed", reason=PHONE)
        log.exception("failed too")


@pytest.mark.filterwarnings("always")
@pytest.mark.parametrize("form", ["console", "json"])
def test_every_byte_is_clean(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", form, SECRETS)
    say_everything(logging.getLogger("library"))
    out, err = capsys.readouterr()
    assert out == ""
    assert [marker for marker in MARKERS if marker in err] == []
    assert PASSWORD not in err
    assert json.dumps(PASSWORD)[1:-1] not in err
    assert err.count("Traceback") == 4
    assert "hidden_local" in err  # the source line, not the value
    assert err.count("+7912•••6789") >= 8
    assert "format_exc_info" not in err  # structlog's advice to show prettier tracebacks
    assert "a record of library could not be written" in err


@pytest.mark.filterwarnings("always")
def test_json_stays_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", "json", SECRETS)
    say_everything(logging.getLogger("library"))
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("a rec")]
    events = [json.loads(line) for line in lines]
    assert len(events) == 8
    first = events[0]
    assert first["event"] == "bound"
    assert first["level"] == "debug"
    assert first["logger"] == "bot.part"
    assert first["token"] == "***"
    assert first["number"] == "+7912•••6789"
    assert first["nested"] == [{"to": ["+7912•••6789", "***"]}]
    assert first["timestamp"].endswith("Z")


def test_small_numbers_stay_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    structlog.stdlib.get_logger("bot").info(
        "x", n=500, took=0.1234567890, on=True, none=None, id=123456789
    )
    event = json.loads(capsys.readouterr().err)
    assert (event["n"], event["took"], event["on"], event["none"]) == (500, 0.123, True, None)
    assert event["id"] == 123456789


@pytest.mark.parametrize("name", logs.QUIET)
def test_libraries_that_log_addresses_are_quiet_at_debug(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("DEBUG", "console")
    library = logging.getLogger(f"{name}.part" if name != "asyncio" else name)
    library.info("an address")
    library.warning("a warning")
    err = capsys.readouterr().err
    assert "an address" not in err
    assert "a warning" in err


def test_the_level_holds_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("ERROR", "console")
    structlog.stdlib.get_logger("bot").warning("ours")
    for name in ("httpx", "library"):
        logging.getLogger(name).warning("theirs")
    assert capsys.readouterr().err == ""


def test_configuring_again_replaces_the_handler(capsys: pytest.CaptureFixture[str]) -> None:
    logger = structlog.stdlib.get_logger("bot")
    logs.configure("INFO", "console")
    logger.info("one")
    logs.configure("INFO", "json")
    logger.info("two")
    assert capsys.readouterr().err.count("\n") == 2


def test_an_unknown_level_is_an_error() -> None:
    with pytest.raises(ValueError, match="LOUD"):
        logs.configure("LOUD", "console")


CRASH = f"""
from bot import logs
logs.configure("INFO", "json", ["{ODD_TOKEN}"])
raise RuntimeError("{PHONE} {ODD_TOKEN} {BOT_TOKEN}")
"""


def test_a_crash_is_logged_clean() -> None:
    crashed = subprocess.run(
        [sys.executable, "-c", CRASH], capture_output=True, text=True, check=False, timeout=60
    )
    assert crashed.returncode == 1
    event = json.loads(crashed.stderr)
    assert event["event"] == "crash"
    assert "RuntimeError: +7912•••6789 *** ***" in event["exception"]


def test_importing_is_cheap() -> None:
    """structlog brings rich and asyncio; commands that log nothing go without."""
    script = "import sys, bot.logs; print('structlog' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "False\n"
