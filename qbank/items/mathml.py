"""MathML as it may stand on a page: known elements and attributes, and texts. Whatever else was said is left out. Pure."""

from functools import lru_cache

from lxml import etree

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
    ]
)
_ATTRIBUTES = frozenset({"accent", "accentunder", "display", "linethickness", "mathvariant", "stretchy"})
_LONGEST = 20_000


@lru_cache(maxsize=1024)
def clean_mathml(text: str) -> str:
    """`text` with nothing in it but MathML; empty where it is no formula."""
    if not text or len(text) > _LONGEST:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return ""
    if root.tag != f"{{{NAMESPACE}}}math":
        return ""
    made = etree.tostring(_copy(root), encoding="unicode")
    return made.replace("<math", f'<math xmlns="{NAMESPACE}"', 1)


def math_text(mathml: str) -> str:
    """The words and signs of a formula in the order in which they stand."""
    cleaned = clean_mathml(mathml)
    return "".join(str(piece) for piece in etree.fromstring(cleaned).itertext()) if cleaned else ""


def _copy(element: etree._Element) -> etree._Element:
    name = etree.QName(element)
    known = name.namespace == NAMESPACE and name.localname in _ELEMENTS
    made = etree.Element(name.localname if known else "mrow")
    made.text = element.text if known else None
    for attribute, value in element.attrib.items():
        if attribute in _ATTRIBUTES:
            made.set(str(attribute), value)
    for child in element:
        if isinstance(child.tag, str):
            made.append(_copy(child))
    return made
