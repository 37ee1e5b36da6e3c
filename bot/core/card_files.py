"""What a card tells of the files of its draft: how far they are, and what their columns are."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.files import ColumnRead, DraftFile, FileState
from bot.core.numbers_lines import cut
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
            told = tuple(_done(file))
            if told and not alone:
                yield text("file-named", name=file.name)
            yield from told


def _done(file: DraftFile) -> Iterator[Text]:
    """What a file was taken for, and what was assumed of it."""
    if file.columns:
        yield _columns(file.columns)
    for sheet in file.sheets:
        yield text("file-sheet-columns", sheet=cut(sheet.name), columns=_columns(sheet.columns))
    if file.recalled:
        yield text("file-columns-recalled")
    read = (file.columns, *(sheet.columns for sheet in file.sheets))
    if any(one.kind is ColumnKind.SPARE_PHONE for columns in read for one in columns):
        yield text("file-spare-phones")
    for code, count in file.codes:
        yield text("file-codes", code=code, count=count)
    if file.filtered:
        yield text("file-filtered", count=file.filtered)


def _columns(read: tuple[ColumnRead, ...]) -> Text:
    named = [one for one in read if one.kind not in (ColumnKind.DATA, ColumnKind.NOTHING)]
    data = [one for one in read if one.kind is ColumnKind.DATA]
    columns = tuple(map(_named, named[:SHOWN_COLUMNS]))
    if not data:
        return text("file-columns", columns=columns)
    shown = tuple(map(_data, data[:SHOWN_COLUMNS]))
    return text("file-columns-data", columns=columns, data=shown)


def _named(column: ColumnRead) -> Text:
    kind = text("column-kind", kind=column.kind.value)
    return text("column-read", letter=letter(column.at), kind=kind)


def _data(column: ColumnRead) -> Text:
    header = column.header[:LONGEST_HEADER]
    return text("column-data", letter=letter(column.at), header=header)
