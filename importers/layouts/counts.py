"""What the counts of a file tell: numbers that do not follow each other, and promises of so many questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Problem
from importers.layouts.division import Section
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import number_of
from importers.normalise import fold, tidy
from importers.problems import problem

_COLLECTED = {"single_choice", "multiple_choice", "true_false"}
_SEVERAL = 2
_SINGLE_BREAKS = 12  # more than that, and the numbers are a database's


def breaks(parsed: list[Parsed], sections: Sequence[Section]) -> list[tuple[Parsed, Parsed]]:
    """Where numbers do not follow each other: a question may be lost there, unless a heading has the number left out."""
    found = []
    for before, after in pairwise(parsed):
        first, second = before.block.number, after.block.number
        if not (first.isdigit() and second.isdigit()) or int(second) in {int(first) + 1, 1}:
            continue
        heads = (
            fold(section.heading.text) for section in sections[before.block.section : after.block.section]
        )
        if any(number_of(head) == str(int(first) + 1) and int(second) == int(first) + 2 for head in heads):
            continue
        if before.block.section == after.block.section or int(second) in {int(first) + 2, 2}:
            found.append((before, after))
    return found


def told_merged(merged: list[Parsed], told: list[Parsed]) -> Iterator[Problem]:
    """A problem for each question that may hold another one, unless the numbers behind it (`told`) have said so already."""
    for entry in merged:
        if not any(entry is other for other in told):
            message = f"{entry.name}里像是并入了另一道题，可能少读了一题，请核对。"
            yield problem("question-merged", message, entry.block.place)


def told_breaks(found: list[tuple[Parsed, Parsed]]) -> Iterator[Problem]:
    """One problem for each break of the numbers, or one for all where they break throughout."""
    for before, after in found if len(found) <= _SINGLE_BREAKS else ():
        message = f"第 {before.block.number} 题之后为第 {after.block.number} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, after.block.place)
    if len(found) > _SINGLE_BREAKS:
        before, after = found[0]
        message = f"题号有 {len(found)} 处不连续，首处是第 {before.block.number} 题之后为第 {after.block.number} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, after.block.place)


def told_counts(sections: Sequence[Section]) -> Iterator[Problem]:
    """A problem for each part that holds another number of questions than its heading promises, or lines and none at all."""
    for at, section in enumerate(sections):
        lost = not section.count and section.left >= _SEVERAL and section.heading.type in _COLLECTED
        if lost and not _announces(sections, at):
            message = f"“{tidy(section.heading.text)[:30]}”下面没有读出试题，请核对。"
            yield problem("count-differs", message, section.place)
        if section.heading.claimed is not None and section.count:
            yield from told_count(
                section.heading.claimed, section.count, Line(section.heading.text, section.place)
            )


def _announces(sections: Sequence[Section], at: int) -> bool:
    """Whether a part above all questions only tells of one that comes later: what a paper consists of."""
    later = {section.heading.type for section in sections[at + 1 :] if section.count}
    return not any(section.count for section in sections[:at]) and sections[at].heading.type in later


def told_count(promised: int, found: int, line: Line) -> Iterator[Problem]:
    """A problem where `line` promises another number than was found."""
    if promised != found:
        message = f"“{tidy(line.text)[:30]}”写明 {promised} 题，实际读到 {found} 题，请核对。"
        yield problem("count-differs", message, line.place)
