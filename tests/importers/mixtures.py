"""Random mixtures of what is seen in real question files: chapters, headings, numbers, labels, answers, keys, noise.

A mixture is described by a `Choose`: a function that picks one of several; hypothesis and a seeded generator both are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tests.importers.questions import Question

T = TypeVar("T")
_SUBJECTS = (
    "行政机关", "公民、法人", "县级以上人民政府", "维生素B12生产者", "A型血捐献者", "“两法”衔接工作", "《示例办法》", "U.S.A.公司",
    "（AI）系统", "3.5倍罚款", "2024年的备案", "第7条", "GB/T 19001", "Ａ类证件", "“一网通办”",
)  # fmt: skip
_PREDICATES = (
    "应当自受理之日起三十日内作出决定", "不得少于2人", "依法责令改正", "可以当场处罚", "由上级机关负责", "实行属地管理",
    "处1万元以上5万元以下罚款", "应当记录在案；", "免予听证", "公开、公平、公正", "按C类管理", "10%", "1至3日", "甲、乙和丙",
)  # fmt: skip
_ASKS = ("正确的是", "应当", "包括", "符合规定的有", "错误的是", "期限为")
_KINDS = ("single_choice", "multiple_choice", "true_false")
NAMES = {
    "single_choice": ("单项选择题", "单选题", "单选"),
    "multiple_choice": ("多项选择题", "多选题", "多选"),
    "true_false": ("判断题", "判断题", "判断"),
}
_CHINESE = "一二三四五六七八九十"
_CIRCLES = "ABCDEFGH"


class Choose:
    """Picks one of several."""

    def __init__(self, index: Callable[[int], int]) -> None:
        self._index = index

    def __call__(self, values: Sequence[T]) -> T:
        return values[self._index(len(values))]

    def between(self, low: int, high: int) -> int:
        return low + self._index(high - low + 1)

    def some(self, values: Sequence[T], least: int) -> list[T]:
        found = [value for value in values if self((True, False))]
        rest = [value for value in values if value not in found]
        while len(found) < least:
            found.append(rest.pop(self._index(len(rest))))
        return [value for value in values if value in found]


@dataclass(frozen=True)
class Style:
    """How one file is written. Each field names a family seen in real files."""

    number: str
    restart: bool
    told_type: str
    heading: str
    blank: str
    label: str
    lower: bool
    gap: str
    per_line: int
    answer: str
    between: str
    truth: str
    extras: tuple[str, ...]
    chapters: int
    noise: bool
    score: str
    twice: bool
    key: str


_NUMBERS = (
    "{}.", "{}．", "{}、", "({})", "（{}）", "{}. ", "第{}题 ", "第{}题：", "【{}】", "{} ", "{})", "题{}：", "题目{}：",
    "【例{}】", "问题{}：", "★{}、", "Q{}. ",
)  # fmt: skip
_EXTRAS = ("解析", "法律依据", "难度", "知识点", "分值")
_HEADINGS = (
    "{c}、{n}", "{c}、{n}（共{k}题）", "{c}、{n}（每题2分，共{p}分）", "（{c}）{n}", "第{c}部分 {n}", "{n}", "【{n}】", "{c}. {n}：",
    "{c}、{n}。每题只有符合题意的答案才得分，请将答案写在答题卡上。",
)  # fmt: skip


def style(choose: Choose) -> Style:
    told_type = choose(
        ("heading", "heading", "heading", "mark-behind", "mark-before", "line", "tags", "mark-end")
    )
    answer = choose(
        ("bracket", "bracket", "underline", "second", "text", "spread", "line", "lenticular", "same-line", "glued", "behind",
         "before", "chosen", "key-range", "key-pairs", "key-run", "key-chapter", "key-told", "announced", "first", "ticked",
         "letter", "english", "twice", "key-ordinal")
    )  # fmt: skip
    if told_type != "heading" and (answer.startswith("key") or answer == "first"):
        answer = "line"
    heading = choose(_HEADINGS)
    if answer == "key-ordinal" and not heading.startswith("{c}、"):
        heading = "{c}、{n}"
    spaced = answer in {"key-range", "key-chapter"}
    label = choose(("{}.", "{}．", "{}、", "{}:", "{}：", "{})", "({})", "（{}）", "【{}】", "{} ", "{}. "))
    return Style(
        number="{}." if answer == "first" else choose(_NUMBERS),
        restart=choose((True, True, False)),
        told_type=told_type,
        heading=heading,
        blank=choose(("（　　）", "（ ）", "()", "( )", "____", "（）", "(    )")),
        label=label,
        lower=choose((False, False, False, True)) and label not in {"{} "},
        gap=choose(("    ", "\t", "　　", "  ")),
        per_line=choose((1, 1, 2, 4)),
        answer=answer,
        between=choose(("", ",", "，", "、", ";") if spaced else ("", ",", "，", "、", " ", ";")),
        truth=choose(("√×", "对错", "正确|错误", "✓✗", "TF", "对。|错。")),
        extras=tuple(choose.some(_EXTRAS[answer == "first" :], 0)),
        chapters=1 if answer == "key-ordinal" else choose((1, 1, 1, 2, 3)),
        noise=choose((False, False, True)),
        score="" if told_type == "mark-end" else choose(("", "", "(1.5分)", "（2分）", " [1分]")),
        twice=choose((False, False, False, True)) and label in {"{}.", "{}、", "{}．"},
        key=choose(("参考答案", "答案汇总", "【答案速查表】", "标准答案：")),
    )


def question(choose: Choose, kind: str, at: int) -> Question:
    stem = f"关于{choose(_SUBJECTS)}第{_CHINESE[at % 10]}{_CHINESE[at // 10 % 10]}项，{choose(_PREDICATES)}，{choose(_SUBJECTS)}{choose(_ASKS)}"
    if kind == "true_false":
        return Question(kind, stem, (), choose("TF"))
    count = choose.between(3, 5)
    texts = [_PREDICATES[(at * 5 + 3 * offset + 7) % len(_PREDICATES)] for offset in range(count)]
    options = tuple(dict.fromkeys(texts))
    letters = _CIRCLES[: len(options)]
    answer = choose(letters) if kind == "single_choice" else "".join(choose.some(letters, 2))
    return Question(kind, stem, options, answer)


def paper(choose: Choose, how: Style) -> list[list[Question]]:
    """The questions of each chapter: one or several types, two or more of each, three where they carry scores."""
    at, chapters = choose.between(0, 5), []
    for _ in range(how.chapters):
        found = []
        for kind in choose.some(_KINDS, 1):
            for _ in range(choose.between(3 if how.score else 2, 5)):
                found.append(question(choose, kind, at))
                at += 1
        chapters.append(found)
    return chapters


def said(asked: Question, how: Style) -> str:
    if asked.kind != "true_false":
        return how.between.join(asked.answer)
    sides = how.truth.split("|") if "|" in how.truth else list(how.truth)
    return sides["TF".index(asked.answer)]


def written(chapters: list[list[Question]], how: Style) -> str:
    lines = ["云州市示例局普法试题", "请各位认真作答，书写工整。"] if how.noise else []
    number, section = 0, 0
    keys: list[str] = []
    for at, chapter in enumerate(chapters):
        if how.chapters > 1:
            lines.append(f"第{_CHINESE[at]}章 示例之{_CHINESE[at]}")
            section = 0
        own: list[str] = []
        for kind in dict.fromkeys(asked.kind for asked in chapter):
            group = [asked for asked in chapter if asked.kind == kind]
            number = 0 if how.restart else number
            title = _title(kind, section, group, how)
            section += 1
            lines += [title] if how.told_type == "heading" else []
            first = number + 1
            for asked in group:
                number += 1
                lines += _question(asked, number, how)
            own += _key(title, group, first, how)
            lines += [f"- {section} -"] if how.noise else []
        if how.answer == "key-chapter":
            lines += [how.key, *own]
        else:
            keys += [f"第{_CHINESE[at]}章 示例之{_CHINESE[at]}", *own] if how.chapters > 1 and own else own
    return "\n".join([*lines, *([how.key] if keys else []), *keys])


def _title(kind: str, section: int, group: list[Question], how: Style) -> str:
    name = NAMES[kind][section % 2]
    return how.heading.format(c=_CHINESE[section], n=name, k=len(group), p=2 * len(group))


def _key(title: str, group: list[Question], first: int, how: Style) -> list[str]:
    answers = [said(asked, how).rstrip("。") for asked in group]
    numbered = list(enumerate(answers, first))
    if how.answer in {"key-range", "key-chapter"}:
        return [title, f"{first}-{first + len(group) - 1}：{' '.join(answers)}"]
    if how.answer == "key-ordinal":
        return [f"{title[0]}、" + "  ".join(f"{number}. {answer}" for number, answer in numbered)]
    if how.answer == "key-pairs":
        return [title, "  ".join(f"{number}.{answer}" for number, answer in numbered)]
    if how.answer == "key-run":
        return [title, *(f"{number}、{answer}" for number, answer in numbered)]
    if how.answer == "key-told":
        return [
            title,
            *(f"{number}. 【答案】{answer}。解析：见第{number}条。" for number, answer in numbered),
        ]
    return []


def _stem(asked: Question, number: int, how: Style) -> str:
    mark = {"mark-behind": f"（{NAMES[asked.kind][2]}）", "mark-before": f"[{NAMES[asked.kind][1]}]"}
    head = how.number.format(number)
    head = head + mark["mark-behind"] if how.told_type == "mark-behind" else head
    head = mark["mark-before"] + head if how.told_type == "mark-before" else head
    head = f"{head}[{NAMES[asked.kind][1]}][2分][难度3]" if how.told_type == "tags" else head
    end = f"[{NAMES[asked.kind][1]}][2分]" if how.told_type == "mark-end" else how.score
    answer = said(asked, how).rstrip("。")
    if how.answer == "announced":
        return f"{head}{asked.stem}（答案：{answer}）。{end}"
    if how.answer == "first":
        return f"（ {answer} ）{head}{asked.stem}。{end}"
    if how.answer == "letter" and asked.options:
        return f"{head}{asked.stem}{how.blank}。{answer}"
    if how.answer == "bracket":
        return f"{head}{asked.stem}（{answer}）。{end}"
    if how.answer == "underline" and asked.kind != "true_false":
        return f"{head}{asked.stem}__{answer}__。{end}"
    if how.answer == "second":
        return f"{head}{asked.stem}{how.blank}。（{answer}）{end}"
    if how.answer == "text" and asked.kind == "single_choice":
        return f"{head}{asked.stem}（{asked.options['ABCDEFGH'.index(asked.answer)]}）。{end}"
    if how.answer == "spread" and asked.kind == "multiple_choice":
        return f"{head}{asked.stem}{'和'.join(f'（{letter}）' for letter in asked.answer)}。{end}"
    blank = how.blank if asked.options or how.blank != "____" else ""
    return f"{head}{asked.stem}{blank}。{end}"


def shown(asked: Question, how: Style) -> Question:
    """The question as it is to be read: where an answer is spread over several blanks, they stay in the stem."""
    if how.answer == "spread" and asked.kind == "multiple_choice":
        return replace(asked, stem=asked.stem + "和" * (len(asked.answer) - 1))
    return asked


_IN_STEM = {"bracket", "second", "announced", "first"}


def _question(asked: Question, number: int, how: Style) -> list[str]:
    label = how.label.lower() if how.lower else how.label
    label = label + label.rstrip() if how.twice and not how.lower else label
    letters = [letter.lower() if how.lower else letter for letter in "ABCDEFGH"]
    options = [
        label.format(letter, letter) + text for letter, text in zip(letters, asked.options, strict=False)
    ]
    rows = [how.gap.join(options[at : at + how.per_line]) for at in range(0, len(options), how.per_line)]
    answer = said(asked, how)
    told = {
        "line": [f"答案：{answer}"], "lenticular": [f"【答案】{answer}"], "before": [f"正确答案：{answer}"],
        "english": [f"ANSWER: {answer}"], "twice": [f"正确答案：{_twice(asked, answer)}"],
        "same-line": [f"参考答案：{answer}    解析：见有关规定。"], "glued": [f"答案：{answer}"], "chosen": [f"故选：{answer}"],
    }.get(how.answer, [])  # fmt: skip
    in_stem = how.answer in _IN_STEM or (how.answer == "underline" and asked.kind != "true_false")
    in_stem = in_stem or (how.answer in {"letter", "ticked"} and asked.kind != "true_false")
    if how.answer == "ticked" and asked.options:
        rows = [label.format(letter, letter) + text + " √" * (letter.upper() in asked.answer)
                for letter, text in zip(letters, asked.options, strict=False)]  # fmt: skip
    in_stem = in_stem or (how.answer, asked.kind) in {
        ("text", "single_choice"),
        ("spread", "multiple_choice"),
    }
    if how.answer == "chosen" and asked.kind == "true_false":
        told = [f"答案：{answer}"]
    if not told and not in_stem and not how.answer.startswith("key"):
        told = [f"答案：{answer}"]
    if how.answer == "glued" and rows:
        rows, told = [*rows[:-1], f"{rows[-1]}  答案：{answer}"], []
    if how.answer == "behind" and rows:
        rows, told = [*rows[:-1], f"{rows[-1]}（答：{answer}）"], []
    head = [f"题型：{NAMES[asked.kind][1]}"] if how.told_type == "line" else []
    stem = _stem(asked, number, how)
    body = [stem, *told, *rows] if how.answer == "before" else [stem, *rows, *told]
    return [*head, *body, *_extras(how)]


def _twice(asked: Question, answer: str) -> str:
    """B:道德操守: the letters with the words of their options; √ 正确: the sign with its word."""
    if asked.kind == "true_false":
        return "√ 正确" if asked.answer == "T" else "✘ 错误"
    texts = [asked.options["ABCDEFGH".index(letter)] for letter in asked.answer]
    return f"{asked.answer}:{'; '.join(texts)};"


def _extras(how: Style) -> list[str]:
    if how.answer.startswith("key"):
        return []
    lines = {
        "解析": ["解析：理由如下。", "1.应当先行登记。", "2.再行审查，参见A、B两项。"],
        "法律依据": ["法律依据：《示例办法》第十二条第一款"],
        "难度": ["难度：中等"],
        "知识点": ["知识点：示例；登记"],
        "分值": ["分值：2分"],
    }
    wanted = [name for name in how.extras if not (name == "解析" and how.answer == "same-line")]
    return [line for name in wanted for line in lines[name]]
