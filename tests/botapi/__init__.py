"""A strict, stateful fake of the Telegram Bot API on loopback, for end-to-end tests.

The bot under test speaks HTTP to it as to Telegram; the test plays the users:

    with FakeTelegram() as fake:
        chat = fake.private(fake.user(1001, "Anna", language_code="ru"))
        chat.say("/start")
        card = chat.wait_for_message()
        query = chat.tap(card, "✅")
        card.wait_for_edit(containing="…")
        fake.assert_clean()

Every call is checked against spec.json and the rules of rules.py. It is stricter than Telegram
where that catches our mistakes: unknown parameters, loose scalars, numbers out of range, bare
signs in HTML, legacy Markdown, empty rows of buttons and unused uploads are violations here.
What the world alone explains (an edit that changes nothing, a query too old, a deleted message, a
blocked bot) is answered as Telegram does and is no violation.
"""

from tests.botapi.bot_message import BotMessage, Query, UserMessage
from tests.botapi.dialogue import Chat
from tests.botapi.fake import TOKEN, FakeTelegram
from tests.botapi.groups import Group
from tests.botapi.people import User
from tests.botapi.wire import Violation
from tests.botapi.world import Call

__all__ = [
    "TOKEN",
    "BotMessage",
    "Call",
    "Chat",
    "FakeTelegram",
    "Group",
    "Query",
    "User",
    "UserMessage",
    "Violation",
]
