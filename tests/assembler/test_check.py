"""The quick pass over many papers finds what the rules themselves find, no more and no less."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler import Blueprint, Pool, assemble, check
from assembler.check import Checker
from tests.assembler.making import office_blueprint, office_pool, tiny_blueprints, tiny_pools

POOL = office_pool()
BLUEPRINT = office_blueprint()
PAPERS = assemble(POOL, BLUEPRINT, 6, seed=1).papers


@pytest.fixture(autouse=True)
def _screen_from_the_first_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.engine.COMPILE_FROM", 1)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5), st.integers(0, BLUEPRINT.length - 1), st.integers(0, len(POOL) - 1))
def test_a_question_put_where_another_was_is_found_where_it_breaks_a_rule(
    paper: int, slot: int, place: int
) -> None:
    changed = PAPERS.copy()
    changed[paper, slot] = place
    checker = Checker(POOL, BLUEPRINT, len(changed))
    assert checker._screened is not None
    assert bool(checker._screened.suspects(checker._engine, changed)) == bool(check(POOL, BLUEPRINT, changed))
    assert checker.check(changed) == check(POOL, BLUEPRINT, changed)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tiny_pools(), tiny_blueprints(), st.data())
def test_any_papers_are_judged_as_the_rules_judge_them(
    pool: Pool, blueprint: Blueprint, data: st.DataObject
) -> None:
    places = st.lists(st.integers(0, len(pool) - 1), min_size=blueprint.length, max_size=blueprint.length)
    papers = np.array(data.draw(st.lists(places, min_size=1, max_size=3)), dtype=np.int32)
    assert Checker(pool, blueprint, len(papers)).check(papers) == check(pool, blueprint, papers)


def test_a_place_outside_the_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the pool"):
        Checker(POOL, BLUEPRINT, 1).check(np.full((1, BLUEPRINT.length), len(POOL), dtype=np.int32))
