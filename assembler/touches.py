"""The loops that finish dealt papers by swaps; written like `kernels.py`, for lists and arrays alike.

A swap gives two papers each other's question, so use never changes. `rows_of` holds `width` rows for each question, filled up with
the number of a row that nothing breaks.
"""

from assembler.kernels import Flat, step


def mend(
    papers: int,
    length: int,
    state: int,
    class_of: Flat,
    cell_of: Flat,
    rows_of: Flat,
    width: int,
    loose_of: Flat,
    loose_width: int,
    least: Flat,
    most: Flat,
    must: Flat,
    musts: int,
    counts: Flat,
    wrong: Flat,
    items: Flat,
) -> int:
    """Swap questions of one cell, else of one class, until no paper breaks a row of `loose_of`, those that a split may break.

    Marks the papers that are still broken in `wrong` and returns how many they are. `counts` is all 0, and is so again afterwards.
    """
    broken = 0
    for paper in range(papers):
        at = paper * length
        row = _broken_row(at, length, loose_of, loose_width, least, most, must, musts, counts, items)
        for _ in range(8):
            if row < 0:
                break
            state = step(state)
            start = ((state >> 32) * papers) >> 31
            held = _held(at, length, row, rows_of, width, items)
            if not _relieve(
                papers, paper, length, start, row, held, cell_of, rows_of, width, least, most, items
            ) and not _relieve(
                papers, paper, length, start, row, held, class_of, rows_of, width, least, most, items
            ):
                break
            row = _broken_row(at, length, loose_of, loose_width, least, most, must, musts, counts, items)
        wrong[paper] = 1 if row >= 0 else 0
        broken += wrong[paper]
    return broken


def _broken_row(
    at: int,
    length: int,
    loose_of: Flat,
    loose_width: int,
    least: Flat,
    most: Flat,
    must: Flat,
    musts: int,
    counts: Flat,
    items: Flat,
) -> int:
    """A row that the paper at `at` breaks, or -1."""
    found = -1
    for k in range(at, at + length):
        for j in range(items[k] * loose_width, (items[k] + 1) * loose_width):
            row = loose_of[j]
            counts[row] += 1
            if counts[row] > most[row]:
                found = row
    for k in range(musts):
        if counts[must[k]] < least[must[k]]:
            found = must[k]
    for k in range(at, at + length):
        for j in range(items[k] * loose_width, (items[k] + 1) * loose_width):
            counts[loose_of[j]] = 0
    return found


def _relieve(
    papers: int,
    paper: int,
    length: int,
    start: int,
    row: int,
    held: int,
    group_of: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    items: Flat,
) -> bool:
    """Bring `row` nearer to its limits on a paper by one swap inside a group with another paper, from `start` on."""
    over = held > most[row]
    for shift in range(papers):
        other = start + shift if start + shift < papers else start + shift - papers
        if other == paper:
            continue
        for i in range(paper * length, (paper + 1) * length):
            out = items[i]
            if _carries(out, row, rows_of, width) != over:
                continue
            for j in range(other * length, (other + 1) * length):
                into = items[j]
                if group_of[into] != group_of[out] or _carries(into, row, rows_of, width) == over:
                    continue
                if _fits(paper * length, length, out, into, rows_of, width, least, most, items) and _fits(
                    other * length, length, into, out, rows_of, width, least, most, items
                ):
                    items[i], items[j] = into, out
                    return True
    return False


def finish(
    papers: int,
    length: int,
    state: int,
    close: int,
    rounds: int,
    class_of: Flat,
    facility: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    kind_end: Flat,
    kinds: int,
    sums: Flat,
    items: Flat,
) -> int:
    """Make the papers equally hard (no rounds: leave them), then put each type's questions in a random order. Returns the swaps.

    Swaps stay inside a class, break no row and bring no question on a paper twice; papers whose sums of facilities lie within
    `close` of the mean are left alone.
    """
    whole = 0
    for paper in range(papers):
        total = 0
        for k in range(paper * length, (paper + 1) * length):
            total += facility[items[k]]
        sums[paper] = total
        whole += total
    goal = whole // papers
    swaps = 0
    for number in range(rounds):
        far = 0
        for paper in range(papers):
            if abs(sums[paper] - goal) <= close:
                continue
            far += 1
            twin = _twin(papers, paper, goal, close, number, sums)
            moved = _swap_some(
                paper, twin, length, class_of, facility, rows_of, width, least, most, items, sums
            )
            if moved == 0:
                # these two have nothing to give each other
                twin = (paper + 1 + 7 * number) % papers
                moved = _swap_some(
                    paper, twin, length, class_of, facility, rows_of, width, least, most, items, sums
                )
            swaps += moved
        if far == 0:
            break
    _shuffle(papers, length, state, kind_end, kinds, items)
    return swaps


