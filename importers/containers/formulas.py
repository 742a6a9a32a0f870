"""Word's formulas (OMML) as MathML. An element that is unknown keeps its text, and the formula says so.

OMML: ECMA-376 part 1, 22.1. MathML: the elements that MathML Core keeps, so that browsers show them without a script.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_DEEPEST = 60
# Text in a formula is cut into numbers, names and signs, as a reader sees them.
_TOKENS = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]|\s+|.", re.S)
# A combining accent over its letter is drawn by the sign that stands alone.
ACCENTS = {
    "\u0302": "^",
    "\u0303": "~",
    "\u0305": "¯",
    "\u20d7": "→",
    "\u0307": "˙",
    "\u0308": "¨",
}
LIMITS_OVER = frozenset("∑∏⋃⋂⋁⋀∐")
# Elements that only hold others.
_HOLDERS = frozenset(
    ["oMath", "oMathPara", "e", "box", "borderBox", "phant", "num", "den", "sub", "sup", "deg", "lim"]
)

Element = etree._Element


class _Converter:
    def __init__(self) -> None:
        self.unknown = False

    def children(self, parent: Element | None, depth: int) -> list[Element]:
        if parent is None:
            return []
        return [made for child in parent for made in self.convert(child, depth + 1)]

    def row(self, parent: Element | None, depth: int) -> Element:
        """The content of an argument as one element."""
        made = self.children(parent, depth)
        return made[0] if len(made) == 1 else _element("mrow", *made)

    def convert(self, node: Element, depth: int) -> list[Element]:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag.endswith(
            ("Pr", "}del", "}moveFrom")
        ):  # comments, properties, what tracked changes took out
            return []
        if depth > _DEEPEST:
            return self._as_text(node)
        name = tag.removeprefix(M)
        if name in _KNOWN:
            return [_KNOWN[name](self, node, depth)]
        if name == "r":
            return _tokens("".join(str(text.text or "") for text in node.iter(M + "t")), _is_plain(node))
        if name in _HOLDERS or name.startswith("{"):  # tracked insertions and the like around runs
            return self.children(node, depth)
        return self._as_text(node)

    def _as_text(self, node: Element) -> list[Element]:
        self.unknown = True
        text = "".join(str(part.text or "") for part in node.iter(M + "t"))
        return [_element("mtext", text=text)] if text else []

    def fraction(self, node: Element, depth: int) -> Element:
        made = _element("mfrac", self.row(node.find(M + "num"), depth), self.row(node.find(M + "den"), depth))
        if _property(node, "fPr", "type") == "noBar":
            made.set("linethickness", "0")
        return made

    def prescripts(self, node: Element, depth: int) -> Element:
        base, below, above = (self.row(node.find(M + part), depth) for part in ("e", "sub", "sup"))
        return _element("mmultiscripts", base, _element("mprescripts"), below, above)

    def radical(self, node: Element, depth: int) -> Element:
        base, degree = self.row(node.find(M + "e"), depth), self.children(node.find(M + "deg"), depth)
        return _element("mroot", base, _element("mrow", *degree)) if degree else _element("msqrt", base)

    def large_operator(self, node: Element, depth: int) -> Element:
        sign = _property(node, "naryPr", "chr") or "∫"
        below, above = (self.row(node.find(M + part), depth) for part in ("sub", "sup"))
        over = _property(node, "naryPr", "limLoc") == "undOvr" or sign in LIMITS_OVER
        operator = _element("munderover" if over else "msubsup", _element("mo", text=sign), below, above)
        return _element("mrow", operator, self.row(node.find(M + "e"), depth))

    def delimiters(self, node: Element, depth: int) -> Element:
        said = {name: _property(node, "dPr", name) for name in ("begChr", "sepChr", "endChr")}
        opening, between, closing = (
            default if value is None else value
            for value, default in zip((said["begChr"], said["sepChr"], said["endChr"]), "(|)", strict=True)
        )
        parts: list[Element] = [_element("mo", text=opening)] if opening else []
        for at, argument in enumerate(node.iterfind(M + "e")):
            parts += [_element("mo", text=between)] if at and between else []
            parts.append(self.row(argument, depth))
        return _element("mrow", *parts, *([_element("mo", text=closing)] if closing else []))

    def function(self, node: Element, depth: int) -> Element:
        name, argument = self.row(node.find(M + "fName"), depth), self.row(node.find(M + "e"), depth)
        return _element("mrow", name, _element("mo", text="⁡"), argument)  # U+2061: function application

    def matrix(self, node: Element, depth: int) -> Element:
        rows = (
            _element("mtr", *(_element("mtd", self.row(cell, depth)) for cell in row.iterfind(M + "e")))
            for row in node.iterfind(M + "mr")
        )
        return _element("mtable", *rows)

    def lines(self, node: Element, depth: int) -> Element:
        rows = (_element("mtr", _element("mtd", self.row(line, depth))) for line in node.iterfind(M + "e"))
        return _element("mtable", *rows)

    def accent(self, node: Element, depth: int) -> Element:
        sign = _property(node, "accPr", "chr") or "\u0302"
        shown = ACCENTS.get(sign, sign)
        made = _element("mover", self.row(node.find(M + "e"), depth), _element("mo", text=shown))
        made.set("accent", "true")
        return made

    def bar(self, node: Element, depth: int) -> Element:
        above = _property(node, "barPr", "pos") == "top"
        sign = _element("mo", text="¯" if above else "_")
        return _element("mover" if above else "munder", self.row(node.find(M + "e"), depth), sign)

    def group(self, node: Element, depth: int) -> Element:
        above = _property(node, "groupChrPr", "pos") == "top"
        sign = _element("mo", text=_property(node, "groupChrPr", "chr") or "⏟")
        return _element("mover" if above else "munder", self.row(node.find(M + "e"), depth), sign)


def _scripted(tag: str, *parts: str) -> Callable[[_Converter, Element, int], Element]:
    """A base with what stands beside, above or below it."""
    return lambda converter, node, depth: _element(
        tag, *(converter.row(node.find(M + part), depth) for part in parts)
    )


_KNOWN: dict[str, Callable[[_Converter, Element, int], Element]] = {
    "f": _Converter.fraction,
    "sSub": _scripted("msub", "e", "sub"),
    "sSup": _scripted("msup", "e", "sup"),
    "sSubSup": _scripted("msubsup", "e", "sub", "sup"),
    "sPre": _Converter.prescripts,
    "rad": _Converter.radical,
    "nary": _Converter.large_operator,
    "d": _Converter.delimiters,
    "func": _Converter.function,
    "limLow": _scripted("munder", "e", "lim"),
    "limUpp": _scripted("mover", "e", "lim"),
    "m": _Converter.matrix,
    "eqArr": _Converter.lines,
    "acc": _Converter.accent,
    "bar": _Converter.bar,
    "groupChr": _Converter.group,
}


def to_mathml(formula: Element) -> tuple[str, bool]:
    """The MathML of an `m:oMath` or `m:oMathPara`, and whether it holds something unknown, of which only the text is kept."""
    converter = _Converter()
    root = _element("math", *converter.convert(formula, 0))
    root.set("xmlns", _MATHML)
    return etree.tostring(root, encoding="unicode"), converter.unknown


def _element(tag: str, *children: Element, text: str = "") -> Element:
    made = etree.Element(tag)
    made.extend(children)
    if text:
        made.text = text
    return made


def _property(node: Element, group: str, name: str) -> str | None:
    """The value of one property of an object; an element without a value says the empty text."""
    found = node.find(f"{M}{group}/{M}{name}")
    return None if found is None else found.get(M + "val") or ""


def _is_plain(run: Element) -> bool:
    """Upright words (m:nor), not names of quantities."""
    return run.find(f"{M}rPr/{M}nor") is not None


def _tokens(text: str, plain: bool) -> list[Element]:
    if plain:
        return [_element("mtext", text=text)] if text else []
    found = []
    for token in _TOKENS.findall(text):
        if token.isspace():
            continue
        kind = "mn" if token[0].isdigit() else "mi" if token.isalpha() else "mo"
        found.append(_element(kind, text=token))
    return found
