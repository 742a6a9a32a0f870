"""The letter x for the cross of what is wrong, where the other judgements of a key or behind answers' labels are √ and ×."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.layouts.evidence import ANSWER_AND_REASON
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

_SIGNS = "√×✓✗✔✘"
_NUMBER = r"(?:第\s*)?[(\[]?\d{1,4}[)\]]?\s*题?\s*"
_LABEL = rf"\[?(?:{ANSWER_AND_REASON}|(?:参考|正确|标准|试题)?答案)(?:\]\s*:?|:)\s*"
_FORMS = (
    # 16.【答案及解析】x 会计政策…; x = 3 and x 轴 are no judgements.
    re.compile(
        rf"^\s*(?:{_NUMBER}[.、:]?\s*)?{_LABEL}([xX{_SIGNS}])(?![A-Za-z\d(^_])(?!\s*(?:[=+*/<>、,-]|轴|坐标|[的与和]))"
    ),
    # 1.√ 2.x 3.×
    re.compile(
        rf"(?<![^\s,;、。])(?:{_NUMBER}[.、:]\s*|[(\[]\d{{1,4}}[)\]]\s*)([xX{_SIGNS}])(?=[\s,;、。]*(?:$|[(\[]?\d{{1,4}}\s*[.、:)\]]))"
    ),
)
# 答案：1-5 √x√×√, √ x ×
_ROW = re.compile(
    rf"\s*(?:{_LABEL})?(?:\d{{1,4}}\s*[-~—–至到]+\s*\d{{1,4}}\s*题?\s*[.、:]?)?[\s,、;xX{_SIGNS}]+\s*"
)
_FEWEST = 2
_TRACES = Traces("[xX]")


def crosses_restored(lines: Sequence[Line]) -> list[Line]:
    """The lines with × for such letters."""
    if not _TRACES.stand_in(lines):
        return list(lines)
    folded = [fold(line.text) for line in lines]
    found: dict[int, set[int]] = {}
    for form in _FORMS:
        places = [(at, match.start(1)) for at, text in enumerate(folded) for match in form.finditer(text)]
        for at, place in _letters(places, folded):
            found.setdefault(at, set()).add(place)
    for at, text in enumerate(folded):
        if _ROW.fullmatch(text):
            places = [(at, place) for place, sign in enumerate(text) if sign in f"xX{_SIGNS}"]
            found.setdefault(at, set()).update(place for _, place in _letters(places, folded))
    return [_crossed(line, found[at]) if found.get(at) else line for at, line in enumerate(lines)]


def _letters(places: Sequence[tuple[int, int]], folded: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Those places of a form where a letter stands, if several others hold signs."""
    letters = [(at, place) for at, place in places if folded[at][place] in "xX"]
    if len(places) - len(letters) >= _FEWEST:
        yield from letters


def _crossed(line: Line, places: set[int]) -> Line:
    return replace(line, text="".join("×" if at in places else sign for at, sign in enumerate(line.text)))
