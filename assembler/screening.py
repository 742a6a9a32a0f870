"""The loops of the check. They share nothing with the loops of the deal."""

from typing import Any

Flat = Any


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
