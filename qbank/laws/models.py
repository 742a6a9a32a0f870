"""Laws, their versions, and the articles of each version."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, PublicRow
from qbank.db import Base


class SourceKind(StrEnum):
    """What a question can rest on. A document has sections, not articles, and article checks do not apply to it."""

    NATIONAL_LAW = "national_law"
    REGULATION = "regulation"
    LOCAL_REGULATION = "local_regulation"
    DOCUMENT = "document"


class Law(PublicRow):
    """A law by its title without 中华人民共和国. It may be known by name only, without any text."""

    __tablename__ = "laws"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str | None] = mapped_column(String(10))
    repealed: Mapped[date | None]
    created_at: Mapped[datetime]

    versions: Mapped[list["LawVersion"]] = relationship(back_populates="law", order_by="LawVersion.adopted")

    @property
    def newest(self) -> "LawVersion | None":
        return self.versions[-1] if self.versions else None

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true()  # which laws exist is no secret


class LawVersion(PublicRow):
    __tablename__ = "law_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("laws.id"), index=True)
    adopted: Mapped[date]
    in_force: Mapped[date | None]
    text_digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]

    law: Mapped[Law] = relationship(back_populates="versions")
    articles: Mapped[list["Article"]] = relationship(back_populates="version", order_by="Article.position")

    __table_args__ = (UniqueConstraint("law_id", "adopted"),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true()


class Article(Base):
    """One article of one version. `number` is `17` or `17-1`, `label` the words 第十七条之一."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("law_versions.id"), index=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(30))
    chapter: Mapped[str] = mapped_column(String(120))
    paragraphs: Mapped[list[str]]

    version: Mapped[LawVersion] = relationship(back_populates="articles")

    __table_args__ = (UniqueConstraint("version_id", "number"),)
