"""Assembling papers, and making them again from the manifest."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.check import check
from assembler.deal import split, spread_uses
from assembler.explain import Infeasible, NotFound, clash, feasibility, not_parted
from assembler.fallback import OutOfTime, one_paper, sets_of
from assembler.level import GRID, ideal_use
from assembler.manifest import ALGORITHM, Manifest, ManifestError, read_manifest
from assembler.metrics import measure
from assembler.parallel import finish_forms
from assembler.plan import CannotPlan, plan_candidates, plan_forms
from assembler.pool import Pool
from assembler.problem import Integers, Problem, build, eligible_places, whole_sets
from assembler.random_source import RandomSource, seed_bytes
from assembler.repair import repair
from assembler.swaps import Ledger

Progress = Callable[[int, int], None]
_PRESSING = 0.25


@dataclass(frozen=True, slots=True)
class Assembly:
    """`papers`: int32, one row a paper, places in the pool in the order of the sections. `manifest` is secret, `report` is not."""

    papers: npt.NDArray[np.int32]
    manifest: dict[str, Any]
    report: dict[str, Any]


def assemble(pool: Pool, blueprint: Blueprint, papers: int, parallel: bool = False, *, seed: bytes | int,
             used: Mapping[str, int] | None = None, avoid: Collection[str] = (),
             progress: Progress | None = None) -> Assembly:
    """Papers that each meet the whole blueprint.

    `parallel`: equivalent forms with the least overlap, else one paper for each candidate. `used`: earlier uses by question
    id, levelled together with the new ones; `avoid`: ids that may not return (ids that are not in the pool are fine in both).
    `progress(done, papers)` is called now and then. Raises Infeasible, or NotFound where time ran out without proof.
    """
    if papers < 1:
        raise ValueError("papers: at least one")
    began = time.perf_counter()
    avoided = tuple(sorted(pool.index[name] for name in set(avoid) if name in pool.index))
    causes = feasibility(pool, blueprint, papers, parallel, avoid=avoid)
    if causes:
        raise Infeasible(causes)
    earlier = {pool.index[name]: uses for name, uses in (used or {}).items() if name in pool.index and uses > 0}
    problem, pressing = _problem(pool, blueprint, avoided)
    manifest = Manifest(seed_bytes(seed), pool.digest, blueprint, papers, parallel, pressing, earlier, avoided, (), {})
    try:
        manifest = _planned(manifest, problem, pool)
        table, made = _made(manifest, problem, pool, progress)
    except CannotPlan as error:
        raise Infeasible(clash(pool, blueprint, avoided)) from error
    except OutOfTime as error:
        raise NotFound from error
    manifest = replace(manifest, made=made)
    wrong = check(pool, blueprint, table, parallel)
    if any(violation.rule != "overlap" for violation in wrong):
        raise AssertionError(f"the assembler broke a rule: {wrong[0].rule}")
    if wrong:
        raise Infeasible([not_parted(blueprint, wrong)])
    return Assembly(table, manifest.as_json(), _report(problem, pool, manifest, table, time.perf_counter() - began))


def replay(manifest: Mapping[str, Any], pool: Pool, paper: int | None = None) -> npt.NDArray[np.int32]:
    """All papers of a manifest again (n x length), or the one numbered `paper` from 1 (1 x length). Raises ManifestError."""
    known = read_manifest(manifest, pool)
    if paper is not None and not 1 <= paper <= known.papers:
        raise ManifestError(f"没有第 {paper} 份试卷，这份清单共有 {known.papers} 份。")
    if len(known.made) == known.papers:
        table = np.array([known.made[number] for number in range(known.papers)], dtype=np.int32)
        return table if paper is None else table[paper - 1:paper]
    problem = build(pool, known.blueprint, whole_sets(pool, eligible_places(pool, known.blueprint, known.avoid)),
                    known.pressing)
    rows, first, uses = [], 0, _Uses(known, problem)
    for number, block in enumerate(known.plan):
        size = sum(group.papers for group in block)
        wanted = paper is None or first < paper <= first + size
        shares = uses.of_block(number)
        if wanted:
            dealt = _dealt(known, problem, number, shares)
            rows.append(_printed(known, problem, number, dealt, np.arange(size)))
            for place in range(size):
                if first + place in known.made:
                    rows[-1][place] = known.made[first + place]
        if paper is not None and wanted:
            return rows[0][paper - first - 1:paper - first]
        first += size
    return np.concatenate(rows)


def _problem(pool: Pool, blueprint: Blueprint, avoided: Collection[int]) -> tuple[Problem, tuple[str, ...]]:
    """The problem, with those enemy sets told apart that level use alone would often bring together."""
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    problem = build(pool, blueprint, places)
    shares = ideal_use(problem).shares / GRID / problem.sizes
    pressing = tuple(row.name for row in problem.rows if row.rule == "enemies"
                     and float(shares[problem.cell[row.members]].sum()) > _PRESSING * row.most)
    return (build(pool, blueprint, places, pressing) if pressing else problem), pressing


def _planned(manifest: Manifest, problem: Problem, pool: Pool) -> Manifest:
    if sets_of(pool, problem.places):
        return manifest
    earlier = np.bincount(problem.cell, _earlier(manifest, problem), minlength=len(problem.sizes)) / manifest.papers
    shares = ideal_use(problem, earlier).shares
    source = RandomSource(manifest.seed).child("plan")
    if manifest.parallel:
        return replace(manifest, plan=plan_forms(problem, shares, manifest.papers, source, manifest.blueprint.overlap))
    return replace(manifest, plan=plan_candidates(problem, shares, manifest.papers, source))


def _made(manifest: Manifest, problem: Problem, pool: Pool,
          progress: Progress | None) -> tuple[npt.NDArray[np.int32], dict[int, list[int]]]:
    """All papers, and those among them (by number from 0) that a solver had to make."""
    if not manifest.plan:
        return _made_one_by_one(manifest, problem, pool, progress)
    rows: list[npt.NDArray[np.int32]] = []
    made: dict[int, list[int]] = {}
    first, uses = 0, _Uses(manifest, problem)
    for number in range(len(manifest.plan)):
        dealt = _dealt(manifest, problem, number, uses.of_block(number))
        broken = np.flatnonzero(Ledger(problem, dealt).faults())
        for at in broken:
            used = np.bincount(dealt.ravel(), minlength=len(problem.places)).astype(np.int64)
            dealt[at] = _solved(problem, [], used, RandomSource(manifest.seed).child("solve", number, int(at)))
        rows.append(_printed(manifest, problem, number, dealt, np.arange(len(dealt))))
        order = _order(manifest, number, len(dealt))
        for place in np.flatnonzero(np.isin(order, broken)):
            made[first + int(place)] = rows[-1][place].tolist()
        first += len(dealt)
        if progress is not None:
            progress(first, manifest.papers)
    return np.concatenate(rows), made


def _made_one_by_one(manifest: Manifest, problem: Problem, pool: Pool,
                     progress: Progress | None) -> tuple[npt.NDArray[np.int32], dict[int, list[int]]]:
    """Question sets cross both trees: each paper is a program of its own, the least used questions first."""
    sets = sets_of(pool, problem.places)
    used = _earlier(manifest, problem)
    dealt = np.empty((manifest.papers, problem.length), dtype=np.int64)
    for number in range(manifest.papers):
        dealt[number] = _solved(problem, sets, used, RandomSource(manifest.seed).child("solve", number))
        used[dealt[number]] += 1
        if progress is not None:
            progress(number + 1, manifest.papers)
    table = _printed(manifest, problem, 0, dealt, np.arange(len(dealt)))
    return table, dict(enumerate(table.tolist()))


def _solved(problem: Problem, sets: list[Integers], used: Integers, source: RandomSource) -> Integers:
    paper = one_paper(problem, sets, used, source)
    if paper is None:
        raise CannotPlan
    return paper


class _Uses:
    """The uses of each question, block after block: cheap, so that a later block is found without dealing the earlier ones."""

    def __init__(self, manifest: Manifest, problem: Problem) -> None:
        self._manifest, self._problem = manifest, problem
        self._earlier = _earlier(manifest, problem)
        self._new = np.zeros_like(self._earlier)

    def of_block(self, block: int) -> list[Integers]:
        """Uses by question for each group of the next block."""
        groups = self._manifest.plan[block]
        source = RandomSource(self._manifest.seed).child("use", block)
        # forms must share as little as possible, so their own use comes first; candidates' papers level all use together
        first, second = (self._new, self._earlier) if self._manifest.parallel else (self._new + self._earlier, self._new)
        uses = spread_uses(self._problem.cell, [group.totals for group in groups], [group.papers for group in groups],
                           first, second, source)
        self._new = self._new + np.sum(uses, axis=0)
        return uses


def _dealt(manifest: Manifest, problem: Problem, number: int, shares: list[Integers]) -> Integers:
    source = RandomSource(manifest.seed)
    dealt = np.concatenate([split(problem, uses, group.papers, source.child("split", number, k))
                            for k, (group, uses) in enumerate(zip(manifest.plan[number], shares, strict=True))])
    dealt = repair(problem, dealt, source.child("repair", number))
    if manifest.parallel:
        dealt = finish_forms(problem, dealt, manifest.blueprint.overlap, source.child("forms"))
    return dealt


def _order(manifest: Manifest, number: int, size: int) -> Integers:
    """The order in which a block's papers are handed out: neighbours in the deal tell of each other."""
    return RandomSource(manifest.seed).child("order", number).order(size)


