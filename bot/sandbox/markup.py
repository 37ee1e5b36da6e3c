"""HTML that cannot be broken by what it shows: text is escaped wherever it enters."""

import base64
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import Final

HOME: Final = "/_sandbox/"

_VOID: Final = frozenset({"meta"})
_STYLE: Final = (
    "body{font:15px/1.4 sans-serif;margin:2em auto;max-width:75em;padding:0 1em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "th,td{border-bottom:1px solid #ccc;padding:.2em .8em .2em 0;text-align:left}"
    "pre{background:#f4f4f4;overflow:auto;padding:.6em}"
)
_STYLE_HASH: Final = base64.b64encode(sha256(_STYLE.encode("ascii")).digest()).decode("ascii")

HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Markup(str):
    """HTML that is finished; any other string is text."""

    __slots__ = ()


def tag(name: str, *inside: str, **attributes: str) -> Markup:
    """Return an element; strings inside that are not Markup are escaped."""
    given = "".join(f' {each}="{escape(value)}"' for each, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{_joined(inside)}</{name}>")


def link(text: str, path: str) -> Markup:
    """Return a link within the sandbox."""
    return tag("a", text, href=path)


def campaign_path(number: int) -> str:
    """Return where the page of a campaign is."""
    return f"{HOME}campaigns/{number}"


def utc(moment: datetime | None) -> str:
    """Return a moment as people read it; nothing for no moment."""
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    """Return a table with a row of heads."""
    head = tag("thead", tag("tr", *(tag("th", each) for each in heads)))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("table", head, tag("tbody", *body))


def document(title: str, *inside: str) -> bytes:
    """Return a whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", title),
        Markup(f"<style>{_STYLE}</style>"),
    )
    page = tag("html", head, tag("body", tag("h1", title), *inside), lang="en")
    return f"<!doctype html>\n{page}\n".encode("utf-8", "replace")


def _joined(inside: Iterable[str]) -> str:
    return "".join(each if isinstance(each, Markup) else escape(each) for each in inside)
