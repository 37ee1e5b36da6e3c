"""`python -m tests.corpus.parse`: JSON lines in, readings out, as `bot parse --jsonl` does it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime

from bot import words
from bot.core.reading.answer import as_json
from bot.core.reading.parse import Context, parse


def main() -> None:
    """Read {"id", "text"} per line from standard input and answer one line each."""
    args = argparse.ArgumentParser()
    args.add_argument("--now", type=datetime.fromisoformat, required=True)
    args.add_argument("--region", default="RU")
    args.add_argument("--zone")
    options = args.parse_args()
    lexicon = words.load()
    context = Context(options.now, options.region, options.zone)
    for line in filter(str.strip, sys.stdin):
        asked = json.loads(line)
        reading = parse(asked["text"], lexicon, context)
        answer = {"id": asked["id"]} | as_json(reading, options.zone)
        print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
