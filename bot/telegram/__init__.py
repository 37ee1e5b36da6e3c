"""The Telegram edge: the only importer of python-telegram-bot."""

import os

# The library's next way to tell durations; the old one warns at every flood limit.
os.environ.setdefault("PTB_TIMEDELTA", "true")
