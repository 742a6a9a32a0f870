"""How the tests of the API ask, and what an error must look like."""

from datetime import timedelta
from typing import Any

from qbank.api.schemas import ProblemContent
from tests.support.assembled import (
    Assembled,
)

API = "/api/v1"
OPEN, KEYS = timedelta(days=9, hours=23), timedelta(days=10, hours=2)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def addresses(made: Assembled) -> dict[str, tuple[str, str]]:
    """Every address that speaks of an exam: endpoint -> method and path."""
    return {
        "api.exam": ("GET", f"{API}/exams/{made.exam}"),
        "api.manifest": ("GET", f"{API}/exams/{made.exam}/manifest"),
        "api.papers": ("GET", f"{API}/exams/{made.exam}/papers"),
        "api.paper": ("GET", f"{API}/exams/{made.exam}/papers/1"),
        "api.candidate_paper": ("PUT", f"{API}/exams/{made.exam}/candidates/k-1/paper"),
        "api.keys": ("GET", f"{API}/papers/{made.opened.facts(1).id}/keys"),
    }


def is_problem(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
    problem = ProblemContent.model_validate(answer.get_json(force=True))
    assert (problem.status, problem.code) == (status, code)
