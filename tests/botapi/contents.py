"""What users send besides text: message fields, as the API describes each kind."""

from tests.botapi.wire import Json
from tests.botapi.world import World


def document(world: World, name: str, content: bytes, mime: str, size: int | None) -> Json:
    """Make a file; `size` makes Telegram believe it is of another size."""
    with world.lock:
        return {"document": world.files.keep(name, mime, content, size).document}


def photo(world: World, content: bytes) -> Json:
    """Make a picture."""
    with world.lock:
        return {"photo": world.files.keep("photo.jpg", "image/jpeg", content).photo}


def sticker(world: World, emoji: str) -> Json:
    """Make a sticker."""
    with world.lock:
        kept = world.files.keep("sticker.webp", "image/webp", b"sticker")
    shape = {"type": "regular", "width": 512, "height": 512, "emoji": emoji}
    return {"sticker": {**kept.reference, **shape, "is_animated": False, "is_video": False}}


def voice(world: World, seconds: int) -> Json:
    """Make a voice message."""
    with world.lock:
        kept = world.files.keep("voice.ogg", "audio/ogg", b"voice")
    return {"voice": {**kept.reference, "duration": seconds, "mime_type": "audio/ogg"}}


def contact(phone: str, first_name: str, user_id: int | None, vcard: str | None) -> Json:
    """Make a contact card; Telegram adds the user id only sometimes."""
    card: Json = {"phone_number": phone, "first_name": first_name}
    if user_id is not None:
        card["user_id"] = user_id
    if vcard is not None:
        card["vcard"] = vcard
    return {"contact": card}


def caption(words: str) -> Json:
    """Make the caption of a file or a picture."""
    return {"caption": words} if words else {}
