"""The loops of the deal, written once over flat sequences of whole numbers.

They run as they stand, on lists, or compiled, on arrays (`engine.py`), and give the same integers either way: so no floating
point, nothing above 63 bits, and every random number is handed in.
"""

from typing import Any

Flat = Any
"""A list of integers, or an int64 array."""


def halve(
    entry: Flat,
    count: Flat,
    first: int,
    last: int,
    path: Flat,
    depth: int,
    column: Flat,
    state: int,
    tie: Flat,
    mate: Flat,
    side: Flat,
    turn: Flat,
    open_at: Flat,
    open_in: Flat,
    to_entry: Flat,
    to_count: Flat,
    to: int,
) -> tuple[int, int]:
    """Halve the uses entry[first:last] (in the order of the first tree) so that every node of both trees is halved to within one.

    Single uses left over at a node are tied in pairs, which go to different sides; the ties of both trees make even cycles,
    whose two colours are the sides (equitable colouring of a bipartite multigraph, de Werra 1971). `path` holds `depth`
    codes an entry: its nodes from coarse to fine. Writes the first half from `to` on, then the second; returns both ends.
    """
    odd, previous = 0, -1
    for k in range(first, last):
        if count[k] & 1 == 0:
            continue
        one = entry[k]
        if previous >= 0:
            same = 0
            while same < depth and path[one * depth + same] == path[previous * depth + same]:
                same += 1
            _close(open_at, tie, depth, same)
        if open_at[depth] >= 0:
            tie[odd], tie[open_at[depth]] = open_at[depth], odd
            open_at[depth] = -1
        else:
            open_at[depth] = odd
        if open_in[column[one]] >= 0:
            mate[odd], mate[open_in[column[one]]] = open_in[column[one]], odd
            open_in[column[one]] = -1
        else:
            open_in[column[one]] = odd
        side[odd] = -1
        previous = one
        odd += 1
    _close(open_at, tie, depth, 0)
    open_at[0] = -1
    cycles = 0
    for k in range(odd):
        if side[k] < 0:
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            turn[cycles] = state >> 30
            one = k
            while side[one] < 0:
                side[one] = turn[cycles]
                side[tie[one]] = 1 - turn[cycles]
                one = mate[tie[one]]
            cycles += 1
    middle = _write(entry, count, first, last, side, 0, to_entry, to_count, to)
    return middle, _write(entry, count, first, last, side, 1, to_entry, to_count, middle)


def _close(open_at: Flat, tie: Flat, deep: int, shallow: int) -> None:
    """Leave the nodes below `shallow`: a single use that waits there waits in the next coarser node."""
    level = deep
    while level > shallow:
        waiting = open_at[level]
        if waiting >= 0:
            open_at[level] = -1
            if open_at[level - 1] >= 0:
                tie[waiting], tie[open_at[level - 1]] = open_at[level - 1], waiting
                open_at[level - 1] = -1
            else:
                open_at[level - 1] = waiting
        level -= 1


def _write(
    entry: Flat,
    count: Flat,
    first: int,
    last: int,
    side: Flat,
    which: int,
    to_entry: Flat,
    to_count: Flat,
    to: int,
) -> int:
    odd = 0
    for k in range(first, last):
        uses = count[k] >> 1
        if count[k] & 1:
            if side[odd] == which:
                uses += 1
            odd += 1
        if uses > 0:
            to_entry[to], to_count[to] = entry[k], uses
            to += 1
    return to


def split(
    size: int,
    parts: int,
    path: Flat,
    depth: int,
    column: Flat,
    states: Flat,
    tie: Flat,
    mate: Flat,
    side: Flat,
    turn: Flat,
    open_at: Flat,
    open_in: Flat,
    ends: Flat,
    entry: Flat,
    count: Flat,
    other_entry: Flat,
    other_count: Flat,
) -> int:
    """Halve the `size` uses in entry and count again and again, into `parts` (a power of two) equal shares of the papers.

    The parts lie one after the other up to ends[0], ends[1]...; returns 0 where they lie in entry and count, else 1: in the
    other two.
    """
    ends[0] = size
    made, drawn, turns = 1, 0, 0
    while made < parts:
        first, to = 0, 0
        for part in range(made):
            last = ends[part]
            if turns & 1 == 0:
                middle, to = halve(
                    entry,
                    count,
                    first,
                    last,
                    path,
                    depth,
                    column,
                    states[drawn],
                    tie,
                    mate,
                    side,
                    turn,
                    open_at,
                    open_in,
                    other_entry,
                    other_count,
                    to,
                )
            else:
                middle, to = halve(
                    other_entry,
                    other_count,
                    first,
                    last,
                    path,
                    depth,
                    column,
                    states[drawn],
                    tie,
                    mate,
                    side,
                    turn,
                    open_at,
                    open_in,
                    entry,
                    count,
                    to,
                )
            drawn += 1
            first = last
            # the new ends wait behind the old ones until those have been read
            ends[parts + 2 * part], ends[parts + 2 * part + 1] = middle, to
        made *= 2
        for part in range(made):
            ends[part] = ends[parts + part]
        turns += 1
    return turns & 1


