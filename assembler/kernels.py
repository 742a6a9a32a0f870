"""The loops of the split, written once over flat sequences of whole numbers.

They run as they stand, on lists, or compiled, on arrays (`engine.py`), and give the same integers either way: so no floating
point, nothing above 63 bits after a mask, and every random number comes from a state that is handed in.
"""

from typing import Any

Flat = Any
"""A list of integers, or an array of them."""


def step(state: int) -> int:
    """The next state of a linear congruential generator of 63 bits (multiplier and increment by Knuth); its high bits are random."""
    return (state * 6364136223846793005 + 1442695040888963407) & 0x7FFFFFFFFFFFFFFF


def halve(
    size: int,
    entry: Flat,
    count: Flat,
    first: int,
    column: Flat,
    scope: Flat,
    law: Flat,
    article: Flat,
    state: int,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
    to_entry: Flat,
    to_count: Flat,
    left: int,
    right: int,
) -> tuple[int, int, int]:
    """Halve `size` uses from `first` on (in the order of the first tree) so that every node of both trees is halved to within one.

    Single uses left over at a node are tied in pairs, which go to different sides; the ties of both trees make even cycles,
    whose two colours are the sides (equitable colouring of a bipartite multigraph, de Werra 1971). `scope`, `law` and
    `article` number the nodes of each cell, each within the one before. Writes the halves from `left` and from `right` on;
    returns the state and their sizes.
    """
    odd = _tie_up(size, entry, count, first, column, scope, law, article, tie, mate, side, open_in)
    for k in range(1, odd + 1):
        if side[k] < 0:
            state = step(state)
            colour = state >> 62
            one = k
            while side[one] < 0:
                side[one] = colour
                one = tie[one]
                side[one] = 1 - colour
                one = mate[one]
    odd, to_left, to_right = 0, left, right
    for k in range(first, first + size):
        one = entry[k]
        less = count[k] >> 1
        more = less
        if count[k] & 1:
            odd += 1
            less += 1 - side[odd]
            more += side[odd]
        to_entry[to_left] = one
        to_count[to_left] = less
        to_left += 1 if less else 0
        to_entry[to_right] = one
        to_count[to_right] = more
        to_right += 1 if more else 0
    return state, to_left - left, to_right - right


def _tie_up(
    size: int,
    entry: Flat,
    count: Flat,
    first: int,
    column: Flat,
    scope: Flat,
    law: Flat,
    article: Flat,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
) -> int:
    """Tie the single uses in the first tree, and pair them in `mate` by columns; returns how many there are.

    They are numbered from 1; 0 stands for nobody, and what is written there is never read, so that ties need no branches. Who is
    left over in a node waits on in the next coarser one.
    """
    odd, k, last = 0, first, first + size
    in_root, in_scope, last_scope = 0, 0, -1
    while k < last:
        if scope[entry[k]] != last_scope:
            in_root = _wait_on(tie, in_scope, in_root)
            in_scope, last_scope = 0, scope[entry[k]]
        in_law, here = 0, law[entry[k]]
        while k < last and law[entry[k]] == here:
            in_article, node = 0, article[entry[k]]
            while k < last and article[entry[k]] == node:
                if count[k] & 1:
                    odd += 1
                    side[odd] = -1
                    at = column[entry[k]]
                    other = open_in[at]
                    mate[odd] = other
                    mate[other] = odd
                    open_in[at] = 0 if other else odd
                    tie[in_article] = odd
                    tie[odd] = in_article
                    in_article = 0 if in_article else odd
                k += 1
            in_law = _wait_on(tie, in_article, in_law)
        in_scope = _wait_on(tie, in_law, in_scope)
    _wait_on(tie, in_scope, in_root)
    return odd


def _wait_on(tie: Flat, one: int, other: int) -> int:
    """Tie the two that are left over, if there are two; returns who still waits."""
    tie[one] = other
    tie[other] = one
    return 0 if one and other else one | other


def split(
    size: int,
    parts: int,
    total: int,
    column: Flat,
    scope: Flat,
    law: Flat,
    article: Flat,
    state: int,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
    sizes: Flat,
    entry: Flat,
    count: Flat,
    other_entry: Flat,
    other_count: Flat,
) -> int:
    """Halve `size` entries of `total` uses again and again, into `parts` (a power of two) equal shares of the papers.

    Part k lies from k * (min(size, total // parts) + 1) on and has sizes[k] entries: in entry and count where parts is an even
    power of two, else in the other two. Returns the state.
    """
    made, stride, turns = 1, size + 1, 0
    sizes[0] = size
    while made < parts:
        narrow = min(size, total // (2 * made)) + 1
        for k in range(made):
            part = made - 1 - k
            to = 2 * part * narrow
            if turns & 1 == 0:
                state, less, more = halve(
                    sizes[part],
                    entry,
                    count,
                    part * stride,
                    column,
                    scope,
                    law,
                    article,
                    state,
                    tie,
                    mate,
                    side,
                    open_in,
                    other_entry,
                    other_count,
                    to,
                    to + narrow,
                )
            else:
                state, less, more = halve(
                    sizes[part],
                    other_entry,
                    other_count,
                    part * stride,
                    column,
                    scope,
                    law,
                    article,
                    state,
                    tie,
                    mate,
                    side,
                    open_in,
                    entry,
                    count,
                    to,
                    to + narrow,
                )
            sizes[2 * part], sizes[2 * part + 1] = less, more
        made *= 2
        stride = narrow
        turns += 1
    return state
