"""The child process of `sandbox.py`: limits itself, does one work, prints one JSON object.

Arguments: the Limits as a JSON object, then those of the work: to read, the folder for pictures (or empty), the
file, and the file of the key if there is one.
Exit status 0: what the work says, such as an ImportResult; 2: {"sentence", "code"} of what was refused; anything else: it died.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importers.safety import Limits


# The process soon ends, and its memory is limited: to search its ever more objects for circles of references at the usual
# pace took a tenth of the time and freed nothing that was felt (84 MB at most for 3,000 questions either way).
_OBJECTS_BETWEEN_SEARCHES = 100_000


def limit(memory: int, seconds: int) -> None:
    """Bound this process. Windows has no such limits; there the wall clock of the parent alone holds."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    answer(_read)


def _read(limits: Limits, folder: str, path: str, key_path: str | None = None) -> dict[str, object]:
    from importers.reading import read

    pictures = Path(folder) if folder else None
    return read(path, key_path=key_path, limits=limits, pictures=pictures).as_json()


def answer(work: Callable[..., dict[str, object]]) -> None:
    """Limit this process, then print what `work(limits, *arguments)` says, or the sentence of its refusal."""
    said_limits, *arguments = sys.argv[1:]
    wanted = json.loads(said_limits)
    limit(wanted["memory"], wanted["seconds"])
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    from importers.draft import Unreadable
    from importers.safety import Limits
    from importers.sandbox import REFUSED

    try:
        said, status = work(Limits(**wanted), *arguments), 0
    except Unreadable as error:
        said, status = {"sentence": error.sentence, "code": error.code}, REFUSED
    except MemoryError:
        sentence = "读取这个文件用的内存太多，未能读完，请分成几个文件后再上传。"
        said, status = {"sentence": sentence, "code": "too-large"}, REFUSED
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()
    sys.exit(status)


if __name__ == "__main__":
    main()
