"""One HTTP request as the methods of the API see it, with no server in sight."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from bot.sandbox.answers import bad_request
from bot.sandbox.documents import Json, read_json

MAX_BODY: Final = 4 * 1024 * 1024
KEY: Final = "Idempotence-Key"

Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A request to a campaign; `keys` holds every Idempotence-Key header that came with it."""

    method: str
    token: str
    query: str
    content_type: str
    keys: tuple[str, ...]
    body: bytes

    def json(self) -> Json:
        """Return the body as JSON, or refuse it."""
        if self.content_type != "application/json":
            raise bad_request("Content-Type", "application/json is expected", status=415)
        try:
            return read_json(self.body)
        except ValueError as error:
            raise bad_request("body", f"not a JSON document: {error}") from None

    def no_body(self) -> None:
        """Refuse a body."""
        if self.body:
            raise bad_request("body", "this method takes no body")

    def query_parameters(self) -> Parameters:
        """Return the parameters of the address but the key, or refuse them."""
        return tuple(pair for pair in _parameters(self.query) if pair[0] != KEY)

    def form_parameters(self) -> Parameters:
        """Return the parameters of the address and of the form, or refuse them."""
        if not self.body:
            return _parameters(self.query)
        if self.content_type != "application/x-www-form-urlencoded":
            raise bad_request("Content-Type", "a url-encoded form is expected", status=415)
        try:
            form = self.body.decode("ascii")
        except UnicodeDecodeError:
            raise bad_request("body", "a url-encoded form is expected") from None
        return (*_parameters(self.query), *_parameters(form))

    def header_key(self) -> str | None:
        """Return the idempotence key of a method that takes it in the header only."""
        if any(name == KEY for name, _ in _parameters(self.query)):
            raise bad_request(KEY, "the key of a POST goes in the header")
        return _single(self.keys)

    def query_key(self) -> str | None:
        """Return the idempotence key of a method that takes it in the address or the header."""
        in_query = [value for name, value in _parameters(self.query) if name == KEY]
        return _single((*in_query, *(key for key in self.keys if key not in in_query)))


def lenient_parameters(query: str) -> Parameters:
    """Return what can be read of the parameters, for the log."""
    return tuple(parse_qsl(query, keep_blank_values=True, errors="replace"))


def _parameters(text: str) -> Parameters:
    try:
        return tuple(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200))
    except ValueError:
        raise bad_request("parameters", "url-encoded UTF-8 is expected") from None


def _single(keys: tuple[str, ...]) -> str | None:
    if len(keys) > 1:
        raise bad_request(KEY, "one key is expected")
    return keys[0] if keys else None
