"""What a question says, as typed blocks: text, images, formulas. Never HTML."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qbank.items.mathml import math_text
from qbank.items.models import ItemVersion, QuestionType

Block = dict[str, Any]
Blocks = list[Block]


def text_blocks(text: str) -> Blocks:
    """`text` as blocks; none where it is empty."""
    return [{"kind": "text", "text": text}] if text else []


def plain_text(blocks: Iterable[Block]) -> str:
    """What a reader hears: the texts, the alternative words of images, the letters and signs of formulas."""
    return "".join(_heard(block) for block in blocks)


def _heard(block: Block) -> str:
    if block["kind"] == "text":
        return str(block["text"])
    return (
        (block["alt"] or "〔图〕") if block["kind"] == "image" else math_text(block["mathml"]) or "〔公式〕"
    )


def make_options(contents: Sequence[str | Blocks]) -> list[dict[str, Any]]:
    """Options labelled A, B, C … in the order given."""
    return [
        {
            "label": chr(ord("A") + place),
            "content": text_blocks(content) if isinstance(content, str) else content,
        }
        for place, content in enumerate(contents)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionContent:
    """What one version of a question says. `answer_key` is sorted letters (`BD`), or `T` / `F` for true/false."""

    type: QuestionType
    stem: Blocks
    options: list[dict[str, Any]] = field(default_factory=list)
    answer_key: str
    explanation: Blocks = field(default_factory=list)
    citation: str = ""

    @classmethod
    def of(cls, version: ItemVersion) -> "QuestionContent":
        return cls(
            type=QuestionType(version.type),
            stem=version.stem,
            options=version.options,
            answer_key=version.answer_key,
            explanation=version.explanation,
            citation=version.citation,
        )


def content_fault(content: QuestionContent) -> str | None:
    """Why `content` cannot stand in the bank, as one sentence; None where it can. The last guard before the store."""
    labels = [option["label"] for option in content.options]
    if not plain_text(content.stem).strip():
        return "题干是空的。"
    if content.type is QuestionType.TRUE_FALSE:
        return None if content.answer_key in {"T", "F"} else "判断题的答案应是“对”或“错”。"
    if len(labels) < 2:
        return f"选择题至少要有两个选项，现在有 {len(labels)} 个。"
    if any(not plain_text(option["content"]).strip() for option in content.options):
        return "有的选项是空的。"
    letters = list(content.answer_key)
    if not letters or letters != sorted(set(letters)) or not set(letters) <= set(labels):
        return "答案不在选项之中。"
    if content.type is QuestionType.SINGLE_CHOICE and len(letters) != 1:
        return f"单选题只能有一个答案，现在有 {len(letters)} 个。"
    if content.type is QuestionType.MULTIPLE_CHOICE and len(letters) < 2:
        return "多选题至少要有两个答案，现在只有一个。"
    return None


def content_digest(content: QuestionContent) -> str:
    """SHA-256 (hex) of what is asked: type, stem, options and which of them are keyed; equal for exact repeats.

    Widths, case, white space, the order of options and the emptiness of brackets do not count.
    """
    keyed = [
        (_bare(_told(option["content"])), option["label"] in content.answer_key) for option in content.options
    ]
    truth = content.answer_key if content.type is QuestionType.TRUE_FALSE else ""
    asked = [content.type, _bare(_told(content.stem)), sorted(keyed), truth]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def _told(blocks: Blocks) -> str:
    """Like `plain_text`, but telling images and formulas apart by what they are."""
    return "".join(block.get("href") or block.get("mathml") or block["text"] for block in blocks)


def _bare(text: str) -> str:
    squeezed = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return squeezed.replace("()", "").replace("_", "").rstrip("。.;；")
