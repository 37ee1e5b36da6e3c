"""The campaign's token: the only password of the API, kept in a type that does not print."""

from __future__ import annotations

import re
from typing import NoReturn

from typing_extensions import override

HIDDEN = "***"

# It becomes one segment of a path, so nothing in it may mean anything to a URL.
_FORM = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


class CampaignToken:
    """A token that shows as `***` in every print, format, log and error, and cannot be pickled."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        """Take a token as the platform hands it out; ValueError for any other form."""
        if not _FORM.fullmatch(value):
            raise ValueError("a campaign token has only letters, digits, dots, dashes, underscores")
        self.__value = value

    def reveal(self) -> str:
        """Give the token itself, for the path of a request and nothing else."""
        return self.__value

    def hide_in(self, text: str) -> str:
        """Write `***` wherever the token stands in the text."""
        return text.replace(self.__value, HIDDEN)

    @override
    def __repr__(self) -> str:
        return HIDDEN

    @override
    def __format__(self, spec: str) -> str:
        return HIDDEN

    @override
    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a campaign token is not written down anywhere")
