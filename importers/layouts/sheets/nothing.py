"""Cells that say that there is nothing (-, 无, NULL, None), where the column or the row tells that they are no option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import letters_of
from importers.column_names import ColumnField
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.draft import Place
from importers.layouts.sheets.cells import NO_OPTION
from importers.normalise import fold

_NOTHING = re.compile(
    rf"{NO_OPTION.pattern}|[(\[<]?(?:无|空白?|没有|暂无|null|none|nil|nan|n/?a|undefined)[)\]>]?|#n/a|\\n",
    re.I,
)
_FEWEST_ROWS = 3
_BESIDE: tuple[ColumnField, ...] = ("explanation", "citation", "topics", "difficulty")


def emptied(grid: Grid, header: Header) -> tuple[Grid, list[tuple[Place, str]]]:
    """The grid without such cells, and what stood in them.

    They are no options where half of a column of options is so, but for an option that an answer names; where all cells
    of a row are; and where one holds all options. A sheet that writes them there means nothing by them beside questions.
    """
    rows = grid.rows[header.row + 1 :]
    idle = {at for at in header.labels if _is_idle([row.cell(at) for row in rows])}
    found = [_idle_cells(row, header, idle) for row in rows]
    if not any(found):
        return grid, []
    beside = [at for field in _BESIDE for at in header.columns(field)]
    found = [
        {*cells, *(at for at in beside if _is_nothing(row.cell(at)))}
        for row, cells in zip(rows, found, strict=True)
    ]
    told = [(row.place, row.cell(at)) for row, cells in zip(rows, found, strict=True) for at in cells]
    freed = (_without(row, cells) for row, cells in zip(rows, found, strict=True))
    return replace(grid, rows=(*grid.rows[: header.row + 1], *freed)), told


def _is_nothing(cell: str) -> bool:
    return _NOTHING.fullmatch(fold(cell).strip()) is not None


def _is_idle(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    nothing = sum(map(_is_nothing, filled))
    return nothing >= _FEWEST_ROWS and nothing * 2 >= len(filled)


def _idle_cells(row: Row, header: Header, idle: set[int]) -> set[int]:
    """The columns of options in which a row says that it has none."""
    filled = [at for at in header.labels if row.cell(at).strip()]
    if len(filled) > 1 and len({row.cell(at) for at in filled}) == 1 and _is_nothing(row.cell(filled[0])):
        return {*filled}
    joined = {at for at in header.columns("options") if _is_nothing(row.cell(at))}
    chosen = letters_of(header.text(row, "answer")) or ""
    real = [at for at in filled if not _is_nothing(row.cell(at)) or header.labels[at] in chosen]
    if not real or not all(re.search(r"\w", row.cell(at)) for at in real):  # + | - | * | /
        return joined
    return joined | {at for at in idle if at > max(real)}


def _without(row: Row, columns: set[int]) -> Row:
    cells = ("" if at in columns else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells)) if columns else row
