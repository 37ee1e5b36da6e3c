"""`python -m tests.bench.bench_reading`: the reader's speed on the corpus and on long messages.

Beside it, dateparser's search on the same phrases: the nearest thing to a reader one could buy.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.corpus.phrases import NOW, phrases

CORPUS = Path(__file__).parents[1] / "corpus"
LONGEST = 4096
LONG = {
    "schedule": "пн-пт 10-18, сб 11-15; ",
    "lines": "пн 10-18\n",
    "days": "пн, ",
    "open ends": "с 10 ",
    "prepositions": "в на по ",
    "unknown": "абвгдеж зийклмн 12 опрст 345, ",
    "slips": "понидельник вторнек ",
    "places": "Москва ",
    "phones": "89123456789 ",
    "digits": "1, 2 3 ",
    "dates": "1 декабря, ",
}


def best(read: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        read()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    """Print loading, the corpus and the long messages."""
    tracemalloc.start()
    from bot import words
    from bot.core.reading.parse import Context, parse

    began = time.perf_counter()
    lexicon = words.load()
    took = time.perf_counter() - began
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"load words and places (traced)  {took * 1e3:8.1f} ms {held / 1e6:6.1f} MB")
    print(f"load again, places in memory    {best(words.load) * 1e3:8.1f} ms")
    texts = [p.text for file in sorted(CORPUS.glob("*.txt")) for p in phrases(file)]
    context = Context(NOW)
    for text in texts:
        parse(text, lexicon, context)
    gc.collect()
    gc.freeze()
    each = sorted(best(partial(parse, text, lexicon, context)) for text in texts)
    print(f"{len(each)} phrases, median              {statistics.median(each) * 1e6:8.0f} us")
    print(f"p99                             {each[int(len(each) * 0.99)] * 1e6:8.0f} us")
    for name, bit in LONG.items():
        long = (bit * LONGEST)[:LONGEST]
        took = best(partial(parse, long, lexicon, context), 2)
        print(f"{LONGEST} characters, {name:15} {took * 1e3:8.1f} ms")
    _beside(texts[:60])


def _beside(texts: list[str]) -> None:
    from dateparser.search import search_dates

    search_dates("tomorrow", languages=["ru", "en"])
    each = [best(partial(search_dates, text, languages=["ru", "en"]), 1) for text in texts]
    print(f"dateparser search, median       {statistics.median(each) * 1e6:8.0f} us")


if __name__ == "__main__":
    main()
