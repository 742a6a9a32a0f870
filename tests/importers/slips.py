"""One slip of the hand in a sound file: a label or a number mistyped, a line lost, broken, joined to the next or written twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.importers.mixtures import Choose

_OPTION = re.compile(r"\s*[(（\[【]?\s*([A-H])\s*([.．、:：)）\]】])\s*")
_NUMBER = re.compile(r"\s*(\d{1,3})\s*([.．、)）])\s*")
_BRACKET = re.compile(r"[(（]\s*([A-H]{1,6}|√|×|对|错)\s*[)）]")

Slip = Callable[[str], Sequence[str]]
"""The lines that stand for a line after the slip."""


def _of_option(line: str, match: re.Match[str]) -> dict[str, list[str]]:
    label, sign = match.span(1), match.span(2)
    other = "C" if match[1] != "C" else "B"
    return {
        "an option lost its point": [line[: sign[0]] + line[sign[1] :]],
        "an option has another point": [line[: sign[0]] + "，" + line[sign[1] :]],
        "an option has a small letter": [line[: label[0]] + match[1].lower() + line[label[1] :]],
        "an option lost its label": [line[match.end() :]],
        "an option has the label of another one": [line[: label[0]] + other + line[label[1] :]],
        "an option has its label twice": [match[0] + line],
    }


def _of_number(line: str, match: re.Match[str]) -> dict[str, list[str]]:
    number, sign = int(match[1]), match.span(2)
    return {
        "a number lost its point": [line[: sign[0]] + line[sign[1] :]],
        "a number has another point": [line[: sign[0]] + "，" + line[sign[1] :]],
        "a number is lost": [line[match.end() :]],
        "a number comes again": [str(max(1, number - 1)) + line[match.end(1) :]],
        "a number is left out": [str(number + 1) + line[match.end(1) :]],
        "a number stands twice": [match[0] + line],
    }


def _of_bracket(line: str, match: re.Match[str]) -> dict[str, list[str]]:
    return {
        "a bracket is open": [line[: match.end() - 1] + line[match.end() :]],
        "a bracket is empty": [line[: match.start(1)] + line[match.end(1) :]],
        "an answer has small letters": [line[: match.start(1)] + match[1].lower() + line[match.end(1) :]],
        "an answer has blanks": [line[: match.start(1)] + " ".join(match[1]) + line[match.end(1) :]],
    }


def slips(line: str, following: str, choose: Choose) -> dict[str, list[str]]:
    """The slips that may befall a line, by name: what stands then for it and (`joined`) for the line that follows."""
    found = {"a line is followed by a blank one": [line, ""], "a line is indented": ["　　" + line]}
    if match := _OPTION.match(line):
        found |= _of_option(line, match)
    if match := _NUMBER.match(line):
        found |= _of_number(line, match)
    if match := _BRACKET.search(line):
        found |= _of_bracket(line, match)
    if line.startswith("答案"):
        found |= {"an answer is lost": [], "an answer lost its colon": [re.sub("[:：]", "", line)]}
    if len(line) > 12:
        at = choose.between(4, len(line) - 4)
        found["a line is broken"] = [line[:at], line[at:]]
    if following:
        found["joined to the next line"] = [line + following]
    return found


def slipped(lines: Sequence[str], choose: Choose) -> tuple[str, list[str]]:
    """The name of a slip, and the lines with it."""
    at = choose([at for at, line in enumerate(lines) if line.strip()])
    following = lines[at + 1] if at + 1 < len(lines) else ""
    found = slips(lines[at], following, choose)
    name = choose(sorted(found))
    skip = 2 if name.startswith("joined") else 1
    return f"{name}: {lines[at]}", [*lines[:at], *found[name], *lines[at + skip :]]
