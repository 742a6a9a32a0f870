"""The service's secret keys: 32 random bytes each, in files that only the service may read, never in the database."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class Keyring:
    """Keys by purpose (`session`, `audit`, `master`, `signing`). A key is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, purpose: str) -> bytes:
        path = self.folder / f"{purpose}.key"
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return self._make(path)

    def _make(self, path: Path) -> bytes:
        """Write a new key whole or not at all: two processes that start together end with the same one."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
        return path.read_bytes()
