"""The data folder, and in it the secret keys when none are configured."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.config.checks import KEY_BYTES
from bot.config.settings import Config, Invalid


def prepare(config: Config) -> None:
    """Make the data folder, and in it the secret keys when none are configured (mode 600).

    Invalid when that cannot be done.
    """
    try:
        config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if config.secret_keys is None:
            _make_keys(config.data_dir / "secret_keys")
    except OSError as error:
        problem = f"DATA_DIR: this folder cannot be made or written: {error.strerror}"
        raise Invalid((problem,)) from None


def _make_keys(path: Path) -> None:
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
