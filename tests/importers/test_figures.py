"""Pictures and formulas stay with their question, each where it stands."""

import hashlib
import json
from pathlib import Path

import pytest

from importers import read, read_in_child
from importers.containers.pictures import Picture, Unfit, look
from tests.importers.build import (
    drawing,
    paragraph,
    pictures,
    png,
    table,
    with_runs,
    word,
)

_FIRST, _SECOND = png(4, 3, 10), png(8, 2, 200)
_WMF = b"\xd7\xcd\xc6\x9a" + b"\0" * 40
_JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01\x00\x00\x00\xff\xd9"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_pictures_stand_in_stem_options_and_explanation_where_the_file_has_them(tmp_path: Path) -> None:
    body = (
        paragraph("一、单选题"),
        with_runs("1. 图中标志表示（  ）。", drawing("p1", "三角形警示牌")),
        with_runs("A. ", drawing("p2")),
        with_runs("B. 见", drawing("p1")),
        paragraph("答案：A"),
        with_runs("解析：如", drawing("p2")),
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
        with_runs("1. 甲（A）。", drawing("p1"), drawing("p1", "警示牌")), paragraph("A. 甲"), paragraph("B. 乙"),
        with_runs("2. 乙（A）。", drawing("p1", "指路牌")), paragraph("A. 甲"), paragraph("B. 乙"),
        with_runs("3. 丙（A）。", drawing("p1")), paragraph("A. 甲"), paragraph("B. 乙"),
    )  # fmt: skip
    items = read(word(tmp_path / "a.docx", paragraph("单选题"), *body, parts=pictures(p1=_FIRST))).items
    assert [[figure.alt for figure in item.figures] for item in items] == [["警示牌"], ["指路牌"], [""]]
    assert items[0].stem.endswith("〔图1〕〔图1〕")


def test_the_child_hands_over_pictures_as_files_and_not_in_its_words(tmp_path: Path) -> None:
    body = (
        with_runs("1. 图中标志表示（  ）。", drawing("p1")),
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
        paragraph("单选题"), paragraph("1. 何者正确（A）。"), paragraph("A. 甲"), paragraph("B. 乙"), with_runs("", drawing("p1")),
        paragraph("2. 何者错误（B）。"), paragraph("A. 丙"), paragraph("B. 丁"),
    )  # fmt: skip
    result = read(word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST)))
    assert [item.number for item in result.items] == ["1", "2"]
    assert sum(len(item.figures) for item in result.items) == 1


def test_pictures_in_tables_text_boxes_and_old_drawings_are_taken(tmp_path: Path) -> None:
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="p1"/></v:shape></w:pict></w:r>'
    box = f"<w:p><w:r><w:pict><w:txbxContent>{with_runs('A. ', drawing('p2'))}{paragraph('B. 乙')}</w:txbxContent></w:pict></w:r></w:p>"
    cell = f"<w:tbl><w:tr><w:tc>{with_runs('1. 何者正确（A）。', old)}</w:tc></w:tr></w:tbl>"
    item = read(
        word(tmp_path / "a.docx", paragraph("单选题"), cell, box, parts=pictures(p1=_FIRST, p2=_SECOND))
    ).items[0]
    assert (item.stem, item.options[0].text) == ("何者正确（　　）。〔图1〕", "〔图2〕")


def test_options_that_are_the_same_picture_are_equal_and_others_are_not(tmp_path: Path) -> None:
    def codes(second: str) -> set[str]:
        options = (with_runs("A. ", drawing("p1")), with_runs("B. ", drawing(second)))
        body = (paragraph("单选题"), paragraph("1. 何者正确（A）。"), *options)
        item = read(word(tmp_path / "a.docx", *body, parts=pictures(p1=_FIRST, p2=_SECOND))).items[0]
        return {problem.code for problem in item.problems}

    assert "options-equal" in codes("p1")
    assert codes("p2") == set()


def test_the_same_words_about_two_pictures_are_two_questions(tmp_path: Path) -> None:
    def question(number: int, picture: str) -> tuple[str, ...]:
        return (
            with_runs(f"{number}. 图中标志表示（A）。", drawing(picture)),
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
    body = (with_runs("1. 图中标志表示（A）。", drawing("p1")), paragraph("A. 甲"), paragraph("B. 乙"))
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


def test_a_table_cell_of_a_word_file_keeps_its_picture(tmp_path: Path) -> None:
    head = table([["题型", "题干", "选项A", "选项B", "答案"]]).removesuffix("</w:tbl>")
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "乙", "A"))
    row = f"<w:tr><w:tc>{paragraph('单选题')}</w:tc><w:tc>{with_runs('图中标志表示', drawing('p1'))}</w:tc>{cells}</w:tr></w:tbl>"
    item = read(word(tmp_path / "a.docx", head + row, parts=pictures(p1=_FIRST))).items[0]
    assert item.stem == "图中标志表示〔图1〕"
