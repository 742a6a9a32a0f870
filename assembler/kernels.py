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
    uses: int,
    use: Flat,
    first: int,
    column: Flat,
    coarse: Flat,
    middle: Flat,
    fine: Flat,
    state: int,
    single: Flat,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
    to_use: Flat,
    left: int,
    right: int,
) -> tuple[int, int, int]:
    """Halve the `size` entries of `use` from `first` on (in the order of the first tree), which are `uses` uses together, so that
    every node of both trees is halved to within one.

    An entry is a cell and how often it is used: cell << 32 | uses. Single uses left over at a node are tied in pairs, which go to
    different sides; the ties of both trees make even cycles, whose two colours are the sides (equitable colouring of a bipartite
    multigraph, de Werra 1971). `coarse`, `middle` and `fine` number the nodes of each cell, each within the one before. Writes the
    halves from `left` and from `right` on; returns the state and their sizes.
    """
    # which uses are single is as good as random: what depends on it is computed, not branched on
    to_left, to_right = left, right
    if size == uses:
        _tie_up(size, use, first - 1, column, coarse, middle, fine, tie, mate, side, open_in)
        state = _take_sides(size, state, tie, mate, side)
        for one in range(1, size + 1):
            whole, goes = use[first + one - 1], side[one]
            to_use[to_left] = whole
            to_use[to_right] = whole
            to_right += goes
            to_left += 1 - goes
        return state, to_left - left, to_right - right
    odd = 0
    for k in range(first, first + size):
        # what an even entry writes, the next one overwrites
        whole = use[k]
        single[odd + 1] = whole
        odd += whole & 1
    _tie_up(odd, single, 0, column, coarse, middle, fine, tie, mate, side, open_in)
    state = _take_sides(odd, state, tie, mate, side)
    odd = 0
    for k in range(first, first + size):
        whole = use[k]
        cell = whole >> 32 << 32
        rest = whole & 1
        odd += rest
        half = (whole - cell) >> 1
        goes = rest & side[odd]
        more = half + goes
        less = half + rest - goes
        to_use[to_left] = cell | less
        to_left += less > 0
        to_use[to_right] = cell | more
        to_right += more > 0
    return state, to_left - left, to_right - right


def _tie_up(
    odd: int,
    single: Flat,
    before: int,
    column: Flat,
    coarse: Flat,
    middle: Flat,
    fine: Flat,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
) -> None:
    """Tie the single uses 1 to `odd` (`single` from before + 1 on) in the first tree, and pair them in `mate` by columns.

    Who is left over in a node waits on in the next coarser one. 0 stands for nobody; what is written there is never read.
    """
    in_fine, in_middle, in_coarse, in_root = 0, 0, 0, 0
    waiting, last_coarse, last_middle, last_fine = 0, 0, 0, 0
    for one in range(1, odd + 1):
        cell = single[before + one] >> 32
        here, at = fine[cell], column[cell]
        leaving = in_fine * (here != last_fine)
        last_fine = here
        in_middle = _wait_on(tie, leaving, in_middle)
        in_fine -= leaving
        if middle[cell] != last_middle:
            last_middle = middle[cell]
            in_coarse = _wait_on(tie, in_middle, in_coarse)
            in_middle = 0
            if coarse[cell] != last_coarse:
                last_coarse = coarse[cell]
                in_root = _wait_on(tie, in_coarse, in_root)
                in_coarse = 0
        in_fine = _wait_on(tie, one, in_fine)
        other = open_in[at]
        open_in[at] = _wait_on(mate, one, other)
        waiting += 1 if other == 0 else -1
        side[one] = -1
    in_middle = _wait_on(tie, in_fine, in_middle)
    in_coarse = _wait_on(tie, in_middle, in_coarse)
    _wait_on(tie, in_coarse, in_root)
    if waiting:
        for one in range(1, odd + 1):
            open_in[column[single[before + one] >> 32]] = 0


def _wait_on(tie: Flat, one: int, other: int) -> int:
    """Tie the two that are left over, if there are two; returns who still waits."""
    tie[one] = other
    tie[other] = one
    return (one + other) * ((one == 0) | (other == 0))


def _take_sides(odd: int, state: int, tie: Flat, mate: Flat, side: Flat) -> int:
    """Give the two ends of every tie and of every pair different sides, cycle by cycle. Returns the state."""
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
    return state


def split(
    size: int,
    parts: int,
    total: int,
    column: Flat,
    coarse: Flat,
    middle: Flat,
    fine: Flat,
    state: int,
    single: Flat,
    tie: Flat,
    mate: Flat,
    side: Flat,
    open_in: Flat,
    sizes: Flat,
    use: Flat,
    other_use: Flat,
) -> int:
    """Halve `size` entries of `total` uses again and again, into `parts` (a power of two) equal shares of the papers.

    Part k lies from k * (min(size, total // parts) + 1) on and has sizes[k] entries: in `use` where parts is an even
    power of two, else in `other_use`. Returns the state.
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
                    total // made,
                    use,
                    part * stride,
                    column,
                    coarse,
                    middle,
                    fine,
                    state,
                    single,
                    tie,
                    mate,
                    side,
                    open_in,
                    other_use,
                    to,
                    to + narrow,
                )
            else:
                state, less, more = halve(
                    sizes[part],
                    total // made,
                    other_use,
                    part * stride,
                    column,
                    coarse,
                    middle,
                    fine,
                    state,
                    single,
                    tie,
                    mate,
                    side,
                    open_in,
                    use,
                    to,
                    to + narrow,
                )
            sizes[2 * part], sizes[2 * part + 1] = less, more
        made *= 2
        stride = narrow
        turns += 1
    return state
