"""True and false written as A and B behind statements without options: the heading may say which is which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.answers import legend_of, letters_of, truth_of
from importers.draft import Problem
from importers.layouts.questions.brackets import word_behind
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold
from importers.problems import problem

_SEVERAL = 3
_MANY = 10  # so many answers of a lost choice would hold a C
_MOST = 0.8
_SIGNED = re.compile(r"[(\[]\s*([TFYNX√×])\s*[)\]][\s。.]*$", re.M)
_GAP = re.compile(r"_{2,}|\?[^\S\n]*$", re.M)
_ASKS = re.compile(r"[(\[]\s*[)\]]|_{2}|\?|[是为有:]\s*$|哪[些个种项]")


def take_untyped(parsed: list[Parsed]) -> None:
    """Statements where nothing names a type: several that end in (Y) or (N), or many, all answered by A or B alone, of which none asks."""
    _take_signed(parsed)
    _take_said(parsed)
    if len(parsed) < _MANY or any(entry.type or entry.options or len(entry.said) != 1 for entry in parsed):
        return
    letters = {letters_of(entry.said[0]) for entry in parsed}
    if letters == {"A", "B"} and not any(_ASKS.search(fold(entry.stem)) for entry in parsed):
        for entry in parsed:
            entry.type, entry.inferred = "true_false", True


def _take_signed(parsed: list[Parsed]) -> None:
    found = [
        (entry, match[1])
        for entry in parsed
        if not (entry.type or entry.options or entry.said) and (match := _SIGNED.search(fold(entry.stem)))
    ]
    if len(found) >= _SEVERAL and len({truth_of(letter) for _, letter in found}) == len("TF"):
        for entry, _ in found:
            entry.type, entry.inferred = "true_false", True


def _take_said(parsed: list[Parsed]) -> None:
    """…，对吗？ 对: nearly all that has neither type nor options ends so, and both sides are said."""
    open_ = [entry for entry in parsed if not (entry.type or entry.options or entry.said)]
    said = [word for entry in open_ if (word := word_behind(fold(entry.stem)))]
    if len(said) >= max(_SEVERAL, _MOST * len(open_)) and len({truth_of(word) for word in said}) == len("TF"):
        for entry in open_:
            entry.type, entry.inferred = "true_false", True


def may_judge(entry: Parsed) -> bool:
    """Whether a question that names no type may be a statement to judge: it offers no options, has no gap to fill, and its
    answer, if there is one, is a judgement."""
    judged = entry.answer is not None or not entry.said
    return judged and not entry.options and not _GAP.search(fold(entry.stem))


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
