"""Names of chapters between questions that no word marks as such: by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.layouts.evidence import EVIDENCE
from importers.layouts.lines.headings import ARABIC, LETTERED, Heading, heading_of
from importers.layouts.shapes import OPTION, number_of
from importers.normalise import fold

_NAME = re.compile(
    r"\s*[^\s\d_.,。,;:、?!()\[\]√×](?:[^\d_.,。;:?!()\[\]√×]{0,18}[^\s\d_.,。;:、?!()\[\]√×])\s*"
)
_FEWEST_TITLES = 2
_PART_OF_TITLE = re.compile(
    r"[\s:—–-]*第\s*(?:[一二三四五六七八九十]+|\d{1,3})\s*(?:[篇套期]|([节讲]|部分))\s*"
)
# 1. …, 第1题…, 习题1（单选题）: the first question of a chapter.
_OF_QUESTION = re.compile(rf"{OPTION.pattern}|.*(?:答案|解析|[(\[]\s*[)\]]|_{{2}})")
_WITH_KEY = re.compile("[含附带](?:参考)?答案[及与和]?(?:解析|详解)?")
_ALIKE = 4  # characters with which the names of all chapters begin
_LAW = re.compile(r"\s*《[^《》]+》\s*(?:\([^()]*\))?\s*")
_WHOLE_OPTION = re.compile(r"\s*[(\[]?[A-La-l]\s*[.、:)\]]?\s*(?=\S\S).*[^\s,、;:和及与或]\s*")
_BULLET = re.compile(r"\s*[•·*-]\s+")
_SENTENCE = re.compile(r"[。，,；;]")  # of a case that several questions share


def titles_between(texts: Sequence[str]) -> dict[int, Heading]:
    """Names of chapters without any mark: short lines behind two blank ones, each directly before a number that counts on."""
    found: dict[int, Heading] = {}
    last = 1  # 1., 2. below a short line may be its options
    for at in range(2, len(texts) - 1):
        alone = not texts[at - 1].strip() and not texts[at - 2].strip()
        number = ARABIC.match(fold(texts[at + 1])) if alone else None
        if number and _NAME.fullmatch(fold(texts[at])) and not LETTERED.match(fold(texts[at])):
            if int(number[1]) <= last:
                return {}
            last = int(number[1])
            found[at] = Heading(texts[at], chapter=True)
    return found


def parts_of_title(texts: Sequence[str]) -> dict[int, Heading]:
    """The first line of the file, repeated with 第1篇, 第2篇 behind it above each part; with 第1节 only where the first stands
    above all questions, for below answers it may be their source."""
    title = next((text.strip() for text in texts if text.strip()), "")
    found = {
        at: match
        for at, text in enumerate(texts)
        if text.strip().startswith(title)
        and (match := _PART_OF_TITLE.fullmatch(fold(text.strip().removeprefix(title))))
    }
    if not title or len(found) < _FEWEST_TITLES:
        return {}
    head = "\n".join(map(fold, texts[: min(found)]))
    sections = any(match[1] for match in found.values())
    if sections and EVIDENCE.search(head):
        return {}
    return {at: Heading(texts[at], chapter=True) for at in found}


def alike_titles(texts: Sequence[str]) -> dict[int, Heading]:
    """Names that begin alike, the first above all questions, the others each directly above a question 1; sentences are cases."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    numbers = {at: int(number) for at in filled if (number := number_of(fold(texts[at])))}
    above = [before for before, at in pairwise(filled) if numbers.get(at) == 1]
    if len(above) < _FEWEST_TITLES or above[0] > min(numbers):
        return {}
    names = [fold(texts[at]).strip() for at in above]
    alike = all(name[:_ALIKE] == names[0][:_ALIKE] for name in names)
    known = any(at in numbers for at in above) or any(
        _OF_QUESTION.match(_WITH_KEY.sub("", name)) or heading_of(name) for name in names
    )
    if known or not alike or len(names[0]) < _ALIKE or len(set(names)) < len(names):
        return {}
    sentences = sum(_SENTENCE.search(name) is not None for name in names)
    if 0 < sentences < len(names):
        return {}
    return {at: Heading(texts[at], chapter=not sentences, shared=bool(sentences)) for at in above}


def numbered_titles(texts: Sequence[str]) -> dict[int, Heading]:
    """Names behind numbers, each directly above a question 1: "2. 甲证" above "1. …（　　）".

    They count from 1, or each stands between blank lines: chapters 2 and 6 in the part of one type.
    """
    filled = [at for at, text in enumerate(texts) if text.strip()]
    numbers = {at: int(match[1]) for at in filled if (match := ARABIC.match(fold(texts[at])))}
    titles = [
        above
        for above, below in pairwise(filled)
        if numbers.get(below) == 1 and above in numbers and _is_name(texts[above])
    ]
    counting = [numbers[at] for at in titles] == list(range(1, len(titles) + 1))
    if not counting:
        titles = [at for at in titles if _stands_apart(texts, at)]
    sure = 0
    bounds = [*numbers, len(texts)]
    for title in titles:
        first = bounds.index(title) + 1
        question = "\n".join(fold(text) for text in texts[bounds[first] : bounds[first + 1]])
        sure += EVIDENCE.search(question) is not None  # 1. 甲 2. 乙 below a stem are its options
    if sure < _FEWEST_TITLES or (counting and sure < len(titles)):
        return {}
    return {at: Heading(texts[at], chapter=True) for at in titles}


def _stands_apart(texts: Sequence[str], at: int) -> bool:
    """Whether the line stands between blank ones."""
    return (not at or not texts[at - 1].strip()) and not texts[at + 1].strip()


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(ARABIC.sub("", fold(text), count=1)) is not None


def law_titles(texts: Sequence[str]) -> dict[int, Heading]:
    """Laws, 《甲证条例》（第9号令）, each alone between the last option of a question and the number that counts on: what follows is
    about them. Where every other question has one, they may as well be its source."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    found: dict[int, Heading] = {}
    last, questions = 0, 0
    for before, at, below in zip(filled, filled[1:], filled[2:], strict=False):
        number = ARABIC.match(fold(texts[at]))
        questions, last = (questions + 1, int(number[1])) if number else (questions, last)
        following = ARABIC.match(fold(texts[below])) if _LAW.fullmatch(fold(texts[at])) else None
        if following and int(following[1]) in {1, last + 1} and _WHOLE_OPTION.fullmatch(fold(texts[before])):
            found[at] = Heading(texts[at], chapter=True)
    names = {texts[at].strip() for at in found}
    return found if len(found) * 2 < questions and _FEWEST_TITLES <= len(names) == len(found) else {}


def names_of_parts(texts: Sequence[str]) -> dict[int, Heading]:
    """Names between blank lines, each above a question 1: the first above all questions, the others behind a whole option, and
    none of the parts without one."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    numbers = {at: int(match[1]) for at in filled if (match := ARABIC.match(fold(texts[at])))}
    found: dict[int, Heading] = {}
    for before, at, below in zip([-1, *filled], filled, filled[1:], strict=False):
        if numbers.get(below) != 1:
            continue
        above_all = below == min(numbers)
        behind = above_all or _WHOLE_OPTION.fullmatch(_BULLET.sub("", fold(texts[before]), count=1))
        if not behind or not _NAME.fullmatch(fold(texts[at])) or not _stands_apart(texts, at):
            return {}
        found[at] = Heading(texts[at], chapter=True)
    return found if len(found) >= _FEWEST_TITLES else {}
