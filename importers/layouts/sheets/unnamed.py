"""Columns of a grid that no header names, by what they hold: numbers, types, stems, options, answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import Literal

from importers.answers import LETTERS, is_right, letters_of, truth_of
from importers.column_names import ColumnField
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.layouts.sheets.asides import is_remark, is_title
from importers.layouts.sheets.bare_stems import may_ask, stems_among, told_by
from importers.layouts.sheets.grids import part_of
from importers.layouts.sheets.option_columns import (
    by_place,
    columns_behind,
    feedback_last,
    is_joined,
    is_ticked_text,
)
from importers.layouts.sheets.rows import ANSWER_LABEL
from importers.layouts.sheets.strange import may_head, strange_header
from importers.normalise import fold

_NUMBER = re.compile(r"\s*(?:第\s*\d{1,5}\s*题|\d{1,5})\s*[.、]?\s*")
_PLACE = re.compile(r"\d{1,2}")
_CHAPTER = re.compile(r"\s*第[\d一二三四五六七八九十]{1,3}[章节编篇讲单课]")
_FEWEST = 2
_NARROWEST = 2
_MOST = 0.8
_FEW_VALUES = 4  # rows for each, where codes or points stand between stems and options
_SIDES = ({"0", "1"}, {"1", "2"})
_JUDGING = {"0", "1", "2"}


def unnamed_header(grid: Grid) -> Header | None:
    """The columns of a grid without a header, or with one of unknown words, by what they hold; None where that tells no
    questions."""
    if header := strange_header(grid):
        return header
    rows = _questions(grid)
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) < _FEWEST or width < _NARROWEST:
        return None
    columns = [[row.cell(at).strip() for row in rows] for at in range(width)]
    header = (
        _answered_ahead(columns, rows)
        or _answered_last(columns, rows)
        or _answered_first(columns, rows)
        or _in_pairs(columns, rows)
        or _ticked(columns, rows)
        or _ticked_in_place(columns, rows)
    )
    return None if header and _is_headed(rows, header) else header


def _is_headed(rows: Sequence[Row], header: Header) -> bool:
    """Whether the first row is one of headings, with a word above the answers of all other rows: it tells of no questions."""
    if not may_head(rows[0].cells):
        return False
    first, *others = ([row.cell(at) for at in header.columns("answer")] for row in rows)
    answered = all(cell == "" or _answers(cell) for cells in others for cell in cells)
    return answered and any(cell and not _answers(cell) and not _is_number(cell) for cell in first)


def _questions(grid: Grid) -> list[Row]:
    """The rows without headings of parts, titles above them and remarks."""
    rows = [row for row in grid.rows if any(map(str.strip, row.cells)) and part_of(row) is None]
    titles = len(list(takewhile(is_title, rows)))
    return [row for row in rows[titles:] if not is_remark(row)]


def _answered_ahead(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """D | stem | 甲 | 乙 | 丙 | 丁, or stem | D | 甲 | …: letters before the options."""
    answers = _of_answers(columns, rows)
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = stems_among(columns, numbers, answers)
    if len(answers) != 1 or not stems or answers[0] > stems[0] + 1 or not may_ask(columns[stems[0]]):
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", answers[0]: "answer"}
    fields |= dict.fromkeys((at for at in numbers[:1] if at < first), "number")
    header = by_place(Grid("", tuple(rows)), Header(-1, fields, {}))
    return header if {"option", "options"} & {*header.fields.values()} else None


def _answered_last(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Number, stem, options, answer, each but the stem where it stands; the answers behind what they answer."""
    width = len(columns)
    answers = _of_answers(columns, rows)
    if not answers and _judged_by_numbers(columns):
        answers = [width - 1]
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = stems_among(columns, numbers)
    # A column of one value alone is that of scores.
    numbered = not answers and width - 1 in numbers and first < width - 1 and len(set(columns[-1])) > 1
    if numbered and first and not _counts_on(columns[first - 1]):  # which may be the answers as well
        return None
    answers = [width - 1] if numbered else answers
    if len(answers) != 1 or not stems or stems[0] >= answers[0]:
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", answers[0]: "answer"}
    counting = [at for at in numbers[:1] if at < first]
    fields |= dict.fromkeys(counting, "number")
    asides = {at: _aside(columns[at], rows) for at in range(stems[0] + 1, answers[0])}
    fields |= {at: field for at, field in asides.items() if field and field != "other"}
    between = [at for at, field in asides.items() if any(columns[at]) and field is None]
    if (aside := feedback_last(columns, between, columns[answers[0]])) is not None:
        between.remove(aside)
        fields[aside] = "explanation"
    asked = [row for row in rows if letters_of(row.cell(answers[0]))]
    held = [at for at in between if is_joined(asked or rows, at)]
    joined = len(held) == 1
    between = held if joined else between
    labels = {} if joined else dict(zip(between, LETTERS, strict=False))
    fields |= dict.fromkeys(between, "options" if joined else "option")
    judged = all(truth_of(cell) for cell in columns[answers[0]] if cell)
    behind = range(answers[0] + 1, width)
    fields |= {at: "topics" for at in behind if _mostly(columns[at], _CHAPTER.match, rows)}
    # The stems hold their options, or need none.
    told = (
        joined
        or len(labels) >= _FEWEST
        or (not numbered and (counting or before or width == _NARROWEST or judged) and not labels)
    )
    return Header(-1, fields, labels, numbered=numbered) if told and may_ask(columns[stems[0]]) else None


