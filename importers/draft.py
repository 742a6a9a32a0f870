"""The vocabulary of this folder: what a question file was understood to hold, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

ItemType = Literal["single_choice", "multiple_choice", "true_false", "blank", "essay"]
Severity = Literal["error", "warning"]
Json = dict[str, object]

TYPE_NAMES: dict[ItemType, str] = {
    "single_choice": "单选题",
    "multiple_choice": "多选题",
    "true_false": "判断题",
    "blank": "填空题",
    "essay": "问答题",
}

# Who writes the comments that `remarks` puts into a copy of the clerk's file; they are no text of the clerk's.
REMARK_AUTHOR = "题库"

# The reason of a skipped place of the template that nobody filled: no fault, but a count that a campaign may want.
BLANK_FORM = "没有填写的空白题位"
OF_ATTEMPT = "在线考试的提示"
# The reasons of text that no question took up: beside questions, and where none was found at all.
OF_NO_QUESTION = "不属于任何试题的文字"
NO_QUESTION_FOUND = "没有认出试题"


class Unreadable(Exception):
    """The file is no question file that can be read. `sentence` is for the clerk, `code` for programs."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: a paragraph of a Word file, a row of a sheet, a line of a text, all counted from 1.

    Word paragraphs are counted in the order of the document, empty ones and those in tables included.
    `column` holds the letters of a sheet's column where one cell is meant. `part` names what stands outside the running
    text (页眉, 页脚, 脚注).
    """

    paragraph: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    part: str | None = None

    def as_json(self) -> Json:
        fields = {
            "paragraph": self.paragraph,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "line": self.line,
            "part": self.part,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def in_words(self) -> str:
        if self.paragraph is not None:
            return f"第 {self.paragraph} 段"
        if self.sheet is not None:
            row = f"第 {self.row} 行" if self.row is not None else ""
            column = f" {self.column} 列" if self.column is not None else ""
            return f"工作表“{self.sheet}”{row}{column}"
        if self.line is not None:
            return f"第 {self.line} 行"
        return self.part or "文件"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something doubtful or wrong. `code` is one of `problems.CODES`; `message` is a Chinese sentence."""

    code: str
    severity: Severity
    message: str
    place: Place | None = None

    def as_json(self) -> Json:
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "place": self.place.as_json() if self.place else None,
        }


@dataclass(frozen=True, slots=True)
class DraftOption:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or formula of a question, which stands in its texts as 〔name〕 (图1, 公式1).

    A picture has a media type, the SHA-256 of its bytes and its size in pixels, a formula its MathML. What could not be
    taken over has none of these, and `note` says why, as the end of a sentence.
    """

    name: str
    kind: Literal["picture", "formula"]
    media_type: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    mathml: str = ""
    note: str = ""

    def as_json(self) -> Json:
        return {"name": self.name, "kind": self.kind} | {
            field.name: value for field in fields(self)[2:] if (value := getattr(self, field.name))
        }


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One question as read. `answer` is "BD" (labels in order), "T", "F", or None where the file has none.

    `indefinite` (不定项) tells that one answer may be right among several choices.
    """

    type: ItemType | None
    stem: str
    options: tuple[DraftOption, ...] = ()
    answer: str | None = None
    explanation: str = ""
    citation: str = ""
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    place: Place | None = None
    number: str = ""
    problems: tuple[Problem, ...] = ()
    figures: tuple[Figure, ...] = ()
    indefinite: bool = False

    def as_json(self) -> Json:
        said: Json = {
            "type": self.type,
            "stem": self.stem,
            "options": [{"label": option.label, "text": option.text} for option in self.options],
            "answer": self.answer,
            "explanation": self.explanation,
            "citation": self.citation,
            "difficulty": self.difficulty,
            "topics": list(self.topics),
            "place": self.place.as_json() if self.place else None,
            "number": self.number,
            "problems": [problem.as_json() for problem in self.problems],
        }
        if self.figures:
            said["figures"] = [figure.as_json() for figure in self.figures]
        if self.indefinite:
            said["indefinite"] = True
        return said


@dataclass(frozen=True, slots=True)
class Skipped:
    """A named piece of the file that is no question: a heading, front matter, a blank form. `reason` is Chinese."""

    place: Place
    text: str
    reason: str

    def as_json(self) -> Json:
        return {"place": self.place.as_json(), "text": self.text, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What one file was understood to hold. `reader` is "container/layout", as "word/numbered"."""

    file: str
    reader: str
    items: tuple[DraftItem, ...]
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def all_problems(self) -> Iterator[Problem]:
        yield from self.problems
        for item in self.items:
            yield from item.problems

    def as_json(self) -> Json:
        return {
            "file": self.file,
            "reader": self.reader,
            "items": [item.as_json() for item in self.items],
            "problems": [problem.as_json() for problem in self.problems],
            "skipped": [piece.as_json() for piece in self.skipped],
        }
