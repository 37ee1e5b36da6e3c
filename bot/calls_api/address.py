"""Where requests may go, and an address that hides its path."""

from __future__ import annotations

from ipaddress import ip_address

import httpx
from typing_extensions import override


def base_url(value: str) -> httpx.URL:
    """Check the address of the API; ValueError says what is allowed.

    Plain http is for this machine alone: the token in the path is the only password.
    """
    try:
        url = httpx.URL(value)
    except httpx.InvalidURL:
        raise ValueError("the API's address is not a URL") from None
    if not url.host or url.userinfo or url.query or url.fragment:
        raise ValueError("the API's address is https://host, with a port or a path at the most")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url)):
        raise ValueError("the API's address must begin with https:// (http:// only on loopback)")
    return url


def is_loopback(url: httpx.URL) -> bool:
    """Tell whether the address is this very machine."""
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


class SealedUrl(httpx.URL):
    """An address whose path does not print: httpx logs addresses, and ours hold the token."""

    @override
    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc.decode('ascii')}/***"

    @override
    def __repr__(self) -> str:
        return f"SealedUrl({str(self)!r})"
