"""Columns that their headings do not tell, by what they hold: types, options, stems and answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.addresses import column_name
from importers.answers import by_text, is_right, letters_of, truth_of, type_of
from importers.column_names import ColumnField, field_called, heading, plain_heading
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.draft import Problem
from importers.layouts.sheets.bare_stems import are_codes
from importers.layouts.sheets.cells import signs_in
from importers.layouts.sheets.codes import is_code, legend
from importers.layouts.sheets.grids import part_of
from importers.layouts.sheets.option_columns import by_place, counted, in_arrays, is_sure, labelled
from importers.layouts.sheets.option_signs import by_signs, signs_of
from importers.layouts.sheets.rows import options_of
from importers.normalise import fold
from importers.problems import problem

_MOST = 0.8
_FEWEST = 2
_LONGEST_TYPE = 10
_SHORTEST_STEM = 6  # characters, in the middle of its column
_TITLES = 2  # times as long are stems beside their titles
_ASKS = re.compile(r"\?\s*$|[(\[]\s*[)\]]|_{2,}")
_MANY = 4  # of so many texts of stems one asks at least
_TOLD = {"stem": "题干", "option": "选项", "options": "选项", "answer": "答案"}
_LETTER = re.compile(r"[(\[]?[A-La-l][.、:)\]]?")
_NUMBER = re.compile(r"\d{1,5}[.、]?")


def told_by_content(grid: Grid, named: Header) -> tuple[Header, list[Problem]]:
    """The header with the columns that what they hold tells, and what is to be said of stems and answers found so."""
    header, body = named, _without_parts(grid, named)
    for take in (_types, _options, _stem, _numbers, _answers, by_place):
        header = take(body, header)
    if header.row < 0:
        return header, []
    header = replace(header, signs=signs_of(grid.rows[header.row].cells, header.labels))
    found: dict[str, list[str]] = {}
    for column, field in sorted(header.fields.items()):
        if field in _TOLD and field not in {named.fields.get(column), _called(grid, header, column)}:
            found.setdefault(_TOLD[field], []).append(column_name(column + 1))
    if not found or ([*found] == ["选项"] and is_sure(body, named, header.columns("options"))):
        return header, []
    told = "，".join(f"{'、'.join(columns)} 列认作{word}" for word, columns in found.items())
    message = f"表头没有写明各列是什么，按内容把 {told}，请核对。"
    return header, [problem("header-missing", message, grid.rows[header.row].place)]


def _without_parts(grid: Grid, header: Header) -> Grid:
    """The grid without the headings of types between its rows."""
    rows = grid.rows[header.row + 1 :]
    kept = tuple(row for row in rows if part_of(row) is None)
    return grid if len(kept) == len(rows) else replace(grid, rows=(*grid.rows[: header.row + 1], *kept))


def _width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def _filled(grid: Grid, header: Header, column: int) -> list[str]:
    """The cells of a column below the header, without empty ones."""
    cells = (row.cell(column).strip() for row in grid.rows[header.row + 1 :])
    return [cell for cell in cells if cell]


def _unclaimed(grid: Grid, header: Header) -> list[int]:
    return [at for at in range(_width(grid)) if at not in header.fields]


def _called(grid: Grid, header: Header, column: int) -> ColumnField | None:
    """The field that a heading names, whether another column has it already or not."""
    if header.row < 0:
        return None
    return field_called(plain_heading(heading(grid.rows[header.row].cell(column))))


def _is_type(text: str) -> bool:
    return len(text) <= _LONGEST_TYPE and type_of(text) is not None


def _with(header: Header, column: int, field: ColumnField) -> Header:
    """The header with one field in this column alone."""
    fields = {at: name for at, name in header.fields.items() if name != field}
    return replace(header, fields={**fields, column: field})


def _types(grid: Grid, header: Header) -> Header:
    """Types: a column whose heading explains their codes (1单选 2多选), or nearly all of whose values name one (类别)."""
    mine = header.columns("type")
    if any(_is_type(cell) for column in mine for cell in _filled(grid, header, column)):
        return header
    others = [at for at in range(_width(grid)) if header.fields.get(at) in {None, "topics", "type"}]
    for column in others if header.row >= 0 else ():
        codes = legend(grid.rows[header.row].cell(column))
        cells = _filled(grid, header, column)
        if len(codes) >= _FEWEST and cells and set(cells) <= codes.keys():
            return _with(header, column, "type")
    if any(is_code(cell) for column in mine for cell in _filled(grid, header, column)):
        return header
    for column in others:
        cells = _filled(grid, header, column)
        named = sum(map(_is_type, cells))
        if named >= _FEWEST and named >= _MOST * len(cells) and not _judges_choices(grid, header, column):
            return _with(header, column, "type")
    return header


def _judges_choices(grid: Grid, header: Header, column: int) -> bool:
    """Whether what a column calls judgements are mostly choices of three options and more: 根据题意判断 is no type."""
    rows = [row for row in grid.rows[header.row + 1 :] if type_of(row.cell(column)) == "true_false"]
    chosen = sum(sum(bool(row.cell(at).strip()) for at in header.labels) > _FEWEST for row in rows)
    return chosen * 2 > len(rows)


def _options(grid: Grid, header: Header) -> Header:
    """Columns of options that their headings do not call so."""
    if header.columns("options"):
        return _beside_letters(grid, header)
    header = counted(grid, header)
    if header.labels:
        return header
    return labelled(grid, arrays) if (arrays := in_arrays(grid, header)) is header else arrays


def _beside_letters(grid: Grid, header: Header) -> Header:
    """A column 选项 that holds nothing but A, B, C, each beside a text (选项内容): this text is the option."""
    letters = header.columns("options")[0]
    rows = [row for row in grid.rows[header.row + 1 :] if row.cell(letters).strip()]
    if len(rows) < _FEWEST or not all(_LETTER.fullmatch(fold(row.cell(letters)).strip()) for row in rows):
        return header
    texts = [
        at
        for at in _unclaimed(grid, header)
        if all(row.cell(at).strip() for row in rows)
        and (at == letters + 1 or _called(grid, header, at) in {"options", "stem"})
        and not all(_LETTER.fullmatch(row.cell(at)) or is_right(row.cell(at)) is not None for row in rows)
    ]
    return _with(header, texts[0], "options") if texts else header


def _stem(grid: Grid, header: Header) -> Header:
    """Not the column that is empty, or holds nothing but numbers (Question #), types, short titles or what stands again
    and again, where texts stand in another that no field took; only its heading tells this one where the first is no
    column of numbers. Where only the other one asks (question_title | question_content), the first explains it."""
    mine = header.columns("stem")
    if not mine:
        return _stem_among_unknown(grid, header)
    if len(mine) != 1:
        return header
    cells = _filled(grid, header, mine[0])
    counted, typed = _count(cells), bool(cells) and all(map(_is_type, cells))
    again = len(cells) > _FEWEST and len(set(cells)) * 2 <= len(cells)
    texts = {at: _filled(grid, header, at) for at in _unclaimed(grid, header)}
    texts = {at: found for at, found in texts.items() if _are_stems(found)}
    called = [at for at in texts if _called(grid, header, at) == "stem"]
    short = not _are_stems(cells) and any(_length(texts[at]) > _TITLES * _length(cells) for at in called)
    asking = [at for at in called if _asks(texts[at]) and not any(map(_ASKS.search, map(fold, cells)))]
    if asking and _are_stems(cells):
        found = _with(header, asking[0], "stem")
        return found if found.columns("explanation") else _with(found, mine[0], "explanation")
    if not (not cells or counted or typed or again or short) or not (called or (texts and counted)):
        return header
    found = _with(header, called[0] if called else max(texts, key=lambda at: _length(texts[at])), "stem")
    if counted and not found.columns("number"):
        return _with(found, mine[0], "number")
    return _with(found, mine[0], "type") if typed and not found.columns("type") else found


def _asks(cells: Sequence[str]) -> bool:
    """Whether many texts of a column ask, or have a blank to fill in."""
    return sum(_ASKS.search(fold(cell)) is not None for cell in cells) * _MANY >= len(cells)


def _stem_among_unknown(grid: Grid, header: Header) -> Header:
    """The longest texts before the options; the first ones where there are no options."""
    texts = {at: cells for at in _unclaimed(grid, header) if _are_stems(cells := _filled(grid, header, at))}
    options = [*header.labels, *header.columns("options")]
    before = [at for at in texts if at < min(options)] if options else [*texts][:1]
    return _with(header, max(before, key=lambda at: _length(texts[at])), "stem") if before else header


def _length(cells: Sequence[str]) -> int:
    return sum(map(len, cells))


def _numbers(grid: Grid, header: Header) -> Header:
    """The first column, without a heading, that counts the rows."""
    if header.columns("number") or 0 in header.fields or header.row < 0:
        return header
    bare = not grid.rows[header.row].cell(0).strip()
    return _with(header, 0, "number") if bare and _count(_filled(grid, header, 0)) else header


def _count(cells: Sequence[str]) -> bool:
    """Whether cells are numbers, each another."""
    return len(cells) >= _FEWEST and all(map(_NUMBER.fullmatch, cells)) and len(set(cells)) == len(cells)


def _are_stems(cells: Sequence[str]) -> bool:
    lengths = sorted(map(len, cells))
    return (
        bool(lengths)
        and not are_codes(cells)
        and lengths[len(lengths) // 2] >= _SHORTEST_STEM
        and len(set(cells)) * 2 > len(cells)
    )


def _answers(grid: Grid, header: Header) -> Header:
    """Answers, where no heading is known for them: the one column in which each cell is 对, 错 or names options, by letters,
    by the signs that call them or by the words of one cell of options; several of either."""
    if {"answer", "tick", "right"} & set(header.fields.values()) or header.row < 0:
        return header
    signs = signs_of(grid.rows[header.row].cells, header.labels)
    rows = grid.rows[header.row + 1 :]
    found = []
    for column in _unclaimed(grid, header):
        held = [(row.cell(column).strip(), row) for row in rows if row.cell(column).strip()]
        said = [truth_of(cell) or _chosen(cell, row, header, signs) for cell, row in held]
        if len(said) >= _FEWEST and all(said) and len({*said}) >= _FEWEST:
            found.append(column)
    return _with(header, found[0], "answer") if len(found) == 1 else header


def _chosen(cell: str, row: Row, header: Header, signs: dict[str, str]) -> str:
    """The letters of the options of its row that a cell names, where columns or a cell of options are known; else any letters."""
    options = options_of(row, header, idle=True)
    said = (
        letters_of(cell)
        or by_signs(cell, signs or signs_in(header.text(row, "options")))
        or by_text(cell, options)
    )
    known = {*header.labels.values()} or {option.label for option in options}
    return said if said and (not known or known.issuperset(said)) else ""
