"""What was written in any ordinary manner reads back exactly, without an alarm."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from importers import DraftItem, read
from importers.normalise import same, squeeze
from tests.importers.build import word_of
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
