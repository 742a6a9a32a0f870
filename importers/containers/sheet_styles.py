"""What makes a cell of an .xlsx file, or some of its words, stand out: a coloured fill, coloured, underlined or bold words."""

from __future__ import annotations

from lxml import etree

from importers.containers.blocks import Emphasis, is_colourful
from importers.containers.number_formats import BUILT_IN
from importers.safety import Package

Pieces = tuple[tuple[str, Emphasis], ...]
"""The text of a cell in pieces, each with what makes it stand out."""

_STYLES = "xl/styles.xml"
_THEME = "xl/theme/theme1.xml"
# How the numbers of theme colours are meant; the theme lists dark before light (ECMA-376 18.8.3, 20.1.6.2).
_SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)))
_WHITE = {"theme": {"0"}, "indexed": {"1", "9", "64"}}
_RED = {"2", "10"}  # in the palette of old files


class Styles:
    """The formats of one file."""

    def __init__(self, package: Package) -> None:
        self._theme = _theme(package)
        root = package.xml(_STYLES)
        self.of_cells = self._of_cells(root)
        self.numbers = _numbers(root)

    def _of_cells(self, root: etree._Element | None) -> dict[int, Emphasis]:
        """What makes the cells of a format stand out, by the number of the format; nothing for plain ones."""
        if root is None:
            return {}
        fonts = [self._of_font(font) for font in root.iterfind("{*}fonts/{*}font")]
        filled = [_is_filled(fill) for fill in root.iterfind("{*}fills/{*}fill")]
        found: dict[int, Emphasis] = {}
        for at, form in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            font, fill = (_number(form, name) for name in ("fontId", "fillId"))
            of_font: Emphasis = fonts[font] if font < len(fonts) else ""
            if kind := of_cell(of_font, fill < len(filled) and filled[fill]):
                found[at] = kind
        return found

    def pieces(self, string: etree._Element) -> Pieces:
        """The runs of a text (si of the shared strings, is of a cell); nothing where none stands out."""
        found = tuple(
            ("".join(node.text or "" for node in run.iterfind("{*}t")), self._of_font(run.find("{*}rPr")))
            for run in string.iterfind("{*}r")
        )
        return found if any(kind for _, kind in found) else ()

    def _of_font(self, font: etree._Element | None) -> Emphasis:
        if font is None:
            return ""
        if self._is_coloured(font.find("{*}color")):
            return "colour"
        if _has(font, "u"):
            return "underline"
        return "bold" if _has(font, "b") else ""

    def _is_coloured(self, colour: etree._Element | None) -> bool:
        if colour is None:
            return False
        rgb = self._theme.get(colour.get("theme") or "", (colour.get("rgb") or "")[-6:])
        return is_colourful(rgb) or (colour.get("indexed") or "") in _RED


def of_cell(of_font: Emphasis, filled: bool) -> Emphasis:
    """What makes a cell stand out: coloured words before its fill, the fill before all else of its words."""
    return "highlight" if filled and of_font != "colour" else of_font


def _numbers(root: etree._Element | None) -> dict[int, str]:
    """How the cells of a format show their numbers, by the number of the format; nothing for those that show them plainly."""
    if root is None:
        return {}
    own = {
        _number(node, "numFmtId"): node.get("formatCode") or ""
        for node in root.iterfind("{*}numFmts/{*}numFmt")
    }
    codes = BUILT_IN | own
    forms = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return {at: code for at, form in forms if (code := codes.get(_number(form, "numFmtId"), ""))}


def _theme(package: Package) -> dict[str, str]:
    """The colours of the theme, six hexadecimal digits each, by their numbers in formats."""
    root = package.xml(_THEME)
    scheme = root.find(".//{*}clrScheme") if root is not None else None
    found: dict[str, str] = {}
    for at, name in enumerate(_SCHEME):
        colour = scheme.find(f"{{*}}{name}/*") if scheme is not None else None
        if colour is not None:
            found[str(at)] = colour.get("lastClr") or colour.get("val") or ""
    return found


def _number(form: etree._Element, name: str) -> int:
    text = form.get(name) or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


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
