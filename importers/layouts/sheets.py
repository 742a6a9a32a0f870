"""Grids with a header: sheets, and tables of Word files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.answers import LETTERS, beside_type, by_text, is_indefinite, letters_of, truth_of, type_of
from importers.columns import Header, find_header, header_of, plain_heading
from importers.containers.blocks import Grid, Line, Row
from importers.containers.figures import SIGN
from importers.draft import BLANK_FORM, DraftItem, DraftOption, ItemType, Problem, Skipped
from importers.fields import topics_of
from importers.layouts import codes, emphasis, scores, trailing, truths
from importers.layouts.at_cells import at_cells
from importers.layouts.cells import plain_cell, split_cell
from importers.layouts.grids import unnamed_header, upright, with_type_column, without_even_emphasis
from importers.layouts.headings import Heading, heading_of
from importers.layouts.marks import take_marks
from importers.layouts.options import find_options
from importers.layouts.parsed import Block, Parsed
from importers.layouts.settle import only_chooses, resolve
from importers.normalise import fold, tidy
from importers.problems import problem

_GUIDE = re.compile("说明|须知|示例|样例|范例|字典|指南|帮助|readme|instructions", re.I)
_ASIDE = re.compile(r"\s*(?:合计|总计|小计|备注|说明|注[:：]|填表人|填报单位|审核人|联系人|制表)")
_EXAMPLE = re.compile(r"\s*(?:例|示例|样例|范例|例题|例如|举例)\s*\d*\s*[:：]?\s*")
_EXAMPLE_STEM = re.compile(
    r"\s*[(（【\[]?(?:示例|样例|范例|例题|填写示例)\d*[)）】\]]?\s*[:：]|\s*[(（【\[](?:示例|样例|范例)[)）】\]]"
)
_REQUIRED = re.compile(r"\s*[(（]?(?:非?必填|选填|可不填|可空)(?:[^\w\s]|\s|$).*", re.S)
_NUMBERS_OF_OPTIONS = re.compile(r"(?:(?:选项|答案)?([1-9])[,，、;；/|\s]*)+")
_ANSWER_LABEL = re.compile(r"\s*[\[【]?(?:正确|参考|标准)?答案(?:[\]】]\s*[:：]?|\s*[:：])\s*")
_OWN_NUMBER = re.compile(r"\s*(\d{1,5})\s*[.、．]\s*(?=\D)")


@dataclass(slots=True)
class SheetReading:
    """The questions of one grid, while a key may still answer them."""

    header: Header
    parsed: list[Parsed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def finish(self) -> list[DraftItem]:
        """Settle all questions; what is to be said of the grid is in `problems` and `skipped` then."""
        scores.take(self.parsed)
        for entry in self.parsed:
            resolve(entry)
        emphasis.take_whole(self.parsed)
        _tell_inferred(self.parsed, self)
        self.problems += emphasis.told(self.parsed)
        self.problems += truths.told(self.parsed)
        items = [at_cells(entry.finished(), self.header) for entry in self.parsed]
        for entry in self.parsed:
            self.skipped += entry.skipped
        return items


def is_guide(name: str) -> bool:
    """Whether a sheet of this name explains the template instead of holding questions."""
    return _GUIDE.search(name) is not None


def joined(row: Row) -> str:
    return tidy(" ".join(cell for cell in row.cells if cell.strip()))


def read_grid(grid: Grid, header: Header | None = None, kind: ItemType | None = None) -> SheetReading | None:
    """The questions of a grid with a header, of type `kind` where it does not say; None where it has none."""
    header = header or find_header(grid) or unnamed_header(grid)
    if header is None:
        return None
    grid = without_even_emphasis(upright(grid, header), header)
    header = with_type_column(grid, header)
    reading = SheetReading(header)
    kind, note = (type_of(grid.name) if grid.name else None) or kind, grid.name
    for row in grid.rows[: max(header.row, 0)]:
        if joined(row):
            reading.skipped.append(Skipped(row.place, joined(row), "表头以前的文字"))
            found = heading_of(joined(row))
            if found and found.type:
                kind, note = found.type, found.text
    if header.row >= 0:
        top = grid.rows[header.row]
        reading.skipped.append(Skipped(top.place, joined(top), "表头"))
        kind = type_of("".join(top.cells[column] for column in header.columns("stem"))) or kind
        kind = "true_false" if header.sides else kind
    else:
        message = "没有表头，各栏按内容认作题干、选项和答案，请核对，或在第一行写明栏目。"
        reading.problems.append(problem("header-missing", message, grid.rows[0].place))
    for row in grid.rows[header.row + 1 :]:
        if part := _part(row, header):
            kind, note = part.type, part.text
            reading.skipped.append(Skipped(row.place, joined(row), "标题"))
        elif entry := _row(row, header, kind, note, reading):
            reading.parsed.append(entry)
    codes.types(reading.parsed, grid, header)
    reading.problems += codes.truths(reading.parsed)
    reading.problems += codes.difficulties(reading.parsed, grid, header)
    reading.skipped += _unused_columns(grid, header)
    return reading


def _part(row: Row, header: Header) -> Heading | None:
    """The heading of a type that a row is, 二、多选题 alone in its row."""
    filled = {
        cell.strip() for cell in row.cells if cell.strip()
    }  # a merged cell may be filled in several times
    if len(filled) != 1 or (header.columns("answer") and header.text(row, "answer")):
        return None
    heading = heading_of(filled.pop())
    return heading if heading and heading.type else None


def _row(row: Row, header: Header, kind: ItemType | None, note: str, reading: SheetReading) -> Parsed | None:
    text = joined(row)
    stem, number = header.text(row, "stem"), header.text(row, "number")
    if not text:
        return None
    repeated = header_of(row.cells, 0)
    if repeated is not None and _repeats(row, repeated, header):
        reading.skipped.append(Skipped(row.place, text, "重复的表头"))
        return None
    if _tells_how_to_fill_in(row):
        reading.skipped.append(Skipped(row.place, text, "填写说明"))
        return None
    held = [header.text(row, name) for name in ("option", "options", "answer", "tick", "explanation")]
    if not stem and not any(held):
        reason = BLANK_FORM if type_of(header.text(row, "type")) else "备注行"
        reading.skipped.append(Skipped(row.place, text, reason))
        return None
    if _EXAMPLE.fullmatch(number) or _EXAMPLE_STEM.match(stem):
        reading.skipped.append(Skipped(row.place, text, "模板里的示例"))
        return None
    if not any(held) and (_ASIDE.match(stem) or heading_of(stem)):
        reading.skipped.append(Skipped(row.place, text, "备注行"))
        return None
    return _parse(row, header, kind, note, number, stem)


def _tells_how_to_fill_in(row: Row) -> bool:
    """必填，… | 选填 | …: what the template asks of its columns."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) >= 2 and all(_REQUIRED.fullmatch(cell) for cell in filled)


