"""MathML as Word's formulas (OMML), so that `importers.containers.formulas` reads back the very same MathML. Pure.

What that reader cannot have written (an element of another program) becomes its bare text, which does not read back.
OMML: ECMA-376 part 1, 22.1.
"""

from collections.abc import Callable, Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from importers.containers.formulas import ACCENTS, LIMITS_OVER
from qbank.items.mathml import clean_mathml

_FONT = "Cambria Math"
_APPLIED = "\u2061"
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_COMBINING = {alone: combining for combining, alone in ACCENTS.items()}

Element = etree._Element


def to_omml(mathml: str) -> Element:
    """The `m:oMath` of a formula."""
    return _element("oMath", *map(_object, etree.fromstring(clean_mathml(mathml))))


def _element(name: str, *inside: Element, **values: str) -> Element:
    """`values` are properties: each an element with its value."""
    made: Element = OxmlElement(f"m:{name}")
    if values:
        properties = OxmlElement(f"m:{name}Pr")
        for key, value in values.items():
            said = OxmlElement(f"m:{key}")
            said.set(qn("m:val"), value)
            properties.append(said)
        made.append(properties)
    made.extend(inside)
    return made


def _name(element: Element | None) -> str:
    return etree.QName(element).localname if element is not None else ""


def _part(element: Element, place: int) -> Element | None:
    return element[place] if place < len(element) else None


def _argument(name: str, content: Element | None) -> Element:
    """An argument says a row by holding its parts, unless the row is an object of Word's own."""
    if content is None:
        return _element(name)
    bare = _name(content) == "mrow" and len(content) != 1 and not (_works_on(content) or _is_applied(content))
    return _element(name, *map(_object, content if bare else [content]))


def _arguments(element: Element, names: Iterable[str]) -> list[Element]:
    """The parts of `element` in their order, under these names."""
    return [_argument(name, _part(element, place)) for place, name in enumerate(names)]


def _object(element: Element) -> Element:
    made = _KNOWN.get(_name(element))
    return made(element) if made else _text(element)


def _text(element: Element) -> Element:
    """A run; words that are no names of quantities stand upright."""
    run = _element("r")
    if _name(element) == "mtext":
        run.append(_element("rPr", _element("nor")))
    fonts, face = OxmlElement("w:rFonts"), OxmlElement("w:rPr")
    fonts.set(qn("w:ascii"), _FONT)
    fonts.set(qn("w:hAnsi"), _FONT)
    face.append(fonts)
    written = _element("t")
    written.text = "".join(map(str, element.itertext()))
    written.set(qn("xml:space"), "preserve")
    run.extend([face, written])
    return run


def _row(row: Element) -> Element:
    """Word groups by objects: a large operator with what it works on, a function with its argument, else delimiters."""
    if _works_on(row):
        return _large_operator(row[0], row[1])
    if _is_applied(row):
        return _element("func", _argument("fName", row[0]), _argument("e", row[2]))
    return _delimiters(list(row))


def _works_on(row: Element) -> bool:
    """A large operator with its limits, and what it works on."""
    if len(row) != 2 or _name(row[0]) not in {"munderover", "msubsup"} or _name(_part(row[0], 0)) != "mo":
        return False
    return _name(row[0]) == "munderover" or row[0][0].text not in LIMITS_OVER


def _is_applied(row: Element) -> bool:
    """The name of a function, the invisible sign of its application, its argument."""
    return len(row) == 3 and _name(row[1]) == "mo" and row[1].text == _APPLIED


def _large_operator(operator: Element, body: Element) -> Element:
    empty = {
        hidden: "1"
        for place, hidden in ((1, "subHide"), (2, "supHide"))
        if _name(_part(operator, place)) == "mrow" and not len(operator[place])
    }
    where = "undOvr" if _name(operator) == "munderover" else "subSup"
    limits = [_argument("sub", _part(operator, 1)), _argument("sup", _part(operator, 2))]
    sign = operator[0].text or ""
    return _element("nary", *limits, _argument("e", body), chr=sign, limLoc=where, **empty)


def _delimiters(parts: list[Element]) -> Element:
    opened = bool(parts) and _name(parts[0]) == "mo"
    closed = len(parts) > 1 and _name(parts[-1]) == "mo"
    inside = parts[int(opened) : len(parts) - int(closed)]
    between = {separator.text if _name(separator) == "mo" else None for separator in inside[1::2]}
    if (
        len(inside) % 2 == 0 or len(between) > 1 or None in between
    ):  # a row of any parts: invisible delimiters
        opened, closed, between, inside = False, False, set(), parts
        arguments = inside
    else:
        arguments = inside[::2]
    return _element(
        "d",
        *(_argument("e", argument) for argument in arguments),
        begChr=(parts[0].text or "") if opened else "",
        sepChr=between.pop() or "" if between else "",
        endChr=(parts[-1].text or "") if closed else "",
    )


def _fraction(element: Element) -> Element:
    bar = {"type": "noBar"} if element.get("linethickness") == "0" else {}
    return _element("f", *_arguments(element, ("num", "den")), **bar)


def _square_root(element: Element) -> Element:
    return _element("rad", _element("deg"), *_arguments(element, ["e"]), degHide="1")


def _root(element: Element) -> Element:
    degree = _part(element, 1)
    parts = list(degree) if degree is not None and _name(degree) == "mrow" else list(element)[1:]
    return _element("rad", _element("deg", *map(_object, parts)), _argument("e", _part(element, 0)))


def _over(element: Element) -> Element:
    base, sign = _argument("e", _part(element, 0)), _part(element, 1)
    shown = (sign.text or "") if sign is not None and _name(sign) == "mo" else ""
    if element.get("accent") == "true":
        return _element("acc", base, chr=_COMBINING.get(shown, shown))
    if shown == "¯":
        return _element("bar", base, pos="top")
    if shown in _BRACES and shown:
        return _element("groupChr", base, chr=shown, pos="top")
    return _element("limUpp", base, _argument("lim", sign))


def _under(element: Element) -> Element:
    base, sign = _argument("e", _part(element, 0)), _part(element, 1)
    shown = (sign.text or "") if sign is not None and _name(sign) == "mo" else ""
    if shown == "_":
        return _element("bar", base, pos="bot")
    if shown in _BRACES and shown:
        return _element("groupChr", base, chr=shown, pos="bot")
    return _element("limLow", base, _argument("lim", sign))


def _before(element: Element) -> Element:
    """Scripts before their base."""
    below, above = _argument("sub", _part(element, 2)), _argument("sup", _part(element, 3))
    return _element("sPre", below, above, _argument("e", _part(element, 0)))


def _table(element: Element) -> Element:
    if all(len(row) == 1 for row in element):
        return _element("eqArr", *(_argument("e", _part(row[0], 0)) for row in element))
    rows = (_element("mr", *(_argument("e", _part(cell, 0)) for cell in row)) for row in element)
    return _element("m", *rows)


def _scripts(name: str, *parts: str) -> Callable[[Element], Element]:
    return lambda element: _element(name, *_arguments(element, parts))


_KNOWN: dict[str, Callable[[Element], Element]] = {
    "mrow": _row,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripts("sSub", "e", "sub"),
    "msup": _scripts("sSup", "e", "sup"),
    "msubsup": _scripts("sSubSup", "e", "sub", "sup"),
    "mover": _over,
    "munder": _under,
    "mmultiscripts": _before,
    "mtable": _table,
}
