"""What the parent and the child say to each other: a job in, frames of JSON out.

A frame is four bytes of length (big-endian) and one JSON object with one of the keys `batch` (with
`progress`), `refused`, `end`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bot.core.texts import Param, Text
from bot.files.book import MIB, Json, Limits

HEADER: Final = 4
LONGEST: Final = 8 * MIB


@dataclass(frozen=True)
class Job:
    """One file to read, how far it may go, and the options for the reader of its rows."""

    path: Path
    limits: Limits
    options: Json = None

    def packed(self) -> bytes:
        """Write it for the child."""
        job = {"path": str(self.path), "limits": asdict(self.limits), "options": self.options}
        return json.dumps(job).encode()


def job_from(raw: bytes) -> Job:
    """Read what `Job.packed` wrote."""
    job = json.loads(raw)
    return Job(Path(job["path"]), Limits(**job["limits"]), job["options"])


def frame(message: dict[str, Json]) -> bytes:
    """Write one message. Raises ValueError for one that is too long."""
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(body) > LONGEST:
        raise ValueError(f"a batch of {len(body)} bytes is over {LONGEST}")
    return len(body).to_bytes(HEADER, "big") + body


def text_to_json(said: Text) -> dict[str, Json]:
    """Write a text, and the texts inside it."""
    return {"key": said.key, "params": {n: _to_json(p) for n, p in said.params.items()}}


def text_from_json(raw: Any) -> Text:
    """Read what `text_to_json` wrote."""
    return Text(str(raw["key"]), {str(n): _from_json(p) for n, p in raw["params"].items()})


def _to_json(param: Param) -> Json:
    if isinstance(param, Text):
        return text_to_json(param)
    if isinstance(param, tuple):
        return [_to_json(one) for one in param]
    return param


def _from_json(raw: Any) -> Param:
    if isinstance(raw, dict):
        return text_from_json(raw)
    if isinstance(raw, list):
        return tuple(map(_from_json, raw))
    return raw if isinstance(raw, int) else str(raw)
