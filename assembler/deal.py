"""From totals to papers: level uses inside each cell, then Euler splitting until each block is one paper.

Splitting halves the uses of a group of papers so that every node of both trees (scope > law > article > cell > question; type >
column) is halved to within one: uses left over at a node are tied in pairs, pairs go to different sides. The ties of the two
trees make even cycles, whose two colours are the two halves (equitable colouring of a bipartite multigraph, de Werra 1971).
Done level by level on arrays; a loop that walks the cycles gives the same integers, since a cycle's colour hangs
on its smallest member alone.
"""

import numpy as np

from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource


def item_uses(
    cell: Integers,
    sizes: Integers,
    totals: Integers,
    most: int,
    first: Integers,
    second: Integers,
    source: RandomSource,
) -> Integers:
    """How often each question is used when its cell is used `totals` times: the least used first.

    `first` and `second` are what counts as use already (`second` decides ties, then chance); no question is used more than
    `most` times. totals <= most * sizes is required.
    """
    uses = np.zeros(len(cell), dtype=np.int64)
    left = totals.copy()
    low, high = np.full(len(sizes), np.iinfo(np.int64).max), np.full(len(sizes), -1, dtype=np.int64)
    np.minimum.at(low, cell, first)
    np.maximum.at(high, cell, first)
    even = high - low <= 1
    bulk = np.where(even, np.maximum(left // np.maximum(sizes, 1) - 1, 0), 0)
    uses += bulk[cell]
    left -= bulk * sizes
    chance = source.words(len(cell))
    while left.any():
        # one more use for each cell's questions of lowest level, until the cell's total is reached
        open_to = (left[cell] > 0) & (uses < most)
        level = np.where(open_to, first + uses, np.iinfo(np.int64).max)
        lowest = np.full(len(sizes), np.iinfo(np.int64).max)
        np.minimum.at(lowest, cell, level)
        chosen = np.flatnonzero(open_to & (level == lowest[cell]))
        chosen = chosen[np.lexsort((chance[chosen], second[chosen], cell[chosen]))]
        chosen = chosen[_rank(cell[chosen]) < left[cell[chosen]]]
        uses[chosen] += 1
        left -= np.bincount(cell[chosen], minlength=len(sizes))
    return uses


def spread_uses(
    cell: Integers,
    totals: list[Integers],
    papers: list[int],
    first: Integers,
    second: Integers,
    source: RandomSource,
) -> list[Integers]:
    """How often each question is used in each group of a block (`totals` by cell, `papers` of each group).

    Over the block the uses are level; over its groups they fall as chance has it. (Least used first, group by group, would make
    neighbouring groups avoid each other and distant ones meet: the mean overlap would be right and its tail too heavy.)
    """
    cells = len(totals[0])
    sizes = np.bincount(cell, minlength=cells)
    whole = np.sum(totals, axis=0)
    left = item_uses(cell, sizes, whole, sum(papers), first, second, source)
    spread, rest = [], sum(papers)
    done = first.copy()
    for total, members in zip(totals, papers, strict=True):
        rest -= members
        # a question with more uses left than papers after this group must be used now
        uses = np.clip(left - rest, 0, members)
        forced = np.bincount(cell, uses, minlength=cells)
        uses[forced[cell] > total[cell]] = 0
        open_copies = np.minimum(left, members) - uses
        copies = np.repeat(np.arange(len(cell)), np.maximum(open_copies, 0))
        copies = copies[np.lexsort((source.words(len(copies)), cell[copies]))]
        missing = total - np.bincount(cell, uses, minlength=cells).astype(np.int64)
        copies = copies[_rank(cell[copies]) < missing[cell[copies]]]
        uses += np.bincount(copies, minlength=len(cell))
        missing = total - np.bincount(cell, uses, minlength=cells).astype(np.int64)
        if missing.any():
            # so few papers that the shares left do not fit: others of the cell step in, least used first
            uses += _step_in(cell, missing, members, uses, done, second, source)
        left = np.maximum(left - uses, 0)
        done = done + uses
        spread.append(uses)
    return spread


def _step_in(
    cell: Integers,
    missing: Integers,
    most: int,
    uses: Integers,
    done: Integers,
    second: Integers,
    source: RandomSource,
) -> Integers:
    extra = np.zeros_like(uses)
    while missing.any():
        free = np.flatnonzero((missing[cell] > 0) & (uses + extra < most))
        free = free[
            np.lexsort((source.words(len(free)), second[free], (done + uses + extra)[free], cell[free]))
        ]
        free = free[_rank(cell[free]) < missing[cell[free]]]
        extra[free] += 1
        missing = missing - np.bincount(cell[free], minlength=len(missing))
    return extra


def split(problem: Problem, uses: Integers, papers: int, source: RandomSource) -> Integers:
    """Papers (papers x length, questions) that use each question as often as `uses` says, in every node's floor or ceiling.

    `papers` is a power of two; uses add up to papers * length, and each column's to a multiple of papers.
    """
    item = np.flatnonzero(uses)
    scope, law, article = problem.paths[problem.cell[item]].T
    item = item[
        np.lexsort(
            (
                _keys(item, source),
                _keys(problem.cell[item], source),
                _keys(article, source),
                _keys(law, source),
                _keys(scope, source),
            )
        )
    ]
    copies = uses[item]
    segment = np.zeros(len(item), dtype=np.int64)
    parts = 1
    while parts < papers:
        odd = np.flatnonzero(copies & 1)
        side = _sides(problem, item[odd], segment[odd], source.child(parts))
        extra = np.zeros(len(item), dtype=np.int64)
        extra[odd] = 1 + side
        half = copies >> 1
        copies = np.concatenate((half + (extra == 1), half + (extra == 2)))
        segment = np.concatenate((2 * segment, 2 * segment + 1))
        item = np.concatenate((item, item))
        kept = np.flatnonzero(copies)
        kept = kept[np.argsort(segment[kept], kind="stable")]
        item, copies, segment = item[kept], copies[kept], segment[kept]
        parts *= 2
    return item.reshape(papers, problem.length)


def _keys(codes: Integers, source: RandomSource) -> Integers:
    """A random order of the distinct codes, as a number for each entry."""
    distinct, place = np.unique(codes, return_inverse=True)
    order = np.empty(len(distinct), dtype=np.int64)
    order[source.order(len(distinct))] = np.arange(len(distinct))
    return order[place]


def _rank(groups: Integers) -> Integers:
    """The place of each entry in its run of equal groups, from 0."""
    if not len(groups):
        return groups
    starts = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))


