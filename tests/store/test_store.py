from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qbank.accounts.models import Unit
from qbank.blueprints.models import Blueprint
from qbank.db import Database, StaleEdit, wal_is_safe
from qbank.models import Base

NOW = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)


def test_the_migrations_end_at_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(database: Database) -> None:
    beijing = NOW.astimezone(timezone(timedelta(hours=8)))
    with database.transaction() as session:
        session.add(Unit(name="甲局", created_at=beijing))
    with database.reading() as session:
        found = session.query(Unit).one().created_at
    assert found == NOW
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="time zone"), database.transaction() as session:
        session.add(Unit(name="甲局", created_at=NOW.replace(tzinfo=None)))
        session.flush()


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Unit(name="甲局", created_at=NOW))
        session.flush()
        session.add(Unit(name="甲局", created_at=NOW))
        session.flush()
    with database.reading() as session:
        assert session.query(Unit).count() == 0


def test_foreign_keys_and_named_checks_are_enforced(database: Database) -> None:
    statements = (
        "INSERT INTO accounts (username, name, unit_id, active, created_at, public_id) "
        "VALUES ('a', 'b', 999, true, '2026-01-01', 'x')",
        "INSERT INTO items (unit_id, state, scope, current_number, row_version, created_at, changed_at, public_id) "
        "VALUES (1, 'lost', 'public', 1, 1, '2026-01-01', '2026-01-01', 'x')",
    )
    for statement in statements:
        with pytest.raises(IntegrityError), database.transaction() as session:
            session.add(Unit(id=1, name="甲局", created_at=NOW))
            session.flush()
            session.execute(text(statement))


def test_the_second_of_two_savers_is_told(database: Database) -> None:
    with database.transaction() as session:
        session.add(Blueprint(name="年度细目表", created_at=NOW))
    with database.reading() as early:
        seen = early.query(Blueprint).one().row_version
        with database.transaction() as session:
            session.query(Blueprint).one().name = "改过的"
    with pytest.raises(StaleEdit), database.transaction() as session:
        session.query(Blueprint).one().expect_version(seen)


def test_sqlite_keeps_what_it_acknowledged(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("settings of SQLite alone")
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() in {"wal", "delete"}


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_wal_is_used_only_where_sqlite_has_the_fix(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe
