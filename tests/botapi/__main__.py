"""The fake for hand trials: type what a user says, see what the bot answers.

`python -m tests.botapi --listen 127.0.0.1:8081 --token 123456:TEST` and, beside it, the bot with
TELEGRAM_API_URL and TELEGRAM_TOKEN set to what it prints. `/tap LABEL` presses a button,
`/send PATH` sends a file, `/rules` lists broken rules; all else is said as it stands.
"""

import argparse
import sys
import threading
from pathlib import Path

from tests.botapi.dialogue import Chat
from tests.botapi.fake import TOKEN, FakeTelegram
from tests.botapi.transcript import line


def main(arguments: list[str] | None = None) -> int:
    """Serve until the input ends; return 1 if the bot broke a rule."""
    options = _options(arguments)
    host, _, port = options.listen.rpartition(":")
    with FakeTelegram(token=options.token, host=host, port=int(port)) as fake:
        user = fake.user(options.user, options.name, language_code=options.language)
        chat = fake.private(user)
        print(f"TELEGRAM_API_URL={fake.url} TELEGRAM_TOKEN={fake.token} OWNERS={user.id}")
        threading.Thread(target=_show, args=(fake, chat), daemon=True).start()
        for typed in sys.stdin:
            _do(fake, chat, typed.rstrip("\n"))
        for violation in fake.violations:
            print(f"broken rule: {violation.line}", file=sys.stderr)
        return 1 if fake.violations else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--listen", default="127.0.0.1:8081", metavar="HOST:PORT")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--user", type=int, default=1001, metavar="ID")
    parser.add_argument("--name", default="Anna")
    parser.add_argument("--language", default="ru", metavar="CODE")
    return parser.parse_args(arguments)


def _do(fake: FakeTelegram, chat: Chat, typed: str) -> None:
    command, _, rest = typed.partition(" ")
    try:
        if command == "/tap":
            _tap(chat, rest)
        elif command == "/send":
            path = Path(rest)
            chat.send_document(path.name, path.read_bytes())
        elif command == "/rules":
            fake.assert_clean()
        elif typed.strip():
            chat.say(typed)
    except (AssertionError, OSError) as error:
        print(error, file=sys.stderr)


def _tap(chat: Chat, label: str) -> None:
    """Press the newest button with such a label."""
    for message in reversed(chat.messages):
        if any(label in button for row in message.keyboard() for button in row):
            chat.tap(message, label)
            return
    raise AssertionError(f"no button {label!r}")


def _show(fake: FakeTelegram, chat: Chat) -> None:
    """Print every event as it happens; in a terminal the user's own lines are there already."""
    events, shown = fake.world.chats[chat.id].events, 0
    while not fake.world.closing:
        with fake.world.changed:
            if len(events) == shown:
                fake.world.changed.wait(timeout=1)
            fresh, shown = events[shown:], len(events)
        for event in fresh:
            if event.who == "bot" or not sys.stdin.isatty():
                print(line(event), flush=True)


if __name__ == "__main__":
    sys.exit(main())
