"""The part of a card that tells which numbers were refused, and why."""

from __future__ import annotations

from collections import Counter

from bot.core.numbers_lines import cut
from bot.core.phones.number import RefusedNumber
from bot.core.phones.tally import RefusedTally
from bot.core.texts import Text, text

# Why numbers are refused, for a card that counts them: texts without parameters.
OTHER_REASONS = text("refused-otherwise")
REASONS = {
    "refused-row-schedule": text("refused-schedules"),
    "refused-row-zone": text("refused-zones"),
    "refused-row-attempts": text("refused-attempts"),
    "refused-row-no-zone": text("refused-zones-missing"),
} | {
    reason.key: reason
    for reason in (
        text("refused-too-short"),
        text("refused-too-long"),
        text("refused-no-such-code"),
        text("refused-emergency"),
        text("refused-premium"),
        text("refused-toll-free"),
        text("refused-duplicate"),
        text("refused-digits-lost"),
        text("refused-no-phone"),
        text("refused-row-over"),
        text("refused-row-json"),
        text("refused-row-caption"),
        text("refused-above-table"),
        text("refused-by-campaign"),
    )
}


def refused_lines(refused: RefusedTally) -> tuple[Text, ...]:
    """The refused numbers themselves if they are few, else how many of them for which reason."""
    if not refused:
        return ()
    title = text("refused-title", count=refused.count)
    if refused.count > len(refused.first):
        return (title, *_reasons(refused))
    return (title, *(_refused_line(one) for one in refused.first))


def _refused_line(one: RefusedNumber) -> Text:
    if one.row is None:
        return text("refused-line", value=cut(one.value), reason=one.reason)
    return text("refused-line-row", value=cut(one.value), reason=one.reason, row=str(one.row))


def _reasons(refused: RefusedTally) -> tuple[Text, ...]:
    """Reasons that quote a cell are counted under a name of their own; new ones under the last."""
    counts: Counter[str] = Counter()
    for key, count in refused.reasons:
        counts[REASONS[key].key if key in REASONS else OTHER_REASONS.key] += count
    return tuple(
        text("refused-reason", reason=Text(key), count=count) for key, count in counts.most_common()
    )


def is_listed(refused: RefusedTally) -> bool:
    """Whether the refused numbers are worth a list: more than the card shows, or from a table."""
    shown = refused.first
    return refused.count > len(shown) or any(one.row is not None for one in shown)
