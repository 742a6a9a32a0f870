"""Pictures and formulas stay with their question, each where it stands."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from importers import Unreadable, read, read_in_child
from importers.containers.formulas import to_mathml
from importers.containers.pictures import Picture, Unfit, look
from tests.importers.build import (
    NAMES,
    RELATION,
    drawing,
    paragraph,
    pictures,
    png,
    relations,
    sheet,
    table,
    word,
)

_FIRST, _SECOND = png(4, 3, 10), png(8, 2, 200)
_WMF = b"\xd7\xcd\xc6\x9a" + b"\0" * 40
_JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01\x00\x00\x00\xff\xd9"


def _with(text: str, *runs: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{"".join(runs)}</w:p>'


def _formula(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def _quantity(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_pictures_stand_in_stem_options_and_explanation_where_the_file_has_them(tmp_path: Path) -> None:
    body = (
        paragraph("一、单选题"),
        _with("1. 图中标志表示（  ）。", drawing("p1", "三角形警示牌")),
        _with("A. ", drawing("p2")),
        _with("B. 见", drawing("p1")),
        paragraph("答案：A"),
        _with("解析：如", drawing("p2")),
    )
    folder = tmp_path / "pictures"
    folder.mkdir()
    path = word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST, p2=_SECOND))
    item = read(path, pictures=folder).items[0]
    assert item.stem == "图中标志表示（  ）。〔图1〕"
    assert [option.text for option in item.options] == ["〔图2〕", "见〔图1〕"]
    assert item.explanation == "如〔图2〕"
    assert [figure.digest for figure in item.figures] == [_digest(_FIRST), _digest(_SECOND)]
    assert (item.figures[0].media_type, item.figures[0].width, item.figures[0].height) == ("image/png", 4, 3)
    assert item.figures[0].alt == "三角形警示牌"
    assert item.problems == ()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        _digest(_FIRST): _FIRST,
        _digest(_SECOND): _SECOND,
    }


def test_one_picture_with_two_descriptions_keeps_both_and_a_bare_one_is_the_described_one(
    tmp_path: Path,
) -> None:
    body = (
        _with("1. 甲（A）。", drawing("p1"), drawing("p1", "警示牌")), paragraph("A. 甲"), paragraph("B. 乙"),
        _with("2. 乙（A）。", drawing("p1", "指路牌")), paragraph("A. 甲"), paragraph("B. 乙"),
        _with("3. 丙（A）。", drawing("p1")), paragraph("A. 甲"), paragraph("B. 乙"),
    )  # fmt: skip
    items = read(word(tmp_path / "a.docx", paragraph("单选题"), *body, parts=pictures(p1=_FIRST))).items
    assert [[figure.alt for figure in item.figures] for item in items] == [["警示牌"], ["指路牌"], [""]]
    assert items[0].stem.endswith("〔图1〕〔图1〕")


def test_the_child_hands_over_pictures_as_files_and_not_in_its_words(tmp_path: Path) -> None:
    body = (
        _with("1. 图中标志表示（  ）。", drawing("p1")),
        paragraph("A. 甲"),
        paragraph("B. 乙"),
        paragraph("答案：A"),
    )
    path = word(tmp_path / "a.docx", paragraph("单选题"), *body, parts=pictures(p1=_FIRST))
    folder = tmp_path / "pictures"
    folder.mkdir()
    result = read_in_child(path, pictures=folder)
    assert result == read(path)
    assert (folder / _digest(_FIRST)).read_bytes() == _FIRST
    said = json.loads(json.dumps(result.as_json()))["items"][0]["figures"]
    assert said == [
        {
            "name": "图1",
            "kind": "picture",
            "media_type": "image/png",
            "digest": _digest(_FIRST),
            "width": 4,
            "height": 3,
        }
    ]


def test_a_picture_between_questions_is_no_question(tmp_path: Path) -> None:
    body = (
        paragraph("单选题"), paragraph("1. 何者正确（A）。"), paragraph("A. 甲"), paragraph("B. 乙"), _with("", drawing("p1")),
        paragraph("2. 何者错误（B）。"), paragraph("A. 丙"), paragraph("B. 丁"),
    )  # fmt: skip
    result = read(word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST)))
    assert [item.number for item in result.items] == ["1", "2"]
    assert sum(len(item.figures) for item in result.items) == 1


def test_pictures_in_tables_text_boxes_and_old_drawings_are_taken(tmp_path: Path) -> None:
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="p1"/></v:shape></w:pict></w:r>'
    box = f"<w:p><w:r><w:pict><w:txbxContent>{_with('A. ', drawing('p2'))}{paragraph('B. 乙')}</w:txbxContent></w:pict></w:r></w:p>"
    cell = f"<w:tbl><w:tr><w:tc>{_with('1. 何者正确（A）。', old)}</w:tc></w:tr></w:tbl>"
    item = read(
        word(tmp_path / "a.docx", paragraph("单选题"), cell, box, parts=pictures(p1=_FIRST, p2=_SECOND))
    ).items[0]
    assert (item.stem, item.options[0].text) == ("何者正确（　　）。〔图1〕", "〔图2〕")


def test_options_that_are_the_same_picture_are_equal_and_others_are_not(tmp_path: Path) -> None:
    def codes(second: str) -> set[str]:
        options = (_with("A. ", drawing("p1")), _with("B. ", drawing(second)))
        body = (paragraph("单选题"), paragraph("1. 何者正确（A）。"), *options)
        item = read(word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST, p2=_SECOND))).items[0]
        return {problem.code for problem in item.problems}

    assert "options-equal" in codes("p1")
    assert codes("p2") == set()


def test_the_same_words_about_two_pictures_are_two_questions(tmp_path: Path) -> None:
    def question(number: int, picture: str) -> tuple[str, ...]:
        return (
            _with(f"{number}. 图中标志表示（A）。", drawing(picture)),
            paragraph("A. 停车"),
            paragraph("B. 缓行"),
        )

    body = (paragraph("单选题"), *question(1, "p1"), *question(2, "p2"), *question(3, "p1"))
    items = read(word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST, p2=_SECOND))).items
    assert [[problem.code for problem in item.problems] for item in items] == [[], [], ["stem-duplicate"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_WMF, "是 WMF 图形"),
        (b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 20, "是 EMF 图形"),
        (b"<?xml version='1.0'?><svg xmlns='x'><script/></svg>", "是 SVG 图形"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 4, "已损坏"),
        (png(9000, 9000)[:40] + b"IEND", "太大"),
        (b"MZ\x90\0", "是认不出的格式"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_named_with_the_reason(
    tmp_path: Path, data: bytes, said: str
) -> None:
    body = (_with("1. 图中标志表示（A）。", drawing("p1")), paragraph("A. 甲"), paragraph("B. 乙"))
    item = read(word(tmp_path / "a.docx", paragraph("单选题"), *body, parts=pictures(p1=data))).items[0]
    assert [problem.code for problem in item.problems] == ["picture"]
    assert item.problems[0].message.startswith(f"第 1 题的〔图1〕{said}")
    assert item.stem.endswith("〔图1〕") and not item.figures[0].digest


@pytest.mark.parametrize(
    ("data", "picture"),
    [
        (_JPEG, Picture("image/jpeg", 7, 5)),
        (b"GIF89a\x02\x00\x03\x00;", Picture("image/gif", 2, 3)),
        (b"BM" + b"\0" * 16 + b"\x06\0\0\0\xfc\xff\xff\xff", Picture("image/bmp", 6, 4)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x04\0\0", Picture("image/webp", 10, 5)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x09\x00\x01\x00", Picture("image/webp", 10, 5)),
    ],
)
def test_kind_and_size_come_from_the_bytes(data: bytes, picture: Picture) -> None:
    assert look(data) == picture


def test_no_cut_off_picture_is_more_than_unfit() -> None:
    for whole in (
        _FIRST,
        _JPEG,
        b"GIF89a\x02\x00\x03\x00;",
        b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x09\x00\x01\x00",
    ):
        for length in range(len(whole)):
            try:
                look(whole[:length])
            except Unfit as reason:
                assert str(reason)


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
        _with("1. 等式", strange, "<w:r><w:t>成立（A）。</w:t></w:r>"),
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
        _with("1. 等式", object_run),
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


_DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _picture(relation: str, name: str = "图片") -> str:
    return f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="{name}"/></xdr:nvPicPr><a:blip r:embed="{relation}"/></xdr:pic>'


def _anchor(row: int, column: int, relation: str) -> str:
    corner = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    return f"<xdr:twoCellAnchor>{corner}{_picture(relation)}</xdr:twoCellAnchor>"


def _images(**data: bytes) -> str:
    return relations(*(f'Id="{name}" Type="{RELATION}/image" Target="/xl/media/{name}"' for name in data))


def _book(path: Path, rows: list[list[str]], parts: dict[str, str], **data: bytes) -> Path:
    sheet(path, 试题=rows)
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, content in data.items():
            archive.writestr(f"xl/media/{name}", content)
    return path


_HEADER = ["题型", "题干", "选项A", "选项B", "答案"]


def test_pictures_over_cells_belong_to_the_cell_of_their_corner(tmp_path: Path) -> None:
    rows = [
        _HEADER,
        ["单选题", "图中标志表示什么", "停车", "缓行", "A"],
        ["单选题", "何者正确", "甲", "", "B"],
    ]
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            f'Id="d" Type="{RELATION}/drawing" Target="../drawings/d.xml"'
        ),
        "xl/drawings/d.xml": f"<xdr:wsDr {_DRAWING}>{_anchor(1, 7, 'p1')}{_anchor(2, 3, 'p2')}{_anchor(0, 1, 'p1')}</xdr:wsDr>",
        "xl/drawings/_rels/d.xml.rels": _images(p1=_FIRST, p2=_SECOND),
    }
    result = read(_book(tmp_path / "a.xlsx", rows, parts, p1=_FIRST, p2=_SECOND))
    assert [item.stem for item in result.items] == ["图中标志表示什么〔图1〕", "何者正确"]
    assert [option.text for option in result.items[1].options] == ["甲", "〔图1〕"]
    assert [[figure.digest for figure in item.figures] for item in result.items] == [
        [_digest(_FIRST)],
        [_digest(_SECOND)],
    ]


def test_pictures_that_wps_keeps_in_cells_are_found_by_their_formula(tmp_path: Path) -> None:
    rows = [
        _HEADER,
        ["单选题", "见图", "甲", ' =DISPIMG("ID_7A",1)', "B"],
        ["单选题", "见", "甲", ' =DISPIMG("ID_0",1)', "B"],
    ]
    parts = {
        "xl/cellimages.xml": f"<etc:cellImages xmlns:etc='x' {_DRAWING}><etc:cellImage>{_picture('p1', 'ID_7A')}</etc:cellImage></etc:cellImages>",
        "xl/_rels/cellimages.xml.rels": _images(p1=_FIRST),
    }
    items = read(_book(tmp_path / "a.xlsx", rows, parts, p1=_FIRST)).items
    assert [item.options[1].text for item in items] == ["〔图1〕", '=DISPIMG("ID_0",1)']


def test_a_table_cell_of_a_word_file_keeps_its_picture(tmp_path: Path) -> None:
    head = table([["题型", "题干", "选项A", "选项B", "答案"]]).removesuffix("</w:tbl>")
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "乙", "A"))
    row = f"<w:tr><w:tc>{paragraph('单选题')}</w:tc><w:tc>{_with('图中标志表示', drawing('p1'))}</w:tc>{cells}</w:tr></w:tbl>"
    item = read(word(tmp_path / "a.docx", head + row, parts=pictures(p1=_FIRST))).items[0]
    assert item.stem == "图中标志表示〔图1〕"
