"""The loops that finish dealt papers; written like `kernels.py`, for lists and arrays alike."""

from assembler.kernels import Flat


def fill(
    papers: int,
    length: int,
    entry: Flat,
    drawn: Flat,
    cursor: Flat,
    class_of: Flat,
    at_class: Flat,
    classes: int,
    out: Flat,
    first: int,
) -> int:
    """Give each use of a cell its question; a paper's questions lie in the order of their classes, from paper `first` on."""
    for paper in range(papers):
        at, to = paper * length, (first + paper) * length
        for k in range(classes + 1):
            at_class[k] = 0
        for k in range(at, at + length):
            # the class of a cell is that of any of its questions
            at_class[class_of[drawn[cursor[entry[k]]]] + 1] += 1
        for k in range(classes):
            at_class[k + 1] += at_class[k]
        for k in range(at, at + length):
            item = drawn[cursor[entry[k]]]
            cursor[entry[k]] += 1
            place = to + at_class[class_of[item]]
            at_class[class_of[item]] += 1
            out[place] = item
    return papers


def broken(
    papers: int,
    length: int,
    items: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    must: Flat,
    musts: int,
    counts: Flat,
    found: Flat,
) -> int:
    """Mark the papers that break a row; `counts` is all 0, and is so again afterwards; returns how many are broken."""
    total = 0
    for paper in range(papers):
        wrong = 0
        for k in range(paper * length, (paper + 1) * length):
            for j in range(items[k] * width, (items[k] + 1) * width):
                row = rows_of[j]
                counts[row] += 1
                if counts[row] > most[row]:
                    wrong = 1
        for k in range(musts):
            if counts[must[k]] < least[must[k]]:
                wrong = 1
        for k in range(paper * length, (paper + 1) * length):
            for j in range(items[k] * width, (items[k] + 1) * width):
                counts[rows_of[j]] = 0
        found[paper] = wrong
        total += wrong
    return total


def even(
    papers: int,
    length: int,
    class_of: Flat,
    facility: Flat,
    rows_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    goal: int,
    close: int,
    rounds: int,
    items: Flat,
    sums: Flat,
) -> int:
    """Swap questions of one class between papers until each sum of facilities is within `close` of `goal`; returns the swaps.

    No swap breaks a row or brings a question on a paper twice.
    """
    swaps = 0
    for number in range(rounds):
        far = 0
        for paper in range(papers):
            if abs(sums[paper] - goal) <= close:
                continue
            far += 1
            twin = _twin(papers, paper, sums, goal, close, number)
            for _ in range(4):
                if not _swap_one(
                    paper, twin, length, class_of, facility, rows_of, width, least, most, items, sums
                ):
                    break
                swaps += 1
        if far == 0:
            break
    return swaps


def _twin(papers: int, paper: int, sums: Flat, goal: int, close: int, number: int) -> int:
    """The paper that is as much too easy as this one is too hard; later rounds look at others first."""
    off = sums[paper] - goal
    best, found = 1 << 60, paper
    for k in range(1 + number * 7, papers + number * 7):
        other = (paper + k) % papers
        miss = abs(off + sums[other] - goal)
        if miss < best and other != paper:
            best, found = miss, other
            if miss <= close:
                break
    return found


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


def shuffle(papers: int, length: int, kind_end: Flat, kinds: int, states: Flat, items: Flat) -> int:
    """Put the questions of each type (up to kind_end[type] on every paper) in a random order."""
    for paper in range(papers):
        state, first = states[paper], paper * length
        for kind in range(kinds):
            last = paper * length + kind_end[kind]
            for k in range(last - 1, first, -1):
                state = (state * 1103515245 + 12345) & 0x7FFFFFFF
                j = first + ((state * (k - first + 1)) >> 31)
                items[k], items[j] = items[j], items[k]
            first = last
    return papers


def over_limits(
    papers: int,
    length: int,
    items: Flat,
    names_of: Flat,
    width: int,
    least: Flat,
    most: Flat,
    must: Flat,
    musts: int,
    counts: Flat,
    found: Flat,
) -> int:
    """For the checker: mark the papers on which a name occurs too often or too seldom; `counts` is all 0 before and after."""
    total = 0
    for paper in range(papers):
        fault = 0
        for k in range(paper * length, paper * length + length):
            place = items[k] * width
            for j in range(place, place + width):
                counts[names_of[j]] += 1
        for k in range(paper * length, paper * length + length):
            place = items[k] * width
            for j in range(place, place + width):
                if counts[names_of[j]] > most[names_of[j]]:
                    fault = 1
        for k in range(musts):
            if counts[must[k]] < least[must[k]]:
                fault = 1
        for k in range(paper * length, paper * length + length):
            place = items[k] * width
            for j in range(place, place + width):
                counts[names_of[j]] = 0
        found[paper] = fault
        total += fault
    return total
