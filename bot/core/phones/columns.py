"""Which column of a table is what: phones, names, cities, zones, schedules, data for the script.

Found from the header, whose words the caller reads, and from the cells themselves; a person may
set any column right. Nothing here knows a human language.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol


class ColumnKind(StrEnum):
    """What the cells of a column are; those with capitals inside are the API's own fields.

    A spare phone is called only where the row's first one cannot be: two calls to one person are
    one too many. Cities and spare phones are data for the script as well. Where a phone is cut in
    two the code stands in a column of its own.
    """

    PHONE = "phone"
    SPARE_PHONE = "spare_phone"
    PHONE_CODE = "phone_code"
    NAME = "name"
    CITY = "city"
    ZONE = "zone"
    SCHEDULE = "schedule"
    DATA = "data"
    NOTHING = "nothing"
    GMT_ZONE = "gmtZone"
    ALLOWED_DAYS = "allowedDays"
    ALLOWED_TIME = "allowedTime"
    LOCAL_FROM = "localTimeFrom"
    LOCAL_TO = "localTimeTo"
    START = "startDateTime"
    FINISH = "finishDateTime"
    MAX_ATTEMPTS = "maxAttempts"
    RETRY_INTERVAL = "retryIntervalInMinutes"
    PAYLOAD = "payload"


FIELDS = (
    ColumnKind.ALLOWED_DAYS,
    ColumnKind.ALLOWED_TIME,
    ColumnKind.LOCAL_FROM,
    ColumnKind.LOCAL_TO,
    ColumnKind.START,
    ColumnKind.FINISH,
    ColumnKind.MAX_ATTEMPTS,
    ColumnKind.RETRY_INTERVAL,
)
_FIELD_NAMES = {kind.lower(): kind for kind in (ColumnKind.GMT_ZONE, ColumnKind.PAYLOAD, *FIELDS)}
_NOT_LETTERS = re.compile(r"[\W_]+")
# An object written out as columns: allowedTime.default.localTimeFrom, allowedTime.mon.
_ALLOWED_TIME = ColumnKind.ALLOWED_TIME.lower()
_ANY_DAY = "default"


class HeaderWords(Protocol):
    """What the words of a table mean, in any language."""

    def column(self, header: str) -> ColumnKind | None:
        """What a header says of its column; None where its words are not known."""

    def city(self, cell: str) -> str | None:
        """The zone of the city that a cell names, if it names one."""

    def is_schedule(self, cell: str) -> bool:
        """Whether a cell says on which days or at what hours to call, and nothing else."""

    def is_reference(self, header: str) -> bool:
        """Whether a header names numbers that are no phones: contracts, codes."""


@dataclass(frozen=True)
class Columns:
    """The columns of one table: their headers ("" where there is none) and what each is.

    `skip` rows stand above the data, the header among them. `unsure` are columns (by place) that
    may be the phones as well as another: the person decides, and until then none is.
    """

    header: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    has_header: bool = False
    skip: int = 0
    unsure: tuple[int, ...] = ()

    @property
    def phone(self) -> int | None:
        """The place of the column of phones."""
        return self.kinds.index(ColumnKind.PHONE) if ColumnKind.PHONE in self.kinds else None

    @property
    def fingerprint(self) -> str:
        """The same for all tables of this header; "" for a table without one."""
        if not self.has_header:
            return ""
        plain = [_NOT_LETTERS.sub(" ", cell).strip().lower() for cell in self.header]
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:32]

    def places(self, *kinds: ColumnKind) -> tuple[int, ...]:
        """The places of the columns of these kinds."""
        return tuple(at for at, kind in enumerate(self.kinds) if kind in kinds)

    def key(self, at: int) -> str:
        """The name of a column's cells in the payload: its header, else what it is or its letter.

        A header that stands twice gets the letter of its column.
        """
        name = " ".join(self.header[at].split())
        if not name:
            kind = self.kinds[at]
            return kind.value if kind in (ColumnKind.NAME, ColumnKind.CITY) else letter(at)
        return f"{name} ({letter(at)})" if self.header[at] in self.header[:at] else name


def with_kind(columns: Columns, at: int, kind: ColumnKind) -> Columns:
    """Set what one column is; a new column of phones is the only one, beyond doubt."""
    kinds = list(columns.kinds)
    if kind is ColumnKind.PHONE:
        kinds = [ColumnKind.DATA if one is kind else one for one in kinds]
    kinds[at] = kind
    decided = ColumnKind.PHONE in kinds
    return replace(columns, kinds=tuple(kinds), unsure=() if decided else columns.unsure)


def letter(at: int) -> str:
    """The letter of a column as spreadsheets have it: A, B … Z, AA."""
    out = ""
    while at >= 0:
        out = chr(ord("A") + at % 26) + out
        at = at // 26 - 1
    return out


def place(letters: str) -> int | None:
    """The place of a column by its letter; None for what is no letter of a column."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        return None
    at = 0
    for one in letters.upper():
        at = at * 26 + ord(one) - ord("A") + 1
    return at - 1


def field_named(header: str) -> ColumnKind | None:
    """The API's own field of this name, however its letters and marks are written."""
    plain = _NOT_LETTERS.sub("", header).lower()
    if plain in _FIELD_NAMES:
        return _FIELD_NAMES[plain]
    if not plain.startswith(_ALLOWED_TIME):
        return None
    rest = plain.removeprefix(_ALLOWED_TIME).removeprefix(_ANY_DAY)
    return _FIELD_NAMES.get(rest, ColumnKind.ALLOWED_TIME)


def day_named(header: str) -> str:
    """The key of `allowedTime` that a column of its own stands for: "mon"; "" for the whole."""
    plain = _NOT_LETTERS.sub("", header).lower()
    return plain.removeprefix(_ALLOWED_TIME) if plain.startswith(_ALLOWED_TIME) else ""
