"""Parts of Office files made to loop, to nest without end or to lie: read to the end, or refused by one sentence."""

import struct
import zipfile
from pathlib import Path

import pytest

from importers import Limits, Unreadable, read, read_in_child
from tests.importers.build import NAMES, RELATION, numbering, paragraph, relations, sheet, word

_QUESTION = (paragraph("单选题"), paragraph("1. 何者正确（A）。"), paragraph("A. 甲"), paragraph("B. 乙"))
_STYLED = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>尾</w:t></w:r></w:p>'


def _code(path: Path) -> str:
    """The code of the refusal; empty where the file is read."""
    try:
        result = read(path)
    except Unreadable as refused:
        assert refused.sentence.endswith("。") and refused.sentence.count("。") == 1
        return refused.code
    assert result.items
    return ""


def test_styles_that_are_based_on_each_other_end(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>' for one, other in ("ab", "ba")
    )
    parts = {"word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>", "word/numbering.xml": numbering("")}
    assert _code(word(tmp_path / "a.docx", *_QUESTION, _STYLED, parts=parts)) == ""


def test_lists_that_link_to_each_other_end(tmp_path: Path) -> None:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:numStyleLink w:val="s{at}"/><w:styleLink w:val="s{1 - at}"/></w:abstractNum>'
        for at in (0, 1)
    )
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>尾</w:t></w:r></w:p>'
    parts = {"word/numbering.xml": f"<w:numbering {NAMES}>{lists}{used}</w:numbering>"}
    assert _code(word(tmp_path / "a.docx", *_QUESTION, numbered, parts=parts)) == ""


def test_a_document_that_takes_in_itself_ends(tmp_path: Path) -> None:
    chunk = f'Id="c" Type="{RELATION}/aFChunk" Target="document.xml"'
    parts = {"word/_rels/document.xml.rels": relations(chunk)}
    path = word(tmp_path / "a.docx", *_QUESTION, '<w:altChunk r:id="c"/>' * 3, parts=parts)
    assert _code(path) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200,
        "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400,
        f'<w:p><w:r><w:t x="{"9" * 11_000_000}">尾</w:t></w:r></w:p>',
        "<w:p>" + "<w:smartTag>" * 240 + "<w:r><w:t>尾</w:t></w:r>" + "</w:smartTag>" * 240 + "</w:p>",
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 6000}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="²"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="-99999999999"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
        "<w:p><m:oMath>" + "<m:e>" * 240 + "</m:e>" * 240 + "</m:oMath></w:p>",
    ],
    ids=[
        "tables",
        "content controls",
        "attribute",
        "smart tags",
        "span",
        "span of another kind",
        "level",
        "formula",
    ],
)
def test_a_body_without_measure_is_read_or_refused(tmp_path: Path, hostile: str) -> None:
    assert _code(word(tmp_path / "a.docx", *_QUESTION, hostile)) in {"", "damaged", "ratio"}


def test_entities_that_multiply_are_refused_before_they_are_read(tmp_path: Path) -> None:
    entities = '<!ENTITY a "哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    path = word(
        tmp_path / "a.docx", "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", head=f"<!DOCTYPE x [{entities}]>"
    )
    assert _code(path) == "doctype"


def test_a_directory_that_lies_about_sizes_is_not_believed(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx", *_QUESTION, parts={"word/numbering.xml": "<a>" + " " * (30 << 20) + "</a>"}
    )
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", data, at + 24, 100)  # what it unpacks to, by the directory
        at += 4
    path.write_bytes(data)
    assert _code(path) in {"ratio", "damaged"}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_two_far_cells_are_refused_however_they_are_written(tmp_path: Path, quote: str) -> None:
    path = sheet(tmp_path / "a.xlsx", 试题=[["题干", "答案"], ["x", "A"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = f'<row r="1048576"><c r={quote}XFD1048576{quote} t="str"><v>x</v></c></row></sheetData>'.encode()
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert _code(path) == "too-large"


def test_what_kills_the_reader_costs_one_sentence(tmp_path: Path) -> None:
    """A sheet part that the check does not know for one still meets the limits of the child."""
    path = sheet(tmp_path / "a.xlsx", 试题=[["题干", "答案"], ["x", "A"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    far = '<c r="A1" t="str"><v>x</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    text = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{far}</sheetData></worksheet>'
    parts[part] = text.encode("utf-16")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Unreadable) as refused:
        read_in_child(path, limits=Limits(seconds=10))
    assert refused.value.code in {"reader-died", "damaged", "too-large", "no-questions"}
