"""The templates that departments fill in read back exactly as they were filled in."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import importers
from qbank.campaigns.template_files import HEADINGS, Task, block_labels, make_sheet, make_word
from tests.campaigns.conftest import CampaignSite

TASK = Task(
    campaign="2026 年度法律试题征集",
    unit="云州市卫生健康委员会",
    laws=["传染病防治法", "生物安全法"],
    counts={"single_choice": 3, "multiple_choice": 2, "true_false": 2},
    deadline="2026 年 6 月 15 日 17:00",
    instructions="1. 结合本系统的案例。\n2. 有疑问打 6021。",
)


Filled = dict[str, Any]


def filled(kind: str, number: int) -> Filled:
    """What a clerk writes for one question."""
    letters = {"single_choice": "B", "multiple_choice": "ACD", "true_false": "F"}
    return {
        "type": kind,
        "stem": f"第{number}种情形（{kind}）应当由谁处理？（　　）",
        "options": [] if kind == "true_false" else [f"单位{letter}{number}" for letter in "甲乙丙丁"],
        "answer": letters[kind],
        "explanation": f"=1+1 这样开头的解析不是公式；第{number}条写明了。",
        "citation": f"《传染病防治法》第{number}条",
        "difficulty": number % 5 + 1,
        "topics": ["报告", f"要点{number}"],
    }


def wanted() -> list[Filled]:
    return [filled(kind, number) for kind, count in TASK.asked.items() for number in range(1, count + 1)]


_PIECES = (
    "第七条", "《某某办法》", "“引号”", "（AI）", "维生素B12", "U.S.A.", "A型血", "3.5倍", "2024年1月1日", "10%", "①②", "=1+1", "+86", "@人",
    "<b>&amp;", "𠮷", "ＡＢＣ１２３", "——", "…", "·", "〔2024〕8号", "“1.甲；2.乙。”", "或者", "应当", "不得", "℃", "≥60", "“对”",
)  # fmt: skip
_words = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join)


@st.composite
def fillings(draw: st.DrawFn) -> list[Filled]:
    """What a clerk may write into every place of the template, with odd characters and two to six options."""
    questions = []
    for number, question in enumerate(wanted()):
        kind = question["type"]
        options = (
            []
            if kind == "true_false"
            else draw(st.lists(_words.map(lambda text: f"某{text}"), min_size=2, max_size=6, unique=True))
        )
        letters = "ABCDEF"[: len(options)]
        least = 1 if kind == "single_choice" else 2
        most = 1 if kind == "single_choice" else len(letters)
        answer = (
            draw(st.sampled_from("TF"))
            if kind == "true_false"
            else "".join(sorted(draw(st.sets(st.sampled_from(letters), min_size=least, max_size=most))))
        )
        questions.append({
            "type": kind,
            "stem": f"第{number}种{draw(_words)}（　　）。",
            "options": options,
            "answer": answer,
            "explanation": draw(st.just("") | _words.map(lambda text: f"理由是{text}。")),
            "citation": draw(st.just("") | _words.map(lambda text: f"《某法》{text}")),
            "difficulty": draw(st.none() | st.integers(1, 5)),
            "topics": draw(st.lists(st.sampled_from(["报告", "（AI）", "A型血", "≥60"]), max_size=2, unique=True)),
        })  # fmt: skip
    return questions


def answer_word(question: dict[str, Any]) -> str:
    truth = question["type"] == "true_false"
    return {"T": "对", "F": "错"}[question["answer"]] if truth else str(question["answer"])


def read(folder: Path, name: str, content: bytes) -> importers.ImportResult:
    path = folder / name
    path.write_bytes(content)
    return importers.read(path)


def as_filled(item: importers.DraftItem) -> dict[str, Any]:
    return {
        "type": item.type,
        "stem": item.stem,
        "options": [option.text for option in item.options],
        "answer": item.answer,
        "explanation": item.explanation,
        "citation": item.citation,
        "difficulty": item.difficulty,
        "topics": list(item.topics),
    }


def fill_sheet(questions: list[Filled]) -> bytes:
    book = load_workbook(BytesIO(make_sheet(TASK)))
    sheet = book["试题"]
    header = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    columns = {name: place for place, (name, _width) in enumerate(HEADINGS, start=1)}
    for row, question in enumerate(questions, start=header + 1):
        cells = {
            "题干": question["stem"],
            "答案": answer_word(question),
            "解析": question["explanation"],
            "法律依据": question["citation"],
            "难度": question["difficulty"],
            "知识点": "、".join(question["topics"]),
        }
        cells |= {f"选项{letter}": text for letter, text in zip("ABCDEF", question["options"], strict=False)}
        for name, value in cells.items():
            cell = sheet.cell(row, columns[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill_word(questions: list[Filled]) -> bytes:
    """The places of the template filled in; options beyond the four that it offers on lines of their own."""
    document = Document(BytesIO(make_word(TASK)))
    paragraphs = document.paragraphs
    at = 0
    for question in questions:
        labels = block_labels(question["type"])
        while paragraphs[at + 1].text != labels[0]:
            at += 1
        options = question["options"]
        offered = len(labels) - 5
        grade = str(question["difficulty"] or "")
        rest = [answer_word(question), question["explanation"], question["citation"], grade]
        written = [question["stem"], *(options + [""] * 4)[:offered], *rest, "、".join(question["topics"])]
        for place, text in enumerate(written):
            paragraphs[at + place].add_run(text)
        for letter, text in list(zip("ABCDEF", options, strict=False))[offered:]:
            paragraphs[at + offered + 1].insert_paragraph_before(f"{letter}. {text}")
        for place in range(len(options), offered):
            paragraphs[at + 1 + place]._p.getparent().remove(paragraphs[at + 1 + place]._p)
        at += len(written)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


FILLED = [("filled.xlsx", fill_sheet), ("filled.docx", fill_word)]


@pytest.mark.parametrize(("name", "fill"), FILLED)
def test_a_filled_template_reads_back_exactly(tmp_path: Path, name: str, fill: Any) -> None:
    result = read(tmp_path, name, fill(wanted()))
    assert [as_filled(item) for item in result.items] == wanted()
    assert list(result.all_problems()) == []


@pytest.mark.parametrize(("name", "fill"), FILLED)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions=fillings())
def test_whatever_a_clerk_fills_in_reads_back_exactly(
    tmp_path: Path, name: str, fill: Any, questions: list[Filled]
) -> None:
    result = read(tmp_path, name, fill(questions))
    assert [as_filled(item) for item in result.items] == questions


@pytest.mark.parametrize(("name", "make"), [("empty.xlsx", make_sheet), ("empty.docx", make_word)])
def test_an_empty_template_holds_no_question_and_its_blank_forms_are_named(
    tmp_path: Path, name: str, make: Any
) -> None:
    result = read(tmp_path, name, make(TASK))
    assert result.items == ()
    assert list(result.all_problems()) == []
    blank = [piece for piece in result.skipped if piece.reason == "没有填写的空白题位"]
    assert len(blank) >= 7


def test_the_sheet_helps_to_fill_it_in() -> None:
    sheet = load_workbook(BytesIO(make_sheet(TASK)))["试题"]
    header = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    assert sheet.freeze_panes == f"D{header + 1}"
    assert [sheet.cell(header + row, 2).value for row in range(1, 8)] == ["单选"] * 3 + ["多选"] * 2 + [
        "判断"
    ] * 2
    ranges = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert ranges == {
        f"B{header + 1}:B{header + 7}": '"单选,多选,判断"',
        f"M{header + 1}:M{header + 7}": '"1,2,3,4,5"',
    }


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    task = Task("=cmd|' /C calc'!A0", "@单位", ["传染病防治法"], {"single_choice": 1}, "明天")
    sheet = load_workbook(BytesIO(make_sheet(task)))["试题"]
    assert sheet["A1"].data_type == "s"
    assert sheet["A1"].value == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_downloaded_template_carries_the_department_and_goes_through_upload(
    campaign_site: CampaignSite, kind: str
) -> None:
    clerk = campaign_site.clerk()
    answer = clerk.get(f"/submit/{campaign_site.health}/template.{kind}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if kind == "docx":
        text = "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs)
    else:
        sheet = load_workbook(BytesIO(answer.data))["试题"]
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for words in (
        "2026 年度征题",
        "云州市卫生健康委员会",
        "《传染病防治法》、《生物安全法》",
        "单选 3 道、多选 2 道",
    ):
        assert words in text
    assert campaign_site.upload(clerk, answer.data, f"试题.{kind}").status_code == 302
    assert campaign_site.drafts() == []
    assert "单选还差 3 道" in clerk.get(f"/submit/{campaign_site.health}").text
