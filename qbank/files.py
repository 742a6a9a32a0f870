"""Uploaded files, kept by the digest of their content."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from qbank.db import Base

CHUNK = 1 << 20


class TooLarge(Exception):
    """More bytes than the limit; nothing was kept."""


class StoredFile(Base):
    """A file as it was uploaded. `digest` (SHA-256, hex) is also its name in the store."""

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    created_at: Mapped[datetime]


class FileStore:
    """Content-addressed files in one folder, which several nodes may share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def keep(self, stream: IO[bytes], limit: int) -> tuple[str, int]:
        """Take a stream in; the digest and the size. Raises `TooLarge` past `limit` bytes.

        Written aside, synced, then renamed: after a crash there is the whole file or none.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f".incoming-{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        try:
            with temporary.open("xb") as file:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            target = self.path(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            temporary.replace(target)
            _sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return digest.hexdigest(), size


def add_file(session: Session, digest: str, size: int, name: str, now: datetime) -> StoredFile:
    stored = StoredFile(digest=digest, size=size, name=name[-255:], created_at=now)
    session.add(stored)
    return stored


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
