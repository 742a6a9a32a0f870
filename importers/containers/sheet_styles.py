"""The formats of an .xlsx file that make a cell stand out: a coloured fill, coloured, underlined or bold words."""

from __future__ import annotations

from lxml import etree

from importers.containers.blocks import Emphasis, is_colourful
from importers.safety import Package

_STYLES = "xl/styles.xml"
_WHITE = {"theme": {"0"}, "indexed": {"1", "9", "64"}}
_RED = {"2", "10"}  # in the palette of old files


def standing_out(package: Package) -> dict[int, Emphasis]:
    """What makes the cells of a format stand out, by the number of the format; nothing for plain ones."""
    root = package.xml(_STYLES)
    if root is None:
        return {}
    fonts = [_of_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    filled = [_is_filled(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    found: dict[int, Emphasis] = {}
    for at, form in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        font, fill = (_number(form, name) for name in ("fontId", "fillId"))
        of_font: Emphasis = fonts[font] if font < len(fonts) else ""
        in_colour = of_font == "colour" or not (fill < len(filled) and filled[fill])
        if kind := of_font if in_colour else "highlight":
            found[at] = kind
    return found


def _number(form: etree._Element, name: str) -> int:
    text = form.get(name) or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _of_font(font: etree._Element) -> Emphasis:
    colour = font.find("{*}color")
    if colour is not None and (
        is_colourful((colour.get("rgb") or "")[-6:]) or (colour.get("indexed") or "") in _RED
    ):
        return "colour"
    if _has(font, "u"):
        return "underline"
    return "bold" if _has(font, "b") else ""


def _has(font: etree._Element, switch: str) -> bool:
    node = font.find(f"{{*}}{switch}")
    return node is not None and node.get("val") not in {"0", "false", "none"}


def _is_filled(fill: etree._Element) -> bool:
    """Whether a fill is solid and of a colour other than white."""
    pattern = fill.find("{*}patternFill")
    colour = pattern.find("{*}fgColor") if pattern is not None else None
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return False
    white = any((colour.get(name) or "") in values for name, values in _WHITE.items())
    return not white and (colour.get("rgb") or "")[-6:].upper() != "FFFFFF"
