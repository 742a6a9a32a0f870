from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update

from qbank.db import Database
from qbank.trail import AuditEntry, AuditHead, Trail, head_of

NOW = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)
TRAIL = Trail(b"k" * 32)


@pytest.fixture
def written(database: Database) -> Database:
    with database.transaction() as session:
        for number in range(5):
            TRAIL.record(session, NOW, None, "item.edit", f"item:{number}", round=number, note="改了题干")
    return database


def test_an_untouched_trail_verifies(written: Database) -> None:
    with written.reading() as session:
        assert TRAIL.verify(session) is None
        assert head_of(session)[0] == 5


def test_an_edited_entry_is_found(written: Database) -> None:
    with written.transaction() as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 3).values(who="别人"))
    with written.reading() as session:
        assert "第 3 条" in (TRAIL.verify(session) or "")


def test_a_dropped_entry_is_found(written: Database) -> None:
    with written.transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
    with written.reading() as session:
        assert "第 2 条" in (TRAIL.verify(session) or "")


def test_reordered_entries_are_found(written: Database) -> None:
    with written.transaction() as session:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            session.execute(update(AuditEntry).where(AuditEntry.number == old).values(number=new))
    with written.reading() as session:
        assert TRAIL.verify(session) is not None


def test_a_trail_cut_off_together_with_its_head_is_found_by_the_anchor(written: Database) -> None:
    with written.reading() as session:
        anchor = head_of(session)
    with written.transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 5))
        fourth = session.get_one(AuditEntry, 4)
        session.execute(update(AuditHead).values(number=4, mac=fourth.mac))
    with written.reading() as session:
        assert TRAIL.verify(session) is None
        assert TRAIL.verify(session, anchor) is not None


def test_a_trail_written_with_another_key_does_not_verify(written: Database) -> None:
    with written.reading() as session:
        assert Trail(b"x" * 32).verify(session) is not None
