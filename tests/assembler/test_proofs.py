"""What the assembler makes, an independent judge accepts; what it refuses, there is not; what there is, it makes."""

import itertools
import json
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler import Blueprint, Infeasible, Pool, assemble, changed, feasibility, replay
from tests.assembler import judge

KINDS = ("multiple_choice", "true_false")
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@st.composite
def pools(draw: st.DrawFn, least: int = 4, most: int = 12) -> list[dict[str, Any]]:
    """Questions with few different values, so that demands press, cross and clash."""
    few = st.sampled_from
    return [
        {
            "id": f"q{k}",
            "type": draw(few(KINDS)),
            "scope": draw(few(["public", "sector"])),
            "law": draw(few(["L1", "L2", "L3", None])),
            "article": draw(few([None, "a", "b", "c"])),
            "topics": draw(st.lists(few(["x", "y", "z"]), unique=True, max_size=2)),
            "audiences": draw(few([[], [], [], ["教育"], ["卫生"]])),
            "difficulty": draw(few([1, 2, 3, None])),
            "facility": draw(few([None, 0.3, 0.5, 0.9])),
            "true": draw(st.booleans()),
            "enemies": draw(st.lists(few(["e1", "e2"]), unique=True, max_size=2)),
            "set": draw(few([None, None, None, None, "s1", "s2"])),
        }
        for k in range(draw(st.integers(least, most)))
    ]


def named(names: list[str]) -> st.SearchStrategy[dict[str, list[int]] | None]:
    pair = st.tuples(st.integers(0, 2), st.integers(0, 3)).map(lambda ends: [ends[0], sum(ends)])
    return st.none() | st.dictionaries(st.sampled_from(names), pair, min_size=1, max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    low = draw(st.integers(0, 8))
    parts = {
        "sections": [{"type": kind, "items": draw(st.integers(1, 2))} for kind in kinds],
        "audience": draw(st.sampled_from([None, None, "教育"])),
        "scopes": draw(named(["public", "sector"])),
        "laws": draw(named(["L1", "L2", "L9", "*"])),
        "articles": draw(named(["a", "*"])),
        "topics": draw(named(["x", "y", "*"])),
        "difficulty": draw(named(["1", "2", "3"])),
        "difficulty_sum": draw(st.sampled_from([None, None, [low, low + 3]])),
        "true_keys": draw(st.sampled_from([None, None, [0, 1], [1, 2]])),
        "enemies": draw(st.sampled_from([None, 1, 2])),
        "facility_sum": draw(st.sampled_from([None, 2.0])),
    }
    return {name: part for name, part in parts.items() if part is not None}


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(pools(), documents(), st.integers(1, 9), st.integers(0, 99))
def test_candidates_papers_are_made_if_and_only_if_there_are_any(
    records: list[dict[str, Any]], document: dict[str, Any], count: int, seed: int
) -> None:
    pool, blueprint = Pool.from_records(records), Blueprint.from_json(document)
    try:
        made = assemble(pool, blueprint, count, seed=seed)
    except Infeasible as refused:
        assert all(cause.sentence for cause in refused.causes)
        assert not judge.some_paper_exists(records, document)
        return
    assert made.papers.shape == (count, blueprint.length)
    for paper in made.papers.tolist():
        assert judge.faults(records, document, paper) == []
    assert (replay(json.loads(json.dumps(made.manifest)), pool) == made.papers).all()


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(pools(least=20, most=60), documents(), st.integers(1, 40), st.integers(0, 99))
def test_larger_pools_are_judged_by_an_integer_program(
    records: list[dict[str, Any]], document: dict[str, Any], count: int, seed: int
) -> None:
    pool, blueprint = Pool.from_records(records), Blueprint.from_json(document)
    try:
        papers = assemble(pool, blueprint, count, seed=seed).papers.tolist()
    except Infeasible:
        assert not judge.some_paper_exists(records, document)
        return
    assert [judge.faults(records, document, paper) for paper in papers] == [[]] * count


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(pools(most=9), documents(), st.integers(1, 4), st.integers(0, 3), st.integers(0, 99))
def test_forms_share_no_more_than_the_cap_or_it_is_said_why(
    records: list[dict[str, Any]], document: dict[str, Any], count: int, most: int, seed: int
) -> None:
    document = {**document, "overlap": most}
    pool, blueprint = Pool.from_records(records), Blueprint.from_json(document)
    try:
        papers = assemble(pool, blueprint, count, parallel=True, seed=seed).papers.tolist()
    except Infeasible as refused:
        # where only the search failed, the sentence says that nothing is proven
        if not any("并未证明不可能" in cause.sentence for cause in refused.causes):
            assert not judge.apart(judge.all_papers(records, document), count, most)
        return
    assert [judge.faults(records, document, paper) for paper in papers] == [[]] * count
    assert judge.shared(papers) <= most


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(pools(), documents())
def test_after_the_changes_proposed_nothing_of_what_was_told_stands_in_the_way(
    records: list[dict[str, Any]], document: dict[str, Any]
) -> None:
    pool, blueprint = Pool.from_records(records), Blueprint.from_json(document)
    for _ in range(3):
        causes = feasibility(pool, blueprint)
        for cause in causes:
            assert cause.need > cause.have
        if not causes:
            return
        assert not judge.some_paper_exists(records, document)
        blueprint = changed(blueprint, [change for cause in causes for change in cause.changes])
        if not blueprint.sections:
            return
        document = blueprint.as_json()
    # the coarse demands, then the fine ones: never a third time
    assert feasibility(pool, blueprint) == []


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(pools(least=4, most=8), documents(), st.integers(2, 6))
def test_no_papers_can_share_less_than_the_bound_says(
    records: list[dict[str, Any]], document: dict[str, Any], count: int
) -> None:
    every = judge.all_papers(records, document)
    if not 0 < len(every) <= 12:
        return
    pool, blueprint = Pool.from_records(records), Blueprint.from_json({**document, "facility_sum": None})
    bound = assemble(pool, blueprint, count, seed=1).report["overlap"]["bound"]
    pairs = count * (count - 1) / 2
    least = min(
        sum(len(a & b) for a, b in itertools.combinations(chosen, 2)) / pairs
        for chosen in itertools.combinations_with_replacement(every, count)
    )
    assert bound <= least + 1e-4


def test_cells_of_one_and_two_questions_with_new_and_retired_ones_stay_level_over_three_years() -> None:
    """Each year some questions retire and some come; what is alike and was there all along stays within two."""
    uses: dict[str, int] = {}
    blueprint = Blueprint.from_json(
        {
            "sections": [{"type": "single_choice", "items": 6}],
            "laws": {"*": [0, 2]},
            "difficulty": {"1": [1, 3]},
        }
    )
    for year in range(3):
        years = range(5 * year, 5 * year + 40)
        records = [
            {"id": f"q{k}", "type": "single_choice", "law": f"L{k % 7}", "difficulty": 1 + k % 3}
            for k in years
        ]
        made = assemble(Pool.from_records(records), blueprint, 50, seed=year, used=dict(uses))
        counts = np.bincount(made.papers.ravel(), minlength=40).tolist()
        for k, count in zip(years, counts, strict=True):
            uses[f"q{k}"] = uses.get(f"q{k}", 0) + count
        for alike in range(21):
            stayed = [uses[f"q{k}"] for k in range(10, 40) if k % 21 == alike]
            assert not stayed or max(stayed) - min(stayed) <= 2
