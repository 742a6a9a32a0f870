"""What the service stands on, put together once at start-up and handed to whoever needs it."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from qbank.clock import Clock, SystemClock
from qbank.config import Settings
from qbank.db import Database
from qbank.files import FileStore
from qbank.keyring import Keyring
from qbank.trail import Trail


@dataclass(frozen=True, slots=True)
class Services:
    """One site's database, files, keys, clock and trail."""

    settings: Settings
    clock: Clock
    database: Database
    keyring: Keyring
    files: FileStore
    trail: Trail

    @property
    def index_folder(self) -> Path:
        """The full-text index: disposable, made again from the database by one command."""
        return self.settings.data / "index"


def open_services(settings: Settings, clock: Clock | None = None) -> Services:
    """The services over `settings.data`; the folder is made where it is missing, the database is left as it is."""
    settings.data.mkdir(parents=True, exist_ok=True)
    keyring = Keyring(settings.key_folder)
    return Services(
        settings=settings,
        clock=clock or SystemClock(),
        database=Database(settings.url),
        keyring=keyring,
        files=FileStore(settings.data / "files"),
        trail=Trail(keyring.get("audit")),
    )


def services() -> Services:
    """The services of the application that handles the present request."""
    found: Services = current_app.extensions["qbank"]
    return found
