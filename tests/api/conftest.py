"""Exams that are sealed and approved, and an engine that asks for them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.papers.models import PaperMode
from tests.support.assembled import (
    Assembled,
    add_assembled,
    approve_it,
    seal_it,
)
from tests.support.people import Site


@pytest.fixture
def sealed(site: Site) -> Callable[..., Assembled]:
    """An exam whose papers both officers have approved ahead."""

    def make(mode: PaperMode = PaperMode.FORMS, count: int = 3) -> Assembled:
        setter = site.person("zujuan", Role.PAPER_SETTER)
        made = add_assembled(site, setter, mode, count)
        seal_it(site, made, setter)
        approve_it(site, made, site.person("fabu", Role.RELEASER))
        return made

    return make


@pytest.fixture
def engine(site: Site) -> FlaskClient:
    return site.app.test_client()
