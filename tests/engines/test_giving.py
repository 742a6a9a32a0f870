"""Who gets which paper, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from flask import Flask

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.config import Settings
from qbank.engines.giving import Given, NoPaperLeft, give_paper
from qbank.migrations import upgrade
from qbank.papers.models import Assembly, PaperMode
from qbank.services import Services, open_services
from tests.support.assembled import add_assembled
from tests.support.people import Site
from tests.support.postgres import new_database

KEY = b"k" * 32
COUNT = 24


@pytest.fixture(params=["sqlite", "postgresql"])
def services(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    settings = Settings(data=tmp_path)
    if request.param == "postgresql":
        address = new_database(request.getfixturevalue("postgres_address"))
        settings = Settings(data=tmp_path, database_url=address)
    opened = open_services(settings, clock)
    upgrade(opened.database.engine)
    yield opened
    opened.database.dispose()


@pytest.fixture
def assembly_id(services: Services) -> int:
    """24 papers for candidates."""
    site = Site(Flask("office"), services)
    made = add_assembled(site, site.person("zujuan", Role.PAPER_SETTER), PaperMode.CANDIDATES, COUNT)
    return made.assembly_id


def give(services: Services, assembly_id: int, candidate: str, repeats: list[int]) -> Given:
    with services.database.transaction() as session:
        assembly = session.get_one(Assembly, assembly_id)
        return give_paper(session, services.clock.now(), assembly, candidate, KEY, np.array(repeats))


def test_all_who_come_at_once_get_papers_of_their_own(services: Services, assembly_id: int) -> None:
    """All want the same paper, and each comes twice."""
    repeats = [5] * COUNT
    repeats[7] = 0
    with ThreadPoolExecutor(6) as at_once:
        given = list(
            at_once.map(
                lambda n: (n % COUNT, give(services, assembly_id, f"k{n % COUNT}", repeats)), range(2 * COUNT)
            )
        )
    assert len({(candidate, each.number) for candidate, each in given}) == COUNT
    assert {each.number for _, each in given} == set(range(1, COUNT + 1))
    assert sorted(each.repeats for _, each in given if each.repeats is not None) == [0] + [5] * (COUNT - 1)
    with pytest.raises(NoPaperLeft):
        give(services, assembly_id, "one more", repeats)
    assert give(services, assembly_id, "k0", repeats).fresh is False


def test_the_free_paper_with_the_fewest_repeats_is_given(services: Services, assembly_id: int) -> None:
    repeats = list(range(COUNT))[::-1]
    given = [give(services, assembly_id, f"k{n}", repeats) for n in range(COUNT)]
    assert [(each.number, each.repeats) for each in given] == [(COUNT - n, n) for n in range(COUNT)]


def test_where_nothing_repeats_the_papers_come_in_no_order_that_one_could_foretell(
    services: Services, assembly_id: int
) -> None:
    given = [give(services, assembly_id, f"k{n}", [0] * COUNT).number for n in range(COUNT)]
    assert sorted(given) == list(range(1, COUNT + 1))
    assert given != sorted(given)
