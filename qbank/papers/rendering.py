"""From a frozen snapshot of questions and one paper's layout to what the exam engine sees: PAPER and KEYS.

A `PaperContent` has no place for an answer: its models refuse every field that they do not name. Its `digest` is SHA-256 over
the canonical JSON (RFC 8785; all numbers are integers, all names ASCII) of the paper without the field `digest`, so that an
engine in any language can check it: names sorted, no white space, UTF-8, nothing escaped that need not be.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SECTION_WORDS = {"single_choice": "单项选择题", "multiple_choice": "多项选择题", "true_false": "判断题"}
CHINESE_NUMBERS = "一二三四五六七八九十"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

ItemType = Literal["single_choice", "multiple_choice", "true_false"]


class Strict(BaseModel):
    """Immutable, and without room for what is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextBlock(Strict):
    kind: Literal["text"]
    text: str


class ImageBlock(Strict):
    kind: Literal["image"]
    href: str
    alt: str
    width: int
    height: int


class MathBlock(Strict):
    kind: Literal["math"]
    mathml: str


Block = Annotated[TextBlock | ImageBlock | MathBlock, Field(discriminator="kind")]


class PaperOption(Strict):
    label: str
    content: list[Block]


class PaperItem(Strict):
    id: str
    version: int
    stem: list[Block]
    options: list[PaperOption]


class PaperSection(Strict):
    title: str
    type: ItemType
    points_each: int
    items: list[PaperItem]


class PaperContent(Strict):
    """PAPER of docs/formats.md: what a candidate reads."""

    id: str
    exam: str
    form: str | None
    number: int | None
    manifest: str
    sections: list[PaperSection]
    digest: str


class Scoring(Strict):
    rule: Literal["all_or_nothing", "part_marks"]
    points: int
    part_points: int | None


class CitedLaw(Strict):
    law: str
    article: str | None
    version: str | None


class ItemKey(Strict):
    id: str
    version: int
    answer: list[str]
    scoring: Scoring
    explanation: list[Block]
    citations: list[CitedLaw]


class KeysContent(Strict):
    """KEYS of docs/formats.md, with labels as they stand on this paper."""

    paper: str
    items: list[ItemKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What names a paper: ids as the engine sees them, and `form` (A, B, C) or `number` (one paper a candidate)."""

    id: str
    exam: str
    manifest: str
    form: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A question in its place: `index` into the snapshot; `options[i]` = which original option stands at place i."""

    index: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacedSection:
    type: str
    points_each: int
    items: Sequence[Placed]


Snapshot = Sequence[Mapping[str, Any]]
"""The frozen questions: `id, version, type, stem, options [{label, content}], answer_key, explanation, citations`."""


def candidate_paper_id(manifest: str, number: int) -> str:
    """The id of paper `number` of an assembly that holds one paper for each candidate."""
    return f"{manifest}-{number}"


def render_paper(facts: PaperFacts, sections: Sequence[PlacedSection], snapshot: Snapshot) -> PaperContent:
    content: dict[str, Any] = {
        "id": facts.id,
        "exam": facts.exam,
        "form": facts.form,
        "number": facts.number,
        "manifest": facts.manifest,
        "sections": [
            _section(place, section, snapshot, f"/api/v1/exams/{facts.exam}")
            for place, section in enumerate(sections)
            if section.items
        ],
    }
    return PaperContent.model_validate({**content, "digest": digest_of(content)})


def render_keys(facts: PaperFacts, sections: Sequence[PlacedSection], snapshot: Snapshot) -> KeysContent:
    return KeysContent.model_validate(
        {
            "paper": facts.id,
            "items": [
                _key(placed, section, snapshot, f"/api/v1/papers/{facts.id}/keys")
                for section in sections
                for placed in section.items
            ],
        }
    )


def canonical_json(content: Any) -> bytes:
    """RFC 8785 for content whose numbers are integers and whose names are ASCII."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """`sha256:` and 64 hex digits, over `content` without its own `digest`."""
    bare = {name: value for name, value in content.items() if name != "digest"}
    return "sha256:" + hashlib.sha256(canonical_json(bare)).hexdigest()


def _section(place: int, section: PlacedSection, snapshot: Snapshot, address: str) -> dict[str, Any]:
    return {
        "title": f"{CHINESE_NUMBERS[place]}、{SECTION_WORDS[section.type]}",
        "type": section.type,
        "points_each": section.points_each,
        "items": [_item(placed, section, snapshot, address) for placed in section.items],
    }


def _item(placed: Placed, section: PlacedSection, snapshot: Snapshot, address: str) -> dict[str, Any]:
    question = snapshot[placed.index]
    if question["type"] != section.type:
        raise ValueError(f"question {question['id']} does not belong into a section of {section.type}")
    options = question["options"]
    if sorted(placed.options) != list(range(len(options))):
        raise ValueError(f"the order of options of question {question['id']} is no permutation")
    return {
        "id": question["id"],
        "version": question["version"],
        "stem": _blocks(question["stem"], address),
        "options": [
            {"label": LETTERS[place], "content": _blocks(options[original]["content"], address)}
            for place, original in enumerate(placed.options)
        ],
    }


def _key(placed: Placed, section: PlacedSection, snapshot: Snapshot, address: str) -> dict[str, Any]:
    question = snapshot[placed.index]
    return {
        "id": question["id"],
        "version": question["version"],
        "answer": _answer(question, placed),
        "scoring": {"rule": "all_or_nothing", "points": section.points_each, "part_points": None},
        "explanation": _blocks(question["explanation"], address),
        "citations": question["citations"],
    }


def _blocks(blocks: Sequence[Mapping[str, Any]], address: str) -> list[Mapping[str, Any]]:
    """The blocks with images at the address where the engine finds them."""
    return [
        {**block, "href": f"{address}/{block['href']}"} if block["kind"] == "image" else block
        for block in blocks
    ]


def image_digests(blocks: Iterable[Mapping[str, Any]]) -> set[str]:
    """The digests of the images among `blocks`, which end their addresses."""
    return {block["href"].rpartition("/")[2] for block in blocks if block["kind"] == "image"}


def _answer(question: Mapping[str, Any], placed: Placed) -> list[str]:
    """The right labels as this paper shows them; `T` or `F` for true/false."""
    if question["type"] == "true_false":
        return [question["answer_key"]]
    right = set(question["answer_key"])
    return [
        LETTERS[place]
        for place, original in enumerate(placed.options)
        if question["options"][original]["label"] in right
    ]
