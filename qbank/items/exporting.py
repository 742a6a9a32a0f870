"""The bank's questions as a file: those that the list shows, with their answers."""

import io
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.files import FileStore
from qbank.items.carrying import carry
from qbank.items.content import QuestionContent
from qbank.items.exported import Exported, Said
from qbank.items.figures import image_digests, read_image, signed
from qbank.items.life import STATE_WORDS
from qbank.items.models import BankExport, Item, ItemState
from qbank.items.queries import Wanted, wanted_ids, whole
from qbank.jobs import JobFailed, Report
from qbank.services import Services
from qbank.words import SCOPE_WORDS

MOST = {"docx": 5_000, "xlsx": 50_000}
"""Questions in one file, by its ending."""
BATCH = 500
LONGEST_FILE = 1 << 30
SHOWN_STEM = 60
MOST_IMAGES = 150 << 20
"""Bytes of all images of one file."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file of questions; `refused` holds `id`, `stem` and `reason` of each that it cannot carry as it is."""

    content: bytes
    questions: int
    refused: list[dict[str, str]]


def too_many(count: int, ending: str) -> str:
    """The sentence for people where so many questions do not go into one file; empty where they do."""
    if count <= MOST[ending]:
        return ""
    return f"有 {count:,} 道题，一个文件最多写 {MOST[ending]:,} 道。请用筛选分成几份，或换成 Excel。"


def make_export(services: Services, actor: Actor | None, wanted: Wanted, ending: str, report: Report) -> Made:
    """The questions that `wanted` narrows to, as a file. Raises `JobFailed` where they are too many."""
    with services.database.reading() as session:
        ids = wanted_ids(session, actor, services.search, wanted)
        if fault := too_many(len(ids), ending):
            raise JobFailed(fault)
        found: list[Exported] = []
        for start in range(0, len(ids), BATCH):
            report(start, len(ids), "正在取题")
            found += map(_exported, whole(session, ids[start : start + BATCH]))
    report(len(ids), len(ids), "正在写文件，写好再读一遍核对")
    if _size_of_images(services.files, found) > MOST_IMAGES:
        raise JobFailed(f"题里的图合起来超过 {MOST_IMAGES >> 20} MB。请用筛选分成几份。")
    made = carry(found, ending, cache(partial(read_image, services.files)))
    refused = [_refusal(one.public_id, one.said.stem, why) for one, why in made.refused]
    return Made(made.content, len(made.carried), refused)


def run_export(services: Services, actor: Actor, export_id: int, report: Report) -> None:
    """Make the file that was asked for, and keep it for the person who asked."""
    with services.database.reading() as session:
        export = session.get_one(BankExport, export_id)
        wanted, ending = Wanted.from_arguments(export.wanted), export.ending
    made = make_export(services, actor, wanted, ending, report)
    digest, _size = services.files.keep(io.BytesIO(made.content), LONGEST_FILE)
    with services.database.transaction() as session:
        export = session.get_one(BankExport, export_id)
        export.digest, export.questions, export.refused = digest, made.questions, made.refused
        export.ended_at = services.clock.now()
        record_export(session, services, actor, export.public_id, made, ending)


def record_export(
    session: Session, services: Services, actor: Actor | None, name: str, made: Made, ending: str
) -> None:
    """Write to the trail who took how many questions out; `name` is that of the export, or of a file."""
    services.trail.record(
        session,
        services.clock.now(),
        actor,
        "bank.export",
        f"export:{name}",
        questions=made.questions,
        left_out=len(made.refused),
        kind=ending,
    )


def _size_of_images(store: FileStore, questions: list[Exported]) -> int:
    digests = set[str]().union(*(image_digests(one.said.figures) for one in questions))
    paths = (store.path(digest) for digest in digests)
    return sum(path.stat().st_size for path in paths if path.is_file())


def _refusal(public_id: str, stem: str, reason: str) -> dict[str, str]:
    return {"id": public_id, "stem": stem[:SHOWN_STEM], "reason": reason}


def _exported(item: Item) -> Exported:
    version = item.current
    texts = signed(QuestionContent.of(version))
    said = Said(
        type=version.type,
        stem=texts.stem,
        options=tuple(texts.options),
        answer=version.answer_key,
        explanation=texts.explanation,
        citation=version.citation,
        difficulty=item.difficulty,
        topics=tuple(item.tag_names("topic")),
        figures=texts.figures,
    )
    asides = (item.unit.name, str(SCOPE_WORDS[item.scope]), STATE_WORDS[ItemState(item.state)])
    return Exported(said, asides, item.public_id)
