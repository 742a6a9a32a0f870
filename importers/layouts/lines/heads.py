"""Running heads without a number of a page: names that stand again and again in changing places of the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Problem
from importers.layouts.evidence import MARKED
from importers.layouts.lines.headings import heading_of
from importers.layouts.shapes import number_of
from importers.normalise import fold, tidy
from importers.problems import problem

OWN = re.compile(
    r"\s*$|\s*[(\[]?(?:[A-La-l]|\d+)\s*[.、:)\]]|.*(?:答案|解析|[(\[]\s*[)\]])|\s*[√×对错]|\s*(?:正确|错误)"
)  # that belongs to a question
# What makes a head: how often, and in how many surroundings.
_FEWEST_HEADS = 3
_SURROUNDINGS = 3
_HEAD_LETTERS = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST_HEAD = 6
_GOES_ON = re.compile(r"[,，、;；:：.。?？!！]\s*$")
_LEAST_APART = 4  # lines from one head to the next; what wraps at the end of each option comes sooner
# What texts rightly name on a line of its own: a law, an office.
_NAMED = re.compile(r".*(?:法|条例|规定|办法|政府|法院|机关|部门|局)|《[^《》]*》")
_LONGEST_UNLABELLED = 20  # an option without a label; lines that pages broke are longer
_FEWEST_BESIDE = 2
LABEL = re.compile(r"\s*[(\[]?([A-L])\s*[.、:)\]]\s*(\S?)")
_INNER_LABEL = re.compile(r"(?<![A-Za-z(\[])[A-L]\s*[.、:]|^\s*[(\[]?[A-L]\s*[)\]]")
FIELD = re.compile(r"\s*\[?\S{0,4}?(答案|解析|依据|难度|知识点|考点|出处|来源|参见|详见)")


def heads_anywhere(lines: Sequence[Line]) -> set[int]:
    """A name that stands again and again in changing places (between two options, before an answer, within a stem)."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    names = [re.sub(r"\s", "", lines[at].text) for at in filled]
    counts = Counter(names)
    often = [name for name, count in counts.items() if count >= _FEWEST_HEADS and _may_head(name)]
    listed = _unlabelled(names) if often else set()
    found: set[int] = set()
    for name in often:
        places = [place for place, other in enumerate(names) if other == name and place not in listed]
        if len(places) < _FEWEST_HEADS or any(
            after - before < _LEAST_APART for before, after in pairwise(places)
        ):
            continue
        around = {
            (_kind(names[at - 1]) if at else "", _kind(names[at + 1]) if at + 1 < len(names) else "")
            for at in places
        }
        befores, afters = {before for before, _ in around}, {after for _, after in around}
        if "label" not in befores and len(befores) > 1 and len(afters) >= _SURROUNDINGS:
            found |= {filled[place] for place in places}
    return found


def told(lines: Sequence[Line], heads: Set[int]) -> list[Problem]:
    """Names without a number that were taken out of questions may belong there: each is told once."""
    places: dict[str, list[int]] = {}
    for at in sorted(heads):
        places.setdefault(tidy(lines[at].text), []).append(at)
    return [
        problem(
            "text-unread",
            f"“{name}”在文件里单独成行 {len(found)} 次，当作页眉或页脚略去（首次在{lines[found[0]].place.in_words()}），请核对是否属于试题。",
            lines[found[0]].place,
        )
        for name, found in places.items()
    ]


def _unlabelled(texts: Sequence[str]) -> set[int]:
    """The short lines below stems without a labelled option, several of them: they may be options themselves."""
    found: set[int] = set()
    kinds = [_kind(text) for text in texts]
    starts = [at for at, kind in enumerate(kinds) if kind == "start"]
    for first, end in pairwise([*starts, len(texts)]):
        within = range(first + 1, end)
        plain = [at for at in within if kinds[at] == "text"]
        short = [at for at in plain if len(texts[at]) <= _LONGEST_UNLABELLED]
        labelled = any(_INNER_LABEL.search(fold(texts[at])) for at in range(first, end))
        if not labelled and len(short) == len(plain) > _FEWEST_BESIDE:
            found.update(plain)
    return found


def _may_head(name: str) -> bool:
    folded = fold(name)
    own = OWN.match(folded) or MARKED.match(folded) or number_of(folded) or FIELD.match(folded)
    sentence = _GOES_ON.search(name) or _NAMED.fullmatch(name) or heading_of(name)
    return not own and not sentence and len(_HEAD_LETTERS.findall(name)) >= _SHORTEST_HEAD


def _kind(text: str) -> str:
    """What a line is in a question: an option (its letter), a label without its text, a field, a start, or plain text."""
    folded = fold(text)
    if option := LABEL.match(folded):
        return option[1] if option[2] else "label"
    if field := FIELD.match(folded):
        return field[1]
    return "start" if number_of(folded) or MARKED.match(folded) or heading_of(text) else "text"
