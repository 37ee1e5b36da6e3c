"""What people see of the bot outside its messages: name, descriptions, commands, menu button."""

import json

from tests.botapi.methods.registry import method
from tests.botapi.wire import Json
from tests.botapi.world import Call, World


def _place(params: Json) -> str:
    """Name the menu that a scope and a language choose."""
    scope = params.get("scope", {"type": "default"})
    return f"commands {json.dumps(scope, sort_keys=True)} {params.get('language_code', '')}"


@method("setMyCommands")
def set_commands(world: World, call: Call) -> bool:
    """Keep a command menu."""
    world.profile[_place(call.params)] = call.params["commands"]
    return True


@method("deleteMyCommands")
def delete_commands(world: World, call: Call) -> bool:
    """Forget a command menu."""
    world.profile.pop(_place(call.params), None)
    return True


@method("getMyCommands")
def get_commands(world: World, call: Call) -> object:
    """Give one menu, exactly as it was set."""
    return world.profile.get(_place(call.params), [])


def _text(setter: str, getter: str, field: str) -> None:
    """Enter the pair of methods that keep one text by language."""

    @method(setter)
    def keep(world: World, call: Call) -> bool:
        world.profile[f"{field} {call.params.get('language_code', '')}"] = call.params.get(
            field, ""
        )
        return True

    @method(getter)
    def give(world: World, call: Call) -> Json:
        default = world.profile.get(f"{field} ", "")
        return {
            field: world.profile.get(f"{field} {call.params.get('language_code', '')}", default)
        }


_text("setMyName", "getMyName", "name")
_text("setMyDescription", "getMyDescription", "description")
_text("setMyShortDescription", "getMyShortDescription", "short_description")


@method("setChatMenuButton")
def set_menu_button(world: World, call: Call) -> bool:
    """Keep the menu button of a chat, or of all."""
    key = f"menu button {call.params.get('chat_id', '')}"
    world.profile[key] = call.params.get("menu_button", {"type": "default"})
    return True


@method("getChatMenuButton")
def get_menu_button(world: World, call: Call) -> object:
    """Give the menu button of a chat."""
    default = world.profile.get("menu button ", {"type": "default"})
    return world.profile.get(f"menu button {call.params.get('chat_id', '')}", default)
