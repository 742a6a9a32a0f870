"""Options in a sheet of their own, a row each, that name their question by its stem or number: joined to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.answers import LETTERS, is_right
from importers.columns import Header, find_header, named_columns
from importers.containers.blocks import Grid, Row
from importers.draft import Skipped
from importers.normalise import fold, squeeze

_HEADER_ROWS = 5
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Options:
    """The columns of a sheet of options: which question, its text, whether it is right (-1 where none says so)."""

    grid: Grid
    header: Header
    text: int
    right: int

    def rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.grid.rows[self.header.row + 1 :] if row.cell(self.text).strip())


def with_options_joined(grids: Sequence[Grid]) -> tuple[list[Grid], list[Skipped]]:
    """The grids; a sheet of questions without options, and one of options of which each names one of these, as one.

    The other columns of the sheet of options are named as skipped. Where a row of it names no question, nothing is joined.
    """
    kept = list(grids)
    skipped: list[Skipped] = []
    for options in [found for grid in grids if (found := _options_of(grid))]:
        for at, grid in enumerate(kept):
            header = find_header(grid) or _stems_of(grid)
            if grid is options.grid or header is None or header.labels or header.columns("options"):
                continue
            if keys := _keys(grid, header, options):
                kept[at] = _joined(grid, header, options, *keys)
                kept.remove(options.grid)
                skipped += _left(options, keys[1])
                break
    return kept, skipped


def _options_of(grid: Grid) -> _Options | None:
    """The columns of a sheet of options; None for another sheet."""
    for at, row in enumerate(grid.rows[:_HEADER_ROWS]):
        header = named_columns(row.cells, at)
        texts = header.columns("options") or header.columns("option")[:1]
        if len(texts) == 1 and len(header.labels) < _FEWEST:
            rights = header.columns("right") or header.columns("answer")
            right = rights[0] if rights and _all_say(grid.rows[at + 1 :], rights[0]) else -1
            return _Options(grid, header, texts[0], right)
    return None


def _stems_of(grid: Grid) -> Header | None:
    """The header of a sheet that holds no more than numbers and stems."""
    headers = (named_columns(row.cells, at) for at, row in enumerate(grid.rows[:_HEADER_ROWS]))
    return next((found for found in headers if found.columns("stem") and found.columns("number")), None)


def _all_say(rows: Sequence[Row], right: int) -> bool:
    """Whether all cells that are filled say that an option is right, or not."""
    return all(is_right(cell) is not None for row in rows if (cell := row.cell(right)).strip())


def _keys(grid: Grid, header: Header, options: _Options) -> tuple[int, int] | None:
    """The columns (of the questions, of the options) by which each option names its question; None where none do.

    A question has a key of its own; most questions with options have several.
    """
    rows = options.rows()
    width = max((len(row.cells) for row in rows), default=0)
    for mine in (*header.columns("number"), *header.columns("stem")):
        own = [squeeze(row.cell(mine)) for row in grid.rows[header.row + 1 :] if row.cell(mine).strip()]
        for theirs in (at for at in range(width) if at not in {options.text, options.right}):
            named = [squeeze(row.cell(theirs)) for row in rows]
            most = max(Counter(named).values(), default=0)
            often = len(LETTERS) >= most and len(named) >= _FEWEST * len(set(named)) >= _FEWEST * _FEWEST
            if often and len(set(own)) == len(own) and set(named) <= set(own):
                return mine, theirs
    return None


def _joined(grid: Grid, header: Header, options: _Options, mine: int, theirs: int) -> Grid:
    """The sheet of questions with a column for each option, and one of the letters that are right."""
    held: dict[str, list[Row]] = {}
    for row in options.rows():
        held.setdefault(squeeze(row.cell(theirs)), []).append(row)
    label = _labels(options, [*held.values()])
    for own in held.values():
        own.sort(key=lambda row: _place(row.cell(label)) if label is not None else 0)
    most = max(map(len, held.values()))
    width = max(len(row.cells) for row in grid.rows)
    rows = list(grid.rows)
    for at, row in enumerate(grid.rows):
        cells = [*row.cells, *[""] * (width - len(row.cells) + most + 1)]
        if at == header.row:
            cells[width:] = [*(f"选项{letter}" for letter in LETTERS[:most]), "正确答案"]
        elif at > header.row:
            own = held.get(squeeze(row.cell(mine)), [])
            cells[width : width + len(own)] = [option.cell(options.text) for option in own]
            cells[-1] = _answer(own, options.right)
        rows[at] = replace(row, cells=tuple(cells))
    return replace(grid, rows=tuple(rows))


def _labels(options: _Options, groups: Sequence[Sequence[Row]]) -> int | None:
    """The column of the letters or numbers of options: A, B, C in each question, in any order."""
    width = max(len(row.cells) for group in groups for row in group)
    for at in (at for at in range(width) if at not in {options.text, options.right}):
        if all(sorted(_place(row.cell(at)) for row in group) == list(range(len(group))) for group in groups):
            return at
    return None


def _place(label: str) -> int:
    """How many options stand before that with this letter or number; -1 for other words."""
    plain = fold(label).strip(" .、()").upper()
    if plain.isdecimal():
        return int(plain) - 1
    return LETTERS.index(plain) if plain and plain in LETTERS and len(plain) == 1 else -1


def _answer(own: Sequence[Row], right: int) -> str:
    sides = [right >= 0 and is_right(row.cell(right)) for row in own]
    return "".join(letter for letter, side in zip(LETTERS, sides, strict=False) if side)


def _left(options: _Options, key: int) -> list[Skipped]:
    """The header of the options, and their other columns, as pieces that no question holds."""
    top = options.grid.rows[options.header.row]
    pieces = [
        Skipped(row.place, " ".join(cell for cell in row.cells if cell.strip()), "表头")
        for row in options.grid.rows[: options.header.row + 1]
        if any(cell.strip() for cell in row.cells)
    ]
    told = {key, options.text, options.right}
    for at in (at for at in range(max(len(row.cells) for row in options.grid.rows)) if at not in told):
        seen = dict.fromkeys(row.cell(at).strip() for row in (top, *options.rows()))
        pieces.append(Skipped(top.place, "；".join(text for text in seen if text), "没有用到的列"))
    return pieces
