"""One paper for each candidate: dealt block by block, any block alone, from the seed and the plan.

A group's cell totals are halved until they are the totals of a sheaf (some 256 papers). A sheaf draws its questions (`tickets.py`),
is split into papers (Euler), filled with its questions, mended and made equally hard by swaps inside it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assembler.engine import Engine
from assembler.plan import SHEAF, Group
from assembler.pool import ITEM_TYPES
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.repair import mend
from assembler.rules.base import Row
from assembler.shares import Part, Scratch, Shares, Small, Trees, trees
from assembler.swaps import Ledger, rows_table
from assembler.tickets import Piece, Tickets

_CLOSE = 100
"""Papers whose sums of facilities lie this near to the goal (in parts of FACILITY_UNIT) are equally hard."""

_ROUNDS = 12
_BLOCKS_KEPT = 4
_TREE_RULES = {"laws": 2, "articles": 3}
"""Rules whose rows are nodes of the first tree, and how deep these lie."""


@dataclass(slots=True)
class Drawn:
    """A block before its papers are made; the pieces speak of cells in the order of its trees."""

    trees: Trees
    sheaves: list[list[Piece]]
    questions: Small
    order: Integers
    """Which paper of the deal stands at each place of the block: neighbours in the deal tell of each other."""
    dealt: dict[int, tuple[Small, Integers]]


def blocks_of(groups: list[int]) -> list[list[Part]]:
    """The parts of each block for groups (powers of two, falling) of papers.

    A block takes a sheaf of each group in turn, so that blocks are equally hard though the groups' tables are not.
    """
    nodes = max(groups[0] // SHEAF, 1)
    blocks: list[list[Part]] = [[] for _ in range(nodes)]
    for number, papers in enumerate(groups):
        level = max((papers // SHEAF).bit_length() - 1, 0)
        for node in range(1 << level):
            blocks[(2 * node + 1) * nodes >> level + 1].append(Part(number, level, node, papers >> level))
    return blocks


def _sheaves_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Whole sheaves stand alone; smaller pieces are repaired together, so that their different tables even out."""
    small = [piece for piece in pieces if piece.papers < SHEAF]
    whole = [[piece] for piece in pieces if piece.papers >= SHEAF]
    if whole and small:
        whole[-1] += small
    return whole or [small]


class Dealer:
    """Deals the papers of a plan. `earlier`: uses of each question before."""

    def __init__(
        self, problem: Problem, groups: Sequence[Group], earlier: Integers, seed: bytes, engine: Engine
    ) -> None:
        self.problem, self.engine = problem, engine
        self.blocks = blocks_of([group.papers for group in groups])
        self.first_of_block = np.cumsum([0, *(sum(part.papers for part in block) for block in self.blocks)])
        self._source = RandomSource(seed)
        self._drawn: OrderedDict[int, Drawn] = OrderedDict()
        self._scratch = Scratch(problem.columns)
        self._top, self._end = (np.zeros(len(problem.sizes), dtype=np.uint32) for _ in range(2))
        self._shares = Shares(problem, groups, self._source, self._scratch)
        self._tickets = Tickets(problem, groups, earlier, self._source)
        self._rules = _Rules(problem)

    def block(self, number: int) -> tuple[Small, Integers]:
        """The papers of a block (papers x length, questions by type) in the order in which they are handed out, and which are broken."""
        block = self._block(number)
        sheaves = [self._sheaf(number, block, sheaf) for sheaf in range(len(block.sheaves))]
        wrong = np.concatenate([broken for _, broken in sheaves])[block.order]
        return np.concatenate([papers for papers, _ in sheaves])[block.order], np.flatnonzero(wrong)

    def paper(self, number: int) -> Small:
        """Paper `number` (from 0) alone."""
        at = int(np.searchsorted(self.first_of_block, number, side="right")) - 1
        block = self._block(at)
        place = int(block.order[number - int(self.first_of_block[at])])
        for sheaf, pieces in enumerate(block.sheaves):
            size = sum(piece.papers for piece in pieces)
            if place < size:
                return np.asarray(self._sheaf(at, block, sheaf)[0][place])
            place -= size
        raise AssertionError("a paper outside its block")

    def _block(self, number: int) -> Drawn:
        found = self._drawn.get(number)
        if found is None:
            found = self._drawn[number] = self._draw(number)
            while len(self._drawn) > _BLOCKS_KEPT:
                self._drawn.popitem(last=False)
        return found

    def _draw(self, number: int) -> Drawn:
        source = self._source.child("block", number)
        tree = trees(self.problem, source)
        pieces, at = [], 0
        for part in self.blocks[number]:
            uses, before = self._shares.of(self.engine, part)
            uses = uses[tree.order]
            cells = np.flatnonzero(uses)
            pieces.append(Piece(part.papers, cells, uses[cells], before[tree.order[cells]], at))
            at += int(uses.sum())
        questions = self._tickets.draw(self.engine, tree.order, pieces)
        papers = sum(piece.papers for piece in pieces)
        return Drawn(tree, _sheaves_of(pieces), questions, source.order(papers), {})

    def _sheaf(self, number: int, block: Drawn, sheaf: int) -> tuple[Small, Integers]:
        """Papers of a sheaf, and for each whether it is broken."""
        found = block.dealt.get(sheaf)
        if found is None:
            source = self._source.child("sheaf", number, sheaf)
            papers = self._filled(block, block.sheaves[sheaf], source)
            found = block.dealt[sheaf] = papers, self._finished(papers, source)
        return found

    def _filled(self, block: Drawn, pieces: list[Piece], source: RandomSource) -> Small:
        papers, length, rules = sum(piece.papers for piece in pieces), self.problem.length, self._rules
        items, first = np.zeros(papers * length, dtype=np.uint32), 0
        tree, room = block.trees, self._scratch
        for piece in pieces:
            room.room(len(piece.cell), piece.papers, piece.papers * length)
            room.use[: len(piece.cell)] = piece.cell << 32 | piece.count
            self.engine.deal(
                len(piece.cell),
                piece.papers,
                length,
                tree.column,
                tree.coarse,
                tree.middle,
                tree.fine,
                source.state(),
                room.single,
                room.tie,
                room.mate,
                room.side,
                room.open_in,
                room.sizes,
                room.use,
                room.other_use,
                block.questions,
                piece.at,
                rules.facility,
                rules.class_of_cell[tree.order],
                rules.classes,
                rules.at_class,
                self._top,
                self._end,
                items,
                first,
            )
            first += piece.papers
        return items.reshape(papers, length)

    def _finished(self, papers: Small, source: RandomSource) -> Integers:
        """Mend, make equally hard and shuffle, in place; returns for each paper whether it is still broken."""
        problem, rules, items = self.problem, self._rules, papers.reshape(-1)
        wrong = np.zeros(len(papers), dtype=np.int64)
        if rules.loose and self.engine.mend(
            len(papers),
            problem.length,
            source.state(),
            rules.class_of,
            rules.cell_of,
            rules.rows_of,
            rules.width,
            rules.loose_of,
            rules.loose_width,
            rules.least,
            rules.most,
            rules.must,
            len(rules.must),
            rules.counts,
            wrong,
            items,
        ):
            ledger = Ledger(problem, papers.astype(np.int64))
            mend(ledger, [problem.cell, problem.column[problem.cell], problem.kind], source)
            wrong = np.minimum(ledger.faults(), 1)
            # swaps between classes leave a paper's questions out of order
            order = np.argsort(rules.class_of[ledger.papers], axis=1, kind="stable")
            papers[:] = np.take_along_axis(ledger.papers, order, axis=1)
        self.engine.finish(
            len(papers),
            problem.length,
            source.state(),
            _CLOSE,
            _ROUNDS if rules.facilities else 0,
            rules.class_of,
            rules.facility,
            rules.rows_of,
            rules.width,
            rules.least,
            rules.most,
            rules.kind_end,
            len(rules.kind_end),
            np.zeros(len(papers), dtype=np.int64),
            items,
        )
        return wrong


