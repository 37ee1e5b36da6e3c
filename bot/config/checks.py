"""What a value of a setting may look like: yes or no, nothing is raised."""

from __future__ import annotations

import base64
import binascii
import os
import re
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

KEY_BYTES = 32
TELEGRAM_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
CAMPAIGN_TOKEN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # of which Telegram takes 1 to 256
DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://", "postgres://")


def is_address(url: str, scheme: str) -> bool:
    """Whether this is scheme://host[:port][/path]."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or re.search(r"[\s?#@%]", url):
        return False
    return parts.scheme == scheme


def is_here(host: str) -> bool:
    """Whether this names the very machine that the bot runs on."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def is_local(url: str) -> bool:
    """Whether this is an http address of the very machine that the bot runs on."""
    return is_address(url, "http") and is_here(urlsplit(url).hostname or "")


def listening(address: str) -> tuple[str, int] | None:
    """Read host:port, with an IPv6 host in brackets; None when it is none."""
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or port is None or parts.path or parts.query or parts.username is not None:
        return None
    return host, port


def is_database(url: str) -> bool:
    """Whether SQLAlchemy will find a lasting database in this: one in memory forgets calls."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if not url.startswith(DATABASES):
        return False
    try:
        parts = make_url(url)
        urlsplit(url)
    except (ArgumentError, ValueError):
        return False
    if parts.get_backend_name() != "sqlite":
        return True
    return not parts.host and parts.database not in {None, "", ":memory:"}


def is_key(key: str) -> bool:
    """Whether this is a key of KEY_BYTES in URL-safe base64."""
    try:
        return len(base64.b64decode(key.strip(), altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def can_hold_files(folder: Path) -> bool:
    """Whether the folder, or the nearest one above it that exists, may be written."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK)
