"""What stands before or behind a stem and is no part of it: [单选题][2分][难度3], （单选题 5分）, [多选][答案：B、C], an answer."""

from __future__ import annotations

import re
from dataclasses import replace

from importers.answers import TYPE_WORDS, is_indefinite, truth_of, truth_options, type_of
from importers.draft import OF_ATTEMPT, Skipped
from importers.field_words import field_of
from importers.fields import difficulty_of
from importers.layouts.evidence import NAMED
from importers.layouts.questions.brackets import BLANK, lacks_subject
from importers.layouts.questions.label_forms import STARS
from importers.layouts.questions.labels import SHORT, Segment
from importers.layouts.questions.options import find_options
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import ANSWER_WORD
from importers.normalise import fold

_TAG = re.compile(
    rf"(?P<stars>[\s_*{STARS}]*)[\[(<](?P<held>(?:[^\[\]()<>\n]|\([^()\n]{{1,8}}\)){{1,60}})[\])>][_*]*"
)
_TYPE = re.compile(rf"[^:]{{0,6}}(?:{TYPE_WORDS}|[单多判])[^:]{{0,10}}")
_ONLY_TYPE = re.compile(rf"\s*(?:{TYPE_WORDS})[^:]{{0,8}}")
_SCORE = re.compile(r"\s*(?:(?i:score)\s*:|满分|共|计|本题|每题)?\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*")
_FLAG = re.compile(r"\s*(?:全部|部分|(?:必答|选答|必做|选做)题?|\d{1,3}(?:\.\d)?/\d{1,3}\s*分)\s*")
_LEVEL = re.compile(r"\s*难度\s*(\d|[易中难低高])\s*")
_CODE = r"\s*[A-Za-z]{1,8}[-_.]?\d{1,6}(?:[-_.]\d{1,6})*\s*"
_CODES = re.compile(rf"{_CODE}(?:[,;、|]{_CODE})*")
_POINT = re.compile(r"\s*[·•|]\s*")  # between the parts of one bracket: 甲库 · 中 · 单选
_APART = re.compile(r"[^\S\n]{2,}|[\u3000\t]")
_HEAD_PART = re.compile(
    r"[^\s:]{2,6}\s*:|[(\[]?\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*[)\]]?|第\s*[\d一二三四五六七八九十]{1,3}\s*[章节单元]+"
)
_NAMED = re.compile(r"\s*([^\s:]{1,6})\s*:\s*(.*\S)\s*")
_ANSWER_MARK = re.compile(
    r"[ \t]*[\[(]\s*([A-L](?:[\s,、]*[A-L])*|[√×对错是非]|正确|错误)\s*[\])][ \t]*(?=\n)"
)
_LEADING_ANSWER = re.compile(
    r"\s*[(\[]\s*([A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘对错TFX]|正确|错误)\s*[)\]](?=[^\n]*\w)|"
    r"\s*([√×✓✗✔✘])(?=[^\n]*\w)"
)
_EXAMPLE = re.compile(rf"\s*{NAMED}")
_TYPE_LINE = re.compile(
    rf"\s*(?:程序)?(?:{TYPE_WORDS})[^\s,。?(]{{0,4}}\s*(?:\d{{0,3}}(?:\.\d)?\s*分?|\((?:每[空题])?\d{{1,3}}(?:\.\d)?\s*分\))\s*\n"
)
# 4. 判断题：甲局…, 判断：甲局…: a colon makes sure that the type is no word of the stem.
_BEFORE_COLON = re.compile(
    r"\s*((?:不定项选择|单项选择|多项选择|单选|多选|判断|是非)题?|(?:填空|简答|问答|论述|名词解释|选择)题)\s*:\s*(?=\S)"
)
# ... ( ).[单选题][6分]*: the marks of a questionnaire behind the stem; the sign behind them tells of an attempt.
_BEHIND = re.compile(
    r"\s*((?:[\[(][^\[\]()\n]{1,40}[\])][ \t]*)+)(?:\*|(?P<attempt>[√×✓✗Xx])(?=[^√×]*答案))?[ \t]*"
    rf"(?=\n|$|A\s?[.、:)]|{ANSWER_WORD}\s*(?:\]|:))"
)
# … 单选题 *, where the page of a questionnaire was copied.
_STARRED = re.compile(rf"\s*(?:\(分值:\s*)?(?:{TYPE_WORDS})题?\s*\*[ \t]*(?=\n|$)")
_BETWEEN = re.compile(r"^\s*[\]】]?\s*(?:[.．、:：]|[—–]+\s*)?")
_GAP = re.compile(r"[(\[]\s*[)\]]|_{2,}")
_FIELDS = SHORT | {"citation"}
_BESIDE = "题型后的标注"


