"""The loops that make papers of a split; written like `kernels.py`, for lists and arrays alike."""

from assembler.kernels import Flat, split


def deal(
    size: int,
    papers: int,
    length: int,
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
    questions: Flat,
    at: int,
    facility: Flat,
    class_of_cell: Flat,
    classes: int,
    at_class: Flat,
    top: Flat,
    end: Flat,
    items: Flat,
    first: int,
) -> int:
    """Split `size` entries into papers, one use of a cell at most on each, and give each use its question.

    `questions` holds those of the entries, one deck after the other, from `at` on. The papers go to `items` from paper `first`
    on; a paper's questions lie in the order of their classes. `top` and `end` (by cell) say what is left of each deck. Returns
    the state.
    """
    total = 0
    for k in range(size):
        cell = use[k] >> 32
        top[cell] = at
        at += use[k] & 0xFFFFFFFF
        end[cell] = at
        for j in range(top[cell], at):
            total += facility[questions[j]]
    state = split(
        size,
        papers,
        papers * length,
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
        sizes,
        use,
        other_use,
    )
    turns = 0
    while 1 << turns < papers:
        turns += 1
    stride = min(size, length) + 1
    for paper in range(papers):
        _fill(
            length,
            other_use if turns & 1 else use,
            paper * stride,
            total // papers,
            questions,
            facility,
            class_of_cell,
            classes,
            at_class,
            top,
            end,
            items,
            (first + paper) * length,
        )
    return state


def _fill(
    length: int,
    use: Flat,
    at: int,
    goal: int,
    questions: Flat,
    facility: Flat,
    class_of_cell: Flat,
    classes: int,
    at_class: Flat,
    top: Flat,
    end: Flat,
    items: Flat,
    to: int,
) -> None:
    """Hand out the top question of each cell's deck, or the one below where that brings the paper's facilities nearer to `goal`."""
    for k in range(classes + 1):
        at_class[k] = 0
    miss = -goal
    for k in range(at, at + length):
        cell = use[k] >> 32
        at_class[class_of_cell[cell] + 1] += 1
        miss += facility[questions[top[cell]]]
    for k in range(classes):
        at_class[k + 1] += at_class[k]
    for k in range(at, at + length):
        cell = use[k] >> 32
        upper, group = top[cell], class_of_cell[cell]
        lower = upper + (upper + 1 < end[cell])
        given, kept = questions[upper], questions[lower]
        moved = facility[kept] - facility[given]
        if abs(miss + moved) < abs(miss):
            miss += moved
            questions[lower] = given
            given = kept
        items[to + at_class[group]] = given
        top[cell] = upper + 1
        at_class[group] += 1
