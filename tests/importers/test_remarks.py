"""Remarks stand in a copy of the clerk's own file, and nothing else of it has changed."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from importers import Place, Unreadable, read
from importers.draft import REMARK_AUTHOR
from importers.remarks import Remark, annotate, annotated_or_listed, can_annotate
from qbank.commands.remarks import command
from tests.importers.build import paragraph, sheet, word
from tests.importers.golden.files import cases
from tests.importers.remarked import (
    QUESTION,
    ROWS,
    WHEN,
    cell_comments,
    kept,
    opened_by_office,
    parts,
    remarks_of,
    word_comments,
)

GOLDEN = [path for path in cases() if can_annotate(path)]


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


def _may_change(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """The parts that a remark needs: the text it hangs on, the comments, how these are found, and what kind they are."""
    yield "[Content_Types].xml"
    for name in after:
        folder, _, last = name.rpartition("/")
        if name == "word/document.xml" or folder == "xl/worksheets" or "comments" in last:
            yield name
        if last == "document.xml.rels" or folder == "xl/worksheets/_rels" or last.startswith("vmlDrawing"):
            yield name


def _check_copy(path: Path, tmp_path: Path) -> None:
    result = read(path)
    remarks = remarks_of(result)
    content = annotate(path, remarks, WHEN)
    copy = kept(tmp_path, f"copy{path.suffix}", content)
    before, after = parts(path.read_bytes()), parts(content)
    assert list(after)[: len(before)] == list(before)
    assert _changed(before, after) <= set(_may_change(before, after))
    assert read(copy).as_json() | {"file": ""} == result.as_json() | {"file": ""}
    again = annotate(copy, remarks[:1], WHEN)
    once = annotate(path, remarks[:1], WHEN)
    if path.suffix == ".docx":
        assert [text for author, text in word_comments(content) if author == REMARK_AUTHOR] == [
            remark.text.replace("\n", "") for remark in remarks
        ]
        assert word_comments(again) == word_comments(once)
        assert parts(again)["word/document.xml"] == parts(once)["word/document.xml"]
    else:
        said = [text for page in cell_comments(content).values() for _author, text in page.values()]
        assert all(any(remark.text in text for text in said) for remark in remarks)
        assert cell_comments(again) == cell_comments(once)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_copy_with_remarks_differs_in_nothing_else(path: Path, tmp_path: Path) -> None:
    _check_copy(path, tmp_path)


def test_copies_of_real_files_differ_in_nothing_else(shared_dir: Path, tmp_path: Path) -> None:
    files = [path for path in sorted((shared_dir / "realfiles" / "files").iterdir()) if can_annotate(path)]
    assert files
    for path in files:
        _check_copy(path, tmp_path)


def test_libreoffice_and_the_common_libraries_show_the_remarks(tmp_path: Path) -> None:
    document = Document()
    for line in QUESTION.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "题.docx"))
    made = kept(
        tmp_path, "批注.docx", annotate(tmp_path / "题.docx", [Remark("请核对", Place(paragraph=2))], WHEN)
    )
    assert [(each.author, each.text) for each in Document(str(made)).comments] == [("题库", "请核对")]
    again = opened_by_office(made, tmp_path)
    assert [(each.author, each.text) for each in Document(str(again)).comments] == [("题库", "请核对")]

    book = sheet(tmp_path / "题.xlsx", 试题=ROWS)
    made = kept(tmp_path, "批注.xlsx", annotate(book, [Remark("请核对", Place(sheet="试题", row=3))], WHEN))
    assert cell_comments(made.read_bytes()) == {"试题": {"A3": ("题库", "请核对")}}
    [said] = cell_comments(opened_by_office(made, tmp_path).read_bytes())["试题"].items()
    assert said[0] == "A3" and "请核对" in said[1][1]


def test_other_files_get_a_list_of_the_remarks_with_their_places(tmp_path: Path) -> None:
    path = kept(tmp_path, "题.txt", QUESTION.encode())
    remarks = [Remark("第 1 题缺答案", Place(line=2)), Remark("单选还差 1 道。")]
    made = annotated_or_listed(path, remarks, WHEN)
    assert (made.ending, made.in_file) == ("xlsx", False)
    page = load_workbook(BytesIO(made.content)).worksheets[0]
    assert list(page.iter_rows(values_only=True)) == [
        ("位置", "批注"), ("第 2 行", "第 1 题缺答案"), ("整个文件", "单选还差 1 道。"),
    ]  # fmt: skip
    with pytest.raises(Unreadable, match=r"\.docx 和 \.xlsx"):
        annotate(path, remarks, WHEN)


@pytest.mark.parametrize("remarks", [[Remark("看", Place(paragraph=2))], []])
def test_the_limited_child_makes_the_same_copy(tmp_path: Path, remarks: Sequence[Remark]) -> None:
    path = word(tmp_path / "t.docx", *(paragraph(line) for line in QUESTION.split("\n")))
    made = annotated_or_listed(path, remarks, WHEN)
    assert made.in_file and made.ending == "docx"
    assert parts(made.content) == parts(annotate(path, remarks, WHEN))


def test_a_file_with_a_document_type_is_listed_instead(tmp_path: Path) -> None:
    head = '<!DOCTYPE w:document [<!ENTITY x "y">]>'
    path = word(tmp_path / "t.docx", paragraph("单选题"), head=head)
    with pytest.raises(Unreadable):
        annotate(path, [Remark("看")], WHEN)
    assert not annotated_or_listed(path, [Remark("看")], WHEN).in_file


def test_the_command_writes_a_copy_with_the_problems(tmp_path: Path) -> None:
    path = word(
        tmp_path / "t.docx", *(paragraph(line) for line in QUESTION.replace("答案：A", "").split("\n"))
    )
    done = CliRunner().invoke(command, [str(path), "--out", str(tmp_path / "copy")])
    assert done.exit_code == 0 and "读到 1 题，批注" in done.output
    assert "第 1 题缺答案" in [text for _author, text in word_comments((tmp_path / "copy.docx").read_bytes())]
    empty = kept(tmp_path, "empty.docx", b"")
    assert CliRunner().invoke(command, [str(empty), "--out", str(tmp_path / "x")]).exit_code == 2
