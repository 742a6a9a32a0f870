"""Adding questions to the bank, writing new versions of them, and tagging them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.items.content import QuestionContent, content_digest, content_fault
from qbank.items.figures import figures_of, image_digests
from qbank.items.indexing import index_item, index_items
from qbank.items.models import Item, ItemCitation, ItemFigure, ItemState, ItemVersion, Scope, Tag
from qbank.laws.citations import CitedArticle
from qbank.trail import Trail


class ContentRefused(ValueError):
    """A question that cannot stand in the bank; the message is the sentence for people."""


def add_item(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    content: QuestionContent,
    *,
    unit_id: int,
    scope: Scope,
    state: ItemState,
    assignment_id: int | None = None,
    difficulty: int | None = None,
    topics: Iterable[str] = (),
    audiences: Iterable[str] = (),
    citations: Sequence[CitedArticle] = (),
) -> Item:
    """A new question with its first version. Raises `ContentRefused`."""
    _refuse_bad(content)
    item = Item(
        unit_id=unit_id,
        assignment_id=assignment_id,
        state=state,
        scope=scope,
        difficulty=difficulty,
        created_at=now,
        changed_at=now,
    )
    item.tags = [*find_tags(session, "topic", topics), *find_tags(session, "audience", audiences)]
    item.citations = _as_rows(citations)
    version = _version(1, content, "", actor, now)
    item.versions = [version]
    _hold_images(item, content)
    session.add(item)
    session.flush()
    index_item(session, item, version)
    trail.record(session, now, actor, "item.add", f"item:{item.public_id}", state=state, unit=unit_id)
    return item


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A question to be added together with others."""

    content: QuestionContent
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    citations: Sequence[CitedArticle] = ()
    state: ItemState | None = None
    """Where it stands; None where it stands where the others do."""


def add_items(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    new: Sequence[NewItem],
    *,
    unit_id: int,
    scope: Scope,
    state: ItemState,
) -> list[Item]:
    """What `add_item` does, for many at once: the rows go to the database together. Raises `ContentRefused`."""
    tags = {
        tag.name: tag for tag in find_tags(session, "topic", (name for one in new for name in one.topics))
    }
    items = []
    for one in new:
        _refuse_bad(one.content)
        item = Item(
            unit_id=unit_id,
            state=one.state or state,
            scope=scope,
            difficulty=one.difficulty,
            created_at=now,
            changed_at=now,
        )
        names = dict.fromkeys(name.strip() for name in one.topics if name.strip())
        item.tags = [tags[name] for name in names]
        item.citations = _as_rows(one.citations)
        item.versions = [_version(1, one.content, "", actor, now)]
        _hold_images(item, one.content)
        items.append(item)
    session.add_all(items)
    session.flush()
    index_items(session, items)
    for item in items:
        subject = f"item:{item.public_id}"
        trail.record(session, now, actor, "item.add", subject, state=item.state, unit=unit_id)
    return items


def add_version(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    item: Item,
    content: QuestionContent,
    reason: str,
) -> ItemVersion:
    """A new version of `item` that says `content`; the old ones stay as they are. Raises `ContentRefused`."""
    _refuse_bad(content)
    item.current_number += 1
    item.changed_at = now
    version = _version(item.current_number, content, reason, actor, now)
    item.versions.append(version)
    _hold_images(item, content)
    session.flush()
    session.expire(item, ["current"])
    index_item(session, item, version)
    # The reason stays with the version: it may tell the answer, and the trail is read by people who may not see it.
    trail.record(session, now, actor, "item.edit", f"item:{item.public_id}", version=version.number)
    return version


def set_tags(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    item: Item,
    *,
    scope: Scope,
    difficulty: int | None,
    topics: Iterable[str],
    audiences: Iterable[str],
    citations: Sequence[CitedArticle],
) -> None:
    item.scope = scope
    item.difficulty = difficulty
    item.tags = [*find_tags(session, "topic", topics), *find_tags(session, "audience", audiences)]
    item.citations.clear()
    session.flush()  # the old rows leave before new ones take their places
    item.citations.extend(_as_rows(citations))
    item.changed_at = now
    session.flush()
    index_item(session, item, item.current)
    trail.record(
        session, now, actor, "item.tag", f"item:{item.public_id}", scope=scope, difficulty=difficulty
    )


def find_tags(session: Session, kind: str, names: Iterable[str]) -> list[Tag]:
    """The tags of that kind with these names, made where they are new."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted:
        return []
    known = {
        tag.name: tag for tag in session.scalars(select(Tag).where(Tag.kind == kind, Tag.name.in_(wanted)))
    }
    for name in wanted:
        if name not in known:
            known[name] = Tag(kind=kind, name=name)
            session.add(known[name])
    return [known[name] for name in wanted]


def _refuse_bad(content: QuestionContent) -> None:
    fault = content_fault(content)
    if fault:
        raise ContentRefused(fault)


def _as_rows(citations: Sequence[CitedArticle]) -> list[ItemCitation]:
    return [
        ItemCitation(position=position, law_id=cited.law_id, article=cited.article)
        for position, cited in enumerate(citations)
    ]


def _hold_images(item: Item, content: QuestionContent) -> None:
    """Images of earlier versions stay with the question: its history shows them."""
    new = image_digests(figures_of(content)) - {held.digest for held in item.figures}
    item.figures.extend(ItemFigure(digest=digest) for digest in sorted(new))


def _version(
    number: int, content: QuestionContent, reason: str, actor: Actor | None, now: datetime
) -> ItemVersion:
    return ItemVersion(
        number=number,
        type=content.type,
        stem=content.stem,
        options=content.options,
        answer_key=content.answer_key,
        explanation=content.explanation,
        citation=content.citation,
        digest=content_digest(content),
        reason=reason,
        author_id=actor.account_id if actor else None,
        created_at=now,
    )
