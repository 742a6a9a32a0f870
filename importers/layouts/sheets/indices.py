"""Answers that are the places of options, counted from 0 or from 1, which only the whole column tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.answers import by_text
from importers.columns import Header
from importers.containers.blocks import Grid
from importers.draft import Place, Problem
from importers.layouts.questions.parsed import Parsed
from importers.layouts.sheets.rows import ANSWER_LABEL
from importers.normalise import fold
from importers.problems import problem

_INDEX = re.compile(r"\d(?:[,，、;；|\s]+\d)*")
_PLACES = re.compile("序号|编号|下标|索引")
_FROM_0 = re.compile(r"从\s*0\s*(?:开始|起|数|计)|(?<!\d)0\s*(?:表示|代表|对应|为|=)\s*A")
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
    heading = _heading(grid, header)
    from_0 = _FROM_0.search(heading) is not None
    first = 0 if from_0 or any(0 in found for _, found in places) else 1
    judged = _judged(parsed, raw, first)
    last = bool(judged) or any(len(entry.options) in found for entry, found in places)
    sure = not first or last or len(places) >= _SURELY
    read = first and header.numbered  # with its row
    if not sure or read or any(max(found) >= len(entry.options) + first for entry, found in places):
        return
    for (entry, found), (_, said) in zip(places, chosen, strict=True):
        entry.taken.append(said)
        entry.said[:] = ["".join(entry.options[at - first].label for at in sorted(found))]
    for entry in judged:
        said = raw[entry.block.place]
        option = entry.options[int(said) - first]
        entry.taken.append(said)
        entry.said[:] = [option.label]
        if not (first or _PLACES.search(heading)):
            entry.warn(
                "truth-by-number",
                f"的答案“{said}”按第 {int(said) + 1} 项（{option.text}）读取，也可能相反，请核对。",
            )
    if from_0:
        return
    way = f"从 {first} 数起的选项读取（{first}＝A）"
    message = f"选择题答案写作数字，其中{'没' if first else ''}有 0，{len(places)} 题按{way}，请核对。"
    yield problem("answers-by-index", message, places[0][0].block.place)


def _heading(grid: Grid, header: Header) -> str:
    """What heads the answers, and what stands above the header."""
    if header.row < 0:
        return ""
    cells = [grid.rows[header.row].cell(at) for at in header.columns("answer")]
    cells += [cell for row in grid.rows[: header.row] for cell in row.cells if "答案" in cell]
    return fold("；".join(cells))


def _judged(parsed: list[Parsed], raw: dict[Place, str], first: int) -> list[Parsed]:
    """The judgements that offer both sides and are answered by the place of one; 1 and 0 mean true and false where the
    choices are counted from 1."""
    judged = [entry for entry in parsed if entry.type == "true_false" and len(entry.options) == 2]
    sides = {raw[entry.block.place] for entry in judged} - {""}
    wanted = sides == {"1", "2"} if first else bool(sides) and sides <= {"0", "1"}
    return [entry for entry in judged if raw[entry.block.place]] if wanted else []
