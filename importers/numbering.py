"""Automatic numbers of Word paragraphs, computed as Word shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_ZODIAC = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "chineseLegalSimplified",
}


def chinese(number: int) -> str:
    """12 -> 十二, 105 -> 一百零五; numbers of 10,000 and more stay in digits."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


def from_chinese(text: str) -> int | None:
    """十二 -> 12, 一百零五 -> 105, 二〇 -> 20, 贰 -> 2; None where `text` is no such number."""
    text = text.translate(_FORMAL)
    if not text or not re.fullmatch("[〇零一二两三四五六七八九十百千]+", text):
        return None
    values = {char: value for value, char in enumerate(_DIGITS)} | {"零": 0, "两": 2}
    if not re.search("[十百千]", text):
        return int("".join(str(values[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in values:
            digit = values[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return total + digit


def _letters(number: int) -> str:
    letter = chr(ord("A") + (number - 1) % 26)
    return letter * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    for value, letters in pairs:
        text += letters * (number // value)
        number %= value
    return text


# Word counts no further, and a label of a million letters is none.
_GREATEST = 32_767
_LONGEST_LABEL = 255


def format_number(number: int, kind: str) -> str:
    """One counter in one of Word's `w:numFmt` kinds; unknown kinds are shown in digits, as Word does."""
    if not 1 <= number <= _GREATEST:
        return str(number)
    if kind in {"upperLetter", "lowerLetter"}:
        return _letters(number) if kind == "upperLetter" else _letters(number).lower()
    if kind in {"upperRoman", "lowerRoman"}:
        return _roman(number) if kind == "upperRoman" else _roman(number).lower()
    if kind in _CHINESE:
        return chinese(number)
    if kind in _ZODIAC:
        return _ZODIAC[kind][(number - 1) % len(_ZODIAC[kind])]
    if kind.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in {"bullet", "none"}:
        return ""
    return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    kind: str
    text: str
    suffix: str
    restart: int | None
    legal: bool


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


def _value(parent: etree._Element | None, name: str) -> str | None:
    child = parent.find(W + name) if parent is not None else None
    return child.get(W + "val") if child is not None else None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=_number(_value(element, "start"), 0),
        kind=_value(element, "numFmt") or "decimal",
        text=(_value(element, "lvlText") or "")[:_LONGEST_LABEL],
        suffix=_value(element, "suff") or "tab",
        restart=_number(restart, 0) if restart is not None else None,
        legal=legal is not None and legal.get(W + "val") not in {"0", "false"},
    )


class Numbering:
    """Labels of the paragraphs of one document. Call `label` once for each paragraph, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._styles = _read_styles(styles) if styles is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        self.lettered: tuple[str, str, int] | None = None
        """Of the last label, where it is a letter: its list, the label itself and its count."""

    def label(self, properties: etree._Element | None) -> str:
        """The number before a paragraph with these `w:pPr`, with a blank after it where Word leaves one."""
        self.lettered = None
        number_id, depth = self._find(properties)
        found = self._lists.get(number_id or "")
        if found is None or depth not in found.levels:
            return ""
        counters = self._count(found, number_id or "", depth)
        level = found.levels[depth]
        if level.kind in {"bullet", "none"}:
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = found.levels[at].kind if at in found.levels else "decimal"
            return format_number(counters.get(at, 1), "decimal" if level.legal else kind)

        text = re.sub("%([1-9])", shown, level.text)
        text += "" if level.suffix == "nothing" or not text else " "
        if level.kind == "upperLetter":
            self.lettered = (f"{found.abstract}/{depth}", text, counters[depth])
        return text

    def _find(self, properties: etree._Element | None) -> tuple[str | None, int]:
        own = properties.find(W + "numPr") if properties is not None else None
        number_id, depth = _value(own, "numId"), _value(own, "ilvl")
        style = _value(properties, "pStyle") or ""
        for _ in range(20):
            if number_id is not None or style not in self._styles:
                break
            style_number, style_depth, parent = self._styles[style]
            number_id, depth, style = style_number, depth or style_depth, parent
        return number_id, _number(depth, 0)

    def _count(self, found: _List, number_id: str, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        if (number_id, depth) not in self._used and depth in found.restarts:
            counters[depth] = found.restarts[depth] - 1
        self._used.add((number_id, depth))
        for above in range(depth):
            if above in found.levels:
                counters.setdefault(above, found.levels[above].start)
        counters[depth] = counters.get(depth, found.levels[depth].start - 1) + 1
        for below in [at for at in counters if at > depth]:
            level = found.levels.get(below)
            if level is None or level.restart is None or depth < level.restart:
                del counters[below]
        return counters


def _read_lists(root: etree._Element) -> dict[str, _List]:
    abstracts: dict[str, dict[int, Level]] = {}
    by_style: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in root.iterfind(W + "abstractNum"):
        name = element.get(W + "abstractNumId") or ""
        levels = element.iterfind(W + "lvl")
        abstracts[name] = {_number(level.get(W + "ilvl"), 0): _level(level) for level in levels}
        if style := _value(element, "styleLink"):
            by_style[style] = name
        if style := _value(element, "numStyleLink"):
            links[name] = style
    lists: dict[str, _List] = {}
    for element in root.iterfind(W + "num"):
        abstract = _value(element, "abstractNumId") or ""
        abstract = by_style.get(links.get(abstract, ""), abstract)
        found = _List(abstract, dict(abstracts.get(abstract, {})))
        for override in element.iterfind(W + "lvlOverride"):
            depth = _number(override.get(W + "ilvl"), 0)
            if (own := override.find(W + "lvl")) is not None:
                found.levels[depth] = _level(own)
            if (start := _value(override, "startOverride")) is not None:
                found.restarts[depth] = _number(start, 1)
        lists[element.get(W + "numId") or ""] = found
    return lists


def _read_styles(root: etree._Element) -> dict[str, tuple[str | None, str | None, str]]:
    styles = {}
    for element in root.iterfind(W + "style"):
        properties = element.find(W + "pPr")
        numbering = properties.find(W + "numPr") if properties is not None else None
        number_id, depth = _value(numbering, "numId"), _value(numbering, "ilvl")
        styles[element.get(W + "styleId") or ""] = (number_id, depth, _value(element, "basedOn") or "")
    return styles
