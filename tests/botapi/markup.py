"""From the text parameters of a call to the text a reader sees, whichever way it was marked up."""

from collections.abc import Sequence

from tests.botapi.html_markup import parse_html
from tests.botapi.markdown import parse_markdown
from tests.botapi.text import Formatted, MarkupError
from tests.botapi.wire import Json

PARSERS = {"HTML": parse_html, "MarkdownV2": parse_markdown}


def formatted(source: str, mode: str | None, entities: Sequence[Json] = ()) -> Formatted:
    """Parse `source` by its mode, or join it with the entities given; raise MarkupError."""
    if not mode:
        return Formatted(source, tuple(entities))
    if mode not in PARSERS:
        raise MarkupError(f'parse mode "{mode}" is not one we use (HTML or MarkdownV2)')
    return PARSERS[mode](source)
