"""How quick the search is: synthetic questions, an index over them, and the times of searches and saves.

    python benchmarks/search.py --questions 100000 [--database postgresql://…]

Texts are made of invented words whose frequencies fall as in real Chinese (Zipf), so that common and rare pairs both occur.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from qbank.config import Settings
from qbank.migrations import upgrade
from qbank.search.documents import put_documents
from qbank.services import Services, open_services

SYLLABLES = [chr(code) for code in range(0x4E00, 0x4E00 + 2400)]
STEM, OPTION, OPTIONS = 90, 18, 4


def words(chance: random.Random) -> tuple[list[str], list[float]]:
    often = [1 / (rank + 20) for rank in range(len(SYLLABLES))]
    lengths = chance.choices((1, 2, 3, 4), (10, 60, 15, 15), k=12_000)
    made = ["".join(chance.choices(SYLLABLES, often, k=length)) for length in lengths]
    return made, [1 / (rank + 10) for rank in range(len(made))]


def questions(count: int, chance: random.Random) -> list[list[str]]:
    known, weights = words(chance)
    pool = chance.choices(known, weights, k=2_000_000)
    at = 0

    def text(length: int) -> str:
        nonlocal at
        said = ""
        while len(said) < length:
            said += pool[at % len(pool)]
            at += 1 + chance.randrange(3)
        return said[:length]

    return [[text(STEM), *(text(OPTION) for _ in range(OPTIONS))] for _ in range(count)]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def tell(name: str, times: list[float]) -> None:
    cut = statistics.quantiles(times, n=20)
    print(f"{name:<34}p50 {statistics.median(times):8.1f} ms   p95 {cut[18]:8.1f} ms   n={len(times)}")


def measure(services: Services, made: list[list[str]], chance: random.Random) -> None:
    def part(length: int) -> str:
        text = chance.choice(chance.choice(made))
        start = chance.randrange(max(len(text) - length, 1))
        return text[start : start + length]

    def search(*wanted: str) -> None:
        with services.database.reading() as session:
            matching = services.search.matching(session, wanted).subquery()
            total = session.scalar(select(func.count()).select_from(matching))
            newest = select(matching.c[0]).order_by(matching.c[0].desc()).limit(25)
            assert total and session.scalars(newest).all()

    def save() -> None:
        at, said = chance.randrange(len(made)), chance.choice(made)
        with services.database.transaction() as session:
            put_documents(session, [(at + 1, said)])
        made[at] = said

    search(part(2))
    tell("one word of two", [timed(lambda: search(part(2))) for _ in range(200)])
    text_pairs = [chance.choice(chance.choice(made)) for _ in range(200)]
    tell("two words", [timed(lambda text=text: search(text[:2], text[-2:])) for text in text_pairs])  # type: ignore[misc]
    tell("a phrase of 6 to 10", [timed(lambda: search(part(chance.randint(6, 10)))) for _ in range(200)])
    tell("one character", [timed(lambda: search(part(1))) for _ in range(30)])
    tell("save", [timed(save) for _ in range(100)])
    tell("one word, 100 changes pending", [timed(lambda: search(part(2))) for _ in range(200)])
    print(f"{'taking 100 changes in':<34}{timed(services.search.catch_up):8.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument(
        "--database", default="", help="PostgreSQL address; SQLite in a temporary folder without"
    )
    given = parser.parse_args()
    chance = random.Random(20260518)
    with tempfile.TemporaryDirectory() as folder:
        services = open_services(Settings(data=Path(folder), database_url=given.database))
        upgrade(services.database.engine)
        made = questions(given.questions, chance)
        start = time.perf_counter()
        for at in range(0, len(made), 5000):
            with services.database.transaction() as session:
                put_documents(session, enumerate(made[at : at + 5000], start=at + 1))
        print(f"{len(made)} questions written in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        services.search.rebuild()
        print(f"index built in {time.perf_counter() - start:.1f} s")
        measure(services, made, chance)
        services.database.dispose()


if __name__ == "__main__":
    main()
