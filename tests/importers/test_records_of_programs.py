"""Questions as JSON whose keys nobody knows: arrays of options are told by what they hold, and flags and words answer them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from importers import ImportResult, Unreadable, read

_TEXTS = ("甲局", "乙局", "丙局")
_RIGHTS = ("B", "C", "A")
Entry = dict[str, object] | str


def _read(folder: Path, said: object) -> ImportResult:
    path = folder / "试题.json"
    path.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return read(path)


def _codes(result: ImportResult) -> set[str]:
    return {problem.code for problem in result.problems}


def _are_read(result: ImportResult) -> None:
    assert [item.answer for item in result.items] == list(_RIGHTS)
    assert [item.stem for item in result.items] == [_asked(at) for at in range(3)]
    assert [[option.text for option in item.options] for item in result.items] == [list(_TEXTS)] * 3
    assert not any(item.problems for item in result.items)


def _asked(at: int) -> str:
    return f"第{at}种甲证由谁发放（）"


def _options(shape: Callable[[str, str, bool], Entry], right: str) -> list[Entry]:
    return [shape(letter, text, letter == right) for letter, text in zip("ABC", _TEXTS, strict=True)]


_LABELLED: dict[str, Callable[[str, str, bool], Entry]] = {
    "letters beside": lambda letter, text, _: {"no": letter, "words": text, "picture": False},
    "letters before": lambda letter, text, _: {"words": f"{letter}.{text}"},
}
_BARE: dict[str, Callable[[str, str, bool], Entry]] = {
    "strings": lambda letter, text, _: text,
    "a text": lambda letter, text, _: {"words": text},
    "ids": lambda letter, text, _: {"wordId": f"9000{ord(letter)}", "words": text, "group": "1"},
    "places": lambda letter, text, _: {"at": "ABC".index(letter), "words": text},
}
_FLAGGED: dict[str, Callable[[str, str, bool], Entry]] = {
    "true": lambda letter, text, right: {"words_id": f"9000{ord(letter)}", "words": text, "is_true_answer": right},
    "1": lambda letter, text, right: {"words": text, "correct": int(right)},
}  # fmt: skip


@pytest.mark.parametrize("shape", [*_LABELLED, *_BARE])
@pytest.mark.parametrize("answer", ["letter", "words"])
def test_an_array_of_texts_holds_the_options_whatever_its_key_is_called(
    tmp_path: Path, shape: str, answer: str
) -> None:
    for stem, right in (("title", "answer"), ("tg", "da")):
        questions = [
            {
                stem: _asked(at),
                "optionData": _options((_LABELLED | _BARE)[shape], letter),
                right: letter if answer == "letter" else _TEXTS["ABC".index(letter)],
            }
            for at, letter in enumerate(_RIGHTS)
        ]
        result = _read(tmp_path, questions)
        _are_read(result)
        told = shape not in _LABELLED or stem == "tg"
        assert ("header-missing" in _codes(result)) == told


@pytest.mark.parametrize("shape", _FLAGGED)
@pytest.mark.parametrize(("stem", "options"), [("question_text", "answers"), ("tg", "xx")])
def test_options_that_say_that_they_are_right_may_be_called_answers(
    tmp_path: Path, shape: str, stem: str, options: str
) -> None:
    questions = [
        {stem: _asked(at), options: _options(_FLAGGED[shape], right)} for at, right in enumerate(_RIGHTS)
    ]
    _are_read(_read(tmp_path, {"code": 200, "result": {"parts": [{"questions": questions}]}}))


def test_answers_beside_an_answer_are_the_options(tmp_path: Path) -> None:
    questions = [
        {"content": _asked(at), "answers": _options(_LABELLED["letters before"], ""), "answer": right}
        for at, right in enumerate(_RIGHTS)
    ]
    _are_read(_read(tmp_path, {"dw": questions}))


@pytest.mark.parametrize("name", ["多选题", "二、多项选择题（每题2分）"])
def test_a_name_beside_the_questions_of_a_part_tells_their_type(tmp_path: Path, name: str) -> None:
    question = {"title": _asked(0), "options": [*_TEXTS], "answer": "A"}
    result = _read(tmp_path, {"parts": [{"part": {"name": name, "id": 3}, "questions": [question]}]})
    assert [item.type for item in result.items] == ["multiple_choice"]
    assert {piece.reason for piece in result.skipped if name in piece.text} == {"试题以外的栏目"}


def test_of_several_arrays_that_one_holds_the_options_that_has_what_the_answers_name(tmp_path: Path) -> None:
    questions = [
        {"title": _asked(at), "used": ["窗口", "网上"], "xx": [*_TEXTS], "answer": right}
        for at, right in enumerate(_RIGHTS)
    ]
    result = _read(tmp_path, questions)
    _are_read(result)
    assert any(piece.text.startswith("used") for piece in result.skipped)


def test_letters_and_words_for_blanks_are_no_options(tmp_path: Path) -> None:
    several = _read(tmp_path, [{"title": _asked(0), "options": [*_TEXTS], "answers": ["A", "B"]}])
    assert [item.answer for item in several.items] == ["AB"]
    blanks = _read(tmp_path, [{"title": "甲证由___发放，由___收回。", "answers": ["甲局", "乙局"]}])
    assert not blanks.items[0].options
    assert blanks.items[0].problems


def test_statements_of_chapters_are_no_options_of_these(tmp_path: Path) -> None:
    chapters: list[object] = [
        {"zj": f"第{at}章", "tm": [{"t": f"甲证{at}收费", "dui": True}, {"t": f"乙证{at}收费", "dui": False}]}
        for at in (1, 2)
    ]
    with pytest.raises(Unreadable):
        _read(tmp_path, chapters)


def test_texts_of_a_chat_are_refused(tmp_path: Path) -> None:
    said = [
        {"role": "user", "words": "1. 甲证由谁发放（）"},
        {"role": "bot", "words": "A. 甲局 B. 乙局 答案：A"},
    ]
    with pytest.raises(Unreadable, match="JSON"):
        _read(tmp_path, {"messages": said})
