"""What fields and content controls of Word show: boxes to tick, and what the instruction of a field draws."""

from __future__ import annotations

import re

from lxml import etree

from importers.containers.figures import Figures
from importers.containers.word_runs import is_on
from importers.normalise import tidy
from importers.numbering import W, format_number

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CIRCLED = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○〇]\s*[,;，]\s*(1\d|20|[1-9])\s*\)\s*", re.I)


def drawn_by(instruction: str, figures: Figures) -> str:
    """What a field without a result shows: 带圈字符 as the character, another formula by its name."""
    if not re.match(r"\s*eq\b", instruction, re.I):
        return ""
    if circled := _CIRCLED.fullmatch(instruction):
        return format_number(int(circled[1]), "decimalEnclosedCircle")
    return figures.unread("公式", f"是域公式（{tidy(instruction)[:40]}），没有读入")


def control_box(control: etree._Element) -> str | None:
    """The tick or the empty box of a content control to tick; None for another one."""
    ticked = control.find(f"{W}sdtPr/{_W14}checkbox")
    return _box(ticked.find(_W14 + "checked"), _W14) if ticked is not None else None


def form_box(field: etree._Element) -> str:
    """The tick or the empty box of a form's box, by the mark where its field begins; nothing for another field."""
    ticked = field.find(f"{W}ffData/{W}checkBox")
    if ticked is None:
        return ""
    own = ticked.find(W + "checked")
    return _box(own if own is not None else ticked.find(W + "default"), W)


def _box(ticked: etree._Element | None, names: str) -> str:
    return "☑" if is_on(ticked, names) else "□"
