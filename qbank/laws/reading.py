"""The one module through which the text of a law, and the numerals that laws count with, come in from `importers`."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from importers.draft import Place
from importers.numbering import chinese as chinese
from importers.numbering import from_chinese as from_chinese
from importers.safety import Limits
from qbank.laws.child import REFUSED
from qbank.laws.models import SourceKind

_DIED = "读取这个文件时出了问题，未能读完。请用 Word 打开后另存为 .docx 或 .txt，再上传一次。"
_LOCAL = re.compile(r"^.{2,10}?(?:省|市|自治区|自治州|自治县|自治旗|县)(?!场).*(?:条例|规定|办法|细则)$")
STATE = "中华人民共和国"
SHORT_HEAD, LONGEST_NAME = 6, 40


class TextUnreadable(Exception):
    """The file holds no text of a law that can be read; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """`number` is `17`, or `17-1` for 第十七条之一."""

    number: str
    label: str
    chapter: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the file that was not read as an article: an annex, a table."""

    where: str
    text: str
    reason: str

    @property
    def name(self) -> str:
        """Its beginning; the next line too where the first says no more than 附件."""
        first, *rest = self.text.split("\n")
        told = f"{first} {rest[0]}" if rest and len(first) < SHORT_HEAD else first
        return told if len(told) <= LONGEST_NAME else told[:LONGEST_NAME] + "…"


@dataclass(frozen=True, slots=True)
class LawText:
    """One version of a law as it stands in a file. The days are None where the text does not tell them."""

    title: str
    adopted: date | None
    in_force: date | None
    articles: list[ReadArticle]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def chapters(self) -> list[str]:
        return list(dict.fromkeys(article.chapter for article in self.articles if article.chapter))

    @property
    def paragraph_count(self) -> int:
        return sum(len(article.paragraphs) for article in self.articles)

    @property
    def gaps(self) -> list[str]:
        """The numbers that are left out between the first article and the last."""
        there = {int(article.number.split("-")[0]) for article in self.articles}
        return [str(number) for number in range(1, max(there, default=0)) if number not in there]


def read_law_text(path: Path, name: str = "") -> LawText:
    """The text of the law in the file at `path`, read in a child process; `name` is the file's own name.

    Raises `TextUnreadable`. To be called outside of any transaction: it may take seconds.
    """
    limits = Limits()
    command = [sys.executable, "-I", "-m", "qbank.laws.child", str(limits.memory), str(limits.seconds)]
    try:
        run = subprocess.run(
            [*command, str(path.resolve())], capture_output=True, timeout=limits.seconds, check=False
        )
        said = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise TextUnreadable(_DIED) from error
    if run.returncode == REFUSED:
        raise TextUnreadable(str(said["sentence"]))
    return _law_text(said, path, name)


def _law_text(said: dict[str, Any], path: Path, name: str) -> LawText:
    title = Path(name).stem.split("__")[0] if said["title"] == path.stem and name else said["title"]
    return LawText(
        title=clean_title(title),
        adopted=_day(said["adopted"]),
        in_force=_day(said["in_force"]),
        articles=[ReadArticle(**article) for article in said["articles"]],
        left_out=[
            LeftOut(Place(**piece["place"]).in_words(), piece["text"], piece["reason"])
            for piece in said["skipped"]
        ],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def clean_title(title: str) -> str:
    """A law's name as this service writes it: without 中华人民共和国, 《》, blanks and notes of a revision."""
    title = re.sub(r"[\s《》]+", "", title).removeprefix(STATE)
    return re.sub(r"[（(]\d{4}.*?[）)]$", "", title)


def likely_kind(title: str) -> SourceKind:
    """What the name of a law suggests; a person has the last word."""
    if _LOCAL.match(title):
        return SourceKind.LOCAL_REGULATION
    if title.endswith(("法", "法典")):
        return SourceKind.NATIONAL_LAW
    if title.endswith(("条例", "规定", "办法", "细则")):
        return SourceKind.REGULATION
    return SourceKind.DOCUMENT
