"""Adding laws, loading versions of their texts, and noting that one was repealed."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.laws.models import Article, Law, LawVersion, SourceKind
from qbank.laws.reading import LawText, clean_title
from qbank.trail import Trail


class LawRefused(ValueError):
    """What was asked for cannot be; the message is the sentence for people."""


def add_law(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    title: str,
    kind: SourceKind,
    scope: str | None = None,
) -> Law:
    """A law by its name, without any text. `actor` is None for the command line. Raises `LawRefused`."""
    _require_manager(actor)
    title = _free_title(session, title)
    law = Law(title=title, kind=kind, scope=scope, created_at=now)
    session.add(law)
    session.flush()
    trail.record(session, now, actor, "law.add", f"law:{law.public_id}", title=title, kind=kind)
    return law


def change_law(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    law: Law,
    *,
    title: str,
    kind: SourceKind,
    scope: str | None,
    repealed: date | None,
) -> None:
    """Correct what is known about a law as a whole. Raises `LawRefused`."""
    _require_manager(actor)
    law.title = _free_title(session, title, besides=law)
    law.kind, law.scope, law.repealed = kind, scope, repealed
    trail.record(
        session, now, actor, "law.change", f"law:{law.public_id}",
        title=law.title, kind=kind, scope=scope, repealed=repealed.isoformat() if repealed else None,
    )  # fmt: skip


def load_version(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    law: Law,
    text: LawText,
    digest: str,
    *,
    adopted: date,
    in_force: date | None,
) -> LawVersion:
    """A version of `law` with all its articles. `digest` is that of the file it came from. Raises `LawRefused`."""
    _require_manager(actor)
    if any(version.adopted == adopted for version in law.versions):
        raise LawRefused(
            f"《{law.title}》{adopted.isoformat()} 通过的一版已经载入。核对日期，或看已有的一版。"
        )
    if in_force is not None and in_force < adopted:
        raise LawRefused("施行日期早于通过日期。核对这两个日期。")
    version = LawVersion(adopted=adopted, in_force=in_force, text_digest=digest, created_at=now)
    version.articles = [
        Article(
            position=position,
            number=article.number,
            label=article.label,
            chapter=article.chapter[:120],
            paragraphs=article.paragraphs,
        )
        for position, article in enumerate(text.articles)
    ]
    law.versions.append(version)
    session.flush()
    trail.record(
        session, now, actor, "law.load", f"law:{law.public_id}",
        adopted=adopted.isoformat(), articles=len(text.articles), digest=digest,
    )  # fmt: skip
    return version


def law_by_title(session: Session, title: str) -> Law | None:
    return session.scalars(select(Law).where(Law.title == clean_title(title))).one_or_none()


def _free_title(session: Session, title: str, besides: Law | None = None) -> str:
    cleaned = clean_title(title)
    if not cleaned:
        raise LawRefused("填上法规的名称。")
    there = law_by_title(session, cleaned)
    if there is not None and there is not besides:
        raise LawRefused(f"法规库里已经有《{cleaned}》。打开它就可以载入全文。")
    return cleaned


def _require_manager(actor: Actor | None) -> None:
    if actor is not None:
        require(actor, Permission.MANAGE_LAWS)
