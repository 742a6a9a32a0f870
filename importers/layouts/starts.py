"""Where questions begin in running text: one function a layout. They compete; `flow.py` takes the best reading.

A layout is a function from `Text` to {line index: Start}. To add one, write it here or in a file of its own and put it
into `LAYOUTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importers.answers import TYPE_WORDS, type_of
from importers.containers.blocks import Line
from importers.draft import ItemType
from importers.layouts.headings import Heading
from importers.normalise import fold
from importers.numbering import from_chinese

_MARK = rf"[\[(<]\s*[^\[\]()<>\n]{{0,6}}(?:{TYPE_WORDS})[^\[\]()<>\n]{{0,10}}[\])>]"
# ( B )1. …: the answer in a bracket before the number.
_FILLED = r"[(\[]\s*(?:[A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘对错TFX]|正确|错误)?\s*[)\]]|[√×✓✗✔✘]"
_ORNAMENT = r"[\s★☆▲△●■◆※*•]*"
_NUMBER = re.compile(
    rf"{_ORNAMENT}(?P<mark>{_MARK}\s*|(?:{_FILLED})\s*(?=\d+\s*[.、](?!\d)))?{_ORNAMENT}(?:第\s*(?P<di>\d{{1,5}})\s*题|[(\[]\s*(?P<bracket>\d{{1,5}})\s*[)\]]|"
    r"[\[(]?(?:题目|问题|试题|例题|习题|变式|练习|场景|题|例|[Qq])\s*(?P<word>\d{1,4})(?![\d.]*\d)[\])]?|"
    rf"(?P<kind>(?:{TYPE_WORDS})题?)\s*(?P<typed>\d{{1,4}})(?=\s*[.、:])|"
    r"(?P<sep>\d{1,5})\s*(?P<sign>[.、):]|,(?!\d))|(?P<bare>\d{1,4})(?=\s|[^\d\s%年月日.,:\-~/°℃·]|$))[ \t]*[.、:]?[ \t]*"
)
_FILLED_NUMBER = re.compile(rf"\s*(?:{_FILLED})\s*\d{{1,4}}\s*[.、](?!\d)")
_PLAIN_NUMBER = re.compile(r"\s*\d{1,4}\s*[.、](?!\d)")
_DECIMAL = re.compile(r"\d+\.\d{1,3}(?!\d)")  # 1.2米 at the head of a line; 1.2025年 is a question
_CHINESE_NUMBER = re.compile(r"\s*(?P<number>[一二三四五六七八九十百]{1,5})\s*[、.][ \t]*")
_ID = re.compile(r"\s*(\d{1,9})\s*[.、]?\s*")
_MARKED = re.compile(rf"\s*{_MARK}")
_STEM_LABEL = re.compile(r"\s*\[?(?:题干|题目|试题|试题内容|题目内容)\]?\s*:|\s*\[(?:题干|题目|试题)\]")
OPTION_LINE = re.compile(
    r"\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*([A-La-l])\s*(?:[.、:)\]]|\s+\S|(?=[^\x00-\x7f]))"
)
_LABELLED_OPTION = re.compile(r"\s*[(\[]?\s*[A-La-l]\s*[.、:)\]]")
_FIRST_OPTION = re.compile(r"\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*[Aa]\s*(?:[.、:)\]]|\s+\S|(?=[^\x00-\x7f]))")
_LABEL_LINE = re.compile(
    r"\s*(?:\[?(?:正确|参考|标准|试题)?(?:答案|选项)|(?i:answer)\s*:|\[?(?:答案|试题|题目|参考)?解析|\[?法律依据|\[?依据|\[?难|\[?知识点|\[?考点|\[?分[值数]|答\s*:)"
)
_ANSWER_LINE = re.compile(r"\s*\[?(?:正确|参考|标准|试题)?答案|\s*答\s*:|\s*(?i:answer)\s*:")
_LABEL_ALONE = re.compile(r"\s*\[?(?:正确|参考|标准|试题|题目)?(?:答案|解析|答案解析)\]?\s*:?\s*")
_EVIDENCE = re.compile(
    r"^\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*[Aa]\s*[.、:)\]]|^A[^\S\n]+\S|^\s*A[^\x00-\x7f]|(?<![A-Za-z])A\s*[.、:)].*B\s*[.、:)]|"
    r"^\s*\[?(?:正确|参考|标准|试题)?答案|答案(?:是)?\s*:|[(\[]\s*[A-L](?:[\s,、]*[A-L])*\s*[)\]]|_\s*(?:[A-L](?:[,、]*[A-L])*|[√×✓✗])\s*_|^\s*[①○□☐]|"
    r"[(\[]\s*(?:√|×|✓|✗|对|错|正确|错误|[TFXx])\s*[)\]]|[√×✓✗]\s*$|[(\[]\s*[)\]]|_{2,}",
    re.M,
)
# What no front matter holds: a blank to fill in, or options.
ASKS = re.compile(r"[(\[]\s*[)\]]|(?<![A-Za-z])A\s*[.、:)].*B\s*[.、:)]")
_LOOK_AHEAD = 40


@dataclass(frozen=True, slots=True)
class Start:
    """A question begins on this line: its number, the characters (from, to) that hold it, the type it names (判断题1：)."""

    number: str
    cut: tuple[int, int] = (0, 0)
    type: ItemType | None = None


@dataclass(frozen=True, slots=True)
class Text:
    lines: Sequence[Line]
    folded: Sequence[str]
    headings: dict[int, Heading]


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    value: int
    style: str
    start: Start
    evidence: bool
    marked: bool


def _numbered(
    text: Text, pattern: re.Pattern[str], number: Callable[[re.Match[str]], tuple[int | None, str]]
) -> dict[int, Start]:
    spots: list[tuple[int, int, str, Start]] = []
    marks = _after_type_lines(text)
    alone = False  # 1 alone on its line: 3·15… and 1公里… on the next are the stem
    for at, folded in enumerate(text.folded):
        if at in text.headings or not (match := pattern.match(folded)):
            alone = alone and not folded.strip()
            continue
        value, style = number(match)
        after, alone = alone, style == "bare" and match.end() >= len(folded.rstrip())
        if after and style == "bare" and not alone:
            continue
        if value is not None:
            mark = match.group("mark") if "mark" in pattern.groupindex else None
            kind = match.group("kind") if "kind" in pattern.groupindex else None
            cut = (match.end("mark") if mark else 0, match.end())
            start = Start(str(value), cut, type_of(kind) if kind else None)
            if (mark and _MARKED.match(mark)) or _MARKED.match(folded[match.end() :]):
                marks.add(at)
            spots.append((at, value, style, start))
    stops = sorted({spot[0] for spot in spots} | set(text.headings) | {len(text.lines)})
    candidates = []
    position = 0
    for at, value, style, start in spots:
        while stops[position] <= at:
            position += 1
        first = text.folded[at][start.cut[1] :]
        body = "\n".join([first, *text.folded[at + 1 : stops[position]]])
        sure = at in marks or _EVIDENCE.search(body) is not None
        candidates.append(_Candidate(at, value, style, start, sure, at in marks))
    return _choose(candidates, text)


def _after_type_lines(text: Text) -> set[int]:
    """The lines behind 题型：单选题: a question begins there whatever its number."""
    lines = set()
    for at, heading in text.headings.items():
        if heading.type_line:
            lines |= set(
                [line for line in range(at + 1, min(at + 4, len(text.lines))) if text.folded[line].strip()][
                    :1
                ]
            )
    return lines


def _choose(candidates: list[_Candidate], text: Text) -> dict[int, Start]:
    """Which of the numbered lines are questions, by what follows them and by the order of the numbers."""
    strong = [entry.style for entry in candidates if entry.evidence] or [entry.style for entry in candidates]
    main = (
        max(dict.fromkeys(strong), key=lambda style: (strong.count(style), style != "bare")) if strong else ""
    )
    starts: dict[int, Start] = {}
    heads = sorted(text.headings)
    bounds = [at for at in heads if not text.headings[at].type_line]
    typed = any(heading.type for heading in text.headings.values())
    last: int | None = None
    before = 0
    complete, passed, essay, judged = False, 0, False, False
    for at, entry in enumerate(candidates):
        while passed < len(heads) and heads[passed] < entry.line:
            heading = text.headings[heads[passed]]
            essay = heading.type in {"essay", "blank"} if heading.type else essay
            judged = heading.type == "true_false" if heading.type else judged
            passed += 1
            if not heading.type_line:
                last, complete = None, False
        in_order = last is not None and entry.value == last + 1
        until = next((at for at in bounds if at > entry.line), len(text.lines))
        if entry.marked:
            good = True
        elif essay:
            good = (in_order or (last is None and entry.value in {1, before + 1})) and entry.style in {
                main,
                "",
            }
        elif last is None:
            opening = entry.value in {1, before + 1}
            good = entry.evidence or (opening and (passed > 0 or not typed))
            good = good and (entry.style != "bare" or opening)
        elif in_order:
            other = entry.style != main and _again(candidates, at, entry.value, until, main)
            good = not other and (entry.evidence or not _again(candidates, at, entry.value, until))
            good = good and (entry.style != "bare" or entry.evidence or judged)
        else:
            good = entry.evidence and entry.style == main
            good = good and (complete or not _again(candidates, at, last + 1, until))
        if good:
            starts[entry.line] = entry.start
            last, before, complete = entry.value, entry.value, entry.evidence
        else:
            complete = complete or entry.evidence
    return starts


def _again(candidates: list[_Candidate], at: int, value: int, until: int, style: str = "") -> bool:
    """Whether a better line with this number (and in this style) comes soon, before the next heading."""
    return any(
        entry.value == value and entry.evidence and entry.line < until and entry.style.startswith(style)
        for entry in candidates[at + 1 : at + _LOOK_AHEAD]
    )


def numbered(text: Text) -> dict[int, Start]:
    """1. / 1、 / （1） / 第1题 before the stem, or nothing between number and stem where the order tells."""

    def value(match: re.Match[str]) -> tuple[int | None, str]:
        filled = match["mark"] is not None and not _MARKED.match(match["mark"])
        if filled and not answers_first:
            return None, ""
        if match["sep"] and match["sign"] == "." and _DECIMAL.match(match.string, match.start("sep")):
            return int(match["sep"]), "decimal"
        for style in ("di", "bracket", "word", "typed", "sep", "bare"):
            if match[style]:
                own = (match["sign"] or "" if style == "sep" else "") + ("filled" if filled else "")
                return int(match[style]), style + own
        return None, ""

    answers_first = _answers_first(text)
    return _numbered(text, _NUMBER, value)


def _answers_first(text: Text) -> bool:
    """Whether most numbers of the file stand behind a bracket, ( B )1. …; (A) 1. alone is an option."""
    filled = sum(_FILLED_NUMBER.match(folded) is not None for folded in text.folded)
    plain = sum(_PLAIN_NUMBER.match(folded) is not None for folded in text.folded)
    return filled > plain


def chinese_numbered(text: Text) -> dict[int, Start]:
    """一、 二、 before the stem."""
    untyped = {at: heading for at, heading in text.headings.items() if not heading.chapter}
    return _numbered(
        Text(text.lines, text.folded, untyped),
        _CHINESE_NUMBER,
        lambda match: (from_chinese(match["number"]), "chinese"),
    )


def identified(text: Text) -> dict[int, Start]:
    """A number (of a database, in no order) alone on the line before the stem."""
    starts = {}
    for at, folded in enumerate(text.folded[:-1]):
        match = _ID.fullmatch(folded)
        if match and at not in text.headings:
            following = next((line for line in text.folded[at + 1 : at + 4] if line.strip()), "")
            if following and not _LABELLED_OPTION.match(following) and not _ID.fullmatch(following):
                starts[at] = Start(match[1], (0, len(folded)))
    return starts


def marked(text: Text) -> dict[int, Start]:
    """[单选] or 【判断题】 on or before each stem."""
    starts = {}
    for at, folded in enumerate(text.folded):
        match = _MARKED.match(folded)
        if not match:
            continue
        number = _NUMBER.match(folded)
        if number and number["mark"] and _MARKED.match(number["mark"]):
            value = number["sep"] or number["di"] or number["bracket"] or number["word"] or number["bare"]
            starts[at] = Start(value or "", (number.end("mark"), number.end()))
        else:
            starts[at] = Start("")
    return starts


def labelled(text: Text) -> dict[int, Start]:
    """题目：, 题干： before each stem."""
    return {at: Start("") for at, folded in enumerate(text.folded) if _STEM_LABEL.match(folded)}


def unnumbered(text: Text) -> dict[int, Start]:
    """No numbers: a stem is what stands between the end of one question and the first option of the next."""
    starts = {}
    open_stem: int | None = None
    fresh, announced = True, False
    for at, folded in enumerate(text.folded):
        if at in text.headings:
            open_stem, fresh, announced = None, True, False
        elif not folded.strip():
            continue
        elif announced:  # 解析： alone on its line: this line is the explanation
            announced = False
        elif _FIRST_OPTION.match(folded) or (re.search(r"\sA[.、:)].*\sB[.、:)]", folded) and not fresh):
            if open_stem is not None:
                starts[open_stem] = Start("")
            open_stem, fresh = None, False
        elif OPTION_LINE.match(folded):
            open_stem, fresh = None, False
        elif _LABEL_LINE.match(folded):
            if open_stem is not None and _ANSWER_LINE.match(folded):
                starts[open_stem] = Start("")
            open_stem, fresh = None, False
            announced = _LABEL_ALONE.fullmatch(folded) is not None
        elif _EVIDENCE.search(folded) and re.search(
            r"[(\[]\s*(?:√|×|对|错|正确|错误)\s*[)\]]\s*[。.]?\s*$", folded
        ):
            starts[at] = Start("")
            open_stem = None
        elif open_stem is None:
            open_stem = at
    return starts


LAYOUTS: tuple[tuple[str, Callable[[Text], dict[int, Start]]], ...] = (
    ("numbered", numbered),
    ("marked", marked),
    ("identified", identified),
    ("labelled", labelled),
    ("unnumbered", unnumbered),
    ("chinese-numbered", chinese_numbered),
)


def text_of(lines: Sequence[Line], headings: dict[int, Heading]) -> Text:
    return Text(lines, [fold(line.text) for line in lines], headings)
