"""The pool: the questions that may appear on a paper, and only what the assembler must know about each."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from assembler.columns import Integers, coded, coded_lists, whole
from assembler.lines import Line, sound_lines

ITEM_TYPES = {
    "single_choice": "单选题",
    "multiple_choice": "多选题",
    "true_false": "判断题",
    "blank": "填空题",
    "essay": "简答题",
}
SCOPES = {"public": "公共法", "sector": "行业法"}
FACILITY_UNIT = 10_000
"""Facilities are whole numbers of this part of 1 inside the assembler, so that sums are exact."""

Kept = TypeVar("Kept")


class PoolError(ValueError):
    """A pool that cannot be read; the message is one Chinese sentence with the place."""


@dataclass(frozen=True, slots=True)
class PoolItem:
    """What the assembler knows of a question. `facility` is in parts per FACILITY_UNIT, None where unknown."""

    id: str
    type: str
    scope: str | None = None
    law: str | None = None
    article: str | None = None
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    difficulty: int | None = None
    facility: int | None = None
    true: bool | None = None
    enemies: tuple[str, ...] = ()
    set: str | None = None


FIELDS = tuple(field.name for field in fields(PoolItem))
_LISTS = ("topics", "audiences", "enemies")
_TYPE_NUMBER = {name: number for number, name in enumerate(ITEM_TYPES)}


class Pool:
    """Questions in the order given; everything else names a question by its place in that order, from 0.

    They are kept as columns, one for each field; `items` are made where somebody asks for single questions.
    """

    def __init__(self, items: Iterable[PoolItem]) -> None:
        given = tuple(items)
        self._columns: dict[str, list[Any]] = {field: list(map(attrgetter(field), given)) for field in FIELDS}
        self._kept: dict[str, Any] = {}

    @classmethod
    def of_columns(cls, columns: dict[str, list[Any]]) -> "Pool":
        """What each of FIELDS is for each question, as PoolItem holds it."""
        made = cls(())
        made._columns = columns
        return made

    def __len__(self) -> int:
        return len(self._columns["id"])

    @cached_property
    def items(self) -> tuple[PoolItem, ...]:
        return tuple(map(PoolItem, *(self._columns[field] for field in FIELDS)))

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of each question by its id."""
        return {name: place for place, name in enumerate(self._columns["id"])}

    def column(self, field: str) -> list[Any]:
        """A field of all questions."""
        return self._columns[field]

    def named(self, field: str) -> tuple[list[str], Integers]:
        """The names in a field in order of appearance, and questions x width: which each carries, filled up with their number."""
        code = coded_lists if field in _LISTS else coded
        return self.kept(f"named {field}", lambda: code(self._columns[field]))

    @cached_property
    def types(self) -> Integers:
        """The type of each question, numbered in the order of ITEM_TYPES."""
        return np.fromiter(map(_TYPE_NUMBER.__getitem__, self._columns["type"]), np.int64, len(self))

    @cached_property
    def grades(self) -> Integers:
        """Difficulties, 0 where there is none."""
        return whole(self._columns["difficulty"])

    @cached_property
    def facilities(self) -> Integers:
        """In parts per FACILITY_UNIT, 0 where unknown."""
        return whole(self._columns["facility"])

    @cached_property
    def true_keys(self) -> npt.NDArray[np.bool_]:
        """Which are true/false questions whose answer is "true"."""
        return np.asarray((self.types == _TYPE_NUMBER["true_false"]) & (whole(self._columns["true"]) == 1))

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What was made under that name before, else made now: tables over the questions, which never change."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast("Kept", self._kept[name])

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> "Pool":
        """Dictionaries in the form of a POOL line. Raises PoolError."""
        items: list[PoolItem] = []
        seen: dict[str, int] = {}
        for number, record in enumerate(records, start=1):
            item = _item(record, f"候选题集第 {number} 行")
            if item.id in seen:
                raise PoolError(
                    f"候选题集第 {number} 行的题号“{item.id}”与第 {seen[item.id]} 行重复，请改为不同的题号。"
                )
            seen[item.id] = number
            items.append(item)
        return cls(items)

    @cached_property
    def digest(self) -> str:
        """sha256 (hex) over the content, independent of how the file was written."""
        content = json.dumps([self._columns[field] for field in FIELDS], separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()


def read_pool(path: str | Path) -> Pool:
    """A POOL file, one JSON object a line (empty lines are skipped). Raises PoolError."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PoolError(f"读不到候选题集文件“{path}”：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise PoolError(f"候选题集文件“{path}”不是 UTF-8 编码的文本，请另存为 UTF-8。") from error
    with _without_collector():
        lines = sound_lines(text)
        columns = None if lines is None else _columns(lines)
        if columns is not None:
            return Pool.of_columns(columns)
        # slower, and tells what is wrong and where
        return Pool.from_records(record for _, record in json_lines(text, "候选题集"))


def _columns(lines: list[Line]) -> dict[str, list[Any]] | None:
    """The lines as `_item` would read them; None where it would refuse one."""
    columns: dict[str, list[Any]] = {field: list(map(attrgetter(field), lines)) for field in FIELDS}
    for field in ("scope", "law", "article", "set"):
        columns[field] = [value or None for value in columns[field]]
    for field in _LISTS:
        columns[field] = [tuple(sorted(set(value))) if value else () for value in columns[field]]
    columns["facility"] = [
        None if value is None else round(value * FACILITY_UNIT) for value in columns["facility"]
    ]
    sound = (
        set(columns["type"]) <= ITEM_TYPES.keys()
        and set(columns["scope"]) <= {None, *SCOPES}
        and len(set(columns["id"])) == len(lines)
    )
    return columns if sound else None


@contextmanager
def _without_collector() -> Iterator[None]:
    """A large pool makes so many objects, all of them kept, that looking for cycles among them costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def json_lines(text: str, what: str) -> list[tuple[int, dict[str, Any]]]:
    """(line number from 1, object) for each line of a JSON-lines text. Raises PoolError."""
    found = []
    decode = json.JSONDecoder().decode
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.isspace():
            continue
        try:
            record = decode(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise PoolError(f"{what}第 {number} 行不是合格的 JSON，请检查引号、逗号和括号。") from error
        if not isinstance(record, dict):
            raise PoolError(f"{what}第 {number} 行应是一个 JSON 对象（以花括号括起）。")
        found.append((number, record))
    return found


def _item(record: Mapping[str, Any], place: str) -> PoolItem:
    unknown = sorted(set(record).difference(FIELDS))
    if unknown:
        raise PoolError(f"{place}有不认识的栏目“{unknown[0]}”，可用的栏目是：{'、'.join(sorted(FIELDS))}。")
    identity = record.get("id")
    if not isinstance(identity, str) or not identity:
        raise PoolError(f"{place}缺题号（id），应是一段不空的文字。")
    kind = record.get("type")
    if not isinstance(kind, str) or kind not in ITEM_TYPES:
        raise PoolError(f"{place}的题型（type）应是 {'、'.join(ITEM_TYPES)} 之一。")
    scope = _text(record, "scope", place)
    if scope is not None and scope not in SCOPES:
        raise PoolError(f"{place}的类别（scope）应是 public 或 sector。")
    return PoolItem(
        id=identity,
        type=kind,
        scope=scope,
        law=_text(record, "law", place),
        article=_text(record, "article", place),
        topics=_texts(record, "topics", place),
        audiences=_texts(record, "audiences", place),
        difficulty=_difficulty(record, place),
        facility=_facility(record, place),
        true=_truth(record, place),
        enemies=_texts(record, "enemies", place),
        set=_text(record, "set", place),
    )


def _text(record: Mapping[str, Any], field: str, place: str) -> str | None:
    value = record.get(field)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise PoolError(f"{place}的 {field} 应是文字。")
    return value


def _texts(record: Mapping[str, Any], field: str, place: str) -> tuple[str, ...]:
    value = record.get(field)
    if value is None or value == []:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
        raise PoolError(f'{place}的 {field} 应是一列文字，如 ["甲", "乙"]。')
    return tuple(sorted(set(value)))


def _difficulty(record: Mapping[str, Any], place: str) -> int | None:
    value = record.get("difficulty")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 5:
        raise PoolError(f"{place}的难度（difficulty）应是 1 到 5 的整数。")
    return value


def _facility(record: Mapping[str, Any], place: str) -> int | None:
    value = record.get("facility")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise PoolError(f"{place}的得分率（facility）应是 0 到 1 的数。")
    return round(value * FACILITY_UNIT)


def _truth(record: Mapping[str, Any], place: str) -> bool | None:
    value = record.get("true")
    if value is not None and not isinstance(value, bool):
        raise PoolError(f"{place}的判断题答案（true）应是 true 或 false。")
    return value
