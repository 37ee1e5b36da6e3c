"""What a file is to its reader: sheets of numbered rows of text cells, and the limits it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from typing_extensions import TypeAliasType

MIB: Final = 1024 * 1024
FIRST_ROWS: Final = 200

Json = TypeAliasType("Json", "bool | int | float | str | list[Json] | dict[str, Json] | None")

Row = tuple[int, list[str]]
"""The number a spreadsheet shows beside the row (a card's place for cards), and its cells.

Cells are stripped; rows without any text are left out; a row may be shorter than others.
"""


class Torn(list[str]):
    """The cells of a row that cannot be read: what stands there is refused as it is."""


@dataclass(frozen=True)
class Limits:
    """What a file may cost. Sizes and memory are in bytes, times in seconds."""

    size: int = 20 * MIB
    inflated: int = 512 * MIB
    entries: int = 5_000
    rows: int = 1_048_576
    columns: int = 256
    cell: int = 32_767
    memory: int = 768 * MIB
    cpu_s: int = 60
    wall_s: int = 120


@dataclass(frozen=True)
class Head:
    """A sheet before it is read: its name ("" in a text), its size where known, its first rows.

    The cells of `cards` are a phone, a name, an organisation and the words for the kind of phone;
    a card without a phone has an empty first cell. A `text` of one column has one cell a row.
    `named` tells that the first row is surely a header; `filtered` how many rows somebody has
    hidden, which are read like the others.
    """

    kind: Literal["text", "sheet", "cards"]
    first: Sequence[Row]
    name: str = ""
    hidden: bool = False
    height: int | None = None
    named: bool = False
    filtered: int = 0


class Book(Protocol):
    """An opened file."""

    @property
    def heads(self) -> Sequence[Head]:
        """One for each sheet, in the order of the file."""

    def rows(self, sheet: int) -> Iterator[Row]:
        """Read a sheet by its place in `heads`; may be asked again.

        Raises Refused when the rows go over a limit or cannot be read to their end.
        """

    def progress(self) -> float:
        """The part of the present sheet that was read, 0..1."""


RowReader = Callable[[Book, Json], Iterator[Json]]
"""What is done with a file inside the child process, and the only thing it is told by the app.

It takes the book and the options of the job, chooses the sheets, and yields whatever the parent
shall get, piece by piece: what it found in the heads, batches of rows, totals. A piece is a JSON
value of at most 8 MiB; a few hundred rows are a good size. It may raise Refused.
"""
