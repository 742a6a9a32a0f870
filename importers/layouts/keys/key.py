"""A key at the end, or in a second file: 1-5: ABCDA, 1.A 2.B, a list in order, an answer with its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.account import unread_in_key
from importers.answers import type_of
from importers.containers.blocks import Line
from importers.draft import ItemType, Problem
from importers.layouts.keys.explained import share_out, without_label
from importers.layouts.lines.headings import Heading, heading_of, is_key_heading, names_paper
from importers.normalise import fold
from importers.problems import problem

_TRUTHS = r"[✅❌]\s*(?:对|错误|错|正确)?|√|×|✓|✔|✗|✘|对|错误|错|正确|是|否|[TFYNVX](?![A-Za-z])"
_ONE = rf"(?:[A-La-l](?:[,、;/&]?[A-La-l])*|{_TRUTHS})"
# Beside its own number an answer may also hold blanks: 1. A B  2. C.
_WIDE = rf"(?:[A-La-l](?:[,、;/&\s]{{0,3}}[A-La-l])*(?![A-Za-z])|{_TRUTHS})"
_DASH = r"\s*[-—–~～至到]+\s*"
_RANGE = re.compile(rf"[(\[]?\s*(\d{{1,4}}){_DASH}(\d{{1,4}})\s*[)\]]?\s*题?\s*[.、:]?\s*")
# 1-5 BBBAB  6 B: between the ranges single numbers may stand.
_RANGE_OR_NUMBER = re.compile(
    rf"{_RANGE.pattern}|(?<=[\s,;、。])(\d{{1,4}})\s*[.、:\s]\s*(?={_ONE}(?![A-Za-z]))"
)
_PAIRS = re.compile(rf"(?:\s*(?:第\s*)?[(\[]?\d{{1,4}}[)\]]?\s*题?\s*[.、:]?\s*{_WIDE}[\s,;、。.]*)+")
_PAIR = re.compile(rf"[(\[]?(\d{{1,4}})[)\]]?\s*题?\s*[.、:]?\s*({_WIDE})(?![A-Za-z])")
_LIST = re.compile(rf"(?:\s*{_ONE}[\s,;、。]+)*\s*{_ONE}[\s。]*")
_JUDGEMENTS = re.compile(r"(?:(?:对|错|√|×|正确|错误)[\s、,;。]*){3,}")
_SIGNS = re.compile(r"[√×✓✗✅❌\s]+")
_TOLD = re.compile(
    rf"\s*(?:第\s*)?[(\[]?(\d{{1,4}})[)\]]?\s*题?[.、:]?\s*(?:\[?(?:参考|正确|标准)?答案\]?\s*:?)?\s*({_WIDE})(?![A-Za-z])"
    r"(?:项)?\s*(?:[。.;,:]|\s|(?=[\[(解])|$)(?P<rest>.*)",
    re.S,
)
_INLINE_HEADING = re.compile(
    r"^(?P<head>[^\d:]{1,30}?[题选断]\]?)\s*(?:\([^()]*[题分共][^()]*\))?+\s*:?\s*(?=[(\[]?\d|[A-L√×])"
)
_ANSWERED_RANGE = re.compile(rf"{_RANGE.pattern}(?:{_ONE}(?![A-Za-z一-鿿])|[A-L]{{2,}})")
_NUMBER_ALONE = re.compile(r"\s*[(\[]?\d{1,4}[)\]]?\s*[.、:]?\s*")
_NUMBER_HEAD = re.compile(r"\s*(?:第\s*)?[(\[]?\d{1,4}[)\]]?\s*题?\s*[.、:]?")
_LABELLED = re.compile(r"\s*\[?(?:参考|正确|标准)?答案\]?\s*:?")
# What stands before the entries on one line: 答案：1-5 ABCDA, 单选题答案：1.A 2.B.
_ANNOUNCED = re.compile(
    r"\s*[(\[]?[^。?;:!()\d]{0,24}?(?:参考|标准|正确)?答案[)\]]?\s*:?\s*"
    r"(?=(?:第\s*)?[(\[]?\d|(?:(?:对|错|√|×|正确|错误)[\s、,;]*){3}|"
    r"[(\[]?(?:单项?选?|多项?选?|不定项|判断|是非|选)[选择]{0,2}题?[)\]]?\s*:)"
)
# 二、1. C  2. B: the key of the part that is numbered so.
_ORDINAL = re.compile(
    r"\s*(?:第\s*(?=[一二三四五六七八九十]+(?:部分|大题)))?([一二三四五六七八九十]{1,3})(?:\s*[、.:]|部分|大题)\s*[、.:]?\s*(?=[(\[]?\d{1,3}\s*[)\].、:\-~—至])"
)


@dataclass(slots=True)
class Answer:
    """`rivals` are other answers that the key gives to the same number."""

    text: str
    line: Line
    explanation: list[str] = field(default_factory=list)
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongRange:
    """1-5: ABCD: a range with another number of answers (`count`)."""

    first: str
    text: str
    count: int
    line: Line


@dataclass(slots=True)
class KeySection:
    """Answers by number under one heading of the key, or under its number alone (`ordinal`).

    `listed` are those that came without a number, in order; `unread` is what is no answer: words to fill in, perhaps.
    """

    type: ItemType | None
    ordinal: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    listed: list[Answer] = field(default_factory=list)
    wrong: list[WrongRange] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        return bool(self.answers or self.listed or self.wrong)


@dataclass(slots=True)
class Key:
    sections: list[KeySection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)

    @property
    def unread(self) -> list[Line]:
        return [line for section in self.sections for line in section.unread]

    def told(self) -> Iterator[str]:
        """All that was made of the lines of the key."""
        yield from (line.text for line in (*self.headings, *self.unread))
        yield from (said.message for said in self.problems)
        for section in self.sections:
            yield from section.answers
            yield from (wrong.text for wrong in section.wrong)
            for answer in (*section.answers.values(), *section.listed):
                yield from (answer.text, *answer.explanation)


def is_key_line(text: str) -> bool:
    """A line that can be nothing but part of a key: several pairs, or a range with its answers."""
    announced, rest = _without_announcement(text)
    folded = fold(rest).strip()
    if _PAIRS.fullmatch(folded) and len(_PAIR.findall(folded)) >= (2 if announced else 3):
        return True
    if announced and _JUDGEMENTS.fullmatch(folded):
        return True
    head, listed = _without_heading(rest)
    answers = fold(listed).strip()
    if head and (_LIST.fullmatch(answers) or _SIGNS.fullmatch(answers)):  # 单选题：B C A D
        return len(re.findall(_ONE, answers)) >= 3
    if not _RANGE.match(folded):
        return False
    _, *pieces = _RANGE.sub("\n", folded).split("\n")  # 1-5 A BC D A C   6-10 B …
    return _LIST.fullmatch(pieces[0].split("\t")[0] or "?") is not None or all(map(_LIST.fullmatch, pieces))


def is_entry(text: str) -> bool:
    """Whether a line of a key tells answers."""
    folded = fold(_without_heading(_without_announcement(text)[1])[1]).strip()
    numbered = _TOLD.fullmatch(folded) or _PAIRS.fullmatch(folded) or _ANSWERED_RANGE.match(folded)
    return bool(numbered or _LIST.fullmatch(folded) or _SIGNS.fullmatch(folded))


def is_labelled_entry(text: str) -> bool:
    """1.【答案】B: a number and an answer that is called so, and no stem."""
    number = _NUMBER_HEAD.match(fold(text))
    return bool(number and _LABELLED.match(fold(text), number.end()) and is_entry(text))


def begins_entry(lines: Sequence[str]) -> bool:
    """Whether an entry begins the lines: on one line, or its number on a line of its own before 答案：A."""
    return is_entry(lines[0]) or (len(lines) > 1 and _numbered(lines[0], lines[1]) is not None)


def _numbered(number: str, text: str) -> str | None:
    """`1` and `[答案]：C` as the one entry that they are."""
    if not _NUMBER_ALONE.fullmatch(fold(number)) or not _LABELLED.match(fold(text)):
        return None
    joined = f"{number.strip()} {text.strip()}"
    return joined if is_entry(joined) else None


def is_single_answer(text: str) -> bool:
    """One answer without a number."""
    return re.fullmatch(rf"\s*{_ONE}[\s。.]*", fold(text)) is not None


def _without_announcement(text: str) -> tuple[str, str]:
    """答案：1-5 ABCDA as 答案： and the rest; so also 单选题答案：1.A 2.B."""
    match = _ANNOUNCED.match(fold(text))
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def _without_heading(text: str) -> tuple[str, str]:
    if match := _ORDINAL.match(fold(text)):
        return text[: match.end()], text[match.end() :]
    match = _INLINE_HEADING.match(fold(text))
    if match and (found := heading_of(match["head"])) and found.type:
        return text[: match.end()], text[match.end() :]
    return "", text


def read_key(lines: Sequence[Line]) -> Key:
    """The key in `lines`. What is no entry belongs to the explanation before it, or is a problem with its place."""
    key = Key()
    last: Answer | None = None
    texts = [line.text.strip() for line in lines]
    number = ""
    for at, line in enumerate(lines):
        text = f"{number} {texts[at]}".strip()
        if not re.search(r"\w|[√×✓✗✅❌]", text):
            continue
        following = next((later for later in texts[at + 1 :] if later), "")
        number = text if _numbered(text, following) else ""
        if number:
            key.headings.append(line)
            continue
        announced, rest = _without_announcement(text)
        inline, rest = _without_heading(rest)
        head = announced + inline
        found = heading_of(inline or text) if inline or not is_entry(text) else None
        if found is None or found.chapter:  # 一、单选题答案及解析
            found = _heading_in(announced or (text if is_key_heading(text) else "")) or found
        named = is_key_heading(text) or (names_paper(text) and not is_entry(text))
        if found is not None or head or named:
            key.headings.append(Line(head or text, line.place))
            _open(key, found)
            if ordinal := _ORDINAL.match(fold(text)):
                key.sections.append(KeySection(None, ordinal[1]))
            last = None
            if not head:
                continue
        if not key.sections:
            key.sections.append(KeySection(None))
        if (read := _read_line(rest, line, key)) is not None:
            last = read
        elif last is not None:
            last.explanation += without_label(rest)
        else:
            key.sections[-1].unread.append(line)
    key.problems += unread_in_key(lines, key.told())
    for section in key.sections:
        share_out({number: answer.explanation for number, answer in section.answers.items()})
    return key


def _heading_in(announced: str) -> Heading | None:
    kind = type_of(announced) if announced else None
    return Heading(announced, kind) if kind else None


def _open(key: Key, heading: Heading | None) -> None:
    if heading is not None and heading.type is not None:
        key.sections.append(KeySection(heading.type))
    elif key.sections and key.sections[-1].filled:
        key.sections.append(KeySection(key.sections[-1].type))


def _read_line(text: str, line: Line, key: Key) -> Answer | None:
    """Put the answers of one line into the last section; the last of them is returned."""
    folded = fold(text).strip()
    section = key.sections[-1]
    if _RANGE.match(folded):
        return _read_ranges(folded, line, key)
    if _PAIRS.fullmatch(folded):
        found = [(number, Answer(said, line)) for number, said in _PAIR.findall(folded)]
    elif match := _TOLD.fullmatch(folded):
        answer = Answer(match[2], line)
        answer.explanation += without_label(text.strip()[match.start("rest") :])
        found = [(match[1], answer)]
    elif _LIST.fullmatch(folded) or _SIGNS.fullmatch(folded):
        section.listed += [Answer(said, line) for said in re.findall(_ONE, folded)]
        return section.listed[-1]
    else:
        return None
    for number, answer in found:
        _put(section, number, answer, key)
    return found[-1][1]


def _put(section: KeySection, number: str, answer: Answer, key: Key) -> None:
    number = str(int(number))
    if number in section.answers and section.answers[number].text != answer.text:
        said = f"{section.answers[number].text}、{answer.text}"
        message = f"答案部分第 {number} 题的答案出现两次且不同（{said}），采用了后一个，请核对。"
        key.problems.append(problem("key-ambiguous", message, answer.line.place))
        answer.rivals = (*section.answers[number].rivals, section.answers[number].text)
    section.answers[number] = answer


def _ways(said: str) -> Iterator[list[str]]:
    """The answers of a range: between blanks (A,B C), between commas (A,C), between both, or letter by letter."""
    for separator in (r"\s+", r"[,;、。]\s*", r"[\s,;、。]+"):
        yield [part.strip(",;、。") for part in re.split(separator, said) if part.strip(",;、。 ")]
    yield list(re.sub(r"[\s,;、。]", "", said))


def _read_ranges(folded: str, line: Line, key: Key) -> Answer | None:
    marks = list(_RANGE_OR_NUMBER.finditer(folded))
    last: Answer | None = None
    for at, match in enumerate(marks):
        stop = marks[at + 1].start() if at + 1 < len(marks) else len(folded)
        said = folded[match.end() : stop].strip(" ,;、。")
        first = int(match[1] or match[3])
        final = int(match[2] or first)
        wanted = final - first + 1
        parts = next((parts for parts in _ways(said) if len(parts) == wanted), list(_ways(said))[-1])
        if len(parts) != wanted or not all(re.fullmatch(_ONE, part) for part in parts):
            wrong = WrongRange(str(first), f"{match[0].strip()} {said}", len(parts), line)
            key.sections[-1].wrong.append(wrong)
            last = last or Answer(said, line)
            continue
        for number, part in zip(range(first, final + 1), parts, strict=True):
            last = Answer(part, line)
            _put(key.sections[-1], str(number), last, key)
    return last
