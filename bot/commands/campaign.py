"""`bot campaign …`: the configured campaign from the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.commands.terminal import fail, plainly, settings, voice
from bot.core.campaign import ErrandKind
from bot.core.phones.find import find
from bot.core.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.core.texts import Text


@click.group()
@click.option("--lang", help="The language to answer in.  [default: the system's]")
@click.pass_context
def campaign(context: click.Context, lang: str | None) -> None:
    """Ask how the configured campaign is, or tell it what to do."""
    context.obj = lang


@campaign.command()
@click.pass_obj
def status(lang: str | None) -> None:
    """Show its state and how far it is."""
    _ask(lang, ErrandKind.STATUS)


@campaign.command()
@click.pass_obj
def report(lang: str | None) -> None:
    """Show what became of the calls of the last days."""
    _ask(lang, ErrandKind.REPORT)


@campaign.command()
@click.pass_obj
def pause(lang: str | None) -> None:
    """Interrupt it: calls under way are finished, no new ones begin."""
    _ask(lang, ErrandKind.PAUSE)


@campaign.command()
@click.pass_obj
def resume(lang: str | None) -> None:
    """Go on after a pause."""
    _ask(lang, ErrandKind.RESUME)


@campaign.command()
@click.option("--yes", is_flag=True, help="Do not ask twice; for scripts.")
@click.pass_obj
def stop(lang: str | None, *, yes: bool) -> None:
    """End it for good; asks twice."""
    say = _voice(lang)
    for question in () if yes else (text("stop-ask"), text("stop-ask-again")):
        click.confirm(say(question), abort=True)
    _ask(lang, ErrandKind.STOP)


@campaign.command()
@click.argument("jobs", nargs=-1, required=True)
@click.pass_obj
def cancel(lang: str | None, jobs: tuple[str, ...]) -> None:
    """Take call jobs back, by their ids."""
    _ask(lang, ErrandKind.CANCEL, tuple(dict.fromkeys(jobs)))


@campaign.command()
@click.argument("phone")
@click.pass_obj
def test(lang: str | None, phone: str) -> None:
    """Call one number to try the script."""
    with plainly():
        found = find(phone, settings().default_region)
    if len(found) != 1 or found[0].number is None:
        reason = found[0].refused.reason if found and found[0].refused else None
        fail(f"{phone}: {_voice(lang)(reason)}" if reason else "one phone number is expected")
    _ask(lang, ErrandKind.TEST, (found[0].number.phone,))


def _ask(lang: str | None, kind: ErrandKind, about: tuple[str, ...] = ()) -> None:
    from bot.app.asking import ask_campaign

    with plainly():
        config = settings()
        if not config.campaign_token:
            fail("CAMPAIGN_TOKEN is not set: its Integration page gives it")
        lines, done = ask_campaign(config, kind, about)
    say = _voice(lang)
    for line in lines:
        click.echo(say(line), err=not done)
    sys.exit(0 if done else 1)


def _voice(lang: str | None) -> Callable[[Text], str]:
    from bot.locales import languages

    with plainly():
        return voice(lang or settings().language(languages()))
