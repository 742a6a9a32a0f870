"""The text of a law as it is published -> its chapters, articles and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from importers.containers.blocks import Grid, Line
from importers.draft import Json, Place, Skipped, Unreadable
from importers.normalise import tidy
from importers.numbering import from_chinese
from importers.reading import contents_of
from importers.safety import Limits

_CHINESE = "[〇零一二两三四五六七八九十百千]+"
_ARTICLE = re.compile(
    rf"(第({_CHINESE})条((?:之{_CHINESE})*))(?:[\s\u3000]+|$|(?=[^\s，、。；：）》）第的规和至之款项或所]))(.*)",
    re.S,
)
# A head glued to a text that could also go on with a reference: 第十条规定…, taken where no other 第十条 follows.
_GLUED = re.compile(rf"(第({_CHINESE})条((?:之{_CHINESE})*))([规和至款项或所的].*)", re.S)
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]*\s*(?:$|[\s：:][^。；]{0,40})")
_CHAPTER = re.compile(rf"第{_CHINESE}(编|分编|章|节)(?:[\s\u3000]+\S.{{0,60}}|$)")
_NAMED = re.compile(
    r"^(?!第).{2,60}(?:法|法典|条例|办法|规定|决定|细则|规则|章程|准则|解释|规程|意见)(?:[（(].{1,12}[）)])?$"
)
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ADOPTED = re.compile(r"通过|修订|修正|公布|批准|发布|颁布|修改")
_IN_FORCE = re.compile(r"自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起(?:施行|实施|生效)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\n", re.S)


@dataclass(frozen=True, slots=True)
class Article:
    """`number` is "17", or "17-1" for 第十七条之一; `chapter` the heading it stands under, or empty."""

    number: str
    label: str
    chapter: str
    paragraphs: tuple[str, ...]

    def as_json(self) -> Json:
        return {
            "number": self.number,
            "label": self.label,
            "chapter": self.chapter,
            "paragraphs": list(self.paragraphs),
        }


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of a law. `adopted` is the day this version was adopted or last amended.

    `in_force` is the day the text itself names; None where that day lies before `adopted`, as after an amendment that
    left the clause of the first version standing. `skipped` are annexes and tables.
    """

    title: str
    adopted: date | None
    in_force: date | None
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()

    def as_json(self) -> Json:
        return {
            "title": self.title,
            "adopted": self.adopted.isoformat() if self.adopted else None,
            "in_force": self.in_force.isoformat() if self.in_force else None,
            "articles": [article.as_json() for article in self.articles],
            "skipped": [piece.as_json() for piece in self.skipped],
        }


def read_statute(path: Path | str, *, limits: Limits | None = None) -> Statute:
    """The law in a .md, .txt or .docx file. Raises Unreadable where the file holds no articles."""
    path = Path(path)
    contents = contents_of(path, limits or Limits())
    statute = _statute([block for block in contents.flow if isinstance(block, Line)], path.stem)
    tables = (_table(block) for block in contents.flow if isinstance(block, Grid) and block.rows)
    return replace(statute, skipped=(*statute.skipped, *tables))


def parse_statute(text: str, name: str = "") -> Statute:
    """The law in `text`; `name` is its title where the text has none."""
    return _statute([Line(line, Place(line=at)) for at, line in enumerate(text.split("\n"), start=1)], name)


def _statute(written: list[Line], name: str) -> Statute:
    said = list(_said(written))
    lines = [line.text for line in said]
    first = next((at for at, line in enumerate(lines) if _number(line) == (1,)), None)
    if first is None:
        raise Unreadable(
            "没有在这个文件里找到“第一条”，请上传法律的正式文本（.docx、.txt 或 .md）。", "no-articles"
        )
    preamble = [line for line in lines[:first] if not _CHAPTER.fullmatch(line)]
    title = next((line for line in preamble if _NAMED.match(line)), preamble[0] if preamble else name)
    end = next((at for at in range(first, len(lines)) if _ANNEX.fullmatch(lines[at])), len(lines))
    articles = tuple(_articles(lines[max(0, first - 3) : end]))
    adopted = max(_dates(preamble), default=None)
    in_force = _in_force(preamble, articles, adopted)
    return Statute(re.sub(r"\s+", "", title), adopted, in_force, articles, tuple(_annexes(said[end:])))


