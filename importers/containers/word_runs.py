"""The formatting of a run: what makes it stand out, and the signs of symbol fonts."""

from __future__ import annotations

import re

from lxml import etree

from importers.containers.blocks import Emphasis, is_colourful
from importers.numbering import W

# The signs of true, false and a box to tick, by the low byte of their code.
_SYMBOLS = {
    "wingdings": {0xFC: "√", 0xFE: "√", 0xFB: "×", 0xFD: "×", 0x6F: "□", 0xA8: "□"},
    "wingdings 2": {0x50: "√", 0x52: "√", 0x4F: "×", 0x51: "×", 0x2A: "□", 0xA3: "□"},
    "symbol": {0xD6: "√", 0xB4: "×"},
    "webdings": {0x61: "√", 0x72: "×", 0x63: "□"},
}  # fmt: skip
_OF_ANY = {**_SYMBOLS["symbol"], **_SYMBOLS["wingdings 2"], **_SYMBOLS["wingdings"]}
_UNKNOWN = "〔符号〕"


def is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(W + "val") not in {"0", "false", "off"}


def is_underlined(properties: etree._Element) -> bool:
    line = properties.find(W + "u")
    return line is not None and (line.get(W + "val") or "none") != "none"


def emphasis_of(properties: etree._Element) -> Emphasis:
    """What makes a run stand out, the strongest first: an answer may be told by it."""
    said = {child.tag: child.get(W + "val") or "" for child in properties if isinstance(child.tag, str)}
    if is_colourful(said.get(W + "color", "")):
        return "colour"
    if said.get(W + "highlight", "none") != "none":
        return "highlight"
    if is_underlined(properties):
        return "underline"
    return "bold" if is_on(properties.find(W + "b")) else ""


def symbol(element: etree._Element) -> str:
    """The sign that a w:sym shows; one that is no tick, cross or box is named."""
    code = element.get(W + "char") or ""
    known = _SYMBOLS.get((element.get(W + "font") or "").lower(), _OF_ANY)
    return known.get(int(code, 16) & 0xFF, _UNKNOWN) if re.fullmatch("[0-9A-Fa-f]{1,8}", code) else _UNKNOWN


def shown(text: str, properties: etree._Element | None) -> str:
    """The text of a run with the signs of a symbol font, letters (P is a tick) or private characters from U+F000 in the file."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    font = (fonts.get(W + "ascii") or "").lower() if fonts is not None else ""
    known = _SYMBOLS.get(font, {})
    if not known and text.isprintable():  # private characters are none that can be printed
        return text
    signs = known | {0xF000 + low: sign for low, sign in (known or _OF_ANY).items()}
    return text.translate(signs)
