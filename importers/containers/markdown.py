"""Markdown (.md): its signs are taken off, its tables become grids, its bold text keeps its emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from importers.containers import plain_text
from importers.containers.anchors import without_anchors
from importers.containers.blanks import drawn
from importers.containers.blocks import Contents, Emphasis, Grid, Line, Row, Span, lines_of
from importers.containers.details import unfolded
from importers.containers.figures import PICTURE
from importers.containers.markup import lines_about_tags
from importers.containers.quotes import quoted_fields
from importers.containers.slanted import SLANTED, upright
from importers.draft import OF_ATTEMPT, Skipped, Unreadable
from importers.safety import Limits

_TITLE = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)", re.M)
_BOLD_ENTRY = re.compile(
    r"^\s*(?:[-*+]|\d+[.)]|[A-L][.)])\s*\*\*\S|^\s*\*\*\s*(?:\d+|[A-L])\s*[.、]|^\s*\*\*[A-L] \S", re.M
)
_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$")
_TABLE_RULE = re.compile(r"^[^\S\n]*\|(?:[^\S\n]*:?-+:?[^\S\n]*\|)+[^\S\n]*$|^\s*\|\s*:?-{3,}:?\s*\|", re.M)
_LEAD = re.compile(
    r"\s*(?:>\s*)*(?:#{1,6}\s+|(?:[-*+]\s+)?\[(?P<box>[ xX])\](?:\s+|(?<=[-*+] \[.\])(?![(\[:]))(?=\S)(?!\d{1,4}\s*(?:[．、]|\.(?!\d)))|(?!-\s*\d{1,4}\s*-\s*$)[-*+]\s+)?"  # - 3 - is the number of a page
)
_LABELLED = re.compile(r"[*`]*[(（]?[A-La-l]\s*[.．、:：)）]")
_LABEL_ENTRY = re.compile(
    r"^\s*(?:>\s*)*\*\*[\[【]?(?:正确|参考)?(?:答案|解析|题目|问题)[^*\n]{0,12}\*\*", re.M
)
_TASK = re.compile(r"^\s*[-*+]\s+\[[ xX]\]\s+\S", re.M)
# What the page of an exam writes behind a box and its bold words.
_UNCHOSEN = re.compile(r"(?<=\*\*)\s*(?P<said>[未已]选)\s*$")
# **正确答案**甲局: a label that is bold instead of having a colon.
_BOLD_LABEL = re.compile(
    r"\*\*(?P<label>(?:正确|参考|标准)?答案|(?:答案|试题|题目|参考)?解析)\*\*(?=[^\s*:：])"
)
_FENCED = re.compile(r"^\s*```[\w+#.-]*[^\S\n]*\n(?:[^`\n]*\n)*?\s*```[^\S\n]*$", re.M)
_BOX_ALONE = re.compile(r"\s*[-*+]\s+\[[ xX]\]\s*")
# A passage quoted: a program's prompt has more signs, an answer behind its arrow (> B) stands alone.
_QUOTED = re.compile(r"(?:^[^\S\n]{0,3}>(?!>)[^\n]*(?:\n\s*?|\Z)){3}", re.M)
# @ stem, # options, %C: the lines of a program, whose # are no titles.
_RECORD = re.compile(r"^[^\w\s#][^\n]*\n(?:[^\S\n]*#[^\n]*\n)+[^\S\n]*[^\w\s#][^\S\n]*[A-L]{1,8}\b", re.M)
_FEWEST_RECORDS = 3
_SIGNS = (_TITLE, _TABLE_RULE, _LABEL_ENTRY, _TASK, _QUOTED)
_FENCE = re.compile(r"\s*(?:>\s*)*(```|~~~)[`~]*\s*[\w+#.-]*\s*$")
# Bold that goes on in the next line: **B 甲局 C 乙局 and D 丙局**
_OPENED = re.compile(r"(?:^|(?<=\s))\*\*(?=\S)(?:(?!\*\*).)*$")
_CLOSED = re.compile(r"(?:(?!\*\*).)*(?<=\S)\*\*(?=\s|$)")
_HEAD_ENTRY = re.compile(r"\s*(?:[\w-]+\s*:|-\s|#|$)")
# - - - with blanks between, which is no point of a list.
_SPACED_RULE = re.compile(r"\s{0,3}(?:(?:-[^\S\n]*){3,}|(?:\*[^\S\n]*){3,})")
_HASHED = re.compile(r"\s{0,3}#{1,6}\s")
# 1. __甲是（ ）__: bold by underscores, around the whole stem.
_UNDERSCORED = re.compile(
    r"^(?P<head>\s*(?:\d{1,4}\s*[.、)]\s*)?)__(?=[^\s_])(?P<bold>(?:(?!__).)*[\u4e00-\u9fff](?:(?!__).){5,})__(?=[*`\s]|$)"
)
# 1. …(　　) `A`, 1. **…** *B*: the key in italics or as code behind the end of a stem.
_KEY_BEHIND = re.compile(
    r"^(?P<stem>[\s*]*\d{1,4}\s*[.、)].*?(?:(?<![案:：])\*\*|[(（][\s_]*[)）][\s。.？?]*))\s*"
    r"(?:\*?`+|(?<!\*)\*)(?P<key>[A-L]{1,8}|[√×对错]|正确|错误)(?:`+\*?|\*)\s*$"
)
# 1. …？```b```, 2. ….`正确`: the key as code behind the last sentence of a stem, where several have it.
_CODED_KEY = re.compile(
    r"^(?P<stem>[^\S\n]*\d{1,4}\s*[.、)）．][^\n]*[。.？?！!:：)）])[^\S\n]*(?P<ticks>`+)[^\S\n]*(?P<key>[A-La-l]{1,8}|[√×对错]|正确|错误)[^\S\n]*(?P=ticks)[^\S\n]*$",
    re.M,
)
_TOLD_ANSWER = re.compile(r"答案|(?i:\banswer\s*[:：])")
# A link of a page whose address is a program, javascript:void(0), still shows its words.
_TARGET = r"\((?:https?:|\.|/|#|mailto:|javascript:|about:|tel:)[^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)"
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_FORMULA_SIGNS = {
    "surd": "√",
    "checkmark": "✓",
    "times": "×",
}  # $\surd$: a judgement that a scan took for a formula
_TAGS = "details|summary|br|p|div|span|b|i|u|em|strong|font|center|sub|sup|mark|kbd|del|s"
_INLINE = re.compile(
    r"(?P<comment><!--.*?-->)|`+(?P<code>[^`]+)`+|(?P<picture>!\[[^\]]*\]\([^()]*\))|"
    rf"\[(?P<link>[^\[\]]+)\]{_TARGET}|{SLANTED}|\$\s*\\(?P<sign>{'|'.join(_FORMULA_SIGNS)})\s*\$|"
    r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|==(?=\S)(?P<highlight>[^=]+?)(?<=\S)==|~~(?=\S)(?P<struck>[^~]+?)(?<=\S)~~|"
    r"<u>(?P<underline>.+?)</u>|<mark>(?P<mark>.+?)</mark>|<(?P<tag>b|strong)>(?P<strong>.+?)</(?P=tag)>|"
    r"<(?P<painted>font|span)\b[^>]*\bcolor\b[^>]*>(?P<colour>.+?)</(?P=painted)>|"
    r"(?<![*0-9A-Za-z])\*(?=[^\s*])(?P<leaning>[^*]+?)(?<=\S)\*(?![*0-9A-Za-z])|"
    rf"(?P<break><br\s*/?>)|(?P<other></?(?:{_TAGS})\b[^>]*>)",
    re.I,
)
_KINDS: dict[str, Emphasis] = {
    "bold": "bold", "strong": "bold", "highlight": "highlight", "mark": "highlight", "underline": "underline",
    "colour": "colour", "leaning": "", "slanted": "", "struck": "", "link": "",
}  # fmt: skip
_BY_TAG = ("underline", "mark", "strong", "colour", "other", "comment")
_FEWEST = 2
_LONGEST_HEAD = 60


def is_markdown(data: bytes) -> bool:
    """Titles with #, tables with a rule, lists of boxes, numbers and labels in bold, or pieces in fences."""
    text = _text(data)
    return _is_signed(text) or _FENCED.search(text) is not None


