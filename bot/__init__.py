"""A Telegram bot that turns a manager's words into the calls of a campaign."""
