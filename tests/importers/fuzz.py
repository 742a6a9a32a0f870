"""Damaged and hostile files without end: every one is read or refused by one sentence, within time and memory.

`python -m tests.importers.fuzz --minutes 5 [--seed 1]` goes on for a while, in child processes as the site does, measures the
memory that these have in use, and keeps what failed in a folder that it names; its exit status is 1 then. The suite runs some
rounds of the same in one process, and some in children.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from importers import ImportResult, Limits, Unreadable, read, read_in_child
from tests.importers.golden.files import HERE

Mutation = Callable[[bytes, random.Random], bytes]
_XML_TROUBLE = (
    b"<w:p>" * 3000, b"</w:p>", b"&#0;", b"&unknown;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\xff\xfe", b'w:val="' + b"9" * 5000 + b'"',
    b"<w:tbl><w:tr><w:tc>" * 300, b"<m:oMath><m:rad><m:e>" * 300, b'<w:gridSpan w:val="999999999"/>', b'<w:ilvl w:val="-5"/>',
    b'<mergeCell ref="A1:XFD1048576"/>', b'<c r="XFD1048576"><v>1</v></c>', b'<w:numId w:val="1"/>', b'<w:basedOn w:val="a"/>',
)  # fmt: skip


def files() -> list[Path]:
    """The golden files of all containers and layouts: what is damaged."""
    return sorted(path for path in HERE.glob("*/*") if path.suffix not in {".json", ".py", ".pyc"})


def mutate(data: bytes, luck: random.Random) -> bytes:
    for _ in range(luck.randint(1, 4)):
        kinds = _IN_ZIP if data.startswith(b"PK") and luck.random() < 0.75 else _IN_BYTES
        data = luck.choice(kinds)(data, luck)
    return data


def _flip(data: bytes, luck: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.choice((1, 4, 40))):
        if changed:
            changed[luck.randrange(len(changed))] = luck.choice((0, 1, 0x7F, 0x80, 0xFF, luck.randrange(256)))
    return bytes(changed)


def _cut(data: bytes, luck: random.Random) -> bytes:
    return data[: luck.randrange(len(data) + 1)]


def _repeat(data: bytes, luck: random.Random) -> bytes:
    at, end = sorted(luck.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[at : min(end, at + 5000)] * luck.choice((1, 2, 50)) + data[end:]


def _drop(data: bytes, luck: random.Random) -> bytes:
    at, end = sorted(luck.randrange(len(data) + 1) for _ in range(2))
    return data[:at] + data[min(end, at + 2000) :]


def _number(data: bytes, luck: random.Random) -> bytes:
    """Another number in a field of four bytes: offsets, counts and sizes of binary formats."""
    if len(data) < 8:
        return data
    at = luck.choice((luck.randrange(min(len(data) - 4, 1536)), luck.randrange(len(data) - 4)))
    value = luck.choice(
        (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, luck.randrange(1 << 32), luck.randrange(1 << 12))
    )
    return data[:at] + value.to_bytes(4, "little") + data[at + 4 :]


def _rewritten(change: Callable[[dict[str, bytes], random.Random], None]) -> Mutation:
    def rewrite(data: bytes, luck: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ):
            return _flip(data, luck)
        if not parts:
            return data
        change(parts, luck)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    return rewrite


def _swap(parts: dict[str, bytes], luck: random.Random) -> None:
    one, other = luck.choice(list(parts)), luck.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _lose(parts: dict[str, bytes], luck: random.Random) -> None:
    del parts[luck.choice(list(parts))]


def _spoil(parts: dict[str, bytes], luck: random.Random) -> None:
    name = luck.choice(list(parts))
    parts[name] = luck.choice((_flip, _cut, _repeat, _drop))(parts[name], luck)


def _trouble(parts: dict[str, bytes], luck: random.Random) -> None:
    """Something hostile between two elements of a part."""
    name = luck.choice(list(parts))
    places = [at for at, byte in enumerate(parts[name][:200_000]) if byte == ord("<")]
    if places:
        at = luck.choice(places)
        parts[name] = parts[name][:at] + luck.choice(_XML_TROUBLE) + parts[name][at:]


def _inflate(parts: dict[str, bytes], luck: random.Random) -> None:
    parts[luck.choice(list(parts))] += b" " * luck.choice((1 << 18, 1 << 21))


_IN_BYTES: tuple[Mutation, ...] = (_flip, _cut, _repeat, _drop, _number)
_IN_ZIP = tuple(map(_rewritten, (_swap, _lose, _spoil, _trouble, _inflate)))


def cases(seed: int, sources: list[Path] | None = None) -> Iterator[tuple[Path, bytes]]:
    luck = random.Random(seed)
    sources = sources or files()
    while True:
        source = luck.choice(sources)
        yield source, mutate(source.read_bytes(), luck)


def fault(path: Path, reader: Callable[..., ImportResult], limits: Limits) -> str:
    """What is wrong with the way in which a file is read; empty where it is read, or refused as it should be."""
    began = time.process_time()
    try:
        reader(path, limits=limits)
    except Unreadable as refused:
        if refused.code == "reader-died" or not refused.sentence.endswith("。") or "\n" in refused.sentence:
            return f"{refused.code}: {refused.sentence}"
    except Exception as error:  # noqa: BLE001 - finding these is what this is for
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - began
    if reader is read_in_child and most_resident() > limits.memory:
        return f"{most_resident() >> 20} MB"
    return f"{spent:.1f} s" if spent > limits.seconds else ""


def most_resident() -> int:
    """The most memory that one child process had in use so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--minutes", type=float, default=1)
    ask.add_argument("--rounds", type=int, default=sys.maxsize, help="stop after so many files")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument(
        "--in-process", action="store_true", help="faster, but what kills a process kills this one"
    )
    asked = ask.parse_args()
    reader = read if asked.in_process else read_in_child
    kept = Path(tempfile.mkdtemp(prefix="qbank-fuzz-"))
    end, rounds, faults = time.monotonic() + 60 * asked.minutes, 0, 0
    for source, data in cases(asked.seed):
        if time.monotonic() > end or rounds == asked.rounds:
            break
        rounds += 1
        path = kept / f"{rounds}-{source.name}"
        path.write_bytes(data)
        if said := fault(path, reader, Limits()):
            faults += 1
            sys.stdout.write(f"{path}: {said}\n")
            sys.stdout.flush()
        else:
            path.unlink()
    if not faults:
        shutil.rmtree(kept)
    peak = "" if asked.in_process else f", {most_resident() >> 20} MB at most"
    sys.stdout.write(f"seed {asked.seed}: {rounds} files, {faults} faults{peak}\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