def _is_signed(text: str) -> bool:
    """Whether the text is Markdown by more than its fences; one bold entry alone may be what a question asks about."""
    if len(_RECORD.findall(text)) >= _FEWEST_RECORDS:
        return False
    several = any(len(pattern.findall(text)) > 1 for pattern in (_BOLD_ENTRY, _CODED_KEY))
    signed = several or any(pattern.search(text) for pattern in _SIGNS)
    return signed or len(quoted_fields(text.split("\n"))) > 1


def has_table(data: bytes) -> bool:
    return _TABLE_RULE.search(_text(data)) is not None


def _text(data: bytes) -> str:
    try:
        return plain_text.decode(data)[0]
    except Unreadable:
        return ""


def read(path: Path, limits: Limits) -> Contents:
    """The lines and tables of a Markdown file."""
    plain = plain_text.read(path, limits)
    lines = _with_bold_closed([block for block in plain.flow if isinstance(block, Line)])
    lines = _with_boxes_joined(lines)
    skipped: list[Skipped] = []
    signed = _is_signed(_FENCED.sub("", "\n".join(line.text for line in lines)))
    flow = tuple(_blocks(_with_keys_told(lines), skipped) if signed else _unfenced(lines, skipped))
    return Contents("text", flow, tuple(skipped), plain.problems)


