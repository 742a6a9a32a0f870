"""Rows of a sheet that hold no question: its header again, how to fill it in, examples, remarks, rows left blank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.answers import letters_of, truth_of, type_of
from importers.column_names import plain_heading
from importers.columns import Header, header_of
from importers.containers.blocks import Line, Row
from importers.draft import BLANK_FORM
from importers.layouts.lines.headings import heading_of
from importers.normalise import fold

_ASIDE = re.compile(r"\s*(?:合计|总计|小计|备注|说明|注[:：]|填表人|填报单位|审核人|联系人|制表)")
_SUM = re.compile(r"\s*(?:合计|总计|小计)\s*[:：]?\s*")
# 合计 | 23, 审核人：| 日期：, 填表说明：以上题目须经审核。: a row of nothing else, whatever its columns are called.
_REMARK = re.compile(
    r"\s*(?:合计|总计|小计)\s*|\s*(?:合计|总计|小计|\S{0,4}(?:审核|填表|填报|制表|负责|联系|经办|复核)人|联系(?:电话|方式)|"
    r"填[表报](?:说明|单位|日期|时间)|日期|时间|备注|说明|注)\s*[:：].{0,80}",
    re.S,
)
_SENTENCE = re.compile(r"[。?]|[(\[]\s*[)\]]|_{2}")
_COUNT = re.compile(r"\s*共?\s*\d+\s*[道题]{0,2}\s*")
_EXAMPLE = re.compile(r"\s*(?:例|示例|样例|范例|例题|例如|举例)\s*\d*\s*[:：]?\s*")
_EXAMPLE_STEM = re.compile(
    r"\s*[(（【\[]?(?:示例|样例|范例|例题|填写示例)\d*[)）】\]]?\s*[:：]|\s*[(（【\[](?:填写)?(?:示例|样例|范例)(?:题|行|数据)?\d*[)）】\]]"
)
# …（示例，导入前请删除） at an end of a stem; 示例行，请删除 as all that a cell says.
_NOTED = r"[^()\[\]【】]{0,12}(?:示例|样例|范例)[^()\[\]【】]{0,16}(?:删|覆盖|替换|勿(?:导入|填))[^()\[\]【】]{0,12}"
_EXAMPLE_NOTE = re.compile(rf"\s*[(\[【]?{_NOTED}[)\]】]?\s*")
_NOTED_STEM = re.compile(rf"\s*[(\[【]{_NOTED}[)\]】]|.*[(\[【]{_NOTED}[)\]】]\s*\Z", re.S)
_OF_QUESTIONS = {"stem", "options", "option", "answer", "explanation"}
_REQUIRED = re.compile(r"\s*[(（]?(?:非?必填|选填|可不填|可空)(?:[^\w\s]|\s|$).*", re.S)
_HOW_TO_FILL = re.compile(
    r"可选值|可填|只能填|只限|限填|(?:请|勿)(?:填|删除)|必填|选填|(?:用|以).{1,8}(?:分隔|隔开|分开)|(?:此|本|该)(?:说明)?行|\d\s*[=＝]\s*(?:[单多判不填简问对错正]|正确|错误)|"
    r"\((?:required|optional)|leave (?:it )?blank|default (?:is|value)|up to \d|max(?:imum)?[. ]\d|separated by|choose (?:one|from)",
    re.I,
)
_DOTS = re.compile(r"[\s.…·—-]*")  # ……: and so on
_TOLD_COLUMNS = 2
_OF_COLUMN = re.compile(r"\s*【([^【】]{1,12})】")
_FEWEST_TOLD = 3


def aside(row: Row, header: Header, *, begun: bool) -> str | None:
    """Why `row` is no question, in the words for the clerk; None where it is one, or empty. `begun`: questions stand above."""
    if not any(cell.strip() for cell in row.cells):
        return None
    stem, number = header.text(row, "stem"), header.text(row, "number")
    options = [header.text(row, name) for name in ("option", "options")]
    held = [header.text(row, name) for name in ("answer", "tick", "explanation")] + options
    if _repeats(row, header):
        return "重复的表头"
    if is_remark(row):
        return "备注行"
    if header.row < 0 and not begun and is_title(row):
        return "试题以前的文字"
    if all(_DOTS.fullmatch(cell) for cell in row.cells):
        return "备注行"
    if _tells_how_to_fill_in(row, header, begun):
        return "填写说明"
    if not stem and not any(held):
        return BLANK_FORM if type_of(header.text(row, "type")) else "备注行"
    if _EXAMPLE.fullmatch(number) or _EXAMPLE_STEM.match(stem) or _is_noted(row, header):
        return "模板里的示例"
    if (_SUM.fullmatch(stem) and not any(options)) or (
        not any(held) and (_ASIDE.match(stem) or heading_of(stem))
    ):
        return "备注行"
    first = next(cell for cell in row.cells if cell.strip())
    if first.strip() != stem and not any(held[:3]) and _ASIDE.match(first):  # 合计 | | 共 7 题
        return "备注行"
    return None


def _is_noted(row: Row, header: Header) -> bool:
    """Whether the stem has a note that it is an example to be deleted, or a cell beside the question is such a note."""
    beside = (cell for at, cell in enumerate(row.cells) if header.fields.get(at) not in _OF_QUESTIONS)
    noted = any(_EXAMPLE_NOTE.fullmatch(fold(cell)) for cell in beside)
    return noted or _NOTED_STEM.match(fold(header.text(row, "stem"))) is not None


def is_title(row: Row) -> bool:
    """Whether a row holds one cell alone, that asks nothing and ends no sentence."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 1 and _SENTENCE.search(fold(filled[0])) is None


def is_remark(row: Row) -> bool:
    """Whether each cell is a sum, or a word of the office's with a colon."""
    first, *others = [cell for cell in row.cells if cell.strip()] or [""]
    told = all(_REMARK.fullmatch(cell) or _COUNT.fullmatch(cell) for cell in others)
    return told and _REMARK.fullmatch(first) is not None


def _repeats(row: Row, header: Header) -> bool:
    """The header again, perhaps without the headings of options that judgements don't have."""
    repeated = header_of(row.cells, 0)
    if repeated is None:
        return False
    again = {column: name for column, name in repeated.fields.items() if row.cells[column].strip()}
    return again.items() <= header.fields.items()


def _tells_how_to_fill_in(row: Row, header: Header, begun: bool) -> bool:
    """必填，… | 选填 | …, or above all questions 可选值：… in several columns and no answer: what the template asks."""
    filled = [cell for cell in row.cells if cell.strip()]
    told = sum(_HOW_TO_FILL.search(cell) is not None for cell in filled)
    answer = header.text(row, "answer")
    answered = letters_of(answer) is not None or truth_of(answer) is not None
    asks = all(_REQUIRED.fullmatch(cell) for cell in filled) or (
        not begun and told >= _TOLD_COLUMNS and not answered
    )
    return len(filled) >= 2 and asks


def guide_above(lines: Sequence[Line], headings: Sequence[str]) -> list[Line]:
    """The lines right above a table that say how to fill in its columns (【题型】只填…, 【选项】…); none where few are named."""
    names = {plain_heading(part) for cell in headings for part in (cell, *cell.split("/"))} - {""}
    found: list[Line] = []
    named = 0
    for line in reversed(lines):
        if match := _OF_COLUMN.match(line.text):
            parts = (match[1], *match[1].split("/"))
            named += any(plain_heading(part) in names for part in parts) and "填" in line.text
            found.append(line)
        elif line.text.strip():
            break
    return found if named >= _FEWEST_TOLD and named * 2 > len(found) else []
