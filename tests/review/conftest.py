import pytest

from tests.review.world import World
from tests.support.people import Site


@pytest.fixture
def world(site: Site) -> World:
    return World(site)
