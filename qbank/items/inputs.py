"""The forms of the bank."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from qbank.items.queries import Choices, Wanted

STATES = [
    ("in_review", _l("待审")),
    ("returned", _l("退回修改")),
    ("accepted", _l("通过")),
    ("rejected", _l("不采用")),
    ("retired", _l("停用")),
]
TYPES = [("single_choice", _l("单选")), ("multiple_choice", _l("多选")), ("true_false", _l("判断"))]
SCOPES = [("public", _l("公共法")), ("sector", _l("行业法"))]


ANY = ("", _l("全部"))


def as_choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]


class FilterInput(FlaskForm):
    """The filters of the bank; travels in the address."""

    class Meta:
        csrf = False

    type = SelectField(_l("题型"))
    scope = SelectField(_l("范围"))
    law = SelectField(_l("法规"))
    difficulty = SelectField(_l("难度"))
    unit = SelectField(_l("单位"))
    topic = StringField(_l("知识点"))

    @classmethod
    def showing(cls, wanted: Wanted, offered: Choices) -> "FilterInput":
        form = cls(formdata=None, data=wanted.arguments)
        grades = [(str(grade), str(grade)) for grade in range(1, 6)]
        form.type.choices = as_choices([ANY, *TYPES])
        form.scope.choices = as_choices([ANY, *SCOPES])
        form.law.choices = as_choices([ANY, *offered.laws])
        form.difficulty.choices = as_choices([ANY, *grades])
        form.unit.choices = as_choices([ANY, *offered.units])
        return form


class LoadInput(FlaskForm):
    """Where the questions of a bulk load belong. The files stand beside it."""

    scope = RadioField(
        _l("范围"), [InputRequired(_l("选公共法或行业法。"))], choices=as_choices(SCOPES), default="public"
    )
    state = RadioField(
        _l("载入后"),
        choices=as_choices([("in_review", _l("先审题，再入库")), ("accepted", _l("直接入库，可以组卷"))]),
        default="in_review",
    )
    unit = SelectField(_l("单位"), [InputRequired(_l("选一个单位。"))])
    law = SelectField(_l("法规"))
