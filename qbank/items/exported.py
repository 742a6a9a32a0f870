"""What a file of questions carries, and how its table is laid out, in Word and in Excel alike. Plain data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from qbank.items.content import Blocks
from qbank.items.figures import Figures, from_text, image_digests
from qbank.items.word_figures import Pictures

TITLES = {"single_choice": "单项选择题", "multiple_choice": "多项选择题", "true_false": "判断题"}
WORDS = {"single_choice": "单选", "multiple_choice": "多选", "true_false": "判断"}
TRUTHS = {"T": "对", "F": "错"}
LETTERS = "ABCDEFGHIJ"
LONGEST_CELL = 32_767
"""The most characters that a cell of a workbook holds."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a question says: all that is carried. `answer` is letters, or T / F; `figures` are what the signs stand for."""

    type: str
    stem: str
    options: tuple[str, ...]
    answer: str
    explanation: str = ""
    citation: str = ""
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    figures: Figures = field(default_factory=dict, hash=False)

    @property
    def answer_words(self) -> str:
        return TRUTHS[self.answer] if self.type == "true_false" else self.answer

    @property
    def texts(self) -> tuple[str, ...]:
        return self.stem, *self.options, self.explanation, self.citation, *self.topics


@dataclass(frozen=True, slots=True)
class Exported:
    """A question to be written. `asides` stand beside it for people (unit, scope, state) and are not read back."""

    said: Said
    asides: tuple[str, ...] = ()
    public_id: str = ""


def unwritable(said: Said, ending: str, pictures: Pictures) -> str:
    """Why a file with this ending cannot hold the question as it is; empty where it can."""
    if any(ILLEGAL_CHARACTERS_RE.search(text) for text in said.texts):
        return "里面有看不见的控制字符"
    if max(map(len, said.texts)) > LONGEST_CELL:
        return f"有一段文字超过 {LONGEST_CELL:,} 个字"
    if any(pictures(digest) is None for digest in image_digests(said.figures)):
        return "有一个图的文件已丢失"
    if ending == "xlsx" and any(block["kind"] == "math" for block in said.figures.values()):
        return "有公式，Excel 的单元格里写不下，请导出 Word"
    if ending == "xlsx" and any(
        block["kind"] != "text" for text in said.texts for block in text_first(text, said)[0]
    ):
        return "图在文字中间，Excel 里只能放在文字后面，请导出 Word"
    return ""


def text_first(text: str, said: Said) -> tuple[Blocks, Blocks]:
    """A text up to the images that end it, and these."""
    blocks = from_text(text, said.figures, strict=False)
    last = next((at for at in range(len(blocks), 0, -1) if blocks[at - 1]["kind"] != "image"), 0)
    return blocks[:last], blocks[last:]


ASIDES = ("单位", "范围", "状态")


def headings_for(questions: Sequence[Exported]) -> list[str]:
    most = max((len(each.said.options) for each in questions), default=0)
    options = [f"选项{letter}" for letter in LETTERS[: max(most, 4)]]
    return ["序号", "题型", "题干", *options, "答案", "解析", "法律依据", "难度", "知识点"]


def row_of(number: int, said: Said, headings: Sequence[str]) -> list[str]:
    """The cells under `headings`. A reader takes a number off a stem, and a letter off an option: own ones are given to take."""
    stem = f"{number}. {said.stem}" if re.match(r"\s*\d+\s*[.、．]", said.stem) else said.stem
    lettered = list(zip(LETTERS, said.options, strict=False))
    if any(re.match(rf"\W*{letter}", text, re.I) for letter, text in lettered):
        lettered = [(letter, f"{letter}. {text}") for letter, text in lettered]
    cells = {
        "序号": str(number),
        "题型": WORDS[said.type],
        "题干": stem,
        "答案": said.answer_words,
        "解析": said.explanation,
        "法律依据": said.citation,
        "难度": str(said.difficulty or ""),
        "知识点": "、".join(said.topics),
    } | {f"选项{letter}": text for letter, text in lettered}
    return [cells.get(heading, "") for heading in headings]
