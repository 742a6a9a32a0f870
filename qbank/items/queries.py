"""Reading the bank: a page of questions narrowed by words and tags, and the history of one question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import ceil
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qbank.access import Actor, visible
from qbank.accounts.models import Unit
from qbank.items.content import QuestionContent, plain_text
from qbank.items.diffs import ContentDiff, content_diff
from qbank.items.models import (
    BankLoad,
    Item,
    ItemCitation,
    ItemState,
    ItemTag,
    ItemVersion,
    QuestionType,
    Scope,
    Tag,
)
from qbank.laws.models import Law
from qbank.search import SearchIndex
from qbank.search.words import Kind, mark_words, read_query

PAGE = 25
AROUND = 24
SHOWN_ELSEWHERE = 2
Code = TypeVar("Code", bound=StrEnum)
Runs = list[tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the bank is narrowed to. `law` and `unit` are public ids, `topic` the name of a knowledge point."""

    words: str = ""
    state: ItemState | None = None
    type: QuestionType | None = None
    scope: Scope | None = None
    law: str = ""
    difficulty: int | None = None
    unit: str = ""
    topic: str = ""

    @classmethod
    def from_arguments(cls, said: Mapping[str, str]) -> "Wanted":
        """The inverse of `arguments`; what makes no sense asks for nothing."""
        grade = said.get("difficulty", "")
        return cls(
            words=said.get("q", "").strip(),
            state=_code(ItemState, said.get("state")),
            type=_code(QuestionType, said.get("type")),
            scope=_code(Scope, said.get("scope")),
            law=said.get("law", ""),
            difficulty=int(grade) if grade in {"1", "2", "3", "4", "5"} else None,
            unit=said.get("unit", ""),
            topic=said.get("topic", "").strip(),
        )

    @property
    def arguments(self) -> dict[str, str]:
        """As they stand in an address."""
        pairs = {
            "q": self.words,
            "state": self.state,
            "type": self.type,
            "scope": self.scope,
            "law": self.law,
            "difficulty": self.difficulty,
            "unit": self.unit,
            "topic": self.topic,
        }
        return {name: str(value) for name, value in pairs.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.arguments)


