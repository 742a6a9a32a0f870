"""What every test can ask for: a place of its own, the services on it, the application, people, and a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from qbank.app import create_app, limiter
from qbank.clock import FixedClock
from qbank.config import Settings
from qbank.db import Database
from qbank.migrations import upgrade
from qbank.services import Services, open_services
from tests.support.people import Site
from tests.support.postgres import new_database, postgres_server

REPOSITORY = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Third-party material for measuring, beside the repository where it is there at all."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the measuring material is not beside this checkout")
    return folder


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", office_name="云州市依法治市办公室")


@pytest.fixture
def services(settings: Settings, clock: FixedClock, empty_database: Path) -> Iterator[Services]:
    """Services on a SQLite database of this test's own, with all tables and no rows."""
    settings.data.mkdir(parents=True)
    (settings.data / "qbank.db").write_bytes(empty_database.read_bytes())
    opened = open_services(settings, clock)
    yield opened
    opened.database.dispose()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    opened = open_services(Settings(data=folder))
    upgrade(opened.database.engine)
    with opened.database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    opened.database.dispose()
    return folder / "qbank.db"


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    made = create_app(settings, services, jobs_at_once=True)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    limiter.enabled = False
    return made


@pytest.fixture
def site(app: Flask, services: Services) -> Site:
    """The office, departments and one person a role; see `Site`."""
    return Site(app, services)


@pytest.fixture(scope="session")
def postgres_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres_server(tmp_path_factory.mktemp("pg")) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        opened = Database(Settings(data=tmp_path).url)
    else:
        address = new_database(request.getfixturevalue("postgres_address"))
        opened = Database(Settings(data=tmp_path, database_url=address).url)
    upgrade(opened.engine)
    yield opened
    opened.dispose()
