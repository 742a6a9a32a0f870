"""Questions of the bank as a Word file, laid out so that `importers` reads them back as they are."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from qbank.items.exported import LETTERS, TITLES, Exported, Said, headings_for, row_of
from qbank.items.figures import from_text
from qbank.items.word_figures import Pictures, WordFigures
from qbank.office import TITLE_FONT, set_document

NUMERALS = "一二三"


def write_word(questions: Sequence[Exported], apart: Sequence[Exported], pictures: Pictures) -> bytes:
    """A .docx with a heading a type, and the questions under it numbered from 1, a line for each part.

    Those in `apart` follow in a table: their texts look like parts of other questions where they stand in lines.
    """
    document = Document()
    set_document(document)
    end = document.element.body.sectPr
    shown = WordFigures(document, pictures)
    kinds = [kind for kind in TITLES if any(each.said.type == kind for each in questions)]
    for numeral, kind in zip(NUMERALS, kinds, strict=False):
        of_kind = [each.said for each in questions if each.said.type == kind]
        end.addprevious(_paragraph(f"{numeral}、{TITLES[kind]}（共 {len(of_kind)} 题）", heading=True))
        for number, said in enumerate(of_kind, start=1):
            lines = _lines(number, said)
            for at, line in enumerate(lines):
                paragraph = _shown_paragraph(line, said, shown)
                paragraph.insert(0, _layout(first=at == 0, last=at == len(lines) - 1))
                end.addprevious(paragraph)
    if apart:
        headings = headings_for(apart)
        rows = [
            [_cell(text, each.said, shown) for text in row_of(number, each.said, headings)]
            for number, each in enumerate(apart, start=1)
        ]
        end.addprevious(_table([[_element("tc", _paragraph(heading)) for heading in headings], *rows]))
        end.addprevious(_paragraph(""))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _lines(number: int, said: Said) -> list[str]:
    labelled = [
        ("答案", said.answer_words),
        ("解析", said.explanation),
        ("法律依据", said.citation),
        ("难度", str(said.difficulty or "")),
        ("知识点", "、".join(said.topics)),
    ]
    texts = [
        f"{number}. {said.stem}",
        *(f"{letter}. {text}" for letter, text in zip(LETTERS, said.options, strict=False)),
        *(f"{label}：{text}" for label, text in labelled if text),
    ]
    return [line for text in texts for line in text.split("\n")]


def _element(name: str, *inside: etree._Element, **attributes: str) -> etree._Element:
    element: etree._Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(inside)
    return element


def _layout(*, first: bool, last: bool) -> etree._Element:
    """A question stands apart from the one above, and is not torn between two pages."""
    together = [] if last else [_element("keepNext")]
    return _element("pPr", *together, *([_element("spacing", before="200")] if first else []))


def _paragraph(text: str, *, heading: bool = False) -> etree._Element:
    """Made by hand and put where it belongs: a document that is asked for each paragraph is slow for a whole bank."""
    written = _element("t")
    written.text = text
    written.set(qn("xml:space"), "preserve")
    if not heading:
        return _element("p", _element("r", written))
    face = _element("rPr", _element("rFonts", eastAsia=TITLE_FONT), _element("sz", val="30"))
    above = _element("pPr", _element("keepNext"), _element("spacing", before="360"))
    return _element("p", above, _element("r", face, written))


def _shown_paragraph(line: str, said: Said, shown: WordFigures) -> etree._Element:
    """A line of a question with its images and formulas where their signs stand."""
    if not said.figures:
        return _paragraph(line)
    paragraph = _element("p")
    for block in from_text(line, said.figures, strict=False):
        paragraph.extend(_paragraph(block["text"]) if block["kind"] == "text" else [shown.element(block)])
    return paragraph


def _table(rows: Sequence[Sequence[etree._Element]]) -> etree._Element:
    properties = _element(
        "tblPr", _element("tblStyle", val="TableGrid"), _element("tblW", w="0", type="auto")
    )
    grid = _element("tblGrid", *(_element("gridCol") for _cell in rows[0]))
    return _element("tbl", properties, grid, *(_element("tr", *row) for row in rows))


def _cell(text: str, said: Said, shown: WordFigures) -> etree._Element:
    return _element("tc", *(_shown_paragraph(line, said, shown) for line in text.split("\n")))
