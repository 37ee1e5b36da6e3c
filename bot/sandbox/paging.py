"""Bodies of the reports by date: bounds of time, and which page of the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from bot.sandbox.answers import bad_request
from bot.sandbox.checks import as_integer, as_object, only_fields
from bot.sandbox.documents import Json
from bot.sandbox.schedule import read_instant

LAST_PAGE: Final = 199
LARGEST_PAGE: Final = 200
USUAL_PAGE: Final = 20

Row = TypeVar("Row")
Moments = Callable[[Row, str], datetime | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, counted from 0."""

    number: int
    size: int

    def of(self, rows: Iterable[Row], shown: Callable[[Row], Json]) -> Json:
        """Return the rows of this page as the API answers them."""
        start = self.number * self.size
        items = [shown(row) for row in islice(rows, start, start + self.size)]
        return {"items": items, "pagination": {"page": self.number, "pageSize": self.size}}


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds on one moment of a row, both included; a row without that moment is outside."""

    moment: str
    earliest: datetime | None
    latest: datetime | None

    def holds(self, moment: datetime | None) -> bool:
        """Whether a row with this moment is within the bounds."""
        if self.earliest is None and self.latest is None:
            return True
        if moment is None:
            return False
        return (self.earliest is None or self.earliest <= moment) and (
            self.latest is None or moment <= self.latest
        )


def read_page(body: Json, field: str) -> Page:
    """Read {"page", "pageSize"}; both may be left out."""
    fields = as_object(body, field)
    only_fields(fields, field, ("page", "pageSize"))
    number = as_integer(fields.get("page", 0), f"{field}.page", 0, LAST_PAGE)
    size = as_integer(fields.get("pageSize", USUAL_PAGE), f"{field}.pageSize", 1, LARGEST_PAGE)
    return Page(number, size)


def read_filter(body: Json, moments: tuple[str, ...]) -> tuple[tuple[Span, ...], Page]:
    """Read {"filter", "pagination"}; the filter bounds each of the moments by …From and …To."""
    fields = as_object(body, "body")
    only_fields(fields, "body", ("filter", "pagination"))
    bounds = as_object(fields.get("filter", {}), "filter")
    only_fields(bounds, "filter", [moment + end for moment in moments for end in ("From", "To")])
    spans = tuple(_read_span(bounds, moment) for moment in moments)
    return spans, read_page(fields.get("pagination", {}), "pagination")


def _read_span(bounds: dict[str, Json], moment: str) -> Span:
    earliest, latest = (
        read_instant(bounds[name], f"filter.{name}") if name in bounds else None
        for name in (f"{moment}From", f"{moment}To")
    )
    if earliest is not None and latest is not None and earliest > latest:
        raise bad_request(f"filter.{moment}From", "the first bound must not be after the last")
    return Span(moment, earliest, latest)
