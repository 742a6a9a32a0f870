"""Two versions of a question beside each other. Pure."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from qbank.items.content import QuestionContent, plain_text
from qbank.review.diff import Runs, text_diff


@dataclass(frozen=True, slots=True)
class QuestionDiff:
    """What changed, part by part. `types` and `answer_keys` are (old, new), None where they are the same."""

    stem: Runs
    options: list[Runs]
    explanation: Runs
    citation: Runs
    types: tuple[str, str] | None
    answer_keys: tuple[str, str] | None


def compare(old: QuestionContent, new: QuestionContent) -> QuestionDiff:
    return QuestionDiff(
        stem=text_diff(plain_text(old.stem), plain_text(new.stem)),
        options=[
            text_diff(_option_text(before), _option_text(after))
            for before, after in zip_longest(old.options, new.options)
        ],
        explanation=text_diff(plain_text(old.explanation), plain_text(new.explanation)),
        citation=text_diff(old.citation, new.citation),
        types=(old.type.value, new.type.value) if old.type is not new.type else None,
        answer_keys=(old.answer_key, new.answer_key) if old.answer_key != new.answer_key else None,
    )


def _option_text(option: dict[str, Any] | None) -> str:
    return plain_text(option["content"]) if option else ""
