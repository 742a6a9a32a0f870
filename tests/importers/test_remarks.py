"""Remarks stand in a copy of the clerk's own file, and nothing else of it has changed."""

import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from importers import ImportResult, Place, Unreadable, read
from importers.containers.legacy_word import office
from importers.draft import REMARK_AUTHOR
from importers.remarks import Remark, annotate, annotated_or_listed, can_annotate
from importers.remarks.cells import cell_of, name_of
from qbank.commands.remarks import command
from tests.importers.build import RELATION, paragraph, relations, sheet, table, word
from tests.importers.golden.files import cases
from tests.importers.office import require_office

WHEN = datetime(2026, 5, 18, 10, 30, tzinfo=UTC)
GOLDEN = [path for path in cases() if can_annotate(path)]
_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
QUESTION = "单选题\n1. 何者正确（  ）。\nA. 甲\nB. 乙\n答案：A"
ROWS = [["题干", "选项A", "选项B", "答案"], ["何者正确", "甲", "乙", "A"], ["何者可行", "丙", "丁", "B"]]


def remarks_of(result: ImportResult) -> list[Remark]:
    """One remark at each question, each problem at its place, and one that has none."""
    found = [Remark(f"看过“{item.number}”", item.place) for item in result.items]
    found += [Remark(each.message, each.place) for each in result.all_problems()]
    return [*found, Remark("多选还差 1 道。\n请补上。")]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def reading(path: Path) -> dict[str, object]:
    return read(path).as_json() | {"file": ""}


