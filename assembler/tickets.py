"""The uses of each cell over all papers as tickets in a secret order, each naming a question.

What any papers get is so known without dealing what comes before them, use is level over the whole, and chance alone says how
it falls.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assembler.deal import item_uses
from assembler.engine import Engine
from assembler.plan import SHEAF, Group
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource

_KEYS = 6
_EXCHANGES = 64
_CLOSE = 10 * SHEAF
"""Sheaves whose sums of facilities lie this near to each other (a thousandth a paper) are equally hard."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Papers of one table, with the cells they use (ascending in the block's order), how often, and after how many earlier uses.

    `at` is where their questions begin in the draw.
    """

    papers: int
    cell: Integers
    count: Integers
    start: Integers
    at: int


class Tickets:
    """`earlier`: uses of each question before."""

    def __init__(
        self, problem: Problem, groups: Sequence[Group], earlier: Integers, source: RandomSource
    ) -> None:
        cells = len(problem.sizes)
        self._total = np.sum([group.totals for group in groups], axis=0).astype(np.int64)
        uses = item_uses(
            problem.cell,
            problem.sizes,
            self._total,
            sum(group.papers for group in groups),
            earlier,
            np.zeros_like(earlier),
            source.child("use"),
        )
        self._item = np.argsort(problem.cell, kind="stable").astype(np.uint32)
        self._facility = problem.facility[self._item].astype(np.int32)
        self._last = np.cumsum(problem.sizes)
        self._first = self._last - problem.sizes
        before = np.cumsum(uses[self._item]) - uses[self._item]
        self._first_ticket = (before - np.repeat(before[self._first], problem.sizes)).astype(np.int32)
        self._per_ticket = (problem.sizes << 32) // np.maximum(self._total, 1)
        self._key = (source.child("tickets").words(_KEYS * cells) >> np.uint64(33)).astype(np.int64).reshape(
            cells, _KEYS
        ) | 1
        self._bits = np.array(
            [int(total - 1).bit_length() if total > 0 else 0 for total in self._total.tolist()],
            dtype=np.int64,
        )
        for table in (self._first_ticket, self._facility):
            table.flags.writeable = False

    def draw(self, engine: Engine, order: Integers, pieces: Sequence[Piece]) -> np.typing.NDArray[np.uint32]:
        """The questions of a block's pieces, piece by piece and cell by cell, exchanged until all pieces are equally hard.

        `order` leads from the block's order of the cells to their numbers.
        """
        ends = np.cumsum([len(piece.cell) for piece in pieces])
        cell, count, start = (
            np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("cell", "count", "start")
        )
        drawn, sums = np.zeros(int(count.sum()), dtype=np.uint32), np.zeros(len(pieces), dtype=np.int64)
        engine.draw(
            len(pieces),
            ends,
            cell,
            count,
            self._total[order],
            self._key[order].ravel(),
            self._first_ticket,
            self._per_ticket[order],
            self._first[order],
            self._last[order],
            self._bits[order],
            self._facility,
            start,
            drawn,
            sums,
        )
        whole = np.array([piece.papers >= SHEAF for piece in pieces])
        if self._facility.any() and whole.sum() > 1:
            # pieces below a sheaf are evened out paper by paper; to exchange there too would make overlaps uneven
            goal = np.where(whole, int(sums[whole].sum()) // int(whole.sum()), sums)
            engine.exchange(
                len(pieces),
                ends,
                cell,
                count,
                self._facility,
                goal,
                np.diff(ends, prepend=0),
                np.array([piece.at for piece in pieces], dtype=np.int64),
                _EXCHANGES,
                _CLOSE,
                drawn,
                sums,
            )
        return self._item[drawn]