def _with_bold_closed(lines: list[Line]) -> list[Line]:
    """The lines; where bold words go on in the next one, each line has its own signs."""
    closed = list(lines)
    for at, (line, following) in enumerate(pairwise(lines)):
        odd = line.text.count("**") % 2 and following.text.count("**") % 2
        if odd and _OPENED.search(line.text) and _CLOSED.match(following.text):
            closed[at] = replace(line, text=line.text.rstrip() + "**")
            closed[at + 1] = replace(following, text="**" + following.text.lstrip())
    return closed


def _with_boxes_joined(lines: list[Line]) -> list[Line]:
    """The lines; a box alone on its line stands before the words below it."""
    joined = list(lines)
    for at, line in enumerate(lines):
        if _BOX_ALONE.fullmatch(line.text):
            below = next((later for later in range(at + 1, len(lines)) if lines[later].text.strip()), None)
            if below is not None and not _BOX_ALONE.fullmatch(lines[below].text):
                text = f"{line.text.rstrip()} {lines[below].text.strip()}"
                joined[at], joined[below] = replace(line, text=""), replace(lines[below], text=text)
    return joined


def _with_keys_told(lines: list[Line]) -> list[Line]:
    """The lines; a key that stands as code behind several stems is called so, where nothing else tells answers."""
    keyed = {at: match for at, line in enumerate(lines) if (match := _CODED_KEY.match(line.text))}
    if len(keyed) < _FEWEST or any(map(_TOLD_ANSWER.search, (line.text for line in lines))):
        return lines
    return [
        replace(line, text=f"{match['stem']}答案：{match['key']}") if (match := keyed.get(at)) else line
        for at, line in enumerate(lines)
    ]


def _unfenced(lines: list[Line], skipped: list[Skipped]) -> Iterator[Line]:
    """The lines without the edges of their fences: whoever pastes a program writes no Markdown around it."""
    at = 0
    while at < len(lines):
        if close := _fence_end(lines, at):
            yield from _inside(lines, at, close, skipped)
            at = close
        else:
            yield lines[at]
        at += 1


def _inside(lines: list[Line], at: int, close: int, skipped: list[Skipped]) -> list[Line]:
    skipped += [Skipped(edge.place, edge.text.strip(), "分隔线") for edge in (lines[at], lines[close])]
    return lines[at + 1 : close]


def _blocks(lines: list[Line], skipped: list[Skipped]) -> Iterator[Line | Grid]:
    at = _head_end(lines)
    lines, explained = unfolded(without_anchors(lines, skipped), skipped)
    texts = [line.text for line in lines]
    about_tags, labels = lines_about_tags(texts), quoted_fields(texts) | explained
    skipped += [
        Skipped(line.place, line.text.strip(), "文件头的说明") for line in lines[:at] if line.text.strip()
    ]
    while at < len(lines):
        line = lines[at]
        if "|" in line.text and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1].text):
            end = at + 2
            while end < len(lines) and "|" in lines[end].text:
                end += 1
            rows = (_row(lines[row], row in about_tags) for row in (at, *range(at + 2, end)))
            yield Grid("", tuple(rows))
            at = end
        elif close := _fence_end(lines, at):
            yield from _inside(lines, at, close, skipped)
            at = close + 1
        else:
            at += 1
            yield from (
                (line,)
                if _is_rule(line.text)
                else _lines(line, at - 1 in about_tags, skipped, labels.get(at - 1, ""))
            )


