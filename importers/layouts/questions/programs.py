"""What a stem goes on with below its first line: a program, or points (①, I.)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.layouts.questions.labels import Segment
from importers.normalise import fold

_PROSE = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?m:(?<=\s)#[^\n]*|^[^\S\n]*#[^\n]*)|\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”", re.S
)
_SIGNS = re.compile(r"[;{}=]|\w\(")


_POINTS = re.compile(r"\s*(?:(?:[①-⑩]|\(\d\)|[IVX]{1,4}\s*[.、)])[^\n]*\s*)+")
_CODE = re.compile(r"[\x00-\x7f]*[A-Za-z_][\x00-\x7f]*")


def goes_on(text: str) -> bool:
    """Whether the lines of `text` go on with a stem whose first line has its answer."""
    return is_program(text) or _POINTS.fullmatch(fold(text)) is not None


def is_program(text: str) -> bool:
    """Whether `text` is one: no Chinese but in its comments and strings, and signs that only programs have."""
    bare = _PROSE.sub(" ", text)
    return bare.isascii() and re.search("[A-Za-z_]", bare) is not None and _SIGNS.search(bare) is not None


def with_program(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The segments; a program between the answer and the options goes on with the stem."""
    last = next((at for at, segment in enumerate(segments) if segment.field == "options"), 0) - 1
    if last < 1 or not segments[0].text.strip() or segments[last].label == "":
        return segments
    stem, *between = segments[: last + 1]
    first, _, behind = between[-1].text.partition("\n")
    beside = (
        not stem.text.endswith("\n") and len(between) == 1
    )  # the answer stands at the end of the first line
    if not {each.field for each in between} <= {"answer", "other"} or between[0].field != "answer":
        return segments
    if not (_CODE.fullmatch(behind) or goes_on(behind) if beside else is_program(behind)):
        return segments
    whole = replace(stem, text=f"{stem.text.rstrip()}\n{behind}")
    return (whole, *between[:-1], replace(between[-1], text=first), *segments[last + 1 :])
