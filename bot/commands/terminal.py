"""What all commands of the terminal share: the settings, the language, and how a fault is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from bot.config import Config
    from bot.core.texts import Text


def settings() -> Config:
    """Load the settings; Invalid when one is wrong."""
    from bot.config import load
    from bot.locales import languages

    return load(languages())


@contextmanager
def plainly() -> Iterator[None]:
    """Tell of a wrong setting in a line, without a traceback."""
    from bot.config import Invalid
    from bot.core.errors import StoreFailed

    try:
        yield
    except Invalid as invalid:
        fail(*invalid.problems)
    except StoreFailed as failed:
        fail(f"DATABASE_URL: {failed}")


def voice(language: str) -> Callable[[Text], str]:
    """The texts of a language; without one the command ends."""
    from bot.locales import catalogue, languages

    try:
        return catalogue(language).say
    except LookupError:
        fail(f"--lang: one of {', '.join(languages())} is expected")


def fail(*problems: str) -> NoReturn:
    """Print what is wrong, a line each, and end with status 1."""
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1)
