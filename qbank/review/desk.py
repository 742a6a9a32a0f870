"""What stands on the reviewing desk for one question: the queue, the question, its history and its law."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.items.content import QuestionContent, plain_text
from qbank.items.diffs import ContentDiff, content_diff
from qbank.items.figures import SignedTexts, signed
from qbank.items.life import Verb, verbs_from
from qbank.items.models import Item, ItemCitation, ItemState, ItemVersion
from qbank.laws.models import SourceKind
from qbank.laws.queries import CitedText, article_label, cited_text
from qbank.review.marks import Marks, shared_marks
from qbank.review.models import Remark, Review
from qbank.review.operations import duties_of
from qbank.review.queries import Chosen, Entry, entries, numbers_of, queue_ids
from qbank.review.rules import Subject, missing_tags, why_not

BEFORE, AFTER = 20, 60
"""How many questions of the queue are shown before and after the present one."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The chosen questions around the present one, and its neighbours' public ids."""

    shown: list[Entry]
    total: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the question's history: a remark, a decision (`verb`) or a new version."""

    at: datetime
    who: str
    text: str
    verb: str = ""
    version: int | None = None
    for_department: bool = True


@dataclass(frozen=True, slots=True)
class LawPane:
    """One cited law: what can be shown of it, with the words that the question shares marked."""

    cited: CitedText
    label: str
    paragraphs: list[Marks]


@dataclass(frozen=True, slots=True)
class Desk:
    item: Item
    number: int | None
    content: QuestionContent
    texts: SignedTexts
    queue: Queue
    may: frozenset[Verb]
    may_edit: bool
    why_not: str | None
    missing: list[str]
    history: list[Said]
    laws: list[LawPane]
    compared_with: ItemVersion | None
    diff: ContentDiff | None


def desk(
    session: Session, actor: Actor, item: Item, chosen: Chosen, against: int | None, today: date
) -> Desk:
    """Everything the page shows; `against` is the number of the version to compare with."""
    content, duties, subject = QuestionContent.of(item.current), duties_of(session, item), Subject.of(item)
    texts = signed(content)
    state = ItemState(item.state)
    refusals = {verb: why_not(actor, subject, duties, verb) for verb in verbs_from(state)}
    by_anyone = why_not(actor, Subject(subject.unit_id, subject.of_office, None), duties, Verb.ACCEPT)
    other = next((version for version in item.versions if version.number == against), None)
    return Desk(
        item=item,
        number=numbers_of(session, [item.assignment_id]).get(item.id) if item.assignment_id else None,
        content=content,
        texts=texts,
        queue=_queue(session, actor, item, chosen),
        may=frozenset(verb for verb, refusal in refusals.items() if refusal is None),
        may_edit=state is ItemState.IN_REVIEW and by_anyone is None,
        why_not=refusals.get(Verb.ACCEPT),
        missing=missing_tags(item),
        history=_history(session, item),
        laws=[_law_pane(session, item, content, place, today) for place in range(len(item.citations))],
        compared_with=other,
        diff=content_diff(QuestionContent.of(other), content) if other else None,
    )


def _queue(session: Session, actor: Actor, item: Item, chosen: Chosen) -> Queue:
    ids = queue_ids(session, actor, chosen)
    place = ids.index(item.id) if item.id in ids else -1
    shown = entries(session, ids[max(0, place - BEFORE) : max(0, place) + AFTER])
    previous = ids[place - 1] if place > 0 else None
    following = ids[place + 1] if place + 1 < len(ids) else None
    return Queue(shown, len(ids), _public_id(session, previous), _public_id(session, following))


def next_after(session: Session, actor: Actor, item: Item, chosen: Chosen) -> str | None:
    """The public id of the question to go on with once `item` has left the queue; None where it was the last."""
    ids = queue_ids(session, actor, chosen)
    place = ids.index(item.id) if item.id in ids else -1
    rest = [*ids[place + 1 :], *ids[: max(0, place)]]
    return _public_id(session, rest[0] if rest else None)


def _public_id(session: Session, item_id: int | None) -> str | None:
    return session.scalar(select(Item.public_id).where(Item.id == item_id)) if item_id else None


def _history(session: Session, item: Item) -> list[Said]:
    remarks = session.scalars(select(Remark).where(Remark.item_id == item.id))
    reviews = session.scalars(select(Review).where(Review.item_id == item.id))
    said = [
        *(Said(each.at, each.author.name, each.text, for_department=each.for_department) for each in remarks),
        *(Said(each.at, each.editor.name, each.reason, verb=each.decision) for each in reviews),
        *(
            Said(each.created_at, each.author.name if each.author else "", each.reason, version=each.number)
            for each in item.versions
        ),
    ]
    return sorted(said, key=lambda each: each.at)


def citation_label(citation: ItemCitation) -> str:
    """第二十三条; for a document its section, as somebody wrote it; empty where no article is named."""
    if not citation.article or citation.law.kind == SourceKind.DOCUMENT:
        return citation.article or ""
    return article_label(citation.article)


def _law_pane(session: Session, item: Item, content: QuestionContent, place: int, today: date) -> LawPane:
    citation = item.citations[place]
    found = cited_text(session, citation.law, citation.article, today)
    keyed = [
        plain_text(option["content"]) for option in content.options if option["label"] in content.answer_key
    ]
    paragraphs = found.article.paragraphs if found.article else []
    label = citation_label(citation)
    marks = [shared_marks(paragraph, [plain_text(content.stem)], keyed) for paragraph in paragraphs]
    return LawPane(found, label, marks)