def _sides(problem: Problem, item: Integers, segment: Integers, source: RandomSource) -> Integers:
    """0 or 1 for each single use (in the order of the first tree): the half it goes to."""
    count = len(item)
    cell = problem.cell[item]
    scope, law, article = problem.paths[cell].T
    changed = np.zeros(count, dtype=np.int64)
    nodes = []
    for code in (segment, scope, law, article, cell):
        # a node is a run of entries with the same path down to here
        if count:
            changed[1:] |= code[1:] != code[:-1]
        nodes.append(np.cumsum(changed))
    first = _ties(np.arange(count), nodes[::-1])
    column = problem.column[cell]
    order = np.lexsort((source.words(count), column, problem.kind[item], segment))
    place = [
        np.cumsum(_starts(segment[order], problem.kind[item][order], column[order])),
        np.cumsum(_starts(segment[order], problem.kind[item][order])),
        np.cumsum(_starts(segment[order])),
    ]
    second = _ties(order, place)
    return _colours(first, second, source)


def _starts(*codes: Integers) -> Integers:
    starts = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        starts[1:] |= code[1:] != code[:-1]
    return starts


def _ties(entries: Integers, nodes: list[Integers]) -> Integers:
    """Each entry's partner: pairs inside the finest node first, what is left over pairs in the next coarser node.

    `nodes` lists, from fine to coarse, the node of each of `entries`. Every coarsest node holds an even number.
    """
    partner = np.full(len(entries), -1, dtype=np.int64)
    left = np.arange(len(entries))
    for node in nodes:
        rank = _rank(node[left])
        second = np.flatnonzero(rank & 1)
        a, b = entries[left[second - 1]], entries[left[second]]
        partner[a], partner[b] = b, a
        tied = np.zeros(len(left), dtype=bool)
        tied[second], tied[second - 1] = True, True
        left = left[~tied]
    if len(left):
        raise AssertionError("an odd number of single uses in a segment")
    return partner


def _colours(first: Integers, second: Integers, source: RandomSource) -> Integers:
    """Two colours so that partners of either kind differ: cycles are found by pointer doubling."""
    label = np.arange(len(first))
    jump = second[first]
    while True:
        lower = np.minimum(label, label[jump])
        if np.array_equal(lower, label):
            break
        label, jump = lower, jump[jump]
    # stepping over both partners visits every second member of a cycle; the others are reached from a partner
    other = label[first]
    leader = np.minimum(label, other)
    return (source.bits(leader) ^ (other < label)).astype(np.int64)