def kept(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def word_comments(content: bytes) -> list[tuple[str, str]]:
    """Author and text of each comment, in the order of the file."""
    root = etree.fromstring(parts(content)["word/comments.xml"])
    return [
        (next(v for k, v in each.attrib.items() if str(k).endswith("author")), "".join(each.itertext()))
        for each in root
    ]


def anchored(content: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of the paragraph at which each comment is anchored, by the number of the comment."""
    root = etree.fromstring(parts(content)[part])
    found = {}
    for reference in root.iter("{*}commentReference"):
        place = next(reference.iterancestors("{*}p"))
        number = next(v for k, v in reference.attrib.items() if str(k).endswith("id"))
        found[int(number)] = "".join(
            node.text or "" for node in place.iterchildren("{*}r") for node in node.iter("{*}t")
        )
    return [found[number] for number in sorted(found)]


def cell_comments(content: bytes) -> dict[str, dict[str, tuple[str, str]]]:
    """Author and text by sheet and cell."""
    book = load_workbook(BytesIO(content))
    return {
        page.title: {
            cell.coordinate: (cell.comment.author, cell.comment.text)
            for row in page.iter_rows()
            for cell in row
            if cell.comment
        }
        for page in book.worksheets
    }


def opened_by_office(path: Path, folder: Path) -> Path:
    """The file as LibreOffice opens and writes it again."""
    require_office()
    program = office()
    assert program is not None
    out = folder / "again"
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", path.suffix[1:],
        "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.name


# Every file -------------------------------------------------------------------------------------------------------


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


# Word -------------------------------------------------------------------------------------------------------------


def test_each_remark_stands_at_its_paragraph_in_tables_and_beside_text_boxes(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><w:t>外面</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>里面</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    path = word(
        tmp_path / "t.docx",
        paragraph("单选题"),
        table([["题干", "答案"], ["何者", "A"]]),
        box,
        paragraph("末段"),
    )
    places = [Place(paragraph=number) for number in (1, 4, 7, 8)]
    content = annotate(path, [Remark(str(place.paragraph), place) for place in places], WHEN)
    assert anchored(content) == ["单选题", "何者", "外面里面", "末段"]


def test_a_remark_on_a_document_taken_in_stands_at_the_paragraph_before_it(tmp_path: Path) -> None:
    extra = {
        "word/_rels/document.xml.rels": relations(f'Id="c1" Type="{RELATION}/aFChunk" Target="chunk.txt"'),
        "word/chunk.txt": QUESTION,
    }
    chunk = '<w:altChunk r:id="c1"/>'
    path = word(tmp_path / "t.docx", paragraph("卷首"), chunk, paragraph("卷尾"), parts=extra)
    remarks = [Remark("看", Place(paragraph=2)), Remark("看", Place(paragraph=99)), Remark("看")]
    assert anchored(annotate(path, remarks, WHEN)) == ["卷首", "卷尾", "卷首"]

    alone = word(tmp_path / "alone.docx", chunk, parts=extra)
    content = annotate(alone, [Remark("看", Place(paragraph=1))], WHEN)
    assert anchored(content) == [""]
    assert reading(kept(tmp_path, "copy.docx", content)) == reading(alone)


def test_a_file_in_the_strict_namespaces_keeps_them(tmp_path: Path) -> None:
    path = word(tmp_path / "t.docx", *(paragraph(line) for line in QUESTION.split("\n")))
    changed = {name: data.decode() for name, data in parts(path.read_bytes()).items()}
    for ordinary, strict in _STRICT.items():
        changed = {name: text.replace(ordinary, strict) for name, text in changed.items()}
    with zipfile.ZipFile(tmp_path / "strict.docx", "w") as archive:
        for name, text in changed.items():
            archive.writestr(name, text)
    content = annotate(tmp_path / "strict.docx", [Remark("看", Place(paragraph=3))], WHEN)
    assert anchored(content) == ["A. 甲"]
    assert b"schemas.openxmlformats.org/wordprocessingml" not in b"".join(parts(content).values())
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in parts(content)["word/_rels/document.xml.rels"]
    )
    assert reading(kept(tmp_path, "copy.docx", content)) == reading(tmp_path / "strict.docx")


def test_comments_of_people_stay_and_replies_to_ours_become_comments(tmp_path: Path) -> None:
    document = Document()
    first = document.add_paragraph("单选题")
    document.add_paragraph("1. 何者正确（  ）。")
    document.add_comment(first.runs, text="王老师说的", author="王老师")
    document.save(str(tmp_path / "t.docx"))
    once = kept(tmp_path, "1.docx", annotate(tmp_path / "t.docx", [Remark("一", Place(paragraph=2))], WHEN))
    assert word_comments(once.read_bytes()) == [("王老师", "王老师说的"), ("题库", "一")]

    # As Word writes it after somebody answered our remark.
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    answered = parts(once.read_bytes())
    comments = etree.fromstring(answered["word/comments.xml"])
    for number, comment in enumerate(comments):
        for each in comment.iter("{*}p"):
            each.set(f"{{{w14}}}paraId", f"0000000{number}")
    answered["word/comments.xml"] = etree.tostring(comments)
    answered["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000000" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>'
    ).encode()
    rels = answered["word/_rels/document.xml.rels"].decode()
    entry = '<Relationship Id="ce" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>'
    answered["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", entry + "</Relationships>"
    ).encode()
    with zipfile.ZipFile(tmp_path / "2.docx", "w") as archive:
        for name, data in answered.items():
            archive.writestr(name, data)
    content = annotate(tmp_path / "2.docx", [Remark("二", Place(paragraph=1))], WHEN)
    assert word_comments(content) == [("王老师", "王老师说的"), ("题库", "二")]
    [row] = etree.fromstring(parts(content)["word/commentsExtended.xml"])
    assert dict(row.attrib) == {f"{{{w15}}}paraId": "00000000", f"{{{w15}}}done": "0"}


# Excel ------------------------------------------------------------------------------------------------------------


def test_a_remark_stands_in_its_cell_and_below_others_of_the_same_place(tmp_path: Path) -> None:
    path = sheet(tmp_path / "t.xlsx", 说明=[["x"]], 试题=ROWS)
    remarks = [
        Remark("答案不对", Place(sheet="试题", row=2, column="D")),
        Remark("一", Place(sheet="试题", row=3)),
        Remark("二", Place(sheet="试题", row=3)),
        Remark("=1+1 整个文件\x00"),
        Remark("没有这一张", Place(sheet="别的", row=9)),
    ]
    content = annotate(path, remarks, WHEN)
    assert cell_comments(content) == {
        "说明": {"A1": ("题库", "=1+1 整个文件"), "A9": ("题库", "没有这一张")},
        "试题": {"D2": ("题库", "答案不对"), "A3": ("题库", "一\n二")},
    }


@pytest.mark.parametrize(
    "author", ["王老师", "tc={8A2F6D0B-1111-4C1E-9B57-2D3C5E7F9A10}"]
)  # as threads have it
def test_comments_of_people_and_cells_under_merged_ones_are_left_alone(tmp_path: Path, author: str) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ROWS:
        page.append(row)
    page["A2"].comment = Comment("王老师说的", author)
    page.merge_cells("B2:B3")
    book.save(tmp_path / "t.xlsx")
    remarks = [
        Remark("看", Place(sheet="Sheet", row=2)),
        Remark("看", Place(sheet="Sheet", row=3, column="B")),
    ]
    once = kept(tmp_path, "1.xlsx", annotate(tmp_path / "t.xlsx", remarks, WHEN))
    assert cell_comments(once.read_bytes())["Sheet"] == {
        "A2": (author, "王老师说的"), "B2": ("题库", "看"), "C3": ("题库", "看"),
    }  # fmt: skip
    before = parts((tmp_path / "t.xlsx").read_bytes())
    assert parts(once.read_bytes())["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"]
    twice = annotate(once, [], WHEN)
    assert cell_comments(twice)["Sheet"] == {"A2": (author, "王老师说的")}
    drawing = next(data for name, data in parts(twice).items() if name.endswith(".vml"))
    assert drawing.count(b'ObjectType="Note"') == 1


@pytest.mark.parametrize(
    ("cell", "name"), [((1, 1), "A1"), ((5, 26), "Z5"), ((9, 27), "AA9"), ((1, 16384), "XFD1")]
)
def test_cells_have_names(cell: tuple[int, int], name: str) -> None:
    assert (name_of(cell), cell_of(name)) == (name, cell)


# Other files, and limits ------------------------------------------------------------------------------------------


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


def test_a_problem_of_a_sheet_stands_at_the_cell_that_it_is_about(tmp_path: Path) -> None:
    rows = [["题型", "题干", "选项A", "选项B", "答案", "难度"], ["单选", "何者正确", "甲", "甲", "C", "很怪"]]
    path = sheet(tmp_path / "t.xlsx", 试题=rows)
    problems = [Remark(each.code, each.place) for each in read(path).all_problems()]
    content = annotate(path, problems, WHEN)
    assert {cell: text for cell, (_author, text) in cell_comments(content)["试题"].items()} == {
        "C2": "options-equal",
        "E2": "answer-not-among-options",
        "F2": "difficulty-unreadable",
    }
    assert read(path).items[0].problems[0].place == Place(sheet="试题", row=2, column="F")


def test_the_command_writes_a_copy_with_the_problems(tmp_path: Path) -> None:
    path = word(
        tmp_path / "t.docx", *(paragraph(line) for line in QUESTION.replace("答案：A", "").split("\n"))
    )
    done = CliRunner().invoke(command, [str(path), "--out", str(tmp_path / "copy")])
    assert done.exit_code == 0 and "读到 1 题，批注" in done.output
    assert "第 1 题缺答案" in [text for _author, text in word_comments((tmp_path / "copy.docx").read_bytes())]
    empty = kept(tmp_path, "empty.docx", b"")
    assert CliRunner().invoke(command, [str(empty), "--out", str(tmp_path / "x")]).exit_code == 2
