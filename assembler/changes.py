"""Changes of a blueprint's numbers: the way out of a clash, as data that a program can carry out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from assembler.blueprint import Blueprint, Range


@dataclass(frozen=True, slots=True)
class Change:
    """One limit of a blueprint, from what to what (least and most, both included).

    `part` is the blueprint's ("laws"), `entry` the name, "*" or number of the section (from "1") within it, empty where the
    part is one limit. `name` is what people call what is counted. A section that sinks to 0 is left out.
    """

    part: str
    entry: str
    name: str
    before: Range
    after: Range

    @property
    def phrase(self) -> str:
        """ "把公共法题的下限由 20 降到 18" """
        if self.before[0] == self.before[1] and self.after[0] == self.after[1]:
            return f"把{self.name}{_moved(self.before[0], self.after[0])}"
        ends = zip(("下限", "上限"), self.before, self.after, strict=True)
        return f"把{self.name}的" + "、".join(
            f"{word}{_moved(old, new)}" for word, old, new in ends if old != new
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "entry": self.entry,
            "name": self.name,
            "from": list(self.before),
            "to": list(self.after),
        }


def changed(blueprint: Blueprint, changes: Iterable[Change]) -> Blueprint:
    """The blueprint after all the changes."""
    for change in changes:
        blueprint = replace(blueprint, **{change.part: _part_after(blueprint, change)})
    return replace(blueprint, sections=tuple(section for section in blueprint.sections if section.items))


def _part_after(blueprint: Blueprint, change: Change) -> Any:
    if change.part == "sections":
        return tuple(
            replace(section, items=change.after[0]) if str(number) == change.entry else section
            for number, section in enumerate(blueprint.sections, start=1)
        )
    if change.part in ("enemies", "overlap"):
        return change.after[1]
    if change.part in ("difficulty_sum", "true_keys"):
        return change.after
    return {**getattr(blueprint, change.part), change.entry: change.after}


def _moved(old: int, new: int) -> str:
    return f"由 {old} {'降到' if new < old else '提到'} {new}"
