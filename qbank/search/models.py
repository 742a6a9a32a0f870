"""What can be found: the folded text of each document, what the index has not taken in yet, and which index is the right one."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from qbank.db import Base


class SearchDocument(Base):
    """The folded text of one document, one part a line. `bigrams` is kept by PostgreSQL alone."""

    __tablename__ = "search_documents"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    bigrams: Mapped[str | None] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"), deferred=True)

    __table_args__ = (Index("ix_search_documents_bigrams", "bigrams", postgresql_using="gin"),)


class IndexOutbox(Base):
    """A document that changed since the index of Whoosh was last written."""

    __tablename__ = "index_outbox"

    document_id: Mapped[int] = mapped_column(ForeignKey("search_documents.id"), primary_key=True)
    change: Mapped[str] = mapped_column(String(16))
    """Random, new at each change: the writer takes away only what it has seen."""


class IndexState(Base):
    """The one index that belongs to this database: the name of its folder, and how often it was written."""

    __tablename__ = "index_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    folder: Mapped[str] = mapped_column(String(40))
    generation: Mapped[int]
