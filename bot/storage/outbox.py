"""What is to be shown to people: the port `Outbox` over one connection."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.flows.messages import Outgoing
from bot.flows.ports import Clock
from bot.flows.store_ports import Waiting
from bot.storage.tables import DRAFT, OUTBOX

AT_ONCE = 100

_OLDEST_OPEN = OUTBOX.c.seq.in_(
    select(func.min(OUTBOX.c.seq)).where(~OUTBOX.c.done).group_by(OUTBOX.c.chat)
)


class SqlOutbox:
    """What the port `Outbox` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def post(self, outgoing: Outgoing) -> None:
        """Put a message into the outbox, and take out the cards of its draft that it replaces."""
        if outgoing.draft is not None and not outgoing.edit:
            self._overtake(outgoing)
        self._connection.execute(
            insert(OUTBOX).values(
                chat=outgoing.chat,
                draft=outgoing.draft,
                done=False,
                attempts=0,
                not_before=self._clock(),
                body=outgoing,
            )
        )

    def _overtake(self, card: Outgoing) -> None:
        """Close what nobody need see any more once the newer card is there."""
        of_it = (OUTBOX.c.chat == card.chat, OUTBOX.c.draft == card.draft, ~OUTBOX.c.done)
        waiting = self._connection.execute(select(OUTBOX.c.seq, OUTBOX.c.body).where(*of_it))
        old = [row.seq for row in waiting if row.body.in_burst]
        if old:
            closed = update(OUTBOX).where(OUTBOX.c.seq.in_(old)).values(done=True)
            self._connection.execute(closed)

    def unsent(self, now: datetime) -> tuple[Waiting, ...]:
        """Find the messages to show now: of each chat the oldest that is open, if its time came."""
        rows = self._connection.execute(
            select(OUTBOX.c.seq, OUTBOX.c.body, DRAFT.c.card, OUTBOX.c.attempts)
            .join_from(OUTBOX, DRAFT, OUTBOX.c.draft == DRAFT.c.id, isouter=True)
            .where(_OLDEST_OPEN, OUTBOX.c.not_before <= now)
            .order_by(OUTBOX.c.seq)
            .limit(AT_ONCE)
        )
        return tuple(Waiting(*row) for row in rows)

    def shown(self, seq: int, message: int | None) -> None:
        """Close a message of the outbox; `message` is the draft's card from now on."""
        closed = update(OUTBOX).where(OUTBOX.c.seq == seq).values(done=True)
        draft = self._connection.scalars(closed.returning(OUTBOX.c.draft)).one()
        if message is not None and draft is not None:
            card = update(DRAFT).where(DRAFT.c.id == draft).values(card=message)
            self._connection.execute(card)

    def postpone(self, seq: int, until: datetime) -> None:
        """Try a message of the outbox again later; its attempts grow by one."""
        later = {"attempts": OUTBOX.c.attempts + 1, "not_before": until}
        postponed = update(OUTBOX).where(OUTBOX.c.seq == seq).values(later)
        self._connection.execute(postponed.returning(OUTBOX.c.seq)).one()

    def next_due(self) -> datetime | None:
        """Tell when the next message of the outbox has to be tried."""
        first = select(func.min(OUTBOX.c.not_before)).where(_OLDEST_OPEN)
        due: datetime | None = self._connection.scalar(first)
        return due
