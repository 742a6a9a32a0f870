"""Formulas of Word become MathML, or are named."""

import re
from pathlib import Path

import pytest
from lxml import etree

from importers import Unreadable, read
from importers.containers.formulas import to_mathml
from tests.importers.build import (
    NAMES,
    paragraph,
    pictures,
    with_runs,
    word,
)

_WMF = b"\xd7\xcd\xc6\x9a" + b"\0" * 40


def _formula(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def _quantity(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


_CASES = {
    "<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>": "<mfrac><mi>a</mi><mi>b</mi></mfrac>",
    "<m:f><m:fPr><m:type m:val='noBar'/></m:fPr><m:num>{a}</m:num><m:den>{b}</m:den></m:f>": '<mfrac linethickness="0"><mi>a</mi><mi>b</mi></mfrac>',
    "<m:sSup><m:e>{a}</m:e><m:sup>{2}</m:sup></m:sSup>": "<msup><mi>a</mi><mn>2</mn></msup>",
    "<m:sSubSup><m:e>{a}</m:e><m:sub>{i}</m:sub><m:sup>{2}</m:sup></m:sSubSup>": "<msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup>",
    "<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{a}</m:e></m:rad>": "<msqrt><mi>a</mi></msqrt>",
    "<m:rad><m:deg>{3}</m:deg><m:e>{a}</m:e></m:rad>": "<mroot><mi>a</mi><mrow><mn>3</mn></mrow></mroot>",
    "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{i}</m:sub><m:sup>{n}</m:sup><m:e>{a}</m:e></m:nary>": "<mrow><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>a</mi></mrow>",
    "<m:d><m:e>{a}</m:e><m:e>{b}</m:e></m:d>": "<mrow><mo>(</mo><mi>a</mi><mo>|</mo><mi>b</mi><mo>)</mo></mrow>",
    "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr><m:e>{a}</m:e></m:d>": "<mrow><mo>[</mo><mi>a</mi></mrow>",
    "<m:m><m:mr><m:e>{a}</m:e><m:e>{b}</m:e></m:mr></m:m>": "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>",
    "<m:acc><m:accPr><m:chr m:val='⃗'/></m:accPr><m:e>{a}</m:e></m:acc>": '<mover accent="true"><mi>a</mi><mo>→</mo></mover>',
    "<m:r><m:rPr><m:nor/></m:rPr><m:t>若 a</m:t></m:r>": "<mtext>若 a</mtext>",
    "{x≥3.14}": "<mi>x</mi><mo>≥</mo><mn>3.14</mn>",
}  # fmt: skip


def _omml(source: str) -> etree._Element:
    runs = re.sub(r"\{(.+?)\}", lambda match: _quantity(match[1]), source)
    return etree.fromstring(f"<m:oMath {NAMES}>{runs}</m:oMath>")


@pytest.mark.parametrize(("omml", "mathml"), _CASES.items())
def test_a_formula_becomes_mathml(omml: str, mathml: str) -> None:
    made, unknown = to_mathml(_omml(omml))
    assert made == f'<math xmlns="http://www.w3.org/1998/Math/MathML">{mathml}</math>'
    assert not unknown


def test_an_unknown_element_of_a_formula_keeps_its_text_and_is_said(tmp_path: Path) -> None:
    strange = _formula(f"<m:strange>{_quantity('量子')}</m:strange>{_quantity('=1')}")
    body = (
        with_runs("1. 等式", strange, "<w:r><w:t>成立（A）。</w:t></w:r>"),
        paragraph("A. 甲"),
        paragraph("B. 乙"),
    )
    item = read(word(tmp_path / "a.docx", paragraph("单选题"), *body)).items[0]
    assert item.stem == "等式〔公式1〕成立（　　）。"
    assert "<mtext>量子</mtext><mo>=</mo><mn>1</mn>" in item.figures[0].mathml
    assert [problem.code for problem in item.problems] == ["formula"]


def test_a_formula_nested_without_end_is_cut_off_at_its_text() -> None:
    deep = "<m:rad><m:e>" * 80 + _quantity("a") + "</m:e></m:rad>" * 80
    made, unknown = to_mathml(_omml(deep))
    assert unknown and "<mtext>a</mtext>" in made


def test_an_old_formula_object_is_named_and_another_object_is_refused(tmp_path: Path) -> None:
    object_run = '<w:r><w:object><v:shape><v:imagedata r:id="p1"/></v:shape><o:OLEObject ProgID="Equation.3" r:id="o1"/></w:object></w:r>'
    body = (
        paragraph("单选题"),
        with_runs("1. 等式", object_run),
        paragraph("A. 甲"),
        paragraph("B. 乙"),
        paragraph("答案：A"),
    )

    def file(*names: str) -> Path:
        embedded = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(name.encode("utf-16-le") for name in names)
        return word(
            tmp_path / "a.docx",
            *body,
            parts={**pictures(p1=_WMF), "word/embeddings/oleObject1.bin": embedded},
        )

    item = read(file("Equation Native")).items[0]
    assert item.stem == "等式〔公式1〕"
    assert [problem.message for problem in item.problems] == [
        "第 1 题的〔公式1〕是旧式公式对象，没有读入，请核对。"
    ]
    for names in (("Package",), ("Equation Native", "Ole10Native"), ()):
        with pytest.raises(Unreadable) as refused:
            read(file(*names))
        assert refused.value.code == "embedded"
