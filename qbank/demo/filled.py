"""The campaign's own template, filled in as a clerk does it: typed into the blanks, nothing else touched."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from qbank.campaigns.template_files import HEADINGS, Task, block_labels, make_sheet, make_word
from qbank.demo.content import TYPE_NAMES, Question, UnitQuestions


def template_in_word(path: Path, unit: UnitQuestions, task: Task) -> None:
    document = Document(BytesIO(make_word(task)))
    blanks = iter(document.paragraphs)
    for kind in TYPE_NAMES:
        for number, question in enumerate(unit.of_type(kind), 1):
            next(blank for blank in blanks if blank.text == f"{number}. ").add_run(question.stem)
            for label, text in zip(block_labels(kind), _lines(question), strict=True):
                blank = next(blanks)
                if blank.text != label:
                    raise ValueError(f"the template has {blank.text!r} where {label!r} was expected")
                blank.add_run(text)
    document.save(str(path))


def _lines(question: Question) -> Iterator[str]:
    """What goes behind the labels of one block, in their order."""
    yield from question.options
    yield question.written_answer
    yield question.explanation
    yield question.citation
    yield str(question.difficulty)
    yield "、".join(question.topics)


def template_in_excel(path: Path, unit: UnitQuestions, task: Task) -> None:
    book = load_workbook(BytesIO(make_sheet(task)))
    sheet = book["试题"]
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    columns = {name: place for place, (name, _width) in enumerate(HEADINGS, 1)}
    for row, question in enumerate(unit.questions, header + 1):
        cells = {
            "题型": TYPE_NAMES[question.type],
            "题干": question.stem,
            **{f"选项{letter}": text for letter, text in zip("ABCDEF", question.options, strict=False)},
            "答案": question.written_answer,
            "解析": question.explanation,
            "法律依据": question.citation,
            "难度": str(question.difficulty),
            "知识点": "、".join(question.topics),
        }
        for name, text in cells.items():
            sheet.cell(row, columns[name]).value = text
    book.save(path)
