"""Tables without a header of fields: a key in two rows, or a table that only places text on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.containers.blocks import Grid, Line, Row, Span
from importers.field_words import is_label
from importers.layouts.shapes import ANSWER_ALONE
from importers.normalise import fold

_NUMBERS = re.compile(r"\s*(?:题号|题目|序号|题序|编号)\s*")
_ANSWERS = re.compile(r"\s*(?:正确|参考|标准)?答案\s*|\s*(?:正确|标准)选项\s*")

_ROW_OF_KEY = re.compile(
    rf"[\s|]*(?:{_NUMBERS.pattern}|{_ANSWERS.pattern})[\s|]|(?:\s*(?:\d{{1,3}}|[A-L]{{1,8}}|[√×对错]|正确|错误)\s*(?:[\t|]|$))+$"
)
_BETWEEN = "    "


def as_lines(grid: Grid) -> Iterator[Line]:
    """The text of a table as lines, row by row; the two rows of a key as pairs (1.A 2.B), and what counts on from them with them."""
    rows = list(grid.rows)
    at = 0
    while at < len(rows):
        begin, pairs = at, list[str]()
        while at + 1 < len(rows) and (more := _pairs(rows[at], rows[at + 1])):
            if pairs and not _count_on(pairs[-1], more[0]):
                break
            pairs += more
            at += 2
        if pairs:
            yield Line("答案：" + "  ".join(pairs), rows[begin].place)
            continue
        yield from _lines(rows[at])
        at += 1


def _count_on(before: str, after: str) -> bool:
    """Whether 11.A follows 10.B."""
    numbers = [pair.partition(".")[0] for pair in (before, after)]
    return all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1


def pasted_keys(flow: Sequence[Line | Grid]) -> Iterator[Line | Grid]:
    """The flow; two lines that were the rows of a key (题号 1 2 3 above 答案 A B C, with tabs or wide blanks) as a table again."""
    rows = list(map(_pasted, flow))
    at = 0
    while at < len(flow):
        first, second = (*rows[at : at + 2], None)[:2]
        if first and second and _pairs(first, second):
            yield Grid("", (first, second))
            at += 2
        else:
            yield flow[at]
            at += 1


def _pasted(block: Line | Grid) -> Row | None:
    """The row that a line was in a table; None where it has no name of such a row and two cells at least."""
    if isinstance(block, Grid) or not _ROW_OF_KEY.match(block.text):
        return None
    cells = tuple(re.split(r"\s*(?:\t|\||\s{2,})\s*", block.text.strip().strip("|").strip()))
    return Row(cells, block.place) if len(cells) > 1 else None


def _counts(numbers: Row, answers: Row) -> bool:
    """Whether the rows are 1 2 3 above A B C, without names."""
    cells = _filled(numbers)
    counted = [int(cell) if re.fullmatch(r"\s*\d{1,3}\s*", cell) else None for cell in cells]
    row = len(counted) > 1 and counted == list(range(counted[0] or 0, (counted[0] or 0) + len(counted)))
    said = _filled(answers)
    return row and len(said) == len(counted) and all(map(ANSWER_ALONE.fullmatch, said))


def _filled(row: Row) -> tuple[str, ...]:
    """The cells of a row without the empty ones at its end."""
    last = max((at for at, cell in enumerate(row.cells) if cell.strip()), default=-1)
    return row.cells[: last + 1]


def _pairs(numbers: Row, answers: Row) -> list[str] | None:
    """The answers with their numbers (1.A), where these are the two rows of a key."""
    if not numbers.cells or not answers.cells:
        return None
    headed = _NUMBERS.fullmatch(fold(numbers.cells[0])) and _ANSWERS.fullmatch(fold(answers.cells[0]))
    if not headed and not _counts(numbers, answers):
        return None
    begin = 1 if headed else 0
    return [
        f"{number.strip()}.{answer.strip()}"
        for number, answer in zip(numbers.cells[begin:], answers.cells[begin:], strict=False)
        if number.strip() or answer.strip()
    ]


def _record(cells: tuple[str, ...]) -> str | None:
    """What stands before the second cell in a row of a record table (题干 | …, 选项A | …, 答案 | …); None for another row."""
    if len(cells) != 2:
        return None
    name = _name(cells)
    if match := re.fullmatch("(?:选项)?([A-L])", name):
        return f"{match[1]}. "
    return f"{name}：" if is_label(name) else None


def _name(cells: tuple[str, ...]) -> str:
    return re.sub(r"[\s:]", "", fold(cells[0])) if cells else ""


def _lines(row: Row) -> Iterator[Line]:
    """Short cells of a row stand beside each other (options, mostly); a cell with lines of its own stays apart."""
    if (label := _record(row.cells)) is not None:
        yield from cell_lines(row, 1, label)
        return
    filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
    if any("\n" in row.cells[at] for at in filled):
        for at in filled:
            yield from (line for line in cell_lines(row, at) if line.text.strip())
    elif filled:
        yield _side_by_side(row, filled)


def cell_lines(row: Row, at: int, label: str = "") -> Iterator[Line]:
    """The lines of one cell, behind `label`."""
    cell = row.cells[at]
    start = len(cell) - len(cell.lstrip()) if label else 0
    for text in (cell.strip() if label else cell).split("\n"):
        yield Line(label + text, row.place, row.spans(at, start, start + len(text), len(label)))
        start, label = start + len(text) + 1, ""


def _side_by_side(row: Row, filled: list[int]) -> Line:
    text, spans = "", list[Span]()
    for at in filled:
        cell = row.cells[at]
        text += _BETWEEN if text else ""
        start = len(cell) - len(cell.lstrip())
        spans += row.spans(at, start, start + len(cell.strip()), len(text))
        text += cell.strip()
    return Line(text, row.place, tuple(spans))
