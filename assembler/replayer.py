"""Papers again from their manifest: all of them, or any one in a moment."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.deal import split, spread_uses
from assembler.dealer import Dealer
from assembler.engine import engine
from assembler.manifest import Manifest, ManifestError, read_manifest
from assembler.parallel import finish_forms
from assembler.pool import Pool
from assembler.problem import Integers, Problem, build, eligible_places, parted, whole_sets
from assembler.random_source import RandomSource
from assembler.repair import repair
from assembler.swaps import Ledger

Papers = npt.NDArray[np.int32]
Dealt = npt.NDArray[np.integer[Any]]
"""Papers as question numbers."""


class Replayer:
    """An opened manifest. Keeps what it worked out last, so that neighbours are quick; not for several threads at once.

    Raises ManifestError where the document is no manifest, of another algorithm, or of another pool.
    """

    def __init__(self, manifest: Mapping[str, Any], pool: Pool) -> None:
        known = read_manifest(manifest, pool)
        places = whole_sets(pool, eligible_places(pool, known.blueprint, known.avoid))
        self._open(known, dealing_problem(known, build(pool, known.blueprint, places, known.pressing)))

    @classmethod
    def of(cls, manifest: Manifest, problem: Problem) -> "Replayer":
        """A replayer for a manifest that is just being made; `problem` is its `dealing_problem`."""
        made = cls.__new__(cls)
        made._open(manifest, problem)
        return made

    def _open(self, manifest: Manifest, problem: Problem) -> None:
        self._manifest, self.problem = manifest, problem
        self._printer = _Printer(manifest, problem)
        self._forms: Integers | None = None
        self._dealer: Dealer | None = None
        if manifest.plan and not manifest.parallel:
            self._dealer = Dealer(
                problem,
                manifest.plan,
                earlier_uses(manifest, problem),
                manifest.seed,
                engine(manifest.papers),
            )

    @property
    def papers(self) -> int:
        return self._manifest.papers

    def paper(self, number: int) -> Papers:
        """Paper `number` (from 1): places in the pool in the order of the sections. Raises ManifestError where there is none."""
        if not 1 <= number <= self.papers:
            raise ManifestError(f"没有第 {number} 份试卷，这份清单共有 {self.papers} 份。")
        made = self._manifest.made.get(number - 1)
        if made is not None:
            return np.array(made, dtype=np.int32)
        if self._dealer is None:
            return np.asarray(self.all()[number - 1])
        return np.asarray(self._printer.print(self._dealer.paper(number - 1)[None])[0])

    def all(self) -> Papers:
        """All papers (n x length)."""
        table = np.empty((self.papers, self._manifest.blueprint.length), dtype=np.int32)
        for number, paper in self._manifest.made.items():
            table[number] = paper
        made = np.array(sorted(self._manifest.made), dtype=np.int64)
        for block in range(self.blocks):
            first, rows, _ = self.block(block)
            kept = np.setdiff1d(np.arange(first, first + len(rows)), made)
            table[kept] = self._printer.print(rows[kept - first])
        return table

    @property
    def blocks(self) -> int:
        if not self._manifest.plan:
            return 0
        return 1 if self._dealer is None else len(self._dealer.blocks)

    def block(self, number: int) -> tuple[int, Integers, Integers]:
        """Number of the first paper (from 0), papers (questions by type), and which of them swaps could not mend."""
        if self._dealer is None:
            if self._forms is None:
                self._forms = _dealt_forms(self._manifest, self.problem)
            broken = np.flatnonzero(Ledger(self.problem, self._forms).faults())
            return 0, self._forms, broken
        rows, broken = self._dealer.block(number)
        return int(self._dealer.first_of_block[number]), rows.astype(np.int64), broken

    def printed(self, papers: Dealt) -> Papers:
        """Papers of questions (by type) as places in the pool in the order of the sections."""
        return self._printer.print(papers)


def replay(manifest: Mapping[str, Any], pool: Pool, paper: int | None = None) -> Papers:
    """All papers of a manifest again (n x length), or the one numbered `paper` from 1 (1 x length). Raises ManifestError."""
    replayer = Replayer(manifest, pool)
    return replayer.all() if paper is None else replayer.paper(paper)[None]


def dealing_problem(manifest: Manifest, problem: Problem) -> Problem:
    """The problem with its cells cut into the manifest's parts. Raises ManifestError where these are of another problem."""
    if not len(manifest.parts):
        return problem
    if len(manifest.parts) != len(problem.sizes):
        raise ManifestError("清单文件不完整或被改动过，不能据此重做试卷。")
    return parted(problem, manifest.parts)


def earlier_uses(manifest: Manifest, problem: Problem) -> Integers:
    uses = np.zeros(int(problem.places.max(initial=-1)) + 1, dtype=np.int64)
    for place, count in manifest.used.items():
        if 0 <= place < len(uses):
            uses[place] = count
    return uses[problem.places]


def _dealt_forms(manifest: Manifest, problem: Problem) -> Integers:
    """Parallel forms: uses spread by question, split, mended, then brought to the target."""
    source, groups = RandomSource(manifest.seed), manifest.plan
    none = np.zeros(len(problem.places), dtype=np.int64)
    # forms must share as little as possible, so their own use comes first
    uses = spread_uses(
        problem.cell,
        [group.totals for group in groups],
        [group.papers for group in groups],
        none,
        earlier_uses(manifest, problem),
        source.child("use"),
    )
    dealt = np.concatenate(
        [
            split(problem, shares, group.papers, source.child("split", k))
            for k, (group, shares) in enumerate(zip(groups, uses, strict=True))
        ]
    )
    dealt = finish_forms(
        problem,
        repair(problem, dealt, source.child("repair")),
        manifest.blueprint.overlap,
        source.child("forms"),
    )
    dealt = dealt[source.child("order").order(len(dealt))]
    words = source.child("sections").words(dealt.size).reshape(dealt.shape)
    return np.take_along_axis(dealt, np.lexsort((words, problem.kind[dealt]), axis=1), axis=1)


class _Printer:
    """Papers by type -> papers in the order of the sections; a type with several sections fills the first of them first."""

    def __init__(self, manifest: Manifest, problem: Problem) -> None:
        self._places = problem.places.astype(np.int32)
        wanted = np.array(
            [problem.kinds.index(s.type) for s in manifest.blueprint.sections for _ in range(s.items)]
        )
        self._slots = np.argsort(np.argsort(wanted, kind="stable"), kind="stable")
        self._as_dealt = bool((self._slots == np.arange(len(wanted))).all())

    def print(self, papers: Dealt) -> Papers:
        return self._places[papers] if self._as_dealt else self._places[papers[:, self._slots]]
