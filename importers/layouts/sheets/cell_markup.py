"""Cells that hold a piece of a web page (<p>国家秘密分为<br/>…</p>): their text, with the breaks as line breaks."""

from __future__ import annotations

import re
from dataclasses import replace

from importers.containers.blocks import Grid, Row

# The tags of running text alone: 若 a<b 则 … and <HTML> as the subject of a question stay.
_BREAK = re.compile(r"[ \t]*(?:<br\s*/?>|</(?:p|div)>|\{break\})[ \t]*", re.I)
_TAG = re.compile(r"</?(?:p|div|span|strong|font)(?:\s[^<>]*)?>", re.I)
_MARKUP = re.compile(r"<[a-z/]|&nbsp;|\{break\}", re.I)
_SPACE = re.compile("&nbsp;")


def plain(grid: Grid) -> Grid:
    """The grid without the tags of running text in its cells."""
    return replace(grid, rows=tuple(_plain_row(row) for row in grid.rows))


def _plain_row(row: Row) -> Row:
    if not any(_MARKUP.search(cell) for cell in row.cells):
        return row
    cells = tuple(_plain_cell(cell) for cell in row.cells)
    return row if cells == row.cells else Row(cells, row.place)


def _plain_cell(cell: str) -> str:
    text = _SPACE.sub(" ", _TAG.sub("", _BREAK.sub("\n", cell)))
    return cell if text == cell else text.strip("\n")
