"""Random spreadsheets: headings, option cells and answers as they are seen in real files."""

from __future__ import annotations

from dataclasses import dataclass

from tests.importers.mixtures import NAMES, Choose, paper, style
from tests.importers.questions import Question


@dataclass(frozen=True)
class Columns:
    """How one sheet is laid out."""

    number: str
    type: str
    stem: str
    options: str
    answer: str
    between: str
    truth: str
    title: bool
    truth_options: bool


def columns(choose: Choose) -> Columns:
    return Columns(
        number=choose(("序号", "题号", "编号", "")),
        type=choose(("题型", "题目类型", "试题类型*", "")),
        stem=choose(("题干", "题目", "试题内容", "问题", "题目内容（必填）")),
        options=choose(("选项{}", "{}", "{}选项", "lines", "bars", "hashes", "stars", "json", "labelled")),
        answer=choose(("答案", "正确答案", "标准答案", "参考答案")),
        between=choose(("", ",", "，", "、", ";", "|", " ")),
        truth=choose(("正确|错误", "对|错", "√|×", "T|F", "A|B", "是|否")),
        title=choose((True, False)),
        truth_options=choose((True, False)),
    )


def questions(choose: Choose) -> list[Question]:
    return [question for chapter in paper(choose, style(choose)) for question in chapter]


def rows(asked: list[Question], how: Columns) -> list[list[object]]:
    """The rows of the sheet, header and all."""
    letters = "ABCDE" if "{}" in how.options else ""
    head = [how.number, how.type, how.stem]
    head += [how.options.format(letter) for letter in letters] or ["选项"]
    head += [how.answer, "解析"]
    kept = [at for at, name in enumerate(head) if name]
    found: list[list[object]] = [["云州市示例局试题汇总"], []] if how.title else []
    found.append([head[at] for at in kept])
    for at, question in enumerate(asked, 1):
        row = [
            at,
            NAMES[question.kind][1],
            question.stem,
            *_options(question, how, letters),
            _answer(question, how),
            "见规定",
        ]
        found.append([row[place] for place in kept])
    return found


def _options(question: Question, how: Columns, letters: str) -> list[str]:
    texts = list(question.options)
    if question.kind == "true_false" and (how.truth_options or how.truth == "A|B"):
        texts = ["正确", "错误"]
    if letters:
        return [*texts, *[""] * (len(letters) - len(texts))]
    labelled = [f"{letter}.{text}" for letter, text in zip("ABCDE", texts, strict=False)]
    return [
        {
            "lines": "\n".join(labelled), "bars": "|".join(texts), "hashes": "##".join(labelled),
            "stars": "".join(f"**{text}" for text in labelled),
            "json": "[" + ",".join(f'"{text}"' for text in texts) + "]" if texts else "", "labelled": "  ".join(labelled),
        }[how.options]
    ]  # fmt: skip


def _answer(question: Question, how: Columns) -> str:
    if question.kind == "true_false":
        return how.truth.split("|")["TF".index(question.answer)]
    return how.between.join(question.answer)