def _repeats(row: Row, repeated: Header, header: Header) -> bool:
    """The header again, perhaps without the headings of options that judgements don't have."""
    again = {column: name for column, name in repeated.fields.items() if row.cells[column].strip()}
    return again.items() <= header.fields.items()


def _lines(row: Row, header: Header) -> tuple[Line, ...]:
    """What the columns hold that a field takes, a line each; the other columns are named once for the whole grid."""
    return tuple(
        _line(row, at) for at in sorted(header.fields) if at < len(row.cells) and row.cells[at].strip()
    )


def _line(row: Row, at: int) -> Line:
    cell = row.cells[at]
    text, start = plain_cell(cell.strip()), len(cell) - len(cell.lstrip())
    spans = row.spans(at, start, start + len(text), 0) if text == cell.strip() else ()
    return Line(text, row.place, spans)


def _parse(row: Row, header: Header, kind: ItemType | None, note: str, number: str, stem: str) -> Parsed:
    named = header.text(row, "type")
    own = type_of(named) if named else None
    match = _OWN_NUMBER.match(stem)
    twice = match[1] if match and number.rstrip(".、．") in {"", match[1]} else ""
    if match and twice:
        number, stem = twice, stem[match.end() :]
    lines = _lines(row, header) or (Line("", row.place),)
    block = Block(number, lines, own or kind, 0, note=named if own else note)
    parsed = Parsed(block, own or kind)
    parsed.indefinite = is_indefinite(block.note)
    parsed.taken += [header.text(row, name) for name in ("number", "type", "tick")]
    parsed.taken.append(twice)
    parsed.options = _options(row, header)
    stem = take_marks(stem, parsed)
    parsed.stem = tidy(stem)
    wants_options = not parsed.options and parsed.type in {None, "single_choice", "multiple_choice"}
    if wants_options and (found := find_options(stem)):
        parsed.stem, parsed.options = tidy(stem[: found.start]), found.options
    parsed.stem += _loose_figures(row, header)
    trailing.take(parsed)
    answer = header.text(row, "answer") or _ticked(row, header) or _judged(row, header)
    if parsed.type in {"blank", "essay"}:
        parsed.explanation = tidy(answer)
    elif answer:
        parsed.said.append(_answer(answer, header, parsed))
    explained = tidy(header.text(row, "explanation"))
    parsed.explanation = "\n".join(part for part in (parsed.explanation, explained) if part)
    parsed.citation = tidy(header.text(row, "citation"))
    parsed.topics = topics_of(header.text(row, "topics"))
    if own is not None and beside_type(named):
        parsed.skipped.append(Skipped(row.place, named, "题型后的标注"))
    if named and own is None and not codes.is_code(named):
        parsed.skipped.append(Skipped(row.place, named, "认不出的题型"))
    return parsed


