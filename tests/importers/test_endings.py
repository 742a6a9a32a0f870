"""What a file holds decides how it is read, whatever its name ends in."""

import shutil
from pathlib import Path

import pytest

from importers import read
from tests.importers.golden.files import HERE

_FILES = (
    *(f"containers/{name}" for name in ("old-sheet.xls", "old-sheet.xlsb", "old-sheet.ods", "gb18030.csv")),
    *(f"containers/{name}" for name in ("saved-in-haste.doc", "word-2003.xml", "page.html")),
    *("containers/tabs-named.xlsx", "containers/with-figures.docx", "header/campaign-template.xlsx"),
)
_ENDINGS = ("xlsx", "xls", "et", "ods", "csv", "docx", "doc", "wps", "txt", "md", "bin")


@pytest.mark.parametrize("name", _FILES)
def test_the_ending_of_a_name_changes_nothing(tmp_path: Path, name: str) -> None:
    known = read(HERE / name).as_json() | {"file": ""}
    for ending in _ENDINGS:
        path = shutil.copy(HERE / name, tmp_path / f"题目.{ending}")
        assert read(path).as_json() | {"file": ""} == known, ending