def _said(written: list[Line]) -> Iterator[Line]:
    """The lines that say something, without front matter, comments and marks."""
    text = "\n".join(line.text for line in written)
    bare = _COMMENT.sub(_breaks, _FRONT_MATTER.sub(_breaks, text)).split("\n")
    places = [line.place for line in written for _part in line.text.split("\n")]
    for place, line in zip(places, bare, strict=True):
        if plain := _plain(line):
            yield Line(plain, place)


def _breaks(match: re.Match[str]) -> str:
    """What is left of a piece that is taken out, so that the lines behind it keep their places."""
    return "\n" * match[0].count("\n")


def _annexes(lines: list[Line]) -> Iterator[Skipped]:
    """What stands behind the law, each annex with its heading."""
    heads = [at for at, line in enumerate(lines) if _ANNEX.fullmatch(line.text)]
    for start, end in pairwise([*heads, len(lines)]):
        text = "\n".join(line.text for line in lines[start:end])
        yield Skipped(lines[start].place, text, "附件，没有读作条文")


def _table(grid: Grid) -> Skipped:
    text = "\n".join("\t".join(row.cells) for row in grid.rows)
    return Skipped(grid.rows[0].place, text, "表格，没有读作条文")


def _plain(line: str) -> str:
    """A line without the marks of Markdown, and with single blanks."""
    bare = re.sub(r"^\s*(?:#+|>|[*-]\s)\s*|\*\*|__|<[^>]*>", "", line)
    return re.sub(r"[^\S\n]+", " ", tidy(bare))


def _number(line: str, pattern: re.Pattern[str] = _ARTICLE) -> tuple[int, ...] | None:
    """(17, 1) for a line that begins with 第十七条之一 as the head of an article; else None."""
    match = pattern.match(line)
    if not match:
        return None
    parts = [from_chinese(part) for part in [match[2], *match[3].split("之")[1:]]]
    return tuple(part for part in parts if part is not None)


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether an article may come after `last`: the next one, its 之一, or the next after a gap left by a deletion."""
    return number > last and number[0] - (last[0] if last else 0) <= 5


def _articles(lines: list[str]) -> Iterator[Article]:
    chapter, last = "", tuple[int, ...]()
    label, paragraphs, under = "", list[str](), ""
    sure = {number: at for at, line in enumerate(lines) if (number := _number(line)) is not None}
    for at, line in enumerate(lines):
        heading = _CHAPTER.fullmatch(line)
        number = _number(line)
        glued = _number(line, _GLUED)
        if glued is not None and glued[0] == (last[0] if last else 0) + 1 and sure.get(glued, -1) < at:
            number = glued
        if heading:
            chapter = line if heading[1] in {"章", "编"} else chapter
        elif number is not None and _follows(number, last):
            if label:
                yield Article("-".join(map(str, last)), label, under, tuple(paragraphs))
            match = _ARTICLE.match(line) or _GLUED.match(line)
            label, rest = (match[1], match[4].strip()) if match else ("", "")
            last, under, paragraphs = number, chapter, [rest] if rest else []
        elif label:
            paragraphs.append(line)
    if label:
        yield Article("-".join(map(str, last)), label, under, tuple(paragraphs))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _dates(preamble: list[str]) -> Iterator[date]:
    """The days on which this text was adopted and amended, as its head tells."""
    for line in preamble:
        for match in _DATE.finditer(line):
            tail = re.split(r"\d{4}\s*年", line[match.end() :])[0]
            found = _day(match[1], match[2], match[3])
            if found and _ADOPTED.search(tail) and not tail.lstrip().startswith("起"):
                yield found


def _in_force(preamble: list[str], articles: tuple[Article, ...], adopted: date | None) -> date | None:
    ends = [paragraph for article in articles[-3:] for paragraph in article.paragraphs]
    found = [
        day
        for text in (*preamble, *ends)
        for match in _IN_FORCE.finditer(text)
        if (day := _day(*match.groups()))
    ]
    late = [day for day in found if adopted is None or day >= adopted]
    at_once = (
        not found and any("自公布之日起施行" in text for text in ends) and len(set(_dates(preamble))) == 1
    )
    return max(late, default=adopted if at_once else None)