def _loose_figures(row: Row, header: Header) -> str:
    """Pictures beside the columns that are read: they float over the row of their question."""
    beside = (cell for column, cell in enumerate(row.cells) if column not in header.fields)
    return "".join(sign[0] for cell in beside for sign in SIGN.finditer(cell))


def _answer(text: str, header: Header, parsed: Parsed) -> str:
    """Answers in several columns, on several lines of a cell, in a JSON array, or by the numbers of options, as one."""
    text = plain_cell(text.strip())
    if label := _ANSWER_LABEL.match(text):
        parsed.taken.append(label[0])
        text = text[label.end() :]
    numbers = header.numbered and parsed.options and _NUMBERS_OF_OPTIONS.fullmatch(text)
    if numbers and by_text(text, parsed.options) is None:
        parsed.taken.append(text)
        return "".join(LETTERS[int(digit) - 1] for digit in re.findall(r"\d", text))
    return "".join(text.split("\n")) if "\n" in text and letters_of("".join(text.split("\n"))) else text


def _ticked(row: Row, header: Header) -> str:
    """The letters of the columns, one an option, that hold a tick, a 1 or their own letter."""
    found = []
    for at, letter in sorted(header.ticks.items(), key=lambda entry: entry[1]):
        value = fold(row.cells[at]).strip().upper() if at < len(row.cells) else ""
        if value in {"1", letter} or truth_of(value) == "T":
            found.append(letter)
    return "".join(found)


def _judged(row: Row, header: Header) -> str:
    """T or F by the column 对 or 错 in which a tick stands; what both cells hold where that does not tell."""
    said = {side: row.cells[at].strip() for at, side in header.sides.items() if at < len(row.cells)}
    filled = [side for side, text in said.items() if text]
    if len(filled) != 1 or (truth_of(said[filled[0]]) or filled[0]) not in {"T", filled[0]}:
        return "、".join(f"{'对' if side == 'T' else '错'}栏{said[side]}" for side in filled)
    return filled[0]


def _options(row: Row, header: Header) -> tuple[DraftOption, ...]:
    columns = sorted(header.labels.items(), key=lambda entry: entry[1])
    if not columns:
        return split_cell(header.text(row, "options"))
    cells = [(label, row.cells[at].strip() if at < len(row.cells) else "") for at, label in columns]
    filled = [at for at, (_, text) in enumerate(cells) if text]
    if not filled:
        return split_cell(header.text(row, "options"))
    truth = sorted(side for _, text in cells if (side := truth_of(text))) == ["F", "T"] and len(filled) == 2
    first = filled[0] if truth else 0
    kept = cells[first : filled[-1] + 1]
    spaced = all(re.match(rf"{label}\s", fold(text)) for label, text in kept)
    return tuple(DraftOption(label, _without_label(text, label, spaced)) for label, text in kept)


def _without_label(text: str, label: str, spaced: bool) -> str:
    """The text of an option cell without its own label: "A、…", "(A) …", or "A  …" where all cells of the row do so."""
    sign = r"[.、:)\]]" + (r"|\s" if spaced else r"|[ ]{2}")
    match = re.match(rf"\s*[(\[]?\s*{label}\s*(?:{sign})[.、]?\s*", fold(text), re.I)
    return tidy(text[match.end() :] if match else text)


def _tell_inferred(parsed: list[Parsed], reading: SheetReading) -> None:
    """Types that nobody wrote: said once where the sheet names none or few, else with each question."""
    inferred = [entry for entry in parsed if entry.inferred]
    unnamed = not any(entry.block.type and not only_chooses(entry.block.note) for entry in parsed)
    if inferred and (unnamed or len(inferred) * 2 > len(parsed)):
        message = f"{len(inferred)} 题没有写明题型，按答案的个数判定，请核对。"
        reading.problems.append(problem("types-inferred", message, inferred[0].block.place))
        return
    for entry in inferred:
        entry.warn("type-inferred", "没有写明题型，按答案判定，请核对。")


def _unused_columns(grid: Grid, header: Header) -> Iterator[Skipped]:
    """Columns that no field takes, once each with all that stands in them."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    for column in range(width):
        if column in header.fields:
            continue
        values = [row.cells[column].strip() for row in grid.rows[header.row :] if column < len(row.cells)]
        if any(values[1:]):
            seen = dict.fromkeys(value for value in values if value)
            reason = "没有用到的列" if plain_heading(values[0]) else "没有表头的列"
            yield Skipped(grid.rows[header.row].place, "；".join(seen), reason)
