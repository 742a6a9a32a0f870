"""A bank of accepted questions made through the operations: five public laws and three sector laws, all invented."""

from dataclasses import dataclass

from qbank.access import Role
from qbank.items.content import QuestionContent, make_options, text_blocks
from qbank.items.models import EnemySet, EnemySetItem, Item, ItemState, QuestionType, Scope
from qbank.items.operations import CitedArticle, add_item
from qbank.laws.models import Law
from tests.support.people import Site

PUBLIC_LAWS = (
    "云州市宪法宣传条例",
    "云州市法治宣传条例",
    "云州市行政程序规定",
    "云州市信访工作规定",
    "云州市信息公开规定",
)
SECTOR_LAWS = ("云州市电梯安全条例", "云州市燃气管理条例", "云州市食品摊贩条例")
AUDIENCE = "市场监管系统"
CANARY = "金丝雀解析"
"""Stands in every explanation: it may be found in marking keys and nowhere else."""

TYPES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE, QuestionType.TRUE_FALSE)


@dataclass(frozen=True, slots=True)
class Bank:
    items: int
    laws: tuple[str, ...] = (*PUBLIC_LAWS, *SECTOR_LAWS)


def fill_bank(site: Site, count: int = 200) -> Bank:
    """`count` accepted questions: 4 of 10 on public laws, 5 single, 3 multiple and 2 true/false of 10, one enemy pair in 20."""
    editor = site.person("tiku", Role.CHIEF_EDITOR)
    stand = site.services
    now = stand.clock.now()
    with stand.database.transaction() as session:
        laws = [
            Law(title=title, kind="local_regulation", scope=scope, created_at=now)
            for titles, scope in ((PUBLIC_LAWS, "public"), (SECTOR_LAWS, "sector"))
            for title in titles
        ]
        session.add_all(laws)
        session.flush()
        items: list[Item] = []
        for number in range(count):
            public = number % 5 < 2
            law = laws[number // 5 % 5] if public else laws[5 + number % 3]
            item = add_item(
                session,
                stand.trail,
                now,
                editor,
                content_of(number, law.title),
                unit_id=editor.unit_id,
                scope=Scope.PUBLIC if public else Scope.SECTOR,
                state=ItemState.ACCEPTED,
                difficulty=number * 7 % 5 + 1,
                topics=[f"知识点{number % 6}"],
                audiences=[] if public else [AUDIENCE],
                citations=[CitedArticle(law.id, str(number // 2 + 1))],
            )
            item.facility = 0.45 + number * 13 % 50 / 100
            items.append(item)
        for number in range(0, count - 20, 20):
            enemies = EnemySet(name=f"互斥{number}")
            session.add(enemies)
            session.flush()
            session.add_all(
                EnemySetItem(enemy_set_id=enemies.id, item_id=items[k].id) for k in (number, number + 5)
            )
    return Bank(count)


def content_of(number: int, law: str) -> QuestionContent:
    kind = TYPES[(0, 0, 1, 2, 0, 1, 0, 0, 1, 2)[number // 5 % 10]]
    stem = f"根据《{law}》，第{number}号事项应当在多少日内办理？（　　）"
    options = make_options([f"{number % 9 + step}日" for step in (3, 5, 10, 15)])
    answer_key = "ABCD"[number % 4]
    if kind is QuestionType.MULTIPLE_CHOICE:
        stem = f"根据《{law}》，办理第{number}号事项时，下列做法中正确的有（　　）。"
        options = make_options(
            [f"{verb}第{number}号事项" for verb in ("如实登记", "按时公示", "依法告知", "拖延办理")]
        )
        answer_key = ("AB", "BCD", "ACD", "ABCD")[number % 4]
    if kind is QuestionType.TRUE_FALSE:
        stem, options, answer_key = f"办理第{number}号事项可以收取费用。", [], "TF"[number % 2]
    return QuestionContent(
        type=kind,
        stem=text_blocks(stem),
        options=options,
        answer_key=answer_key,
        explanation=text_blocks(f"{CANARY}{number}：条例规定了办理的期限和程序。"),
        citation=f"《{law}》第{number // 2 + 1}条",
    )


DOCUMENT = {
    "name": "市场监管系统学法考试",
    "sections": [
        {"type": "single_choice", "items": 10, "points": 4},
        {"type": "multiple_choice", "items": 6, "points": 6},
        {"type": "true_false", "items": 4, "points": 6},
    ],
    "scopes": {"public": 8, "sector": 12},
    "audience": AUDIENCE,
    "laws": {"*": [0, 6], "云州市电梯安全条例": [3, 5]},
    "articles": {"*": [0, 1]},
    "difficulty": {"3": [2, 8]},
    "true_keys": 2,
    "enemies": 1,
    "overlap": 0,
}
"""A blueprint of 100 points that the bank of `fill_bank` can meet for three forms."""
