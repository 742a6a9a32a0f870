"""The store's tests run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qbank.config import Settings
from qbank.db import Database
from qbank.migrations import upgrade
from tests.support.postgres import new_database, postgres_server


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
