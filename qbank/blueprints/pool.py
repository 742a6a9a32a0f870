"""The bank as the assembler sees it: one record (a POOL line of docs/formats.md) a question that may stand on a paper.

A law goes by its title, which is what blueprints and the assembler's sentences say; an article is `title#number`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from assembler import Pool
from qbank.items.models import (
    EnemySet,
    EnemySetItem,
    Item,
    ItemCitation,
    ItemState,
    ItemTag,
    ItemVersion,
    QuestionType,
    Tag,
)
from qbank.laws.models import Law
from qbank.trail import AuditHead

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bank:
    """The accepted questions at one moment: as records, and as the assembler's pool."""

    records: list[Record]
    pool: Pool


class KnownBank:
    """Keeps the bank as it was last read: nothing in it has changed while the audit trail has no new entry."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int | None, date], Bank] | None = None

    def get(self, session: Session, today: date) -> Bank:
        # the head of the trail first: a change that comes between is then read twice, never missed
        at = (session.scalar(select(AuditHead.number)), today)
        if self._known is None or self._known[0] != at:
            records = bank_records(session, today)
            self._known = (at, Bank(records, Pool.from_records(records)))
        return self._known[1]


def bank_records(session: Session, today: date) -> list[Record]:
    """A record for each accepted question, in the order in which they came into the bank.

    A question that rests on a law that is repealed by `today` is left out.
    """
    citations = _main_citations(session, today)
    tags = _tags(session)
    enemies = _enemies(session)
    query = (
        select(
            Item.id,
            Item.public_id,
            Item.scope,
            Item.difficulty,
            Item.facility,
            ItemVersion.type,
            ItemVersion.answer_key,
        )
        .join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.current_number))
        .where(Item.state == ItemState.ACCEPTED)
        .order_by(Item.id)
    )
    records = []
    for item_id, public_id, scope, difficulty, facility, kind, answer_key in session.execute(query):
        law, article, repealed = citations.get(item_id, (None, None, False))
        if repealed:
            continue
        records.append(
            {
                "id": public_id,
                "type": kind,
                "scope": scope,
                "law": law,
                "article": f"{law}#{article}" if article else None,
                "topics": tags[item_id, "topic"],
                "audiences": tags[item_id, "audience"],
                "difficulty": difficulty,
                "facility": facility,
                "true": answer_key == "T" if kind == QuestionType.TRUE_FALSE else None,
                "enemies": enemies[item_id],
            }
        )
    return records


def records_for(records: list[Record], audience: str | None) -> list[Record]:
    """The records that may stand on a paper for `audience`; a question without audiences is for everyone."""
    if audience is None:
        return records
    return [record for record in records if not record["audiences"] or audience in record["audiences"]]


def known_audiences(session: Session) -> list[str]:
    return list(session.scalars(select(Tag.name).where(Tag.kind == "audience").order_by(Tag.name)))


def _main_citations(session: Session, today: date) -> dict[int, tuple[str, str | None, bool]]:
    """For each question: the law's title, the article's number, and whether the law is repealed."""
    query = (
        select(ItemCitation.item_id, Law.title, ItemCitation.article, Law.repealed)
        .join(Law, Law.id == ItemCitation.law_id)
        .where(ItemCitation.position == 0)
    )
    return {
        item_id: (title, article, repealed is not None and repealed <= today)
        for item_id, title, article, repealed in session.execute(query)
    }


def _tags(session: Session) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    query = select(ItemTag.item_id, Tag.kind, Tag.name).join(Tag, Tag.id == ItemTag.tag_id).order_by(Tag.name)
    for item_id, kind, name in session.execute(query):
        found[item_id, kind].append(name)
    return found


def _enemies(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(EnemySetItem.item_id, EnemySet.name)
        .join(EnemySet, EnemySet.id == EnemySetItem.enemy_set_id)
        .order_by(EnemySet.name)
    )
    for item_id, name in session.execute(query):
        found[item_id].append(name)
    return found
