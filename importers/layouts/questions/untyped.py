"""Types that nobody wrote: a question without one has that of all others, and what answers tell is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.draft import TYPE_NAMES, ItemType, Problem
from importers.layouts.questions import truths
from importers.layouts.questions.parsed import Parsed
from importers.problems import problem

_BY_ANSWER: tuple[ItemType, ...] = ("single_choice", "multiple_choice", "true_false")  # told by its answer
_FEWEST = 3  # questions of which one can say that all agree


def take(parsed: Sequence[Parsed]) -> None:
    """Give the questions without a type that of all others, where what they hold fits it."""
    default = _common(parsed)
    for entry in parsed:
        fills = default != "true_false" and not entry.options and "__" in entry.stem
        chooses = bool(entry.options or entry.said or fills)
        fits = truths.may_judge(entry) if default == "true_false" else chooses
        fits = fits and not (default == "essay" and entry.options)
        if entry.type is None and default is not None and fits:
            entry.type, entry.inferred = "blank" if fills else default, True


def _common(parsed: Sequence[Parsed]) -> ItemType | None:
    kinds = {entry.type for entry in parsed if entry.type}
    return kinds.pop() if len(kinds) == 1 and len(parsed) >= _FEWEST else None


def told(parsed: Sequence[Parsed]) -> Iterator[Problem]:
    """Said once where most questions have no type or one answer tells it, else with each question."""
    inferred = [entry for entry in parsed if entry.inferred]
    throughout = len(inferred) * 2 > len(parsed)
    plain = [entry for entry in inferred if (throughout or _is_plain(entry)) and entry.type in _BY_ANSWER]
    if plain:
        which = "文件" if throughout else "有的试题"
        message = f"{which}没有写明题型，{len(plain)} 题按答案的个数判定为单选、多选或判断，请核对。"
        yield problem("types-inferred", message, plain[0].block.place)
    for entry in inferred:
        if not (throughout or _is_plain(entry)) and entry.type:
            entry.warn("type-inferred", f"没有写明题型，按答案判定为{TYPE_NAMES[entry.type]}，请核对。")


def _is_plain(entry: Parsed) -> bool:
    """Whether one answer tells the type."""
    return len(entry.answer or "") == 1
