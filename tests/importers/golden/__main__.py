"""Rewrites every expected reading from what the readers say now. Read the difference before you keep it."""

import sys

from tests.importers.golden.files import cases, expected_path, reading_of

if __name__ == "__main__":
    for path in cases():
        expected_path(path).write_text(reading_of(path), "utf-8")
        sys.stdout.write(f"{path.parent.name}/{path.name}\n")
