"""An office with a bank and a blueprint. They are made once a process and copied for each test that asks for them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from qbank.access import Role
from qbank.blueprints import operations as blueprint_operations
from qbank.blueprints.fields import canonical
from qbank.blueprints.models import Blueprint
from qbank.clock import FixedClock
from qbank.config import Settings
from qbank.services import Services, open_services
from tests.conftest import NOW
from tests.papers.bank import DOCUMENT, Bank, fill_bank
from tests.support.people import Site

ITEMS = 200


@pytest.fixture(scope="session")
def filled_data(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """The data folder (database and keys) of an office with a bank."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copy(empty_database, folder / "qbank.db")
    opened = open_services(Settings(data=folder), FixedClock(NOW))
    fill_bank(Site(Flask("bank"), opened), ITEMS)
    with opened.database.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    opened.database.dispose()
    return folder


@pytest.fixture
def services(
    request: pytest.FixtureRequest, settings: Settings, clock: FixedClock, empty_database: Path
) -> Iterator[Services]:
    """As everywhere, but with the bank already in it for a test that asks for one."""
    if "bank" in request.fixturenames:
        filled: Path = request.getfixturevalue("filled_data")
        shutil.copytree(filled, settings.data)
    else:
        settings.data.mkdir(parents=True)
        shutil.copy(empty_database, settings.data / "qbank.db")
    opened = open_services(settings, clock)
    yield opened
    opened.database.dispose()


@pytest.fixture
def bank(site: Site) -> Bank:
    """The bank that `services` brought along."""
    return Bank(ITEMS)


@pytest.fixture
def blueprint_id(site: Site, bank: Bank) -> str:
    """The public id of a blueprint that the bank can meet for three forms."""
    setter = site.person("zujuan", Role.PAPER_SETTER)
    stand = site.services
    with stand.database.transaction() as session:
        made: Blueprint = blueprint_operations.add_blueprint(
            session, stand.trail, stand.clock.now(), setter, canonical(DOCUMENT)
        )
        return made.public_id
