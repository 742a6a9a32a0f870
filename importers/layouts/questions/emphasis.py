"""Answers that no word tells: the options that stand out (red, marked, underlined, bold) or carry a tick."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from importers.answers import truth_options
from importers.containers.blocks import Emphasis, Line
from importers.draft import DraftOption, Problem
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, squeeze, tidy
from importers.problems import problem

_KINDS: tuple[Emphasis, ...] = ("colour", "highlight", "underline", "bold")
_WORDS = {
    "colour": "有颜色",
    "highlight": "突出显示",
    "underline": "有下划线",
    "bold": "加粗",
    "tick": "打勾",
    "text": "括号里写出",
    "gap": "题干空处所填",
    "bare": "题干里的字母所指",
    "attempt": "得了满分",
    "own": "作答人自己选（可能有错）",
}
_TICKS, _BOXES = "√✓✔✅☑■●", "□☐○◯"
_SURE_TICKS = "√✓✔✅☑"  # that no list has for its bullets
_OPEN = set(_BOXES)
_CHECKS = {
    *_SURE_TICKS,
    "正确",
    "正确答案",
    "答案",
    "标准答案",
    "此项为本题正确答案",
}  # that stand at all options only where all are right; ● may be a bullet
_NAMED_RIGHT = {
    "正确答案",
    "标准答案",
    "此项为本题正确答案",
}  # that leave no doubt where all options carry them, whatever the type
_SIGNS = {*_SURE_TICKS, *"*★"}  # that say of one line among others that it is right
_STARS = "*★"  # a mark of the right answer only before a label
_LOST = "?"  # a tick that copying lost, where options have no labels; behind one anything may be lost
_AT_HEAD = re.compile(rf"^\s*([{_TICKS}{_BOXES}]|[{_STARS}](?=\s|\d|[^\x00-\x7f])|\?(?=\s))(?!\1)\s*")
# 甲局√, 甲局（正确答案）, 甲局 ← 正确答案
_AT_TAIL = re.compile(
    rf"\s*(?:[(\[](正确|正确答案|答案|标准答案|此项为本题正确答案)\s*[)\]]|(?:[←⇐]|<[-=]+|[-=]*>)\s*(正确答案|正确选项|答案|正确)|"
    rf"[(\[]?\s*([{_TICKS}])\s*[)\]]?)[^\S\n]*$",
    re.M,
)
_ROOT = re.compile(r"\s*√(?=\d)")  # √2 is a number, unless it is the one option that is ticked so
# Of an option's characters this part must stand out: a single marked word inside it tells nothing.
_SIDES = re.compile(r"\s*\(?\s*[^\W\d_A-Z]{1,2}[\s/|、,]+[^\W\d_A-Z]{1,2}\s*\)?\s*")  # 对  错, (正确/错误)
_GAP = re.compile(r"__|[(\[]\s*[)\]]")
_COVERED = 0.6
_SEVERAL = 2
_HEAD = 8  # of a stem's characters, enough to find it


def take_ticks(parsed: Parsed) -> None:
    """Tell the answer of a question that has none by the options that carry a tick, where some do and some do not."""
    if len(parsed.options) < 2 or parsed.type in {"blank", "essay"}:
        return
    roots = sum(_ROOT.match(fold(option.text)) is not None for option in parsed.options)
    if roots > 1 or (roots and parsed.said):
        return
    marks = [_marks(option) for option in parsed.options]
    labelled = not parsed.unlabelled and parsed.type != "true_false"
    if (parsed.said or labelled) and any(_LOST in found for _, found in marks):
        return
    ticked = [option.label for option, (_, found) in zip(parsed.options, marks, strict=True) if found - _OPEN]
    boxed = all(found for _, found in marks)
    whole = all(found & (_CHECKS if parsed.type == "multiple_choice" else _NAMED_RIGHT) for _, found in marks)
    if boxed or 0 < len(ticked) < len(parsed.options):
        parsed.taken += [mark for _, found in marks for mark in found]
        parsed.options = tuple(
            DraftOption(option.label, text) for option, (text, _) in zip(parsed.options, marks, strict=True)
        )
    if (whole or 0 < len(ticked) < len(parsed.options)) and not parsed.said:
        parsed.said.append("".join(ticked))
        parsed.told_by = "tick"


def take(parsed: Parsed) -> None:
    """Tell the answer of a question that has none by the options that stand out, where some do and some do not."""
    if len(parsed.options) < 2 or parsed.type in {"blank", "essay"}:
        return
    for kind in _KINDS:
        standing_out = [option.label for option in parsed.options if _stands_out(option, parsed, kind)]
        if 0 < len(standing_out) < len(parsed.options):
            parsed.said.append("".join(standing_out))
            parsed.told_by = kind
            return
    _take_filled(parsed)


def _take_ticked(told: list[Parsed], open_: list[Parsed]) -> None:
    """A question of which all options are ticked has all of them right, where others have some that are not."""
    if not any(entry.told_by == "tick" and len(entry.said[0]) < len(entry.options) for entry in told):
        return
    for entry in open_:
        ticked = all(_is_ticked_option(option, entry) for option in entry.options)
        if ticked and entry.type in {None, "multiple_choice"}:
            _answer_all(entry, "tick")


def _is_ticked_option(option: DraftOption, parsed: Parsed) -> bool:
    """Whether a tick that nobody writes for a bullet stood beside an option."""
    text = re.escape(option.text)
    beside = re.compile(
        rf"[{_SURE_TICKS}]\s*[(\[]?(?:{option.label}\s*[.、:)\]]?)?\s*{text}|{text}\s*[(（\[【]?\s*[{_SURE_TICKS}]"
    )
    return bool(text) and any(beside.search(line.text) for line in parsed.block.lines)


def _answer_all(parsed: Parsed, kind: str) -> None:
    parsed.answer = "".join(option.label for option in parsed.options)
    parsed.said.append(parsed.answer)
    parsed.inferred = parsed.type is None
    parsed.type, parsed.told_by = "multiple_choice", kind


def _take_filled(parsed: Parsed) -> None:
    """Tell the answer by the words of options that stand out in the stem, each where a gap was: it becomes one again."""
    found = {}
    for line in parsed.block.lines:
        for low, high, kind in line.emphasis:
            words = line.text[low:high].strip() if kind != "bold" else ""
            labels = [
                option.label for option in parsed.options if words and squeeze(option.text) == squeeze(words)
            ]
            if len(labels) == 1 and parsed.stem.count(words) == 1:
                found[words] = labels[0]
    if found and len(found) < len(parsed.options) and not _GAP.search(fold(parsed.stem)):
        for words in found:
            parsed.stem = parsed.stem.replace(words, "____")
        parsed.taken += found
        parsed.said.append("".join(sorted(found.values())))
        parsed.told_by = "gap"


def take_whole(parsed: list[Parsed]) -> None:
    """A question of which all options stand out, where those of the file are answered so throughout: a multiple choice, or
    one without a type where others have several answers."""
    told = [entry for entry in parsed if entry.told_by]
    open_ = [entry for entry in parsed if not entry.said and len(entry.options) >= 2]
    _take_ticked(told, open_)
    ways = {entry.told_by for entry in told}
    kind = next((kind for kind in _KINDS if ways == {kind}), None)
    if kind is None or len(told) < max(_SEVERAL, len(open_)):
        return
    several = any(entry.type == "multiple_choice" and len(entry.said[0]) > 1 for entry in told)
    for entry in open_:
        whole = all(_stands_out(option, entry, kind) for option in entry.options)
        choice = entry.type == "multiple_choice" or (entry.type is None and several)
        if choice and whole and not _is_held(entry.stem, entry, kind):
            _answer_all(entry, kind)


def _is_held(stem: str, parsed: Parsed, kind: Emphasis) -> bool:
    """Whether the stem stands out like the options: the whole question does then, and tells no answer."""
    first = stem.split("\n")[0]
    for line in parsed.block.lines:
        at = line.text.find(first[:_HEAD])
        spans = [(start, end) for start, end, name in line.emphasis if name == kind]
        if at >= 0 and spans:
            return _covered(line, at, at + len(first[:_HEAD]), spans)
    return False


def is_ticked(text: str) -> bool:
    """Whether a tick or a star stands before `text`, the line of an option without a label."""
    match = _AT_HEAD.match(fold(text))
    return match is not None and match[1] in _SIGNS and not _ROOT.match(fold(text))


def unmarked(option: DraftOption) -> DraftOption:
    """The option without the ticks and boxes at its ends."""
    return DraftOption(option.label, _marks(option)[0])


def _marks(option: DraftOption) -> tuple[str, set[str]]:
    """The text of an option without the ticks and boxes at its ends, and these. A sign alone is the text itself."""
    text, found = option.text, set[str]()
    for pattern in (_AT_HEAD, _AT_TAIL):
        match = pattern.search(fold(text))
        rest = tidy(text[: match.start()] + text[match.end() :]) if match else ""
        if match and rest:
            found.add(match[match.lastindex or 0])
            text = rest
    return text, found


def _stands_out(option: DraftOption, parsed: Parsed, kind: Emphasis) -> bool:
    first = option.text.split("\n")[0]
    if not first:
        return False
    begins = rf"(?:(?<![A-Za-z]){option.label}|{option.label}(?=[.、:]))"  # A.mailB.telnet
    wanted = re.compile(rf"{begins}[\W_]{{0,4}}?{re.escape(fold(first))}", re.I)
    for line in parsed.block.lines:
        spans = [(start, end) for start, end, name in line.emphasis if name == kind]
        if spans and line.text.strip() == first:  # a cell of its own, which needs no label
            return _covered(line, 0, len(line.text), spans)
        if spans and (side := _side_by_side(first, line, parsed)):
            return _covered(line, *side.span(), spans)
        match = wanted.search(fold(line.text)) if spans else None
        if match:
            return _covered(line, match.end() - len(first), match.end(), spans) or _covered(
                line, match.start(), match.start() + 1, spans
            )
    return False


def _side_by_side(side: str, line: Line, parsed: Parsed) -> re.Match[str] | None:
    """Where `side` stands on the line 对  错 that nobody labelled."""
    if truth_options(parsed.options) is None or not _SIDES.fullmatch(fold(line.text)):
        return None
    return re.search(rf"(?<!\w){re.escape(side)}(?!\w)", line.text)


def _covered(line: Line, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    places = [at for at in range(start, end) if not line.text[at].isspace()]
    inside = sum(any(low <= at < high for low, high in spans) for at in places)
    return bool(places) and inside >= _COVERED * len(places)


def _confirmed(entry: Parsed) -> str:
    """By what the answer was told: by the option that stands out, where a letter in the stem says the same."""
    if entry.told_by != "bare":
        return entry.told_by
    for kind in _KINDS:
        letters = [option.label for option in entry.options if _stands_out(option, entry, kind)]
        if letters and "".join(letters) == entry.said[-1]:
            return kind
    return entry.told_by


def told(parsed: list[Parsed]) -> Iterator[Problem]:
    """Said once for each way where the file tells its answers so throughout, else with each question.

    A letter in the stem whose option stands out counts with those that stand out alone.
    """
    found = [entry for entry in parsed if entry.told_by]
    kinds = Counter(map(_confirmed, found))
    without = sum(not entry.said and len(entry.options) >= 2 for entry in parsed)
    often = all(times >= _SEVERAL for times in kinds.values())
    if not often or len(found) <= 4 * without or (len(kinds) > 1 and not kinds.keys() <= {*_KINDS, "tick"}):
        for entry in found:
            message = f"没有写答案字母，按{_WORDS[entry.told_by]}的选项读取，请核对。"
            entry.warn("answer-by-emphasis" if entry.told_by != "text" else "answer-by-text", message)
        return
    for kind, times in kinds.items():
        message = f"有 {times} 题没有写答案字母，按{_WORDS[kind]}的选项读取，请核对。"
        place = next(entry.block.place for entry in found if _confirmed(entry) == kind)
        yield problem("answers-by-emphasis" if kind != "text" else "answer-by-text", message, place)
