"""How spreadsheets call their columns: A, B, ... Z, AA."""

from __future__ import annotations


def column_name(column: int) -> str:
    """The name of a column counted from 1: 3 is C."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_named(name: bytes) -> int:
    """The column of that name, counted from 0: C is 2."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number - 1
