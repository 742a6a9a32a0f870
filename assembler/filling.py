"""The loops that make papers of a split; written like `kernels.py`, for lists and arrays alike."""

from assembler.kernels import Flat, split


def deal(
    size: int,
    papers: int,
    length: int,
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
    questions: Flat,
    at: int,
    class_of_cell: Flat,
    classes: int,
    at_class: Flat,
    cursor: Flat,
    items: Flat,
    first: int,
) -> int:
    """Split `size` entries into papers, one use of a cell at most on each, and give each use its question.

    `questions` holds those of the entries, one entry after the other, from `at` on. The papers go to `items` from paper
    `first` on; a paper's questions lie in the order of their classes. Returns the state.
    """
    for k in range(size):
        cursor[entry[k]] = at
        at += count[k]
    state = split(
        size,
        papers,
        papers * length,
        column,
        scope,
        law,
        article,
        state,
        tie,
        mate,
        side,
        open_in,
        sizes,
        entry,
        count,
        other_entry,
        other_count,
    )
    turns = 0
    while 1 << turns < papers:
        turns += 1
    stride = min(size, length) + 1
    for paper in range(papers):
        if turns & 1:
            _fill(
                length,
                other_entry,
                paper * stride,
                questions,
                class_of_cell,
                classes,
                at_class,
                cursor,
                items,
                (first + paper) * length,
            )
        else:
            _fill(
                length,
                entry,
                paper * stride,
                questions,
                class_of_cell,
                classes,
                at_class,
                cursor,
                items,
                (first + paper) * length,
            )
    return state


def _fill(
    length: int,
    entry: Flat,
    at: int,
    questions: Flat,
    class_of_cell: Flat,
    classes: int,
    at_class: Flat,
    cursor: Flat,
    items: Flat,
    to: int,
) -> None:
    for k in range(classes + 1):
        at_class[k] = 0
    for k in range(at, at + length):
        at_class[class_of_cell[entry[k]] + 1] += 1
    for k in range(classes):
        at_class[k + 1] += at_class[k]
    for k in range(at, at + length):
        cell = entry[k]
        items[to + at_class[class_of_cell[cell]]] = questions[cursor[cell]]
        cursor[cell] += 1
        at_class[class_of_cell[cell]] += 1
