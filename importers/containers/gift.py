"""Moodle's GIFT: 题干 {=right ~wrong}, 题干 {TRUE}; its questions become numbered lines with options and answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from importers.containers import plain_text
from importers.containers.blocks import Contents, Line
from importers.draft import OF_NO_QUESTION, Place, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.safety import Limits

_TEXT = r"(?:\\.|[^{}\\])*"
_HEAD = re.compile(r"\s*(?:::(?P<title>(?:\\.|[^:\\])*)::)?\s*(?P<format>\[\w+\])?(?P<stem>.*)", re.S)
_BODY = re.compile(rf"(?<!\\)\{{(?P<body>{_TEXT})\}}(?P<after>[^\n]*)", re.S)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")  # end a question
_CHOICE = re.compile(
    r"(?P<sign>(?<!\\)[=~])(?:%(?P<weight>-?\d+(?:\.\d+)?)%)?(?P<text>(?:\\.|[^=~#\\])*)(?P<feedback>(?:#(?:\\.|[^=~\\])*)?)",
    re.S,
)
_JUDGED = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?P<feedback>#.*)?", re.S)
_NO_QUESTION = re.compile(r"^[^\S\n]*(?://|\$CATEGORY:)[^\n]*", re.M)
_CHOOSES = re.compile(r"\s*[=~]")
_JUDGES = re.compile(r"\s*(?:TRUE|FALSE)\s*(?:#|$)")
_ESCAPED = re.compile(r"\\([~=#{}:\\])")
_LETTERS = "ABCDEFGHIJKL"


def is_gift(data: bytes) -> bool:
    """Whether braces hold choices (=right ~wrong) or a judgement."""
    try:
        bodies = _BODY.finditer(plain_text.decode(data)[0])
    except Unreadable:
        return False
    return any(
        (_CHOOSES.match(match["body"]) and len(_CHOICE.findall(match["body"])) > 1)
        or _JUDGES.match(match["body"])
        for match in bodies
    )


def read(path: Path, limits: Limits) -> Contents:
    """The questions of a GIFT file as numbered lines."""
    plain_text.read(path, limits)  # its limits
    decoded, problems = plain_text.decode(path.read_bytes())
    text, skipped = visible(decoded), list[Skipped]()
    for match in _NO_QUESTION.finditer(text):
        skipped.append(Skipped(_place(text, match.start()), match[0].strip(), "注释或分类"))
    text = _NO_QUESTION.sub(lambda match: " " * len(match[0]), text)
    lines, last = list[Line](), 0
    for number, body in enumerate(_BODY.finditer(text), 1):
        blank = max((gap.end() for gap in _BLANK_LINES.finditer(text, last, body.start())), default=last)
        _leave(text, last, blank, lines, skipped)
        head = _HEAD.fullmatch(text[blank : body.start()])
        stem, beside = (head["stem"], [head["title"], head["format"]]) if head else ("", [])
        place = _place(text, body.start() - len(text[blank : body.start()].lstrip()))
        rows = _rows(stem, body["body"], body["after"])
        lines += [Line(row if at else f"{number}. {row}", place) for at, row in enumerate(rows)]
        beside += [hit["feedback"] for hit in _CHOICE.finditer(body["body"])]
        skipped += [
            Skipped(place, tidy(piece), "试题名、格式或反馈") for piece in beside if piece and piece.strip()
        ]
        last = body.end()
    _leave(text, last, len(text), lines, skipped)
    return Contents("text", tuple(lines), tuple(skipped), problems)


def _leave(text: str, start: int, end: int, lines: list[Line], skipped: list[Skipped]) -> None:
    """What stands between questions: named, but what holds a brace may be a question, and goes on to be told."""
    rest = text[start:end]
    if "{" in rest or "}" in rest:
        lines.append(Line(tidy(rest), _place(text, start)))
    elif rest.strip():
        skipped.append(Skipped(_place(text, start), tidy(rest), OF_NO_QUESTION))


def _rows(stem: str, body: str, behind: str) -> Iterator[str]:
    """One question as lines: its type and stem, its options, its answer."""
    after = _plain(behind)
    stem = _plain(stem) + (f"____{after}" if after else "")
    choices = list(_CHOICE.finditer(body))
    if judged := _JUDGED.fullmatch(body):
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
        yield from (f"[问答题]{stem}", f"答案：{_plain(body)}")


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.replace("\\n", "\n")).strip()


def _place(text: str, at: int) -> Place:
    return Place(line=text.count("\n", 0, at) + 1)
