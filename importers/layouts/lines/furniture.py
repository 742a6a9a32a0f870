"""What question sites write on the lines of numbers, above stems: 2. 选择题 详细信息. A type there is the mark of the question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.shapes import ANSWER_LABEL, OPTION, POINTS, number_of
from importers.normalise import fold, tidy

_HEAD = re.compile(
    rf"\s*(?P<number>第\s*\d{{1,4}}\s*题|[(\[]?\d{{1,4}}\s*[.、)\]])[.、:]?\s*\[?(?P<type>(?:{TYPE_WORDS})题?)?\]?"
    rf"(?P<rest>\s*[(\[]?(?:{POINTS})?[)\]]?\s*(?<![^\s\])}}.、题])(?P<words>[一-鿿]{{2,8}}))\s*"
)
_FEWEST, _NEARLY_ALL = 3, 0.8


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, those heads as `2. [选择题]`, where nearly all numbers have the same words behind them and a stem below."""
    filled = [(at, fold(line.text)) for at, line in enumerate(lines) if line.text.strip()]
    heads = {
        at: match
        for (at, folded), (_, below) in pairwise(filled)
        if (match := _HEAD.fullmatch(folded))
        and not (OPTION.match(below) or number_of(below) or ANSWER_LABEL.match(below))
    }
    words = Counter(match["words"] for match in heads.values()).most_common(1)
    heads = {at: match for at, match in heads.items() if match["words"] == words[0][0]}
    typed = sum(match["type"] is not None for match in heads.values())
    numbers = sum(number_of(folded) != "" for _, folded in filled)
    kept, pieces = list(lines), list[Skipped]()
    # Where few name a type, stems may begin with the same line.
    if len(heads) >= max(_FEWEST, _NEARLY_ALL * numbers) and typed * 2 >= len(heads):
        for at, match in heads.items():
            kept[at] = Line(
                match["number"] + (f" [{match['type']}]" if match["type"] else ""), lines[at].place
            )
            pieces.append(
                Skipped(lines[at].place, tidy(lines[at].text[slice(*match.span("rest"))]), "题号后的标注")
            )
    return kept, pieces
