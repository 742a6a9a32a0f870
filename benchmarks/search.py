"""How quick the search is: synthetic questions, an index over them, and the times of searches, of the bank's page and of saves.

    python benchmarks/search.py --questions 100000 [--database postgresql://…]

Texts are made of invented words whose frequencies fall as in real Chinese (Zipf), so that common and rare pairs both occur.
Times are the processor's (this process alone), so that a busy machine does not change them; with PostgreSQL, whose work is done
elsewhere, they are the clock's.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from qbank.access import Actor, Role
from qbank.accounts.models import Unit
from qbank.config import Settings
from qbank.items.models import Item, ItemState, ItemVersion, QuestionType, Scope
from qbank.items.queries import Wanted, bank_page
from qbank.migrations import upgrade
from qbank.search.documents import put_documents
from qbank.services import Services, open_services

SYLLABLES = [chr(code) for code in range(0x4E00, 0x4E00 + 2400)]
STEM, OPTION, OPTIONS = 90, 18, 4
BATCH = 5000
Question = list[str]
"""The stem, then the options."""


def words(chance: random.Random) -> tuple[list[str], list[float]]:
    often = [1 / (rank + 20) for rank in range(len(SYLLABLES))]
    lengths = chance.choices((1, 2, 3, 4), (10, 60, 15, 15), k=12_000)
    made = ["".join(chance.choices(SYLLABLES, often, k=length)) for length in lengths]
    return made, [1 / (rank + 10) for rank in range(len(made))]


def questions(count: int, chance: random.Random) -> list[Question]:
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


def write(services: Services, made: list[Question], chance: random.Random) -> None:
    """The questions as items with one version each, and as documents."""
    now = services.clock.now()
    with services.database.transaction() as session:
        session.add(Unit(name="云州市依法治市办公室", is_office=True, created_at=now))
    for start in range(0, len(made), BATCH):
        batch = list(enumerate(made[start : start + BATCH], start=start + 1))
        with services.database.transaction() as session:
            session.execute(insert(Item), [_item(number, now, chance) for number, _ in batch])
            session.execute(
                insert(ItemVersion), [_version(number, said, now, chance) for number, said in batch]
            )
            put_documents(session, batch)


def _item(number: int, now: object, chance: random.Random) -> dict[str, object]:
    return {
        "id": number,
        "unit_id": 1,
        "state": chance.choice(list(ItemState)),
        "scope": chance.choice(list(Scope)),
        "difficulty": chance.choice((None, 1, 2, 3, 4, 5)),
        "row_version": 1,
        "current_number": 1,
        "created_at": now,
        "changed_at": now,
    }


def _version(number: int, said: Question, now: object, chance: random.Random) -> dict[str, object]:
    content = [[{"kind": "text", "text": part}] for part in said]
    return {
        "item_id": number,
        "number": 1,
        "type": chance.choice([QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE]),
        "stem": content[0],
        "options": [
            {"label": label, "content": part} for label, part in zip("ABCD", content[1:], strict=True)
        ],
        "answer_key": "AB",
        "explanation": [],
        "citation": "",
        "digest": f"{number:064x}",
        "created_at": now,
    }


class Bench:
    def __init__(self, services: Services, made: list[Question], chance: random.Random) -> None:
        self.services, self.made, self.chance = services, made, chance
        self.clock = time.process_time if services.database.is_sqlite else time.perf_counter
        self.person = Actor(1, "赵珂", 1, "云州市依法治市办公室", frozenset({Role.CHIEF_EDITOR}))

    def part(self, length: int) -> str:
        text = self.chance.choice(self.chance.choice(self.made))
        start = self.chance.randrange(max(len(text) - length, 1))
        return text[start : start + length]

    def tell(self, name: str, count: int, action: Callable[[], None]) -> None:
        times = []
        for _ in range(count):
            start = self.clock()
            action()
            times.append((self.clock() - start) * 1000)
        cut = statistics.quantiles(times, n=20)
        print(
            f"{name:<40}p50 {statistics.median(times):8.1f} ms   p95 {cut[18]:8.1f} ms   n={count}",
            flush=True,
        )

    def ids(self, *wanted: str) -> None:
        """Which documents: their number and the newest 25."""
        with self.services.database.reading() as session:
            matching = self.services.search.matching(session, wanted).subquery()
            newest = select(matching.c[0]).order_by(matching.c[0].desc()).limit(25)
            total = session.scalar(select(func.count()).select_from(matching))
            assert total and session.scalars(newest).all()

    def index(self, *wanted: str) -> None:
        """What the index alone says, before the database is asked."""
        with self.services.database.reading() as session:
            self.services.search.matching(session, wanted)

    def page(self, said: str, **narrowed: object) -> None:
        """All that the list of the bank reads: a page of questions and the counts of all states."""
        with self.services.database.reading() as session:
            self.look(session, Wanted(words=said, **narrowed))  # type: ignore[arg-type]  # fields by name

    def look(self, session: Session, wanted: Wanted) -> None:
        bank_page(session, self.person, self.services.search, wanted, 1)

    def save(self) -> None:
        at, said = self.chance.randrange(len(self.made)), self.chance.choice(self.made)
        with self.services.database.transaction() as session:
            put_documents(session, [(at + 1, said)])
        self.made[at] = said

    def two(self) -> tuple[str, str]:
        text = self.chance.choice(self.chance.choice(self.made))
        return text[:2], text[-2:]

    def run(self) -> None:
        chance = self.chance
        self.page("")
        self.ids(self.part(2))
        if self.services.database.is_sqlite:
            self.tell("the index alone, one word", 200, lambda: self.index(self.part(2)))
            self.tell("the index alone, two words", 200, lambda: self.index(*self.two()))
        self.tell("one word of two characters", 200, lambda: self.ids(self.part(2)))
        self.tell("two words", 200, lambda: self.ids(*self.two()))
        self.tell("a phrase of 6 to 10", 200, lambda: self.ids(self.part(chance.randint(6, 10))))
        self.tell("one character", 30, lambda: self.ids(self.part(1)))
        self.tell("the bank's page, no words", 30, lambda: self.page(""))
        self.tell("the bank's page, one word", 100, lambda: self.page(self.part(2)))
        self.tell("the bank's page, two words", 100, lambda: self.page(" ".join(self.two())))
        self.tell(
            "the bank's page, one word and filters",
            100,
            lambda: self.page(
                self.part(2), scope=Scope.PUBLIC, difficulty=3, type=QuestionType.SINGLE_CHOICE
            ),
        )
        self.tell("save", 100, self.save)
        self.tell("one word, 100 changes pending", 200, lambda: self.ids(self.part(2)))
        start = self.clock()
        self.services.search.catch_up()
        print(f"{'taking 100 changes in':<40}{(self.clock() - start) * 1000:8.1f} ms")


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
        write(services, made, chance)
        start, began = time.perf_counter(), time.process_time()
        services.search.rebuild()
        taken = f"{time.perf_counter() - start:.1f} s, of the processor {time.process_time() - began:.1f} s"
        print(f"index of {len(made)} built in {taken}")
        Bench(services, made, chance).run()
        services.database.dispose()


if __name__ == "__main__":
    main()
