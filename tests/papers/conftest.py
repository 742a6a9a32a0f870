"""An office with a bank, a blueprint and an exam."""

import pytest

from qbank.access import Role
from qbank.blueprints import operations as blueprint_operations
from qbank.blueprints.fields import canonical
from qbank.blueprints.models import Blueprint
from tests.papers.bank import DOCUMENT, Bank, fill_bank
from tests.support.people import Site


@pytest.fixture
def bank(site: Site) -> Bank:
    return fill_bank(site, 200)


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
