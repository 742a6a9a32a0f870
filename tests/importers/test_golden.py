"""Each layout reads as its golden file says."""

from pathlib import Path

import pytest

from importers.layouts.starts.ways import LAYOUTS
from tests.importers.golden.files import HERE, cases, expected_path, needs_office, reading_of
from tests.importers.office import require_office


@pytest.mark.parametrize("path", cases(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_layout_reads_as_its_golden_file_says(path: Path) -> None:
    if needs_office(path):
        require_office()
    assert reading_of(path) == expected_path(path).read_text("utf-8")


def test_every_layout_has_a_golden_file() -> None:
    folders = {path.parent.name for path in cases()}
    assert {name for name, _ in LAYOUTS} | {"header", "table"} <= folders, HERE
