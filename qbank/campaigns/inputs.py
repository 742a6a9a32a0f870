"""The forms of campaigns, departments' tasks and questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from qbank.campaigns.reading import LONGEST_CITATION, LONGEST_TOPIC, MOST_OPTIONS
from qbank.campaigns.standing import TYPE_WORDS
from qbank.campaigns.words import split_names, tidy

LEAST_OPTION_ROWS, SPARE_ROWS = 4, 1
MOST_OF_A_TYPE = 999
DIFFICULTIES = {"": _l("不写"), "1": _l("1 易"), "2": "2", "3": _l("3 中"), "4": "4", "5": _l("5 难")}
_MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


def _count(label: Any) -> IntegerField:
    return IntegerField(
        label,
        [Optional(), NumberRange(0, MOST_OF_A_TYPE, _l("题数应在 0 到 999 之间。"))],
    )


def _moment(label: Any, *validators: Any) -> DateTimeLocalField:
    return DateTimeLocalField(label, [*validators], format=_MOMENT)


class CountsMixin:
    """Questions wanted by type; an empty field is none."""

    single_choice: IntegerField
    multiple_choice: IntegerField
    true_false: IntegerField

    @property
    def counts(self) -> dict[str, int]:
        return {
            "single_choice": self.single_choice.data or 0,
            "multiple_choice": self.multiple_choice.data or 0,
            "true_false": self.true_false.data or 0,
        }


class CampaignInput(CountsMixin, FlaskForm):
    title = StringField(
        _l("名称"),
        [InputRequired(_l("填上征题的名称。")), Length(max=120, message=_l("名称最多 120 个字。"))],
    )
    single_choice = _count(_l("单选"))
    multiple_choice = _count(_l("多选"))
    true_false = _count(_l("判断"))
    opens_at = _moment(_l("开始"), InputRequired(_l("填上开始的日期和时间。")))
    deadline = _moment(_l("截止"), InputRequired(_l("填上截止的日期和时间。")))
    instructions = TextAreaField(_l("给各部门的说明"), [Length(max=2000, message=_l("说明最多 2000 个字。"))])

    def validate_deadline(self, field: Any) -> None:
        opens: datetime | None = self.opens_at.data
        if field.data and opens and field.data <= opens:
            raise ValidationError(_l("截止时间应在开始时间之后。"))

    def validate_single_choice(self, field: Any) -> None:
        if not any(self.counts.values()):
            raise ValidationError(_l("至少要有一种题型的题数大于零。"))


class AssignInput(FlaskForm):
    """Several departments at once: one a line, its name, a colon or a tab, and its laws."""

    lines = TextAreaField(_l("部门和法律"), [InputRequired(_l("每行写一个部门和它负责的法律。"))])


class AssignmentInput(CountsMixin, FlaskForm):
    laws = TextAreaField(_l("负责的法律"), [InputRequired(_l("至少写一部法律。"))])
    own_counts = BooleanField(_l("这个部门的题数与别的部门不同"))
    single_choice = _count(_l("单选"))
    multiple_choice = _count(_l("多选"))
    true_false = _count(_l("判断"))
    own_deadline = _moment(_l("这个部门的截止时间"), Optional())


class LeaveInput(FlaskForm):
    until = _moment(_l("可以交到"), InputRequired(_l("填上迟交的期限。")))
    reason = StringField(
        _l("理由"),
        [InputRequired(_l("写明同意迟交的理由。")), Length(max=300, message=_l("理由最多 300 个字。"))],
    )


class OptionInput(Form):
    right = BooleanField(_l("是答案"))
    text = StringField(_l("选项"), [Length(max=1000, message=_l("一个选项最多 1000 个字。"))])


class WordingInput(FlaskForm):
    """What a question says, as people write it. Each option carries its own tick, so the answer moves with it when letters do."""

    kinds: tuple[str, ...] = ()
    row_version = HiddenField()
    type = RadioField(_l("题型"), [InputRequired(_l("选一种题型。"))])
    stem = TextAreaField(_l("题干"), [Length(max=4000, message=_l("题干最多 4000 个字。"))])
    options = FieldList(FormField(OptionInput), max_entries=MOST_OPTIONS + 10)
    truth = RadioField(
        _l("答案"), [Optional()], choices=[SelectChoice("T", _l("正确")), SelectChoice("F", _l("错误"))]
    )
    explanation = TextAreaField(_l("解析"), [Length(max=4000, message=_l("解析最多 4000 个字。"))])
    citation = StringField(
        _l("法律依据"),
        [Length(max=LONGEST_CITATION, message=_l("法律依据最多 500 个字，只写法律名称和条号。"))],
    )

    def offer_types(self, kinds: Sequence[str]) -> None:
        self.type.choices = [SelectChoice(kind, TYPE_WORDS[kind]) for kind in kinds]
        self.kinds = tuple(kinds)

    def validate_options(self, field: Any) -> None:
        if self.type.data == "true_false":
            return
        if any(row.right.data and not (row.text.data or "").strip() for row in field):
            raise ValidationError(_l("有一个勾作答案的选项是空的。写上选项，或去掉它的勾。"))
        filled = sum(bool((row.text.data or "").strip()) for row in field)
        if filled > MOST_OPTIONS:
            raise ValidationError(_l("选项最多 10 个。"))

    @property
    def version(self) -> int:
        """The row version that the form was filled from; 0, which no row has, where it is missing."""
        return read_version(self.row_version.data)

    def show(self, content: dict[str, Any]) -> None:
        """Fill the fields from a question; letters of the answer become ticks."""
        answer = content["answer"] or ""
        rows = [{"text": each["text"], "right": each["label"] in answer} for each in content["options"]]
        blanks = max(LEAST_OPTION_ROWS - len(rows), SPARE_ROWS)
        self.options.process(None, [*rows, *({"text": "", "right": False} for _row in range(blanks))])
        self.type.data = content["type"]
        self.truth.data = answer if answer in {"T", "F"} else None
        self.stem.data, self.explanation.data = content["stem"], content["explanation"]
        self.citation.data = content["citation"]

    def content(self) -> dict[str, Any]:
        """What the person wrote, as JSON of a question; empty options are left out, the rest lettered anew."""
        content: dict[str, Any] = {
            "type": self.type.data,
            "stem": tidy(self.stem.data),
            "options": [],
            "answer": self.truth.data or None,
            "explanation": tidy(self.explanation.data),
            "citation": tidy(self.citation.data),
            "difficulty": None,
            "topics": [],
        }
        if self.type.data != "true_false":
            filled = [row for row in self.options if tidy(row.text.data)]
            letters = [chr(ord("A") + place) for place in range(len(filled))]
            content["options"] = [
                {"label": letter, "text": tidy(row.text.data)}
                for letter, row in zip(letters, filled, strict=True)
            ]
            ticked = [letter for letter, row in zip(letters, filled, strict=True) if row.right.data]
            content["answer"] = "".join(ticked) or None
        return content


class QuestionInput(WordingInput):
    """A draft: what the question says, and what the department thinks of it."""

    difficulty = SelectField(
        _l("难度"), choices=[SelectChoice(value, label) for value, label in DIFFICULTIES.items()]
    )
    topics = StringField(_l("知识点"), [Length(max=600, message=_l("知识点太长。"))])

    def validate_topics(self, field: Any) -> None:
        if any(len(topic) > LONGEST_TOPIC for topic in split_names(field.data or "")):
            raise ValidationError(_l("每个知识点最多 60 个字，几个之间用顿号隔开。"))

    def show(self, content: dict[str, Any]) -> None:
        super().show(content)
        self.difficulty.data = str(content["difficulty"] or "")
        self.topics.data = "、".join(content["topics"])

    def content(self) -> dict[str, Any]:
        return {
            **super().content(),
            "difficulty": int(self.difficulty.data) if self.difficulty.data else None,
            "topics": split_names(self.topics.data or ""),
        }


class ReturnedInput(WordingInput):
    """A question that came back from review, mended. Its tags are the editors' by now."""

    reason = StringField(
        _l("改了什么"),
        [InputRequired(_l("写一句改了什么，审题人会看到。")), Length(max=200, message=_l("最多 200 个字。"))],
    )


def read_version(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