def _printed(manifest: Manifest, problem: Problem, number: int, dealt: Integers, at: Integers) -> npt.NDArray[np.int32]:
    """Places in the pool, in the order of the sections; papers in secret order; chance decides between sections of one type."""
    papers = dealt[_order(manifest, number, len(dealt))][at]
    words = RandomSource(manifest.seed).child("sections", number).words(dealt.size).reshape(dealt.shape)[at]
    sections = manifest.blueprint.sections
    slots = np.argsort(np.array([problem.kinds.index(s.type) for s in sections for _ in range(s.items)]), kind="stable")
    ordered = np.take_along_axis(papers, np.lexsort((words, problem.kind[papers]), axis=1), axis=1)
    table = np.empty_like(ordered)
    table[:, slots] = ordered
    return problem.places[table].astype(np.int32)


def _earlier(manifest: Manifest, problem: Problem) -> Integers:
    return np.array([manifest.used.get(int(place), 0) for place in problem.places], dtype=np.int64)


def _report(problem: Problem, pool: Pool, manifest: Manifest, table: npt.NDArray[np.int32], seconds: float) -> dict[str, Any]:
    coarse = build(pool, manifest.blueprint, problem.places)
    least = ideal_use(coarse, aim=False).least
    return {"version": ALGORITHM, "pool": manifest.pool_digest, "parallel": manifest.parallel,
            "rules_met": manifest.blueprint.describe(), **measure(coarse, np.searchsorted(problem.places, table), least),
            "made_by_solver": len(manifest.made), "seconds": round(seconds, 3)}