def _is_rule(text: str) -> bool:
    return _RULE.match(text) is not None or _SPACED_RULE.fullmatch(text.rstrip()) is not None


def _head_end(lines: list[Line]) -> int:
    """Where the text begins behind the settings (title: …) that some programs keep between two rules at the head."""
    if not lines or lines[0].text.strip() != "---":
        return 0
    for at, line in enumerate(lines[1:_LONGEST_HEAD], 1):
        if line.text.strip() == "---":
            return at + 1
        if not _HEAD_ENTRY.match(line.text):
            return 0
    return 0


def _fence_end(lines: list[Line], at: int) -> int | None:
    """The line that closes the fence that opens at `at`: what stands between is taken as it is."""
    if not (opening := _FENCE.match(lines[at].text)):
        return None
    closing = (later for later in range(at + 1, len(lines)) if _FENCE.match(lines[later].text))
    return next((later for later in closing if opening[1] in lines[later].text), None)


def _lines(line: Line, tags_stay: bool, skipped: list[Skipped], label: str) -> Iterator[Line]:
    if not tags_stay:
        comments = (match["comment"] for match in _INLINE.finditer(line.text) if match["comment"])
        skipped += [Skipped(line.place, comment, "注释，不显示的文字") for comment in comments]
    lead = _LEAD.match(line.text)
    text = label + upright(line.text[lead.end() :] if lead else line.text)
    text = _KEY_BEHIND.sub(r"\g<stem>答案：\g<key>", _UNDERSCORED.sub(r"\g<head>**\g<bold>**", text))
    box = lead["box"] if lead else None
    text = _BOLD_LABEL.sub(r"\g<label>：", text, count=1) if _BOLD_LABEL.match(text) else text
    if box is not None:
        if said := _UNCHOSEN.search(text):
            skipped.append(Skipped(line.place, said["said"], OF_ATTEMPT))
            text = text[: said.start()]
        text = ("☑" if box in "xX" else "" if _LABELLED.match(text) else "☐") + text
    for each in lines_of(drawn(_pieces(text.removesuffix("\\"), tags_stay)), line.place):
        yield replace(each, title=_HASHED.match(line.text) is not None)


def _row(line: Line, tags_stay: bool) -> Row:
    inner = line.text.strip().removeprefix("|").removesuffix("|")
    texts, emphasis = list[str](), list[tuple[Span, ...]]()
    for cell in re.split(r"(?<!\\)\|", inner):
        text, spans = "", list[Span]()
        for piece, kind in _pieces(cell.strip(), tags_stay):
            if kind and piece.strip():
                spans.append((len(text), len(text) + len(piece), kind))
            text += piece
        texts.append(text)
        emphasis.append(tuple(spans))
    return Row(tuple(texts), line.place, tuple(emphasis) if any(emphasis) else ())


def _pieces(text: str, tags_stay: bool, kind: Emphasis = "") -> Iterator[tuple[str, Emphasis]]:
    """The words of one line without the signs, each piece with what makes it stand out."""
    last = 0
    for match in _INLINE.finditer(text):
        yield _ESCAPE.sub(r"\1", text[last : match.start()]), kind
        last = match.end()
        if match["code"]:
            yield match["code"], kind
        elif tags_stay and any(match[name] for name in _BY_TAG):
            yield match[0], kind
        elif match["sign"]:
            yield _FORMULA_SIGNS[match["sign"]], kind
        elif match["picture"]:
            yield PICTURE, ""
        elif match["break"]:
            yield "\n", ""
        else:
            for name in _KINDS:
                if match[name]:
                    yield from _pieces(match[name], tags_stay, _KINDS[name] or kind)
    yield _ESCAPE.sub(r"\1", text[last:]), kind
