"""Parts whose heading promises essays, and whose questions all have lettered options: these are choices."""

from __future__ import annotations

from dataclasses import replace

from importers.layouts.questions.item import parse
from importers.layouts.questions.parsed import Parsed

_FEWEST_CHOICES, _FEWEST_OPTIONS = 2, 3  # that make a part for essays one of choices


def with_choices(parsed: list[Parsed]) -> list[Parsed]:
    """The questions; those of a part for essays that all have lettered options are choices, whatever its heading says."""
    parts: dict[int, list[Parsed]] = {}
    for entry in parsed:
        parts.setdefault(entry.block.section, []).append(entry)
    wrong = {
        section
        for section, part in parts.items()
        if len(part) >= _FEWEST_CHOICES
        and all(entry.type == "essay" and len(entry.options) >= _FEWEST_OPTIONS for entry in part)
    }
    return [
        parse(replace(entry.block, type=None)) if entry.block.section in wrong else entry for entry in parsed
    ]
