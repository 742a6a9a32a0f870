"""Questions as JSON: an object a line, an array of objects, or arrays under names; the keys are the header of a sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.answers import names_several, type_of
from importers.columns import header_of
from importers.containers.blocks import Contents, Grid, Row
from importers.containers.plain_text import decode
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.option_arrays import may_be_options, named_by, right_of
from importers.problems import problem
from importers.safety import Limits

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NO_FIELDS = (
    "没有在这个 JSON 文件里认出试题，请把各题的键写作 question、options、answer（或题干、选项、答案），"
    "或使用征题模板。"
)
_FEWEST = 2
_LONGEST_TYPE = 24  # 一、单项选择题（每题2分）
_ASKS = re.compile(r"[?？]|_{2,}|[(（]\s*[)）]")
_DEEPEST = 5  # {"data": {"page": {"list": [ … ]}}}
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)


@dataclass(frozen=True, slots=True)
class _Record:
    """An object of the file, the line where it begins and what it is called together with others."""

    fields: dict[str, object]
    line: int
    name: str = ""


def is_records(data: bytes) -> bool:
    """Whether the file begins as an object or an array of objects."""
    return _BEGINS.match(data) is not None


def read(path: Path, limits: Limits) -> Contents:
    """Each object as a row, those under one name as one sheet; what stands beside arrays of them is named."""
    text, problems = decode(path.read_bytes())
    records, pieces = list[_Record](), list[Skipped]()
    whole = list(_records(text.removeprefix("\ufeff")))
    asked = _are_questions([record.fields for record in whole])
    for record in whole:
        found, beside = ([record], []) if asked else _opened(record)
        records += found
        pieces += beside
    grids = tuple(_grids(records, limits))
    cut_off = _cut_off(text)
    return Contents("sheet", grids, tuple(pieces), (*problems, *cut_off), no_questions=_NO_FIELDS)


def _opened(record: _Record, depth: int = 0) -> tuple[list[_Record], list[Skipped]]:
    """The questions in the arrays of a record, however deep they lie, and what stands beside these; else the record itself."""
    if depth == _DEEPEST or not _holds_records(record.fields) or header_of(list(record.fields), 0):
        return [record], []
    records, pieces = list[_Record](), list[Skipped]()
    kind = _type_beside(record.fields) or (record.name if type_of(record.name) else "")
    for key, value in record.fields.items():
        inner = _objects(value) or ([value] if isinstance(value, dict) and _holds_records(value) else [])
        asked = _are_questions(inner)
        for each in inner:
            named = _Record(each, record.line, key if type_of(key) else kind or key)
            found, beside = ([named], []) if asked else _opened(named, depth + 1)
            records += found
            pieces += beside
        if not inner:
            pieces.append(Skipped(Place(line=record.line), f"{key}：{cell_of(value)}", "试题以外的栏目"))
    return records, pieces


def _holds_records(fields: dict[str, object], depth: int = 0) -> bool:
    return any(
        _objects(value) or (isinstance(value, dict) and depth < _DEEPEST and _holds_records(value, depth + 1))
        for value in fields.values()
    )


def _are_questions(siblings: list[dict[str, object]]) -> bool:
    """Whether objects side by side are questions, whatever their keys are called: each with options of its own."""
    return len(siblings) >= _FEWEST and all(map(_is_question, siblings))


def _is_question(fields: dict[str, object]) -> bool:
    """Whether a record has an array of options, and letters or words that answer it, or asks and its options say which
    are right."""
    arrays = [value for value in fields.values() if _objects(value)]
    if len(arrays) != 1 or not isinstance(arrays[0], list) or not may_be_options(arrays[0]):
        return False
    words = [value for value in fields.values() if isinstance(value, str)]
    if right_of(arrays[0]):
        return any(map(_ASKS.search, words))
    return any(named_by(word, arrays[0]) for word in words)


def _type_beside(fields: dict[str, object]) -> str:
    """What names the one type of all questions in a record: {"part": {"name": "单选题"}, "questions": [ … ]}."""
    held = [value for value in fields.values() if not (isinstance(value, dict) and _holds_records(value))]
    inner = [said for value in held for said in (value.values() if isinstance(value, dict) else [value])]
    named = [said for said in inner if isinstance(said, str) and len(said) <= _LONGEST_TYPE]
    types = [said for said in named if type_of(said) and not names_several(said)]
    return types[0] if len({type_of(said) for said in types}) == 1 else ""


def _cut_off(text: str) -> Iterator[Problem]:
    """An array that nothing closes: what stood behind is lost."""
    if text.lstrip("\ufeff \t\r\n").startswith("[") and not text.rstrip().endswith("]"):
        place = Place(line=text.rstrip().count("\n") + 1)
        yield problem("text-unread", "文件末尾没有“]”，可能不完整，后面的试题没有读入，请核对。", place)


def _records(text: str) -> Iterator[_Record]:
    """The objects that stand behind each other, with or without an array around them."""
    at, line, counted = 0, 1, 0
    while (at := _next(text, at)) < len(text):
        line, counted = line + text.count("\n", counted, at), at
        try:
            found, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise Unreadable(_broken(line), "damaged") from error
        if not isinstance(found, dict):
            raise Unreadable(_broken(line), "damaged")
        yield _Record(found, line)


def _next(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _broken(line: int) -> str:
    return f"第 {line} 行起不是完整的 JSON 对象，读不出来，请改正后再上传，或另存为 .xlsx。"


def _objects(value: object) -> list[dict[str, object]]:
    """The objects of an array that holds nothing else; those of options lie deeper."""
    if not isinstance(value, list):
        return []
    objects = [each for each in value if isinstance(each, dict)]
    return objects if len(objects) == len(value) else []


def _grids(records: list[_Record], limits: Limits) -> Iterator[Grid]:
    """A sheet for each name: its header are the keys of all its objects, a row stands where its object begins."""
    for name in dict.fromkeys(record.name for record in records):
        own = [record for record in records if record.name == name]
        keys = tuple(dict.fromkeys(key for record in own for key in record.fields))
        if len(own) > limits.rows or len(keys) * len(own) > limits.cells:
            raise Unreadable("这个文件的行数太多，不像试题文件，请分成几个文件后再上传。", "too-large")
        rows = (
            Row(tuple(cell_of(record.fields.get(key)) for key in keys), _place(record, at))
            for at, record in enumerate(own, 1)
        )
        yield Grid(name, (Row(keys, Place(line=own[0].line)), *rows))


def _place(record: _Record, at: int) -> Place:
    return Place(sheet=record.name, row=at) if record.name else Place(line=record.line)


def cell_of(value: object) -> str:
    """The text of a value; an array or an object stays JSON, which the cells of sheets may hold too."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(visible(value))
    return json.dumps(value, ensure_ascii=False, sort_keys=isinstance(value, dict))
