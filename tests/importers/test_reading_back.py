"""What was written in any ordinary manner reads back exactly, without an alarm."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import DraftItem, read
from importers.normalise import same, squeeze
from tests.importers import sheets
from tests.importers.build import sheet, word_of
from tests.importers.mixtures import Choose, Style, paper, shown, style
from tests.importers.mixtures import written as mixed
from tests.importers.questions import Manner, Question, manners, questions, written

_ORDINARY = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _meant(question: Question) -> tuple[object, ...]:
    return (
        question.kind,
        squeeze(question.stem),
        tuple(("ABCDE"[at], same(text)) for at, text in enumerate(question.options)),
        question.answer,
    )


def _read(item: DraftItem) -> tuple[object, ...]:
    options = tuple((option.label, same(option.text)) for option in item.options)
    return item.type, squeeze(item.stem), options, item.answer


@_ORDINARY
@given(questions(), manners)
def test_a_text_in_any_ordinary_manner_reads_back(
    tmp_path: Path, asked: list[Question], manner: Manner
) -> None:
    path = tmp_path / "questions.txt"
    path.write_text(written(asked, manner), "utf-8")
    result = read(path)
    assert [_read(item) for item in result.items] == [_meant(question) for question in asked]
    assert [problem.message for item in result.items for problem in item.problems] == []


@settings(_ORDINARY, max_examples=25)
@given(questions(), manners)
def test_a_word_file_reads_like_the_same_text(tmp_path: Path, asked: list[Question], manner: Manner) -> None:
    path = word_of(tmp_path / "questions.docx", written(asked, manner))
    assert [_read(item) for item in read(path).items] == [_meant(question) for question in asked]


@settings(_ORDINARY, max_examples=25)
@given(questions(), manners)
def test_the_encoding_makes_no_difference(tmp_path: Path, asked: list[Question], manner: Manner) -> None:
    text = written(asked, manner)
    readings = []
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / "questions.txt"
        path.write_bytes(text.encode(encoding))
        readings.append(read(path).items)
    assert all(reading == readings[0] for reading in readings)


def test_the_text_on_show_keeps_the_signs_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    path.write_text(
        "单选题\n1．“甲”依《示例办法》第３条  Open  Source（　　）。\nＡ．１０ 日\nB. (二)\n答案：A\n2、乙（B）事\nA.一\nB.二\n",
        "utf-8",
    )
    first, second = read(path).items
    assert first.stem == "“甲”依《示例办法》第３条  Open  Source（　　）。"
    assert [option.text for option in first.options] == ["１０ 日", "(二)"]
    assert (second.stem, second.answer) == ("乙（　　）事", "B")


@st.composite
def _mixtures(draw: st.DrawFn) -> tuple[Style, list[list[Question]]]:
    choose = Choose(lambda count: draw(st.integers(0, count - 1)))
    how = style(choose)
    return how, paper(choose, how)


@settings(_ORDINARY, max_examples=60)
@given(_mixtures())
def test_any_mixture_of_the_families_reads_back(
    tmp_path: Path, mixture: tuple[Style, list[list[Question]]]
) -> None:
    how, chapters = mixture
    path = tmp_path / "mixture.txt"
    path.write_text(mixed(chapters, how), "utf-8")
    result = read(path)
    meant = [_meant(shown(question, how)) for chapter in chapters for question in chapter]
    assert [_read(item) for item in result.items] == meant


@pytest.mark.parametrize("seed", range(40))
def test_a_mixture_drawn_at_random_reads_back_without_an_alarm(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    choose = Choose(random.randrange)
    how = style(choose)
    chapters = paper(choose, how)
    path = word_of(tmp_path / "mixture.docx", mixed(chapters, how))
    result = read(path)
    meant = [_meant(shown(question, how)) for chapter in chapters for question in chapter]
    assert [_read(item) for item in result.items] == meant
    assert [problem.message for item in result.items for problem in item.problems] == []


@pytest.mark.parametrize("seed", range(30))
def test_a_sheet_in_any_ordinary_form_reads_back_without_an_alarm(tmp_path: Path, seed: int) -> None:
    choose = Choose(Random(seed).randrange)
    how = sheets.columns(choose)
    asked = sheets.questions(choose)
    result = read(sheet(tmp_path / "sheet.xlsx", 试题=sheets.rows(asked, how)))
    assert [_read(item) for item in result.items] == [_meant(question) for question in asked]
    assert [problem.message for item in result.items for problem in item.problems] == []
