"""How many options a stem asks for, in a bracket of its own: （选择二项）, (选一项), (Choose two.); it tells the type."""

from __future__ import annotations

import re

from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold

_ONE = "[一1]|(?i:one)"
_SEVERAL = "[二两三四五六七八2-8]|(?i:two|three|four|five|six)"
_COUNT = rf"(?:(?P<one>{_ONE})|(?P<several>{_SEVERAL}))"
ASKED_FOR = re.compile(
    rf"[(\[]\s*(?:(?:请|共|应|可)?选(?:择|出)?\s*{_COUNT.replace('<', '<n_')}\s*[项个](?:正确)?(?:答案)?|"
    rf"(?i:choose|select|pick)\s+{_COUNT}(?:\s+(?i:answers?|options?))?)\s*\.?\s*[)\]]"
)

_ENDS_LINE = re.compile(r"[\W_A-L]*?(?:\n|$)")  # perhaps with the bracket of the answer behind it


def take(parsed: Parsed) -> None:
    """The type of a choice by the number of options that its stem asks for, whatever heads its part."""
    if parsed.marked or parsed.type not in {None, "single_choice", "multiple_choice"} or not parsed.options:
        return
    stem = fold(parsed.stem)
    found = [match for match in ASKED_FOR.finditer(stem) if _stands_apart(match, stem)]
    if len(found) == 1:
        one = found[0]["one"] or found[0]["n_one"]
        parsed.type, parsed.marked = "single_choice" if one else "multiple_choice", True


def _stands_apart(match: re.Match[str], stem: str) -> bool:
    """Whether a bracket stands at an end of its line: within a sentence, 甲项目（选2个）的人数, it tells of something else."""
    before = stem[: match.start()].rpartition("\n")[2]
    return not before.strip() or _ENDS_LINE.match(stem, match.end()) is not None
