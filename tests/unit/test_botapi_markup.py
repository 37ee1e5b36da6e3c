"""The parse modes as the fake of the Bot API reads them."""

import pytest

from tests.botapi.html_markup import parse_html
from tests.botapi.markdown import parse_markdown
from tests.botapi.text import Formatted, MarkupError, trimmed


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>&amp;", "a&", [("bold", 0, 1)]),
        ("😀<i>b<u>c</u></i>", "😀bc", [("italic", 2, 2), ("underline", 3, 1)]),
        ('<a href="https://x.org?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ('<pre><code class="language-json">{}</code></pre>', "{}", [("pre", 0, 2)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ('<tg-time unix="1700000000">then</tg-time>', "then", [("date_time", 0, 4)]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    shown = parse_html(source)
    assert shown.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in shown.entities] == entities


@pytest.mark.parametrize(
    "source",
    [
        "<b><i>x</b></i>",
        "<b>x",
        "</b>",
        "<p>x</p>",
        "<br>",
        "<b",
        "<a>x</a>",
        "<b onclick='x'>x</b>",
        '<span class="x">x</span>',
        "<code><b>x</b></code>",
        "&nbsp;",
        "x &lt y",
        "AT&T",
        "a > b",
    ],
)
def test_html_that_telegram_refuses_or_that_nobody_escaped(source: str) -> None:
    with pytest.raises(MarkupError):
        parse_html(source)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__", "a b c", ["bold", "italic", "underline"]),
        ("~d~ ||e||", "d e", ["strikethrough", "spoiler"]),
        (r"1\. `a.b` 2\!", "1. a.b 2!", ["code"]),
        ("```json\n{}```", "{}", ["pre"]),
        (r"[a\.b](https://x.org/\))", "a.b", ["text_link"]),
        (">one\n>two\nthree", "one\ntwo\nthree", ["blockquote"]),
    ],
)
def test_markdown(source: str, text: str, entities: list[str]) -> None:
    shown = parse_markdown(source)
    assert (shown.text, [e["type"] for e in shown.entities]) == (text, entities)


@pytest.mark.parametrize("source", ["*a", "a.", "a_b", "*a _b* c_", "`a", "[a](b", "1+1", "#x"])
def test_markdown_that_telegram_refuses(source: str) -> None:
    with pytest.raises(MarkupError):
        parse_markdown(source)


def test_white_space_is_cut_and_entities_move_along() -> None:
    bold = {"type": "bold", "offset": 1, "length": 4}
    shown = trimmed(Formatted("\n\n😀!  ", (bold,)))
    assert shown == Formatted("😀!", ({"type": "bold", "offset": 0, "length": 3},))
