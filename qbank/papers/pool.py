"""From the bank to the assembler: the pool of one assembly, together with the questions as they are said at this moment.

Both are frozen side by side: place k of `records` (what the assembler weighs) is place k of `snapshot` (what is printed), so
that a later edit of a question changes no paper.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from assembler import Pool
from qbank.blueprints.pool import Record, bank_records, records_for
from qbank.items.models import Item, ItemCitation, ItemState, ItemVersion
from qbank.laws.models import Law, LawVersion


@dataclass(frozen=True, slots=True)
class FrozenPool:
    """`records`: POOL lines; `snapshot`: `id, version, type, stem, options, answer_key, explanation, citations`."""

    records: list[Record]
    snapshot: list[dict[str, Any]]
    other_types: int = 0
    """Questions for the audience that were left out because no section takes their type. Not kept: only told."""

    @property
    def pool(self) -> Pool:
        return Pool.from_records(self.records)

    def as_bytes(self) -> bytes:
        content = {"records": self.records, "snapshot": self.snapshot}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "FrozenPool":
        content = json.loads(data)
        return cls(content["records"], content["snapshot"])


def freeze_pool(session: Session, audience: str | None, types: frozenset[str], today: date) -> FrozenPool:
    """The accepted questions of these types for `audience`, as they are now."""
    candidates = records_for(bank_records(session, today), audience)
    records = [record for record in candidates if record["type"] in types]
    said = _snapshots(session, today)
    snapshot = [said[record["id"]] for record in records]
    return FrozenPool(records, snapshot, other_types=len(candidates) - len(records))


def _snapshots(session: Session, today: date) -> dict[str, dict[str, Any]]:
    citations = _citations(session, today)
    query = (
        select(Item.id, Item.public_id, ItemVersion)
        .join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.current_number))
        .where(Item.state == ItemState.ACCEPTED)
    )
    return {
        public_id: {
            "id": public_id,
            "version": version.number,
            "type": version.type,
            "stem": version.stem,
            "options": version.options,
            "answer_key": version.answer_key,
            "explanation": version.explanation,
            "citations": citations[item_id],
        }
        for item_id, public_id, version in session.execute(query)
    }


def _citations(session: Session, today: date) -> dict[int, list[dict[str, str | None]]]:
    """What each question rests on; `version` is the adoption date of the law's text in force, where it is loaded."""
    in_force: dict[int, str] = {}
    versions = select(LawVersion.law_id, LawVersion.adopted)
    since = func.coalesce(LawVersion.in_force, LawVersion.adopted)
    for law_id, adopted in session.execute(versions.where(since <= today).order_by(LawVersion.adopted)):
        in_force[law_id] = adopted.isoformat()
    found: dict[int, list[dict[str, str | None]]] = defaultdict(list)
    query = (
        select(ItemCitation.item_id, Law.id, Law.title, ItemCitation.article)
        .join(Law, Law.id == ItemCitation.law_id)
        .order_by(ItemCitation.item_id, ItemCitation.position)
    )
    for item_id, law_id, title, article in session.execute(query):
        found[item_id].append({"law": title, "article": article, "version": in_force.get(law_id)})
    return found
