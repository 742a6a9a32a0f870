"""One way to read a text, and how well it explains the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.containers.blocks import Line
from importers.draft import DraftItem, Problem, Skipped
from importers.layouts.keys import key as keys
from importers.layouts.questions.doubts import UNCUT_NUMBER
from importers.layouts.starts.shared import Shared
from importers.normalise import fold, tidy

_ERROR_COST = 0.6
_LEFT_OVER_COST = 1 / 60
NUMBERED_GAIN = 0.05
_UNCUT_NUMBER_COST = 0.4


@dataclass(slots=True)
class Reading:
    """One way to read the text. `name` is that of the layout; `unused` are keys where there is no question; `used` the lines that
    went into questions and keys."""

    name: str
    items: list[DraftItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    left_over: int = 0
    claims: list[tuple[int, Line]] = field(default_factory=list)
    unused: list[keys.Key] = field(default_factory=list)
    used: list[Line] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)

    def score(self) -> float:
        """Sound questions count one each, faulty ones less, text that belongs to none costs."""
        total = -self.left_over * _LEFT_OVER_COST
        total -= _ERROR_COST * sum(entry.code == "key-unmatched" for entry in self.problems)
        for item in self.items:
            faults = sum(
                entry.severity == "error" and entry.code != "answer-missing" for entry in item.problems
            )
            warnings = sum(
                entry.severity == "warning" and entry.code != "option-doubtful" for entry in item.problems
            )
            missing = any(entry.code == "answer-missing" for entry in item.problems)
            worth = 1.0 if item.type not in {"essay", "blank"} else 0.2
            total += worth - _ERROR_COST * min(faults, 3) - 0.1 * min(warnings, 3) - 0.3 * missing
            total += NUMBERED_GAIN if item.number else 0.0
            total -= _UNCUT_NUMBER_COST if UNCUT_NUMBER.match(fold(item.stem)) else 0.0
            total -= max(0, len(item.stem) - 400) / 400
        return total

    def skip(self, line: Line, reason: str) -> None:
        """Name the line as no part of a question."""
        self.skipped.append(Skipped(line.place, tidy(line.text), reason))
