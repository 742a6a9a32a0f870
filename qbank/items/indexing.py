"""What of a question can be found by its words; feeds the full-text index in the transaction of each change."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qbank.db import Database
from qbank.items.content import plain_text
from qbank.items.models import Item, ItemCitation, ItemVersion
from qbank.search.documents import Document, put_documents
from qbank.search.interface import Progress

BATCH = 500


def index_item(session: Session, item: Item, version: ItemVersion) -> None:
    """Make what `version` says, and what `item` rests on, found from the end of this transaction on."""
    put_documents(session, [_document(item, version)])


def index_items(session: Session, items: Iterable[Item]) -> None:
    """The same for new questions with their first versions, all at once."""
    put_documents(session, [_document(item, item.versions[-1]) for item in items])


def rewrite_documents(database: Database, progress: Progress | None = None) -> int:
    """Write the document of every question anew, batch by batch; how many there are. For a rebuild from nothing."""
    with database.reading() as session:
        total = session.scalar(select(func.count()).select_from(Item)) or 0
    last, done = 0, 0
    while batch := _rewrite_after(database, last):
        last, done = batch[-1], done + len(batch)
        if progress:
            progress(done, total)
    return done


def _rewrite_after(database: Database, last: int) -> list[int]:
    query = (
        select(Item)
        .where(Item.id > last)
        .order_by(Item.id)
        .limit(BATCH)
        .options(
            joinedload(Item.current),
            selectinload(Item.tags),
            selectinload(Item.citations).joinedload(ItemCitation.law),
        )
    )
    with database.transaction() as session:
        items = list(session.scalars(query))
        put_documents(session, [_document(item, item.current) for item in items])
        return [item.id for item in items]


def _document(item: Item, version: ItemVersion) -> Document:
    return item.id, list(_parts(item, version))


def _parts(item: Item, version: ItemVersion) -> Iterable[str]:
    yield plain_text(version.stem)
    for option in version.options:
        yield plain_text(option["content"])
    yield plain_text(version.explanation)
    yield version.citation
    for cited in item.citations:
        yield cited.law.title
    for tag in item.tags:
        if tag.kind == "topic":
            yield tag.name
