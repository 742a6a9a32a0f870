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
    first_mark: Flat,
    marks: Flat,
    width: int,
    word: Flat,
    share: Flat,
    words: int,
    over: Flat,
    under: Flat,
    guard: Flat,
    seen: Flat,
    held: Flat,
    found: Flat,
) -> int:
    """Mark the papers with a question of another type than `wanted` there, a mark twice, or a sum out of its range; returns how many
    there are.

    The marks of question i are marks[first_mark[i]:first_mark[i + 1]]; `seen` (by mark) holds a number below 0 at first. Sums lie side
    by side in words, each in a field of its own below a guard bit: question i adds share[j] to word[j], for `width` j from i * width
    on. A sum is too large if `over` lifts it into its guard bit, and large enough if `under` does.
    """
    total = 0
    for paper in range(papers):
        fault = 0
        for w in range(words):
            held[w] = 0
        for k in range(length):
            item = items[paper * length + k]
            if type_of[item] != wanted[k]:
                fault = 1
            for j in range(first_mark[item], first_mark[item + 1]):
                mark = marks[j]
                if seen[mark] == paper:
                    fault = 1
                seen[mark] = paper
            for j in range(item * width, item * width + width):
                held[word[j]] += share[j]
        for w in range(words):
            sums, top = held[w], guard[w]
            if (sums + over[w]) & top != 0 or (sums + under[w]) & top != top:
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
