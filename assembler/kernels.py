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
    articles: int,
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
    `article` number the nodes of each cell, each within the one before (`articles` is 0 where
    they are the laws). Single uses are numbered from 1; 0 stands for
    nobody, and what is written there is never read, so that the loop needs no branches. Writes the halves from `left` and
    from `right` on; returns the state and their sizes.
    """
    odd = 0
    in_article, in_law, in_scope, in_root = 0, 0, 0, 0
    last_article, last_law, last_scope = -1, -1, -1
    for k in range(first, first + size):
        if count[k] & 1 == 0:
            continue
        one = entry[k]
        odd += 1
        side[odd] = -1
        other = open_in[column[one]]
        mate[odd] = other
        mate[other] = odd
        open_in[column[one]] = 0 if other else odd
        # whoever is left over in a node waits on in the next coarser one
        if articles:
            waiting = in_article if article[one] != last_article else 0
            in_article = in_article - waiting
            last_article = article[one]
            tie[waiting] = in_law
            tie[in_law] = waiting
            in_law = 0 if waiting and in_law else waiting | in_law
        waiting = in_law if law[one] != last_law else 0
        in_law = in_law - waiting
        last_law = law[one]
        tie[waiting] = in_scope
        tie[in_scope] = waiting
        in_scope = 0 if waiting and in_scope else waiting | in_scope
        waiting = in_scope if scope[one] != last_scope else 0
        in_scope = in_scope - waiting
        last_scope = scope[one]
        tie[waiting] = in_root
        tie[in_root] = waiting
        in_root = 0 if waiting and in_root else waiting | in_root
        if articles:
            tie[in_article] = odd
            tie[odd] = in_article
            in_article = 0 if in_article else odd
        else:
            tie[in_law] = odd
            tie[odd] = in_law
            in_law = 0 if in_law else odd
    tie[in_article] = in_law
    tie[in_law] = in_article
    in_law = 0 if in_article and in_law else in_article | in_law
    tie[in_law] = in_scope
    tie[in_scope] = in_law
    in_scope = 0 if in_law and in_scope else in_law | in_scope
    tie[in_scope] = in_root
    tie[in_root] = in_scope
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


def split(
    size: int,
    parts: int,
    total: int,
    column: Flat,
    scope: Flat,
    law: Flat,
    article: Flat,
    articles: int,
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
                    articles,
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
                    articles,
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
