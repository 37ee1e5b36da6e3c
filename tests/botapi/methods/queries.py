"""Answering button presses."""

from tests.botapi.methods.registry import method
from tests.botapi.wire import bad_request
from tests.botapi.world import Call, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_query(world: World, call: Call) -> bool:
    """Stop the button's progress bar, perhaps with words; once, and within the query's life."""
    tap = world.taps.get(call.params["callback_query_id"])
    if tap is None or tap.answer is not None or world.now() - tap.at > world.query_lifetime:
        raise bad_request(TOO_OLD)
    tap.answer = {"text": "", "show_alert": False, **call.params}
    chat = world.chats[tap.chat_id]
    post = chat.posts.get(tap.message_id)
    if tap.answer["text"] and post:
        world.tell(chat, world.bot, "answers the press", post, tap.answer["text"])
    return True
