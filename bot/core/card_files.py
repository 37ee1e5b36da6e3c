"""What a card tells of the files of its draft: how far they are, and what their columns are."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.files import ColumnRead, DraftFile, FileState
from bot.core.phones.columns import ColumnKind, letter
from bot.core.texts import Text, text

SHOWN_COLUMNS = 12
LONGEST_HEADER = 30


def file_lines(files: tuple[DraftFile, ...]) -> tuple[Text, ...]:
    """Lines for the files that are read now, and for the columns of those that were."""
    return tuple(line for file in files for line in _lines(file, alone=len(files) == 1))


def _lines(file: DraftFile, *, alone: bool) -> Iterator[Text]:
    match file.state:
        case FileState.READING if file.count:
            yield text("file-reading-count", name=file.name, count=file.count)
        case FileState.READING:
            yield text("file-reading", name=file.name)
        case FileState.LATE:
            yield text("file-late", name=file.name)
        case FileState.ASKING:
            return
        case FileState.DONE:
            yield from _columns(file, alone=alone)


def _columns(file: DraftFile, *, alone: bool) -> Iterator[Text]:
    if not file.columns:
        return
    if not alone:
        yield text("file-named", name=file.name)
    named = [one for one in file.columns if one.kind not in (ColumnKind.DATA, ColumnKind.NOTHING)]
    data = [one for one in file.columns if one.kind is ColumnKind.DATA]
    columns = tuple(map(_named, named[:SHOWN_COLUMNS]))
    if data:
        shown = tuple(map(_data, data[:SHOWN_COLUMNS]))
        yield text("file-columns-data", columns=columns, data=shown)
    else:
        yield text("file-columns", columns=columns)
    if file.recalled:
        yield text("file-columns-recalled")


def _named(column: ColumnRead) -> Text:
    kind = text("column-kind", kind=column.kind.value)
    return text("column-read", letter=letter(column.at), kind=kind)


def _data(column: ColumnRead) -> Text:
    header = column.header[:LONGEST_HEADER]
    return text("column-data", letter=letter(column.at), header=header)
