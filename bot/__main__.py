"""The commands; arguments only. Without a command the bot does its main job."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Config
    from bot.core.texts import Text

LAST_PORT = 65_535
YEARS = range(2000, 2100)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Call campaigns from plain words.

    Without a command: the Telegram bot if TELEGRAM_TOKEN is set, else the practice console.
    """
    if context.invoked_subcommand is None:
        with _plainly():
            token = _config().telegram_token
        context.invoke(run if token else console)


@main.command()
def run() -> None:
    """Run the Telegram bot."""
    from bot.app import run_bot

    with _plainly():
        config = _config()
        if config.missing():
            _fail(*config.missing())
        run_bot(config)


@main.command()
def console() -> None:
    """Practise in the terminal, on a campaign that calls nobody."""
    from bot.app import run_console

    with _plainly():
        done = run_console(_config())
    sys.exit(0 if done else 1)


@main.command()
@click.argument("phrase", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} a line from standard input.')
@click.option("--now", help="The moment to read at, for example 2026-11-23T12:00:00+03:00.")
@click.option("--region", default="RU", show_default=True, help="Whose numbers have no code.")
@click.option("--zone", help="The clock where the words name none, for example Europe/Moscow.")
@click.option("--lang", help="Say assumptions and questions in this language too.")
@click.option("--explain", is_flag=True, help="Show what each piece of the phrase became.")
def parse(  # noqa: PLR0913 - the options of a command
    phrase: str | None,
    now: str | None,
    region: str,
    zone: str | None,
    lang: str | None,
    *,
    jsonl: bool,
    explain: bool,
) -> None:
    """Show how a phrase is read, as JSON."""
    from bot.app import make_reader
    from bot.console.phrases import BadLine, Phrases

    if jsonl == (phrase is not None):
        raise click.UsageError("Give one phrase, or --jsonl and phrases on standard input.")
    # Bytes that are no text are spelt out, so that nobody takes them for nothing.
    raw = (phrase or "").encode("utf-8", "surrogateescape")
    said = raw.decode("utf-8", "backslashreplace")
    read = make_reader(_region(region), _zone(zone), _moment(now))
    phrases = Phrases(read, zone, _say(lang))
    try:
        one = phrases.explained(said) if explain else iter([phrases.one(said)])
        for answer in phrases.lines(sys.stdin.buffer) if jsonl else one:
            # In UTF-8 everywhere; half of a surrogate pair as JSON escapes it.
            click.echo(answer.encode("utf-8", "backslashreplace"))
    except BadLine as error:
        _fail(str(error))


@main.command()
@click.option("--listen", default="127.0.0.1:8090", show_default=True, help="host:port")
@click.option(
    "--token", "tokens", multiple=True, help="A campaign's token.  [default: 1.1.sandbox]"
)
def sandbox(listen: str, tokens: tuple[str, ...]) -> None:
    """Serve a practice campaign over HTTP."""
    from bot.app import SANDBOX_TOKEN, serve_sandbox
    from bot.calls_api.token import CampaignToken

    host, port = _address(listen)
    for token in tokens:
        try:
            CampaignToken(token)
        except ValueError as error:
            _fail(f"--token: {error}")
    try:
        serve_sandbox(host, port, tokens or (SANDBOX_TOKEN,))
    except OSError as error:
        _fail(f"--listen {listen}: {error.strerror}")


@main.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    from bot.config import prepare
    from bot.storage.migrate import upgrade

    with _plainly():
        config = _config()
        prepare(config)
        upgrade(config.database)


@main.group(invoke_without_command=True)
@click.option("--online", is_flag=True, help="Also ask Telegram, the campaign and the database.")
@click.pass_context
def check(context: click.Context, *, online: bool) -> None:
    """Say in plain words what is missing or wrong in the configuration."""
    if context.invoked_subcommand is not None:
        return
    from bot.app import probe

    with _plainly():
        config = _config()
        problems = config.missing() or (probe(config) if online else ())
    if problems:
        _fail(*problems)
    click.echo("The configuration is complete." + (" All of it answers." if online else ""))


@check.command("locales")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check_locales(folder: Path | None) -> None:
    """Say what is wrong with a language's folder; without one, with those of all languages."""
    from bot import locales, words

    home = locales.folder()
    checked = [folder] if folder else [home / language for language in locales.languages()]
    problems: list[str] = []
    for language in checked:
        if not language.is_dir():
            _fail(f"{language}: a folder of a language is expected, for example locales/uk")
        problems += locales.faults(language, home / locales.REFERENCE)
        problems += words.faults(language / "words.toml")
    if problems:
        _fail(*problems)
    names = ", ".join(language.resolve().name for language in checked)
    click.echo(f"Nothing is missing or wrong in {names}.")


def _config() -> Config:
    from bot.config import load
    from bot.locales import languages

    return load(languages())


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell of a wrong setting in a line, without a traceback."""
    from bot.config import Invalid
    from bot.core.errors import StoreFailed

    try:
        yield
    except Invalid as invalid:
        _fail(*invalid.problems)
    except StoreFailed as failed:
        _fail(f"DATABASE_URL: {failed}")


def _address(listen: str) -> tuple[str, int]:
    """Read --listen; an IPv6 address may stand in brackets."""
    host, _, port = listen.rpartition(":")
    if not (host and listen.isascii() and port.isdecimal() and int(port) <= LAST_PORT):
        _fail("--listen: host:port is expected, for example 127.0.0.1:8090")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _moment(now: str | None) -> datetime | None:
    """Read --now; a moment without an offset is taken as UTC."""
    try:
        moment = None if now is None else datetime.fromisoformat(now)
    except ValueError:
        _fail("--now: a moment is expected, for example 2026-11-23T12:00:00+03:00")
    if moment is None:
        return None
    if moment.year not in YEARS:
        _fail(f"--now: a year from {YEARS.start} to {YEARS.stop - 1} is expected")
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _zone(zone: str | None) -> str | None:
    try:
        return None if zone is None else ZoneInfo(zone).key
    except (KeyError, ValueError, OSError):
        _fail("--zone: a time zone is expected, for example Europe/Moscow")


def _region(region: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    if region.upper() not in SUPPORTED_REGIONS:
        _fail("--region: a country in two letters is expected, for example RU, KZ or US")
    return region.upper()


def _say(language: str | None) -> Callable[[Text], str] | None:
    """Load the texts of a language, which costs more than reading a phrase."""
    if language is None:
        return None
    from bot.locales import catalogue, languages

    try:
        return catalogue(language).say
    except LookupError:
        _fail(f"--lang: one of {', '.join(languages())} is expected")


def _fail(*problems: str) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
