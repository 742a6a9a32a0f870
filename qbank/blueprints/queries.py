"""Reading blueprints, and what the bank holds for one of them."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from assembler import Blueprint as Demands
from assembler import Cause, Pool, feasibility, forecast
from assembler import Forecast as Forecast
from qbank.access import Actor, visible
from qbank.blueprints.fields import SCOPE_NAMES, Document
from qbank.blueprints.models import Blueprint, BlueprintVersion
from qbank.blueprints.pool import Record, records_for


@dataclass(frozen=True, slots=True)
class LawSupply:
    """What there is of one law: questions in all and by type. `title` is None for questions that cite no law."""

    title: str | None
    scope: str
    by_type: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.by_type.values())


@dataclass(frozen=True, slots=True)
class BankSupply:
    """What the bank holds for one audience."""

    laws: list[LawSupply]
    by_scope: Counter[str]
    by_type: Counter[str]
    by_scope_and_type: Counter[tuple[str, str]]
    by_difficulty: Counter[int | None]
    enemy_sets: int
    without_facility: int

    @property
    def total(self) -> int:
        return sum(self.by_type.values())


def blueprints(session: Session, actor: Actor) -> list[Blueprint]:
    """By name, with their versions and who wrote these."""
    query = visible(actor, Blueprint).order_by(Blueprint.name)
    return list(
        session.scalars(query.options(selectinload(Blueprint.versions).joinedload(BlueprintVersion.author)))
    )


def blueprint_names(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Public id and name of each blueprint that `actor` may see."""
    query = select(Blueprint.public_id, Blueprint.name).where(Blueprint.visible_to(actor))
    return [(public_id, name) for public_id, name in session.execute(query.order_by(Blueprint.name))]


def bank_supply(records: list[Record], audience: str | None, also: list[str]) -> BankSupply:
    """Counts over the records for `audience`. Laws named in `also` are listed even where there is no question of them.

    A law stands with the scope of most of its questions, the laws with most questions first.
    """
    records = records_for(records, audience)
    by_law: dict[str | None, Counter[str]] = {title: Counter() for title in also}
    scopes: dict[str | None, Counter[str]] = {title: Counter() for title in also}
    for record in records:
        by_law.setdefault(record["law"], Counter())[record["type"]] += 1
        scopes.setdefault(record["law"], Counter())[record["scope"]] += 1
    laws = [
        LawSupply(title, max(SCOPE_NAMES, key=lambda scope: scopes[title][scope]), counts)
        for title, counts in by_law.items()
    ]
    laws.sort(key=lambda law: (law.title is None, -law.total, law.title or ""))
    return BankSupply(
        laws,
        Counter(record["scope"] for record in records),
        Counter(record["type"] for record in records),
        Counter((record["scope"], record["type"]) for record in records),
        Counter(record["difficulty"] for record in records),
        len({enemy for record in records for enemy in record["enemies"]}),
        sum(record["facility"] is None for record in records),
    )


def causes_of(pool: Pool, document: Document, papers: int, parallel: bool) -> list[Cause]:
    """Why `papers` papers after this document cannot be assembled now; empty where they can."""
    return feasibility(pool, Demands.from_json(document), papers, parallel)


def forecast_of(pool: Pool, document: Document, most_uses: int) -> Forecast:
    """How many papers after this document the bank carries where no question is used more than `most_uses` times."""
    return forecast(pool, Demands.from_json(document), most_uses)


def wanted_by_type(document: Document) -> Counter[str]:
    """How many questions of each type one paper wants."""
    wanted: Counter[str] = Counter()
    for section in document["sections"]:
        wanted[section["type"]] += section["items"]
    return wanted


def described(document: Document) -> list[str]:
    """Each demand as a sentence."""
    return Demands.from_json(document).describe()
