"""Question files in the ways clerks write them: each function is one clerk's habit.

The files are made for the demonstration and for people to try by hand; what is read from them is up to `importers`.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from qbank.demo.content import TYPE_NAMES, Question, UnitQuestions

BLANK = re.compile(r"（[\s　]*）")
HEADINGS = {"single_choice": "单项选择题", "multiple_choice": "多项选择题", "true_false": "判断题"}
CHINESE = "一二三四五"


def answers_in_the_stem(path: Path, unit: UnitQuestions) -> None:
    """Word, free hand: the key inside the stem's bracket, two options a line, the basis below."""
    document = _word(f"{unit.unit}报送试题")
    for heading, questions in _sections(unit):
        document.add_paragraph(heading)
        for number, question in enumerate(questions, 1):
            document.add_paragraph(f"{number}．{_filled(question)}")
            for pair in _pairs(question.options):
                document.add_paragraph("\t".join(f"{letter}．{text}" for letter, text in pair))
            document.add_paragraph(f"依据：{question.citation}")
            document.add_paragraph(f"解析：{question.explanation}")
    document.save(str(path))


def answers_on_a_line(path: Path, unit: UnitQuestions) -> None:
    """Word with automatic numbering: Word counts the questions, the options are typed, the answer has its own line."""
    document = _word(f"{unit.unit}法律知识试题")
    for heading, questions in _sections(unit):
        document.add_heading(heading, level=2)
        numbering = _new_list(document)
        for question in questions:
            _numbered(document, numbering, question.stem)
            for letter, text in zip("ABCDEF", question.options, strict=False):
                document.add_paragraph(f"{letter}、{text}")
            document.add_paragraph(f"【答案】{question.written_answer}")
            document.add_paragraph(f"【解析】{question.explanation}")
            document.add_paragraph(f"【法律依据】{question.citation}")
    document.save(str(path))


def key_at_the_end(path: Path, unit: UnitQuestions) -> None:
    """Word: questions without answers, and a key after the last one."""
    document = _word(f"{unit.unit}普法考试征集题")
    for heading, questions in _sections(unit):
        document.add_paragraph(heading)
        for number, question in enumerate(questions, 1):
            document.add_paragraph(f"{number}、{question.stem}")
            for letter, text in zip("ABCDEF", question.options, strict=False):
                document.add_paragraph(f"{letter}. {text}")
    document.add_paragraph("参考答案")
    for heading, questions in _sections(unit):
        document.add_paragraph(heading)
        for start in range(0, len(questions), 5):
            group = questions[start : start + 5]
            document.add_paragraph(
                "  ".join(f"{start + at}.{each.answer}" for at, each in enumerate(group, 1))
            )
    document.save(str(path))


def own_sheet(path: Path, unit: UnitQuestions) -> None:
    """Excel with the clerk's own headings, a sheet a type and a title above the header."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for kind, name in TYPE_NAMES.items():
        questions = unit.of_type(kind)
        if not questions:
            continue
        sheet = workbook.create_sheet(f"{name}题")
        letters = "ABCD" if kind != "true_false" else ""
        header = [
            "序号",
            "题目",
            *[f"选项{letter}" for letter in letters],
            "正确答案",
            "答案解析",
            "法律依据",
            "难度",
            "知识点",
        ]
        sheet.append([f"{unit.unit}{name}题"])
        sheet.append(header)
        for number, question in enumerate(questions, 1):
            options = [*question.options, *[""] * (len(letters) - len(question.options))]
            sheet.append(
                [
                    number,
                    question.stem,
                    *options,
                    question.written_answer,
                    question.explanation,
                    question.citation,
                    question.difficulty,
                    "、".join(question.topics),
                ]
            )
        _dress(sheet, len(header))
    workbook.save(path)


def _dress(sheet: Worksheet, columns: int) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet["A1"].font = Font(size=14, bold=True)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column in range(2, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 36 if column == 2 else 20
    sheet.freeze_panes = "A3"


def _word(title: str) -> WordDocument:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(title)
    run.font.size, run.bold = Pt(16), True
    return document


def _sections(unit: UnitQuestions) -> list[tuple[str, list[Question]]]:
    """The headings as clerks write them, each with its questions: 一、单项选择题（共20题）."""
    found = [(HEADINGS[kind], unit.of_type(kind)) for kind in TYPE_NAMES]
    kept = [(name, questions) for name, questions in found if questions]
    return [
        (f"{CHINESE[place]}、{name}（共{len(questions)}题）", questions)
        for place, (name, questions) in enumerate(kept)
    ]


def _filled(question: Question) -> str:
    """The stem with the key in its first bracket."""
    return BLANK.sub(f"（{question.answer}）", question.stem, count=1)


def _pairs(options: Sequence[str]) -> Iterable[list[tuple[str, str]]]:
    lettered = list(zip("ABCDEF", options, strict=False))
    return (lettered[start : start + 2] for start in range(0, len(lettered), 2))


def _new_list(document: WordDocument) -> int:
    """A list of Word's own that counts from 1 again; its number."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    abstract = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = made.numId
    return number


def _numbered(document: WordDocument, numbering: int, text: str) -> None:
    paragraph = document.add_paragraph(text, style="List Number")
    properties: Any = paragraph._p.get_or_add_pPr()  # its class grows these methods at run time
    place = properties.get_or_add_numPr()
    place.get_or_add_ilvl().val = 0
    place.get_or_add_numId().val = numbering