def _code(codes: type[Code], said: str | None) -> Code | None:
    return codes(said) if said in set(codes) else None


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the list: its stem with the words marked, and where else they stand, as (part, runs)."""

    item: Item
    stem: Runs
    elsewhere: list[tuple[str, Runs]]


@dataclass(frozen=True, slots=True)
class BankPage:
    lines: list[Line]
    total: int
    page: int
    by_state: dict[str, int]

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / PAGE))


def bank_page(session: Session, actor: Actor, index: SearchIndex, wanted: Wanted, page: int) -> BankPage:
    """The newest questions first; a page past the end is the last one."""
    words = read_query(wanted.words)
    of_any_state = _narrowed(session, actor, index, wanted, words)
    counted = of_any_state.with_only_columns(Item.state, func.count()).group_by(Item.state)
    by_state: dict[str, int] = dict(session.execute(counted).all())
    total = by_state.get(wanted.state, 0) if wanted.state else sum(by_state.values())
    page = min(max(page, 1), max(1, ceil(total / PAGE)))
    of_state = of_any_state.where(Item.state == wanted.state) if wanted.state else of_any_state
    ids = session.scalars(of_state.order_by(Item.id.desc()).offset((page - 1) * PAGE).limit(PAGE)).all()
    lines = [_line(item, words) for item in whole(session, ids)]
    return BankPage(lines, total, page, by_state)


def wanted_ids(session: Session, actor: Actor | None, index: SearchIndex, wanted: Wanted) -> list[int]:
    """The questions of the list, the newest first; without an actor those of the whole bank (the command line)."""
    query = _narrowed(session, actor, index, wanted, read_query(wanted.words))
    if wanted.state:
        query = query.where(Item.state == wanted.state)
    return list(session.scalars(query.order_by(Item.id.desc())))


def whole(session: Session, ids: Sequence[int]) -> Iterable[Item]:
    """The questions with all that a line shows; read only once it is known which ones stand on the page."""
    query = (
        select(Item)
        .where(Item.id.in_(ids))
        .order_by(Item.id.desc())
        .options(
            joinedload(Item.current),
            joinedload(Item.unit),
            selectinload(Item.tags),
            selectinload(Item.citations).joinedload(ItemCitation.law),
        )
    )
    return session.scalars(query)


def _is_current() -> ColumnElement[bool]:
    return and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.current_number)


def _narrowed(
    session: Session, actor: Actor | None, index: SearchIndex, wanted: Wanted, words: tuple[str, ...]
) -> Select[int]:
    """The ids of the wanted questions, in any state."""
    query = select(Item.id)
    conditions: list[ColumnElement[bool]] = [Item.visible_to(actor)] if actor else []
    if words:
        conditions.append(Item.id.in_(index.matching(session, words)))
    if wanted.type:
        query = query.join(ItemVersion, _is_current())
        conditions.append(ItemVersion.type == wanted.type)
    if wanted.scope:
        conditions.append(Item.scope == wanted.scope)
    if wanted.difficulty:
        conditions.append(Item.difficulty == wanted.difficulty)
    if wanted.law:
        cites = select(ItemCitation.item_id).join(Law).where(Law.public_id == wanted.law)
        conditions.append(Item.id.in_(cites))
    if wanted.unit:
        conditions.append(Item.unit_id.in_(select(Unit.id).where(Unit.public_id == wanted.unit)))
    if wanted.topic:
        tagged = select(ItemTag.item_id).join(Tag, Tag.id == ItemTag.tag_id)
        conditions.append(Item.id.in_(tagged.where(Tag.kind == "topic", Tag.name == wanted.topic)))
    return query.where(*conditions)


def _line(item: Item, words: tuple[str, ...]) -> Line:
    version = item.current
    parts = [
        *((option["label"], plain_text(option["content"])) for option in version.options),
        ("explanation", plain_text(version.explanation)),
        ("citation", version.citation),
        ("law", "、".join(cited.law.title for cited in item.citations)),
        ("topic", "、".join(item.tag_names("topic"))),
    ]
    stem = mark_words(plain_text(version.stem), words)
    marked = ((name, mark_words(text, words)) for name, text in parts) if words else iter(())
    elsewhere = ((name, _shortened(runs)) for name, runs in marked if _is_hit(runs))
    return Line(item, stem, list(islice(elsewhere, SHOWN_ELSEWHERE)))


def _is_hit(runs: Runs) -> bool:
    return any(kind for kind, _ in runs)


def _shortened(runs: Runs) -> Runs:
    """The runs with long stretches between the words cut down to what stands around them."""
    return [(kind, text if kind or len(text) <= 2 * AROUND else _cut(text)) for kind, text in runs]


def _cut(text: str) -> str:
    return f"{text[:AROUND]}…{text[-AROUND:]}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, as (value, words)."""

    laws: list[tuple[str, str]]
    units: list[tuple[str, str]]
    topics: list[str]


def choices(session: Session, most_topics: int = 300) -> Choices:
    laws = select(Law.public_id, Law.title).where(Law.id.in_(select(ItemCitation.law_id))).order_by(Law.title)
    units = select(Unit.public_id, Unit.name).where(Unit.id.in_(select(Item.unit_id))).order_by(Unit.name)
    topics = (
        select(Tag.name)
        .join(ItemTag, ItemTag.tag_id == Tag.id)
        .where(Tag.kind == "topic")
        .group_by(Tag.name)
        .order_by(func.count().desc())
        .limit(most_topics)
    )
    return Choices(
        [(key, title) for key, title in session.execute(laws)],
        [(key, name) for key, name in session.execute(units)],
        list(session.scalars(topics)),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One version of a question and what it changed; no diff for the first."""

    version: ItemVersion
    diff: ContentDiff | None


def changes(item: Item) -> list[Change]:
    """The versions, newest first, each with its difference from the one before."""
    found: list[Change] = []
    before: ItemVersion | None = None
    for version in item.versions:
        diff = content_diff(QuestionContent.of(before), QuestionContent.of(version)) if before else None
        found.append(Change(version, diff))
        before = version
    return found[::-1]


def recent_loads(session: Session, actor: Actor, most: int = 20) -> list[BankLoad]:
    query = visible(actor, BankLoad).order_by(BankLoad.id.desc()).limit(most)
    return list(session.scalars(query.options(joinedload(BankLoad.account), joinedload(BankLoad.unit))))
