"""The commands; arguments only. Without a command the bot does its main job."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Config
    from bot.core.texts import Text


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Call campaigns from plain words.

    Without a command: the Telegram bot if TELEGRAM_TOKEN is set, else the practice console.
    """
    if context.invoked_subcommand is None:
        context.invoke(run if _config().telegram_token else console)


@main.command()
def run() -> None:
    """Run the Telegram bot."""
    from bot.app import run_bot

    config = _config()
    if config.missing():
        _fail(*config.missing())
    run_bot(config)


@main.command()
def console() -> None:
    """Practise in the terminal, on a campaign that calls nobody."""
    from bot.app import run_console

    sys.exit(0 if run_console(_config()) else 1)


@main.command()
@click.argument("phrase", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} a line from standard input.')
@click.option("--now", help="The moment to read at, for example 2026-11-23T12:00:00+03:00.")
@click.option("--region", default="RU", show_default=True, help="Whose numbers have no code.")
@click.option("--zone", help="The clock where the words name none, for example Europe/Moscow.")
@click.option("--lang", help="Say assumptions and questions in this language too.")
def parse(
    phrase: str | None,
    now: str | None,
    region: str,
    zone: str | None,
    lang: str | None,
    *,
    jsonl: bool,
) -> None:
    """Show how a phrase is read, as JSON."""
    from bot.app import make_reader
    from bot.console.phrases import Phrases

    if jsonl == (phrase is not None):
        raise click.UsageError("Give one phrase, or --jsonl and phrases on standard input.")
    read = make_reader(region.upper(), _zone(zone), _moment(now))
    phrases = Phrases(read, zone, _say(lang))
    try:
        for answer in phrases.lines(sys.stdin) if jsonl else [phrases.one(phrase or "")]:
            click.echo(answer)
    except ValueError as error:
        _fail(str(error))


@main.command()
@click.option("--listen", default="127.0.0.1:8090", show_default=True, help="host:port")
@click.option(
    "--token", "tokens", multiple=True, help="A campaign's token.  [default: 1.1.sandbox]"
)
def sandbox(listen: str, tokens: tuple[str, ...]) -> None:
    """Serve a practice campaign over HTTP."""
    from bot.app import SANDBOX_TOKEN, serve_sandbox

    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal():
        raise click.BadParameter("host:port is expected", param_hint="--listen")
    try:
        serve_sandbox(host.strip("[]"), int(port), tokens or (SANDBOX_TOKEN,))
    except OSError as error:
        _fail(f"--listen {listen}: {error.strerror}")


@main.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    from bot.config import prepare
    from bot.core.errors import StoreFailed
    from bot.storage.migrate import upgrade

    config = _config()
    prepare(config)
    try:
        upgrade(config.database)
    except StoreFailed:
        _fail("DATABASE_URL: the database does not answer")


@main.command()
@click.option("--online", is_flag=True, help="Also ask Telegram, the campaign and the database.")
def check(*, online: bool) -> None:
    """Say in plain words what is missing or wrong in the configuration."""
    from bot.app import probe

    config = _config()
    problems = config.missing() or (probe(config) if online else ())
    if problems:
        _fail(*problems)
    click.echo("The configuration is complete." + (" All of it answers." if online else ""))


def _config() -> Config:
    from bot.config import Invalid, load
    from bot.locales import languages

    try:
        return load(languages())
    except Invalid as invalid:
        _fail(*invalid.problems)


def _moment(now: str | None) -> datetime | None:
    """Read --now; a moment without an offset is taken as UTC."""
    try:
        moment = datetime.fromisoformat(now) if now else None
    except ValueError:
        raise click.BadParameter("a moment such as 2026-11-23T12:00:00+03:00 is expected") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def _zone(zone: str | None) -> str | None:
    try:
        return ZoneInfo(zone).key if zone else None
    except (KeyError, ValueError, OSError):
        raise click.BadParameter("a time zone such as Europe/Moscow is expected") from None


def _say(language: str | None) -> Callable[[Text], str] | None:
    """Load the texts of a language, which costs more than reading a phrase."""
    if language is None:
        return None
    from bot.locales import catalogue

    try:
        return catalogue(language).say
    except LookupError:
        raise click.BadParameter("this is not a language of the bot") from None


def _fail(*problems: str) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
