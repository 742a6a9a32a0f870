"""The one place where the words of `importers` become ours: drafts, problems with their places, and what was skipped.

A question travels as JSON: `type`, `stem`, `options` (label and text), `answer`, `explanation`, `citation`, `difficulty`,
`topics`, `figures` where it has some, `indefinite` where it is 不定项, and of its origin `number` (in the file), `where` (words)
and `place` (as `importers` writes it; none for what was written in the page). A problem is `code`, `severity`, `message`, and its own `where` and `place`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import importers
from importers.checks import called
from qbank.files import FileStore
from qbank.items.content import QuestionContent, make_options
from qbank.items.figures import Figures, from_text, kept_pictures, named_in, read_figures
from qbank.items.models import QuestionType

Json = dict[str, Any]

# Found anew whenever they are looked at, for they hang on which questions are chosen.
TOGETHER = "stem-duplicate"
# A doubt for a reader of files, but a question that the bank does not take.
REFUSED_BY_BANK = frozenset({"multiple-choice-one-answer", "picture"})
MOST_OPTIONS, LONGEST_CITATION, LONGEST_TOPIC = 10, 500, 60


class Unreadable(Exception):
    """The file cannot be read as questions; the message is the sentence for the clerk."""


@dataclass(frozen=True, slots=True)
class DraftReading:
    content: Json
    problems: list[Json]


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file was understood to hold; `drafts` in the order of the file."""

    reader: str
    drafts: tuple[DraftReading, ...]
    problems: list[Json]
    skipped: list[Json]


def read_file(path: Path, store: FileStore) -> FileReading:
    """The questions in the file at `path`, read in a limited child process; their pictures go into `store`.

    Raises `Unreadable`.
    """
    try:
        with kept_pictures(store) as folder:
            result = importers.read_in_child(path, pictures=folder)
    except importers.Unreadable as error:
        raise Unreadable(error.sentence) from error
    return FileReading(
        reader=result.reader,
        drafts=tuple(_draft(item, position) for position, item in enumerate(result.items, start=1)),
        problems=[_problem(problem) for problem in result.problems],
        skipped=[
            {"where": piece.place.in_words(), "text": piece.text, "reason": piece.reason}
            for piece in result.skipped
        ],
    )


def check(content: Json, position: int) -> list[Json]:
    """The problems of a question as a person left it. The page counts questions through: `position`, from 1."""
    found = importers.check_item(_as_item(content, position))
    return [
        *(_problem(problem) for problem in found),
        *_refused_by_bank(content, position),
        *_strange_signs(content, position),
    ]


def repeated(questions: Sequence[tuple[int, Json]]) -> dict[int, Json]:
    """The problem of each question that says the same as an earlier one, by its position."""
    items = [replace(_as_item(content, position), problems=(), place=None) for position, content in questions]
    checked = importers.check_together(items)
    return {
        position: _problem(item.problems[0])
        for (position, _content), item in zip(questions, checked, strict=True)
        if item.problems
    }


def question_content(content: Json) -> QuestionContent:
    """The question as it enters the bank. Raises `ValueError` for a type that the bank does not keep."""
    figures = figures_in(content)
    return QuestionContent(
        type=QuestionType(content["type"]),
        stem=from_text(content["stem"].strip(), figures, strict=False),
        options=make_options(
            [from_text(option["text"].strip(), figures, strict=False) for option in content["options"]]
        ),
        answer_key=content["answer"] or "",
        explanation=from_text(content["explanation"].strip(), figures, strict=False),
        citation=content["citation"].strip(),
    )


def figures_in(content: Json) -> Figures:
    """What the signs in the texts of a question stand for."""
    return read_figures(content.get("figures", ()))


def empty_content(kind: str) -> Json:
    """A question of which only the type is known yet."""
    return {
        "type": kind,
        "stem": "",
        "options": [],
        "answer": None,
        "explanation": "",
        "citation": "",
        "difficulty": None,
        "topics": [],
        "number": "",
        "where": "",
        "place": None,
    }


def _draft(item: importers.DraftItem, position: int) -> DraftReading:
    content = item.as_json()
    del content["problems"]
    content["where"] = item.place.in_words() if item.place else ""
    name = f"第 {position} 题"
    problems = [
        _problem(replace(problem, message=problem.message.replace(called(item), name, 1)))
        for problem in item.problems
        if problem.code != TOGETHER
    ]
    return DraftReading(content, [*problems, *_refused_by_bank(content, position)])


def _refused_by_bank(content: Json, position: int) -> Iterator[Json]:
    """What the bank does not take: a kind of question that it does not know, and what is longer than it can hold."""
    if (
        content.get("indefinite")
        and content["type"] == "multiple_choice"
        and len(content["answer"] or "") == 1
    ):
        words = "是不定项选择题，只有一个答案，题库的多选题要有两个以上，请改为单选题，或补上其余的答案。"
        yield _own_problem("indefinite-one-answer", f"第 {position} 题{words}")
    if len(content["options"]) > MOST_OPTIONS:
        words = f"有 {len(content['options'])} 个选项，最多 {MOST_OPTIONS} 个。"
        yield _own_problem("options-too-many", f"第 {position} 题{words}")
    if len(content["citation"]) > LONGEST_CITATION:
        words = (
            f"法律依据有 {len(content['citation'])} 个字，最多 {LONGEST_CITATION} 个，只写法律名称和条号。"
        )
        yield _own_problem("citation-too-long", f"第 {position} 题的{words}")
    if any(len(topic) > LONGEST_TOPIC for topic in content["topics"]):
        yield _own_problem("topic-too-long", f"第 {position} 题的知识点太长，每个最多 {LONGEST_TOPIC} 个字。")


def _strange_signs(content: Json, position: int) -> Iterator[Json]:
    """Signs of figures that the question does not have: a slip of whoever moved one."""
    own = {figure["name"] for figure in content.get("figures", ())}
    texts = (content["stem"], *(option["text"] for option in content["options"]), content["explanation"])
    strange = dict.fromkeys(name for text in texts for name in named_in(text) if own and name not in own)
    for name in strange:
        words = f"没有〔{name}〕这个图或公式，请去掉它，或改成原有的编号。"
        yield _own_problem("figure-unknown", f"第 {position} 题{words}")


def _own_problem(code: str, message: str) -> Json:
    return {"code": code, "severity": "error", "message": message, "where": "", "place": None}


def _problem(problem: importers.Problem) -> Json:
    return {
        "code": problem.code,
        "severity": "error" if problem.code in REFUSED_BY_BANK else problem.severity,
        "message": problem.message,
        "where": problem.place.in_words() if problem.place else "",
        "place": problem.place.as_json() if problem.place else None,
    }


def _as_item(content: Mapping[str, Any], position: int) -> importers.DraftItem:
    return importers.DraftItem(
        type=content["type"],
        stem=content["stem"],
        options=tuple(importers.DraftOption(each["label"], each["text"]) for each in content["options"]),
        answer=content["answer"],
        explanation=content["explanation"],
        citation=content["citation"],
        difficulty=content["difficulty"],
        topics=tuple(content["topics"]),
        number=str(position),
        figures=tuple(importers.Figure(**each) for each in content.get("figures", ())),
        indefinite=content.get("indefinite", False),
    )
