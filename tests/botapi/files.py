"""Files on the fake's servers: what users send and what the bot uploads, with their bytes."""

import hashlib
from dataclasses import dataclass

from tests.botapi.wire import Json, Upload, bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
LINK_LIFETIME = 3600
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class StoredFile:
    """A file; `size` is what Telegram says of it, which a test may inflate."""

    file_id: str
    name: str
    mime: str
    content: bytes
    size: int

    @property
    def unique_id(self) -> str:
        """Give the same id for the same bytes, as Telegram does."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def reference(self) -> Json:
        """Give the fields that every kind of file has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }

    @property
    def document(self) -> Json:
        """Give the Document object."""
        return {**self.reference, "file_name": self.name, "mime_type": self.mime}

    @property
    def photo(self) -> list[Json]:
        """Give the one PhotoSize the fake keeps; sizes are read from a PNG's header."""
        width = height = 90
        if self.content.startswith(PNG):
            width = int.from_bytes(self.content[16:20])
            height = int.from_bytes(self.content[20:24])
        return [{**self.reference, "width": width, "height": height}]


class FileStore:
    """Keeps files by id, and download links for an hour of the fake's clock."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}

    def keep(self, name: str, mime: str, content: bytes, size: int | None = None) -> StoredFile:
        """Store the bytes under a new file id."""
        file_id = f"BQACAgIAAxk-{len(self._files) + 1:06}"
        kept = StoredFile(file_id, name, mime, content, len(content) if size is None else size)
        self._files[file_id] = kept
        return kept

    def keep_upload(self, upload: Upload) -> StoredFile:
        """Store what came in a multipart body."""
        return self.keep(upload.name, upload.mime, upload.content)

    def find(self, file_id: str) -> StoredFile | None:
        """Look a file up by its id."""
        return self._files.get(file_id)

    def link(self, file_id: str, now: float) -> Json:
        """Make a download link and give the File object; raise Refusal if there can be none."""
        found = self._files.get(file_id)
        if found is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if found.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        path = f"documents/file_{len(self._links)}.{found.name.rpartition('.')[2] or 'bin'}"
        self._links[path] = (found, now)
        return {**found.reference, "file_path": path}

    def read(self, path: str, now: float) -> StoredFile | None:
        """Give the file behind a link that still lives."""
        found, made = self._links.get(path, (None, 0.0))
        return found if now - made <= LINK_LIFETIME else None
