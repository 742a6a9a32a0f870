"""A campaign with two departments, a law with its text, and questions to review."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from qbank.access import Actor, Role
from qbank.campaigns.models import Assignment, Campaign
from qbank.items.content import QuestionContent, make_options, text_blocks
from qbank.items.models import Item, ItemState, QuestionType, Scope
from qbank.items.operations import add_item
from qbank.laws.citations import CitedArticle
from qbank.laws.models import Law, SourceKind
from qbank.laws.operations import add_law, load_version
from qbank.laws.reading import LawText, ReadArticle
from qbank.review.operations import assign_duty
from tests.support.people import Site

MARKET, HOUSING = "云州市市场监督管理局", "云州市住房和城乡建设局"
ARTICLES = [
    ReadArticle("1", "第一条", "第一章　总则", ["为了保障电梯安全，制定本条例。"]),
    ReadArticle(
        "2", "第二条", "第二章　救援", ["维护保养单位自接到通知之时起，三十分钟内抵达现场实施救援。"]
    ),
    ReadArticle("3", "第三条", "第二章　救援", ["救援结束后，应当录入平台。"]),
]
CONTENT = QuestionContent(
    type=QuestionType.SINGLE_CHOICE,
    stem=text_blocks("电梯困人时，维护保养单位应当在多长时间内抵达现场实施救援（　　）。"),
    options=make_options(["十五分钟内", "三十分钟内", "四十五分钟内", "六十分钟内"]),
    answer_key="B",
    explanation=text_blocks("一般时限是三十分钟。"),
    citation="《云州市电梯条例》第二条",
)


@dataclass
class World:
    """`site` with a law, a campaign of two departments, and the questions that `item` makes."""

    site: Site
    law: int = 0
    assignments: dict[str, int] = field(default_factory=dict)
    campaign: str = ""

    def __post_init__(self) -> None:
        stand, now = self.site.services, self.site.services.clock.now()
        chief = self.site.person("zhushen", Role.CHIEF_EDITOR)
        units = {name: self.site.unit(name) for name in (MARKET, HOUSING)}
        with stand.database.transaction() as session:
            law = add_law(
                session, stand.trail, now, chief, "云州市电梯条例", SourceKind.LOCAL_REGULATION, "sector"
            )
            text = LawText(law.title, None, None, ARTICLES)
            load_version(
                session, stand.trail, now, chief, law, text, "0" * 64,
                adopted=date(2021, 8, 27), in_force=date(2021, 12, 1),
            )  # fmt: skip
            campaign = Campaign(
                title="2026 年征题", counts={"single_choice": 20, "multiple_choice": 10},
                opens_at=now, deadline=now + timedelta(days=30), created_at=now,
            )  # fmt: skip
            campaign.assignments = [Assignment(unit_id=unit_id, laws=[law]) for unit_id in units.values()]
            session.add(campaign)
            session.flush()
            self.law, self.campaign = law.id, campaign.public_id
            self.assignments = {
                name: assignment.id for name, assignment in zip(units, campaign.assignments, strict=True)
            }

    def item(
        self,
        unit: str = MARKET,
        state: ItemState = ItemState.IN_REVIEW,
        content: QuestionContent = CONTENT,
        *,
        tagged: bool = True,
        of_office: bool = False,
        author: Actor | None = None,
    ) -> str:
        """A question of `unit` (or of the office's own bank) in `state`; its public id."""
        stand = self.site.services
        clerk = author or self.site.person(f"clerk-{unit}", Role.SUBMITTER, unit=unit)
        with stand.database.transaction() as session:
            item = add_item(
                session, stand.trail, stand.clock.now(), clerk, content,
                unit_id=clerk.unit_id,
                scope=Scope.SECTOR, state=state,
                assignment_id=None if of_office else self.assignments[unit],
                difficulty=3 if tagged else None,
                citations=[CitedArticle(self.law, "2")] if tagged else [],
            )  # fmt: skip
            return item.public_id

    def give(self, unit: str, *editors: Actor) -> None:
        stand, chief = self.site.services, self.site.person("zhushen", Role.CHIEF_EDITOR)
        with stand.database.transaction() as session:
            ids = [editor.account_id for editor in editors]
            assign_duty(session, stand.trail, stand.clock.now(), chief, self.assignments[unit], ids)

    def state(self, public_id: str) -> str:
        with self.site.services.database.reading() as session:
            return session.scalars(select(Item.state).where(Item.public_id == public_id)).one()

    def row_version(self, public_id: str) -> int:
        with self.site.services.database.reading() as session:
            return session.scalars(select(Item.row_version).where(Item.public_id == public_id)).one()

    def law_id(self) -> str:
        with self.site.services.database.reading() as session:
            return session.get_one(Law, self.law).public_id

    def editor(self) -> FlaskClient:
        return self.site.as_person("shenti", Role.EDITOR)

    def chief(self) -> FlaskClient:
        return self.site.as_person("zhushen", Role.CHIEF_EDITOR)


EDITED = {
    "type": "single_choice",
    "stem": "维护保养单位应当在多长时间内抵达现场实施救援（　　）。",
    "options-0": "十五分钟内",
    "options-1": "三十分钟内",
    "options-2": "四十五分钟内",
    "options-3": "六十分钟内",
    "options-4": "",
    "answer_key": "b",
    "explanation": "一般时限是三十分钟。",
    "citation": "《云州市电梯条例》第三条",
    "reason": "题干太长",
}


TAGS = {
    "law": "", "article": "", "others": "", "scope": "public", "difficulty": "4",
    "topics": "应急救援、日常检查", "audiences": "市场监管",
}  # fmt: skip


def post(client: FlaskClient, world: World, item: str, what: str, **fields: object) -> tuple[int, str, str]:
    fields.setdefault("row_version", world.row_version(item))
    answer = client.post(f"/review/{item}/{what}", data=fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "")
