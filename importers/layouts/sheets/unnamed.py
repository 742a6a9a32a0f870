"""Columns of a grid that no header names, by what they hold: numbers, types, stems, options, answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Sequence
from typing import Literal

from importers.answers import LETTERS, letters_of, truth_of, type_of
from importers.column_names import ColumnField
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.fields import difficulty_of
from importers.layouts.sheets.grids import part_of
from importers.layouts.sheets.option_columns import by_place, is_joined
from importers.layouts.sheets.option_rows import is_right
from importers.layouts.sheets.rows import ANSWER_LABEL
from importers.layouts.sheets.strange import strange_header

_NUMBER = re.compile(r"\s*(?:第\s*\d{1,5}\s*题|\d{1,5})\s*[.、]?\s*")
_PLACE = re.compile(r"\d{1,2}")
_CODE = re.compile(r"(?=.*\d)[A-Za-z\d_.:-]{2,}")
_CHAPTER = re.compile(r"\s*第[\d一二三四五六七八九十]{1,3}[章节编篇讲单课]")
_FEWEST = 2
_NARROWEST = 2
_SHORTEST_STEM = 6
_MOST = 0.8
_AGAIN = 2
_LONGEST_TYPE = 10  # characters
_FEW_VALUES = 4  # rows for each, where codes or points stand between stems and options
_SIDES = {"0", "1"}


def unnamed_header(grid: Grid) -> Header | None:
    """The columns of a grid without a header, or with one of unknown words, by what they hold; None where that tells no
    questions."""
    if header := strange_header(grid):
        return header
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells) and part_of(row) is None]
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) < _FEWEST or width < _NARROWEST:
        return None
    columns = [[row.cell(at).strip() for row in rows] for at in range(width)]
    return (
        _answered_ahead(columns, rows)
        or _answered_last(columns, rows)
        or _answered_first(columns, rows)
        or _in_pairs(columns, rows)
    )


def _answered_ahead(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """D | stem | 甲 | 乙 | 丙 | 丁, or stem | D | 甲 | …: letters before the options."""
    answers = [at for at, cells in enumerate(columns) if _mostly(cells, _answers, rows)]
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = _stems(columns, numbers, answers)
    if len(answers) != 1 or not stems or answers[0] > stems[0] + 1 or not _long(columns[stems[0]]):
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", answers[0]: "answer"}
    fields |= dict.fromkeys((at for at in numbers[:1] if at < first), "number")
    header = by_place(Grid("", tuple(rows)), Header(-1, fields, {}))
    return header if {"option", "options"} & {*header.fields.values()} else None


def _answered_last(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Number, stem, options, answer, each but the stem where it stands; the answers behind what they answer."""
    width = len(columns)
    answers = [at for at, cells in enumerate(columns) if _mostly(cells, _answers, rows)]
    if not answers and width == _NARROWEST and {*columns[-1]} == _SIDES:
        answers = [1]
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _is_number, rows)]
    first, before, stems = _stems(columns, numbers)
    # A column of one value alone is that of scores.
    numbered = not answers and width - 1 in numbers and first < width - 1 and len(set(columns[-1])) > 1
    answers = [width - 1] if numbered else answers
    if len(answers) != 1 or not stems or stems[0] >= answers[0]:
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", answers[0]: "answer"}
    counting = [at for at in numbers[:1] if at < first]
    fields |= dict.fromkeys(counting, "number")
    asides = {at: _aside(columns[at], rows) for at in range(stems[0] + 1, answers[0])}
    fields |= {at: field for at, field in asides.items() if field and field != "other"}
    between = [at for at, field in asides.items() if any(columns[at]) and field is None]
    asked = [row for row in rows if letters_of(row.cell(answers[0]))]
    joined = len(between) == 1 and is_joined(asked or rows, between[0])
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
    return Header(-1, fields, labels, numbered=numbered) if told and _long(columns[stems[0]]) else None


