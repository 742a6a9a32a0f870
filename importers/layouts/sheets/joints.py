"""The sign between the options of one cell, where the column of a sheet tells it: 甲^乙^丙, 甲$$乙$$丙, 甲、乙、丙."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import LETTERS, letters_of, truth_of
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.layouts.questions.options import find_options

# Signs of programs: hardly any option holds one.
_OF_PROGRAMS = re.compile(r"\$\s*;\s*\$|\[\$\]|([\^#$@|~§∥&*┋¦])\1*")
_SEMICOLON = "[;；]"
_OF_TEXTS = (_SEMICOLON, "、", r"[,，](?!\d{3}(?!\d))", "/", "[ \\t\u3000]+")
_OF_WORDS = (",", "，", "、", _SEMICOLON, "/")  # where the answers repeat the words of options
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3},\d{3}(?!\d)")
_FEWEST = 3
_SIDES = 2
# Of the cells that hold $;$: a heading may stand again between the rows, and a date below them.
_NEARLY_ALL = 0.8


def with_lines(grid: Grid, header: Header) -> Grid:
    """The grid with line breaks for the sign that parts the options of all cells of their column.

    A sign that texts hold too must part all choices into as many options.
    """
    columns = header.columns("options")
    if header.labels or len(columns) != 1:
        return grid
    (column,), begin = columns, header.row + 1
    rows = [row for row in grid.rows[begin:] if column < len(row.cells) and row.cells[column].strip()]
    joint = _joint([(row.cells[column].strip(), header.text(row, "answer")) for row in rows])
    if joint is None:
        return grid
    held = {row.place for row in rows}
    answers = header.columns("answer")
    parted = (_parted(row, column, answers, joint) if row.place in held else row for row in grid.rows[begin:])
    return replace(grid, rows=(*grid.rows[:begin], *parted))


def _parted(row: Row, column: int, answers: Sequence[int], joint: re.Pattern[str]) -> Row:
    """The row with lines for the options of a cell, and for those that its answers join by the same sign."""
    texts = {piece.strip() for piece in joint.split(row.cells[column])}
    joined = {at for at in answers if texts.issuperset(map(str.strip, joint.split(row.cell(at))))}
    cells = (
        joint.sub(lambda match: "\n" * len(match[0]), cell) if at in {column, *joined} else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _joint(held: Sequence[tuple[str, str]]) -> re.Pattern[str] | None:
    """The sign between the options of all cells, each given with its answer; None where no sign parts them for sure."""
    cells = [cell for cell, _ in held]
    if len(cells) < _FEWEST or any("\n" in cell or cell[0] in "[{" for cell in cells):
        return None
    signs = [{re.sub(r"\s", "", match[0]) for match in _OF_PROGRAMS.finditer(cell)} for cell in cells]
    held_by = Counter(sign for found in signs for sign in found)
    of_all = [sign for sign, often in held_by.items() if often >= _fewest_cells(sign, len(cells))]
    of_all.sort(key=len, reverse=True)
    if of_all and ";" not in of_all[0] and all(re.search(_SEMICOLON, cell) for cell in cells):
        return None  # a@b.cn;c@d.cn
    for sign in of_all:
        written = r"\s*".join(map(re.escape, sign)) if ";" in sign else re.escape(sign)  # $;$, $ ; $
        around = f"(?<!{re.escape(sign[0])}){written}(?!{re.escape(sign[-1])})"
        if sum(_parts(cell, answer, around) > 0 for cell, answer in held) >= _fewest_cells(sign, len(cells)):
            return re.compile(around)
    if of_all:
        return None
    if repeated := [sign for sign in _OF_WORDS if _repeat_pieces(held, sign)]:
        return re.compile(repeated[0]) if len(repeated) == 1 else None
    found = [sign for sign in _OF_TEXTS if _parts_all_alike(held, sign)]
    if found[:1] == ["、"] and len(found) > 1:  # 甲、乙，丙、丁，…
        return None
    return re.compile(found[0]) if found else None


def _fewest_cells(sign: str, cells: int) -> float:
    """How many of the cells must hold a sign that parts them: all, where it is one character, for options may hold that."""
    return cells if len(sign) == 1 else _NEARLY_ALL * cells


def _parts_all_alike(held: Sequence[tuple[str, str]], sign: str) -> bool:
    """Whether a sign that texts hold too parts all choices into as many options."""
    parted = [(re.split(sign, cell), _parts(cell, answer, sign)) for cell, answer in held]
    counts = {count for pieces, count in parted if not all(map(truth_of, pieces))}
    return len(counts) == 1 and min(counts) > _SIDES


def _repeat_pieces(held: Sequence[tuple[str, str]], sign: str) -> bool:
    """Whether each answer is a piece of its cell, or joins several by the same sign: 甲局,乙局 in 甲局,乙局,丙局."""
    told = [(re.split(sign, cell), answer) for cell, answer in held if answer]
    return len(told) >= _FEWEST and all(_repeats(pieces, answer, sign) for pieces, answer in told)


def _repeats(pieces: Sequence[str], answer: str, sign: str) -> bool:
    texts = {piece.strip() for piece in pieces}
    if len(pieces) < _SIDES or _THOUSANDS.search(answer):
        return False
    return texts.issuperset(part.strip() for part in re.split(sign, answer))


def _parts(cell: str, answer: str, sign: str) -> int:
    """Into how many options a sign parts a cell; 0 where it parts nothing or not at their labels, or the answer names another letter."""
    pieces = [piece for piece in re.split(sign, cell) if piece.strip()]
    fewest = max(2, LETTERS.index(max(letters_of(answer) or "A")) + 1)
    labelled = find_options(cell)
    apart = not labelled or not labelled.in_order or _labelled(pieces)
    return len(pieces) if apart and len(pieces) >= fewest else 0


def _labelled(pieces: Sequence[str]) -> bool:
    """Whether each piece begins with its own letter: A.C#|B.C++, but not A. x^2 B. y^2."""
    letters = zip(pieces, LETTERS, strict=False)
    return len(pieces) <= len(LETTERS) and all(
        piece.lstrip(" \t\u3000([（【").startswith(letter) for piece, letter in letters
    )
