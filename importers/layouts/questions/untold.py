"""Answers of files that write none: the letter that stands bare in each stem, or what earned a candidate all points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from importers.answers import letters_of, truth_of
from importers.draft import Skipped
from importers.layouts.questions.answered import repeats
from importers.layouts.questions.brackets import BLANK, LETTERS_AT_END
from importers.layouts.questions.parsed import Parsed
from importers.layouts.questions.settle import resolve
from importers.layouts.shapes import ANSWER_ALONE, BRACKET, CHOICE
from importers.normalise import fold, tidy

# 可能产生C破裂, 用AD表示; A类, C++, B/S and 5 A are names and units.
_BARE = re.compile(
    r"(?<![A-Za-z\d°º/+-])(?<!\d\s)([A-L]{1,8})(?![A-Za-z\d/+#-]|</|[级类型股座栋轴超证照点端相]|语言)"
)
_GAP = re.compile(r"[(\[]|_{2,}|答案\s*[:是为]")  # where an answer may be written, or is
# 纸张采用什么型纸D: no letter of an abbreviation, and where no letter behind a colon or a stop answers already.
_LAST = re.compile(r"(?<=[^\x00-\x7f，。；：？！”、])\s*([A-L]{1,12})[\s。.?]*$")
# 应当在 D 内送达: letters set apart where the gap was, and no other gap.
_SET = re.compile(
    r"(?:^|(?<![A-Za-z\s]))[^\S\n]+([A-L](?:[,、]?[^\S\n]?[A-L])*)(?:[^\S\n]+(?![A-Za-z])|[^\S\n]*[。.?]?\s*$)"
)
_WRITTEN = re.compile(rf"{BRACKET}|_{{2,}}|答案\s*[:是为]")
_FILLED = re.compile(rf"[(\[]\s*{CHOICE}\s*[)\]]|_\s*{CHOICE}\s*_")
_LAST_GAP = re.compile(r"[(\[]\s*[)\]][\s。.]*$")  # behind the sentence, left empty
_FEWEST, _MOST = 3, 0.8  # of the questions that have options
_HALF = 0.5
_ATTEMPT = re.compile(r"[我你您考生学员用户提交]+的?(?:答案|回答|作答|选择)\s*:\s*(.+)", re.S)
_LETTERS_AND_WORDS = re.compile(r"\s*([A-L]+)\s*:\s*(.+)", re.S)
_POINTS = re.compile(r"[本题我的总]*得分\s*:\s*(\d+(?:\.\d+)?)\s*分?")


def take(parsed: Sequence[Parsed]) -> None:
    """Tell the answers of questions that do not say their own. Call before brackets are looked at."""
    _take_set(parsed)
    _take_last(parsed)
    _take_bare(parsed)
    if not any(entry.said for entry in parsed):
        _take_attempts(parsed)


def _take_bare(parsed: Sequence[Parsed]) -> None:
    """会议转移到C举行。: the line below the letter is lost, and each stem that is not answered has one and no gap.

    Where most questions are answered otherwise, the letters of a few are names.
    """
    asked = [entry for entry in parsed if len(entry.options) >= 2]
    open_ = [entry for entry in asked if not entry.said and not _is_answered(fold(entry.stem))]
    found = [(entry, match) for entry in open_ if (match := _bare_letter(entry))]
    told = sum(entry.told_by == "bare" for entry in asked)
    if len(found) + told < max(_FEWEST, _MOST * (len(open_) + told), _HALF * len(asked)):
        return
    for entry, match in found:
        entry.stem = entry.stem[: match.start()] + BLANK + entry.stem[match.end() :]
        _tell(entry, match[1], "bare")


def _take_set(parsed: Sequence[Parsed]) -> None:
    """…应当在 D 内依法送达。: where nearly every question that is not answered yet has its letters so."""
    open_ = [entry for entry in parsed if len(entry.options) >= 2 and not entry.said]
    asked = [entry for entry in open_ if not _is_answered(fold(entry.stem))]
    found = [(entry, match) for entry in asked if (match := _set_letters(entry))]
    if len(found) < _FEWEST or len(found) < _MOST * len(asked):
        return
    for entry, match in found:
        entry.stem = entry.stem[: match.start(1)].rstrip() + BLANK + entry.stem[match.end(1) :].lstrip()
        _tell(entry, match[1], "bare")


def _set_letters(entry: Parsed) -> re.Match[str] | None:
    folded = _LAST_GAP.sub("", fold(entry.stem))
    found = list(_SET.finditer(folded))
    labels = "".join(option.label for option in entry.options)
    letters = letters_of(found[0][1], labels) if len(found) == 1 and not _WRITTEN.search(folded) else None
    return found[0] if letters and set(letters) <= set(labels) else None


def _take_last(parsed: Sequence[Parsed]) -> None:
    """…采用什么型纸D: where nearly every question that has no gap and no answer ends so."""
    asked = [
        entry
        for entry in parsed
        if len(entry.options) >= 2 and not entry.said and not _GAP.search(fold(entry.stem))
        and not LETTERS_AT_END.search(fold(entry.stem))
    ]  # fmt: skip
    found = [(entry, match) for entry in asked if (match := _last_letters(entry))]
    if len(found) < _FEWEST or len(found) < _MOST * len(asked):
        return
    for entry, match in found:
        entry.stem = entry.stem[: match.start()]
        _tell(entry, match[1], "bare")


def _last_letters(entry: Parsed) -> re.Match[str] | None:
    match = _LAST.search(fold(entry.stem))
    labels = "".join(option.label for option in entry.options)
    ordered = match and letters_of(match[1], labels) == match[1] and set(match[1]) <= set(labels)
    return match if ordered else None


def _is_answered(folded: str) -> bool:
    return bool(_FILLED.search(folded) or LETTERS_AT_END.search(folded))


def _bare_letter(entry: Parsed) -> re.Match[str] | None:
    folded = fold(entry.stem)
    labels = "".join(option.label for option in entry.options)
    found = [
        match for match in _BARE.finditer(folded)
        if letters_of(match[1], labels) == match[1] and set(match[1]) <= set(labels)  # I/O and CAD name none
    ]  # fmt: skip
    return found[0] if len(found) == 1 and not _GAP.search(folded) else None


def _take_attempts(parsed: Sequence[Parsed]) -> None:
    """我的答案：B 得分：20分: right where no question of its type, and for several letters none at all, earned more."""
    attempts = [(entry, *told) for entry in parsed if (told := _attempt_of(entry.skipped))]
    most = max((points for _, _, points in attempts), default=0.0)
    if not attempts:
        _take_own(parsed)
    for entry, said, points in attempts:
        alike = (other for kind, _, other in attempts if kind.type == entry.type)
        full = most if entry.type == "multiple_choice" else max(alike)
        if points == full > 0:
            _tell(entry, said, "attempt")


def _take_own(parsed: Sequence[Parsed]) -> None:
    """我的答案：C where nothing tells how it was marked, nor what is right: nearly every question has one, and they may be wrong."""
    asked = [entry for entry in parsed if entry.options or entry.type == "true_false"]
    found = [(entry, said) for entry in asked if (said := _own_of(entry))]
    if len(found) < _FEWEST or len(found) < _MOST * len(asked) or any(map(_tells, asked)):
        return
    for entry, said in found:
        _tell(entry, said, "own")


def _tells(entry: Parsed) -> bool:
    """Whether anything else may tell the answer: an explanation (错误), a bracket, an option that stands out."""
    tried = deepcopy(entry)
    resolve(tried)
    return entry.explanation != "" or tried.said != []


def _own_of(entry: Parsed) -> str:
    """The letters, or the judgement, that a candidate gave; empty where other words stand behind letters than those of the
    options."""
    texts = [fold(piece.text) for piece in entry.skipped]
    said = [match[1].strip(" ;") for text in texts if (match := _ATTEMPT.fullmatch(text))]
    if len(said) != 1:
        return ""
    if match := _LETTERS_AND_WORDS.fullmatch(said[0]):
        return match[1] if repeats(match[2], match[1], entry) else ""
    if not ANSWER_ALONE.fullmatch(said[0]):  # B × tells how it was marked
        return ""
    letters = letters_of(said[0]) or ""
    named = letters != "" and {option.label for option in entry.options}.issuperset(letters)
    return said[0] if named or truth_of(said[0]) else ""


def _attempt_of(skipped: Sequence[Skipped]) -> tuple[str, float] | None:
    """The answer and its points, as they stand among the fields that are no part of a question."""
    texts = [fold(piece.text) for piece in skipped]
    said = [match[1] for text in texts if (match := _ATTEMPT.fullmatch(text))]
    points = [float(match[1]) for text in texts if (match := _POINTS.fullmatch(text))]
    return (tidy(said[0]), points[0]) if len(said) == len(points) == 1 else None


def _tell(entry: Parsed, said: str, way: str) -> None:
    entry.said.append(said)
    entry.told_by = way
