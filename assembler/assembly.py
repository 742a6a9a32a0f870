"""Assembling papers."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.causes import Infeasible, NotFound
from assembler.check import Checker, check
from assembler.deal import item_uses
from assembler.explain import clash, feasibility, not_parted
from assembler.fallback import OutOfTime, PaperMaker, sets_of
from assembler.level import GRID, ideal_use
from assembler.manifest import ALGORITHM, Manifest
from assembler.metrics import Measured
from assembler.plan import CannotPlan, plan_candidates
from assembler.plan_forms import plan_forms
from assembler.pool import Pool
from assembler.problem import Integers, Problem, build, eligible_places, parted, whole_sets
from assembler.random_source import RandomSource, seed_bytes
from assembler.replayer import Replayer, dealing_problem, earlier_uses

Progress = Callable[[int, int], None]
_PRESSING = 0.25
_NEARLY_ONE = GRID * 9 // 10
"""A cell that gives a paper this much of a question, or more, is cut into parts that give a quarter each."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """`papers`: int32, one row a paper, places in the pool in the order of the sections. `manifest` is secret, `report` is not."""

    papers: npt.NDArray[np.int32]
    manifest: dict[str, Any]
    report: dict[str, Any]


def assemble(
    pool: Pool,
    blueprint: Blueprint,
    papers: int,
    parallel: bool = False,
    *,
    seed: bytes | int,
    used: Mapping[str, int] | None = None,
    avoid: Collection[str] = (),
    progress: Progress | None = None,
    out: npt.NDArray[np.int32] | None = None,
) -> Assembly:
    """Papers that each meet the whole blueprint.

    `parallel`: equivalent forms with the least overlap, else one paper for each candidate. `used`: earlier uses by question
    id, levelled together with the new ones; `avoid`: ids that may not return (ids that are not in the pool are fine in both).
    `progress(done, papers)` is called now and then. `out` (papers x length, such as a memory map) takes the papers as they are
    made. Raises Infeasible, or NotFound where time ran out without proof.
    """
    if papers < 1:
        raise ValueError("papers: at least one")
    began = time.perf_counter()
    avoided = tuple(sorted(pool.index[name] for name in set(avoid) if name in pool.index))
    causes = feasibility(pool, blueprint, papers, parallel, avoid=avoid)
    if causes:
        raise Infeasible(causes)
    earlier = {
        pool.index[name]: uses for name, uses in (used or {}).items() if name in pool.index and uses > 0
    }
    problem, pressing = _problem(pool, blueprint, avoided)
    manifest = Manifest(
        seed_bytes(seed),
        pool.digest,
        blueprint,
        papers,
        parallel,
        pressing,
        earlier,
        avoided,
        np.zeros(0, dtype=np.int64),
        (),
        {},
    )
    table = np.empty((papers, blueprint.length), dtype=np.int32) if out is None else out
    # level use is judged among all questions that are alike, whether their enemies press or not
    alike = build(pool, blueprint, problem.places) if pressing else problem
    measured = Measured(alike, papers)
    try:
        manifest = _planned(manifest, problem, pool)
        made = _made(manifest, problem, pool, table, measured, progress)
    except CannotPlan as error:
        raise Infeasible(clash(pool, blueprint, avoided)) from error
    except OutOfTime as error:
        raise NotFound from error
    manifest = replace(manifest, made=made)
    if parallel and blueprint.overlap is not None:
        wrong = check(pool, blueprint, table, parallel)
        if wrong:
            raise Infeasible([not_parted(blueprint, wrong)])
    report = {
        "version": ALGORITHM,
        "pool": manifest.pool_digest,
        "parallel": parallel,
        "rules_met": blueprint.describe(),
        **measured.figures(),
        "made_by_solver": len(made),
        "seconds": round(time.perf_counter() - began, 3),
    }
    return Assembly(table, manifest.as_json(), report)


def _problem(pool: Pool, blueprint: Blueprint, avoided: Collection[int]) -> tuple[Problem, tuple[str, ...]]:
    """The problem, with those enemy sets told apart that level use alone would often bring together."""
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    problem = build(pool, blueprint, places)
    shares = ideal_use(problem).shares / GRID / problem.sizes
    pressing = tuple(
        row.name
        for row in problem.rows
        if row.rule == "enemies" and float(shares[problem.cell[row.members]].sum()) > _PRESSING * row.most
    )
    return (build(pool, blueprint, places, pressing) if pressing else problem), pressing


def _planned(manifest: Manifest, problem: Problem, pool: Pool) -> Manifest:
    if sets_of(pool, problem.places):
        return manifest
    earlier = (
        np.bincount(problem.cell, earlier_uses(manifest, problem), minlength=len(problem.sizes))
        / manifest.papers
    )
    shares = ideal_use(problem, earlier).shares
    source = RandomSource(manifest.seed).child("plan")
    if manifest.parallel:
        return replace(
            manifest, plan=plan_forms(problem, shares, manifest.papers, source, manifest.blueprint.overlap)
        )
    quarters = np.minimum(problem.sizes, -(-4 * shares // GRID))
    for parts in (np.where(shares >= _NEARLY_ONE, quarters, 1), problem.sizes):
        fine = parted(problem, parts)
        try:
            plan = plan_candidates(
                fine,
                _shares_of_parts(manifest, problem, shares, fine, parts),
                manifest.papers,
                source,
                np.bincount(fine.cell, earlier_uses(manifest, problem), len(fine.sizes)).astype(np.int64),
            )
        except CannotPlan:
            # a paper may need two questions of one part: with a part for each question nothing is lost
            continue
        return replace(manifest, parts=parts, plan=plan)
    raise CannotPlan


def _shares_of_parts(
    manifest: Manifest, problem: Problem, shares: Integers, fine: Problem, parts: Integers
) -> Integers:
    """A cell's share goes to its parts by their size, or, where there was earlier use, so that its questions become level."""
    if not manifest.used:
        whole = np.repeat(np.arange(len(parts)), parts)
        return np.asarray(shares[whole] * fine.sizes // problem.sizes[whole])
    earlier = earlier_uses(manifest, problem)
    totals = np.minimum(shares * manifest.papers // GRID, problem.sizes * manifest.papers)
    uses = item_uses(
        problem.cell,
        problem.sizes,
        totals,
        manifest.papers,
        earlier,
        np.zeros_like(earlier),
        RandomSource(manifest.seed).child("parts"),
    )
    return np.bincount(fine.cell, uses, minlength=len(fine.sizes)).astype(np.int64) * GRID // manifest.papers


def _made(
    manifest: Manifest,
    problem: Problem,
    pool: Pool,
    table: npt.NDArray[np.int32],
    measured: Measured,
    progress: Progress | None,
) -> dict[int, list[int]]:
    """Fill the table, check it, measure it; returns those papers (by number from 0) that a solver had to make."""
    made: dict[int, list[int]] = {}
    problem = dealing_problem(manifest, problem)
    replayer = Replayer.of(manifest, problem)
    checker = Checker(pool, manifest.blueprint, manifest.papers)
    for first, questions, solved in _batches(manifest, problem, replayer, sets_of(pool, problem.places)):
        rows = table[first : first + len(questions)] = replayer.printed(questions)
        made.update((first + int(at), rows[at].tolist()) for at in solved)
        wrong = checker.check(rows)
        if wrong:
            raise AssertionError(f"the assembler broke a rule: {wrong[0].rule}")
        measured.add(questions)
        if progress is not None:
            progress(first + len(questions), manifest.papers)
    return made


def _batches(
    manifest: Manifest, problem: Problem, replayer: Replayer, sets: list[Integers]
) -> Iterator[tuple[int, Integers, Integers]]:
    """(first paper, papers as questions by type, which of them a solver made)."""
    source = RandomSource(manifest.seed)
    mender = PaperMaker(problem, sets)
    for block in range(replayer.blocks):
        first, papers, broken = replayer.block(block)
        for at in broken.tolist():
            used = np.bincount(papers.ravel(), minlength=len(problem.places)).astype(np.int64)
            own = source.child("solve", first + at)
            papers[at] = _in_order(problem, mender.paper(used, own), own)
        yield first, papers, broken
    if not replayer.blocks:
        # question sets cross both trees: each paper is a program of its own, in proportion to the ideal use
        shares = ideal_use(problem).shares
        maker = PaperMaker(problem, sets, (shares // problem.sizes)[problem.cell])
        used, earlier = earlier_uses(manifest, problem), list[Integers]()
        cap = manifest.blueprint.overlap if manifest.parallel else None
        for number in range(manifest.papers):
            own = source.child("solve", number)
            paper = _in_order(problem, maker.paper(used, own, earlier, cap), own)
            used[paper] += 1
            if cap is not None:
                earlier.append(paper)
            yield number, paper[None], np.zeros(1, dtype=np.int64)


def _in_order(problem: Problem, paper: Integers | None, source: RandomSource) -> Integers:
    """A paper within each type in random order, as dealt papers are. Raises CannotPlan where there is none."""
    if paper is None:
        raise CannotPlan
    return paper[np.lexsort((source.words(len(paper)), problem.kind[paper]))]
