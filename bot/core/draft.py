"""A draft: what a manager has said so far, and the one decision to send it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.errors import Refused
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.zone import without_clock
from bot.core.policy import Policy
from bot.core.reading.reading import Assumption, Question, Reading, Unknown
from bot.core.texts import text

# A card says "first calls today"; the next morning that is another day.
FRESH = timedelta(hours=12)
# True of a message alone: an earlier one may have named the zone. The card tells it of the draft.
OF_ONE_MESSAGE = "assumed-no-zone"
# True of the numbers that the draft holds by now, whichever message brought them.
ASKED_OF_NUMBERS = "asked-local-zones"


class DraftState(StrEnum):
    """Where a draft stands; only an open one can be amended or confirmed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Missing(StrEnum):
    """What a draft still lacks before it can be sent."""

    NUMBERS = "numbers"
    SCHEDULE = "schedule"


@dataclass(frozen=True)
class Draft:
    """One request in the making. Every change of what would be sent raises `revision` by one.

    `policy` is None until a word was said about when to call; an empty Policy, taken by a tap,
    means the campaign's own schedule. `card` is the message that shows this draft, `said_at` the
    moment of its last change.
    """

    id: str
    chat: int
    author: int
    language: str
    revision: int = 1
    state: DraftState = DraftState.OPEN
    numbers: tuple[Number, ...] = ()
    refused: tuple[RefusedNumber, ...] = ()
    policy: Policy | None = None
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    card: int | None = None
    said_at: datetime | None = None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What has to be said before anything can be sent."""
        lacks = {Missing.NUMBERS: not self.numbers, Missing.SCHEDULE: self.policy is None}
        return tuple(what for what, lacking in lacks.items() if lacking and not self.questions)

    @property
    def ready(self) -> bool:
        """Whether one tap may send it as it is."""
        return self.complete and not self.unknown

    @property
    def complete(self) -> bool:
        """Whether only words that were not understood stand in the way, if anything does."""
        return bool(self.numbers) and self.policy is not None and not self.questions


def apply(draft: Draft, reading: Reading) -> Draft:
    """Lay a new message over the draft; what it does not mention stays as it was."""
    said = reading.policy
    policy = draft.policy if said == Policy() else (draft.policy or Policy()).merged_with(said)
    if policy and said.zone and any(q.said.key == ASKED_OF_NUMBERS for q in draft.questions):
        # The answer is about the numbers without a clock of their own; the others keep theirs.
        policy = replace(policy, zone_per_number=True)
    renewed = _subjects(reading)
    amended = replace(
        draft,
        revision=draft.revision + 1,
        numbers=_together(draft, reading),
        refused=(*draft.refused, *reading.refused),
        policy=policy,
        assumptions=(
            *(a for a in draft.assumptions if a.about not in renewed),
            *(a for a in reading.assumptions if a.said.key != OF_ONE_MESSAGE),
        ),
        questions=(*(q for q in draft.questions if q.about not in renewed), *reading.questions),
        unknown=(*draft.unknown, *reading.unknown),
    )
    return replace(amended, questions=(*_of_message(amended), *_of_numbers(amended)))


def settle(draft: Draft, policy: Policy) -> Draft:
    """Take one ready answer of the first open question."""
    first, *rest = draft.questions or (None,)
    if first is None:
        raise Refused(text("refused-stale"))
    merged = (draft.policy or Policy()).merged_with(policy)
    return replace(draft, revision=draft.revision + 1, policy=merged, questions=tuple(rest))


def by_campaign(draft: Draft) -> Draft:
    """Leave the schedule to the campaign, because the manager asked for just that."""
    return replace(draft, revision=draft.revision + 1, policy=draft.policy or Policy())


def current(draft: Draft | None, revision: int) -> Draft:
    """Give the draft if this revision can still be acted on; Refused with the reason if not."""
    if draft is None:
        raise Refused(text("refused-stale"))
    if draft.state is DraftState.CONFIRMED:
        raise Refused(text("refused-already-sent"))
    if draft.state is DraftState.CANCELLED:
        raise Refused(text("refused-cancelled"))
    if draft.revision != revision:
        raise Refused(text("refused-stale"))
    return draft


def is_old(draft: Draft, now: datetime) -> bool:
    """Whether so much time has passed that the card may no longer tell what would happen."""
    return draft.said_at is not None and now - draft.said_at > FRESH


def confirm(draft: Draft, *, without_unknown: bool = False) -> Draft:
    """Fix the draft for sending. Words not understood need the manager's own `without_unknown`."""
    if not draft.complete or (draft.unknown and not without_unknown):
        raise Refused(text("refused-not-ready"))
    return replace(draft, state=DraftState.CONFIRMED)


def cancel(draft: Draft) -> Draft:
    """Throw the draft away; nothing of it was sent."""
    return replace(draft, state=DraftState.CANCELLED)


def reopen(
    draft: Draft,
    numbers: tuple[Number, ...],
    dropped: tuple[RefusedNumber, ...],
    now: datetime,
) -> Draft:
    """Give a confirmed draft back: `numbers` were not added, `dropped` the campaign refused."""
    return replace(
        draft,
        state=DraftState.OPEN,
        revision=draft.revision + 1,
        numbers=numbers,
        refused=(*draft.refused, *dropped),
        unknown=(),
        said_at=now,
    )


def _of_message(draft: Draft) -> tuple[Question, ...]:
    return tuple(q for q in draft.questions if q.said.key != ASKED_OF_NUMBERS)


def _of_numbers(draft: Draft) -> tuple[Question, ...]:
    """On local time every number needs a clock; ask for one for those that tell none."""
    policy = draft.policy
    if policy is None or not policy.zone_per_number or policy.zone:
        return ()
    lost = without_clock(draft.numbers)
    return (Question(text(ASKED_OF_NUMBERS, count=lost), about="zone"),) if lost else ()


def _together(draft: Draft, reading: Reading) -> tuple[Number, ...]:
    """All numbers once; a phone said without data and again with data is one call."""
    kept = [n for n in draft.numbers if n.phone not in reading.removed]
    everyone = (*kept, *reading.numbers)
    with_data = {n.phone for n in everyone if n.payload}
    wanted = (n for n in everyone if n.payload or n.phone not in with_data)
    return tuple({(n.phone, *sorted(n.payload.items())): n for n in wanted}.values())


def _subjects(reading: Reading) -> frozenset[str]:
    """The parts of the policy that the new message speaks of, so that it answers for them now."""
    policy = reading.policy
    spoken = {
        "week": policy.week is not None,
        "zone": policy.zone is not None or policy.zone_per_number,
        "dates": policy.start is not None or policy.finish is not None,
        "attempts": policy.attempts.most is not None or policy.attempts.every is not None,
    }
    asked = {question.about for question in reading.questions}
    # A question about words as such has been answered when others are said.
    return (
        frozenset(subject for subject, is_spoken in spoken.items() if is_spoken) | asked | {"words"}
    )
