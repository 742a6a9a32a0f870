"""What files of any layout hold for the bank: candidates, and text that is no question. No database.

The one module of the bank that knows the importers' vocabulary.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from importers import DraftItem, Limits, Unreadable, read_in_child
from qbank.files import FileStore
from qbank.items.content import Blocks, QuestionContent, content_fault, make_options, text_blocks
from qbank.items.figures import Figures, from_text, kept_pictures, read_figures
from qbank.items.models import QuestionType

LIMITS = Limits(memory=1 << 30, seconds=180)
"""A whole bank is larger than a department's file, and only the office's own people load one."""
SHOWN_FAULTS = 100
REFUSED_BY_BANK = frozenset({"picture"})
"""A doubt for a reader of files, but nobody could answer such a question."""
UNDERSTOOD = "表头"
"""The one reason that tells of nothing to look at: the headings by which a sheet was read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a file that was not read as a question, and why."""

    file: str
    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of the files of a load, kept in the file store."""

    candidates: list["Candidate"]
    pieces: list[Piece]

    def as_json(self) -> dict[str, Any]:
        return {
            "candidates": [one.as_json() for one in self.candidates],
            "pieces": [asdict(piece) for piece in self.pieces],
        }

    @classmethod
    def read_back(cls, path: Path) -> "Reading":
        said = json.loads(path.read_bytes())
        candidates = [Candidate.from_json(one) for one in said["candidates"]]
        return cls(candidates, [Piece(**piece) for piece in said["pieces"]])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One question as it was read; `fault` says why it cannot be loaded, and is empty where it can."""

    file: str
    place: str
    type: str
    stem: str
    options: tuple[str, ...]
    answer_key: str
    explanation: str
    citation: str
    difficulty: int | None
    topics: tuple[str, ...]
    fault: str
    doubts: tuple[str, ...]
    figures: Figures = field(default_factory=dict)

    @property
    def content(self) -> QuestionContent:
        return QuestionContent(
            type=QuestionType(self.type),
            stem=self._blocks(self.stem),
            options=make_options([self._blocks(option) for option in self.options]),
            answer_key=self.answer_key,
            explanation=self._blocks(self.explanation),
            citation=self.citation,
        )

    def _blocks(self, text: str) -> Blocks:
        return from_text(text, self.figures, strict=False)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Candidate":
        tuples = {name: tuple(said[name]) for name in ("options", "topics", "doubts")}
        return cls(**{**said, **tuples})


def read_file(path: Path, name: str, reading: Reading, store: FileStore) -> dict[str, Any]:
    """Add what a file holds to `reading`, and its pictures to `store`; what the preview tells of the file."""
    try:
        with kept_pictures(store) as folder:
            result = read_in_child(path, limits=LIMITS, pictures=folder)
    except Unreadable as error:
        return {"refusal": error.sentence, "questions": 0}
    reading.candidates.extend(_candidate(name, item) for item in result.items)
    pieces = [
        Piece(name, piece.place.in_words() if piece.place else "", piece.text, piece.reason)
        for piece in result.skipped
        if piece.reason != UNDERSTOOD
    ]
    reading.pieces.extend(pieces)
    remarks = [_in_words(problem.place, problem.message) for problem in result.problems]
    skipped = Counter(piece.reason for piece in pieces)
    rarest_first = sorted(pieces, key=lambda piece: skipped[piece.reason])
    return {
        "refusal": "",
        "questions": len(result.items),
        "remarks": remarks[:SHOWN_FAULTS],
        "skipped": dict(skipped.most_common()),
        "pieces": [
            {"place": piece.place, "text": piece.text[:80], "reason": piece.reason}
            for piece in rarest_first[:SHOWN_FAULTS]
        ],
    }


def _in_words(place: Any, message: str) -> str:
    return f"{place.in_words()}：{message}" if place else message


def _candidate(file: str, item: DraftItem) -> Candidate:
    return Candidate(
        file=file,
        place=_place_of(item),
        type=item.type or "",
        stem=item.stem,
        options=tuple(option.text for option in item.options),
        answer_key=item.answer or "",
        explanation=item.explanation,
        citation=item.citation,
        difficulty=item.difficulty if item.difficulty in range(1, 6) else None,
        topics=item.topics,
        fault=_fault(item),
        doubts=tuple(problem.message for problem in item.problems if problem.severity != "error"),
        figures=read_figures(figure.as_json() for figure in item.figures),
    )


def _place_of(item: DraftItem) -> str:
    number = f"第 {item.number} 题" if item.number else ""
    return "，".join(part for part in (item.place.in_words() if item.place else "", number) if part)


def _fault(item: DraftItem) -> str:
    """Why this question cannot be loaded, for people; empty where it can."""
    errors = [
        problem.message
        for problem in item.problems
        if problem.severity == "error" or problem.code in REFUSED_BY_BANK
    ]
    if errors:
        return " ".join(errors)
    if item.type not in set(QuestionType):
        return "这里只收单选题、多选题和判断题。"
    if len(item.options) > 10:
        return f"选项最多 10 个，这道题有 {len(item.options)} 个。"
    if len(item.citation) > 500:
        return f"法律依据最多 500 字，这道题有 {len(item.citation)} 字。"
    if long := [topic for topic in item.topics if len(topic) > 60]:
        return f"知识点最多 60 字，这道题的“{long[0][:20]}…”有 {len(long[0])} 字。"
    content = QuestionContent(
        type=QuestionType(item.type),
        stem=text_blocks(item.stem),
        options=make_options([option.text for option in item.options]),
        answer_key=item.answer or "",
    )
    return content_fault(content) or ""
