"""Cells that say that there is nothing (-, 无, NULL, None), where the column or the row tells that they are no option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from importers.answers import letters_of
from importers.column_names import ColumnField
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.draft import Place, Problem, Skipped
from importers.layouts.sheets.cells import NO_OPTION
from importers.normalise import fold
from importers.problems import problem

_NOTHING = re.compile(
    rf"{NO_OPTION.pattern}|[(\[<]?(?:无|空白?|没有|暂无|null|none|nil|nan|n/?a|undefined)[)\]>]?|#n/a|\\n",
    re.I,
)
_WORD = re.compile(r"[(\[<]?(?:无|空白?|没有|暂无)[)\]>]?")  # that an option may well say
_FEWEST_ROWS = 3
_BESIDE: tuple[ColumnField, ...] = ("explanation", "citation", "topics", "difficulty")


@dataclass(frozen=True, slots=True)
class Emptied:
    """The grid without such cells; what stood in them, by its places, which is named once; what is to be said of them."""

    grid: Grid
    nothing: list[tuple[Place, str]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def emptied(grid: Grid, header: Header) -> Emptied:
    """The grid without cells that say that there is nothing.

    They are no options where half of a column of options is so, but for one that an answer names; where all cells of a row
    are; and where one holds all options. A sheet that writes them there means nothing by them beside questions.
    """
    rows = grid.rows[header.row + 1 :]
    idle = {at for at in header.labels if _is_idle(rows, header, at)}
    found = [_idle_cells(row, header, idle) for row in rows]
    if not any(found):
        return Emptied(grid)
    doubtful = [row for row, cells in zip(rows, found, strict=True) if _may_be_option(row, header, cells)]
    beside = [at for name in _BESIDE for at in header.columns(name)]
    found = [
        {*cells, *(at for at in beside if _is_nothing(row.cell(at)))}
        for row, cells in zip(rows, found, strict=True)
    ]
    told = [(row.place, row.cell(at)) for row, cells in zip(rows, found, strict=True) for at in cells]
    words = "；".join(dict.fromkeys(text.strip() for _, text in told))
    freed = (_without(row, cells) for row, cells in zip(rows, found, strict=True))
    return Emptied(
        replace(grid, rows=(*grid.rows[: header.row + 1], *freed)),
        told,
        [Skipped(told[0][0], words, "表示没有内容的格子")],
        [*_doubts(doubtful)],
    )


def _doubts(rows: Sequence[Row]) -> Iterator[Problem]:
    if rows:
        message = f"有 {len(rows)} 题的选项栏写“无”之类的字，按没有这个选项读取，请核对。"
        yield problem("option-doubtful", message, rows[0].place)


def _may_be_option(row: Row, header: Header, cells: set[int]) -> bool:
    """Whether a word that goes may as well be the last of the options that stay."""
    stays = any(row.cell(at).strip() for at in header.labels if at not in cells)
    return stays and any(at in header.labels and _is_word(row.cell(at)) for at in cells)


def _is_nothing(cell: str) -> bool:
    return _NOTHING.fullmatch(fold(cell).strip()) is not None


def _is_word(cell: str) -> bool:
    return _WORD.fullmatch(fold(cell).strip()) is not None


def _is_idle(rows: Sequence[Row], header: Header, column: int) -> bool:
    """Whether half of a column of options says that there is none; a word for that is an option where it answers anywhere."""
    filled = [row for row in rows if row.cell(column).strip()]
    nothing = [row for row in filled if _is_nothing(row.cell(column))]
    worded = (row for row in nothing if _is_word(row.cell(column)))
    named = any(header.labels[column] in _chosen(row, header) for row in worded)
    return len(nothing) >= _FEWEST_ROWS and len(nothing) * 2 >= len(filled) and not named


def _chosen(row: Row, header: Header) -> str:
    return letters_of(header.text(row, "answer")) or ""


def _idle_cells(row: Row, header: Header, idle: set[int]) -> set[int]:
    """The columns of options in which a row says that it has none."""
    filled = [at for at in header.labels if row.cell(at).strip()]
    if len(filled) > 1 and len({row.cell(at) for at in filled}) == 1 and _is_nothing(row.cell(filled[0])):
        return {*filled}
    joined = {at for at in header.columns("options") if _is_nothing(row.cell(at))}
    chosen = _chosen(row, header)
    real = [at for at in filled if not _is_nothing(row.cell(at)) or header.labels[at] in chosen]
    if not real or not all(re.search(r"\w", row.cell(at)) for at in real):  # + | - | * | /
        return joined
    return joined | {at for at in idle if at > max(real)}


def _without(row: Row, columns: set[int]) -> Row:
    cells = ("" if at in columns else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells)) if columns else row