class _Rules:
    """What swaps must know: classes that keep all columns and scopes as they are, and the rows they might break."""

    def __init__(self, problem: Problem) -> None:
        by_cell = np.unique(
            np.stack([problem.column_kind[problem.column], problem.column, problem.paths[:, 0]], axis=1),
            axis=0,
            return_inverse=True,
        )[1].reshape(-1)
        self.class_of_cell = by_cell.astype(np.uint32)
        self.class_of = self.class_of_cell[problem.cell]
        self.cell_of = problem.cell.astype(np.uint32)
        self.classes = len(np.unique(by_cell))
        self.at_class = np.zeros(self.classes + 1, dtype=np.uint32)
        rows = [row for row in problem.rows if not problem.is_column_row(row) and row.rule != "scopes"]
        table = rows_table(len(problem.places), [row.members for row in rows]).astype(np.uint32)
        self.rows_of, self.width = table.ravel(), table.shape[1]
        loose = [not _is_node(problem, row) for row in rows]
        none = np.zeros(0, dtype=np.int64)
        table = rows_table(
            len(problem.places),
            [row.members if free else none for row, free in zip(rows, loose, strict=True)],
        ).astype(np.uint32)
        self.loose_of, self.loose_width = table.ravel(), table.shape[1]
        self.loose = any(loose)
        self.least = np.array([*(row.least for row in rows), 0], dtype=np.int64)
        self.most = np.array([*(row.most for row in rows), 1 << 30], dtype=np.int64)
        self.must = np.flatnonzero((self.least[:-1] > 0) & np.array(loose, dtype=bool))
        self.counts = np.zeros(len(self.least), dtype=np.int64)
        self.facility = problem.facility.astype(np.int32)
        self.facilities = bool(problem.facility.any())
        self.kind_end = np.cumsum(
            [
                next(
                    row.most
                    for row in problem.rows
                    if row.rule == "sections" and row.name == ITEM_TYPES[kind]
                )
                for kind in problem.kinds
            ]
        ).astype(np.int64)
        for fixed in (self.class_of, self.cell_of, self.rows_of, self.loose_of):
            fixed.flags.writeable = False
        self.facility.flags.writeable = False


def _is_node(problem: Problem, row: Row) -> bool:
    """Whether a row speaks of one node of the first tree: every split gives such a node its floor or ceiling."""
    depth = _TREE_RULES.get(row.rule)
    return depth is not None and len(np.unique(problem.paths[problem.cell[row.members], :depth], axis=0)) <= 1
