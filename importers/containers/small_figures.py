"""Figures above and below the line (m², CO₂) as the characters that are so by themselves."""

from __future__ import annotations

_PLAIN = "0123456789+-−=()n"
_SMALL = {
    "superscript": str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "subscript": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ"),
}


def small(text: str, where: str) -> str:
    """`text` raised or lowered, by the word of Word for it; as it is where not all of it has such characters."""
    signs = _SMALL.get(where, {})
    return text.translate(signs) if signs and all(ord(char) in signs for char in text) else text
