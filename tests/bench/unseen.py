"""How the reader does on phrases that nobody looked at while building it: totals only."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.core.reading.parse import Context, parse
from bot.words import load
from tests.corpus.phrases import NOW, phrases, verdict

HERE = Path(__file__).parent


def main() -> None:
    """Print a line a file: how many readings are right, and what the others are."""
    lexicon = load()
    for file in sorted(HERE.glob("unseen_*.txt")):
        found = [verdict(one, parse(one.text, lexicon, Context(now=NOW))) for one in phrases(file)]
        kinds = Counter(said.partition(":")[0] or "exact" for said in found)
        shares = ", ".join(f"{kind} {n / len(found):.1%}" for kind, n in kinds.most_common())
        print(f"{file.stem}: {len(found)} phrases, {shares}")


if __name__ == "__main__":
    main()
