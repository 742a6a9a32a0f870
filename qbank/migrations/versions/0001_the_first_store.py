"""The first store"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from qbank.db import Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "blueprints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("current_number", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blueprints")),
        sa.UniqueConstraint("name", name=op.f("uq_blueprints_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_blueprints_public_id")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("instructions", sa.String(length=2000), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("public_id", name=op.f("uq_campaigns_public_id")),
    )
    op.create_table(
        "enemy_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enemy_sets")),
        sa.UniqueConstraint("name", name=op.f("uq_enemy_sets_name")),
    )
    op.create_table(
        "engine_clients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engine_clients")),
        sa.UniqueConstraint("name", name=op.f("uq_engine_clients_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_engine_clients_public_id")),
    )
    op.create_table(
        "index_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("folder", sa.String(length=40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_state")),
    )
    op.create_table(
        "laws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=True),
        sa.Column("repealed", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laws")),
        sa.UniqueConstraint("public_id", name=op.f("uq_laws_public_id")),
        sa.UniqueConstraint("title", name=op.f("uq_laws_title")),
    )
    op.create_table(
        "login_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    with op.batch_alter_table("login_failures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_failures_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_failures_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_failures_username"), ["username"], unique=False)

    op.create_table(
        "search_documents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("bigrams", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_documents")),
    )
    with op.batch_alter_table("search_documents", schema=None) as batch_op:
        batch_op.create_index(
            "ix_search_documents_bigrams", ["bigrams"], unique=False, postgresql_using="gin"
        )

    op.create_table(
        "stored_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
    )
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_files_digest"), ["digest"], unique=False)

    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_tags_kind_name")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_office", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_units_public_id")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("theme", sa.String(length=5), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("theme IN ('light', 'dark')", name=op.f("ck_accounts_theme_is_light_or_dark")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_accounts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["engine_clients.id"], name=op.f("fk_api_tokens_client_id_engine_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("public_id", name=op.f("uq_api_tokens_public_id")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_client_id"), ["client_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("own_counts", Json, nullable=True),
        sa.Column("own_deadline", UtcDateTime(), nullable=True),
        sa.Column("late_until", UtcDateTime(), nullable=True),
        sa.Column("late_reason", sa.String(length=300), nullable=False),
        sa.Column("handed_in_at", UtcDateTime(), nullable=True),
        sa.Column("handed_in_late", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_assignments_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_assignments_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("campaign_id", "unit_id", name=op.f("uq_assignments_campaign_id_unit_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assignments_public_id")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignments_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "index_outbox",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["search_documents.id"],
            name=op.f("fk_index_outbox_document_id_search_documents"),
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_index_outbox")),
    )
    op.create_table(
        "law_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("adopted", sa.Date(), nullable=False),
        sa.Column("in_force", sa.Date(), nullable=True),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_law_versions_law_id_laws")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_versions")),
        sa.UniqueConstraint("law_id", "adopted", name=op.f("uq_law_versions_law_id_adopted")),
        sa.UniqueConstraint("public_id", name=op.f("uq_law_versions_public_id")),
    )
    with op.batch_alter_table("law_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_versions_law_id"), ["law_id"], unique=False)

    op.create_table(
        "account_roles",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_roles_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_roles")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=30), nullable=False),
        sa.Column("chapter", sa.String(length=120), nullable=False),
        sa.Column("paragraphs", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["law_versions.id"], name=op.f("fk_articles_version_id_law_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_articles_version_id_number")),
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_articles_version_id"), ["version_id"], unique=False)

    op.create_table(
        "assignment_laws",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_assignment_laws_assignment_id_assignments")
        ),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_assignment_laws_law_id_laws")),
        sa.PrimaryKeyConstraint("assignment_id", "law_id", name=op.f("pk_assignment_laws")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_audit_entries_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entries_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entries_subject"), ["subject"], unique=False)

    op.create_table(
        "bank_exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=4), nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("refused", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("ending IN ('docx', 'xlsx')", name=op.f("ck_bank_exports_known_ending")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_bank_exports_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_exports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bank_exports_public_id")),
    )
    op.create_table(
        "bank_loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reading_digest", sa.String(length=64), nullable=False),
        sa.Column("read", Json, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("to_review", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_bank_loads_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_bank_loads_law_id_laws")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_bank_loads_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_loads")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bank_loads_public_id")),
    )
    op.create_table(
        "blueprint_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("blueprint_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts.id"], name=op.f("fk_blueprint_versions_author_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["blueprint_id"], ["blueprints.id"], name=op.f("fk_blueprint_versions_blueprint_id_blueprints")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blueprint_versions")),
        sa.UniqueConstraint("blueprint_id", "number", name=op.f("uq_blueprint_versions_blueprint_id_number")),
    )
    op.create_table(
        "exams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.String(length=60), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("pass_points", sa.Integer(), nullable=False),
        sa.Column("blueprint_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("avoid_exams", sa.Integer(), nullable=False),
        sa.Column("makeup_of_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("mode IN ('forms', 'candidates')", name=op.f("ck_exams_known_mode")),
        sa.CheckConstraint("makeup_of_id != id", name=op.f("ck_exams_makes_up_for_another")),
        sa.ForeignKeyConstraint(
            ["blueprint_id"], ["blueprints.id"], name=op.f("fk_exams_blueprint_id_blueprints")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name=op.f("fk_exams_created_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["makeup_of_id"], ["exams.id"], name=op.f("fk_exams_makeup_of_id_exams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exams")),
        sa.UniqueConstraint("public_id", name=op.f("uq_exams_public_id")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=True),
        sa.Column("facility", sa.Double(), nullable=True),
        sa.Column("current_number", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("scope IN ('public', 'sector')", name=op.f("ck_items_known_scope")),
        sa.CheckConstraint(
            "state IN ('in_review', 'returned', 'accepted', 'rejected', 'retired')",
            name=op.f("ck_items_known_state"),
        ),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 5", name=op.f("ck_items_difficulty_from_1_to_5")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_items_assignment_id_assignments")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_items_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("public_id", name=op.f("uq_items_public_id")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_items_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_items_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_items_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_items_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("arguments", Json, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("result", Json, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_jobs_known_state")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_jobs_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_jobs_public_id")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_state"), ["state"], unique=False)

    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_login_sessions_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_sessions_token_hash")),
    )
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_sessions_account_id"), ["account_id"], unique=False)

    op.create_table(
        "one_time_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_one_time_links_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
    )
    op.create_table(
        "review_duties",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_review_duties_assignment_id_assignments")
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["accounts.id"], name=op.f("fk_review_duties_editor_id_accounts")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "editor_id", name=op.f("pk_review_duties")),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("refusal", sa.String(length=500), nullable=False),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("problems", Json, nullable=False),
        sa.Column("skipped", Json, nullable=False),
        sa.Column("handed_in_at", UtcDateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "state IN ('read', 'unreadable', 'handed_in', 'replaced')",
            name=op.f("ck_submissions_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_submissions_assignment_id_assignments")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_submissions_file_id_stored_files")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["accounts.id"], name=op.f("fk_submissions_uploaded_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("assignment_id", "number", name=op.f("uq_submissions_assignment_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_submissions_public_id")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "assemblies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("blueprint_version_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("pool_digest", sa.String(length=71), nullable=False),
        sa.Column("algorithm", sa.String(length=40), nullable=False),
        sa.Column("report", Json, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("manifest_blob", sa.LargeBinary(), nullable=False),
        sa.Column("pool_blob", sa.LargeBinary(), nullable=False),
        sa.Column("manifest_digest", sa.String(length=71), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("mode IN ('forms', 'candidates')", name=op.f("ck_assemblies_known_mode")),
        sa.CheckConstraint(
            "state IN ('draft', 'discarded', 'sealed', 'released', 'withdrawn')",
            name=op.f("ck_assemblies_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["blueprint_version_id"],
            ["blueprint_versions.id"],
            name=op.f("fk_assemblies_blueprint_version_id_blueprint_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name=op.f("fk_assemblies_created_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_assemblies_exam_id_exams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assemblies")),
        sa.UniqueConstraint("exam_id", "number", name=op.f("uq_assemblies_exam_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assemblies_public_id")),
    )
    with op.batch_alter_table("assemblies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assemblies_exam_id"), ["exam_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assemblies_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_assemblies_one_sealed_set_an_exam",
            ["exam_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('sealed', 'released')"),
            postgresql_where=sa.text("state IN ('sealed', 'released')"),
        )

    op.create_table(
        "bank_load_lines",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("stem", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_bank_load_lines_item_id_items")),
        sa.ForeignKeyConstraint(
            ["load_id"], ["bank_loads.id"], name=op.f("fk_bank_load_lines_load_id_bank_loads")
        ),
        sa.PrimaryKeyConstraint("load_id", "position", name=op.f("pk_bank_load_lines")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("reading", Json, nullable=True),
        sa.Column("content", Json, nullable=False),
        sa.Column("problems", Json, nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["accounts.id"], name=op.f("fk_drafts_changed_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_drafts_item_id_items")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_drafts_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_drafts_public_id")),
        sa.UniqueConstraint("submission_id", "position", name=op.f("uq_drafts_submission_id_position")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "enemy_set_items",
        sa.Column("enemy_set_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enemy_set_id"], ["enemy_sets.id"], name=op.f("fk_enemy_set_items_enemy_set_id_enemy_sets")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_enemy_set_items_item_id_items")),
        sa.PrimaryKeyConstraint("enemy_set_id", "item_id", name=op.f("pk_enemy_set_items")),
    )
    op.create_table(
        "item_citations",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("law_id", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_citations_item_id_items")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_item_citations_law_id_laws")),
        sa.PrimaryKeyConstraint("item_id", "position", name=op.f("pk_item_citations")),
    )
    with op.batch_alter_table("item_citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_citations_law_id"), ["law_id"], unique=False)

    op.create_table(
        "item_figures",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_figures_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", "digest", name=op.f("pk_item_figures")),
    )
    with op.batch_alter_table("item_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_figures_digest"), ["digest"], unique=False)

    op.create_table(
        "item_tags",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_tags_item_id_items")),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_item_tags_tag_id_tags")),
        sa.PrimaryKeyConstraint("item_id", "tag_id", name=op.f("pk_item_tags")),
    )
    op.create_table(
        "item_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("stem", Json, nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("answer_key", sa.String(length=10), nullable=False),
        sa.Column("explanation", Json, nullable=False),
        sa.Column("citation", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "type IN ('single_choice', 'multiple_choice', 'true_false')",
            name=op.f("ck_item_versions_known_type"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts.id"], name=op.f("fk_item_versions_author_id_accounts")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_versions_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_versions")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_item_versions_item_id_number")),
    )
    with op.batch_alter_table("item_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_versions_digest"), ["digest"], unique=False)

    op.create_table(
        "pulls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_pulls_exam_id_exams")),
        sa.ForeignKeyConstraint(["token_id"], ["api_tokens.id"], name=op.f("fk_pulls_token_id_api_tokens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulls")),
    )
    with op.batch_alter_table("pulls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pulls_exam_id"), ["exam_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pulls_token_id"), ["token_id"], unique=False)

    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("for_department", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_remarks_author_id_accounts")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_remarks_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_item_id"), ["item_id"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accept', 'return', 'reject', 'reopen', 'retire')",
            name=op.f("ck_reviews_known_decision"),
        ),
        sa.ForeignKeyConstraint(["editor_id"], ["accounts.id"], name=op.f("fk_reviews_editor_id_accounts")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_reviews_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_item_id"), ["item_id"], unique=False)

    op.create_table(
        "sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_sittings_opens_before_it_closes")),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_sittings_exam_id_exams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sittings_public_id")),
    )
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sittings_exam_id"), ["exam_id"], unique=False)

    op.create_table(
        "token_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_token_grants_exam_id_exams")),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_tokens.id"], name=op.f("fk_token_grants_token_id_api_tokens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_grants")),
    )
    with op.batch_alter_table("token_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_token_grants_token_id"), ["token_id"], unique=False)

    op.create_table(
        "assembly_uses",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("uses_blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_assembly_uses_assembly_id_assemblies")
        ),
        sa.PrimaryKeyConstraint("assembly_id", name=op.f("pk_assembly_uses")),
    )
    op.create_table(
        "candidate_papers",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_candidate_papers_assembly_id_assemblies")
        ),
        sa.PrimaryKeyConstraint("assembly_id", "candidate", name=op.f("pk_candidate_papers")),
        sa.UniqueConstraint("assembly_id", "position", name=op.f("uq_candidate_papers_assembly_id_position")),
    )
    with op.batch_alter_table("candidate_papers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidate_papers_assembly_id"), ["assembly_id", "number"], unique=False
        )

    op.create_table(
        "draft_figures",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_figures_draft_id_drafts")),
        sa.PrimaryKeyConstraint("draft_id", "digest", name=op.f("pk_draft_figures")),
    )
    with op.batch_alter_table("draft_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_figures_digest"), ["digest"], unique=False)

    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=3), nullable=False),
        sa.Column("content_blob", sa.LargeBinary(), nullable=False),
        sa.Column("keys_blob", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_papers_assembly_id_assemblies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_papers_assembly_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_papers_public_id")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_assembly_id"), ["assembly_id"], unique=False)

    op.create_table(
        "releases",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["accounts.id"], name=op.f("fk_releases_approved_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_releases_assembly_id_assemblies")
        ),
        sa.PrimaryKeyConstraint("assembly_id", name=op.f("pk_releases")),
    )
    op.create_table(
        "seals",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("sealed_by_id", sa.Integer(), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=False),
        sa.Column("release_at", UtcDateTime(), nullable=False),
        sa.Column("keys_at", UtcDateTime(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.CheckConstraint("release_at <= keys_at", name=op.f("ck_seals_keys_not_before_the_papers")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_seals_assembly_id_assemblies")
        ),
        sa.ForeignKeyConstraint(
            ["sealed_by_id"], ["accounts.id"], name=op.f("fk_seals_sealed_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("assembly_id", name=op.f("pk_seals")),
    )
    op.create_table(
        "withdrawals",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assemblies.id"], name=op.f("fk_withdrawals_assembly_id_assemblies")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["accounts.id"], name=op.f("fk_withdrawals_withdrawn_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("assembly_id", name=op.f("pk_withdrawals")),
    )


def downgrade() -> None:
    op.drop_table("withdrawals")
    op.drop_table("seals")
    op.drop_table("releases")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_assembly_id"))

    op.drop_table("papers")
    with op.batch_alter_table("draft_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_figures_digest"))

    op.drop_table("draft_figures")
    with op.batch_alter_table("candidate_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_papers_assembly_id"))

    op.drop_table("candidate_papers")
    op.drop_table("assembly_uses")
    with op.batch_alter_table("token_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_grants_token_id"))

    op.drop_table("token_grants")
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sittings_exam_id"))

    op.drop_table("sittings")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_item_id"))

    op.drop_table("reviews")
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remarks_item_id"))

    op.drop_table("remarks")
    with op.batch_alter_table("pulls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pulls_token_id"))
        batch_op.drop_index(batch_op.f("ix_pulls_exam_id"))

    op.drop_table("pulls")
    with op.batch_alter_table("item_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_versions_digest"))

    op.drop_table("item_versions")
    op.drop_table("item_tags")
    with op.batch_alter_table("item_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_figures_digest"))

    op.drop_table("item_figures")
    with op.batch_alter_table("item_citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_citations_law_id"))

    op.drop_table("item_citations")
    op.drop_table("enemy_set_items")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_submission_id"))
        batch_op.drop_index(batch_op.f("ix_drafts_item_id"))

    op.drop_table("drafts")
    op.drop_table("bank_load_lines")
    with op.batch_alter_table("assemblies", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assemblies_one_sealed_set_an_exam",
            sqlite_where=sa.text("state IN ('sealed', 'released')"),
            postgresql_where=sa.text("state IN ('sealed', 'released')"),
        )
        batch_op.drop_index(batch_op.f("ix_assemblies_state"))
        batch_op.drop_index(batch_op.f("ix_assemblies_exam_id"))

    op.drop_table("assemblies")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_id"))

    op.drop_table("submissions")
    op.drop_table("review_duties")
    op.drop_table("one_time_links")
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_sessions_account_id"))

    op.drop_table("login_sessions")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_state"))

    op.drop_table("jobs")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_unit_id"))
        batch_op.drop_index(batch_op.f("ix_items_state"))
        batch_op.drop_index(batch_op.f("ix_items_changed_at"))
        batch_op.drop_index(batch_op.f("ix_items_assignment_id"))

    op.drop_table("items")
    op.drop_table("exams")
    op.drop_table("blueprint_versions")
    op.drop_table("bank_loads")
    op.drop_table("bank_exports")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_entries_action"))

    op.drop_table("audit_entries")
    op.drop_table("assignment_laws")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_articles_version_id"))

    op.drop_table("articles")
    op.drop_table("account_roles")
    with op.batch_alter_table("law_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_law_versions_law_id"))

    op.drop_table("law_versions")
    op.drop_table("index_outbox")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_unit_id"))
        batch_op.drop_index(batch_op.f("ix_assignments_campaign_id"))

    op.drop_table("assignments")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_tokens_client_id"))

    op.drop_table("api_tokens")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_unit_id"))

    op.drop_table("accounts")
    op.drop_table("units")
    op.drop_table("tags")
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_files_digest"))

    op.drop_table("stored_files")
    with op.batch_alter_table("search_documents", schema=None) as batch_op:
        batch_op.drop_index("ix_search_documents_bigrams", postgresql_using="gin")

    op.drop_table("search_documents")
    with op.batch_alter_table("login_failures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_failures_username"))
        batch_op.drop_index(batch_op.f("ix_login_failures_at"))
        batch_op.drop_index(batch_op.f("ix_login_failures_address"))

    op.drop_table("login_failures")
    op.drop_table("laws")
    op.drop_table("index_state")
    op.drop_table("engine_clients")
    op.drop_table("enemy_sets")
    op.drop_table("campaigns")
    op.drop_table("blueprints")
    op.drop_table("audit_head")
