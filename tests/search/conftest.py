"""The index of each kind of site, over the database that belongs to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qbank.db import Database
from qbank.search import SearchIndex, open_index
from qbank.search.whoosh_index import WhooshIndex


@pytest.fixture
def index(database: Database, tmp_path: Path) -> Iterator[SearchIndex]:
    opened = open_index(database, tmp_path / "index")
    yield opened
    if isinstance(opened, WhooshIndex):
        opened.close()
