"""Reading a question's legal basis: 《某某法》第十二条第二款, 某某法第12条, 第十七条之一, several of them in one text.

A text is read from left to right. A law's name, in 《》 or bare, holds for the articles that follow it; an article before any
name belongs to the one law that the caller prefers. What names a law that is not known yields nothing: the words
themselves stay on the version of the question, so nothing is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.laws.models import Law
from qbank.laws.reading import STATE, clean_title, from_chinese

_NUMBER = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百千]{1,9})"
_ARTICLES = rf"第{_NUMBER}(?:(?:[、,，和及至到~～\-—]|条至|条到)第?{_NUMBER})*条(?:之{_NUMBER})?"
_TOKEN = re.compile(rf"《(?P<title>[^《》]+)》|(?P<articles>{_ARTICLES})")
_LISTED = re.compile(rf"(?P<link>[、,，和及至到~～\-—]?)第?(?P<number>{_NUMBER})条?")
_PART_OF_ARTICLE = re.compile(rf"第{_NUMBER}[款项目]")
_NOTE = re.compile(r"[（(〔\[][^）)〕\]]*[）)〕\]]")
_KIND = r"(?:法|法典|条例|规定|办法|细则|准则|规则|决定|解释|公约|章程)"
_SOME_LAW = re.compile(rf"[\u4e00-\u9fff]{{2,}}{_KIND}$")
_THE_SAME_LAW = re.compile(
    r"(?:本|该|同|上述)(?:法|条例|规定|办法|细则)$|(?:依|合|违|非|执|司|方|做|说|办)法$"
)
_LONGER_NAME = re.compile(rf"^[\u4e00-\u9fff]{{0,12}}?{_KIND}")
_LEADING_WORDS = (
    "根据",
    "依据",
    "按照",
    "依照",
    "参见",
    "详见",
    "见",
    "违反",
    "触犯",
    "和",
    "与",
    "及",
    "的",
    "于",
    "照",
)
_VAGUE_NAME = re.compile(r"有关|相关|其他|其它|国家|现行|上述|以上")
_LEADING = re.compile(rf"^(?:{'|'.join(_LEADING_WORDS)})+")
LONGEST_TITLE = 80
_RANGE_SIGNS = frozenset("至到~～-—")
MOST_IN_A_RANGE = 20


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """What a question rests on: a law, and the number of the article (`17`, `17-1`) where it is known."""

    law_id: int
    article: str | None = None


def resolve(session: Session, text: str, prefer: Sequence[Law] = ()) -> list[CitedArticle]:
    """What `text` cites, in its order and each once; `prefer` are the laws that the question was asked for about."""
    return LawNames.of(session).read(text, [(law.id, law.title) for law in prefer])


@dataclass(frozen=True, slots=True)
class LawNames:
    """The known laws by title. Read once where many texts are resolved."""

    ids: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, session: Session) -> "LawNames":
        return cls(tuple((title, number) for number, title in session.execute(select(Law.id, Law.title))))

    def read(self, text: str, prefer: Sequence[tuple[int, str]] = ()) -> list[CitedArticle]:
        """As `resolve`; `prefer` are pairs of id and title."""
        text = re.sub(r"\s+", "", text)
        if not text:
            return []
        reader = _Reader(dict(self.ids), prefer)
        end = 0
        for token in _TOKEN.finditer(text):
            reader.meet_words(text[end : token.start()])
            if token["title"]:
                reader.meet_title(token["title"])
            else:
                reader.meet_articles(article_numbers(token["articles"]))
            end = token.end()
        reader.meet_words(text[end:])
        return reader.cited()


def cited_titles(text: str) -> list[str]:
    """The names of laws in `text`, as a law of that name would be registered: those in 《》, and bare ones that stand alone.

    Bare words count only where they are nothing but a name (消防法第二条), so that no half sentence is taken for a law.
    """
    text = re.sub(r"\s+", "", text)
    titles, end = [], 0
    for token in _TOKEN.finditer(text):
        titles += _bare_titles(text[end : token.start()])
        if token["title"]:
            titles.append(clean_title(_NOTE.sub("", token["title"]).replace(STATE, "")))
        end = token.end()
    titles += _bare_titles(text[end:])
    return [title for title in dict.fromkeys(titles) if 2 <= len(title) <= LONGEST_TITLE]


def _bare_titles(words: str) -> list[str]:
    words = _NOTE.sub("", _PART_OF_ARTICLE.sub("", words)).replace(STATE, "")
    pieces = [_LEADING.sub("", piece) for piece in re.split(r"[^\u4e00-\u9fff]+", words)]
    return [piece for piece in pieces if _SOME_LAW.fullmatch(piece) and not _is_vague(piece)]


def _is_vague(name: str) -> bool:
    return bool(_THE_SAME_LAW.search(name) or _VAGUE_NAME.match(name))


class _Reader:
    """Goes over one text; `law` is the law whose articles come next, None where that is not known."""

    def __init__(self, known: dict[str, int], prefer: Sequence[tuple[int, str]]) -> None:
        self.known = known
        self.prefer = prefer
        self.law = prefer[0][0] if len(prefer) == 1 else None
        self.named = False
        self.found: list[CitedArticle] = []

    def meet_title(self, title: str) -> None:
        self.named = True
        self.law = self._law_called(_NOTE.sub("", title).replace(STATE, ""))
        if self.law is not None:
            self.found.append(CitedArticle(self.law))

    def meet_articles(self, numbers: Iterable[str]) -> None:
        if self.law is not None:
            self.found.extend(CitedArticle(self.law, number) for number in numbers)

    def meet_words(self, words: str) -> None:
        """Words between two tokens: they may hold the bare names of laws, or end in the name of one that is not known."""
        words = _NOTE.sub("", _PART_OF_ARTICLE.sub("", words)).replace(STATE, "")
        if not words:
            return
        end = 0
        for match in _bare_names(frozenset(self.known)).finditer(words):
            if _is_whole_name(words, match):
                self.meet_title(match[0])
                end = match.end()
        rest = words[end:]
        if _SOME_LAW.search(rest) and not _THE_SAME_LAW.search(rest):
            self.named, self.law = True, None

    def cited(self) -> list[CitedArticle]:
        with_article = {cited.law_id for cited in self.found if cited.article}
        kept = [cited for cited in self.found if cited.article or cited.law_id not in with_article]
        if not kept and not self.named and self.law is not None:
            kept = [CitedArticle(self.law)]
        return list(dict.fromkeys(kept))

    def _law_called(self, title: str) -> int | None:
        if title in self.known:
            return self.known[title]
        shortened = [number for number, full in self.prefer if len(title) >= 2 and full.endswith(title)]
        return shortened[0] if len(shortened) == 1 else None


@lru_cache(maxsize=4)
def _bare_names(titles: frozenset[str]) -> re.Pattern[str]:
    if not titles:
        return re.compile(r"(?!)")
    return re.compile("|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True)))


def _is_whole_name(words: str, match: re.Match[str]) -> bool:
    """Whether a known title stands for itself: not the head of 某某法实施条例, nor a short one at the tail of 国际刑法."""
    if _LONGER_NAME.match(words[match.end() :]) and not re.match("(?:和|与|及|以及)", words[match.end() :]):
        return False
    before = words[: match.start()]
    return len(match[0]) >= 4 or not re.search(r"[\u4e00-\u9fff]$", before) or before.endswith(_LEADING_WORDS)


def article_numbers(text: str) -> list[str]:
    """The numbers in 第十七条之一 and 第17-1条 (`17-1`), 第十二、十三条, 第12条至第15条 (all four)."""
    main, _, sub = text.partition("条之")
    numbers: list[str] = []
    last = 0
    for match in _LISTED.finditer(main):
        number, dashed = _as_number(match["number"]), match["link"] in _RANGE_SIGNS
        if dashed and last < number <= last + MOST_IN_A_RANGE:
            numbers.extend(str(between) for between in range(last + 1, number + 1))
        elif dashed and 0 < number <= last:
            numbers[-1] = f"{last}-{number}"
        else:
            numbers.append(str(number))
        last = number
    if sub and numbers:
        numbers[-1] = f"{numbers[-1]}-{_as_number(sub)}"
    return numbers


def _as_number(text: str) -> int:
    return int(text) if text.isdecimal() else from_chinese(text) or 0
