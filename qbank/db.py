"""The database: engine, sessions, transactions, and the column types that every model shares.

Reading and writing are told apart: `Database.reading()` gives a session that never writes, `Database.transaction()` one
that takes the write lock at once (`BEGIN IMMEDIATE` on SQLite), so that no transaction fails half-way for want of it.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    create_engine,
    event,
    false,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Json = JSON().with_variant(JSONB(), "postgresql")

# WAL loses commits in 3.7.0 to 3.51.2, but for the patched 3.44.6 and 3.50.7 lines (sqlite.org, "WAL-reset bug").
WAL_FIXED_FROM = (3, 51, 3)
WAL_PATCHED_LINES = {(3, 44): 6, (3, 50): 7}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept and returned in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
        list[dict[str, Any]]: Json,
    }


def new_public_id() -> str:
    """An unguessable id for addresses and for the engine: 16 characters, 80 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789a"
    return "".join(alphabet[byte & 31] for byte in secrets.token_bytes(16))


class Public:
    """A row that people or programs can name. Who may see it is said by `visible_to`; nobody, unless a model says so."""

    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=new_public_id)

    @classmethod
    def visible_to(cls, actor: Any) -> ColumnElement[bool]:
        """The SQL condition under which `actor` may see a row of this table."""
        return false()


class StaleEdit(Exception):
    """Somebody else saved this row since the person opened it."""


class Versioned:
    """A row that two people may edit at once: a save must name the version it was made from."""

    row_version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        return {"version_id_col": cls.row_version}

    def expect_version(self, version: int) -> None:
        """Raises `StaleEdit` where the row has moved on from `version`."""
        if self.row_version != version:
            raise StaleEdit


class Database:
    """One database, reached through `reading()` and `transaction()` alone."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else create_engine(url, pool_pre_ping=True)
        self._writing_engine = self.engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One short write transaction: committed as a whole at the end, or rolled back where an error leaves it."""
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    driver = _sqlite_driver()
    engine = create_engine(url, module=driver, connect_args={"timeout": 20})
    journal = "WAL" if wal_is_safe(driver.sqlite_version_info) else "DELETE"

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we write BEGIN ourselves, below
        for pragma in (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=20000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sqlite_driver() -> Any:
    """The `pysqlite3` wheel, whose SQLite has the WAL fix; Python's own where there is no such wheel."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2


def wal_is_safe(version: tuple[int, ...]) -> bool:
    patched = WAL_PATCHED_LINES.get((version[0], version[1]))
    return version >= WAL_FIXED_FROM or (patched is not None and version[2] >= patched)
