"""Word files: every visible character, tracked changes as accepted, numbers as Word shows them."""

import zipfile
from pathlib import Path

import pytest

from importers import read
from importers.containers import word as container
from importers.containers.blocks import Line
from importers.draft import Place
from importers.numbering import chinese, format_number, from_chinese
from importers.safety import Limits
from tests.importers.build import NAMES, numbering, paragraph, relations, table, word, word_of

_OPTIONS = (paragraph("A. 甲"), paragraph("B. 乙"), paragraph("答案：A"))


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _lines(path: Path) -> list[str]:
    return [block.text for block in container.read(path, Limits()).flow if isinstance(block, Line)]


@pytest.mark.parametrize(
    "xml",
    [
        f'<w:ins w:id="1">{_run("三十日")}</w:ins>',
        f'<w:smartTag w:element="x">{_run("三十日")}</w:smartTag>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('三十日')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink w:anchor="x">{_run("三十日")}</w:hyperlink>',
        f'<w:fldSimple w:instr="REF x">{_run("三十日")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        + _run("三十日"),
        f"<mc:AlternateContent><mc:Choice Requires='w14'>{_run('三十日')}</mc:Choice>"
        f"<mc:Fallback>{_run('别的')}</mc:Fallback></mc:AlternateContent>",
    ],
    ids=["insertion", "smart tag", "content control", "hyperlink", "field", "complex field", "alternative"],
)
def test_text_in_every_wrapping_is_read(tmp_path: Path, xml: str) -> None:
    path = word(tmp_path / "a.docx", f"<w:p>{_run('期限为')}{xml}{_run('。')}</w:p>")
    assert _lines(path) == ["期限为三十日。"]


def test_deleted_and_hidden_text_is_left_out_and_said(tmp_path: Path) -> None:
    body = (
        f'<w:p>{_run("1. 期限为（  ）。")}<w:del w:id="1"><w:r><w:delText>旧文</w:delText></w:r></w:del></w:p>',
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗语</w:t></w:r>{_run('A. 甲')}</w:p>",
        *_OPTIONS[1:],
    )
    result = read(word(tmp_path / "a.docx", *body))
    assert {problem.code for problem in result.problems} >= {"deleted-text", "hidden-text"}
    assert {piece.text for piece in result.skipped} >= {"旧文", "暗语"}
    assert [option.text for option in result.items[0].options] == ["甲", "乙"]


def test_text_boxes_tables_and_soft_breaks_are_read_in_order(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框中')}</w:txbxContent></w:pict></w:r>"
    path = word(tmp_path / "a.docx", f"<w:p>{_run('外')}{box}</w:p>", paragraph("上\n下"))
    assert _lines(path) == ["外", "框中", "上", "下"]


def test_a_picture_and_a_formula_are_named_with_the_question(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="rId9"/></w:drawing></w:r>'
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    path = word(tmp_path / "a.docx", f"<w:p>{_run('1. 见图')}{picture}{formula}</w:p>", *_OPTIONS)
    item = read(path).items[0]
    assert item.stem == "见图〔图1〕〔公式1〕"
    assert [(figure.kind, figure.note) for figure in item.figures] == [("picture", "已丢失"), ("formula", "")]
    assert "<mi>x</mi><mo>=</mo><mn>1</mn>" in item.figures[1].mathml
    assert [problem.code for problem in item.problems] == ["picture"]


def test_headers_notes_and_tables_of_contents_are_named_as_skipped(tmp_path: Path) -> None:
    style = '<w:pPr><w:pStyle w:val="T1"/></w:pPr>'
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "word/styles.xml": f'<w:styles {names}><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>',
        "word/header1.xml": f"<w:hdr {names}>{paragraph('某局题库')}</w:hdr>",
    }
    body = (paragraph("一、单选题\t1", style), paragraph("1. 何者正确（  ）。"), *_OPTIONS)
    result = read(word(tmp_path / "a.docx", *body, parts=parts))
    assert {(piece.text, piece.reason) for piece in result.skipped} >= {
        ("一、单选题 1", "目录"),
        ("某局题库", "页眉"),
    }


def test_automatic_numbers_restart_and_nest_as_word_shows_them(tmp_path: Path) -> None:
    levels = (
        '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>',
        '<w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/><w:suff w:val="nothing"/>',
    )

    def numbered(text: str, level: int, number: int = 1) -> str:
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
        return paragraph(text, f"<w:pPr><w:numPr>{place}</w:numPr></w:pPr>")

    body = (
        numbered("甲", 0),
        numbered("子", 1),
        numbered("丑", 1),
        numbered("乙", 0),
        numbered("寅", 1),
        numbered("丙", 0, 2),
    )
    path = word(tmp_path / "a.docx", *body, parts={"word/numbering.xml": numbering(*levels)})
    assert _lines(path) == ["一、 甲", "A.子", "B.丑", "二、 乙", "A.寅", "一、 丙"]


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 100, 101, 110, 118, 1000, 1005, 1260, 9999])
def test_chinese_numbers_read_back(number: int) -> None:
    assert from_chinese(chinese(number)) == number


