"""A draft: what a manager has said so far, and the one decision to send it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from bot.core.errors import Refused
from bot.core.files import DraftFile
from bot.core.phones.tally import RefusedTally, Tally
from bot.core.policy import Policy
from bot.core.reading.reading import Answer, Assumption, Question, Reading, Unknown
from bot.core.texts import text

# A card says "first calls today"; the next morning that is another day.
FRESH = timedelta(hours=12)
# True of a message alone: an earlier one may have named the zone. The card tells it of the draft.
OF_ONE_MESSAGE = "assumed-no-zone"
# True of the numbers that the draft holds by now, whichever message brought them.
ASKED_OF_NUMBERS = "asked-local-zones"
# Said of the first of such numbers, and true of those that follow.
SAID_ONCE = "assumed-country-code"
OFFERED_ZONES = 3
UNSAID = Policy()


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
    means the campaign's own schedule. `numbers` and `refused` tell of what the store holds for this
    draft. `files` are those it has, read or not yet. `card` is the message that shows it, `said_at`
    the moment of its last change, `campaign_state` what was last heard of the campaign, if it was.
    """

    id: str
    chat: int
    author: int
    language: str
    revision: int = 1
    state: DraftState = DraftState.OPEN
    numbers: Tally = Tally()
    refused: RefusedTally = RefusedTally()
    policy: Policy | None = None
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    card: int | None = None
    said_at: datetime | None = None
    files: tuple[DraftFile, ...] = ()
    campaign_state: str = ""

    @property
    def reading(self) -> bool:
        """Whether numbers are still to come from a file."""
        return any(file.open for file in self.files)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What has to be said before anything can be sent."""
        numbers = not self.numbers and not self.reading
        lacks = {Missing.NUMBERS: numbers, Missing.SCHEDULE: not self.scheduled}
        return tuple(what for what, lacking in lacks.items() if lacking and not self.questions)

    @property
    def scheduled(self) -> bool:
        """Whether it is known of every number when to call: said of all, or by its own row."""
        return self.policy is not None or self.numbers.all_scheduled

    @property
    def ready(self) -> bool:
        """Whether one tap may send it as it is."""
        return self.complete and not self.unknown

    @property
    def complete(self) -> bool:
        """Whether only words that were not understood stand in the way, if anything does."""
        return bool(self.numbers) and self.scheduled and not self.questions and not self.reading


def apply(
    draft: Draft,
    reading: Reading,
    numbers: Tally | None = None,
    refused: RefusedTally | None = None,
) -> Draft:
    """Lay a new message over the draft; what it does not mention stays as it was.

    `numbers` and `refused` tell of what the store holds now that it took in the message's own.
    """
    policy = _amended(draft, reading.policy)
    renewed = _subjects(reading)
    amended = replace(
        draft,
        revision=draft.revision + 1,
        numbers=draft.numbers if numbers is None else numbers,
        refused=draft.refused if refused is None else refused,
        policy=policy,
        assumptions=(
            *(a for a in draft.assumptions if a.about not in renewed),
            *(a for a in reading.assumptions if _is_news(draft, a)),
        ),
        questions=(*(q for q in draft.questions if q.about not in renewed), *reading.questions),
        unknown=(*draft.unknown, *reading.unknown),
    )
    return replace(amended, questions=(*_of_message(amended), *_of_numbers(amended)))


def on_local_time(draft: Draft, said: Policy = UNSAID) -> bool:
    """Whether each number's own clock will count once `said` is laid over the draft."""
    policy = _amended(draft, said)
    return policy is not None and policy.zone_per_number


def settle(draft: Draft, policy: Policy, numbers: Tally | None = None) -> Draft:
    """Take one ready answer of the first open question; `numbers` as in `apply`."""
    if not draft.questions:
        raise Refused(text("refused-stale"))
    settled = replace(
        draft,
        revision=draft.revision + 1,
        numbers=draft.numbers if numbers is None else numbers,
        policy=_amended(draft, policy) or Policy(),
        questions=draft.questions[1:],
    )
    return replace(settled, questions=(*_of_message(settled), *_of_numbers(settled)))


def with_numbers(draft: Draft, numbers: Tally, refused: RefusedTally) -> Draft:
    """Tell of what the store holds now that a file brought its numbers or was taken out."""
    now = replace(draft, revision=draft.revision + 1, numbers=numbers, refused=refused)
    return replace(now, questions=(*_of_message(now), *_of_numbers(now)))


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


def reopen(draft: Draft, numbers: Tally, refused: RefusedTally, now: datetime) -> Draft:
    """Give a confirmed draft back: `numbers` were not added, `refused` counts what never will."""
    return replace(
        draft,
        state=DraftState.OPEN,
        revision=draft.revision + 1,
        numbers=numbers,
        refused=refused,
        unknown=(),
        said_at=now,
    )


def _amended(draft: Draft, said: Policy) -> Policy | None:
    if said == Policy():
        return draft.policy
    policy = (draft.policy or Policy()).merged_with(said)
    if said.zone and any(q.said.key == ASKED_OF_NUMBERS for q in draft.questions):
        # The answer is about the numbers without a clock of their own; the others keep theirs.
        policy = replace(policy, zone_per_number=True)
    return policy


def _is_news(draft: Draft, assumption: Assumption) -> bool:
    """Whether it is true of the draft, and not said on its card already."""
    once = assumption.said.key == SAID_ONCE
    told = once and any(known.said == assumption.said for known in draft.assumptions)
    return assumption.said.key != OF_ONE_MESSAGE and not told


def _of_message(draft: Draft) -> tuple[Question, ...]:
    return tuple(q for q in draft.questions if q.said.key != ASKED_OF_NUMBERS)


def _of_numbers(draft: Draft) -> tuple[Question, ...]:
    """On local time every number needs a clock; ask for one for those that tell none."""
    policy = draft.policy
    if policy is None or not policy.zone_per_number or policy.zone:
        return ()
    lost = draft.numbers.without_clock
    if not lost:
        return ()
    known = (zone for zone, _ in draft.numbers.zones if zone is not None and "/" in zone)
    answers = tuple(
        Answer(text("answer-zone", zone=zone), Policy(zone=zone))
        for zone in islice(known, OFFERED_ZONES)
    )
    return (Question(text(ASKED_OF_NUMBERS, count=lost), answers=answers, about="zone"),)


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
