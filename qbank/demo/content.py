"""The demonstration's words: questions of six departments and of the office's bank, and two fictitious regulations."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.numbering import chinese

FOLDER = Path(__file__).parent / "content"
TYPE_NAMES = {"single_choice": "单选", "multiple_choice": "多选", "true_false": "判断"}


@dataclass(frozen=True, slots=True)
class Question:
    type: str
    stem: str
    options: tuple[str, ...]
    answer: str
    explanation: str
    law: str
    article: str
    difficulty: int
    topics: tuple[str, ...]

    @property
    def citation(self) -> str:
        """The legal basis as a clerk writes it: 《食品安全法》第三十四条."""
        number, _, inserted = self.article.partition("-")
        suffix = f"之{chinese(int(inserted))}" if inserted else ""
        return f"《{self.law}》第{chinese(int(number))}条{suffix}"

    @property
    def written_answer(self) -> str:
        return {"T": "正确", "F": "错误"}.get(self.answer, self.answer)


@dataclass(frozen=True, slots=True)
class UnitQuestions:
    """One unit's questions, single choice before multiple choice before true/false."""

    unit: str
    scope: str
    laws: tuple[str, ...]
    questions: tuple[Question, ...]

    def of_type(self, kind: str) -> list[Question]:
        return [question for question in self.questions if question.type == kind]


def unit_questions(*names: str) -> UnitQuestions:
    """The questions in `content/<name>.toml`; several files of one unit are joined."""
    parts = [tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")) for name in names]
    questions = [_question(each) for part in parts for each in part["questions"]]
    order = list(TYPE_NAMES)
    return UnitQuestions(
        unit=parts[0]["unit"],
        scope=parts[0]["scope"],
        laws=tuple(law for part in parts for law in part["laws"]),
        questions=tuple(sorted(questions, key=lambda question: order.index(question.type))),
    )


def regulation_texts() -> list[Path]:
    """The texts of the fictitious regulations, each law's older version first."""
    return sorted((FOLDER / "laws").glob("*.md"))


def _question(said: dict[str, Any]) -> Question:
    return Question(
        type=said["type"],
        stem=said["stem"],
        options=tuple(said["options"]),
        answer=said["answer"],
        explanation=said["explanation"],
        law=said["law"],
        article=said["article"],
        difficulty=said["difficulty"],
        topics=tuple(said["topics"]),
    )
