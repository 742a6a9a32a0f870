"""True and false written as A and B behind statements without options: the heading may say which is which."""

from __future__ import annotations

from collections.abc import Iterator

from importers.answers import legend_of
from importers.draft import Problem
from importers.layouts.questions.parsed import Parsed
from importers.problems import problem

_SEVERAL = 3


def by_letter(letter: str, parsed: Parsed) -> str:
    """A or B for a statement without options: as the heading says, else A is taken for true, and that is told."""
    if legend := legend_of(parsed.block.note):
        return legend[letter]
    parsed.by_letter = letter
    return "T" if letter == "A" else "F"


def told(parsed: list[Parsed]) -> Iterator[Problem]:
    """Truths by letter: said once where a file writes all of them so, else with each question."""
    lettered = [entry for entry in parsed if entry.by_letter]
    judged = sum(entry.type == "true_false" for entry in parsed)
    if len(lettered) >= _SEVERAL and len(lettered) == judged:
        message = f"{len(lettered)} 道判断题的答案写作 A、B，按 A＝对、B＝错 读取，请核对。"
        yield problem("truth-by-letter", message, lettered[0].block.place)
        return
    for entry in lettered:
        side = "对" if entry.by_letter == "A" else "错"
        entry.warn("truth-by-letter", f"是判断题，答案写作 {entry.by_letter}，按{side}读取，请核对。")
