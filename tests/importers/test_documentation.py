"""docs/importers.md is complete, and the code uses no problem that it does not list."""

import re
from pathlib import Path

from importers import CODES

_ROOT = Path(__file__).resolve().parents[2]


def test_every_problem_is_documented_with_its_severity() -> None:
    text = (_ROOT / "docs" / "importers.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", text, re.M)) == CODES


def test_every_problem_is_used() -> None:
    sources = [path for path in (_ROOT / "importers").rglob("*.py") if path.name != "problems.py"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r'(?:problem|warn)\(\s*"([a-z-]+)"', text))
    assert used == set(CODES)
