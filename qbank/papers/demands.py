"""What an exam demands of the assembler, and what stands in the way of it."""

from assembler import Blueprint as Demands
from assembler import Cause as Cause
from assembler import feasibility
from qbank.papers.assembling import Task
from qbank.papers.models import Exam, PaperMode


class ExamRefused(ValueError):
    """What was asked for cannot be done; the message is the sentence for people."""


def demands_of(exam: Exam) -> Demands:
    """The exam's blueprint as it stands, for the exam's audience. Raises `ExamRefused`."""
    if exam.blueprint is None:
        raise ExamRefused("这场考试还没有选细目表。先选一张，再组卷。")
    content = dict(exam.blueprint.current.content)
    if exam.audience:
        content["audience"] = exam.audience
    if exam.mode == PaperMode.CANDIDATES:
        # It speaks of parallel forms alone, and would be told as a rule that was met.
        content.pop("overlap", None)
    demands = Demands.from_json(content)
    _refuse_unusable(demands)
    return demands


def obstacles(task: Task) -> list[Cause]:
    """Why the task cannot be done, as far as it is quickly known; empty where nothing stands in the way."""
    return feasibility(
        task.frozen.pool, task.demands, task.count, task.mode is PaperMode.FORMS, avoid=task.avoid
    )


def _refuse_unusable(demands: Demands) -> None:
    """What the assembler could do but a paper cannot say."""
    for number, section in enumerate(demands.sections, start=1):
        if section.points != int(section.points) or section.points < 1:
            raise ExamRefused(
                f"细目表第 {number} 大题每题 {section.points:g} 分。试卷上每题的分值要是不小于 1 的整数，请先改细目表。"
            )
