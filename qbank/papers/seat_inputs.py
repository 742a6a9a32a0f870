"""The form of a room: its rows, seats, aisles and missing seats."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, ValidationError
from wtforms.validators import Length

from qbank.papers.inputs import WholeNumber
from qbank.papers.seats import RoomShape

MOST_ROWS = MOST_COLUMNS = 40
_SEPARATORS = re.compile(r"[\s,，、;；]+")


class RoomInput(Form):
    room = StringField(
        _l("考场"), [Length(max=40, message=_l("考场名超过 40 个字，请缩短。"))], default="第一考场"
    )
    rows = WholeNumber(_l("几排"), default=8)
    columns = WholeNumber(_l("每排几座"), default=10)
    aisles = StringField(_l("过道"), description=_l("第几座之后是过道，如“2、8”；隔着过道的不算相邻。"))
    missing = StringField(_l("没有的座位"), description=_l("排-座，如“8-9、8-10”。"))
    shape: RoomShape

    def validate_rows(self, field: Any) -> None:
        if field.data is not None and not 1 <= field.data <= MOST_ROWS:
            raise ValidationError(_("排数应在 1 到 %(n)s 之间。", n=MOST_ROWS))

    def validate_columns(self, field: Any) -> None:
        if field.data is not None and not 1 <= field.data <= MOST_COLUMNS:
            raise ValidationError(_("每排的座数应在 1 到 %(n)s 之间。", n=MOST_COLUMNS))

    def validate_aisles(self, field: Any) -> None:
        self._aisles = set()
        for text in _parts(field.data):
            if not re.fullmatch(r"\d{1,2}", text) or not 1 <= int(text) < (self.columns.data or 1):
                raise ValidationError(
                    _("“%(text)s”后面没有座位可隔，应填 1 到每排座数减一。", text=text[:10])
                )
            self._aisles.add(int(text))

    def validate_missing(self, field: Any) -> None:
        self._missing = set()
        for text in _parts(field.data):
            read = re.fullmatch(r"(\d{1,2})[-–—－](\d{1,2})", text)
            if read is None:
                raise ValidationError(_("“%(text)s”读不懂，应写成“排-座”，如 8-9。", text=text[:10]))
            self._missing.add((int(read[1]), int(read[2])))

    def read(self) -> bool:
        """Whether all is well; then `shape` is the room."""
        if not self.validate():
            return False
        self.shape = RoomShape(self.rows.data or 0, self.columns.data or 0, self._aisles, self._missing)
        return True


def _parts(text: str | None) -> list[str]:
    return [part for part in _SEPARATORS.split(text or "") if part]
