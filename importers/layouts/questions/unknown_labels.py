"""Answers behind a label that no vocabulary knows (标答选择：B, res: A): told where nearly all questions have them so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from importers.answers import letters_of, truth_of
from importers.draft import DraftOption, Problem
from importers.layouts.questions import brackets
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import ANSWER
from importers.normalise import fold, tidy
from importers.problems import problem

# The last line of the stem or of the last option: a word, a colon or its brackets, an answer.
_LABELLED = re.compile(
    rf"\n\W{{0,3}}(?P<word>[A-Za-z\u4e00-\u9fff]{{2,8}})\s*(?:\]\s*:?|:)\s*(?P<said>{ANSWER}|[a-l])[\s。.;]*$"
)
# What is graded by letters too, and what somebody else answered.
_NO_ANSWER = re.compile(
    "[级难度类型层章节卷组库块版区栋模权分星号我你您考学员生户]|class|level|grade|type", re.I
)
_FEWEST, _MOST = 3, 0.8  # of the questions that have no answer
_SEVERAL = 2  # answers that differ: one that is the same everywhere answers nothing


def take(parsed: Sequence[Parsed]) -> Iterator[Problem]:
    """Tell the answers of questions that have no other by the one label before which all of theirs stand, and say so once."""
    asked = [
        entry
        for entry in parsed
        if not entry.said and not brackets.answers(entry) and entry.type not in {"blank", "essay"}
    ]
    found = [(entry, match) for entry in asked if (match := _labelled(entry))]
    words = Counter(match["word"] for _, match in found)
    word, times = words.most_common(1)[0] if words else ("", 0)
    answers = {match["said"].upper() for _, match in found if match["word"] == word}
    if times < max(_FEWEST, _MOST * len(asked)) or len(answers) < _SEVERAL:
        return
    labelled = [(entry, match) for entry, match in found if match["word"] == word]
    for entry, match in labelled:
        _move(entry, match)
    message = f"有 {times} 题的答案写在“{word}”后面，不是常见的写法，已当作答案读取，请核对。"
    yield problem("answers-by-label", message, labelled[0][0].block.place)


def _labelled(entry: Parsed) -> re.Match[str] | None:
    match = _LABELLED.search(fold(entry.options[-1].text if entry.options else entry.stem))
    match = match or _LABELLED.search(fold(entry.stem))
    if match is None or _NO_ANSWER.search(match["word"]):
        return None
    labels = "".join(option.label for option in entry.options)
    letters = letters_of(match["said"], labels) if labels else None
    fits = bool(letters) and set(letters or "") <= set(labels)
    return match if fits or (not labels and truth_of(match["said"])) else None


def _move(entry: Parsed, match: re.Match[str]) -> None:
    last = entry.options[-1] if entry.options else None
    if last and fold(last.text) == match.string:
        entry.options = (*entry.options[:-1], DraftOption(last.label, tidy(last.text[: match.start()])))
    else:
        entry.stem = tidy(entry.stem[: match.start()])
    entry.said.append(match["said"])
    entry.taken.append(match[0])
