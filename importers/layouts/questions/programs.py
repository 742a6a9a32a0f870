"""What a stem goes on with below its first line: a program, or points (①, I.)."""

from __future__ import annotations

import re

from importers.normalise import fold

_PROSE = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?m:(?<=\s)#[^\n]*|^[^\S\n]*#[^\n]*)|\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”", re.S
)
_SIGNS = re.compile(r"[;{}=]|\w\(")


_POINTS = re.compile(r"\s*(?:(?:[①-⑩]|\(\d\)|[IVX]{1,4}\s*[.、)])[^\n]*\s*)+")


def goes_on(text: str) -> bool:
    """Whether the lines of `text` go on with a stem whose first line has its answer."""
    return is_program(text) or _POINTS.fullmatch(fold(text)) is not None


def is_program(text: str) -> bool:
    """Whether `text` is one: no Chinese but in its comments and strings, and signs that only programs have."""
    bare = _PROSE.sub(" ", text)
    return bare.isascii() and re.search("[A-Za-z_]", bare) is not None and _SIGNS.search(bare) is not None
