"""Columns whose cells hold an object of JSON each ({"title": …, "options": […]}): its keys become columns of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from importers.containers.blocks import Grid, Row
from importers.containers.json_records import cell_of
from importers.option_arrays import array_in

_FEWEST = 2  # rows with an object
_MOST_KEYS = 40
_DEEPEST = 3  # objects in the values of objects
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)

_Objects = Mapping[int, Mapping[str, object]]  # by the places of their rows


def opened(grid: Grid) -> Grid:
    """The grid; behind its columns those for the keys of the objects in one of them, at last the heading of that one."""
    for _ in range(_DEEPEST):
        width = max((len(row.cells) for row in grid.rows), default=0)
        held = ((column, objects) for column in range(width) if (objects := _objects(grid, column)))
        if (found := next(held, None)) is None:
            break
        grid = _opened(grid, *found, width)
    return grid


def _objects(grid: Grid, column: int) -> _Objects:
    """The objects in the cells of a column; none where other cells stand between them than its heading again, or nothing
    above them."""
    filled = [at for at, row in enumerate(grid.rows) if row.cell(column).strip()]
    objects = {at: found for at in filled if (found := _object_in(grid.rows[at].cell(column)))}
    first = min(objects, default=0)
    keys = {key for found in objects.values() for key in found}
    heading = grid.rows[first - 1].cell(column)
    whole = all(at in objects or grid.rows[at].cell(column) == heading for at in filled if at > first)
    return objects if len(objects) >= _FEWEST and first and whole and len(keys) <= _MOST_KEYS else {}


def _object_in(cell: str) -> dict[str, object]:
    """The object that a cell is; none for options by their letters ({"A": "三日"})."""
    text = cell.strip()
    if not text.startswith("{") or array_in(text) is not None:
        return {}
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _opened(grid: Grid, column: int, objects: _Objects, width: int) -> Grid:
    keys = list(dict.fromkeys(key for found in objects.values() for key in found))
    first = min(objects)
    heading = grid.rows[first - 1].cell(column)
    rows = list[Row]()
    for at, row in enumerate(grid.rows):
        cells = [row.cell(each) for each in range(width)]
        added = [cell_of(objects.get(at, {}).get(key)) for key in keys]
        if at == first - 1:
            added, cells[column] = [*keys, heading], ""
        elif heading and cells[column] == heading:
            added, cells[column] = keys, ""
        elif at in objects:
            cells[column] = ""
        rows.append(replace(row, cells=(*cells, *added)))
    return replace(grid, rows=tuple(rows))
