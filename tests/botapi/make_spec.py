"""Reduce a machine-readable Bot API specification to the facts the fake checks: spec.json.

Run by hand when Telegram publishes a new version:
`python -m tests.botapi.make_spec PATH_TO/bot-api-10.3.json`. Descriptions are read for the values
they promise ("always 'user'") and then left behind. Origin and licence: NOTICE beside this file.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.botapi.wire import Json, words

TARGET = Path(__file__).with_name("spec.json")

METHODS = words(
    """
    getUpdates setWebhook deleteWebhook getWebhookInfo getMe logOut close getFile
    sendMessage sendDocument sendPhoto sendMediaGroup sendChatAction
    editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup
    deleteMessage deleteMessages answerCallbackQuery setMessageReaction
    pinChatMessage unpinChatMessage unpinAllChatMessages
    getChat getChatMember getChatMemberCount getChatAdministrators leaveChat
    setMyCommands deleteMyCommands getMyCommands setChatMenuButton getChatMenuButton
    setMyName getMyName setMyDescription getMyDescription
    setMyShortDescription getMyShortDescription
    """
)

# What the fake sends of its own accord, and what answers contain where `returns` is prose.
ROOT_TYPES = ("Update", "ResponseParameters")

# Whole worlds that neither the bot nor the fake enters: named, but not described. Sending one is a
# violation until somebody needs it and takes it off this list.
OPAQUE = words(
    """
    InputRichMessage RichMessage PassportData GiftInfo UniqueGiftInfo Game Invoice SuccessfulPayment
    RefundedPayment Giveaway GiveawayCreated GiveawayWinners GiveawayCompleted PaidMediaInfo
    ChatBackground Checklist ChecklistTasksDone ChecklistTasksAdded Poll PollAnswer
    BusinessConnection ShippingQuery PreCheckoutQuery ChatBoostUpdated ChatBoostRemoved
    """
)

CONSTANT = re.compile(r"(?:always|must be) ['\"“]?([a-z][a-z0-9_]*)['\"”]?\.?$")
PLAIN = {"Integer", "String", "Boolean", "True", "Float", "InputFile"}


def _constant(field: Json) -> str | None:
    if field["types"] != ["String"] or field["name"] not in {"type", "status", "source"}:
        return None
    found = CONSTANT.search(field["description"].split(";")[0].strip())
    return found[1] if found else None


def _markup(name: str, names: set[str]) -> list[str] | None:
    """Name the parse mode and the entities that belong to the text field `name`."""
    for mode in (f"{name}_parse_mode", "parse_mode"):
        for entities in (f"{name}_entities", "entities"):
            if {mode, entities} <= names and (mode != "parse_mode" or name in {"text", "caption"}):
                return [mode, entities]
    return None


def _field(field: Json, names: set[str]) -> Json:
    limits = {
        key: value
        for key, value in field.get("constraints", {}).items()
        if key != "after_entities_parsing"
    }
    extra = {
        "required": field["required"] or None,
        "const": _constant(field),
        "markup": _markup(field["name"], names),
    }
    return {
        "types": field["types"],
        **{key: value for key, value in extra.items() if value is not None},
        **limits,
    }


def _fields(owner: Json) -> Json:
    names = {field["name"] for field in owner["fields"]}
    return {field["name"]: _field(field, names) for field in owner["fields"]}


def _type(kind: Json, name: str) -> Json:
    if name in OPAQUE:
        return {"opaque": True}
    subtypes = kind.get("subtypes")
    return {"one_of_types": subtypes} if subtypes else {"fields": _fields(kind)}


def _bare(names: Iterable[str]) -> Iterator[str]:
    return (name.replace("Array of ", "") for name in names)


def _reachable(source: Json) -> set[str]:
    """Collect every type that the chosen methods take or give, however deep."""
    waiting = set(ROOT_TYPES)
    for name in METHODS:
        method = source["methods"][name]
        waiting.update(_bare(method.get("returns", [])))
        for field in method["fields"]:
            waiting.update(_bare(field["types"]))
    found: set[str] = set()
    while waiting - PLAIN:
        name = (waiting - PLAIN).pop()
        waiting.discard(name)
        found.add(name)
        if name in OPAQUE:
            continue
        kind = source["types"][name]
        inner = {*_bare(kind.get("subtypes", []))}
        for field in kind["fields"]:
            inner.update(_bare(field["types"]))
        waiting |= inner - found
    return found


def reduce(source: Json) -> Json:
    """Return the compact specification: methods and types with their checkable facts only."""
    methods = {
        name: {
            "fields": _fields(source["methods"][name]),
            "returns": source["methods"][name].get("returns", []),
        }
        for name in sorted(METHODS)
    }
    types = {name: _type(source["types"][name], name) for name in sorted(_reachable(source))}
    return {"bot_api": source["bot_api_version"], "methods": methods, "types": types}


def render(spec: Json) -> str:
    """Write one method or type per line, so that a new version reads well as a difference."""
    parts = [f'"bot_api": {json.dumps(spec["bot_api"])}']
    for group in ("methods", "types"):
        rows = [
            f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
            for name, value in spec[group].items()
        ]
        parts.append(f'"{group}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Read the path given and write spec.json; return the exit status."""
    if len(arguments) != 1:
        print("usage: python -m tests.botapi.make_spec PATH_TO_SPECIFICATION", file=sys.stderr)
        return 2
    source = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    TARGET.write_text(render(reduce(source)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
