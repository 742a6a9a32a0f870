"""Which way the doors open: the contracts hold, and name every module of pages and forms."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_every_module_of_pages_and_forms_is_protected() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    named = {module for each in settings["contracts"] for module in each.get("protected_modules", ())}
    there = {
        f"qbank.{path.parent.name}.{path.stem}"
        for path in (ROOT / "qbank").glob("*/*.py")
        if path.stem.endswith(("views", "inputs")) and path.parent.name != "api"
    }
    assert len(there) > 20
    assert there - named == set()
