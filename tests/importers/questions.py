"""A generator of question files: what a clerk means, and the many ways in which clerks write it down."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

_WORDS = (
    "行政机关", "应当", "依法", "公民", "法人", "申请", "自受理之日起", "三十日内", "作出", "决定", "县级以上", "人民政府",
    "维生素B12", "U.S.A.", "A型血", "（AI）", "监督", "3.5倍", "《示例管理办法》", "2024年", "备案", "责令改正", "听证",
)  # fmt: skip
_text = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=6).map("".join)
_option = st.lists(st.sampled_from(_WORDS[:6] + _WORDS[9:12] + _WORDS[16:]), min_size=1, max_size=3).map(
    "".join
)


@dataclass(frozen=True)
class Question:
    kind: str
    stem: str
    options: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Manner:
    """How the file is written."""

    number: str
    label: str
    gap: str
    per_line: int
    answer: str
    wide: bool
    explained: bool
    heading: str


@st.composite
def _choice(draw: st.DrawFn, kind: str) -> Question:
    options = draw(st.lists(_option, min_size=3, max_size=5, unique=True))
    letters = "ABCDE"[: len(options)]
    least = 1 if kind == "single_choice" else 2
    most = 1 if kind == "single_choice" else len(options)
    answer = "".join(sorted(draw(st.sets(st.sampled_from(letters), min_size=least, max_size=most))))
    return Question(
        kind,
        ("关于" if kind == "single_choice" else "就") + draw(_text) + "的说法，正确的是",
        tuple(options),
        answer,
    )


_truth = st.builds(
    Question,
    st.just("true_false"),
    _text.map(lambda text: f"{text}的规定有效"),
    st.just(()),
    st.sampled_from("TF"),
)


@st.composite
def questions(draw: st.DrawFn) -> list[Question]:
    """One to eight questions of each type that occurs, in the order single, multiple, true/false."""
    kinds = draw(st.sets(st.sampled_from(["single_choice", "multiple_choice", "true_false"]), min_size=1))
    found: list[Question] = []
    for kind in ("single_choice", "multiple_choice", "true_false"):
        if kind in kinds:
            one = _truth if kind == "true_false" else _choice(kind)
            found += draw(st.lists(one, min_size=2, max_size=6, unique_by=lambda question: question.stem))
    return found


manners = st.builds(
    Manner,
    number=st.sampled_from(["{}.", "{}．", "{}、", "（{}）", "({})", "{}. ", "第{}题 ", "【{}】"]),
    label=st.sampled_from(["{}.", "{}．", "{}、", "{}:", "{}：", "{})", "（{}）", "({}) ", "[{}] ", "{} "]),
    gap=st.sampled_from(["    ", "\t", "　　", "  "]),
    per_line=st.sampled_from([1, 2, 4]),
    answer=st.sampled_from(
        ["bracket", "underlined", "line", "lenticular", "glued", "before", "second", "range", "pairs"]
    ),
    wide=st.booleans(),
    explained=st.booleans(),
    heading=st.sampled_from(
        ["一、{}题", "（一）{}题（共{}题）", "{}题", "第一部分 {}题（每题2分）", "【{}题】"]
    ),
)
_NAMES = {"single_choice": "单项选择", "multiple_choice": "多项选择", "true_false": "判断"}
_SIGNS = {"T": "√", "F": "×"}


def written(questions: list[Question], manner: Manner) -> str:
    """The questions as one text in that manner."""
    lines, keys = ["普法知识试题", ""], list[str]()
    number, last = 0, ""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.kind, []).append(question)
    for question in questions:
        if question.kind != last:
            title = manner.heading.replace("{}", _NAMES[question.kind], 1)
            lines.append(title.replace("{}", str(len(groups[question.kind]))))
            number, last = 0, question.kind
        number += 1
        lines += _question(question, number, manner)
    if manner.answer in {"range", "pairs"}:
        for kind, group in groups.items():
            keys += ["参考答案"] if not keys else []
            keys.append(f"{_NAMES[kind]}题")
            said = [_said(question) for question in group]
            pairs = "  ".join(f"{at}.{answer}" for at, answer in enumerate(said, 1))
            keys.append(f"1-{len(said)}：{' '.join(said)}" if manner.answer == "range" else pairs)
    return "\n".join(lines + keys)


def _said(question: Question) -> str:
    return _SIGNS.get(question.answer, question.answer)


def _question(question: Question, number: int, manner: Manner) -> list[str]:
    said = _said(question)
    how = manner.answer
    bracket = {
        "bracket": f"（{said}）。",
        "underlined": f"__{said}__。",
        "second": f"（  ）。（{said}）",
    }.get(how, "（  ）。" if question.options else "。")
    head = manner.number.format(number) + question.stem + bracket
    label = _wide(manner.label) if manner.wide else manner.label
    letters = [_wide(letter) if manner.wide else letter for letter in "ABCDE"]
    options = [label.format(letter) + text for letter, text in zip(letters, question.options, strict=False)]
    rows = [
        manner.gap.join(options[at : at + manner.per_line]) for at in range(0, len(options), manner.per_line)
    ]
    answer = {"line": f"答案：{said}", "lenticular": f"【答案】{said}", "before": f"正确答案：{said}"}.get(
        how
    )
    if how == "glued":
        answer = None if rows else f"答案：{said}"
        rows = [*rows[:-1], f"{rows[-1]} 答案：{said}"] if rows else []
    told = [answer] if answer else []
    why = (
        ["解析：依据有关规定，1.应当先行登记。", "2.再行审查。"]
        if manner.explained and how not in {"range", "pairs"}
        else []
    )
    return [head, *told, *rows, *why] if how == "before" else [head, *rows, *told, *why]


def _wide(text: str) -> str:
    return "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and char not in "{}" else char for char in text
    )
