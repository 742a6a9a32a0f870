"""The columns of options that no heading calls so: by headings that count, by labels in their cells, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from importers.answers import LETTERS, by_text, letters_of
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.draft import DraftOption
from importers.layouts.questions.emphasis import unmarked
from importers.layouts.questions.options import find_options
from importers.layouts.sheets.cells import split_cell
from importers.layouts.sheets.option_signs import counted_columns, numbered_options
from importers.option_arrays import are_surely_options, array_in, may_be_options

_FEWEST, _MOST = 2, 0.8
_FEWEST_BY_PLACE = 3
_FEWEST_ALIKE, _SHORTEST_ALIKE = 3, 4  # cells, and characters with which all begin or end
_LONGER = 4  # times as long as all options before it is what explains them


def counted(grid: Grid, header: Header) -> Header:
    """甲 | 乙 | 丙, 支1 | 支2 | 支3: headings that count, over cells that are filled from the left."""
    if header.row < 0 or header.labels or {"options", "tick", "right"} & {*header.fields.values()}:
        return header
    labels = counted_columns(grid.rows[header.row].cells)
    rows = [row for row in grid.rows[header.row + 1 :] if any(row.cell(at).strip() for at in labels)]
    in_order = sum(_filled_from_left(row, [*labels]) for row in rows)
    sound = len(rows) >= _FEWEST and in_order >= _MOST * len(rows)
    free = all(header.fields.get(at) in {None, "answer"} for at in labels)
    return _with(header, labels) if sound and free else header


def in_arrays(grid: Grid, header: Header) -> Header:
    """optionData: the one column that holds arrays of several texts; of several, the one with labels or flags, or with
    what the answers name. One that is called answers is it where another is too, or where its options say that they are
    right."""
    if header.labels or header.columns("options"):
        return header
    answers, found = header.columns("answer"), list[int]()
    for column in range(max((len(row.cells) for row in grid.rows), default=0)):
        arrays = _arrays(grid, header, column)
        free = column not in header.fields or (
            column in answers and (len(answers) > 1 or all(map(are_surely_options, arrays)))
        )
        if free and arrays and all(map(may_be_options, arrays)):
            found.append(column)
    held = [at for at in found if all(map(are_surely_options, _arrays(grid, header, at)))] or found
    if len(held) > 1:
        held = [at for at in held if _is_answered(grid, header, at)]
    return replace(header, fields={**header.fields, held[0]: "options"}) if len(held) == 1 else header


def is_sure(grid: Grid, header: Header, columns: list[int]) -> bool:
    """Whether the options in a column leave no doubt: their labels stand in its cells, or flags of what is right."""
    arrays = [array for at in columns for array in _arrays(grid, header, at)]
    held = columns == labelled(grid, header).columns("options")
    return bool(columns) and (held or (bool(arrays) and all(map(are_surely_options, arrays))))


def _is_answered(grid: Grid, header: Header, column: int) -> bool:
    """Whether each answer is the letter or the text of an option in its row."""
    for row in grid.rows[header.row + 1 :]:
        options, said = split_cell(row.cell(column)), header.text(row, "answer")
        named = by_text(said, options) or letters_of(said) or ""
        if options and not {option.label for option in options}.issuperset(named):
            return False
    return True


def _arrays(grid: Grid, header: Header, column: int) -> list[list[object]]:
    """The arrays of a column without empty ones; none where other cells hold anything else."""
    cells = [text for row in grid.rows[header.row + 1 :] if (text := row.cell(column).strip())]
    held = [array_in(cell) for cell in cells]
    return [array for array in held if array] if None not in held else []


def labelled(grid: Grid, header: Header) -> Header:
    """副题干: a column of cells that hold labelled options each."""
    for column in range(max((len(row.cells) for row in grid.rows), default=0)):
        cells = [text for row in grid.rows[header.row + 1 :] if (text := row.cell(column).strip())]
        held = sum(map(_holds_options, cells))
        if column not in header.fields and held >= _FEWEST and held >= _MOST * len(cells):
            return replace(header, fields={**header.fields, column: "options"})
    return header


def _holds_options(cell: str) -> bool:
    found = find_options(cell)
    return bool(numbered_options(cell)) or (found is not None and found.in_order)


def by_place(grid: Grid, header: Header) -> Header:
    """The columns behind the stems, where none is called an option, most stems hold none and letters answer them."""
    known = {*header.fields.values()}
    if header.labels or {"options", "tick", "right"} & known or not {"stem", "answer"} <= known:
        return header
    rows = [row for row in grid.rows[header.row + 1 :] if letters_of(header.text(row, "answer"))]
    if len(rows) < _FEWEST or sum(_holds_options(header.text(row, "stem")) for row in rows) * 2 > len(rows):
        return header
    stem = header.columns("stem")[0]
    begin = stem + 2 if header.fields.get(stem + 1) == "answer" else stem + 1
    if begin not in header.fields and all(_names_piece(row, header, begin) for row in rows):
        return replace(header, fields={**header.fields, begin: "options"})
    labels = dict(zip(columns_behind(rows, header), LETTERS, strict=False))
    most = max(max(letters_of(header.text(row, "answer")) or "") for row in rows)
    whole = all(_names_options(row, header, labels) for row in rows)
    several = len(labels) >= _FEWEST_BY_PLACE and LETTERS.index(most) >= _FEWEST
    return _with(header, labels) if several and whole else header


def columns_behind(rows: Sequence[Row], header: Header) -> list[int]:
    """The columns behind those of the stems that may hold the options of these rows: each filled from the left, and not
    with the same words again and again; up to one that is much longer."""
    begin, found = header.columns("stem")[0] + 1, list[int]()
    for at in range(begin, max(len(row.cells) for row in rows)):
        if header.fields.get(at) == "answer" and at == begin:
            continue
        cells = [row.cell(at).strip() for row in rows]
        held = [cell for cell in cells if cell]
        again = len(held) > _FEWEST and len({*held}) * 2 <= len(held)
        if again and not found:  # their count, points
            continue
        longest = max((sum(len(row.cell(before)) for row in rows) for before in found), default=0)
        if (
            at in header.fields
            or not held
            or again
            or not all(_filled_from_left(row, [*found, at]) for row in rows)
            or (len(found) >= _FEWEST_BY_PLACE and sum(map(len, held)) > _LONGER * longest)
        ):
            break
        found.append(at)
    return found


def feedback_last(
    columns: Sequence[Sequence[str]], between: Sequence[int], answers: Sequence[str]
) -> int | None:
    """The last column between stems and answers where it tells what follows an answer (答错了，请看第1讲) and is no option:
    no answer names it, and its cells alone begin or end alike, but for numbers, or are much longer than all options."""
    *options, last = between or (0,)
    letter = LETTERS[len(options) : len(options) + 1]
    named = (
        letter in (letters_of(said) or "") or (said != "" and said == cell)
        for said, cell in zip(answers, columns[last], strict=True)
    )
    if len(options) < _FEWEST or not letter or any(named):
        return None
    length = sum(map(len, columns[last]))
    longer = length > _LONGER * max(sum(map(len, columns[at])) for at in options)
    alike = _are_alike(columns[last]) and not any(_are_alike(columns[at]) for at in options)
    return last if alike or longer else None


def _are_alike(cells: Sequence[str]) -> bool:
    """Whether cells begin or end with the same characters, but for numbers."""
    texts = [re.sub(r"\d+", "#", cell) for cell in cells if cell]
    ways = (texts, [text[::-1] for text in texts])
    shared = (
        sum(1 for _ in takewhile(lambda signs: len({*signs}) == 1, zip(*way, strict=False))) for way in ways
    )
    return len(texts) >= _FEWEST_ALIKE and max(shared) >= _SHORTEST_ALIKE


def is_ticked_text(cell: str) -> bool:
    """Whether a tick stands beside the words of a cell: 甲局（√）."""
    return unmarked(DraftOption("", cell)).text != cell


def is_joined(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds the options of a question in one cell each, wherever it holds anything."""
    cells = [text for row in rows if (text := row.cell(column).strip())]
    return len(cells) >= _FEWEST and sum(len(split_cell(cell)) > 1 for cell in cells) >= _MOST * len(cells)


def _names_options(row: Row, header: Header, labels: dict[int, str]) -> bool:
    held = {label for at, label in labels.items() if row.cell(at).strip()}
    return held.issuperset(letters_of(header.text(row, "answer")) or "")


def _names_piece(row: Row, header: Header, column: int) -> bool:
    """Whether the cell of a row parts into several options, among them those that its answer names."""
    pieces = len(split_cell(row.cell(column)))
    return pieces > _FEWEST and pieces > LETTERS.index(max(letters_of(header.text(row, "answer")) or "A"))


def _filled_from_left(row: Row, columns: Sequence[int]) -> bool:
    filled = [bool(row.cell(at).strip()) for at in columns]
    return filled == sorted(filled, reverse=True)


def _with(header: Header, labels: dict[int, str]) -> Header:
    return replace(header, fields={**header.fields, **dict.fromkeys(labels, "option")}, labels=labels)
