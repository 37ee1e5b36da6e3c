"""The commands; arguments only. Without a command the bot does its main job."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.commands.campaign import campaign
from bot.commands.erase import erase
from bot.commands.terminal import fail, plainly, settings, voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.core.texts import Text

LAST_PORT = 65_535
LAST_SEED = 999_999
UNREADABLE = 2
YEARS = range(2000, 2100)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Call campaigns from plain words.

    Without a command: the Telegram bot if TELEGRAM_TOKEN is set, else the practice console.
    """
    if context.invoked_subcommand is None:
        with plainly():
            token = settings().telegram_token
        context.invoke(run if token else console)


main.add_command(campaign)
main.add_command(erase)


@main.command()
def run() -> None:
    """Run the Telegram bot."""
    from bot.app.running import run_bot

    with plainly():
        config = settings()
        if config.missing():
            fail(*config.missing())
        sys.exit(run_bot(config))


@main.command()
def console() -> None:
    """Practise in the terminal, on a campaign that calls nobody."""
    from bot.app.practice import run_console

    with plainly():
        done = run_console(settings())
    sys.exit(0 if done else 1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--caption", default="", help='When to call, for example "weekdays 10-18 Moscow".')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--all", "everything", is_flag=True, help="Print all numbers, not the first 20.")
@click.option("--answer", "answers", multiple=True, type=int, help="Which answer to a question.")
@click.option("--region", default="RU", show_default=True, help="Whose numbers have no code.")
@click.option("--lang", help="The language to answer in.  [default: the system's]")
def numbers(  # noqa: PLR0913 - the options of a command
    file: Path,
    caption: str,
    answers: tuple[int, ...],
    region: str,
    lang: str | None,
    *,
    as_json: bool,
    everything: bool,
) -> None:
    """Show the numbers of a file; status 1 when something is left open, 2 for an unreadable one."""
    from bot.app.asking import count_numbers
    from bot.console.numbers import Asked
    from bot.core.errors import Refused
    from bot.locales import languages

    with plainly():
        language = lang or settings().language(languages())
    say = voice(language)
    asked = Asked(file, caption, answers, as_json, everything)
    try:
        status = count_numbers(asked, _region(region), language)
    except Refused as refused:
        click.echo(say(refused.said), err=True)
        status = UNREADABLE
    sys.exit(status)


@main.command("read-file", hidden=True)
def read_file() -> None:
    """Read the file that standard input names; `bot run` starts this for each file."""
    from bot.app.running import read_file as read

    read()


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
    from bot.app.parts import make_reader
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
        fail(str(error))


@main.command()
@click.option("--listen", default="127.0.0.1:8090", show_default=True, help="host:port")
@click.option(
    "--token", "tokens", multiple=True, help="A campaign's token.  [default: 1.1.sandbox]"
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to keep the campaigns in; without it they are gone with the process.",
)
@click.option(
    "--seed", type=click.IntRange(0, LAST_SEED), help="The luck of the calls.  [default: 1]"
)
def sandbox(listen: str, tokens: tuple[str, ...], state: Path | None, seed: int | None) -> None:
    """Serve a practice campaign over HTTP."""
    from bot.app.practice import SANDBOX_TOKEN, serve_sandbox
    from bot.calls_api.token import CampaignToken
    from bot.sandbox.state import StateFailed

    host, port = _address(listen)
    for token in tokens:
        try:
            CampaignToken(token)
        except ValueError as error:
            fail(f"--token: {error}")
    try:
        serve_sandbox(host, port, tokens or (SANDBOX_TOKEN,), state, seed)
    except StateFailed as failed:
        fail(f"--state {state}: {failed}")
    except OSError as error:
        fail(f"--listen {listen}: {error.strerror}")


@main.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    from bot.config import prepare
    from bot.storage.migrate import upgrade

    with plainly():
        config = settings()
        prepare(config)
        upgrade(config.database)


@main.group(invoke_without_command=True)
@click.option("--online", is_flag=True, help="Also ask Telegram, the campaign and the database.")
@click.pass_context
def check(context: click.Context, *, online: bool) -> None:
    """Say in plain words what is missing or wrong in the configuration."""
    if context.invoked_subcommand is not None:
        return
    from bot.app.asking import probe

    with plainly():
        config = settings()
        problems = config.missing() or (probe(config) if online else ())
    if problems:
        fail(*problems)
    click.echo("The configuration is complete." + (" All of it answers." if online else ""))


@check.command("locales")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check_locales(folder: Path | None) -> None:
    """Say what is wrong with a language's folder; without one, with all that is in locales."""
    from bot import locales, words
    from bot.locales import calling_hours

    home = locales.folder()
    checked = [folder] if folder else [home / language for language in locales.languages()]
    problems = [] if folder else calling_hours.faults(home / calling_hours.FILE)
    for language in checked:
        if not language.is_dir():
            fail(f"{language}: a folder of a language is expected, for example locales/uk")
        problems += locales.faults(language, home / locales.REFERENCE)
        problems += words.faults(language / "words.toml")
    if problems:
        fail(*problems)
    names = ", ".join(language.resolve().name for language in checked)
    click.echo(f"Nothing is missing or wrong in {names}.")


def _address(listen: str) -> tuple[str, int]:
    """Read --listen; an IPv6 address may stand in brackets."""
    host, _, port = listen.rpartition(":")
    if not (host and listen.isascii() and port.isdecimal() and int(port) <= LAST_PORT):
        fail("--listen: host:port is expected, for example 127.0.0.1:8090")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _moment(now: str | None) -> datetime | None:
    """Read --now; a moment without an offset is taken as UTC."""
    try:
        moment = None if now is None else datetime.fromisoformat(now)
    except ValueError:
        fail("--now: a moment is expected, for example 2026-11-23T12:00:00+03:00")
    if moment is None:
        return None
    if moment.year not in YEARS:
        fail(f"--now: a year from {YEARS.start} to {YEARS.stop - 1} is expected")
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _zone(zone: str | None) -> str | None:
    try:
        return None if zone is None else ZoneInfo(zone).key
    except (KeyError, ValueError, OSError):
        fail("--zone: a time zone is expected, for example Europe/Moscow")


def _region(region: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    if region.upper() not in SUPPORTED_REGIONS:
        fail("--region: a country in two letters is expected, for example RU, KZ or US")
    return region.upper()


def _say(language: str | None) -> Callable[[Text], str] | None:
    """Load the texts of a language, which costs more than reading a phrase."""
    return None if language is None else voice(language)


if __name__ == "__main__":
    main()
