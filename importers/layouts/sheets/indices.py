"""Answers that are the places of options, counted from 0 or from 1, which only the whole column tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.answers import by_text
from importers.columns import Header
from importers.containers.blocks import Grid
from importers.draft import Problem
from importers.layouts.questions.parsed import Parsed
from importers.layouts.sheets.rows import ANSWER_LABEL
from importers.normalise import fold
from importers.problems import problem

_INDEX = re.compile(r"\d(?:[,，、;；|\s]+\d)*")
_SURELY = 8  # answers without a 0: counted from 0, one would have it


def told(parsed: list[Parsed], grid: Grid, header: Header) -> Iterator[Problem]:
    """Answers that are the places of options, where all are numbers and each names options so: counted from 0, as programs
    do, where a 0 is among them, else from 1.

    The latter where one names the last option by its number, or where so many have no 0. Told once.
    """
    raw = {
        row.place: fold(ANSWER_LABEL.sub("", header.text(row, "answer"))).strip(" []") for row in grid.rows
    }
    chosen = [
        (entry, raw[entry.block.place])
        for entry in parsed
        if len(entry.options) >= 2 and entry.said and entry.type != "true_false"
    ]
    if not chosen or not all(
        _INDEX.fullmatch(said) and not by_text(said, entry.options) for entry, said in chosen
    ):
        return
    places = [(entry, {int(each) for each in re.findall(r"\d", said)}) for entry, said in chosen]
    first = 0 if any(0 in found for _, found in places) else 1
    judged = [entry for entry in parsed if entry.type == "true_false" and len(entry.options) == 2]
    sides = {said for entry in judged for said in entry.said} if first else set[str]()
    judged = judged if sides == {"1", "2"} else []  # 1 and 0 mean true and false
    last = bool(judged) or any(len(entry.options) in found for entry, found in places)
    sure = not first or last or len(places) >= _SURELY
    read = first and header.numbered  # with its row
    if not sure or read or any(max(found) >= len(entry.options) + first for entry, found in places):
        return
    for (entry, found), (_, said) in zip(places, chosen, strict=True):
        entry.taken.append(said)
        entry.said[:] = ["".join(entry.options[at - first].label for at in sorted(found))]
    for entry in judged:
        entry.taken += entry.said
        entry.said[:] = [entry.options[int(said) - 1].label for said in entry.said]
    way = f"从 {first} 数起的选项读取（{first}＝A）"
    message = f"选择题答案写作数字，其中{'没' if first else ''}有 0，{len(places)} 题按{way}，请核对。"
    yield problem("answers-by-index", message, places[0][0].block.place)
