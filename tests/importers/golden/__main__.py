"""Rewrites every expected reading from what the readers say now. Read the difference before you keep it."""

import sys

from importers.containers.legacy_word import office
from tests.importers.golden.files import cases, expected_path, needs_office, reading_of

if __name__ == "__main__":
    for path in cases():
        if needs_office(path) and office() is None:
            sys.stdout.write(
                f"{path.parent.name}/{path.name}: left as it was, LibreOffice is not installed\n"
            )
            continue
        expected_path(path).write_text(reading_of(path), "utf-8")
        sys.stdout.write(f"{path.parent.name}/{path.name}\n")