def _judged_by_numbers(columns: Sequence[Sequence[str]]) -> bool:
    """Stem | 1, or number | stem | 2: two numbers behind statements, which may be counted."""
    counted = len(columns) == _NARROWEST + 1 and all(map(_is_number, columns[0])) and _counts_on(columns[0])
    return (len(columns) == _NARROWEST or counted) and {*columns[-1]} in _SIDES


def _counts_on(cells: Sequence[str]) -> bool:
    """Whether numbers count rows, perhaps anew in each part, or are codes of a bank, each another."""
    numbers = [int(digits[0]) for cell in cells if (digits := re.search(r"\d+", cell))]
    return len({*numbers}) == len(numbers) or all(
        after in {before + 1, 1} for before, after in pairwise(numbers)
    )


def _aside(cells: Sequence[str], rows: Sequence[Row]) -> ColumnField | Literal["other"] | None:
    """What a column between stems and answers holds where it holds no options: types, difficulties, or few values (codes,
    points) in every row; None for options."""
    filled = [cell for cell in cells if cell]
    if len(filled) < len(rows) or any(map(truth_of, filled)):
        return None
    few = len(set(filled)) * _FEW_VALUES <= len(rows)
    return told_by(filled) or ("other" if few else None)


def _answered_first(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Stem | 2 | 甲 | 乙 | 丙: the place of the right option, before or behind which their count may stand, above all of them."""
    _, before, stems = stems_among(columns, [])
    if not stems or not may_ask(columns[stems[0]]):
        return None
    begin = stems[0] + 1
    counts = list(range(begin, begin + _counts(columns[begin:], rows)))
    options = [at for at in range(begin + len(counts), len(columns)) if any(columns[at])]
    held = [sum(bool(columns[at][row]) for at in options) for row in range(len(rows))]
    places = [at for at in counts if [*map(int, columns[at])] != held]
    if len(places) != 1 or len(counts) > _FEWEST or min(held) < _FEWEST or len(options) > len(LETTERS):
        return None
    said = [*map(int, columns[places[0]])]
    if len({*said}) < _FEWEST or any(place > most for place, most in zip(said, held, strict=True)):
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", places[0]: "answer"}
    labels = dict(zip(options, LETTERS, strict=False))
    return Header(-1, fields | dict.fromkeys(options, "option"), labels)


def _counts(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> int:
    """How many of the first columns hold nothing but small numbers."""
    filled = (all(map(_PLACE.fullmatch, cells)) for cells in columns)
    return next((at for at, counts in enumerate(filled) if not counts), len(columns)) if rows else 0


def _in_pairs(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Stem | 甲 | incorrect | 乙 | correct: beside each option whether it is right; judgements with their answer alone."""
    _, before, stems = stems_among(columns, [])
    if not stems or not may_ask(columns[stems[0]]):
        return None
    stem = stems[0]
    behind = [[cell.strip() for cell in row.cells[stem + 1 :]] for row in rows]
    behind = [cells[: max((at for at, cell in enumerate(cells, 1) if cell), default=0)] for cells in behind]
    paired = [cells for cells in behind if len(cells) > _FEWEST]
    sound = all(
        len(cells) % 2 == 0 and all(cells[::2]) and all(is_right(cell) is not None for cell in cells[1::2])
        for cells in paired
    )
    alone = len(rows) - len(paired)
    if len(paired) < _FEWEST or not sound or (alone and not before) or any(len(c) == _FEWEST for c in behind):
        return None
    return _paired({**before, stem: "stem"}, stem + 1, max(map(len, paired)) // 2)


def _paired(fields: dict[int, ColumnField], begin: int, count: int) -> Header:
    """The header with so many columns of options from `begin`, behind each of which stands whether it is right."""
    labels = {begin + 2 * at: letter for at, letter in enumerate(LETTERS[:count])}
    ticks = {column + 1: letter for column, letter in labels.items()}
    return Header(
        -1, {**fields, **dict.fromkeys(labels, "option"), **dict.fromkeys(ticks, "tick")}, labels, ticks
    )


def _ticked(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Stem | 甲 | | 乙 | √ | 丙 | …: a column for ticks behind each option, and a tick in every row."""
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = stems_among(columns, numbers)
    begin = stems[0] + 1 if stems else len(columns)
    options, ticks = columns[begin::2], columns[begin + 1 :: 2]
    signs = all(is_right(cell) for cells in ticks for cell in cells if cell)
    every = all(any(cells[row] for cells in ticks) for row in range(len(rows)))
    texts = all(any(cell and is_right(cell) is None for cell in cells) for cells in options)
    # The last column may be gone, where the last option is never right.
    if len(ticks) < _FEWEST or len(options) > len(ticks) + 1 or not (signs and every and texts):
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem"}
    fields |= dict.fromkeys((at for at in numbers[:1] if at < first), "number")
    return _paired(fields, begin, len(options)) if may_ask(columns[stems[0]]) else None


def _ticked_in_place(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Stem | 甲（√） | 乙 | 丙: a tick on one of the options, at least, in every row."""
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = stems_among(columns, numbers)
    if not stems or not may_ask(columns[stems[0]]):
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem"}
    fields |= dict.fromkeys((at for at in numbers[:1] if at < first), "number")
    options = columns_behind(rows, Header(-1, fields, {}))
    ticked = all(any(is_ticked_text(row.cell(at).strip()) for at in options) for row in rows)
    labels = dict(zip(options, LETTERS, strict=False))
    known = ticked and len(labels) > _FEWEST
    return Header(-1, fields | dict.fromkeys(labels, "option"), labels) if known else None


def _of_answers(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> list[int]:
    """The columns of answers: of several that hold letters or judgements those that do not say the same throughout; where
    none does, those that repeat other cells of their rows."""
    found = [at for at, cells in enumerate(columns) if _mostly(_lettered(cells), _answers, rows)]
    if len(found) > 1:
        found = [at for at in found if len({*columns[at]}) > 1]
    return found or [
        at for at in range(len(columns)) if sum(_repeats(row, at) for row in rows) >= _MOST * len(rows)
    ]


def _lettered(cells: Sequence[str]) -> Sequence[str]:
    """The cells, numbers that may judge as a judgement where most others are letters: 1 | 2 | B | ABD | C."""
    letters = sum(letters_of(cell) is not None for cell in cells)
    judged = letters * 2 > len(cells)
    return ["√" if judged and cell in _JUDGING else cell for cell in cells]


def _repeats(row: Row, at: int) -> bool:
    """Whether a cell is judgement or made of the words of other cells of its row."""
    parts = [part for part in re.split(r"[、,，;；|\n]", row.cell(at)) if part.strip()]
    others = {cell.strip() for column, cell in enumerate(row.cells) if column != at}
    whole = row.cell(at).strip()
    return bool(parts) and (whole in others or truth_of(whole) is not None or others.issuperset(parts))


def _answers(text: str) -> bool:
    said = ANSWER_LABEL.sub("", text, count=1)
    return letters_of(said) is not None or truth_of(said) is not None


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(ANSWER_LABEL.sub("", fold(text), count=1)) is not None


def _mostly(cells: Sequence[str], is_one: Callable[[str], object], rows: Sequence[Row]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= _MOST * len(rows) and sum(bool(is_one(cell)) for cell in filled) >= _MOST * len(
        filled
    )
