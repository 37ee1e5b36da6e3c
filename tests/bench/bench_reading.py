"""`python -m tests.bench.bench_reading`: the reader's speed on the corpus and on long messages.

Beside it, dateparser's search on the same phrases: the nearest thing to a reader one could buy.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot import words
from bot.core.reading.parse import Context, parse
from tests.corpus.phrases import NOW, phrases

CORPUS = Path(__file__).parents[1] / "corpus"
LONGEST = 4096
LOADING = """
import resource, time
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
bare, began = peak(), time.process_time()
from bot import words
from bot.core.reading.parse import parse
words.load()
print((time.process_time() - began) * 1e3, peak() - bare)
"""
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
    "times": "10:00, 11:30, ",
    "day names": "понедельник вторник ",
    "known words": "звонить по будням утром каждый день после обеда ",
    "prose": "the quick brown fox jumps over the lazy dog ",
    "cities": "екатеринбург новосибирск ",
    "one long word": "а",
    "punctuation": ".,;:-!?()",
    "line breaks": "\n",
    "emoji": "📞🙂🕙",
    "RTL marks": "\u200f10\u200f-\u200f18 ",
    "accents": "é\u0300 ",
    "mixed": "пн 10-18, абвг 📞 +79123456789; ",
    # The slowest that a search over repeated words and signs came upon.
    "slashes": "1/",
    "signs": "+1",
    "brackets": "(1",
    "digit by digit": "1 ",
    "choices": "10 или 11, ",
    "corrections": "не до 18, ",
    "phones and digits": "79123456789 18 1 ",
    "read twice": "10 ny 1000 вчора of перерыв чс ",
    "closed": "|,полдень❌inwait–>",
    "rest of days": "other утро понидельник at ✖ : ",
    "cuts": "час+обеда>",
}


def best(read: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs, in seconds of this process: machines are shared."""
    took = []
    for _ in range(times):
        began = time.process_time()
        read()
        took.append(time.process_time() - began)
    return min(took)


def main() -> None:
    """Print loading, the corpus and the long messages."""
    loads = [_loading() for _ in range(3)]
    took, held = min(loads)
    print(f"load words and places           {took:8.1f} ms {held:6.1f} MB over bare Python")
    lexicon = words.load()
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
        took, half = (
            best(partial(parse, text, lexicon, context)) for text in (long, long[: LONGEST // 2])
        )
        print(f"{LONGEST} characters, {name:18} {took * 1e3:8.1f} ms, x{took / half:.1f} of half")
    _beside(texts[:60])


def _loading() -> tuple[float, float]:
    """Milliseconds and megabytes that a new process needs to import the reader and load words."""
    done = subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True)
    took, held = map(float, done.stdout.split())
    return took, held


def _beside(texts: list[str]) -> None:
    from dateparser.search import search_dates

    search_dates("tomorrow", languages=["ru", "en"])
    each = [best(partial(search_dates, text, languages=["ru", "en"]), 1) for text in texts]
    print(f"dateparser search, median       {statistics.median(each) * 1e6:8.0f} us")


if __name__ == "__main__":
    main()
