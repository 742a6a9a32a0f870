"""Rows of a sheet as lines of text: pasted with tabs, or written with one sign between the cells (|, ###, &&, commas)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from importers.answers import letters_of, truth_of, type_of
from importers.columns import find_header
from importers.containers.blocks import Grid, Line, Row
from importers.layouts.lines.headings import heading_of
from importers.layouts.lines.labelled_cells import between_labelled
from importers.layouts.shapes import OPTION
from importers.layouts.sheets.unnamed import unnamed_header
from importers.normalise import fold

_SIGN = re.compile(r"([|｜#＃;；^&＆])\1{0,3}|([@$~*])\2{1,3}")
# Each behind a character that it holds, and with the fewest of a line; cells in quotes hold commas of their own, as does a
# statement before 对 or 错.
_QUOTED = re.compile(r'\s*,(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_OTHERS = (
    ("\t", re.compile(r"\t"), 1),
    ("'", re.compile(r"'\s*,\s*'"), 3),
    (",", _QUOTED, 3),
    (",", re.compile(","), 3),
    ("", re.compile(r"[,，](?=\s*(?:true|false|对|错|正确|错误|[√×01])\s*\Z)", re.I), 1),
)
_FEWEST, _FEWEST_BESIDE_TEXT = 2, 5
_MOST = 0.8
_LONGEST_TYPE = 10
_QUOTES = " '\""


def with_pasted_tables(flow: Sequence[Line | Grid]) -> Sequence[Line | Grid]:
    """The flow; rows of a sheet pasted as text, or written with one sign, as tables again.

    These are lines that each have as many signs, and columns that tell what they hold; other lines may stand above,
    between and below such tables, if these are not quite short or the lines are their headings.
    """
    filled = [at for at, block in enumerate(flow) if isinstance(block, Grid) or block.text.strip()]
    texts = [block.text for block in flow if isinstance(block, Line)]
    if between_labelled(texts):  # their cells are told by their labels, not by their columns
        return flow
    for sign, fewest in _signs(texts):
        held = {at: _count(flow[at], sign) for at in filled}
        if (
            sum(count >= fewest for count in held.values()) < _FEWEST
        ):  # as of nearly all signs in nearly all texts
            continue
        if _is_ragged([block for at in filled if isinstance(block := flow[at], Line)], sign):
            held = {at: fewest if count > fewest else count for at, count in held.items()}
        alone = all(held[at] >= fewest or _heads(flow[at]) for at in filled)
        tables: dict[int, tuple[Grid, int]] = {}
        for count, run in groupby(filled, held.__getitem__):
            places = list(run)
            if count >= fewest and len(places) >= (_FEWEST if alone else _FEWEST_BESIDE_TEXT):
                grid = _split([block for at in places if isinstance(block := flow[at], Line)], sign)
                if (unnamed_header(grid) or find_header(grid)) and not _is_chance(grid, sign):
                    tables[places[0]] = grid, places[-1]
        if tables:
            return list(_replaced(flow, tables))
    return flow


def _signs(texts: Sequence[str]) -> Iterator[tuple[re.Pattern[str], int]]:
    """What may stand between the cells, and how often at least in a row; the longest runs of a sign first."""
    runs = Counter(run for text in texts for run in {match[0] for match in _SIGN.finditer(text)})
    for run in sorted((run for run, often in runs.items() if often >= _FEWEST), key=len, reverse=True):
        yield re.compile(re.escape(run)), 1
    whole = "\n".join(texts)
    yield from ((sign, fewest) for char, sign, fewest in _OTHERS if char in whole)


def _is_ragged(lines: Sequence[Line], sign: re.Pattern[str]) -> bool:
    """Whether rows may have as many cells as their questions have options: quoted ones, those that begin with a type, or with
    stem and answer."""
    if sign is _QUOTED and sum('"' in line.text for line in lines) >= _MOST * len(lines):
        return True
    begun = [[cell.strip(_QUOTES) for cell in [*sign.split(line.text, maxsplit=2), ""][:2]] for line in lines]
    typed = sum(len(first) <= _LONGEST_TYPE and type_of(first) is not None for first, _ in begun)
    answered = sum(letters_of(second) is not None or truth_of(second) is not None for _, second in begun)
    return max(typed, answered) >= _MOST * len(lines)


def _count(block: Line | Grid, sign: re.Pattern[str]) -> int:
    return len(sign.findall(block.text)) if isinstance(block, Line) else 0


def _heads(block: Line | Grid) -> bool:
    return isinstance(block, Line) and heading_of(block.text) is not None


def _is_chance(grid: Grid, sign: re.Pattern[str]) -> bool:
    """Whether the sign parts no cells: options on lines of their own hold it (A. h*(x)), or the cells hold its character
    (||| in 甲|||乙|丙 is | with empty cells)."""
    char = sign.pattern[-1]
    cut = _SIGN.match(char) is not None and any(char in cell for row in grid.rows for cell in row.cells)
    return cut or any(OPTION.match(fold(row.cells[0])) for row in grid.rows)


def _replaced(flow: Sequence[Line | Grid], tables: Mapping[int, tuple[Grid, int]]) -> Iterator[Line | Grid]:
    """The flow with each table in place of the blocks from where it begins to its last one."""
    at = 0
    while at < len(flow):
        block, last = tables.get(at, (flow[at], at))
        yield block
        at = last + 1


def _split(lines: Sequence[Line], sign: re.Pattern[str]) -> Grid:
    """The lines as rows, cut at their signs; quotes beside commas go."""
    quoted = "," in sign.pattern
    rows = [[_unquoted(cell) if quoted else cell for cell in sign.split(line.text)] for line in lines]
    return Grid("", tuple(Row(tuple(row), line.place) for row, line in zip(rows, lines, strict=True)))


def _unquoted(cell: str) -> str:
    """A cell without the quotes around it; those that are written twice within them stand for themselves."""
    plain = cell.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        return plain[1:-1].replace('""', '"')
    return cell.strip(_QUOTES)
