"""Parts whose heading promises essays, and whose questions all have lettered options: these are choices.

A. 应当向谁申请？ B. 期限多长？ are what a case asks, and an answer in words tells an essay too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from importers.answers import letters_of
from importers.layouts.questions.item import parse
from importers.layouts.questions.parsed import Parsed

_ASKS = re.compile(r"[?？]\s*$")
_FEWEST_CHOICES, _FEWEST_OPTIONS = 2, 3  # that make a part for essays one of choices


def with_choices(parsed: list[Parsed]) -> list[Parsed]:
    """The questions; those of a part for essays that all have lettered options are choices, whatever its heading says."""
    parts: dict[int, list[Parsed]] = {}
    for entry in parsed:
        parts.setdefault(entry.block.section, []).append(entry)
    wrong = {
        section
        for section, part in parts.items()
        if len(part) >= _FEWEST_CHOICES and all(map(_may_choose, part))
    }
    return [_choice(entry) if entry.block.section in wrong else entry for entry in parsed]


def _may_choose(entry: Parsed) -> bool:
    """Whether an essay has options that ask nothing themselves, and no answer but letters."""
    if entry.type != "essay" or len(entry.options) < _FEWEST_OPTIONS:
        return False
    said = all(letters_of(text) for text in _choice(entry).said)
    return said and not any(_ASKS.search(option.text) for option in entry.options)


def _choice(entry: Parsed) -> Parsed:
    return parse(replace(entry.block, type=None))
