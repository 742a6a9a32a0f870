"""Moodle's GIFT: 题干 {=right ~wrong}, 题干 {TRUE}; its questions become numbered lines with options and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from importers.containers import plain_text
from importers.containers.blocks import Contents, Line
from importers.draft import Place, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.safety import Limits

_TEXT = r"(?:\\.|[^{}\\])*"
_STEM = r"(?:\\.|(?!\n\s*\n)[^{}\\])*"  # a blank line ends a question
_QUESTION = re.compile(
    rf"\s*(?:::(?P<title>(?:\\.|[^:\\])*)::)?\s*(?P<format>\[\w+\])?(?P<stem>{_STEM})\{{(?P<body>{_TEXT})\}}(?P<after>[^\n]*)",
    re.S,
)
_CHOICE = re.compile(
    r"(?P<sign>(?<!\\)[=~])(?:%(?P<weight>-?\d+(?:\.\d+)?)%)?(?P<text>(?:\\.|[^=~#\\])*)(?P<feedback>(?:#(?:\\.|[^=~\\])*)?)",
    re.S,
)
_JUDGED = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?P<feedback>#.*)?", re.S)
_GIFT = re.compile(rf"\{{\s*(?:(?:TRUE|FALSE)\s*[#}}]|[=~](?:\\.|[^{{}}\\])*?[=~]{_TEXT}\}})", re.S)
_NO_QUESTION = re.compile(r"^[^\S\n]*(?://|\$CATEGORY:)[^\n]*", re.M)
_ESCAPED = re.compile(r"\\([~=#{}:\\])")
_LETTERS = "ABCDEFGHIJKL"


def is_gift(data: bytes) -> bool:
    """Whether braces hold choices (=right ~wrong) or a judgement."""
    try:
        return _GIFT.search(plain_text.decode(data)[0]) is not None
    except Unreadable:
        return False


def read(path: Path, limits: Limits) -> Contents:
    """The questions of a GIFT file as numbered lines."""
    plain_text.read(path, limits)  # its limits
    decoded, problems = plain_text.decode(path.read_bytes())
    text, skipped = visible(decoded), list[Skipped]()
    for match in _NO_QUESTION.finditer(text):
        skipped.append(Skipped(_place(text, match.start()), match[0].strip(), "注释或分类"))
    text = _NO_QUESTION.sub(lambda match: " " * len(match[0]), text)
    lines, last = list[Line](), 0
    for number, match in enumerate(_QUESTION.finditer(text), 1):
        place = _place(text, match.start() + len(match[0]) - len(match[0].lstrip()))
        _leave(text, last, match.start(), lines, skipped)
        lines += [Line(f"{number}. {row}" if not at else row, place) for at, row in enumerate(_rows(match))]
        beside = [
            match["title"],
            match["format"],
            *(hit["feedback"] for hit in _CHOICE.finditer(match["body"])),
        ]
        skipped += [
            Skipped(place, tidy(piece), "试题名、格式或反馈") for piece in beside if piece and piece.strip()
        ]
        last = match.end()
    _leave(text, last, len(text), lines, skipped)
    return Contents("text", tuple(lines), tuple(skipped), problems)


def _leave(text: str, start: int, end: int, lines: list[Line], skipped: list[Skipped]) -> None:
    """What stands between questions: named, but what holds a brace may be a question, and goes on to be told."""
    rest = text[start:end]
    if "{" in rest or "}" in rest:
        lines.append(Line(tidy(rest), _place(text, start)))
    elif rest.strip():
        skipped.append(Skipped(_place(text, start), tidy(rest), "不属于任何试题的文字"))


def _rows(match: re.Match[str]) -> Iterator[str]:
    """One question as lines: its type and stem, its options, its answer."""
    after = _plain(match["after"])
    stem = _plain(match["stem"]) + (f"____{after}" if after else "")
    choices = list(_CHOICE.finditer(match["body"]))
    if judged := _JUDGED.fullmatch(match["body"]):
        yield from (f"[判断题]{stem}", f"答案：{'正确' if judged[1][0] == 'T' else '错误'}")
        if judged["feedback"]:
            yield f"解析：{_plain(judged['feedback']).lstrip('#')}"
    elif any(choice["sign"] == "~" for choice in choices):
        right = [choice["sign"] == "=" or float(choice["weight"] or 0) > 0 for choice in choices]
        yield f"[{'多选题' if sum(right) > 1 else '单选题'}]{stem}"
        yield from (
            f"{letter}. {_plain(choice['text'])}" for letter, choice in zip(_LETTERS, choices, strict=False)
        )
        yield from (_plain(choice["text"]) for choice in choices[len(_LETTERS) :])
        yield "答案：" + "".join(
            letter for letter, is_right in zip(_LETTERS, right, strict=False) if is_right
        )
    else:
        yield from (f"[问答题]{stem}", f"答案：{_plain(match['body'])}")


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.replace("\\n", "\n")).strip()


def _place(text: str, at: int) -> Place:
    return Place(line=text.count("\n", 0, at) + 1)
