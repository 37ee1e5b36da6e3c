"""The fixtures that every test may ask for; each comes from a file of its own."""

from __future__ import annotations

from tests.postgres import database_url, lasting_url, postgres_server, postgres_url

__all__ = ["database_url", "lasting_url", "postgres_server", "postgres_url"]
