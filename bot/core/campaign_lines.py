"""A campaign in words: how far it is, and what became of its calls."""

from __future__ import annotations

from bot.core.campaign import Campaign, Outcomes
from bot.core.texts import Text, text

SECONDS_A_MINUTE = 60


def status_lines(campaign: Campaign) -> tuple[Text, ...]:
    """Its name and state, then the numbers that matter, each on a line."""
    numbers = {
        "status-queued": campaign.queued,
        "status-calling": campaign.calling,
        "status-on-retry": campaign.on_retry,
        "status-processed": campaign.processed,
        "status-talk": campaign.talk,
    }
    state = text("campaign-state", state=campaign.state)
    head = text("status-title", name=campaign.name or "", state=state)
    return (head, *(text(key, count=n) for key, n in numbers.items() if n is not None))


def report_lines(outcomes: Outcomes, days: int) -> tuple[Text, ...]:
    """How many calls of the last days, how many answered, and each state with its count."""
    if not outcomes.total:
        return (text("report-nothing", days=days),)
    minutes = -(-outcomes.seconds // SECONDS_A_MINUTE)
    return (
        text("report-title", count=outcomes.total, days=days),
        text("report-answered", count=outcomes.answered, minutes=minutes),
        *(
            text("report-state", state=text("job-state", state=state), count=count)
            for state, count in outcomes.states.items()
        ),
    )
