"""Whether LibreOffice is there: tests that need it are skipped in sight, or fail where it was promised."""

import os

import pytest

from importers.containers.legacy_word import office


def require_office() -> None:
    if office() is None and os.environ.get("QBANK_REQUIRE_OFFICE") != "1":
        pytest.skip("LibreOffice is not installed (QBANK_REQUIRE_OFFICE=1 makes this a failure)")
