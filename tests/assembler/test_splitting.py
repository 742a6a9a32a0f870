"""Laws of the deal: floors and ceilings at every node, level use inside cells, and the same words everywhere."""

from collections import Counter
from itertools import groupby

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import Blueprint, Pool
from assembler.deal import item_uses, split, spread_uses
from assembler.level import GRID, ideal_use
from assembler.plan import group_sizes, plan_candidates
from assembler.problem import Problem, build, eligible_places
from assembler.random_source import RandomSource
from assembler.shares import trees
from tests.assembler.making import item

Integers = npt.NDArray[np.int64]


@st.composite
def laminar_problems(draw: st.DrawFn) -> tuple[Problem, int]:
    """Random trees (scope > law > article; type > difficulty) over random questions, and a number of papers."""
    count = draw(st.integers(6, 40))
    records = []
    for k in range(count):
        law = draw(st.integers(0, 4))
        records.append(
            item(
                k,
                scope=("public", "sector")[law % 2],
                law=f"L{law}",
                article=f"L{law}#{draw(st.integers(0, 2))}",
                difficulty=draw(st.integers(1, 3)),
            )
        )
    length = draw(st.integers(1, count // 3))
    blueprint = Blueprint.from_json(
        {
            "sections": [{"type": "single_choice", "items": length}],
            "scopes": {"*": [0, 99]},
            "laws": {"*": [0, 99]},
            "articles": {"*": [0, 1]},
            "difficulty": {"*": [0, 99]},
        }
    )
    pool = Pool.from_records(records)
    return build(pool, blueprint, eligible_places(pool, blueprint)), 1 << draw(st.integers(0, 5))


@settings(max_examples=60, deadline=None)
@given(laminar_problems(), st.integers(0, 999))
def test_the_cells_of_a_node_stand_together_in_the_order_of_the_tree(
    case: tuple[Problem, int], seed: int
) -> None:
    """Only cells that stand together are halved together."""
    problem, _ = case
    tree = trees(problem, RandomSource(str(seed).encode()))
    paths = [tuple(path) for path in problem.paths[tree.order].tolist()]
    for depth in (1, 2, 3):
        runs = [node for node, _ in groupby(path[:depth] for path in paths)]
        assert len(runs) == len(set(runs))


@settings(max_examples=60, deadline=None)
@given(laminar_problems(), st.integers(0, 999))
def test_splitting_gives_every_node_of_both_trees_its_floor_or_ceiling(
    case: tuple[Problem, int], seed: int
) -> None:
    problem, papers = case
    source = RandomSource(str(seed).encode())
    # any uses will do whose columns fill whole papers: give each column a multiple of `papers`
    uses = np.zeros(len(problem.places), dtype=np.int64)
    column = problem.column[problem.cell]
    room = np.bincount(column)
    left = problem.length
    for number, size in enumerate(room):
        quota = min(left, int(size))
        left -= quota
        mine = np.flatnonzero(column == number)
        uses[mine] = item_uses(
            np.zeros(len(mine), dtype=np.int64),
            np.array([len(mine)]),
            np.array([papers * quota]),
            papers,
            source.below(np.full(len(mine), 3)),
            np.zeros(len(mine), dtype=np.int64),
            source,
        )
    dealt = split(problem, uses, papers, source)
    assert (np.bincount(dealt.ravel(), minlength=len(uses)) == uses).all()
    scope, law, article = problem.paths[problem.cell].T
    for node in (np.arange(len(uses)), problem.cell, article * 100 + law, law, scope, column):
        total = Counter(np.repeat(node, uses).tolist())
        for paper in dealt:
            have = Counter(node[paper].tolist())
            assert all(abs(have[name] * papers - whole) < papers for name, whole in total.items())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.integers(1, 40), st.data())
def test_uses_are_level_in_every_cell_and_fit_every_group(
    sizes: list[int], papers: int, data: st.DataObject
) -> None:
    cell = np.repeat(np.arange(len(sizes)), sizes)
    groups = group_sizes(papers)
    totals = [np.array([data.draw(st.integers(0, members * size)) for size in sizes]) for members in groups]
    nothing = np.zeros(len(cell), dtype=np.int64)
    spread = spread_uses(cell, totals, groups, nothing, nothing, RandomSource(b"x"))
    for uses, total, members in zip(spread, totals, groups, strict=True):
        assert uses.min() >= 0 and uses.max() <= members
        assert (np.bincount(cell, uses, minlength=len(sizes)) == total).all()
    whole = np.sum(totals, axis=0)
    if len(groups) == 1:
        assert all(np.ptp(np.sum(spread, axis=0)[cell == k]) <= 1 for k in range(len(sizes)) if whole[k])


@given(st.integers(1, 100_000))
def test_groups_are_powers_of_two_that_add_up(papers: int) -> None:
    sizes = group_sizes(papers)
    assert sum(sizes) == papers
    assert all(size.bit_count() == 1 for size in sizes)
    assert len(sizes) <= 48


@settings(max_examples=30, deadline=None)
@given(laminar_problems(), st.integers(1, 40))
def test_the_plan_follows_the_ideal_use(case: tuple[Problem, int], papers: int) -> None:
    problem, _ = case
    # articles at most once may ask for more articles than there are: such pools are for the feasibility tests
    if len(set(problem.paths[:, 2].tolist())) < problem.length:
        return
    shares = ideal_use(problem).shares
    plan = plan_candidates(problem, shares, papers, RandomSource(b"p"))
    totals = np.sum([group.totals for group in plan], axis=0)
    assert totals.sum() == papers * problem.length
    assert (totals <= papers * problem.sizes).all()
    assert np.abs(totals - shares * papers / GRID).max() <= problem.length + 1


def test_words_are_the_same_on_every_platform_and_version() -> None:
    source = RandomSource(b"seed").child("a", 1)
    assert source.words(3).tolist() == WORDS
    assert RandomSource(b"seed").child("a", 1).order(8).tolist() == ORDER


def test_a_stream_drawn_in_parts_is_the_stream_drawn_at_once() -> None:
    whole, parts = RandomSource(b"s"), RandomSource(b"s")
    assert whole.words(9).tolist() == [*parts.words(4).tolist(), *parts.words(5).tolist()]


def test_draws_below_a_limit_are_even() -> None:
    drawn = RandomSource(b"even").below(np.full(60_000, 6))
    counts = np.bincount(drawn, minlength=6)
    assert counts.min() > 9_600 and counts.max() < 10_400


WORDS = [13805192992751577018, 10700923468066149149, 2428160801368298700]
ORDER = [2, 3, 7, 1, 5, 0, 6, 4]
