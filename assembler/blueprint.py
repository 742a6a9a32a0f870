"""The blueprint (双向细目表): what every paper must be like. Read from and written to the BLUEPRINT format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assembler.pool import FACILITY_UNIT, ITEM_TYPES, SCOPES

Range = tuple[int, int]
"""Least and most, both included."""

_PARTS = {
    "name",
    "sections",
    "scopes",
    "audience",
    "laws",
    "articles",
    "topics",
    "difficulty",
    "difficulty_sum",
    "true_keys",
    "enemies",
    "facility_sum",
    "overlap",
}
_MOST = 10_000


class BlueprintError(ValueError):
    """A blueprint that is not well-formed. `sentence` is Chinese; `path` names the place, as "laws.L4"."""

    def __init__(self, sentence: str, path: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.path = path


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the paper (大题): so many questions of one type, each for so many points."""

    type: str
    items: int
    points: float


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Every demand on a paper. Limits map a name to (least, most); "*" stands for all names not given."""

    sections: tuple[Section, ...]
    name: str = ""
    audience: str | None = None
    scopes: Mapping[str, Range] | None = None
    laws: Mapping[str, Range] | None = None
    articles: Mapping[str, Range] | None = None
    topics: Mapping[str, Range] | None = None
    difficulty: Mapping[str, Range] | None = None
    difficulty_sum: Range | None = None
    true_keys: Range | None = None
    enemies: int | None = None
    facility_sum: int | None = None
    """In parts per FACILITY_UNIT."""
    overlap: int | None = None

    @property
    def length(self) -> int:
        """Questions on a paper."""
        return sum(section.items for section in self.sections)

    @property
    def points(self) -> float:
        """Full marks of a paper."""
        total = sum(section.items * section.points for section in self.sections)
        return int(total) if total == int(total) else total

    def describe(self) -> list[str]:
        """Each rule as a Chinese sentence."""
        from assembler.rules import RULES  # the rules speak of blueprints, so they cannot be imported above

        return [sentence for rule in RULES for sentence in rule.describe(self)]

    @classmethod
    def from_json(cls, document: Any) -> "Blueprint":
        """A BLUEPRINT document. Raises BlueprintError."""
        if not isinstance(document, dict):
            raise BlueprintError("双向细目表应是一个 JSON 对象（以花括号括起）。", "")
        for part in document:
            if part not in _PARTS:
                raise BlueprintError(f"双向细目表里有不认识的部分“{part}”，请删去或改正名称。", str(part))
        name, audience = document.get("name"), document.get("audience")
        if name is not None and not isinstance(name, str):
            raise BlueprintError("双向细目表的名称（name）应是文字。", "name")
        if audience is not None and not isinstance(audience, str):
            raise BlueprintError("对象（audience）应是文字或 null。", "audience")
        return cls(
            sections=_sections(document.get("sections")),
            name=name or "",
            audience=audience or None,
            scopes=_limits(document, "scopes", tuple(SCOPES)),
            laws=_limits(document, "laws"),
            articles=_limits(document, "articles"),
            topics=_limits(document, "topics"),
            difficulty=_limits(document, "difficulty", ("1", "2", "3", "4", "5")),
            difficulty_sum=_maybe_range(document, "difficulty_sum"),
            true_keys=_maybe_range(document, "true_keys"),
            enemies=_maybe_count(document, "enemies", 1),
            facility_sum=_facility_sum(document.get("facility_sum")),
            overlap=_maybe_count(document, "overlap", 0),
        )

    def as_json(self) -> dict[str, Any]:
        """The BLUEPRINT document; parts that demand nothing are left out."""
        said: dict[str, Any] = {
            "name": self.name,
            "sections": [{"type": s.type, "items": s.items, "points": s.points} for s in self.sections],
        }
        for part in ("scopes", "laws", "articles", "topics", "difficulty"):
            limits = getattr(self, part)
            if limits is not None:
                said[part] = {name: _written(pair) for name, pair in limits.items()}
        for part in ("audience", "enemies", "overlap"):
            if getattr(self, part) is not None:
                said[part] = getattr(self, part)
        for part in ("difficulty_sum", "true_keys"):
            if getattr(self, part) is not None:
                said[part] = _written(getattr(self, part))
        if self.facility_sum is not None:
            said["facility_sum"] = self.facility_sum / FACILITY_UNIT
        return said


def limit_of(limits: Mapping[str, Range], name: str) -> Range | None:
    """The limit that holds for a name: its own, else that of "*"."""
    return limits.get(name, limits.get("*"))


def _written(pair: Range) -> int | list[int]:
    return pair[0] if pair[0] == pair[1] else list(pair)


def _is_count(value: Any, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MOST


def _sections(value: Any) -> tuple[Section, ...]:
    if not isinstance(value, list) or not value:
        raise BlueprintError("双向细目表缺大题（sections），至少要有一个大题。", "sections")
    found = []
    for number, part in enumerate(value, start=1):
        path = f"sections.{number}"
        if not isinstance(part, dict) or set(part) - {"type", "items", "points"}:
            raise BlueprintError(
                f"第 {number} 大题应写明题型（type）、题数（items）和每题分值（points）。", path
            )
        if part.get("type") not in ITEM_TYPES:
            raise BlueprintError(f"第 {number} 大题的题型应是 {'、'.join(ITEM_TYPES)} 之一。", f"{path}.type")
        if not _is_count(part.get("items"), 1):
            raise BlueprintError(f"第 {number} 大题的题数应是不小于 1 的整数。", f"{path}.items")
        points = part.get("points", 0)
        if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points <= _MOST:
            raise BlueprintError(f"第 {number} 大题的每题分值应是不小于 0 的数。", f"{path}.points")
        found.append(Section(part["type"], part["items"], points))
    return tuple(found)


def _range(value: Any, path: str) -> Range:
    if _is_count(value):
        return value, value
    if isinstance(value, list) and len(value) == 2 and all(_is_count(part) for part in value):
        if value[0] > value[1]:
            raise BlueprintError(f"“{path}”的下限 {value[0]} 大于上限 {value[1]}，请对调或改正。", path)
        return value[0], value[1]
    raise BlueprintError(f"“{path}”应是一个整数，或 [下限, 上限] 两个整数。", path)


def _limits(document: Mapping[str, Any], part: str, names: tuple[str, ...] = ()) -> dict[str, Range] | None:
    value = document.get(part)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise BlueprintError(f'“{part}”应逐项写明名称和数目，如 {{"名称": [0, 3]}}。', part)
    for name in value:
        if names and name not in (*names, "*"):
            raise BlueprintError(
                f"“{part}”里有不认识的名称“{name}”，可用的是：{'、'.join(names)}。", f"{part}.{name}"
            )
    return {str(name): _range(pair, f"{part}.{name}") for name, pair in value.items()}


def _maybe_range(document: Mapping[str, Any], part: str) -> Range | None:
    value = document.get(part)
    return None if value is None else _range(value, part)


def _maybe_count(document: Mapping[str, Any], part: str, least: int) -> int | None:
    value = document.get(part)
    if value is not None and not _is_count(value, least):
        raise BlueprintError(f"“{part}”应是不小于 {least} 的整数。", part)
    return value


def _facility_sum(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise BlueprintError("得分率之和（facility_sum）应是不小于 0 的数。", "facility_sum")
    return round(value * FACILITY_UNIT)
