"""The demonstration's year, from the call for questions to two sealed and released exams, on the real operations."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers.normalise import same
from qbank.access import Actor
from qbank.accounts.models import Unit
from qbank.campaigns import operations as campaigns
from qbank.campaigns import reading, submitting
from qbank.campaigns.handing_in import hand_in
from qbank.campaigns.models import Assignment
from qbank.clock import FixedClock
from qbank.demo.content import Question, UnitQuestions, regulation_texts, unit_questions
from qbank.demo.exams import hold_exams
from qbank.demo.files import BANK_FILE, CAMPAIGN, COUNTS, DEPARTMENTS, Department, public_bank, write_files
from qbank.demo.people import Login, add_people
from qbank.files import add_file
from qbank.items.content import plain_text
from qbank.items.loading import add_load, read_load, run_load
from qbank.items.models import BankLoad, Item, ItemState, Scope
from qbank.laws.citations import CitedArticle
from qbank.laws.models import Law, SourceKind
from qbank.laws.operations import add_law, load_version
from qbank.laws.reading import read_law_text
from qbank.review import operations as review
from qbank.services import Services

Say = Callable[[str], None]
COMPLETE = ("market", "housing", "police", "emergency")


@dataclass
class Story:
    """Tells the year to `services`, whose clock it moves, and says what happened in a few lines."""

    services: Services
    clock: FixedClock
    say: Say
    today: datetime = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)
    logins: list[Login] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = self.clock.at

    def tell(self) -> None:
        self._at(days=-45)
        self.people, self.logins = add_people(self.services)
        self._load_laws()
        self._open_campaign()
        for days, department in zip(range(-30, -24), DEPARTMENTS, strict=True):
            if department.content != "culture":
                self._at(days=days)
                self._submit(department)
        self._at(days=-9)
        self._submit_late()
        self._at(days=-8)
        self._review()
        self._at(days=-6)
        self._load_bank()
        hold_exams(self.services, self.clock, self.today, self.people, self.say)
        self.clock.at = self.today

    # Steps -----------------------------------------------------------------------------------------------------------

    def _load_laws(self) -> None:
        chief, now = self.people["lichuan"], self.services.clock.now()
        titles = list(dict.fromkeys(law for unit in _everything() for law in unit.laws))
        texts = [(path, read_law_text(path, path.name)) for path in regulation_texts()]
        with self.services.database.transaction() as session:
            local = {text.title for _path, text in texts}
            laws = {
                title: add_law(
                    session,
                    self.services.trail,
                    now,
                    chief,
                    title,
                    SourceKind.LOCAL_REGULATION if title in local else _kind(title),
                    _scope_of(title),
                )
                for title in titles
            }
            for path, text in texts:
                with path.open("rb") as file:
                    digest, _size = self.services.files.keep(file, self.services.settings.upload_limit)
                adopted = text.adopted or text.in_force
                assert adopted is not None  # noqa: S101 - our own texts tell both days
                load_version(
                    session,
                    self.services.trail,
                    now,
                    chief,
                    laws[text.title],
                    text,
                    digest,
                    adopted=adopted,
                    in_force=text.in_force,
                )
        self.say(
            f"立法规 {len(titles)} 部，其中 {len(local)} 部虚构的地方性法规各载入新旧两版全文，其余只有名称和条号"
        )

    def _open_campaign(self) -> None:
        admin, now = self.people["shenning"], self.services.clock.now()
        with self.services.database.transaction() as session:
            laws = {law.title: law for law in session.scalars(select(Law))}
            units = {unit.name: unit for unit in session.scalars(select(Unit))}
            plan = campaigns.CampaignPlan(
                CAMPAIGN,
                COUNTS,
                self.today - timedelta(days=40),
                self._deadline(),
                "题目围绕本部门负责的法律，贴近工作实际。",
            )
            campaign = campaigns.create_campaign(session, self.services.trail, now, admin, plan)
            tasks = [
                (units[each.unit], [laws[title] for title in each.laws])
                for each in (department.questions for department in DEPARTMENTS)
            ]
            campaigns.assign(session, self.services.trail, now, admin, campaign, tasks)
        write_files(self.files, self._deadline())
        self.say(f"发起征题，给 {len(tasks)} 个部门布置了任务：每家单选 20、多选 10")

    def _submit(self, department: Department) -> None:
        """A clerk uploads the department's file and, where nothing is wrong with it, hands it in."""
        count, errors = self._upload(department)
        unit = department.questions.unit
        if errors:
            self.say(
                f"{unit}：{department.file} 读到 {count} 题，{errors} 处必须改，退给报送员改，还没有报送"
            )
            return
        self._hand_in(department)
        self.say(f"{unit}：{department.file} 读到 {count} 题，全部读懂，已报送")

    def _upload(self, department: Department) -> tuple[int, int]:
        """How many questions were read, and how many errors stand in the way."""
        clerk, path = self.people[department.username], self.files / department.file
        with path.open("rb") as file:
            digest, size = self.services.files.keep(file, self.services.settings.upload_limit)
        read = reading.read_file(self.services.files.path(digest), self.services.files)
        now = self.services.clock.now()
        with self.services.database.transaction() as session:
            stored = add_file(session, digest, size, department.file, now)
            task = session.scalars(select(Assignment).where(Assignment.unit_id == clerk.unit_id)).one()
            submission = submitting.keep_reading(session, self.services.trail, now, clerk, task, stored, read)
            errors = sum(
                problem["severity"] == "error" for draft in submission.drafts for problem in draft.problems
            )
            return len(submission.drafts), errors

    def _hand_in(self, department: Department) -> None:
        clerk = self.people[department.username]
        with self.services.database.transaction() as session:
            task = session.scalars(select(Assignment).where(Assignment.unit_id == clerk.unit_id)).one()
            hand_in(session, self.services.trail, self.services.clock.now(), clerk, task)

    def _submit_late(self) -> None:
        """The last department missed the deadline: the office gives leave, and the hand-in says that it is late."""
        department = next(each for each in DEPARTMENTS if each.content == "culture")
        admin, now = self.people["shenning"], self.services.clock.now()
        with self.services.database.transaction() as session:
            for each, days in (("culture", 3), ("health", 20)):
                clerk = self.people[next(d.username for d in DEPARTMENTS if d.content == each)]
                task = session.scalars(select(Assignment).where(Assignment.unit_id == clerk.unit_id)).one()
                campaigns.give_leave(
                    session,
                    self.services.trail,
                    now,
                    admin,
                    task,
                    now + timedelta(days=days),
                    "已来电说明，同意补报。",
                )
        count, _errors = self._upload(department)
        self._hand_in(department)
        self.say(f"{department.questions.unit}：逾期，办公室同意后补报 {count} 题，记为迟交，等待审题")

    def _review(self) -> None:
        """The four complete departments are reviewed; of the late one, one question is returned with a remark."""
        editor, chief = self.people["zhoumin"], self.people["lichuan"]
        written = {same(q.stem): q for unit in _everything() for q in unit.questions}
        accepted = 0
        with self.services.database.transaction() as session:
            laws = {law.title: law.id for law in session.scalars(select(Law))}
            units = {unit.name: unit.id for unit in session.scalars(select(Unit))}
            complete = {units[unit_questions(name).unit] for name in COMPLETE}
            for task in session.scalars(select(Assignment)):
                review.assign_duty(
                    session,
                    self.services.trail,
                    self.services.clock.now(),
                    chief,
                    task.id,
                    [editor.account_id],
                )
            items = list(session.scalars(select(Item).order_by(Item.id)))
            for item in items:
                question = written[same(plain_text(item.current.stem))]
                if item.unit_id in complete:
                    self._tag(session, item, question, laws)
                    review.accept(session, self.services.trail, self.services.clock.now(), editor, item)
                    accepted += 1
            late = next(item for item in items if item.unit_id not in complete)
            review.return_for_mending(
                session,
                self.services.trail,
                self.services.clock.now(),
                editor,
                late,
                "没有写法律依据。请补上法律名称和条号。",
            )
        self.say(f"审题 {accepted} 道：逐题归类（法律、条、知识点、难度）并通过；迟交的题退回 1 道")

    def _tag(self, session: Session, item: Item, question: Question, laws: dict[str, int]) -> None:
        review.tag(
            session,
            self.services.trail,
            self.services.clock.now(),
            self.people["zhoumin"],
            item,
            scope=Scope.SECTOR,
            difficulty=question.difficulty,
            topics=question.topics,
            audiences=[],
            citations=[CitedArticle(laws[question.law], question.article)],
        )

    def _load_bank(self) -> None:
        """The office's own 80 public-law questions, in bulk and at once accepted; then difficulty is not asked again."""
        chief, path = self.people["lichuan"], self.files / BANK_FILE
        with path.open("rb") as file:
            digest, size = self.services.files.keep(file, self.services.settings.upload_limit)
        with self.services.database.transaction() as session:
            now = self.services.clock.now()
            add_file(session, digest, size, BANK_FILE, now)
            load = add_load(
                session,
                now,
                chief,
                [(digest, BANK_FILE)],
                unit_id=chief.unit_id,
                law_id=None,
                scope=Scope.PUBLIC,
                state=ItemState.ACCEPTED,
            )
            load_id = load.id
        read_load(self.services, load_id, _silent)
        run_load(self.services, chief, load_id, _silent)
        with self.services.database.reading() as session:
            added = session.get_one(BankLoad, load_id).added
        self.say(f"成批载入办公室自己的公共法题 {added} 道")

    # Times and places ------------------------------------------------------------------------------------------------

    @property
    def files(self) -> Path:
        return self.services.settings.data / "demonstration"

    def _at(self, *, days: int) -> None:
        self.clock.at = self.today + timedelta(days=days)

    def _deadline(self) -> datetime:
        """The end of a day at the office, ten days ago."""
        return (self.today - timedelta(days=10)).replace(
            hour=15, minute=59, second=0, microsecond=0, tzinfo=UTC
        )


def _silent(done: int, total: int, message: str = "") -> None:
    """A report that nobody reads: the story says how it went when it is done."""


def _everything() -> list[UnitQuestions]:
    return [*(department.questions for department in DEPARTMENTS), public_bank()]


def _kind(title: str) -> SourceKind:
    return SourceKind.REGULATION if title.endswith(("条例", "办法")) else SourceKind.NATIONAL_LAW


def _scope_of(title: str) -> str:
    return Scope.PUBLIC if title in public_bank().laws else Scope.SECTOR
