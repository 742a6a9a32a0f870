"""Loading the office's own bank: files of any layout -> candidates -> questions of the bank. Parses outside transactions."""

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.items.candidates import SHOWN_FAULTS, Candidate, Reading, read_file
from qbank.items.content import content_digest
from qbank.items.models import BankLoad, BankLoadLine, Item, ItemState, ItemVersion, Scope
from qbank.items.operations import NewItem, add_items
from qbank.jobs import Report
from qbank.laws.citations import CitedArticle, cited_titles, resolve
from qbank.laws.models import Law
from qbank.laws.operations import add_law, law_by_title
from qbank.laws.reading import likely_kind
from qbank.services import Services

BATCH = 200
LONGEST_READING = 1 << 30


def read_load(services: Services, load_id: int, report: Report) -> None:
    """Read the files of a load and write down what was understood."""
    with services.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        files, law_id = list(load.files), load.law_id
    reading = Reading([], [])
    told: list[dict[str, Any]] = []
    for number, file in enumerate(files):
        report(number, len(files), f"正在读“{file['name']}”")
        said = read_file(services.files.path(file["digest"]), file["name"], reading, services.files)
        told.append({"name": file["name"], **said})
    report(len(files), len(files), "正在与题库对照")
    with services.database.reading() as session:
        summary = _summary(session, reading.candidates, law_id)
    text = json.dumps(reading.as_json(), ensure_ascii=False)
    digest, _size = services.files.keep(io.BytesIO(text.encode()), LONGEST_READING)
    with services.database.transaction() as session:
        load = session.get_one(BankLoad, load_id)
        load.reading_digest, load.read = digest, {"files": told, **summary}


def run_load(services: Services, actor: Actor | None, load_id: int, report: Report) -> None:
    """Add the questions of a load, batch by batch; takes up where an earlier run stopped."""
    with services.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        digest, done = load.reading_digest, load.done
    candidates = Reading.read_back(services.files.path(digest)).candidates
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
            to_review=load.to_review,
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
        [_new_item(one, _citations(session, load, one, cited)) for _, one in new],
        unit_id=load.unit_id, scope=Scope(load.scope), state=ItemState(load.state),
    )  # fmt: skip
    load.added += len(items)
    load.to_review += sum(item.state != load.state for item in items)
    known |= {digest: item.id for (digest, _), item in zip(new, items, strict=True)}
    for place, one in batch:
        if one.fault:
            session.add(_left_out(load, place, one, one.fault))
        elif first.get(digests[place]) != place:
            repeated = known[digests[place]]
            session.add(_left_out(load, place, one, "题库里已有同样的题，没有重复载入。", repeated))


def _new_item(one: Candidate, citations: list[CitedArticle]) -> NewItem:
    """What an editor could not accept goes to review, whatever the load says."""
    whole = citations and one.difficulty is not None
    return NewItem(
        content=one.content,
        difficulty=one.difficulty,
        topics=one.topics,
        citations=citations,
        state=None if whole else ItemState.IN_REVIEW,
    )


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


def _summary(session: Session, candidates: list[Candidate], law_id: int | None) -> dict[str, Any]:
    """The counts and lists of the preview. Of questions that repeat each other or the bank only the new ones count."""
    good = [(content_digest(one.content), one) for one in candidates if not one.fault]
    known = known_digests(session, (digest for digest, _ in good))
    first = dict(reversed(good))
    fresh = [one for digest, one in first.items() if digest not in known]
    faulty = [one for one in candidates if one.fault]
    prefer = [session.get_one(Law, law_id)] if law_id else []
    unknown = {
        text: n
        for text, n in Counter(one.citation for one in fresh).items()
        if not (prefer or (text and resolve(session, text, prefer)))
    }
    return {
        "total": len(candidates),
        "counts": dict(Counter(one.type for one in fresh)),
        "faulty": len(faulty),
        "repeats": len(good) - len(fresh),
        "doubtful": sum(bool(one.doubts) for one in fresh),
        "without_law": sum(unknown.values()),
        "without_difficulty": sum(one.difficulty is None for one in fresh),
        "incomplete": sum(one.difficulty is None or one.citation in unknown for one in fresh),
        "unknown_laws": [text for text, _ in Counter(unknown).most_common(20) if text],
        "new_laws": _new_laws(session, fresh, prefer),
        "faults": [
            {"file": one.file, "place": one.place, "stem": one.stem[:80], "reason": one.fault}
            for one in faulty[:SHOWN_FAULTS]
        ],
    }


def _new_laws(session: Session, fresh: Iterable[Candidate], prefer: Sequence[Law]) -> list[str]:
    """The laws that questions name and that are not registered, those named most often first."""
    known = set(session.scalars(select(Law.title)))
    named = Counter(title for one in fresh for title in cited_titles(one.citation))
    return [
        title
        for title, _ in named.most_common()
        if title not in known and not any(law.title.endswith(title) for law in prefer)
    ]


def add_new_laws(services: Services, actor: Actor | None, load_id: int) -> list[str]:
    """Register the laws that the load's questions name, by name alone, and read its citations again; the names added."""
    with services.database.transaction() as session:
        load = session.get_one(BankLoad, load_id)
        digest, law_id, now = load.reading_digest, load.law_id, services.clock.now()
        titles = [title for title in load.read.get("new_laws", []) if law_by_title(session, title) is None]
        for title in titles:
            add_law(session, services.trail, now, actor, title, likely_kind(title))
    candidates = Reading.read_back(services.files.path(digest)).candidates
    with services.database.reading() as session:
        summary = _summary(session, candidates, law_id)
    with services.database.transaction() as session:
        load = session.get_one(BankLoad, load_id)
        load.read = {**load.read, **summary}
    return titles


def left_out_rows(
    services: Services, session: Session, load: BankLoad
) -> Iterator[tuple[str, str, str, str]]:
    """File, place, text and reason of every question that was not added, then of what was not read as a question."""
    query = select(BankLoadLine).where(BankLoadLine.load_id == load.id).order_by(BankLoadLine.position)
    for line in session.scalars(query.execution_options(yield_per=1000)):
        yield line.file, line.place, line.stem, line.reason
    for piece in Reading.read_back(services.files.path(load.reading_digest)).pieces:
        yield piece.file, piece.place, piece.text, f"没有当作试题：{piece.reason}"


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
