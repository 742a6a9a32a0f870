"""The loops of the check and of the figures; written like `kernels.py`, and sharing nothing with the loops of the deal."""

from typing import Any

Flat = Any
"""A list of integers, or an array of them."""


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
    """Mark the papers on which a name occurs too often or too seldom; `counts` is all 0 before and after."""
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


def screen(
    papers: int,
    length: int,
    items: Flat,
    type_of: Flat,
    wanted: Flat,
    first_name: Flat,
    names: Flat,
    least: Flat,
    most: Flat,
    must: Flat,
    musts: int,
    weights: Flat,
    sums: int,
    sum_least: Flat,
    sum_most: Flat,
    seen: Flat,
    counts: Flat,
    found: Flat,
) -> int:
    """Mark the papers with a question twice, a question of another type than `wanted` there, a name too often or too seldom, or a
    sum out of its range; returns how many there are.

    The names of question i are names[first_name[i]:first_name[i + 1]]; weights[i * sums + j] is what it adds to sum j. `seen`
    (by question) and `counts` (by name) hold numbers below 0 at first.
    """
    total = 0
    for paper in range(papers):
        # a count above `base` was made on this paper, so nothing has to be cleared between papers
        base, at, fault = paper * (length + 1), paper * length, 0
        for k in range(length):
            item = items[at + k]
            if seen[item] == paper or type_of[item] != wanted[k]:
                fault = 1
            seen[item] = paper
            for j in range(first_name[item], first_name[item + 1]):
                name = names[j]
                count = max(counts[name], base) + 1
                counts[name] = count
                if count - base > most[name]:
                    fault = 1
        for k in range(musts):
            if counts[must[k]] - base < least[must[k]]:
                fault = 1
        for j in range(sums):
            total_of = 0
            for k in range(at, at + length):
                total_of += weights[items[k] * sums + j]
            if total_of < sum_least[j] or total_of > sum_most[j]:
                fault = 1
        found[paper] = fault
        total += fault
    return total


def tally(
    papers: int,
    length: int,
    items: Flat,
    facility: Flat,
    marks: Flat,
    uses: Flat,
    sums: Flat,
    hashes: Flat,
) -> int:
    """For the figures: add up the uses of each question, and the facilities and the marks of each paper."""
    for paper in range(papers):
        sum_of, mark = 0, 0
        for k in range(paper * length, (paper + 1) * length):
            item = items[k]
            uses[item] += 1
            sum_of += facility[item]
            mark = (mark + marks[item]) & 0x7FFFFFFFFFFFFFFF
        sums[paper] = sum_of
        hashes[paper] = mark
    return papers
