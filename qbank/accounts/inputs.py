"""The forms of logging in and of accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from qbank.accounts.passwords import password_fault
from qbank.words import ROLE_WORDS


class LogInInput(FlaskForm):
    username = StringField(_l("用户名"), [DataRequired(_l("填上用户名。"))])
    password = PasswordField(_l("密码"), [InputRequired(_l("填上密码。"))])


class NewPasswordInput(FlaskForm):
    """A new password, typed twice. `username` is set by the view, for the rule that forbids it in the password."""

    password = PasswordField(_l("新密码"), [InputRequired(_l("填上新密码。"))])
    again = PasswordField(_l("再写一遍"), [InputRequired(_l("把新密码再写一遍。"))])
    known_username: str = ""

    def validate_password(self, field: Any) -> None:
        fault = password_fault(field.data, self.known_username)
        if fault:
            raise ValidationError(fault)

    def validate_again(self, field: Any) -> None:
        if field.data != self.password.data:
            raise ValidationError(_l("两遍写的密码不同。"))


class FirstAdministratorInput(NewPasswordInput):
    office = StringField(_l("办公室名称"), [DataRequired(_l("填上办公室的名称。")), Length(max=120)])
    name = StringField(_l("您的姓名"), [DataRequired(_l("填上您的姓名。")), Length(max=60)])
    username = StringField(_l("用户名"), [DataRequired(_l("填上用户名。")), Length(min=2, max=60)])

    def validate_username(self, field: Any) -> None:
        self.known_username = field.data


class ChangePasswordInput(NewPasswordInput):
    old = PasswordField(_l("现在的密码"), [InputRequired(_l("填上现在的密码。"))])


class NewUnitInput(FlaskForm):
    name = StringField(_l("单位名称"), [DataRequired(_l("填上单位的全称。")), Length(max=120)])


def _role_choices() -> list[tuple[str, Any]]:
    return [(role.value, word) for role, word in ROLE_WORDS.items()]


class RolesInput(FlaskForm):
    roles = SelectMultipleField(
        _l("角色"),
        choices=_role_choices,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class ChangeAccountInput(FlaskForm):
    name = StringField(_l("姓名"), [DataRequired(_l("填上姓名。")), Length(max=60)])
    unit = SelectField(_l("单位"), [DataRequired(_l("选一个单位。"))])


class NewAccountInput(RolesInput):
    name = StringField(_l("姓名"), [DataRequired(_l("填上姓名。")), Length(max=60)])
    username = StringField(
        _l("用户名"),
        [DataRequired(_l("填上用户名。")), Length(min=2, max=60, message=_l("用户名要有 2 到 60 个字符。"))],
    )
    unit = SelectField(_l("单位"), [InputRequired(_l("选一个单位。"))])
