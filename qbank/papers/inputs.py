"""The form of an exam."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from qbank.papers.models import PaperMode, Sitting

MOST_FORMS = 26
MOST_CANDIDATES = 1_000_000
MOST_SITTINGS = 200
_SITTING = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s+(\d{1,2})[:：](\d{2})\s*[-–—~～至]+\s*(\d{1,2})[:：](\d{2})"
)


class WholeNumber(IntegerField):
    """A whole number, with a sentence of ours where it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        if not text:
            self.data = None
            raise ValueError(_("填上%(label)s。", label=self.label.text))
        if not re.fullmatch(r"\d{1,7}", text):
            self.data = None
            raise ValueError(
                _("%(label)s填的是“%(text)s”，应是整数。", label=self.label.text, text=text[:20])
            )
        self.data = int(text)


class ExamInput(FlaskForm):
    title = StringField(
        _l("考试名称"),
        [InputRequired(_l("填上考试名称。")), Length(max=120, message=_l("名称超过 120 个字，请缩短。"))],
    )
    blueprint = SelectField(_l("细目表"), [InputRequired(_l("选一张细目表。"))])
    audience = SelectField(_l("对象"), description=_l("同一张细目表可以用于几个系统。"))
    mode = RadioField(
        _l("怎么用"),
        choices=[
            SelectChoice(PaperMode.FORMS.value, _l("几套平行卷（A、B、C）")),
            SelectChoice(PaperMode.CANDIDATES.value, _l("每人一卷")),
        ],
        default=PaperMode.FORMS.value,
    )
    count = WholeNumber(_l("份数"), description=_l("平行卷是几套，每人一卷是几人。"), default=3)
    minutes = WholeNumber(_l("时长"), default=90)
    pass_points = WholeNumber(_l("及格分"), default=60)
    avoid_exams = WholeNumber(
        _l("不用最近几次考试考过的题"), default=0, description=_l("0 是不限，只把各题用的次数拉平。")
    )
    makeup_of = SelectField(
        _l("补考"),
        default="",
        description=_l("平行卷的补考不用那一场考过的题；每人一卷的，考生领到没有见过的题的一份。"),
    )
    sittings = TextAreaField(
        _l("场次"), description=_l("一行一场，如 2026-06-20 09:00-10:30。时间未定可以先空着。")
    )
    zone: ZoneInfo

    def offer(
        self, blueprints: list[tuple[str, str]], audiences: list[str], exams: list[tuple[str, str]]
    ) -> None:
        """What may be chosen: blueprints and exams by public id and name, and audiences."""
        self.blueprint.choices = [
            SelectChoice("", _("选一张")),
            *(SelectChoice(*pair) for pair in blueprints),
        ]
        self.audience.choices = [SelectChoice("", _("照细目表")), *(SelectChoice(name) for name in audiences)]
        self.makeup_of.choices = [
            SelectChoice("", _("不是补考")),
            *(SelectChoice(public_id, _("%(title)s的补考", title=title)) for public_id, title in exams),
        ]

    def validate_count(self, field: Any) -> None:
        forms = self.mode.data == PaperMode.FORMS
        most = MOST_FORMS if forms else MOST_CANDIDATES
        if field.data is not None and not 1 <= field.data <= most:
            raise ValidationError(_("份数应在 1 到 %(most)s 之间。", most=f"{most:,}"))

    def validate_minutes(self, field: Any) -> None:
        if field.data is not None and not 1 <= field.data <= 600:
            raise ValidationError(_("时长应在 1 到 600 分钟之间。"))

    def validate_avoid_exams(self, field: Any) -> None:
        if field.data is not None and field.data > 50:
            raise ValidationError(_("最多避开最近 50 次考试。"))

    def validate_sittings(self, field: Any) -> None:
        self.parsed_sittings = [self._sitting(n, line) for n, line in _numbered_lines(field.data or "")]
        if len(self.parsed_sittings) > MOST_SITTINGS:
            raise ValidationError(_("场次超过 %(most)s 场，请分成几次考试。", most=MOST_SITTINGS))

    parsed_sittings: list[tuple[datetime, datetime]]

    def _sitting(self, number: int, line: str) -> tuple[datetime, datetime]:
        read = _SITTING.fullmatch(line.strip())
        try:
            year, month, day, hour, minute, to_hour, to_minute = map(int, read.groups() if read else ())
            opens = datetime(year, month, day, hour, minute, tzinfo=self.zone)
            closes = datetime(year, month, day, to_hour, to_minute, tzinfo=self.zone)
        except ValueError as error:
            raise ValidationError(
                _(
                    "第 %(n)s 行“%(line)s”读不懂，应写成 2026-06-20 09:00-10:30。",
                    n=number,
                    line=line.strip()[:40],
                )
            ) from error
        if closes <= opens:
            closes += timedelta(days=1)
            if closes - opens > timedelta(hours=12):
                raise ValidationError(_("第 %(n)s 行的结束不晚于开始，请核对。", n=number))
        return opens, closes


def sittings_as_text(sittings: list[Sitting], zone: ZoneInfo) -> str:
    """The field's text for sittings that are stored."""
    return "\n".join(
        f"{each.opens_at.astimezone(zone):%Y-%m-%d %H:%M}-{each.closes_at.astimezone(zone):%H:%M}"
        for each in sittings
    )


def _numbered_lines(text: str) -> list[tuple[int, str]]:
    return [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
