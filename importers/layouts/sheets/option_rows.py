"""Sheets with a row for each option, and a column that says whether it is right: a row a question is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import LETTERS, truth_of
from importers.columns import Header
from importers.containers.blocks import Grid, Row

_TICK = re.compile("[√✓✔✅☑]\ufe0f?")


def gathered(grid: Grid, header: Header) -> tuple[Grid, Header]:
    """Grid and header with the rows of one question joined: its options in new columns, the letters of the right ones.

    The rows of a question follow each other; they share its number, or only the first has a stem. Rows of another kind
    stay as they are. Without columns of options and of 是否正确 nothing changes.
    """
    options, rights = header.columns("options"), header.columns("right")
    if header.labels or not options or not (rights := rights or _ticked_options(grid, header, options[0])):
        return grid, header
    option, right = options[0], rights[0]
    header = replace(header, fields={**header.fields, right: "right"})
    width = max(len(row.cells) for row in grid.rows)
    groups = _groups(grid.rows[header.row + 1 :], header, option)
    most = min(max((len(group) for group in groups), default=0), len(LETTERS))
    labels = {width + at: LETTERS[at] for at in range(most)}
    answer = width + most
    rows = [*grid.rows[: header.row], _widened(grid.rows[header.row], answer + 1)]
    for group in groups:
        cells = list(_widened(group[0], answer + 1).cells)
        if any(_is_right(row.cell(right)) is not None for row in group):
            texts = [row.cell(option) for row in group[:most]]
            cells[width : width + len(texts)] = texts
            cells[answer] = "".join(
                letter for letter, row in zip(LETTERS, group, strict=False) if _is_right(row.cell(right))
            )
            cells[option], cells[right] = "", "\n".join(row.cell(right) for row in group)
        rows.append(replace(group[0], cells=tuple(cells)))
    fields = {at: name for at, name in header.fields.items() if at != option}
    fields |= dict.fromkeys(labels, "option")
    return replace(grid, rows=tuple(rows)), replace(
        header, fields={**fields, answer: "answer"}, labels=labels
    )


def _ticked_options(grid: Grid, header: Header, option: int) -> list[int]:
    """The column of answers where it holds nothing but ticks, each beside an option, and most rows have no stem."""
    answers = header.columns("answer")
    rows = [row for row in grid.rows[header.row + 1 :] if row.cell(option).strip()]
    told = [row for row in grid.rows[header.row + 1 :] if header.text(row, "answer")]
    ticked = told and all(
        _TICK.fullmatch(header.text(row, "answer")) and row.cell(option).strip() for row in told
    )
    stems = sum(bool(header.text(row, "stem")) for row in rows)
    return answers if len(answers) == 1 and ticked and stems * 2 <= len(rows) else []


def _groups(rows: Sequence[Row], header: Header, option: int) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.cell(option).strip() and _goes_on(row, groups[-1][0], header):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _goes_on(row: Row, first: Row, header: Header) -> bool:
    stem, number = header.text(row, "stem"), header.text(row, "number")
    same_stem = stem in {"", header.text(first, "stem")}
    return same_stem and number in {"", header.text(first, "number")}


def _is_right(text: str) -> bool | None:
    """1 or 是 -> True, 0 or 否 -> False; None for anything else."""
    side = {"1": "T", "0": "F"}.get(text.strip()) or truth_of(text)
    return None if side is None else side == "T"


def _widened(row: Row, width: int) -> Row:
    return replace(row, cells=row.cells + ("",) * (width - len(row.cells)))
