"""Cells that show an error of a formula (#N/A, #REF!): calamine reads them as empty, but a clerk sees them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from importers.addresses import column_name
from importers.containers.blocks import Grid, Row
from importers.draft import Place, Problem
from importers.problems import problem

# What the cells that hold an error show, by row and column from 0.
Errors = dict[tuple[int, int], str]

# How .xls and .xlsb write them (MS-XLS 2.5.10, BErr).
BY_CODE = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def behind_questions(grid: Grid, errors: Errors) -> tuple[Row, ...]:
    """The last rows that show nothing but errors: their formulas were pulled down further than the questions go."""
    shown = {*errors.values()}
    rows = takewhile(lambda row: shown.issuperset(filter(None, row.cells)), reversed(grid.rows))
    return tuple(rows)[::-1] if errors else ()


def told(grid: Grid, errors: Errors) -> Iterator[Problem]:
    """One problem for all cells of a sheet that show an error."""
    if not errors:
        return
    row, column = min(errors)
    kinds, letters = "、".join(sorted({*errors.values()})), column_name(column + 1)
    message = (
        f"工作表“{grid.name}”有 {len(errors)} 个单元格显示公式错误（{kinds}），首个在第 {row + 1} 行"
        f" {letters} 列，请改成正确的内容后再上传。"
    )
    yield problem("cell-errors", message, Place(sheet=grid.name, row=row + 1, column=letters))