def take_marks(text: str, parsed: Parsed) -> tuple[list[Segment], str]:
    """The fields that the marks name, and what remains; type and answer that stand before the stem go to `parsed`."""
    above, text = _take_headline(text, parsed)
    fields, text = _take_before(text, parsed)
    fields += above
    if not parsed.marked:
        found, text = _take_behind(text, parsed)
        fields += found
    return fields, _take_leading_answer(text, parsed)


def _take_headline(text: str, parsed: Parsed) -> tuple[list[Segment], str]:
    """（2分）    题号:1021    难度:中    第1章 above the stem: a line of named fields, apart from each other, some not filled in."""
    first, _, rest = text.lstrip().partition("\n")
    parts = [part for part in _APART.split(first.strip()) if part]
    if len(parts) < 2:
        return [], text
    fields = [field for part in parts for field in _named_as_written(part)]
    beside = [part for part in parts if not _named(fold(part))]
    if not fields or not rest.strip() or not all(_HEAD_PART.fullmatch(fold(part)) for part in beside):
        return [], text
    parsed.skipped += [Skipped(parsed.block.place, part, _BESIDE) for part in beside]
    return fields, rest


def _named_as_written(part: str) -> list[Segment]:
    """The fields of a part of a line, of one alone with the characters of the file."""
    found = _named(fold(part))
    if len(found) == 1 and (said := re.search(r"[:：]\s*(.*\S)", part)):
        return [replace(found[0], text=said[1])]
    return found


def _take_before(text: str, parsed: Parsed) -> tuple[list[Segment], str]:
    folded = fold(text)
    fields: list[Segment] = []
    lead = _EXAMPLE.match(folded)
    tags, stars, end = [], "", lead.end() if lead else 0
    example = text[:end].strip()
    while (match := _TAG.match(folded, end)) and (is_mark(match["held"]) or _codes_a_mark(match)):
        tags.append(match["held"])
        stars += match["stars"].strip(" _*\n\t")
        end = match.end()
    behind = folded[end:]
    typed = tags and (_TYPE_LINE.match(behind) or _BEFORE_COLON.match(behind))  # （2分）判断题：…
    if not typed and not any(
        _names_type(part) or _named(part) for tag in tags for part in (tag, *_parts(tag))
    ):
        return fields, _take_type_ahead(text, parsed)
    for tag in tags:
        fields += _take_tag(tag, parsed)
    parsed.skipped += [Skipped(parsed.block.place, beside, _BESIDE) for beside in (example, stars) if beside]
    text = _BETWEEN.sub("", text[end:], count=1)
    if answer := _ANSWER_MARK.match(fold(text)):
        parsed.said.append(answer[1])
        text = text[answer.end() :]
    return fields, text if parsed.marked else _take_type_ahead(text, parsed)


def _take_type_ahead(text: str, parsed: Parsed) -> str:
    """What remains behind a type without brackets, alone on its line or before a colon."""
    folded = fold(text)
    if match := _TYPE_LINE.match(folded):
        _take_type(match[0], parsed)
        return text[match.end() :]
    match = _BEFORE_COLON.match(folded)
    if match is None or (match[1] == "判断" and _offers(text, parsed)):
        return text
    _take_type_before_colon(match[1], parsed)
    return text[match.end() :]


def _take_behind(text: str, parsed: Parsed) -> tuple[list[Segment], str]:
    for match in _BEHIND.finditer(fold(text)):
        run = list(_TAG.finditer(match[1]))
        first = next(
            (at for at in range(len(run)) if all(is_mark(tag["held"]) for tag in run[at:])), len(run)
        )
        tags = [tag["held"] for tag in run[first:]]
        if not any(_ONLY_TYPE.fullmatch(tag) for tag in tags):
            continue
        fields = [field for tag in tags for field in _take_tag(tag, parsed)]
        begin = match.start() if not first else match.start(1) + run[first].start()
        if match["attempt"]:
            parsed.skipped.append(Skipped(parsed.block.place, match["attempt"], OF_ATTEMPT))
        parsed.ended = "\n" not in text[:begin].strip()
        return fields, text[:begin] + text[match.end() :]
    if "*" in text and (starred := _STARRED.search(fold(text))):
        _take_type(starred[0], parsed)
        parsed.ended = "\n" not in text[: starred.start()].strip()
        return [], text[: starred.start()] + text[starred.end() :]
    return [], text


