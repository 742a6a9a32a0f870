"""The audit trail: one entry for each change, chained by HMAC, written in the transaction of the change itself.

An entry's `mac` is HMAC-SHA-256 over the canonical JSON of the entry together with the mac of the one before it. Editing,
dropping, reordering or cutting off entries breaks the chain, or leaves its head different from the last anchor.
"""

import hashlib
import hmac
import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ScalarResult, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from qbank.access import Actor
from qbank.db import Base

FIRST_MAC = "0" * 64


class AuditEntry(Base):
    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    who: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    details: Mapped[dict[str, Any]]
    mac: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain: one row, locked while an entry is added, so that writers stand in line."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    mac: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Trail:
    """Writes and verifies the chain with the audit key."""

    secret: bytes

    def record(
        self,
        session: Session,
        now: datetime,
        actor: Actor | None,
        action: str,
        subject: str,
        *,
        who: str = "",
        **details: Any,
    ) -> AuditEntry:
        """Add an entry. `action` is `noun.verb`, `subject` is `noun:public_id`. Never put an answer or a seed in `details`.

        `who` names the one who acted where there is no person: an engine client, or the service itself.
        """
        head = session.scalars(select(AuditHead).where(AuditHead.id == 1).with_for_update()).one_or_none()
        if head is None:
            head = AuditHead(id=1, number=0, mac=FIRST_MAC)
            session.add(head)
        entry = AuditEntry(
            number=head.number + 1,
            at=now,
            account_id=actor.account_id if actor else None,
            who=actor.name if actor else who or "系统",
            action=action,
            subject=subject,
            details=details,
        )
        entry.mac = self._mac(head.mac, entry)
        head.number, head.mac = entry.number, entry.mac
        session.add(entry)
        return entry

    def verify(self, session: Session, anchor: tuple[int, str] | None = None) -> str | None:
        """None where the whole chain holds, else one sentence that names the first entry that does not.

        `anchor` is the number and mac of a head that was exported earlier: it must still stand in the chain.
        """
        mac, number = FIRST_MAC, 0
        with closing(_in_order(session)) as entries:
            for entry in entries:
                number += 1
                if entry.number != number:
                    return f"留痕第 {number} 条缺失或次序被改动。"
                if not hmac.compare_digest(self._mac(mac, entry), entry.mac):
                    return f"留痕第 {number} 条被改动过。"
                mac = entry.mac
                if anchor is not None and anchor[0] == number and anchor[1] != mac:
                    return f"留痕第 {number} 条与导出的锚点不符。"
        head = session.get(AuditHead, 1)
        if head is not None and (head.number, head.mac) != (number, mac):
            return f"留痕在第 {number} 条之后被截去。"
        if anchor is not None and anchor[0] > number:
            return f"锚点记到第 {anchor[0]} 条，现在只有 {number} 条。"
        return None

    def _mac(self, previous: str, entry: AuditEntry) -> str:
        content = {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "account": entry.account_id,
            "who": entry.who,
            "action": entry.action,
            "subject": entry.subject,
            "details": entry.details,
            "previous": previous,
        }
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hmac.new(self.secret, canonical.encode(), hashlib.sha256).hexdigest()


def head_of(session: Session) -> tuple[int, str]:
    """The number and mac to keep outside the database as an anchor."""
    head = session.get(AuditHead, 1)
    return (head.number, head.mac) if head else (0, FIRST_MAC)


def latest(
    session: Session, *, limit: int, before: int | None = None, subject: str | None = None
) -> list[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    return list(session.scalars(query))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def _in_order(session: Session) -> ScalarResult[AuditEntry]:
    return session.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000))
