"""`bot erase`: removes a person from the database, and tells what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.commands.terminal import fail, plainly, settings

if TYPE_CHECKING:
    from bot.core.erasure import Erased

LONGEST_ID = 1 << 52


@click.command()
@click.option("--phone", help="A number that was or would be called, in any spelling.")
@click.option("--user", type=click.IntRange(1, LONGEST_ID), help="A Telegram user's id.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def erase(phone: str | None, user: int | None, *, yes: bool) -> None:
    """Remove a person from every table, and tell what went.

    The exit status is 2 when something has to wait for the campaign's answer: ask again later.
    """
    from bot.app.asking import erase_phone, erase_user

    if (phone is None) == (user is None):
        fail("--phone or --user is expected, one of them")
    if not yes:
        click.confirm("This cannot be undone. Remove?", abort=True, err=True)
    with plainly():
        config = settings()
        if user is not None:
            erased = erase_user(config, user)
        else:
            found = erase_phone(config, phone or "")
            if found is None:
                fail("--phone: one phone number is expected")
            erased = found
    _report(erased)
    raise SystemExit(0 if erased.complete else 2)


def _report(erased: Erased) -> None:
    for table, count in erased.rows:
        click.echo(f"{table}: {count}")
    if not erased.rows:
        click.echo("nothing was found")
    click.echo("the engine's tables: nothing to remove, they hold ids only")
    if erased.sent:
        click.echo(f"went to the campaign before, which keeps its own data: {erased.sent}")
    if erased.under_way:
        click.echo(f"requests still under way, ask again when they are over: {erased.under_way}")
