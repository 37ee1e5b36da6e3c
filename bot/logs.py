"""Structured logs on stderr, and the redaction that every finished line passes through.

The redaction works on the line as it is about to be written, so it also covers what other
libraries log, and tracebacks. Job ids are never logged: ten digits look like a phone.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Any, Literal
from urllib.parse import quote

from typing_extensions import override

# What they say below WARNING are addresses and bodies, and those hold tokens and phones.
QUIET = ("alembic", "asyncio", "h2", "hpack", "httpcore", "httpx", "telegram")

_TOKENS = (
    r"(?<![0-9])[0-9]{6,}(?::|%3A|%3a)[\w-]{30,}",  # Telegram's
    r"""(?:(?<=/campaign/)|(?<=%2Fcampaign%2F)|(?<=%2fcampaign%2f))[^/\s"'?#\\]+""",
    r"(?<![0-9])[0-9]+\.[0-9]+\.[A-Za-z0-9][\w-]{5,}",  # a campaign's
)

# Digits that are no phone: a UUID, a moment, an IPv4 address, a place in memory, a supergroup.
_NO_PHONE = "|".join(
    (
        r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![0-9A-Za-z])",
        r"(?<![\d+])20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        r"(?<![\d.+])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.-])",
        r"(?<![0-9A-Za-z])0x[0-9a-fA-F]+",
        r"(?<![^\s=:'\"(\[,])-100\d{10}(?!\d)",
    )
)
# What people write between the digits, raw and as repr, JSON or a URL spell it.
_BETWEEN = (
    r"(?:[^\S\n]|[+().\-\u00ad\u200b-\u2015\u2060-\u206f\u2212\ufeff]"
    r"|%(?:20|2B|2b|28|29)|\\+(?:t|x[0-9a-f]{2}|u(?:00|20|22|fe)[0-9a-f]{2}))"
)
_DIGITS = re.compile(
    rf"(?P<kept>{_NO_PHONE})|\+?\(?\d(?:{_BETWEEN}{{0,4}}\d){{9,}}",
)
_GAP = re.compile(_BETWEEN)
_LONG = 10


def redactor(secrets: Collection[str] = ()) -> Callable[[str], str]:
    """Make a function that hides tokens, these exact secrets, and phone numbers in a text.

    A run of ten digits and more counts as a phone, with whatever stands between its digits; of it
    at most the first four and the last four stay.
    """
    spelt = sorted({s for secret in secrets if secret for s in _spellings(secret)}, key=len)
    hidden = re.compile("|".join((*map(re.escape, reversed(spelt)), *_TOKENS)))

    def redact(text: str) -> str:
        return _DIGITS.sub(_masked, hidden.sub("***", text))

    return redact


def configure(
    level: str,
    form: Literal["console", "json"],
    secrets: Collection[str] = (),
    *heard: Callable[..., Any],
) -> None:
    """Send all logs of this process to stderr, one clean line each; `secrets` never show.

    `heard` are processors of structlog that see every event, those below the level too.

    Takes the place of every handler of the root logger. ValueError for an unknown level.
    """
    import structlog

    handler = _CleanHandler(redactor(secrets))
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=_processors(form)))
    structlog.configure(
        processors=[
            *heard,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    root = logging.getLogger()
    root.setLevel(level)
    root.handlers[:] = [handler]
    for name in QUIET:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = _log_crash


class _CleanHandler(logging.StreamHandler[Any]):
    """Writes finished lines after the redaction, and never a record that it cannot finish."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__(sys.stderr)
        self._redact = redact

    @override
    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """The library's own way out would print the arguments as they are."""
        self.stream.write(f"a record of {record.name} could not be written\n")


def _processors(form: Literal["console", "json"]) -> tuple[Any, ...]:
    import structlog

    # Tracebacks as Python prints them: the prettier ones show local variables.
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "console":
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    return (
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _quote_long_numbers,
        renderer,
    )


def _quote_long_numbers(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return {key: _quoted(value) for key, value in event.items()}


def _quoted(value: object) -> object:
    """A mask is a string, so for JSON to stay whole all that may be masked has to be one too."""
    match value:
        case dict():
            return {str(key): _quoted(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_quoted(inner) for inner in value]
        case float():
            return _quoted_number(round(value, 3))
        case int():
            return _quoted_number(value)
        case _:
            return value


def _quoted_number(value: float) -> object:
    return str(value) if sum(c.isdigit() for c in str(value)) >= _LONG else value


def _masked(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    digits = "".join(c for c in _GAP.sub("", found[0]) if c.isdigit())
    head = min(4, len(digits) - 7)
    return f"+{digits[:head]}•••{digits[-4:]}"


def _spellings(secret: str) -> tuple[str, ...]:
    """The secret as it is, in a URL, in JSON and as repr shows it."""
    return (
        secret,
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    )


def _log_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("crash", exc_info=(kind, error, trace))
