"""Programs between the lines of a question."""

from __future__ import annotations

import re

_PROSE = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?m:(?<=\s)#[^\n]*|^[^\S\n]*#[^\n]*)|\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”", re.S
)
_SIGNS = re.compile(r"[;{}=]|\w\(")


def is_program(text: str) -> bool:
    """Whether `text` is one: no Chinese but in its comments and strings, and signs that only programs have."""
    bare = _PROSE.sub(" ", text)
    return bare.isascii() and re.search("[A-Za-z_]", bare) is not None and _SIGNS.search(bare) is not None
