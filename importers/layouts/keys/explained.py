"""The explanations of a key: without their labels, each with the answer of its number."""

from __future__ import annotations

import re

from importers.layouts.questions.labels import reason_label
from importers.normalise import fold, tidy

_NUMBERED = re.compile(r"\s*0*(\d{1,4})\s*[.、:)]\s*")
_SEVERAL = 2


def without_label(text: str) -> tuple[str, list[str]]:
    """The label before what explains an answer, and that without it: one text, or none."""
    label = reason_label(tidy(text))
    rest = tidy(text)[len(label) :].strip()
    return label, [rest] if rest else []


def share_out(told: dict[str, list[str]]) -> None:
    """1. …选A。 2. …: explanations below the last answer of a key, one for each number, go to these.

    `told` holds the explanations of each number, in the order of the key; they are changed in place.
    """
    if len(told) < _SEVERAL:
        return
    last = told[next(reversed(told))]
    parts: dict[str, list[str]] = {}
    for text in last:
        if match := _NUMBERED.match(fold(text)):
            _, parts[match[1]] = without_label(text[match.end() :])
        elif parts:
            next(reversed(parts.values())).append(text)
        else:
            return
    if list(parts) == list(told):
        last.clear()
        for number, explanation in parts.items():
            told[number].extend(explanation)
