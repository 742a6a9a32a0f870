"""Odd bodies of Word files: nothing is lost in silence, read many times over, or waited for without end."""

import struct
import zipfile
from pathlib import Path

import pytest

from importers import ImportResult, Unreadable, read
from tests.importers.build import NAMES, RELATION, numbering, paragraph, relations, word

_QUESTION = (
    paragraph("单选题"),
    paragraph("1. 甲证由谁发放（A）。"),
    *(paragraph(option) for option in ("A. 甲局", "B. 乙局")),
)
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def _said(result: ImportResult) -> str:
    """All that the reading tells of a file."""
    return str(result.as_json())


def _told(folder: Path, *body: str, parts: dict[str, str | bytes] | None = None) -> str:
    return _said(read(word(folder / "a.docx", *_QUESTION, *body, parts=parts)))


def _box(inside: str) -> str:
    held = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f"{held}</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{held}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _chunk(data: bytes) -> dict[str, str | bytes]:
    relation = f'Id="c" Type="{RELATION}/aFChunk" Target="c.docx"'
    return {"word/_rels/document.xml.rels": relations(relation), "word/c.docx": data}


def _document(folder: Path, *body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    return word(folder / "inner.docx", *body, parts=parts).read_bytes()


def test_text_boxes_within_text_boxes_are_read_once(tmp_path: Path) -> None:
    inside = paragraph("盒底的话")
    for _ in range(8):
        inside = f"<w:p>{_box(inside)}</w:p>"
    assert _told(tmp_path, inside).count("盒底的话") <= 2  # in the question, and quoted by its problem


@pytest.mark.parametrize(
    "body",
    [
        '<mc:AlternateContent><mc:Choice Requires="x">{}</mc:Choice><mc:Fallback/></mc:AlternateContent>',
        '<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>',
        "<w:whatever>{}</w:whatever>",
        "<w:del>{}</w:del>",
        "<w:moveFrom>{}</w:moveFrom>",
    ],
    ids=["choice", "fallback", "unknown", "deleted", "moved"],
)
def test_whatever_wraps_a_paragraph_its_text_is_told(tmp_path: Path, body: str) -> None:
    assert "裹着的话" in _told(tmp_path, body.format(paragraph("裹着的话")))


@pytest.mark.parametrize(
    "body",
    [
        _run("散落的话"),
        f"<w:p><w:r>{_run('散落的话')}</w:r></w:p>",
        f"<w:p><w:r><w:ins>{_run('散落的话')}</w:ins></w:r></w:p>",
        '<w:p><w:r><w:pict><v:shape><v:textpath string="散落的话"/></v:shape></w:pict></w:r></w:p>',
        "<w:p><w:r><w:drawing><a:sp><a:p><a:r><a:t>散落的话</a:t></a:r></a:p></a:sp></w:drawing></w:r></w:p>",
        "<w:p><w:r><w:t>散<!-- x -->落<?x y?>的<![CDATA[话]]></w:t></w:r></w:p>",
    ],
    ids=["no paragraph", "run in run", "insertion in run", "word art", "shape", "comments in a text"],
)
def test_text_in_odd_places_is_told(tmp_path: Path, body: str) -> None:
    assert "散落的话" in _told(tmp_path, body)


def test_what_is_drawn_elsewhere_is_told_as_a_figure(tmp_path: Path) -> None:
    drawn = f'<w:r><w:drawing><x:relIds xmlns:x="{_DIAGRAM}"/></w:drawing></w:r>'
    assert "SmartArt" in _told(tmp_path, f"<w:p>{drawn}</w:p>")


def test_headers_are_known_by_their_relation_too(tmp_path: Path) -> None:
    header = f"<w:hdr {NAMES}>{paragraph('顶上的话')}</w:hdr>"
    relation = relations(f'Id="h" Type="{RELATION}/header" Target="top.xml"')
    assert "顶上的话" in _told(
        tmp_path, parts={"word/top.xml": header, "word/_rels/document.xml.rels": relation}
    )


def test_what_a_document_that_is_taken_in_hides_is_told(tmp_path: Path) -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t></w:r></w:p>"
    deleted = "<w:p><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>"
    inner = _document(tmp_path, hidden, deleted)
    told = _told(tmp_path, '<w:altChunk r:id="c"/>', parts=_chunk(inner))
    assert all(text in told for text in ("藏着的话", "删去的话", "hidden-text", "deleted-text"))


def test_documents_within_documents_end_and_that_is_told(tmp_path: Path) -> None:
    inner = _document(tmp_path, paragraph("最里面的话"))
    for _ in range(60):
        inner = _document(tmp_path, '<w:altChunk r:id="c"/>', parts=_chunk(inner))
    assert "text-unread" in _told(tmp_path, '<w:altChunk r:id="c"/>', parts=_chunk(inner))


def test_a_document_of_an_unknown_kind_of_zip_is_refused(tmp_path: Path) -> None:
    inner = bytearray(_document(tmp_path, paragraph("话")))
    at = -1
    while (at := inner.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<H", inner, at + 6, 99)  # the version needed to unpack
    path = word(tmp_path / "a.docx", *_QUESTION, '<w:altChunk r:id="c"/>', parts=_chunk(bytes(inner)))
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-7"])
def test_a_document_type_in_any_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    named = encoding.upper().removesuffix("-LE") if encoding == "utf-16-le" else encoding.upper()
    head = f'<?xml version="1.0" encoding="{named}"?>'
    body = f'<!DOCTYPE x [<!ENTITY a "丢了"><!ENTITY b SYSTEM "file:///etc/hostname">]><w:document {NAMES}><w:body><w:p><w:r><w:t>话&a;&b;</w:t></w:r></w:p></w:body></w:document>'
    data = head.encode() + body.encode(encoding) if encoding == "utf-7" else (head + body).encode(encoding)
    path = word(tmp_path / "a.docx", parts={"word/document.xml": data})
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "doctype"


def test_a_page_that_nests_too_deep_is_refused_and_not_cut_off(tmp_path: Path) -> None:
    for depth, ends in ((400, True), (4000, False)):
        page = "<html><body>" + "<div>" * depth + "<p>1. 甲证由谁发放（A）。<br>A. 甲局<br>B. 乙局</p>"
        path = tmp_path / "a.html"
        path.write_text(page + "</div>" * depth + "</body></html>", "utf-8")
        if ends:
            assert "甲证由谁发放" in _said(read(path))
            continue
        with pytest.raises(Unreadable) as refused:
            read(path)
        assert refused.value.code == "damaged"


def test_labels_without_measure_are_cut_short(tmp_path: Path) -> None:
    level = '<w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    for start, kind, text in (
        (999_999_999, "upperLetter", "%1."),
        (999_999_999, "upperRoman", "%1."),
        (1, "decimal", "%1." * 20_000),
    ):
        parts: dict[str, str | bytes] = {"word/numbering.xml": numbering(level.format(start, kind, text))}
        assert len(_told(tmp_path, paragraph("有号的话", numbered) * 5, parts=parts)) < 50_000


def test_a_document_of_empty_paragraphs_and_drawn_lines_is_read(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx", *_QUESTION, "<w:p/>" * 20_000, paragraph("_" * 20_000), paragraph("末尾的话")
    )
    assert "末尾的话" in _said(read(path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused_as_only_one_would_be_read(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", *_QUESTION)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", archive.read("word/document.xml"))
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "damaged"
