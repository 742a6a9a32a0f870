"""Alembic's entry: migrations run on the engine that `qbank.migrations` was given."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from qbank.db import Json, UtcDateTime
from qbank.models import Base


def own_types(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our own column types by name, so that a migration reads as the models do."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        autogen.imports.add("from qbank.db import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and thing is Json:
        autogen.imports.add("from qbank.db import Json")
        return "Json"
    return False


engine = context.config.attributes["engine"]

with engine.execution_options(writes=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=own_types,
    )
    with context.begin_transaction():
        context.run_migrations()
