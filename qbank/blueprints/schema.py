"""The JSON Schema of BLUEPRINT documents, made from the assembler's typed objects.

It says what `Blueprint.from_json` takes, except that a least may not exceed its most: no schema can compare two numbers.
"""

import types
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Union, get_args, get_origin, get_type_hints

from assembler import Blueprint
from assembler.blueprint import Range, Section
from assembler.pool import ITEM_TYPES, SCOPES
from qbank.blueprints.fields import GRADES, MOST

FILE_NAME = "blueprint.schema.json"
Schema = dict[str, Any]

_COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": MOST}
_LEAST_AND_MOST: Schema = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
_NUMBER: Schema = {"type": "number", "minimum": 0, "maximum": MOST}
_NARROWED: Mapping[str, Schema] = {
    "Section.type": {"enum": list(ITEM_TYPES)},
    "Section.items": {"minimum": 1},
    "Blueprint.sections": {"minItems": 1},
    "Blueprint.scopes": {"propertyNames": {"enum": [*SCOPES, "*"]}},
    "Blueprint.difficulty": {"propertyNames": {"enum": [*GRADES, "*"]}},
    "Blueprint.enemies": {"minimum": 1},
    # counted in whole parts inside the assembler, a plain number in the document
    "Blueprint.facility_sum": {"type": ["number", "null"]},
}
_SAID: Mapping[str, str] = {
    "Blueprint.name": "名称",
    "Blueprint.sections": "大题，按卷上的次序",
    "Blueprint.audience": "对象；没有就是不限",
    "Blueprint.scopes": "公共法（public）和行业法（sector）各几题",
    "Blueprint.laws": "每部法律几题；“*”是没有单独写出的每一部",
    "Blueprint.articles": "每条几题，写成“法律#条号”；“*”是没有单独写出的每一条",
    "Blueprint.topics": "每个知识点几题；“*”是没有单独写出的每一个",
    "Blueprint.difficulty": "每级难度几题，1 易，5 难",
    "Blueprint.difficulty_sum": "全卷难度之和",
    "Blueprint.true_keys": "答案是“对”的判断题有几题",
    "Blueprint.enemies": "同一互斥题组至多几题",
    "Blueprint.facility_sum": "得分率之和的目标",
    "Blueprint.overlap": "任意两套平行卷至多有几题相同",
    "Section.type": "题型",
    "Section.items": "题数",
    "Section.points": "每题分值",
}


def blueprint_schema() -> Schema:
    """The schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "双向细目表",
        **_object(Blueprint, required=["sections"]),
        "$defs": {"limit": {"anyOf": [_COUNT, _LEAST_AND_MOST], "description": "题数，或最少和最多"}},
    }


def _object(kind: type, required: list[str]) -> Schema:
    hints = get_type_hints(kind)
    found = {}
    for field in fields(kind):
        place = f"{kind.__name__}.{field.name}"
        found[field.name] = _of(hints[field.name]) | _NARROWED.get(place, {}) | {"description": _SAID[place]}
    return {"type": "object", "properties": found, "required": required, "additionalProperties": False}


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return schema | {"type": [schema["type"], "null"]}


def _of(hint: Any) -> Schema:
    """The schema of one annotation of the assembler's dataclasses."""
    if hint == Range:
        return {"$ref": "#/$defs/limit"}
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        (inner,) = (part for part in parts if part is not type(None))
        return _or_null(_of(inner))
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(parts[1])}
    if origin is tuple:
        return {"type": "array", "items": _of(parts[0])}
    if hint is Section:
        return _object(Section, required=["type", "items"])
    return {str: {"type": "string"}, int: _COUNT, float: _NUMBER}[hint]
