"""What changed between two texts and between two versions of a question, character by character. Pure.

A diff is a list of runs `(op, text)`: the `equal` and `insert` runs joined are the new text, the `equal` and `delete` runs the
old one. The macros `diff` and `question` of templates/parts/question.html show them.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import Literal

from qbank.items.content import QuestionContent
from qbank.items.figures import Figures, figures_of, to_text

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
    """The diff of each part of a question. Options are paired by their place.

    `figures` is what the signs in the texts of both stand for. `types` and `answer_keys` are (old, new), None where they are the same.
    """

    stem: list[Run]
    options: list[list[Run]]
    explanation: list[Run]
    citation: list[Run]
    types: tuple[str, str] | None
    answer_keys: tuple[str, str] | None
    figures: Figures

    @property
    def changed(self) -> tuple[str, ...]:
        """Which parts changed: `type`, `stem`, `options`, `answer_key`, `explanation`, `citation`."""
        parts = {
            "type": self.types is not None,
            "stem": is_changed(self.stem),
            "options": any(is_changed(runs) for runs in self.options),
            "answer_key": self.answer_keys is not None,
            "explanation": is_changed(self.explanation),
            "citation": is_changed(self.citation),
        }
        return tuple(name for name, differs in parts.items() if differs)

    @property
    def answer_key(self) -> list[Run]:
        """The runs of a changed answer key; none where it stayed."""
        return [("delete", self.answer_keys[0]), ("insert", self.answer_keys[1])] if self.answer_keys else []


def content_diff(old: QuestionContent, new: QuestionContent) -> ContentDiff:
    """What changed from `old` to `new`, in the texts that a reader sees."""
    figures = figures_of(old, new)
    return ContentDiff(
        stem=diff_runs(to_text(old.stem, figures), to_text(new.stem, figures)),
        options=[
            diff_runs(before, after)
            for before, after in zip_longest(
                _option_texts(old, figures), _option_texts(new, figures), fillvalue=""
            )
        ],
        explanation=diff_runs(to_text(old.explanation, figures), to_text(new.explanation, figures)),
        citation=diff_runs(old.citation, new.citation),
        types=(old.type.value, new.type.value) if old.type != new.type else None,
        answer_keys=(old.answer_key, new.answer_key) if old.answer_key != new.answer_key else None,
        figures=figures,
    )


def _matched(old: str, new: str) -> list[Run]:
    """Single equal characters between two changes, noise to a reader, count as changed too."""
    matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    runs: list[Run] = []
    at_old = at_new = 0
    for start_old, start_new, length in matches:
        inside = at_old + at_new > 0 and start_old + length < len(old) and start_new + length < len(new)
        if length == 1 and inside:
            continue
        runs += [("delete", old[at_old:start_old]), ("insert", new[at_new:start_new])]
        runs.append(("equal", old[start_old : start_old + length]))
        at_old, at_new = start_old + length, start_new + length
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


def _option_texts(content: QuestionContent, figures: Figures) -> list[str]:
    return [to_text(option["content"], figures) for option in content.options]