def _shuffle(papers: int, length: int, state: int, kind_end: Flat, kinds: int, items: Flat) -> None:
    """Put the questions of each type (up to kind_end[type] on every paper) in a random order."""
    for paper in range(papers):
        first = paper * length
        for kind in range(kinds):
            last = paper * length + kind_end[kind]
            for k in range(last - 1, first, -1):
                state = step(state)
                j = first + (((state >> 32) * (k - first + 1)) >> 31)
                items[k], items[j] = items[j], items[k]
            first = last


def _twin(papers: int, paper: int, goal: int, close: int, number: int, sums: Flat) -> int:
    """The paper that is as much too easy as this one is too hard; later rounds look at others first."""
    wanted = 2 * goal - sums[paper]
    best, found = 1 << 60, paper
    other = (paper + 7 * number) % papers
    for _ in range(papers):
        other = other + 1 if other + 1 < papers else 0
        miss = abs(sums[other] - wanted)
        if miss < best and other != paper:
            best, found = miss, other
            if miss <= close:
                break
    return found


def _swap_some(
    a: int,
    b: int,
    length: int,
    class_of: Flat,
    facility: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    items: Flat,
    sums: Flat,
) -> int:
    """Swap until the sums of two papers are as near as a few swaps bring them; returns the swaps."""
    moved = 0
    while (
        moved < 4
        and a != b
        and _swap_one(a, b, length, class_of, facility, rows_of, width, least, most, items, sums)
    ):
        moved += 1
    return moved


def _swap_one(
    a: int,
    b: int,
    length: int,
    class_of: Flat,
    facility: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    items: Flat,
    sums: Flat,
) -> bool:
    """Carry out the swap that brings the sums of a and b nearest to each other; of three tries, the first that breaks nothing."""
    want = (sums[a] - sums[b]) >> 1
    passed = -1
    for _ in range(3):
        best, slot_a, slot_b = abs(want), -1, -1
        start, i = b * length, a * length
        end_a, end_b = i + length, start + length
        while i < end_a and start < end_b:
            mine = class_of[items[i]]
            if class_of[items[start]] < mine:
                start += 1
                continue
            need = facility[items[i]] - want
            j = start
            while j < end_b and class_of[items[j]] == mine:
                miss = abs(need - facility[items[j]])
                if passed < miss < best:
                    best, slot_a, slot_b = miss, i, j
                j += 1
            i += 1
        if slot_a < 0:
            return False
        out, into = items[slot_a], items[slot_b]
        if _fits(a * length, length, out, into, rows_of, width, least, most, items) and _fits(
            b * length, length, into, out, rows_of, width, least, most, items
        ):
            items[slot_a], items[slot_b] = into, out
            moved = facility[out] - facility[into]
            sums[a] -= moved
            sums[b] += moved
            return True
        passed = best
    return False


def _fits(
    first: int,
    length: int,
    out: int,
    into: int,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    items: Flat,
) -> bool:
    """Whether the paper that begins at `first` may give `out` away for `into`."""
    for k in range(first, first + length):
        if items[k] == into:
            return False
    for j in range(width):
        gained, lost = rows_of[into * width + j], rows_of[out * width + j]
        if (
            most[gained] < length
            and not _carries(out, gained, rows_of, width)
            and _held(first, length, gained, rows_of, width, items) >= most[gained]
        ):
            return False
        if (
            least[lost] > 0
            and not _carries(into, lost, rows_of, width)
            and _held(first, length, lost, rows_of, width, items) <= least[lost]
        ):
            return False
    return True


def _carries(item: int, row: int, rows_of: Flat, width: int) -> bool:
    for j in range(item * width, (item + 1) * width):  # noqa: SIM110 - `any` over a generator does not compile
        if rows_of[j] == row:
            return True
    return False


def _held(first: int, length: int, row: int, rows_of: Flat, width: int, items: Flat) -> int:
    held = 0
    for k in range(first, first + length):
        for j in range(items[k] * width, (items[k] + 1) * width):
            if rows_of[j] == row:
                held += 1
    return held
