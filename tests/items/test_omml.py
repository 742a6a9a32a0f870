"""A formula that was read from Word is written to Word as the formula that is read again."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from importers.containers.formulas import to_mathml
from qbank.items.mathml import clean_mathml
from qbank.items.omml import to_omml
from tests.importers.build import NAMES


def _tag(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def _run(text: str, properties: str = "") -> str:
    return _tag("r", properties, f'<m:t xml:space="preserve">{text}</m:t>')


def _said(name: str, **values: str) -> str:
    return _tag(f"{name}Pr", *(f'<m:{key} m:val="{value}"/>' for key, value in values.items()))


_runs = st.sampled_from(["x", "12", "3.5a", "=", "+", "∑", "(a)", "面积", "sin", "a b", "-"]).map(_run)
_words = st.sampled_from(["当且仅当", " 若 ", "if"]).map(lambda text: _run(text, _tag("rPr", _tag("nor"))))
_SCRIPTS = {
    "f": ("num", "den"), "sSub": ("e", "sub"), "sSup": ("e", "sup"), "sSubSup": ("e", "sub", "sup"),
    "sPre": ("sub", "sup", "e"), "rad": ("deg", "e"), "func": ("fName", "e"), "limLow": ("e", "lim"), "limUpp": ("e", "lim"),
}  # fmt: skip
_PROPERTIES = {
    "f": {"type": ["noBar"]},
    "nary": {"chr": ["∑", "∫", "∮"], "limLoc": ["undOvr", "subSup"]},
    "acc": {"chr": ["\u0302", "\u0305", "\u20d7", "~"]},
    "bar": {"pos": ["top", "bot"]},
    "groupChr": {"chr": ["⏞", "⏟"], "pos": ["top", "bot"]},
}
_PARTS = {**_SCRIPTS, "nary": ("sub", "sup", "e"), "acc": ("e",), "bar": ("e",), "groupChr": ("e",)}


def _larger(formulas: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(formulas, max_size=3).map("".join)

    @st.composite
    def objects(draw: st.DrawFn) -> str:
        name = draw(st.sampled_from([*_PARTS]))
        chosen = {key: draw(st.sampled_from(values)) for key, values in _PROPERTIES.get(name, {}).items()}
        properties = _said(name, **chosen) if chosen and (name != "f" or draw(st.booleans())) else ""
        return _tag(name, properties, *(_tag(part, draw(some)) for part in _PARTS[name]))

    @st.composite
    def delimiters(draw: st.DrawFn) -> str:
        signs = st.sampled_from(["(", ")", "[", "|", ""])
        said = _said("d", begChr=draw(signs), sepChr=draw(signs), endChr=draw(signs))
        return _tag("d", said, *(_tag("e", each) for each in draw(st.lists(some, min_size=1, max_size=3))))

    cells = some.map(lambda each: _tag("e", each))
    lines = st.lists(cells, min_size=1, max_size=3).map(lambda each: _tag("eqArr", *each))
    rows = st.lists(cells, min_size=1, max_size=2).map(lambda each: _tag("mr", *each))
    matrices = st.lists(rows, min_size=1, max_size=2).map(lambda each: _tag("m", *each))
    return objects() | delimiters() | lines | matrices


_formulas = st.lists(st.recursive(_runs | _words, _larger, max_leaves=8), min_size=1, max_size=3).map("".join)


@settings(deadline=None, max_examples=300)
@given(_formulas)
def test_every_formula_that_word_files_hold_is_written_back_as_it_was(inside: str) -> None:
    meant = clean_mathml(to_mathml(etree.fromstring(f"<m:oMath {NAMES}>{inside}</m:oMath>"))[0])
    assert clean_mathml(to_mathml(to_omml(meant))[0]) == meant
