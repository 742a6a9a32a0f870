"""A group's totals halved down to any part of it: what that part uses of each cell, and what all papers before it used."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assembler.engine import Engine
from assembler.plan import Group
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource

Small = np.typing.NDArray[np.uint32]

_STEP = 4
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a group: node `number` of the halving of `group`, after `level` halvings."""

    group: int
    level: int
    number: int
    papers: int


@dataclass(frozen=True, slots=True)
class Trees:
    """The cells in a random order of the first tree, with their nodes in both trees in that order.

    `coarse`, `middle` and `fine` number the nodes in that order, each within the one before: scopes, laws and articles, as far as
    they are told apart; where there are fewer levels, the coarsest stands for the others too.
    """

    order: Integers
    column: Small
    coarse: Small
    middle: Small
    fine: Small


def trees(problem: Problem, source: RandomSource) -> Trees:
    """The trees of a problem in an order of their own."""
    words = source.words(len(problem.paths))
    # -1, of no node, has a rank of its own too: the last
    ranks = [
        source.words(int(code.max(initial=0) - code.min(initial=0)) + 1)[code]
        for code in problem.paths.T[::-1]
    ]
    order = np.lexsort((words, *ranks))
    codes = problem.paths[order].T
    left = np.zeros(len(order), dtype=bool)
    nodes: list[Small] = []
    for code in codes:
        left[1:] |= code[1:] != code[:-1]
        number = np.cumsum(left).astype(np.uint32)
        if not nodes or number[-1] != nodes[-1][-1]:
            nodes.append(number)
    while len(nodes) < len(codes):
        nodes.insert(0, nodes[0])
    coarse, middle, fine = nodes
    return Trees(order, problem.column[order].astype(np.uint32), coarse, middle, fine)


class Scratch:
    """Arrays that the splitting writes to, kept between calls."""

    def __init__(self, columns: int) -> None:
        self.open_in = np.zeros(columns, dtype=np.uint32)
        self.use = np.zeros(0, dtype=np.int64)
        self.sizes = np.zeros(0, dtype=np.uint32)
        self.tie = np.zeros(0, dtype=np.uint32)

    def room(self, size: int, parts: int, total: int) -> None:
        """Make room for splitting `size` entries of `total` uses into `parts`."""
        wide = parts * (min(size, total // parts) + 1) + min(total, size * parts) + 1
        if wide > len(self.use):
            self.use, self.other_use = (np.zeros(wide, dtype=np.int64) for _ in range(2))
        if size + 2 > len(self.tie):
            self.single = np.zeros(size + 2, dtype=np.int64)
            self.tie, self.mate = (np.zeros(size + 2, dtype=np.uint32) for _ in range(2))
            self.side = np.zeros(size + 2, dtype=np.int8)
        if parts > len(self.sizes):
            self.sizes = np.zeros(parts, dtype=np.uint32)


class Shares:
    """Any part of any group, worked out when it is asked for."""

    def __init__(
        self, problem: Problem, groups: Sequence[Group], source: RandomSource, scratch: Scratch
    ) -> None:
        self._problem, self._groups, self._source, self._scratch = problem, groups, source, scratch
        self._trees: dict[int, Trees] = {}
        self._children: OrderedDict[tuple[int, int, int], tuple[Integers, Integers]] = OrderedDict()
        totals = np.array([group.totals for group in groups])
        self._before = np.cumsum(totals, axis=0) - totals

    def of(self, engine: Engine, part: Part) -> tuple[Integers, Integers]:
        """Uses of each cell by the part, and by all papers before it."""
        if part.level == 0:
            return self._groups[part.group].totals, self._before[part.group]
        up = (part.level - 1) % _STEP + 1
        above = Part(part.group, part.level - up, part.number >> up, part.papers << up)
        key = above.group, above.level, above.number
        if key not in self._children:
            self._children[key] = self._split(engine, above, 1 << up)
            while len(self._children) > _KEPT:
                self._children.popitem(last=False)
        self._children.move_to_end(key)
        uses, before = self._children[key]
        number = part.number & ((1 << up) - 1)
        return uses[number], before[number]

    def _split(self, engine: Engine, part: Part, parts: int) -> tuple[Integers, Integers]:
        uses, before = self.of(engine, part)
        if part.group not in self._trees:
            self._trees[part.group] = trees(self._problem, self._source.child("tree", part.group))
        tree, room = self._trees[part.group], self._scratch
        uses = uses[tree.order]
        cells = np.flatnonzero(uses)
        total = int(uses.sum())
        room.room(len(cells), parts, total)
        room.use[: len(cells)] = cells << 32 | uses[cells]
        source = self._source.child("halve", part.group, part.level, part.number)
        engine.split(
            len(cells),
            parts,
            total,
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
        )
        swapped = parts.bit_length() - 1 & 1
        use = room.other_use if swapped else room.use
        stride = min(len(cells), total // parts) + 1
        found = np.zeros((parts, len(uses)), dtype=np.int64)
        for number in range(parts):
            mine = use[number * stride : number * stride + int(room.sizes[number])]
            found[number, tree.order[mine >> 32]] = mine & 0xFFFFFFFF
        return found, before + np.cumsum(found, axis=0) - found
