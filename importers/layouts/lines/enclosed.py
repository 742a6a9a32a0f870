"""Questions that a program wrote: stems between braces (1 {甲证免费。} 正确答案:F) below their number, options as a list (['甲', '乙'])."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_WORD
from importers.normalise import fold, same

_COUNT = re.compile(r"\s*\d{1,4}\s*[道个]?题?\s*")
_FIRST = re.compile(r"\s*1(?:\s*[.、:)]|\s|[{(\[<])")
_STEM = re.compile(
    rf"(?P<number>\s*\d{{1,4}}\s*[.、]?\s*)(?:\{{(?P<brace>[^{{}}]{{4,}})\}}\s*(?:$|(?={ANSWER_WORD}))|"
    rf"(?:\((?P<round>[^()]{{4,}})\)|\[(?P<square>[^\[\]:]{{4,}})\]|<(?P<angle>[^<>]{{4,}})>)\s*(?={ANSWER_WORD}))"
)
_FEWEST = 3
_HEAD = 4  # lines of a file, titles and how many questions follow
# ['甲局', '乙局', '丙局'], perhaps behind 选项：
_QUOTED = r"(?:'[^'\n]+'|\"[^\"\n]+\"|‘[^’\n]+’|“[^”\n]+”)"
_LIST = re.compile(
    rf"\s*(?P<label>选项\s*[:：]\s*)?[\[【]\s*(?P<held>{_QUOTED}(?:\s*[,，、]\s*{_QUOTED}){{1,7}})\s*[\]】]\s*"
)
_WORDS = re.compile(_QUOTED)
_TRACES_OF_LISTS = Traces(r"\[\s*['\"‘“]")
_TRACES_OF_BRACES = Traces(r"\n\s*\d{1,4}\s*[道个]?题?\s*\n", r"\d\s*[.、]?\s*[{(\[<]")


def without_braces(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with such stems bare, where several stand so; and how many questions the first line says there are."""
    if not _TRACES_OF_BRACES.stand_in(lines):
        return list(lines), []
    kept, pieces = list(lines), list[Skipped]()
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    alone = [at for at in filled if _COUNT.fullmatch(lines[at].text)]
    if len(alone) == 1 and alone[0] in filled[:_HEAD] and alone[0] != filled[-1]:
        at = alone[0]
        below = filled[filled.index(at) + 1]
        if _FIRST.match(fold(lines[below].text)):
            pieces.append(Skipped(lines[at].place, lines[at].text.strip(), "题数"))
            kept[at] = lines[at].without(0, len(lines[at].text))
    found = {at: match for at in filled if (match := _STEM.match(fold(lines[at].text)))}
    if len(found) >= _FEWEST:
        for at, match in found.items():
            start, stop = match.span(match.lastgroup or 0)
            kept[at] = lines[at].without(stop, stop + 1).without(start - 1, start)
    return kept, pieces


def lists_as_options(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with a list of quoted words as lettered options, and the words of one above it as the answer, where several
    lists stand below such a line."""
    if not _TRACES_OF_LISTS.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    found = {at: match for at in filled if (match := _LIST.fullmatch(lines[at].text))}
    lists = {
        at: [word[0][1:-1].strip() for word in _WORDS.finditer(match["held"])] for at, match in found.items()
    }
    answers = {
        at: above
        for above, at in pairwise(filled)
        if at in lists and [same(word) for word in lists[at]].count(same(lines[above].text)) == 1
    }
    if not answers:
        return list(lines), []
    kept = list[Line]()
    said = set(answers.values())
    for at, line in enumerate(lines):
        if at in lists:
            kept += [
                Line(f"{letter}. {word}", line.place)
                for letter, word in zip("ABCDEFGH", lists[at], strict=False)
            ]
            if at in answers:
                above = lines[answers[at]]
                kept.append(replace(above, text="答案：" + above.text.strip(), emphasis=()))
        elif at not in said:
            kept.append(line)
    labels = [
        Skipped(lines[at].place, match["label"], "选项的标题")
        for at, match in found.items()
        if match["label"]
    ]
    return kept, labels
