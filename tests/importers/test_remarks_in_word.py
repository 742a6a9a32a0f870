"""Remarks in a Word file stand at their paragraphs."""

import zipfile
from pathlib import Path

from docx import Document
from lxml import etree

from importers import Place
from importers.remarks import Remark, annotate
from tests.importers.build import RELATION, paragraph, relations, table, word
from tests.importers.remarked import QUESTION, WHEN, anchored, kept, parts, reading, word_comments

_STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


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
