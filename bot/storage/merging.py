"""Repeats among numbers: the statements that merge them, within a source and against the others.

The API's rule: the same phone with the same payload is one call, and so is a phone without a
payload beside the same one with it. What was there first stays. Nothing here looks into an index
of phones: to keep one would cost an import more than all the rest of it.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Delete,
    Select,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.storage.rows import PLAIN, AnySelect
from bot.storage.tables import NUMBER, SOURCE

_N = NUMBER.c


def free(draft: int) -> ColumnElement[bool]:
    """What of a draft would be sent: finished sources only, and nothing that went out already."""
    return and_(_N.draft == draft, _N.revision.is_(None), _N.source.not_in(unfinished(draft)))


def unfinished(draft: int) -> Select[int]:
    """The sources of a draft that nobody sees yet."""
    return select(SOURCE.c.id).where(SOURCE.c.draft == draft, ~SOURCE.c.done)


def of_source(draft: int, source: int, first: int) -> ColumnElement[bool]:
    """The numbers of one source, whose rows begin at `first`."""
    return and_(_N.draft == draft, _N.seq >= first, _N.source == source)


def repeats_within(draft: int, these: ColumnElement[bool]) -> Delete:
    """Delete, of all rows of some phones, what repeats another of them."""
    nth = func.row_number().over(partition_by=(_N.phone, _N.digest), order_by=_N.seq)
    best = func.max(_N.digest).over(partition_by=_N.phone)
    ranked = select(_N.seq, _N.digest, nth.label("nth"), best.label("best")).where(these).subquery()
    again = or_(ranked.c.nth > 1, and_(ranked.c.digest == PLAIN, ranked.c.best > PLAIN))
    return delete(NUMBER).where(_N.draft == draft, _N.seq.in_(select(ranked.c.seq).where(again)))


def turns_within(these: ColumnElement[bool]) -> Select[int, int]:
    """Find, of all rows of some phones, the further requests, and which one each is."""
    turn = func.row_number().over(partition_by=_N.phone, order_by=_N.seq) - 1
    ranked = select(_N.seq, turn.label("turn")).where(these).subquery()
    return select(ranked.c.seq, ranked.c.turn).where(ranked.c.turn > 0)


class Meeting:
    """The rows of a source that is about to be seen, and those that its draft has already.

    Both may be narrowed to the phones that they have in common.
    """

    def __init__(self, new: ColumnElement[bool], old: ColumnElement[bool]) -> None:
        self._new = new
        self._old = old

    def repeated(self) -> ColumnElement[bool]:
        """The new rows that the draft has already."""
        same = tuple_(_N.phone, _N.digest).in_(_from(self._old, _N.phone, _N.digest))
        return and_(self._new, same)

    def new_without_payload(self) -> ColumnElement[bool]:
        """The new rows that the draft has with a payload."""
        old = _from(and_(self._old, _N.digest != PLAIN), _N.phone)
        return and_(self._new, _N.digest == PLAIN, _N.phone.in_(old))

    def old_without_payload(self) -> ColumnElement[bool]:
        """The rows of the draft that come with a payload now."""
        new = _from(and_(self._new, _N.digest != PLAIN), _N.phone)
        return and_(self._old, _N.digest == PLAIN, _N.phone.in_(new))

    def turning(self) -> Select[int]:
        """Count the new rows that become a further request to their phone."""
        which = (self._new, _N.turn == 0, _N.phone.in_(_from(self._old, _N.phone)))
        return select(func.count()).select_from(NUMBER).where(*which)

    def later_turns(self, draft: int) -> Update:
        """Put the new rows behind those that their phone has already."""
        last = _from(self._old, _N.phone, func.max(_N.turn).label("turn"))
        turns = last.group_by(_N.phone).subquery()
        nth = func.row_number().over(partition_by=_N.phone, order_by=_N.seq)
        new = select(_N.seq, (turns.c.turn + nth).label("turn")).where(self._new)
        behind = new.where(_N.phone == turns.c.phone).subquery()
        these = update(NUMBER).where(_N.draft == draft, _N.seq == behind.c.seq)
        return these.values(turn=behind.c.turn)


def _from(which: ColumnElement[bool], *columns: ColumnElement[int]) -> AnySelect:
    """Select from the numbers on its own, not as a part of the statement around it."""
    return select(*columns).where(which).correlate(None)