def draw(
    pieces: int,
    piece_end: Flat,
    entry: Flat,
    count: Flat,
    total: Flat,
    key: Flat,
    first_ticket: Flat,
    first_item: Flat,
    last_item: Flat,
    bits: Flat,
    facility: Flat,
    start: Flat,
    drawn: Flat,
    sums: Flat,
) -> int:
    """Draw the questions of each piece's cells. A cell's uses are tickets in a secret order of its own; a ticket names a question.

    start: the first ticket of each piece's cells; drawn: questions, piece by piece, cell by cell; sums: facility of each piece.
    The order is a bijection of `bits` bits (odd multipliers and shifts), walked until it falls below the cell's total.
    """
    at, k = 0, 0
    for piece in range(pieces):
        sums[piece] = 0
        while k < piece_end[piece]:
            cell = entry[k]
            width = bits[cell]
            mask = (1 << width) - 1
            shift = (width + 1) >> 1
            a, b, c = key[3 * cell], key[3 * cell + 1], key[3 * cell + 2]
            for j in range(count[k]):
                ticket = start[k] + j
                while True:
                    ticket = (ticket * a + b) & mask
                    ticket ^= ticket >> shift
                    ticket = (ticket * c + a) & mask
                    ticket ^= ticket >> shift
                    ticket = (ticket * b + c) & mask
                    ticket ^= ticket >> shift
                    ticket = (ticket * a + c) & mask
                    if ticket < total[cell]:
                        break
                low, high = first_item[cell], last_item[cell]
                while high - low > 1:
                    middle = (low + high) >> 1
                    if first_ticket[middle] <= ticket:
                        low = middle
                    else:
                        high = middle
                drawn[at] = low
                sums[piece] += facility[low]
                at += 1
            k += 1
    return at


def exchange(
    pieces: int,
    piece_end: Flat,
    entry: Flat,
    count: Flat,
    facility: Flat,
    goal: Flat,
    size: Flat,
    starts: Flat,
    rounds: int,
    drawn: Flat,
    sums: Flat,
) -> int:
    """Exchange questions of one cell between pieces until each piece's facilities are near its goal; returns the exchanges.

    A piece has `size` cells up to `piece_end`, and its questions in `drawn` from `starts` on.
    """
    moves = 0
    for _ in range(rounds):
        high, low = 0, 0
        for piece in range(pieces):
            if sums[piece] - goal[piece] > sums[high] - goal[high]:
                high = piece
            if sums[piece] - goal[piece] < sums[low] - goal[low]:
                low = piece
        before = moves
        a, b = piece_end[high] - size[high], piece_end[low] - size[low]
        at_a, at_b = starts[high], starts[low]
        need = ((sums[high] - goal[high]) - (sums[low] - goal[low])) >> 1
        while a < piece_end[high] and b < piece_end[low] and need > 0:
            if entry[a] == entry[b]:
                for j in range(min(count[a], count[b])):
                    moved = facility[drawn[at_a + j]] - facility[drawn[at_b + j]]
                    if 0 < moved <= need:
                        drawn[at_a + j], drawn[at_b + j] = drawn[at_b + j], drawn[at_a + j]
                        sums[high] -= moved
                        sums[low] += moved
                        need -= moved
                        moves += 1
            # both lists follow one order, in which entry numbers ascend
            if entry[a] <= entry[b]:
                at_a += count[a]
                a += 1
            else:
                at_b += count[b]
                b += 1
        if moves == before:
            break
    return moves
