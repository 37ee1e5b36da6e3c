"""How a practice campaign behaves, beyond what the API can change: its state, luck and balance."""

from datetime import datetime

from bot.sandbox.answers import bad_request
from bot.sandbox.campaign import DELETED, FINISHED, STATES, Campaign
from bot.sandbox.checks import as_integer, as_object, as_text, only_fields
from bot.sandbox.documents import Json

MOST_LINES = 1000
MOST_MINUTES = 1_000_000
FIELDS = ("status", "lines", "answered_percent", "minutes", "ends_itself")


def set_up(campaign: Campaign, body: Json, now: datetime) -> None:
    """Change what the body names, all of it or nothing; `minutes` may be null: no end of them."""
    fields = as_object(body, "body")
    only_fields(fields, "body", FIELDS)
    status = _status(fields, campaign)
    lines = as_integer(fields.get("lines", campaign.lines), "lines", 1, MOST_LINES)
    percent = fields.get("answered_percent", campaign.answered_percent)
    answered_percent = as_integer(percent, "answered_percent", 0, 100)
    ends_itself = fields.get("ends_itself", campaign.ends_itself)
    if not isinstance(ends_itself, bool):
        raise bad_request("ends_itself", "true or false is expected")
    balance_s = campaign.balance_s
    if "minutes" in fields:
        minutes = fields["minutes"]
        balance_s = None if minutes is None else _seconds(minutes)
    campaign.lines, campaign.answered_percent = lines, answered_percent
    campaign.balance_s, campaign.ends_itself = balance_s, ends_itself
    if status in (FINISHED, DELETED) and not campaign.is_over:
        campaign.stop(now)
    campaign.status = status
    campaign.finished_at = campaign.finished_at if campaign.is_over else None


def _status(fields: dict[str, Json], campaign: Campaign) -> str:
    status = as_text(fields.get("status", campaign.status), "status")
    if status not in STATES:
        raise bad_request("status", "one of " + ", ".join(STATES) + " is expected")
    return status


def _seconds(minutes: Json) -> int:
    return as_integer(minutes, "minutes", 0, MOST_MINUTES) * 60
