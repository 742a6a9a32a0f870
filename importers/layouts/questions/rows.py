"""Options that stand in one row without separators (A三B四C五D六), in a file where every question is written so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold

_LETTER = re.compile("[A-L]")
_FEWEST, _NEARLY_ALL = 5, 0.8


def accept_usual(parsed: Sequence[Parsed]) -> None:
    """Take back the warning from rows that nobody can part otherwise: no letter stands in an option."""
    asked = [entry for entry in parsed if len(entry.options) > 1]
    rows = [entry for entry in asked if any(told.code == "options-glued" for told in entry.problems)]
    if len(rows) < max(_FEWEST, _NEARLY_ALL * len(asked)):
        return
    for entry in rows:
        if not any(_LETTER.search(fold(option.text)) for option in entry.options):
            entry.problems = [told for told in entry.problems if told.code != "options-glued"]
