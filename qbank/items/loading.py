"""Loading the office's own bank: files of any layout -> candidates -> questions of the bank. Parses outside transactions.

The one module of the bank that knows the importers' vocabulary.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers import DraftItem, Limits, Unreadable, read_in_child
from qbank.access import Actor
from qbank.items.content import QuestionContent, content_digest, content_fault, make_options, text_blocks
from qbank.items.models import BankLoad, BankLoadLine, Item, ItemState, ItemVersion, QuestionType, Scope
from qbank.items.operations import NewItem, add_items
from qbank.jobs import Report
from qbank.laws.citations import CitedArticle, resolve
from qbank.laws.models import Law
from qbank.services import Services

LIMITS = Limits(memory=1 << 30, seconds=180)
"""A whole bank is larger than a department's file, and only the office's own people load one."""
BATCH = 200
SHOWN_FAULTS = 100
LONGEST_READING = 1 << 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """One question as it was read; `fault` says why it cannot be loaded, and is empty where it can."""

    file: str
    place: str
    type: str
    stem: str
    options: tuple[str, ...]
    answer_key: str
    explanation: str
    citation: str
    difficulty: int | None
    topics: tuple[str, ...]
    fault: str
    doubts: tuple[str, ...]

    @property
    def content(self) -> QuestionContent:
        return QuestionContent(
            type=QuestionType(self.type),
            stem=text_blocks(self.stem),
            options=make_options(self.options),
            answer_key=self.answer_key,
            explanation=text_blocks(self.explanation),
            citation=self.citation,
        )

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Candidate":
        tuples = {name: tuple(said[name]) for name in ("options", "topics", "doubts")}
        return cls(**{**said, **tuples})


def read_load(services: Services, load_id: int, report: Report) -> None:
    """Read the files of a load and write down what was understood."""
    with services.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        files, law_id = list(load.files), load.law_id
    candidates: list[Candidate] = []
    told: list[dict[str, Any]] = []
    for number, file in enumerate(files):
        report(number, len(files), f"正在读“{file['name']}”")
        said = _read_file(services.files.path(file["digest"]), file["name"], candidates)
        told.append({"name": file["name"], **said})
    report(len(files), len(files), "正在与题库对照")
    with services.database.reading() as session:
        summary = _summary(session, candidates, law_id)
    text = json.dumps([candidate.as_json() for candidate in candidates], ensure_ascii=False)
    digest, _size = services.files.keep(io.BytesIO(text.encode()), LONGEST_READING)
    with services.database.transaction() as session:
        load = session.get_one(BankLoad, load_id)
        load.reading_digest, load.read = digest, {"files": told, **summary}


def run_load(services: Services, actor: Actor | None, load_id: int, report: Report) -> None:
    """Add the questions of a load, batch by batch; takes up where an earlier run stopped."""
    with services.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        digest, done = load.reading_digest, load.done
    candidates = _read_back(services.files.path(digest))
    cited: dict[str, list[CitedArticle]] = {}
    for start in range(done, len(candidates), BATCH):
        batch = list(enumerate(candidates[start : start + BATCH], start=start))
        with services.database.transaction() as session:
            load = session.get_one(BankLoad, load_id, with_for_update=True)
            _add_batch(session, services, actor, load, batch, cited)
            load.done = start + len(batch)
        report(load.done, len(candidates), "正在载入题库")
    with services.database.transaction() as session:
        load = session.get_one(BankLoad, load_id)
        load.ended_at = services.clock.now()
        services.trail.record(
            session,
            load.ended_at,
            actor,
            "bank.load",
            f"load:{load.public_id}",
            added=load.added,
            read=load.done,
        )


def _add_batch(
    session: Session,
    services: Services,
    actor: Actor | None,
    load: BankLoad,
    batch: Sequence[tuple[int, Candidate]],
    cited: dict[str, list[CitedArticle]],
) -> None:
    digests = {place: content_digest(one.content) for place, one in batch if not one.fault}
    known = known_digests(session, digests.values())
    first = {
        digests[place]: place
        for place, one in reversed(batch)
        if not one.fault and digests[place] not in known
    }
    new = [(digests[place], one) for place, one in batch if place in set(first.values())]
    items = add_items(
        session, services.trail, services.clock.now(), actor,
        [
            NewItem(
                content=one.content,
                difficulty=one.difficulty,
                topics=one.topics,
                citations=_citations(session, load, one, cited),
            )
            for _, one in new
        ],
        unit_id=load.unit_id, scope=Scope(load.scope), state=ItemState(load.state),
    )  # fmt: skip
    load.added += len(items)
    known |= {digest: item.id for (digest, _), item in zip(new, items, strict=True)}
    for place, one in batch:
        if one.fault:
            session.add(_left_out(load, place, one, one.fault))
        elif first.get(digests[place]) != place:
            repeated = known[digests[place]]
            session.add(_left_out(load, place, one, "题库里已有同样的题，没有重复载入。", repeated))


def _citations(
    session: Session, load: BankLoad, one: Candidate, cited: dict[str, list[CitedArticle]]
) -> list[CitedArticle]:
    if one.citation not in cited:
        prefer = [load.law] if load.law else []
        found = resolve(session, one.citation, prefer) if one.citation else []
        cited[one.citation] = found or [CitedArticle(law.id) for law in prefer]
    return cited[one.citation]


def known_digests(session: Session, digests: Iterable[str]) -> dict[str, int]:
    """Which of these contents the bank holds already: digest -> id of the question whose current version says it."""
    wanted = sorted(set(digests))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        query = (
            select(ItemVersion.digest, Item.id)
            .join(Item, Item.id == ItemVersion.item_id)
            .where(Item.current_number == ItemVersion.number)
            .where(ItemVersion.digest.in_(wanted[start : start + 500]))
        )
        found |= dict(session.execute(query.order_by(Item.id.desc())).all())
    return found


def _left_out(
    load: BankLoad, place: int, one: Candidate, reason: str, item_id: int | None = None
) -> BankLoadLine:
    return BankLoadLine(
        load_id=load.id,
        position=place,
        file=one.file[-255:],
        place=one.place[:120],
        stem=one.stem[:500],
        reason=reason[:1000],
        item_id=item_id,
    )


def _read_file(path: Path, name: str, candidates: list[Candidate]) -> dict[str, Any]:
    try:
        result = read_in_child(path, limits=LIMITS)
    except Unreadable as error:
        return {"refusal": error.sentence, "questions": 0}
    candidates += (_candidate(name, item) for item in result.items)
    remarks = [_in_words(problem.place, problem.message) for problem in result.problems]
    skipped = Counter(piece.reason for piece in result.skipped)
    return {
        "refusal": "",
        "questions": len(result.items),
        "remarks": remarks[:SHOWN_FAULTS],
        "skipped": dict(skipped.most_common()),
    }


def _in_words(place: Any, message: str) -> str:
    return f"{place.in_words()}：{message}" if place else message


def _candidate(file: str, item: DraftItem) -> Candidate:
    return Candidate(
        file=file,
        place=_place_of(item),
        type=item.type or "",
        stem=item.stem,
        options=tuple(option.text for option in item.options),
        answer_key=item.answer or "",
        explanation=item.explanation,
        citation=item.citation,
        difficulty=item.difficulty if item.difficulty in range(1, 6) else None,
        topics=item.topics,
        fault=_fault(item),
        doubts=tuple(problem.message for problem in item.problems if problem.severity != "error"),
    )


def _place_of(item: DraftItem) -> str:
    number = f"第 {item.number} 题" if item.number else ""
    return "，".join(part for part in (item.place.in_words() if item.place else "", number) if part)


def _fault(item: DraftItem) -> str:
    """Why this question cannot be loaded, for people; empty where it can."""
    errors = [problem.message for problem in item.problems if problem.severity == "error"]
    if errors:
        return " ".join(errors)
    if item.type not in set(QuestionType):
        return "这里只收单选题、多选题和判断题。"
    if len(item.options) > 10:
        return f"选项最多 10 个，这道题有 {len(item.options)} 个。"
    if len(item.citation) > 500:
        return f"法律依据最多 500 字，这道题有 {len(item.citation)} 字。"
    if long := [topic for topic in item.topics if len(topic) > 60]:
        return f"知识点最多 60 字，这道题的“{long[0][:20]}…”有 {len(long[0])} 字。"
    content = QuestionContent(
        type=QuestionType(item.type),
        stem=text_blocks(item.stem),
        options=make_options([option.text for option in item.options]),
        answer_key=item.answer or "",
    )
    return content_fault(content) or ""


def _summary(session: Session, candidates: list[Candidate], law_id: int | None) -> dict[str, Any]:
    good = [one for one in candidates if not one.fault]
    digests = [content_digest(one.content) for one in good]
    known = known_digests(session, digests)
    faulty = [one for one in candidates if one.fault]
    prefer = [session.get_one(Law, law_id)] if law_id else []
    texts = Counter(one.citation for one in good)
    unknown = {
        text: n for text, n in texts.items() if not (resolve(session, text, prefer) if text else prefer)
    }
    return {
        "total": len(candidates),
        "counts": dict(Counter(one.type for one in good)),
        "faulty": len(faulty),
        "repeats": len(digests) - len(set(digests) - known.keys()),
        "doubtful": sum(bool(one.doubts) for one in good),
        "without_law": 0 if law_id else sum(unknown.values()),
        "unknown_laws": [text for text, _ in Counter(unknown).most_common(20) if text],
        "faults": [
            {"file": one.file, "place": one.place, "stem": one.stem[:80], "reason": one.fault}
            for one in faulty[:SHOWN_FAULTS]
        ],
    }


def _read_back(path: Path) -> list[Candidate]:
    return [Candidate.from_json(said) for said in json.loads(path.read_bytes())]


def left_out_rows(session: Session, load: BankLoad) -> Iterator[tuple[str, str, str, str]]:
    """File, place, stem and reason of every question that was not added, for a list to keep."""
    query = select(BankLoadLine).where(BankLoadLine.load_id == load.id).order_by(BankLoadLine.position)
    for line in session.scalars(query.execution_options(yield_per=1000)):
        yield line.file, line.place, line.stem, line.reason


def add_load(
    session: Session,
    now: datetime,
    actor: Actor | None,
    files: Sequence[tuple[str, str]],
    *,
    unit_id: int,
    law_id: int | None,
    scope: Scope,
    state: ItemState,
) -> BankLoad:
    """A load of `files` (digest, name), to be read and then confirmed."""
    load = BankLoad(
        files=[{"digest": digest, "name": name[-255:]} for digest, name in files],
        unit_id=unit_id,
        law_id=law_id,
        scope=scope,
        state=state,
        account_id=actor.account_id if actor else None,
        read={},
        created_at=now,
    )
    session.add(load)
    session.flush()
    return load
