"""Records of a program whose lines signs tell apart: @ before the stem, # before each option, % before the answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

_SIGN = re.compile(r"\s*([@#%$&^~!+=|>?*])(?=\s*\S)")
# %C $第一章: letters alone, and what another sign sets apart.
_ANSWER = re.compile(r"\s*[@#%$&^~!+=|>?*]\s*(?P<said>[A-L]{1,8})\s*(?P<rest>[@#%$&^~!+=|>?*].*)?")
_FEWEST = 3
_MOST = 0.8  # of the records
_TRACES = Traces(r"[@#%$&^~!+=|>?*]\s*[A-L]")


@dataclass(frozen=True, slots=True)
class _Signs:
    stem: str
    option: str
    answer: str


def signs_labelled(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with 题目：, A. … and 答案： in the place of the signs, where nearly all records have the same three."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    heads = {at: match[1] for at in filled if (match := _SIGN.match(fold(lines[at].text)))}
    signs = _signs(lines, filled, heads)
    if signs is None:
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    count = 0  # options of the record
    for at, line in enumerate(lines):
        sign = heads.get(at)
        if sign == signs.stem:
            count = 0
            kept.append(_labelled(line, "题目："))
        elif sign == signs.option:
            options = list(_options(line, sign, count))
            count += len(options)
            kept += options
        elif sign == signs.answer and (match := _ANSWER.fullmatch(fold(line.text))):
            kept.append(replace(line, text=f"答案：{match['said']}", emphasis=()))
            if match["rest"]:
                pieces.append(Skipped(line.place, line.text[match.start("rest") :].strip(), "答案后的标注"))
        else:
            kept.append(line)
    return kept, pieces


def _signs(lines: Sequence[Line], filled: Sequence[int], heads: dict[int, str]) -> _Signs | None:
    """The signs of stems, options and answers, where nearly all lines between two answers are one stem and its options."""
    answers = {at for at in filled if _ANSWER.fullmatch(fold(lines[at].text))}
    if len(answers) < _FEWEST:
        return None
    records = list[tuple[str, ...]]()
    record = list[str]()
    for at, sign in heads.items():
        record.append(sign)
        if at in answers:
            records.append(tuple(record))
            record = []
    shapes = Counter((record[0], record[1], record[-1]) for record in records if _is_whole(record))
    (stem, option, answer), often = shapes.most_common(1)[0] if shapes else (("", "", ""), 0)
    return _Signs(stem, option, answer) if often >= max(_FEWEST, _MOST * len(records)) else None


def _is_whole(record: tuple[str, ...]) -> bool:
    """Whether the signs are those of a stem, options and an answer: @ # # %."""
    inner = {*record[1:-1]}
    return len(record) >= _FEWEST and len(inner) == 1 and len({record[0], record[-1], *inner}) == _FEWEST


def _options(line: Line, sign: str, count: int) -> Iterator[Line]:
    """The options of a line, each on a line of its own; `count` stand above."""
    folded = fold(line.text)  # ＃ parts them as # does
    bounds = [-1, *(at for at, char in enumerate(folded) if char == sign), len(folded)]
    texts = [line.text[low + 1 : high].strip() for low, high in pairwise(bounds)]
    for letter, text in zip(LETTERS[count:], filter(None, texts), strict=False):
        yield Line(f"{letter}. {text}", line.place)


def _labelled(line: Line, label: str) -> Line:
    """The line with a label for the sign before it."""
    sign = _SIGN.match(fold(line.text))
    return (line.without(0, sign.end()) if sign else line).behind(label)
