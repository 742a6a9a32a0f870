"""The forms of exam engines and their tokens."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

ALL_EXAMS = 0

__all__ = ["ALL_EXAMS", "ClientInput", "SelectChoice", "TokenInput"]


class ClientInput(FlaskForm):
    name = StringField(
        _l("名称"),
        [DataRequired(_l("填上考试平台的名称。")), Length(max=120, message=_l("名称最多 120 字。"))],
        filters=[lambda text: text.strip() if text else text],
    )


class TokenInput(FlaskForm):
    """`exam` 0 means every exam."""

    scopes = SelectMultipleField(
        _l("可以取"),
        [InputRequired(_l("勾选令牌可以取什么。"))],
        choices=[
            SelectChoice("papers", _l("试卷和清单")),
            SelectChoice("keys", _l("标准答案（到时间以后）")),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    exam = SelectField(_l("哪些考试"), coerce=int, default=ALL_EXAMS)
    days = IntegerField(
        _l("有效期"),
        [
            InputRequired(_l("填上有效的天数。")),
            NumberRange(1, 400, message=_l("有效期在 1 到 400 天之间。")),
        ],
        default=180,
    )
