"""Reading laws: the list, one law's versions, and an article with its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from qbank.access import Actor, visible
from qbank.laws.models import Article, Law, LawVersion, SourceKind
from qbank.laws.reading import chinese
from qbank.laws.standing import Standing, effective, law_standing


@dataclass(frozen=True, slots=True)
class LawLine:
    """One line of the list of laws. `articles` counts the version that holds today."""

    law: Law
    version: LawVersion | None
    versions: int
    articles: int
    standing: Standing


def law_lines(
    session: Session, actor: Actor, today: date, *, words: str = "", kind: SourceKind | None = None
) -> list[LawLine]:
    query = visible(actor, Law).options(selectinload(Law.versions)).order_by(Law.kind, Law.title)
    if words:
        query = query.where(Law.title.contains(words, autoescape=True))
    if kind is not None:
        query = query.where(Law.kind == kind)
    laws = list(session.scalars(query))
    per_version = select(Article.version_id, func.count()).group_by(Article.version_id)
    counted = dict(session.execute(per_version).all())
    return [_line(law, today, counted) for law in laws]


def _line(law: Law, today: date, counted: dict[int, int]) -> LawLine:
    version = effective(law.versions, today)
    articles = counted.get(version.id, 0) if version else 0
    return LawLine(law, version, len(law.versions), articles, law_standing(law, today))


def articles_of(session: Session, version: LawVersion) -> list[Article]:
    return list(
        session.scalars(select(Article).where(Article.version_id == version.id).order_by(Article.position))
    )


@dataclass(frozen=True, slots=True)
class CitedText:
    """What can be shown of a cited article. `missing` says in one sentence why there is no `article`."""

    law: Law
    version: LawVersion | None
    standing: Standing
    article: Article | None = None
    before: Article | None = None
    after: Article | None = None
    missing: str = ""


def cited_text(session: Session, law: Law, number: str | None, today: date) -> CitedText:
    """The article with that number in the version that holds on `today`, and its neighbours."""
    version = effective(law.versions, today)
    standing = law_standing(law, today)
    if version is None or number is None:
        return CitedText(law, version, standing)
    articles = articles_of(session, version)
    place = next((place for place, article in enumerate(articles) if article.number == number), None)
    if place is None:
        return CitedText(law, version, standing, missing=_no_such_article(law, articles, number))
    return CitedText(
        law,
        version,
        standing,
        article=articles[place],
        before=articles[place - 1] if place else None,
        after=articles[place + 1] if place + 1 < len(articles) else None,
    )


def article_label(number: str) -> str:
    """`17-1` -> 第十七条之一."""
    main, _, sub = number.partition("-")
    words = f"第{chinese(int(main))}条" if main.isdecimal() else f"第{main}条"
    return f"{words}之{chinese(int(sub))}" if sub.isdecimal() else words


def _no_such_article(law: Law, articles: Sequence[Article], number: str) -> str:
    word = "部条例" if law.title.endswith("条例") else "部法律" if law.title.endswith("法") else "个文本"
    last = max((int(article.number.split("-")[0]) for article in articles), default=0)
    main = number.split("-")[0]
    if main.isdecimal() and int(main) <= last:
        return f"这{word}现行的一版里没有{article_label(number)}。请核对条号。"
    return f"这{word}只有{chinese(last)}条，没有{article_label(number)}。请核对条号。"
