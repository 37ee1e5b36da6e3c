"""A reading as JSON, for `bot parse` and for programs that measure the reader."""

from __future__ import annotations

from bot.core.fields import fields
from bot.core.policy import Policy
from bot.core.reading.reading import Reading
from bot.core.texts import Param, Text


def as_json(reading: Reading, default_zone: str | None = None) -> dict[str, object]:
    """The policy in the API's fields, with all that was assumed, asked and not understood.

    `status` is "ready" only for a reading that says something and leaves nothing open.
    """
    empty = reading.policy == Policy() and not (reading.numbers or reading.columns)
    out: dict[str, object] = {
        "status": "ready" if reading.ready and not empty else "ask",
        "policy": fields(reading.policy, default_zone),
        "zonePerNumber": reading.policy.zone_per_number,
        "numbers": [
            {"phone": n.phone, "payload": n.payload} if n.payload else {"phone": n.phone}
            for n in reading.numbers
        ],
        "columns": [{"column": one.column, "kind": one.kind.value} for one in reading.columns],
        "removed": list(reading.removed),
        "assumptions": [_said(a.said, a.words) for a in reading.assumptions],
        "questions": [
            _said(q.said, q.words)
            | {
                "answers": [
                    _text(a.label) | {"policy": fields(a.policy, default_zone)} for a in q.answers
                ]
            }
            for q in reading.questions
        ],
        "not_understood": [
            {"words": u.words, "start": u.start, "end": u.end}
            | ({"note": _text(u.note)} if u.note else {})
            for u in reading.unknown
        ],
        "refused": [_said(r.reason, r.value) for r in reading.refused],
    }
    return {key: value for key, value in out.items() if value or key in ("status", "policy")}


def _said(said: Text, words: str) -> dict[str, object]:
    return _text(said) | {"words": words}


def _text(said: Text) -> dict[str, object]:
    params = {name: _param(value) for name, value in said.params.items()}
    return {"key": said.key} | ({"params": params} if params else {})


def _param(value: Param) -> object:
    if isinstance(value, Text):
        return _text(value)
    return [_param(one) for one in value] if isinstance(value, tuple) else value
