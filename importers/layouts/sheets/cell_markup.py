"""Cells that hold a piece of a web page (<p>国家秘密分为<br/>…</p>): their text, with the breaks as line breaks.

Questions about web pages name such tags too. So tags are taken away only where most cells with tags hold them as an editor
of web pages writes them, around the whole text or between two lines, never the whole of a cell, in three rows or all; words
that are set off (在<b>最早</b>的学说中) lose their tags where three rows have such words. No row loses tags that speaks of
what tags show, or in which two cells would become alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from html import unescape

from importers.containers.blocks import Grid, Row
from importers.containers.markup import OF_DISPLAY

# The tags of running text alone: 若 a<b 则 … and <HTML> as the subject of a question stay.
_BREAK = re.compile(r"[ \t]*(?:<br\s*/?>|</(?:p|div)>)[ \t]*", re.I)
_TAG = re.compile(r"</?(?:p|div|span|strong|font)(?:\s[^<>]*)?>", re.I)
_ANY = re.compile(r"<[a-z/][^<>]*>|&nbsp;", re.I)
_EDITED = re.compile(
    r"\s*<(p|div|span)(?:\s[^<>]*)?>.*[^<>\s].*</\1>\s*|.*[^\s>]<br\s*/?>\s*[^\s<].*", re.I | re.S
)
_WRAPPED = re.compile(r"\s*<(p|div|span)(?:\s[^<>]*)?>[^<>]+</\1>\s*", re.I)
_SET_OFF = re.compile(r"<(b|i|em|strong|u)>(?=[^<>]*[^\W\d_])([^<>]*)</\1>", re.I)
_OF_TAGS = re.compile(r"标记|代码|元素|段落|源文件")
_OWN_BREAK = re.compile(r"[ \t]*\{break\}[ \t]*")  # of a template: A.甲局{break}B.乙局
_TIGHT_BREAK = re.compile(r"\S\{break\}\S")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|[lr][ds]quo|quot|mdash|ndash|hellip|middot|times|#\d{2,5});")
_QUOTED = re.compile(r'"([^"]*[^"\s][^"]*)"')
_HABIT = 3  # rows: what fewer have may be what they ask about
_QUESTION = 4  # cells: a stem and its options


def plain(grid: Grid) -> Grid:
    """The grid without the tags of running text in its cells."""
    rows = list(grid.rows)
    if _breaks_lines(rows):
        rows = [_changed(row, lambda cell: _OWN_BREAK.sub("\n", cell)) for row in rows]
    if _is_edited(rows):
        rows = [_unedited(row) for row in rows]
    return _unquoted(replace(grid, rows=tuple(_without_entities(_without_set_off(rows)))))


def _unquoted(grid: Grid) -> Grid:
    """The grid without the quotes of a program around all cells of a column, from the first such cell on.

    A program quotes the longest texts too; where only short ones are quoted, options are words of a language ("a").
    """
    width = max((len(row.cells) for row in grid.rows), default=0)
    columns = {column for column in range(width) if _is_quoted([row.cell(column) for row in grid.rows])}
    if not columns or _longest(grid, width) not in columns:
        return grid
    return replace(grid, rows=tuple(_without_quotes(row, columns) for row in grid.rows))


def _without_quotes(row: Row, columns: Set[int]) -> Row:
    cells = (_QUOTED.sub(r"\1", cell) if at in columns else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells), emphasis=())


def _longest(grid: Grid, width: int) -> int:
    """The column that holds the most text."""
    return max(range(width), key=lambda column: sum(len(row.cell(column)) for row in grid.rows))


def _is_quoted(cells: Sequence[str]) -> bool:
    """Whether all cells are quoted from the first such one on, but for its heading, where that stands again."""
    quoted = {at for at, cell in enumerate(cells) if _QUOTED.fullmatch(cell.strip())}
    first = min(quoted, default=0)
    headings = {"", *map(str.strip, cells[:first])}
    return len(quoted) >= _HABIT and all(
        at in quoted or cell.strip() in headings for at, cell in enumerate(cells[first:], first)
    )


def _breaks_lines(rows: list[Row]) -> bool:
    """Whether {break} is a sign of the template: the statement of a program stands between blanks, in a row or two."""
    held = sum(any(map(_OWN_BREAK.search, row.cells)) for row in rows)
    tight = sum(_TIGHT_BREAK.search(cell) is not None for row in rows for cell in row.cells)
    return tight > 1 or (held >= _HABIT and held * 2 >= len(rows))


def _is_edited(rows: list[Row]) -> bool:
    tagged = [cell for row in rows for cell in row.cells if _ANY.search(cell)]
    edited = [row for row in rows if any(map(_EDITED.fullmatch, row.cells)) and not _speaks(row)]
    if sum(_EDITED.fullmatch(cell) is not None for cell in tagged) * 2 <= len(tagged):
        return False
    filled = sum(any(map(str.strip, row.cells)) for row in rows)
    return len(edited) >= _HABIT or len(edited) >= filled - 1  # the header has none


def _unedited(row: Row) -> Row:
    after = _changed(row, _unedited_cell)
    return row if _speaks(row) or _become_alike(row, after) else after


def _unedited_cell(cell: str) -> str:
    return _TAG.sub("", _BREAK.sub("\n", cell)).replace("&nbsp;", " ")


def _without_set_off(rows: list[Row]) -> list[Row]:
    """The rows, words without the tags that set them off; as they are where the tags may be what a question is about."""
    freed = [_changed(row, lambda cell: _SET_OFF.sub(r"\2", cell)) for row in rows]
    pairs = [(before, after) for before, after in zip(rows, freed, strict=True) if before is not after]
    left = any(_ANY.search(cell) for row in freed for cell in row.cells)
    asked = any(_speaks(before) or _become_alike(before, after) for before, after in pairs)
    return rows if left or asked or len(pairs) < _HABIT else freed


def _without_entities(rows: list[Row]) -> list[Row]:
    """The rows with the characters that &nbsp; and &ldquo; stand for; as they are where a question may ask about those."""
    freed = [
        _changed(row, lambda cell: _ENTITY.sub(lambda match: unescape(match[0]).replace("\xa0", " "), cell))
        for row in rows
    ]
    pairs = [(before, after) for before, after in zip(rows, freed, strict=True) if before is not after]
    asked = any(_speaks(before) or _become_alike(before, after) for before, after in pairs)
    return rows if asked or len(pairs) < _HABIT else freed


def _speaks(row: Row) -> bool:
    """Whether the row may ask about tags; where an editor wrapped all of a question, its words tell nothing."""
    speaking = [cell for cell in row.cells if _tells_of_tags(_ANY.sub("", cell))]
    wrapped = sum(_WRAPPED.fullmatch(cell) is not None for cell in row.cells)
    tagged = sum(_ANY.search(cell) is not None for cell in row.cells)
    return bool(speaking) and not (wrapped == tagged >= _QUESTION and all(map(_WRAPPED.fullmatch, speaking)))


def _tells_of_tags(text: str) -> bool:
    return bool(OF_DISPLAY.search(text) or _OF_TAGS.search(text))


def _become_alike(before: Row, after: Row) -> bool:
    return len(set(after.cells)) < len(set(before.cells))


def _changed(row: Row, change: Callable[[str], str]) -> Row:
    """The row with its cells changed; the same row where nothing is, and no cell emptied."""
    cells = tuple(_filled(cell, change(cell)) for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells, emphasis=())


def _filled(cell: str, text: str) -> str:
    text = cell if text == cell else text.strip("\n")
    return text if text.strip() else cell
