"""The settings, read once from the environment. Each one says what it is for; docs/settings.md lists them all."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says how to mend it."""


def _setting(variable: str, default: Any, about: str) -> Any:
    return field(default=default, metadata={"variable": variable, "about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data: Path = _setting("QBANK_DATA", Path("data"), "folder of the database, files, index and keys")
    database_url: str = _setting(
        "QBANK_DATABASE_URL", "", "PostgreSQL address; empty means SQLite in the data folder"
    )
    host: str = _setting("QBANK_HOST", "127.0.0.1", "address to listen on")
    port: int = _setting("QBANK_PORT", 8000, "port to listen on")
    office_name: str = _setting(
        "QBANK_OFFICE_NAME", "", "name of the office, shown on every page; empty means that of its unit"
    )
    https: bool = _setting(
        "QBANK_HTTPS", False, "1 where the site is reached by https: cookies are then sent on https only"
    )
    trusted_proxies: int = _setting(
        "QBANK_TRUSTED_PROXIES", 0, "number of reverse proxies whose forwarding headers count"
    )
    keys: Path | None = _setting(
        "QBANK_KEYS", None, "folder of the secret keys; default: `keys` in the data folder"
    )
    upload_limit: int = _setting("QBANK_UPLOAD_LIMIT", 20 * 1024 * 1024, "largest upload, in bytes")
    idle_minutes: int = _setting(
        "QBANK_IDLE_MINUTES", 30, "minutes without use after which a person is logged out"
    )
    session_hours: int = _setting("QBANK_SESSION_HOURS", 8, "hours after which a person must log in again")
    time_zone: str = _setting(
        "QBANK_TIME_ZONE", "Asia/Shanghai", "time zone in which times are shown and deadlines meant"
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        values: dict[str, Any] = {}
        for each in fields(cls):
            text = environment.get(each.metadata["variable"], "").strip()
            if text:
                values[each.name] = _read(each.name, each.metadata["variable"], each.default, text)
        return cls(**values)

    @property
    def url(self) -> str:
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.data.resolve() / 'qbank.db'}"

    @property
    def key_folder(self) -> Path:
        return self.keys or self.data / "keys"

    @property
    def idle_limit(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def session_limit(self) -> timedelta:
        return timedelta(hours=self.session_hours)


def _read(name: str, variable: str, default: Any, text: str) -> Any:
    if isinstance(default, bool):
        return text.lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        if not text.isdecimal():
            raise SettingsError(f"{variable} 应是一个整数，现在是“{text}”。")
        return int(text)
    return Path(text) if name in {"data", "keys"} else text
