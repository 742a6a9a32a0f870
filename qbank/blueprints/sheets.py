"""The rows of an uploaded workbook, read in a limited child process."""

import tempfile
from pathlib import Path
from typing import Any

from importers.draft import Unreadable
from importers.safety import Limits
from importers.sandbox import ask_child
from qbank.blueprints.fields import FieldFaults
from qbank.blueprints.table import SHEET

LIMITS = Limits(file_size=1 << 20, unpacked=16 << 20, xml_part=8 << 20, rows=5_000, seconds=10)


def rows_of_workbook(data: bytes) -> list[list[Any]]:
    """The cells of the sheet `SHEET`, from A1 on. Raises `FieldFaults` with one sentence."""
    with tempfile.TemporaryDirectory(prefix="qbank-blueprint-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(data)
        try:
            said = ask_child("qbank.blueprints.child", [SHEET, str(path)], LIMITS, folder)
        except Unreadable as error:
            raise FieldFaults({"file": error.sentence}) from error
    rows: list[list[Any]] = said["rows"]
    return rows
