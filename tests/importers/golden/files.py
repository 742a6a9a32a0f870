"""Where the golden files lie. A file `x.key.txt` beside `x.txt` is the key given with it."""

import json
from pathlib import Path

from importers import Limits, read

HERE = Path(__file__).resolve().parent


def cases() -> list[Path]:
    found = sorted(path for path in HERE.glob("*/*") if path.is_file() and path.suffix != ".json")
    return [path for path in found if not path.stem.endswith(".key")]


def needs_office(path: Path) -> bool:
    """Whether LibreOffice must be there to read the file."""
    return path.suffix in {".rtf", ".odt"}


def expected_path(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def reading_of(path: Path) -> str:
    key = path.with_name(path.stem + ".key.txt")
    result = read(path, key_path=key if key.exists() else None, limits=Limits(seconds=120))
    return json.dumps(result.as_json(), ensure_ascii=False, indent=1) + "\n"
