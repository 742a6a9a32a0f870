"""A hostile or unfit file costs one clear sentence."""

import time
import zipfile
from pathlib import Path

import pytest

from importers import Limits, Unreadable, read, read_in_child
from tests.importers.build import RELATION, paragraph, relations, sheet, word, word_of

_GOOD = "单选题\n1. 何者正确（  ）。\nA. 甲\nB. 乙\n答案：A"


def _refused(path: Path, limits: Limits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(path, limits=limits)
    sentence = caught.value.sentence
    assert sentence.endswith("。") and sentence.count("。") == 1 and len(sentence) < 80
    return caught.value


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7", "not-supported"),
        (b"<html><body>x</body></html>", "no-questions"),
        (b"<html>", "no-questions"),
        (b"<?xml version='1.0'?><a/>", "not-supported"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><?mso-application progid='Word.Document'?><a/>",
            "doctype",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "other".encode("utf-16-le"), "not-supported"),
        (b"\x00\x01\x02\x03" * 50, "not-supported"),
        (bytes(range(128, 255)) * 20, "encoding"),
        ("没有试题的一篇短文".encode(), "no-questions"),
    ],
)
def test_an_unfit_file_is_refused_with_its_reason(tmp_path: Path, data: bytes, code: str) -> None:
    assert _refused(_file(tmp_path / "a.docx", data)).code == code


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 "])
def test_an_old_file_that_no_program_reads_says_how_to_mend_it(
    tmp_path: Path, start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = _file(tmp_path / "a.doc", start + b"\0" * 500 + "WordDocument".encode("utf-16-le"))
    refused = _refused(path)
    assert refused.code == "not-supported"
    assert "另存为 .docx" in refused.sentence


def test_a_document_type_is_refused_before_its_entities_are_seen(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert _refused(word(tmp_path / "a.docx", paragraph("1. &甲"), head=head)).code == "doctype"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/embeddings/oleObject1.bin", "embedded"),
        ("../evil", "damaged"),
    ],
)
def test_dangerous_parts_are_refused(tmp_path: Path, part: str, code: str) -> None:
    assert _refused(word(tmp_path / "a.docx", paragraph("x"), parts={part: "x"})).code == code


def test_external_targets_are_refused_and_hyperlinks_are_not(tmp_path: Path) -> None:
    def linked(kind: str, target: str) -> Path:
        entry = f'Id="r9" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"'
        body = (paragraph(line) for line in _GOOD.split("\n"))
        return word(tmp_path / "a.docx", *body, parts={"word/_rels/document.xml.rels": relations(entry)})

    assert _refused(linked("image", "https://example.invalid/x.png")).code == "external"
    assert _refused(linked("attachedTemplate", "https://example.invalid/x.dotm")).code == "external"
    assert len(read(linked("hyperlink", "https://example.invalid/")).items) == 1
    assert len(read(linked("attachedTemplate", "file:///C:/Normal.dotm")).items) == 1


def test_a_bomb_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    bomb = word(
        tmp_path / "a.docx", paragraph("x"), parts={"word/numbering.xml": "<a>" + " " * (30 << 20) + "</a>"}
    )
    assert bomb.stat().st_size < 100_000
    assert _refused(bomb).code == "ratio"
    assert _refused(bomb, Limits(xml_part=1 << 20)).code == "too-large"


def test_two_far_cells_do_not_cost_a_whole_sheet(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", 试题=[["题干", "答案"], ["x", "A"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", far)
    assert _refused(_zip(tmp_path / "b.xlsx", **parts)).code == "too-large"


def test_too_many_merged_ranges_are_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", 试题=[["题干", "答案"], ["x", "A"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 20_001 + b"</mergeCells></worksheet>"
    parts[name] = parts[name].replace(b"</worksheet>", merges)
    assert _refused(_zip(tmp_path / "b.xlsx", **parts)).code == "too-large"


def test_the_child_reads_what_the_parent_reads(tmp_path: Path) -> None:
    path = word_of(tmp_path / "a.docx", _GOOD)
    assert read_in_child(path) == read(path)


def test_the_child_hands_on_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_in_child(_file(tmp_path / "a.docx", b""))
    assert caught.value.code == "empty"


def test_a_child_without_enough_memory_dies_alone(tmp_path: Path) -> None:
    path = _file(tmp_path / "a.txt", _GOOD.encode() * 30_000)
    with pytest.raises(Unreadable) as caught:
        read_in_child(path, limits=Limits(memory=60 << 20, lines=10_000_000))
    assert caught.value.code in {"too-large", "reader-died"}


def test_a_child_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    path = _file(tmp_path / "a.txt", _GOOD.encode() * 60_000)
    began = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        read_in_child(path, limits=Limits(seconds=1, lines=10_000_000, file_size=1 << 30))
    assert caught.value.code in {"too-slow", "reader-died"}
    assert time.monotonic() - began < 5
