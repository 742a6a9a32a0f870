"""One paper for each candidate: dealt block by block, any block alone, from the seed and the plan.

A group's cell totals are halved until they are the totals of a sheaf (some 256 papers). A cell's uses over all papers are tickets in
a secret order of their own, each naming a question, so which questions a sheaf gets is known without dealing what comes before
it, use is level over the whole, and chance alone says how it falls. A sheaf is then split into papers (Euler), filled with its
questions and made equally hard by swaps inside it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assembler.deal import item_uses
from assembler.engine import Engine
from assembler.plan import SHEAF, Group
from assembler.pool import ITEM_TYPES
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.repair import mend
from assembler.swaps import Ledger, rows_table

_CLOSE = 100
"""Papers whose sums of facilities lie this near to the goal (in parts of FACILITY_UNIT) are equally hard."""

_ROUNDS = 12
_EXCHANGES = 64
_BLOCKS_KEPT = 4
_NODES_KEPT = 400


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a block: node `number` of the halving of `group`, after `level` halvings."""

    group: int
    level: int
    number: int
    papers: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Papers of one table, with the cells they use (ascending) and how often; `at` is where their questions begin in the draw."""

    papers: int
    cell: Integers
    count: Integers
    at: int


@dataclass(slots=True)
class Drawn:
    """A block before its papers are made: `column`, `path` and the pieces speak of cells in the block's own order."""

    path: Integers
    column: Integers
    sheaves: list[list[Piece]]
    questions: Integers
    goal: int
    order: Integers
    """Which paper of the deal stands at each place of the block: neighbours in the deal tell of each other."""
    dealt: dict[int, tuple[Integers, Integers]]


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
        self.problem, self.groups, self.engine = problem, groups, engine
        self.blocks = blocks_of([group.papers for group in groups])
        self.first_of_block = np.cumsum([0, *(sum(part.papers for part in block) for block in self.blocks)])
        self._seed = seed
        self._source = RandomSource(seed)
        self._halves: OrderedDict[Part, tuple[tuple[Integers, Integers], tuple[Integers, Integers]]] = (
            OrderedDict()
        )
        self._trees: dict[int, tuple[Integers, Integers, Integers]] = {}
        self._drawn: OrderedDict[int, Drawn] = OrderedDict()
        self._scratch = _Scratch(len(problem.sizes), problem.columns)
        self._tickets = _Tickets(problem, groups, earlier, self._source)
        self._rules = _Rules(problem)
        self._bases = np.zeros((len(groups), len(problem.sizes)), dtype=np.int64)
        for number in range(1, len(groups)):
            self._bases[number] = self._bases[number - 1] + groups[number - 1].totals

    def block(self, number: int) -> tuple[Integers, Integers]:
        """The papers of a block (papers x length, questions by type) in the order in which they are handed out, and which are broken."""
        block = self._block(number)
        sheaves = [self._sheaf(number, block, sheaf) for sheaf in range(len(block.sheaves))]
        wrong = np.concatenate([broken for _, broken in sheaves])
        return np.concatenate([papers for papers, _ in sheaves])[block.order], np.flatnonzero(
            wrong[block.order]
        )

    def paper(self, number: int) -> Integers:
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

    def _node(self, part: Part) -> tuple[Integers, Integers]:
        """Totals by cell of a node, and the uses of all papers before it."""
        if part.level == 0:
            return self.groups[part.group].totals, self._bases[part.group]
        parent = Part(part.group, part.level - 1, part.number >> 1, part.papers * 2)
        halves = self._halves.get(parent)
        if halves is None:
            above, base = self._node(parent)
            source = self._source.child("halve", part.group, part.level, parent.number)
            order, path, column = self._tree_of(part.group)
            present = np.flatnonzero(above[order])
            ends, cells, counts = self._split(present, above[order][present], 2, path, column, source)
            left = np.zeros_like(above)
            left[order[cells[: ends[0]]]] = counts[: ends[0]]
            halves = self._halves[parent] = (left, base), (above - left, base + left)
            while len(self._halves) > _NODES_KEPT:
                self._halves.popitem(last=False)
        else:
            self._halves.move_to_end(parent)
        return halves[part.number & 1]

    def _tree_of(self, group: int) -> tuple[Integers, Integers, Integers]:
        """A group's order of the cells in the first tree, with their paths and columns in that order."""
        if group not in self._trees:
            order = self._tree_order(self._source.child("tree", group))
            self._trees[group] = order, self.problem.paths[order].ravel(), self.problem.column[order]
        return self._trees[group]

    def _tree_order(self, source: RandomSource) -> Integers:
        """The cells in a random order of the first tree."""
        scope, law, article = self.problem.paths.T
        words = source.words(len(scope))
        return np.lexsort(
            (words, *(source.words(int(code.max(initial=0)) + 1)[code] for code in (article, law, scope)))
        )

    def _split(
        self,
        cell: Integers,
        count: Integers,
        parts: int,
        path: Integers,
        column: Integers,
        source: RandomSource,
    ) -> tuple[Integers, Integers, Integers]:
        """Ends, cells and counts of `parts` equal shares of the uses of cells (in the order of the first tree)."""
        room = self._scratch.of(max(int(np.minimum(count, parts).sum()), 1), parts)
        room.entry[: len(cell)], room.count[: len(cell)] = cell, count
        states = (source.words(max(parts - 1, 1)) >> np.uint64(33)).astype(np.int64)
        side = self.engine.split(
            len(cell),
            parts,
            path,
            3,
            column,
            states,
            room.tie,
            room.mate,
            room.side,
            room.turn,
            room.open_at,
            room.open_in,
            room.ends,
            room.entry,
            room.count,
            room.other_entry,
            room.other_count,
        )
        ends = room.ends[:parts].copy()
        entry, counts = (room.other_entry, room.other_count) if side else (room.entry, room.count)
        return ends, entry[: ends[-1]].copy(), counts[: ends[-1]].copy()

    def _draw(self, number: int) -> Drawn:
        source = self._source.child("block", number)
        order = self._tree_order(source)
        path, column = self.problem.paths[order].ravel(), self.problem.column[order]
        pieces, starts, at = [], [], 0
        for part in self.blocks[number]:
            totals, base = self._node(part)
            totals = totals[order]
            cells = np.flatnonzero(totals)
            pieces.append(Piece(part.papers, cells, totals[cells], at))
            starts.append(base[order[cells]])
            at += int(totals.sum())
        papers = sum(piece.papers for piece in pieces)
        questions, total = self._tickets.draw(self.engine, order, pieces, np.concatenate(starts))
        return Drawn(path, column, _sheaves_of(pieces), questions, total // papers, source.order(papers), {})

    def _sheaf(self, number: int, block: Drawn, sheaf: int) -> tuple[Integers, Integers]:
        """Papers of a sheaf, and for each whether it is broken."""
        found = block.dealt.get(sheaf)
        if found is None:
            source = self._source.child("sheaf", number, sheaf)
            papers = self._filled(block, block.sheaves[sheaf], source)
            found = block.dealt[sheaf] = papers, self._finished(papers, block.goal, source)
        return found

    def _filled(self, block: Drawn, pieces: list[Piece], source: RandomSource) -> Integers:
        papers, length, rules = sum(piece.papers for piece in pieces), self.problem.length, self._rules
        items, first = np.zeros(papers * length, dtype=np.int64), 0
        for piece in pieces:
            _, cells, _ = self._split(piece.cell, piece.count, piece.papers, block.path, block.column, source)
            self._scratch.cursor[piece.cell] = piece.at + np.cumsum(piece.count) - piece.count
            self.engine.fill(
                piece.papers,
                length,
                cells,
                block.questions,
                self._scratch.cursor,
                rules.class_of,
                rules.at_class,
                rules.classes,
                items,
                first,
            )
            first += piece.papers
        return items.reshape(papers, length)

    def _finished(self, papers: Integers, goal: int, source: RandomSource) -> Integers:
        """Mend, make equally hard and shuffle, in place; returns for each paper whether it is still broken."""
        problem, rules, items = self.problem, self._rules, papers.reshape(-1)
        wrong = np.zeros(len(papers), dtype=np.int64)
        if self.engine.broken(
            len(papers),
            problem.length,
            items,
            rules.rows_of,
            rules.width,
            rules.least,
            rules.most,
            rules.must,
            len(rules.must),
            rules.counts,
            wrong,
        ):
            ledger = Ledger(problem, papers)
            mend(ledger, [problem.cell, problem.column[problem.cell], problem.kind], source)
            wrong = np.minimum(ledger.faults(), 1)
            # swaps between classes leave a paper's questions out of order
            papers[:] = np.take_along_axis(
                papers, np.argsort(rules.class_of[papers], axis=1, kind="stable"), axis=1
            )
        if rules.facilities:
            self.engine.even(
                len(papers),
                problem.length,
                rules.class_of,
                problem.facility,
                rules.rows_of,
                rules.width,
                rules.least,
                rules.most,
                goal,
                _CLOSE,
                _ROUNDS,
                items,
                problem.facility[papers].sum(axis=1),
            )
        states = (source.words(len(papers)) >> np.uint64(33)).astype(np.int64)
        self.engine.shuffle(len(papers), problem.length, rules.kind_end, len(rules.kind_end), states, items)
        return wrong


class _Rules:
    """What swaps must know: classes that keep all columns and scopes as they are, and the rows they might break."""

    def __init__(self, problem: Problem) -> None:
        by_cell = np.unique(
            np.stack([problem.column_kind[problem.column], problem.column, problem.paths[:, 0]], axis=1),
            axis=0,
            return_inverse=True,
        )[1].reshape(-1)
        self.class_of = by_cell[problem.cell].astype(np.int64)
        self.classes = int(self.class_of.max(initial=-1)) + 1
        self.at_class = np.zeros(self.classes + 1, dtype=np.int64)
        rows = [row for row in problem.rows if not problem.is_column_row(row) and row.rule != "scopes"]
        table = rows_table(len(problem.places), [row.members for row in rows])
        self.rows_of, self.width = table.ravel(), table.shape[1]
        self.least = np.array([*(row.least for row in rows), 0], dtype=np.int64)
        self.most = np.array([*(row.most for row in rows), 1 << 30], dtype=np.int64)
        self.must = np.flatnonzero(self.least > 0)
        self.counts = np.zeros(len(self.least), dtype=np.int64)
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


class _Tickets:
    """The uses of each cell over all papers, in a secret order, and the question that each names."""

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
        self._item = np.argsort(problem.cell, kind="stable").astype(np.int64)
        self._facility = problem.facility[self._item]
        self._last = np.cumsum(problem.sizes)
        self._first = self._last - problem.sizes
        before = np.cumsum(uses[self._item]) - uses[self._item]
        self._first_ticket = before - np.repeat(before[self._first], problem.sizes)
        self._key = (source.child("tickets").words(3 * cells) >> np.uint64(33)).astype(np.int64).reshape(
            cells, 3
        ) | 1
        self._bits = np.array(
            [int(total - 1).bit_length() if total > 0 else 0 for total in self._total.tolist()],
            dtype=np.int64,
        )

    def draw(
        self, engine: Engine, order: Integers, pieces: list[Piece], starts: Integers
    ) -> tuple[Integers, int]:
        """The questions of a block's pieces, exchanged until all pieces are equally hard; and the facilities of all."""
        ends = np.cumsum([len(piece.cell) for piece in pieces])
        cell, count = (
            np.concatenate([piece.cell for piece in pieces]),
            np.concatenate([piece.count for piece in pieces]),
        )
        drawn, sums = np.zeros(int(count.sum()), dtype=np.int64), np.zeros(len(pieces), dtype=np.int64)
        engine.draw(
            len(pieces),
            ends,
            cell,
            count,
            self._total[order],
            self._key[order].ravel(),
            self._first_ticket,
            self._first[order],
            self._last[order],
            self._bits[order],
            self._facility,
            starts,
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
                drawn,
                sums,
            )
        return self._item[drawn], int(sums.sum())


class _Scratch:
    """Arrays that the splitting writes to, kept between calls."""

    def __init__(self, cells: int, columns: int) -> None:
        self._columns = columns
        self.cursor = np.zeros(cells, dtype=np.int64)
        self._grow(max(cells, 1), 2)

    def of(self, size: int, parts: int) -> "_Scratch":
        if size > len(self.entry) or 3 * parts > len(self.ends):
            self._grow(max(size, len(self.entry)), parts)
        return self

    def _grow(self, size: int, parts: int) -> None:
        (
            self.entry,
            self.count,
            self.other_entry,
            self.other_count,
            self.tie,
            self.mate,
            self.side,
            self.turn,
        ) = (np.zeros(size, dtype=np.int64) for _ in range(8))
        self.open_at = np.full(4, -1, dtype=np.int64)
        self.open_in = np.full(self._columns, -1, dtype=np.int64)
        self.ends = np.zeros(max(3 * parts, 2048), dtype=np.int64)
