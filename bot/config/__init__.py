"""The one place that reads the environment: a frozen Config, from variables and `.env`."""

from bot.config.checks import KEY_BYTES
from bot.config.folder import prepare
from bot.config.settings import Config, Invalid, load

__all__ = ["KEY_BYTES", "Config", "Invalid", "load", "prepare"]
