"""What the service stands on, put together once at start-up and handed to whoever needs it."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from qbank.clock import Clock, SystemClock
from qbank.config import Settings
from qbank.db import Database
from qbank.files import FileStore
from qbank.keyring import Keyring
from qbank.search import SearchIndex, open_index
from qbank.trail import Trail


@dataclass(frozen=True, slots=True)
class Services:
    """One site's database, files, keys, clock, trail and full-text index (disposable: made again by one command)."""

    settings: Settings
    clock: Clock
    database: Database
    keyring: Keyring
    files: FileStore
    trail: Trail
    search: SearchIndex

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the office, in which deadlines and days are meant."""
        return ZoneInfo(self.settings.time_zone)

    def today(self) -> date:
        """The day it is where the office is."""
        return self.clock.now().astimezone(self.zone).date()


def open_services(settings: Settings, clock: Clock | None = None) -> Services:
    """The services over `settings.data`; the folder is made where it is missing, the database is left as it is."""
    settings.data.mkdir(parents=True, exist_ok=True)
    keyring = Keyring(settings.key_folder)
    database = Database(settings.url)
    return Services(
        settings=settings,
        clock=clock or SystemClock(),
        database=database,
        keyring=keyring,
        files=FileStore(settings.data / "files"),
        trail=Trail(keyring.get("audit")),
        search=open_index(database, settings.data / "index"),
    )


def services() -> Services:
    """The services of the application that handles the present request."""
    found: Services = current_app.extensions["qbank"]
    return found
