"""What changed between two texts and between two versions of a question, character by character. Pure.

A diff is a list of runs `(op, text)`: the `equal` and `insert` runs joined are the new text, the `equal` and `delete` runs the
old one. The macros `diff` and `question` of templates/parts/question.html show them.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import Literal

from qbank.items.content import QuestionContent, plain_text

Op = Literal["equal", "insert", "delete"]
Run = tuple[Op, str]

LONGEST_COMPARED = 3000
"""Of longer texts only the common beginning and end are told from the rest: matching is quadratic."""


def diff_runs(old: str, new: str) -> list[Run]:
    """The runs that lead from `old` to `new`; the whole is replaced where over half of it changed."""
    if old == new:
        return [("equal", old)] if old else []
    runs = _trimmed(old, new) if max(len(old), len(new)) > LONGEST_COMPARED else _matched(old, new)
    kept = sum(len(text) for op, text in runs if op == "equal")
    if 2 * kept < max(len(old), len(new)):
        runs = [("delete", old), ("insert", new)]
    return [(op, text) for op, text in runs if text]


def is_changed(runs: list[Run]) -> bool:
    return any(op != "equal" for op, _ in runs)


@dataclass(frozen=True, slots=True)
class ContentDiff:
    """The diff of each part of a question, and whether anything in it changed. Options are paired by their place."""

    stem: list[Run]
    options: list[list[Run]]
    answer_key: list[Run]
    explanation: list[Run]
    citation: list[Run]
    changed: tuple[str, ...]
    """Which parts changed: `type`, `stem`, `options`, `answer_key`, `explanation`, `citation`."""


def content_diff(old: QuestionContent, new: QuestionContent) -> ContentDiff:
    """What changed from `old` to `new`, in the texts that a reader sees."""
    stem = diff_runs(plain_text(old.stem), plain_text(new.stem))
    options = [
        diff_runs(before, after)
        for before, after in zip_longest(_option_texts(old), _option_texts(new), fillvalue="")
    ]
    answer_key = _whole(old.answer_key, new.answer_key)
    explanation = diff_runs(plain_text(old.explanation), plain_text(new.explanation))
    citation = diff_runs(old.citation, new.citation)
    changed = {
        "type": old.type != new.type,
        "stem": is_changed(stem),
        "options": any(is_changed(runs) for runs in options),
        "answer_key": old.answer_key != new.answer_key,
        "explanation": is_changed(explanation),
        "citation": is_changed(citation),
    }
    names = tuple(name for name, differs in changed.items() if differs)
    return ContentDiff(stem, options, answer_key, explanation, citation, names)


def _matched(old: str, new: str) -> list[Run]:
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("equal", old[i1:i2]))
        else:
            runs += [("delete", old[i1:i2]), ("insert", new[j1:j2])]
    return runs


def _trimmed(old: str, new: str) -> list[Run]:
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    end = -tail or None
    return [
        ("equal", old[:head]),
        ("delete", old[head:end]),
        ("insert", new[head:end]),
        ("equal", old[len(old) - tail :]),
    ]


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _whole(old: str, new: str) -> list[Run]:
    return [("equal", new)] if old == new else [("delete", old), ("insert", new)]


def _option_texts(content: QuestionContent) -> list[str]:
    return [plain_text(option["content"]) for option in content.options]
