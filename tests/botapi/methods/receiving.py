"""Methods about updates and files. getUpdates itself waits, so it lives in polling.py."""

from tests.botapi.methods.registry import method
from tests.botapi.updates import Webhook
from tests.botapi.wire import Json
from tests.botapi.world import Call, World


@method("getMe")
def get_me(world: World, call: Call) -> Json:
    """Say who the bot is."""
    return {
        **world.bot.wire,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("setWebhook")
def set_webhook(world: World, call: Call) -> bool:
    """Have updates posted; an empty address ends that."""
    queue = world.updates
    queue.remember_allowed(call.params.get("allowed_updates"))
    _drop(world, call.params)
    url = call.params["url"]
    secret, connections = call.params.get("secret_token"), call.params.get("max_connections", 40)
    queue.webhook = Webhook(url, secret, connections) if url else None
    queue.end_polls()
    return True


@method("deleteWebhook")
def delete_webhook(world: World, call: Call) -> bool:
    """Go back to polling."""
    world.updates.webhook = None
    _drop(world, call.params)
    return True


def _drop(world: World, params: Json) -> None:
    if params.get("drop_pending_updates"):
        world.updates.pending.clear()


@method("getWebhookInfo")
def get_webhook_info(world: World, call: Call) -> Json:
    """Say where updates go, how many wait, and what went wrong."""
    queue = world.updates
    info: Json = {
        "url": queue.webhook.url if queue.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.pending),
        **({"allowed_updates": list(queue.allowed)} if queue.allowed else {}),
    }
    if queue.webhook:
        info["max_connections"] = queue.webhook.max_connections
        if queue.webhook.last_error:
            info["last_error_date"] = queue.webhook.last_error_date
            info["last_error_message"] = queue.webhook.last_error
    return info


@method("getFile")
def get_file(world: World, call: Call) -> Json:
    """Make a download link."""
    return world.files.link(call.params["file_id"], world.now())


@method("logOut")
@method("close")
def leave_server(world: World, call: Call) -> bool:
    """Agree; the fake is the only server there is."""
    return True
