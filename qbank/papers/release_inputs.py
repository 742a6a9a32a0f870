"""The forms of sealing and withdrawing. Times are typed in the office's own time zone."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, Form, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class MomentField(DateTimeLocalField):
    """A local date and time, with a sentence of its own where it cannot be read."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("写成日期和时间，例如 2026-06-20 08:30。")) from error


class SealInput(Form):
    """`assembly` and `row_version` name what the person saw, so that nothing else is sealed in its place."""

    assembly = HiddenField()
    row_version = HiddenField()
    release_at = MomentField(_l("启封时间"), [InputRequired(_l("填上启封时间。"))], format=LOCAL)
    keys_at = MomentField(_l("答案开放时间"), [InputRequired(_l("填上答案开放时间。"))], format=LOCAL)
    keys_early = BooleanField(_l("提前开放答案（早于最后一场结束）"))


class WithdrawInput(Form):
    reason = TextAreaField(
        _l("撤回的原因"),
        [InputRequired(_l("写上撤回的原因，它会进留痕。")), Length(max=200, message=_l("原因最多 200 字。"))],
    )


def as_moment(typed: datetime, zone: ZoneInfo) -> datetime:
    return typed.replace(tzinfo=zone).astimezone(UTC)


def as_typed(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
