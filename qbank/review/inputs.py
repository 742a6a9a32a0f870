"""The forms of review."""

import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from qbank.items.content import QuestionContent, make_options
from qbank.items.figures import figures_of, from_text, signed
from qbank.items.models import QuestionType
from qbank.laws.citations import article_numbers

_TRUE, _FALSE = frozenset({"T", "对", "正确", "√", "是"}), frozenset({"F", "错", "错误", "×", "X", "否"})


class EditInput(FlaskForm):
    """A new version of a question; images and formulas stand in the texts as signs."""

    type = SelectField(
        _l("题型"),
        choices=[
            SelectChoice("single_choice", _l("单选")),
            SelectChoice("multiple_choice", _l("多选")),
            SelectChoice("true_false", _l("判断")),
        ],
    )
    stem = TextAreaField(_l("题干"), [InputRequired(_l("写上题干。"))])
    options = FieldList(StringField(_l("选项")))
    answer_key = StringField(
        _l("标准答案"), [InputRequired(_l("写上标准答案，例如 B 或 ACD；判断题写对或错。"))]
    )
    explanation = TextAreaField(_l("解析"))
    citation = StringField(_l("法律依据"), [Length(max=500, message=_l("法律依据最多 500 字。"))])
    reason = StringField(
        _l("改了什么、为什么改"),
        [
            InputRequired(_l("写明改了什么、为什么改，报送部门看得到。")),
            Length(max=200, message=_l("最多 200 字。")),
        ],
    )

    @classmethod
    def of(cls, content: QuestionContent) -> "EditInput":
        """The form as it opens: what the question says now, and room for one more option."""
        texts = signed(content)
        return cls(
            formdata=None,
            type=content.type.value,
            stem=texts.stem,
            options=[*texts.options, *[""] * max(1, 4 - len(texts.options))],
            answer_key={"T": "对", "F": "错"}.get(content.answer_key, content.answer_key),
            explanation=texts.explanation,
            citation=content.citation,
        )

    def content(self, old: QuestionContent) -> QuestionContent:
        """What was typed, with the images and formulas of `old`. Raises `UnknownSign`."""
        figures = figures_of(old)
        kind = QuestionType(self.type.data)
        texts = [text or "" for text in self.options.data]
        while texts and not texts[-1].strip():
            texts.pop()
        options = make_options([from_text(text.strip(), figures) for text in texts])
        return QuestionContent(
            type=kind,
            stem=from_text((self.stem.data or "").strip(), figures),
            options=[] if kind is QuestionType.TRUE_FALSE else options,
            answer_key=normal_answer(self.answer_key.data or "", kind),
            explanation=from_text((self.explanation.data or "").strip(), figures),
            citation=(self.citation.data or "").strip(),
        )


def normal_answer(text: str, kind: QuestionType) -> str:
    """`a、c` -> `AC`, 对 -> `T`; what is no answer is left as it was typed, for the sentence that refuses it."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if kind is QuestionType.TRUE_FALSE:
        return "T" if text in _TRUE else "F" if text in _FALSE else text
    return "".join(sorted(set(re.sub(r"[、,，;；.和]", "", text))))


class TagInput(FlaskForm):
    """What is known about a question."""

    law = SelectField(_l("主要法规"))
    article = StringField(
        _l("条号"), [Length(max=30, message=_l("条号太长。"))], description=_l("例如 23 或 十七条之一")
    )
    others = StringField(
        _l("其他依据"), [Length(max=500)], description=_l("例如《某某法》第三条；《某某条例》第五条")
    )
    scope = SelectField(
        _l("适用范围"),
        choices=[SelectChoice("public", _l("公共法")), SelectChoice("sector", _l("行业法"))],
    )
    difficulty = SelectField(
        _l("难度"),
        choices=[
            SelectChoice("", _l("还没有定")),
            SelectChoice("1", _l("1 易")),
            SelectChoice("2", "2"),
            SelectChoice("3", _l("3 中")),
            SelectChoice("4", "4"),
            SelectChoice("5", _l("5 难")),
        ],
    )
    topics = StringField(_l("知识点"), [Length(max=300)], description=_l("几个之间用顿号隔开"))
    audiences = StringField(_l("对象"), [Length(max=300)], description=_l("例如 市场监管、卫生健康"))

    @property
    def chosen_difficulty(self) -> int | None:
        return int(self.difficulty.data) if self.difficulty.data else None


class BulkInput(FlaskForm):
    """What is set on all chosen questions; empty fields leave each as it is. Its names do not meet the filter's."""

    law = SelectField(_l("主要法规"), description=_l("原来的依据留在后面"))
    difficulty = SelectField(
        _l("难度"),
        choices=[
            SelectChoice("", _l("不改")),
            SelectChoice("1", _l("1 易")),
            SelectChoice("2", "2"),
            SelectChoice("3", _l("3 中")),
            SelectChoice("4", "4"),
            SelectChoice("5", _l("5 难")),
        ],
    )
    scope = SelectField(
        _l("适用范围"),
        choices=[
            SelectChoice("", _l("不改")),
            SelectChoice("public", _l("公共法")),
            SelectChoice("sector", _l("行业法")),
        ],
    )
    topics = StringField(
        _l("知识点"),
        [Length(max=300, message=_l("最多 300 字。"))],
        description=_l("加到原有的之外，几个之间用顿号隔开"),
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(prefix="new-", **arguments)


def words_in(text: str | None) -> list[str]:
    """应急救援、日常检查 -> both names."""
    return [word.strip()[:60] for word in re.split(r"[、,，;；]", text or "") if word.strip()]


def article_number(text: str | None) -> str | None:
    """`23`, 第二十三条, 十七条之一, `17-1` -> `23`, `17-1`; None where nothing was typed. Raises `ValueError`."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))
    if not text:
        return None
    text = text.removeprefix("第")
    head, mark, sub = text.partition("条")
    found = article_numbers(f"第{head}条{sub}" if mark or not sub else f"第{text}条")
    if len(found) != 1 or not re.fullmatch(r"[1-9]\d{0,3}(?:-[1-9]\d?)?", found[0]):
        raise ValueError(text)
    return found[0]


class ReasonInput(FlaskForm):
    """A decision with its reason; acceptance has none."""

    reason = TextAreaField(_l("原因"))


class RemarkInput(FlaskForm):
    text = TextAreaField(
        _l("批注"), [InputRequired(_l("写上批注的内容。")), Length(max=2000, message=_l("最多 2000 字。"))]
    )
    for_department = BooleanField(_l("报送部门也看得到"))
