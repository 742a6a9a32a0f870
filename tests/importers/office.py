"""LibreOffice: tests that need it are skipped in sight, or fail where it was promised."""

import os
import subprocess
from pathlib import Path

import pytest

from importers.containers.legacy_word import office


def require_office() -> None:
    if office() is None and os.environ.get("QBANK_REQUIRE_OFFICE") != "1":
        pytest.skip("LibreOffice is not installed (QBANK_REQUIRE_OFFICE=1 makes this a failure)")


def converted(path: Path, ending: str) -> Path:
    """The file as LibreOffice writes it in another format, beside the first."""
    require_office()
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office() or "", profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return path.with_suffix(f".{ending}")