def _codes_a_mark(match: re.Match[str]) -> bool:
    """Whether a bracket holds but codes, and a mark follows: (kp_014, mc_001)[单选题, 5分]."""
    behind = _TAG.match(match.string, match.end()) if _CODES.fullmatch(match["held"]) else None
    return behind is not None and is_mark(behind["held"])


def is_mark(tag: str) -> bool:
    """Whether what stands in a bracket before or behind a stem says its type, its points, or another field of it."""
    patterns = (_SCORE, _FLAG, _LEVEL)
    whole = _names_type(tag) or any(one.fullmatch(tag) for one in patterns) or bool(_named(tag))
    return whole or any(_names_type(part) for part in _parts(tag))


def _names_type(tag: str) -> bool:
    return _TYPE.fullmatch(tag) is not None and type_of(tag) is not None


def _parts(tag: str) -> list[str]:
    """The parts of one bracket, 甲库 · 中 · 单选, of which one names the type; empty where it has one part alone."""
    parts = _POINT.split(tag)
    return parts if len(parts) > 1 else []


def _named(tag: str) -> list[Segment]:
    """题型：单选题；难度：中；类型：专业 as fields; none where a part has no name, or no name is known."""
    parts = [_NAMED.fullmatch(part) for part in re.split("[;,|]", tag)]
    found = [(part[1], part[2], field_of(part[1])) for part in parts if part]
    fields = {field for _, _, field in found if field}
    if len(found) < len(parts) or not fields or not fields <= _FIELDS:
        return []
    return [Segment(field or "other", 0, said, f"{name}：") for name, said, field in found]


def _take_tag(tag: str, parsed: Parsed) -> list[Segment]:
    """The fields in one bracket; what is none is named."""
    if parts := _parts(tag):
        return [field for part in parts for field in _take_tag(part, parsed)]
    if difficulty_of(tag) is not None and not tag.strip().isdigit():
        return [Segment("difficulty", 0, tag)]
    if _names_type(tag):
        _take_type(tag, parsed)
        if rest := re.sub(rf"{TYPE_WORDS}|[\s.、:题,项单多判]", "", tag):
            parsed.skipped.append(Skipped(parsed.block.place, rest, _BESIDE))
        return []
    if level := _LEVEL.fullmatch(tag):
        return [Segment("difficulty", 0, level[1], "难度")]
    if found := _named(tag):
        for field in found:
            if field.field == "type":
                _take_type(field.text, parsed)
        return found
    parsed.skipped.append(Skipped(parsed.block.place, tag.strip(), _BESIDE))
    return []


def _take_type(words: str, parsed: Parsed) -> None:
    parsed.type, parsed.indefinite, parsed.marked = type_of(words), is_indefinite(words), True
    parsed.taken.append(words)


def _offers(text: str, parsed: Parsed) -> bool:
    """Whether there are options besides true and false: 判断：下列说法正确的是 asks to judge, and names no type."""
    found = find_options(text)
    options = parsed.options or (found.options if found else ())
    return bool(options) and not truth_options(options)


def _take_type_before_colon(words: str, parsed: Parsed) -> None:
    """The type that `words` name; 选择题 leaves open which of the two."""
    if words == "选择题":
        parsed.taken.append(words)
    else:
        _take_type(words, parsed)


def _take_leading_answer(text: str, parsed: Parsed) -> str:
    """（ B ）1. …: what remains behind the answer that stands before the stem; a gap, where it is the subject."""
    match = _LEADING_ANSWER.match(fold(text))
    if match is None:
        return text
    rest = text[match.end() :]
    found = find_options(rest)
    said = match[1] or match[2]
    judges = truth_of(said) is not None and parsed.type == "true_false"
    if judges or (match[1] and found and found.in_order):
        parsed.said.append(said)
        stem = rest[: found.start] if found and not judges else ""
        return BLANK + rest if lacks_subject(stem) and not _GAP.search(fold(stem)) else rest
    return text