def test_numbers_take_the_shape_of_their_level() -> None:
    shapes = [
        ("decimal", "27"),
        ("upperLetter", "AA"),
        ("lowerRoman", "xxvii"),
        ("chineseCounting", "二十七"),
    ]
    assert [format_number(27, kind) for kind, _ in shapes] == [shape for _, shape in shapes]
    assert format_number(3, "decimalEnclosedCircle") == "③"


def test_a_document_taken_in_is_read_where_it_stands(tmp_path: Path) -> None:
    inner = word_of(tmp_path / "inner.docx", "1. 甲证由（B）发放。\nA. 甲局\nB. 乙局")
    chunk = 'Id="c1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"'
    page = "<html><body><p>2. 乙证由（A）发放。</p><p>A. 甲局<br>B. 乙局</p></body></html>"
    path = tmp_path / "outer.docx"
    word(
        path,
        paragraph("单选题"),
        '<w:altChunk r:id="c1"/><w:altChunk r:id="c2"/><w:altChunk r:id="c3"/>',
        parts={
            "word/_rels/document.xml.rels": relations(
                f'{chunk} Target="inner.docx"', f'{chunk.replace("c1", "c2")} Target="/word/page.html"'
            ),
            "word/page.html": page,
        },
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(inner, "word/inner.docx")
    result = read(path)
    assert [(item.number, item.answer) for item in result.items] == [("1", "B"), ("2", "A")]
    assert [problem.code for problem in result.problems] == ["text-unread"]
    assert result.items[0].place == Place(paragraph=2)


def test_a_table_inside_a_cell_and_a_text_box_lose_nothing(tmp_path: Path) -> None:
    inside = table([["A. 甲局", "B. 乙局"]])
    box = (
        "<w:p><w:r><w:pict><w:txbxContent>"
        + paragraph("2. 乙证由（A）发放。")
        + paragraph("A. 丙局")
        + paragraph("B. 丁局")
        + "</w:txbxContent></w:pict></w:r></w:p>"
    )
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('1. 甲证由（B）发放。')}{inside}<w:p/></w:tc></w:tr></w:tbl>"
    result = read(word(tmp_path / "nested.docx", paragraph("单选题"), cell, box))
    assert [[option.text for option in item.options] for item in result.items] == [
        ["甲局", "乙局"],
        ["丙局", "丁局"],
    ]
    assert [item.answer for item in result.items] == ["B", "A"]


def test_a_footnote_is_named(tmp_path: Path) -> None:
    notes = f"<w:footnotes {NAMES}><w:footnote>{paragraph('见示例办法。')}</w:footnote></w:footnotes>"
    body = (
        paragraph("单选题"),
        paragraph("1. 甲证由（B）发放。"),
        paragraph("A. 甲局"),
        paragraph("B. 乙局"),
    )
    result = read(word(tmp_path / "notes.docx", *body, parts={"word/footnotes.xml": notes}))
    assert ("脚注", "见示例办法。") in [(piece.reason, piece.text) for piece in result.skipped]


def _coloured(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize("beside", [True, False], ids=["options side by side", "a record"])
def test_an_answer_is_told_by_emphasis_in_a_table_too(tmp_path: Path, beside: bool) -> None:
    if beside:
        cells = (paragraph("A. 甲局"), _coloured("  B. 乙局"), paragraph("C. 丙局"))
        options = "<w:tbl><w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"
        body = (paragraph("1. 甲证由（  ）发放。"), options)
    else:
        pairs = (
            ("题干", paragraph("甲证由（  ）发放。")),
            ("A", paragraph("甲局")),
            ("B", _coloured(" 乙局")),
        )
        rows = "".join(
            f"<w:tr><w:tc>{paragraph(name)}</w:tc><w:tc>{cell}</w:tc></w:tr>" for name, cell in pairs
        )
        body = (f"<w:tbl>{rows}</w:tbl>",)
    item = read(word(tmp_path / "a.docx", paragraph("单选题"), *body)).items[0]
    assert item.answer == "B"
    assert [problem.code for problem in item.problems] == ["answer-by-emphasis"]


def test_a_field_that_draws_a_formula_is_not_lost(tmp_path: Path) -> None:
    def drawn(*instruction: str) -> str:
        inside = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instruction)
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
        return f"{begin}{inside}{end}"

    fields = drawn(" eq \\o\\ac(○,", "3)") + drawn("EQ \\f(1,2)") + drawn(" PAGE ")
    body = (f"<w:p>{_run('1. 其中')}{fields}{_run('正确。')}</w:p>", *_OPTIONS)
    item = read(word(tmp_path / "a.docx", paragraph("单选题"), *body)).items[0]
    assert item.stem == "其中③〔公式1〕正确。"
    assert [problem.message for problem in item.problems] == [
        "第 1 题的〔公式1〕是域公式（EQ \\f(1,2)），没有读入，请核对。"
    ]
