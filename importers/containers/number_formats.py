"""Numbers and days as a sheet shows them: 0.05 under the format 0% is 5%, the 15th of March under m"月"d"日" is 3月15日."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal

# The numbers of formats that a file need not write out (ECMA-376 18.8.30), as Chinese programs show them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 39: "#,##0.00", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_IDLE = re.compile(r"_.|\*.|\[\$-[^\]]*\]|\[(?:Red|Black|Blue|Green|红色|黑色|蓝色|绿色)\]|@$", re.I)
_CURRENCY = re.compile(r"\[\$([^\]-]*)-[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NUMBER = re.compile(r"([^0#?.A-Za-z]*)(#,##)?(0+)(?:\.(0+))?(%?)([^0#?.A-Za-z]*)")
_COUNTED = re.compile(r"([a-z])\1*", re.I)
_OF_MOMENTS = {"yyyy", "yy", "m", "mm", "d", "dd", "h", "hh", "s", "ss"}
_NAMES = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}
_OF_DAY = {"hour", "minute", "second"}  # a day alone begins at 0:00
_GREATEST = 1e15
# Excel takes no longer format; digits enough for the places that one may ask for.
_LONGEST, _EXACT = 255, Context(prec=300)


def shown(value: float | date | time, code: str) -> str | None:
    """What the cell shows under a format; None where the format is a rarer one, or says no more than the value."""
    if len(code) > _LONGEST:
        return None
    first, *others = code.split(";")
    plain = _IDLE.sub("", _CURRENCY.sub(r'"\1"', first)).strip()
    words = [quoted or escaped for quoted, escaped in _LITERAL.findall(plain)]
    bare = _LITERAL.sub("\0", plain)
    if isinstance(value, date | time):
        told = _moment(value, bare)
    else:
        told = None if others and value <= 0 else _number(value, bare)
    if told is None:
        return None
    pieces = told.split("\0")
    return "".join(part for pair in zip(pieces, [*words, ""], strict=True) for part in pair).strip()


def _number(value: float, code: str) -> str | None:
    match = _NUMBER.fullmatch(code)
    if match is None or abs(value) >= _GREATEST:
        return None
    before, thousands, digits, places, share, behind = match.groups(default="")
    if not (before or thousands or share or behind) and float(value).is_integer() and len(digits) == 1:
        return None  # 2.00 says no more than 2
    exact = Decimal(repr(value)) * (100 if share else 1)
    exact = exact.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP, _EXACT)
    width = len(digits) + (len(places) + 1 if places else 0)
    return f"{before}{exact:,f}{share}{behind}" if thousands else f"{before}{exact:0{width}f}{share}{behind}"


def _moment(value: date | time, code: str) -> str | None:
    """A day or a time of the day under a format of nothing but years, months, days, hours, minutes and signs."""
    runs = [match[0].lower() for match in _COUNTED.finditer(code)]
    if not runs or "[" in code or not set(runs) <= _OF_MOMENTS:
        return None
    names = [_NAMES[run[0]] for run in runs]
    for at, name in enumerate(names):
        if name == "month" and ("hour" in names[max(at - 1, 0) : at] or "second" in names[at + 1 : at + 2]):
            names[at] = "minute"
    if not all(hasattr(value, name) or name in _OF_DAY for name in names):
        return None
    counted: list[int] = [getattr(value, name, 0) for name in names]
    told = iter(
        f"{count % 100:02}" if run == "yy" else f"{count:0{len(run)}}"
        for run, count in zip(runs, counted, strict=True)
    )
    return _COUNTED.sub(lambda _: next(told), code)
