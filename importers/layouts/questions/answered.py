"""What follows 答案：: the answer proper, and the prose behind it, which goes to the explanation."""

from __future__ import annotations

import re

from importers.answers import by_letter_and_text, by_text, letters_of, truth_of
from importers.draft import Skipped
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, squeeze, tidy

_POINTS = re.compile(r"\s*[+-]?\d{1,3}(?:\.\d+)?\s*分\s*")
_PROSE_AFTER = re.compile(
    r"([A-L](?:[;/][A-L])+(?=[\s(])|[A-La-l](?:[\s,、]*[A-La-l])*|[√×✓✗]|不?对|错|不?正确|错误)(?:项|选项)?(?:[\s。.;；，,(（:：]+|(?<=[√×✓✗]))(?=[^\s√×✓✗])"
)
# B《甲规程：1.2.2》: where the answer is laid down stands right behind it.
_CITED = re.compile(
    r"([A-L](?:[\s,、]*[A-L])*|[√×✓✗]|对|错|正确|错误)[\s。.;,:]*[(\[]?(《[^《》]+》[^《》\n]{0,30}?)[)\]]?[\s。.]*"
)
# BY2C1W10…: letters with their digits in a row, against copying, behind the letters of the answer.
# 《甲条例》第三条第一款 alone behind the answer
_CITATION = re.compile(
    r"\s*[(\[]?《[^《》\n]{2,40}》\s?(?:第[\d一二三四五六七八九十百零]{1,8}[条款项](?:之[一二三四五])?){1,3}[)\]]?[。.]?\s*"
)
_JUNK = re.compile(r"([A-H]{1,8})\s*((?:[A-Z]\d{1,3}){6,})\s*")
# B → E → A: an order is no answer to a choice, nor is its first letter.
_ORDER = re.compile(r"\s*[A-L](?:\s*(?:→|⇒|➔|➜|[—–-]+>|=>|>)\s*[A-L])+[\s。.]*")
_FRAMED = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*")  # 【当场】, perhaps on lines of its own
_LEFT_OPEN = re.compile(r"\s*\[\s*(?=[^\[\]\s])[^\[\]]*\Z")  # 【当场: the bracket is never closed
_OPENED = re.compile(r"(?<=\S)\s*[(（]\s*$")
_GLUED = re.compile(r"(?<=[:?。_)])[^\S\n]*([A-L]{1,8})[^\S\n]*(?=A[.、].*?[^A-Z]B[.、])", re.S)


def repeats(prose: str, letters: str, parsed: Parsed) -> bool:
    """B: 道德操守 says the answer twice, by its letter and by its words."""
    labels = letters_of(letters) or ""
    return squeeze(prose) == squeeze(
        "".join(option.text for option in parsed.options if option.label in labels)
    )


def keep_rest(rest: str, parsed: Parsed) -> None:
    """Keep the lines behind an answer as explanation, and say so; points are named."""
    lines = tidy(rest).split("\n")
    points = [line for line in lines if _POINTS.fullmatch(line)]
    parsed.skipped += [Skipped(parsed.block.place, line, "得分") for line in points]
    rest = "\n".join(line for line in lines if line not in points)
    if _CITATION.fullmatch(fold(rest)):
        parsed.citation = "\n".join(part for part in (parsed.citation, rest.strip()) if part)
    elif re.sub(r"[\W_]+", "", rest):
        parsed.explain(rest)
        parsed.tell_behind_answer(rest)


def take_glued(text: str, parsed: Parsed) -> str:
    """`text` without the letters that stand as the answer right before the first option: …属于（　　）：CA.甲B.乙."""
    match = _GLUED.search(fold(text))
    if match is None or list(match[1]) != sorted(set(match[1])):
        return text
    parsed.said.append(match[1])
    return text[: match.start(1)] + text[match.end(1) :]


def _unframed(text: str, parsed: Parsed) -> str:
    """`text` without the bracket around it, which may have been left open; lines inside belong together."""
    if framed := _FRAMED.fullmatch(fold(text)):
        parsed.taken += [text[: framed.start(1)], text[framed.end(1) :]]
        return " ".join(text[slice(*framed.span(1))].split("\n"))
    if _LEFT_OPEN.match(fold(text)):
        text = text.strip()[1:]
        joined = " ".join(text.split("\n"))
        return joined if by_text(joined, parsed.options) else text
    return text


def answer_line(text: str, parsed: Parsed) -> str:
    """The answer proper out of what follows 答案：; prose behind it goes to the explanation."""
    text = _unframed(text, parsed)
    first, _, rest = text.strip().partition("\n")
    if letters_of(bare := first.rstrip(" :：")) or truth_of(bare):  # 正确答案:A,C：
        first = bare
    if opened := _OPENED.search(first):  # A（得分：2分）: the bracket belongs to the field behind
        parsed.taken.append(opened[0])
        first = first[: opened.start()]
    if parsed.type in {"blank", "essay"}:
        parsed.explanation = "\n".join(part for part in (tidy(text), parsed.explanation) if part)
        return ""
    known = letters_of(first) or truth_of(first) or by_text(first, parsed.options)
    if not known and not _ORDER.fullmatch(fold(first)):
        if letters := by_letter_and_text(first, parsed.options):
            parsed.taken.append(first)
            first = letters
        elif match := _CITED.fullmatch(fold(first)):
            cited = first[slice(*match.span(2))]
            parsed.taken.append(first)
            parsed.citation = "\n".join(part for part in (parsed.citation, cited) if part)
            first = match[1]
        elif match := _JUNK.fullmatch(first):
            parsed.skipped.append(Skipped(parsed.block.place, match[2], "答案后的乱码"))
            first = match[1]
        elif match := _PROSE_AFTER.match(fold(first)):
            parsed.taken.append(first[match.end(1) : match.end()])
            first, prose = match[1], tidy(first[match.end() :])
            if repeats(prose, first, parsed):
                parsed.taken.append(prose)
                prose = ""
            parsed.explanation = "\n".join(part for part in (prose.rstrip(")）"), parsed.explanation) if part)
        elif letters_of(text) is not None:
            return text
    keep_rest(rest, parsed)
    return first
