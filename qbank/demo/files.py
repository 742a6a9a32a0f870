"""The demonstration's files: six departments in six clerks' habits, the office's bank, regulations and a blueprint."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from qbank.campaigns.template_files import Task
from qbank.demo import clerks, filled
from qbank.demo.content import UnitQuestions, regulation_texts, unit_questions
from qbank.demo.mistakes import with_mistakes

CAMPAIGN = "2026 年度云州市领导干部学法考试征题"
COUNTS = {"single_choice": 20, "multiple_choice": 10}

BLUEPRINT = {
    "name": "领导干部学法考试",
    "sections": [
        {"type": "single_choice", "items": 30, "points": 2},
        {"type": "multiple_choice", "items": 16, "points": 2},
        {"type": "true_false", "items": 4, "points": 2},
    ],
    "scopes": {"public": 20, "sector": 30},
    "laws": {"*": [0, 6]},
    "articles": {"*": [0, 1]},
    "difficulty_sum": [120, 150],
    "true_keys": [1, 3],
}
"""50 questions, 100 points, 40 % public law."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department's questions, its file, and the habit of the clerk who wrote it."""

    content: str
    file: str
    write: Callable[[Path, UnitQuestions, datetime], None]
    clerk: str
    username: str

    @property
    def questions(self) -> UnitQuestions:
        return unit_questions(self.content)


def _task(unit: UnitQuestions, deadline: datetime) -> Task:
    local = deadline.astimezone(ZoneInfo("Asia/Shanghai"))
    return Task(CAMPAIGN, unit.unit, unit.laws, COUNTS, f"{local:%Y-%m-%d %H:%M}")


DEPARTMENTS = (
    Department(
        "market",
        "市场监管局（模板填写）.docx",
        lambda path, unit, deadline: filled.template_in_word(path, unit, _task(unit, deadline)),
        "何晴",
        "heqing",
    ),
    Department(
        "housing",
        "住建局（模板填写）.xlsx",
        lambda path, unit, deadline: filled.template_in_excel(path, unit, _task(unit, deadline)),
        "罗毅",
        "luoyi",
    ),
    Department(
        "police",
        "公安局（答案写在题干里）.docx",
        lambda path, unit, _deadline: clerks.answers_in_the_stem(path, unit),
        "石磊",
        "shilei",
    ),
    Department(
        "emergency",
        "应急局（自动编号）.docx",
        lambda path, unit, _deadline: clerks.answers_on_a_line(path, unit),
        "方媛",
        "fangyuan",
    ),
    Department(
        "health",
        "卫健委（有几处错）.xlsx",
        lambda path, unit, _deadline: clerks.own_sheet(path, with_mistakes(unit)),
        "陈静",
        "chenjing",
    ),
    Department(
        "culture",
        "文旅局（答案在文末）.docx",
        lambda path, unit, _deadline: clerks.key_at_the_end(path, unit),
        "顾南",
        "gunan",
    ),
)
BANK_FILE = "公共法题库（成批载入）.xlsx"
BLUEPRINT_FILE = "领导干部学法考试细目表.json"


def public_bank() -> UnitQuestions:
    return unit_questions("public", "public_2")


def write_files(folder: Path, deadline: datetime) -> list[Path]:
    """Write every file of the demonstration into `folder`; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for department in DEPARTMENTS:
        path = folder / department.file
        department.write(path, department.questions, deadline)
        written.append(path)
    clerks.own_sheet(folder / BANK_FILE, public_bank())
    (folder / BLUEPRINT_FILE).write_text(json.dumps(BLUEPRINT, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for text in regulation_texts():
        shutil.copyfile(text, folder / text.name)
        written.append(folder / text.name)
    return [*written, folder / BANK_FILE, folder / BLUEPRINT_FILE]
