"""What each method does to the world. A handler gets a call that has passed every check.

Importing the modules enters their handlers into the table.
"""

from tests.botapi.methods import chats, editing, profile, queries, receiving, sending
from tests.botapi.methods.registry import HANDLERS

__all__ = ["HANDLERS", "chats", "editing", "profile", "queries", "receiving", "sending"]
