"""The formatting of runs and cells: what makes them stand out, the signs of symbol fonts, how wide a cell is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from importers.containers.blocks import Emphasis, is_colourful
from importers.containers.small_figures import small
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
_NO_LOOK = re.compile(r"(?i)(?:followed)?hyperlink")


def is_on(element: etree._Element | None, names: str = W) -> bool:
    return element is not None and element.get(names + "val") not in {"0", "false", "off"}


def is_underlined(properties: etree._Element) -> bool:
    line = properties.find(W + "u")
    return line is not None and (line.get(W + "val") or "none") != "none"


def emphasis_of(properties: etree._Element, style: Emphasis = "") -> Emphasis:
    """What makes a run stand out, the strongest first: an answer may be told by it. `style` is what its style makes of it."""
    said = {child.tag: child.get(W + "val") or "" for child in properties if isinstance(child.tag, str)}
    if is_colourful(said.get(W + "color", "")):
        return "colour"
    if said.get(W + "highlight", "none") != "none" or is_shaded(properties):
        return "highlight"
    if is_underlined(properties):
        return "underline"
    if is_on(properties.find(W + "b")):
        return "bold"
    return "" if style == "colour" and W + "color" in said else style


def is_shaded(properties: etree._Element | None) -> bool:
    """Whether a run, a paragraph or a cell has a coloured fill."""
    fill = properties.find(W + "shd") if properties is not None else None
    return fill is not None and is_colourful(fill.get(W + "fill") or "")


def looks_of(styles: etree._Element | None) -> dict[str, Emphasis]:
    """What makes the text of a style stand out, by its id; bold only in styles of characters, for headings are bold too."""
    found: dict[str, tuple[Emphasis, str]] = {}
    for style in styles.iterfind(W + "style") if styles is not None else ():
        name, parent, look = style.find(W + "name"), style.find(W + "basedOn"), style.find(W + "rPr")
        kind = emphasis_of(look) if look is not None else ""
        link = name is not None and _NO_LOOK.fullmatch(name.get(W + "val") or "") is not None
        if link or (kind == "bold" and style.get(W + "type") != "character"):
            kind = ""
        above = parent.get(W + "val") or "" if parent is not None and not kind else ""
        found[style.get(W + "styleId") or ""] = (kind, above)
    return {name: kind for name in found if (kind := _inherited(name, found))}


def _inherited(name: str, styles: Mapping[str, tuple[Emphasis, str]]) -> Emphasis:
    for _ in range(20):
        kind, name = styles.get(name, ("", ""))
        if kind or not name:
            return kind
    return ""


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
        raised = properties.find(W + "vertAlign") if properties is not None else None
        return small(text, raised.get(W + "val") or "") if raised is not None else text
    signs = known | {0xF000 + low: sign for low, sign in (known or _OF_ANY).items()}
    return text.translate(signs)


def span_of(cell: etree._Element) -> int:
    """Over how many columns a cell of a table goes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (span.get(W + "val") or "1") if span is not None else "1"
    return min(int(value), 64) if re.fullmatch("[1-9][0-9]{0,4}", value) else 1


def merged_downwards(cell: etree._Element) -> bool | None:
    """Whether a cell goes on from the one above; False for the head of such cells, None for a cell of its own."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return None if merged is None else merged.get(W + "val") != "restart"
