"""The forms of laws."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from qbank.laws.models import SourceKind

KIND_WORDS: dict[SourceKind, Any] = {
    SourceKind.NATIONAL_LAW: _l("法律"),
    SourceKind.REGULATION: _l("行政法规"),
    SourceKind.LOCAL_REGULATION: _l("地方性法规"),
    SourceKind.DOCUMENT: _l("政策文件"),
}
SCOPES = [
    SelectChoice("", _l("不限定")),
    SelectChoice("public", _l("公共法")),
    SelectChoice("sector", _l("行业法")),
]


class LawInput(FlaskForm):
    title = StringField(
        _l("名称"),
        [InputRequired(_l("填上法规的名称。")), Length(max=120, message=_l("名称最多 120 字。"))],
        description=_l("不必写“中华人民共和国”和书名号。"),
    )
    kind = SelectField(
        _l("类别"), choices=[SelectChoice(kind.value, word) for kind, word in KIND_WORDS.items()]
    )
    scope = SelectField(_l("多用于"), choices=SCOPES)


class ChangeLawInput(LawInput):
    repealed = DateField(
        _l("废止日期"), [Optional()], description=_l("没有废止的空着。废止之后，引用它的题要重新看。")
    )


class VersionInput(LawInput):
    """A text that was read and is about to be kept."""

    adopted = DateField(
        _l("通过或最近修改的日期"),
        [InputRequired(_l("文本里没有写明日期，在这里填上，例如 2024-02-27。"))],
    )
    in_force = DateField(_l("施行日期"), [Optional()], description=_l("与通过日期相同的可以空着。"))