def _aside(cells: Sequence[str], rows: Sequence[Row]) -> ColumnField | Literal["other"] | None:
    """What a column between stems and answers holds where it holds no options: types, difficulties, or few values (codes,
    points) in every row; None for options."""
    filled = [cell for cell in cells if cell]
    if len(filled) < len(rows) or any(map(truth_of, filled)):
        return None
    few = len(set(filled)) * _FEW_VALUES <= len(rows)
    return _told_by(filled) or ("other" if few else None)


def _told_by(values: Collection[str]) -> Literal["type", "difficulty"] | None:
    """The field that all values of a column name; None where it has none."""
    if values and all(len(value) <= _LONGEST_TYPE and type_of(value) for value in values):
        return "type"
    return "difficulty" if values and all(map(difficulty_of, values)) else None


def _answered_first(columns: Sequence[Sequence[str]], rows: Sequence[Row]) -> Header | None:
    """Stem | 2 | 甲 | 乙 | 丙: the place of the right option, before or behind which their count may stand, above all of them."""
    _, before, stems = _stems(columns, [])
    if not stems or not _long(columns[stems[0]]):
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
    _, before, stems = _stems(columns, [])
    if not stems or not _long(columns[stems[0]]):
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
    most = min(max(map(len, paired)) // 2, len(LETTERS))
    labels = {stem + 1 + 2 * at: LETTERS[at] for at in range(most)}
    ticks = {column + 1: letter for column, letter in labels.items()}
    fields: dict[int, ColumnField] = {**before, stem: "stem"}
    fields |= dict.fromkeys(labels, "option")
    fields |= dict.fromkeys(ticks, "tick")
    return Header(-1, fields, labels, ticks)


def _stems(
    columns: Sequence[Sequence[str]], numbers: Sequence[int], answers: Container[int] = ()
) -> tuple[int, dict[int, ColumnField], list[int]]:
    """Where columns begin behind that of the numbers, those of topics and types before the stems, and all that may hold stems."""
    first = next((at for at, cells in enumerate(columns) if any(cells)), 0)
    first = first + 1 if first in numbers[:1] else first
    coded = [at for at, cells in enumerate(columns) if all(map(_CODE.fullmatch, cells))]
    ahead = first + 1 if first in coded and len({*columns[first]}) == len(columns[first]) else first
    before = _before_stems(columns, ahead, answers)
    open_ = [at for at in range(len(columns)) if at not in answers and all(columns[at])]
    full = [at for at in open_ if at >= ahead and at not in before]
    texts = [at for at in full if at not in coded]
    if ahead > first and not (texts and texts[0] == full[0] and _long(columns[texts[0]])):
        before = _before_stems(columns, first, answers)
        full = [at for at in open_ if at >= first and at not in before]
    return first, before, full


def _before_stems(
    columns: Sequence[Sequence[str]], first: int, answers: Container[int]
) -> dict[int, ColumnField]:
    """Columns of types, topics and difficulties before the stems: a few values that stand again and again."""
    found: dict[int, ColumnField] = {}
    for at in range(first, len(columns)):
        if at in answers:
            continue
        values = {cell for cell in columns[at] if cell}
        if len(values) * _AGAIN > len(columns[at]):
            break
        found[at] = _told_by(values) or "topics"
    return found


def _long(cells: Sequence[str]) -> bool:
    return sum(map(len, cells)) >= _SHORTEST_STEM * len(cells)


def _answers(text: str) -> bool:
    said = ANSWER_LABEL.sub("", text, count=1)
    return letters_of(said) is not None or truth_of(said) is not None


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(ANSWER_LABEL.sub("", text, count=1)) is not None


def _mostly(cells: Sequence[str], is_one: Callable[[str], object], rows: Sequence[Row]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= _MOST * len(rows) and sum(bool(is_one(cell)) for cell in filled) >= _MOST * len(
        filled
    )
