"""The page of sealing and releasing: who sees what, and what each refusal says."""

from datetime import timedelta
from typing import Any

import pytest

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.papers.models import Assembly
from qbank.papers.release import Standing, standing
from tests.support.assembled import (
    EXPLANATION_CANARY,
    STEM_CANARY,
    Assembled,
    add_assembled,
    approve_it,
    seal_it,
)
from tests.support.people import Site

TIMES = {"release_at": "2026-05-28T09:00", "keys_at": "2026-05-28T12:00"}


@pytest.fixture
def made(site: Site) -> Assembled:
    return add_assembled(site, site.person("zujuan", Role.PAPER_SETTER))


def as_seen(site: Site, made: Assembled) -> dict[str, str]:
    """What the page sends along to name what the person saw."""
    with site.services.database.reading() as session:
        return {
            "assembly": made.assembly,
            "row_version": str(session.get_one(Assembly, made.assembly_id).row_version),
        }


def state(site: Site, made: Assembled) -> Standing:
    with site.services.database.reading() as session:
        return standing(session.get_one(Assembly, made.assembly_id), site.services.clock.now())


def test_two_people_take_the_papers_to_their_time(site: Site, clock: FixedClock, made: Assembled) -> None:
    page = f"/exams/{made.exam}/seal"
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    assert (
        'value="2026-05-28T09:00"' in setter.get(page).text
    )  # an hour before the sitting, in the office's zone
    assert setter.post(page, data=TIMES | as_seen(site, made)).status_code == 302
    assert "谁也不能再看" in setter.get(page).text
    releaser = site.as_person("fabu", Role.RELEASER)
    before = releaser.get(page).text
    assert "zujuan先生" in before
    assert "2026-05-28 09:00" in before
    assert releaser.post(f"/exams/{made.exam}/approve").status_code == 302
    assert state(site, made) is Standing.APPROVED
    after = releaser.get(page).text
    assert "fabu先生" in after
    assert "到点自动开放" in after
    clock.advance(timedelta(days=10) - timedelta(hours=1))
    assert state(site, made) is Standing.OPEN
    # the log-in has run out in the ten days; a fresh one sees the papers open
    assert "试卷已开放" in site.as_person("fabu").get(page).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"release_at": ""}, "填上启封时间"),
        ({"release_at": "明天"}, "写成日期和时间"),
        ({"release_at": "2026-05-01T09:00"}, "已经过了"),
        ({"release_at": "2026-05-28T11:00"}, "晚于第一场开考"),
        ({"keys_at": "2026-05-28T10:30"}, "提前开放答案"),
        ({"keys_at": "2026-05-28T08:00", "keys_early": "y"}, "不能早于试卷开放"),
    ],
)
def test_times_that_cannot_be_say_so_at_the_field_and_keep_what_was_typed(
    site: Site, made: Assembled, change: dict[str, str], said: str
) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    answer = setter.post(f"/exams/{made.exam}/seal", data=TIMES | as_seen(site, made) | change)
    assert answer.status_code == 422
    assert said in answer.text
    if "keys_at" in change:
        assert change["keys_at"] in answer.text
    assert state(site, made) is Standing.DRAFT


def test_both_times_that_cannot_be_are_told_at_once(site: Site, made: Assembled) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    late = {"release_at": "2026-05-28T11:00", "keys_at": "2026-05-28T10:45"}
    answer = setter.post(f"/exams/{made.exam}/seal", data=TIMES | as_seen(site, made) | late)
    assert answer.status_code == 422
    assert "晚于第一场开考" in answer.text and "不能早于试卷开放" in answer.text


def test_early_keys_have_to_be_asked_for(site: Site, made: Assembled) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    data = TIMES | as_seen(site, made) | {"keys_at": "2026-05-28T10:30", "keys_early": "y"}
    assert setter.post(f"/exams/{made.exam}/seal", data=data).status_code == 302


def test_another_draft_than_the_one_seen_is_not_sealed(site: Site, made: Assembled) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    for stale in ({"row_version": "99"}, {"assembly": "something-else"}):
        answer = setter.post(f"/exams/{made.exam}/seal", data=TIMES | as_seen(site, made) | stale)
        assert answer.status_code == 409
        assert "换过了" in answer.text
        assert TIMES["release_at"] in answer.text
    assert state(site, made) is Standing.DRAFT


def test_who_sealed_sees_why_another_must_release(site: Site, made: Assembled) -> None:
    both = site.as_person("liangyong", Role.PAPER_SETTER, Role.RELEASER)
    both.post(f"/exams/{made.exam}/seal", data=TIMES | as_seen(site, made))
    assert "要由另一位发布人批准" in both.get(f"/exams/{made.exam}/seal").text
    answer = both.post(f"/exams/{made.exam}/approve")
    assert answer.status_code == 422
    assert state(site, made) is Standing.SEALED


def test_withdrawing_needs_a_reason(site: Site, made: Assembled) -> None:
    seal_it(site, made, site.person("zujuan"))
    releaser = site.as_person("fabu", Role.RELEASER)
    assert releaser.post(f"/exams/{made.exam}/withdraw", data={"reason": ""}).status_code == 422
    assert releaser.post(f"/exams/{made.exam}/withdraw", data={"reason": "<b>改期</b>"}).status_code == 302
    page = releaser.get(f"/exams/{made.exam}/seal").text
    assert "&lt;b&gt;改期&lt;/b&gt;" in page
    assert state(site, made) is Standing.WITHDRAWN


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.PAPER_SETTER, {"page", "seal", "withdraw"}),
        (Role.RELEASER, {"page", "approve", "withdraw"}),
        (Role.ADMINISTRATOR, set()),
        (Role.AUDITOR, set()),
        (Role.CHIEF_EDITOR, set()),
        (Role.EDITOR, set()),
        (Role.SUBMITTER, set()),
    ],
)
def test_each_role_reaches_its_own_steps_only(
    site: Site, made: Assembled, role: Role, allowed: set[str]
) -> None:
    person = site.as_person("bieren", role)
    steps = {
        "page": ("GET", f"/exams/{made.exam}/seal"),
        "seal": ("POST", f"/exams/{made.exam}/seal"),
        "approve": ("POST", f"/exams/{made.exam}/approve"),
        "withdraw": ("POST", f"/exams/{made.exam}/withdraw"),
    }
    reached = {
        step for step, (method, path) in steps.items() if person.open(path, method=method).status_code != 403
    }
    assert reached == allowed
    for step in allowed:
        method, path = steps[step]
        assert (
            person.open(
                path.replace(made.exam, "x" * 16), method=method, data=TIMES | {"reason": "x"}
            ).status_code
            == 404
        )


def test_no_page_shows_what_is_sealed(site: Site, made: Assembled, clock: FixedClock) -> None:
    everybody = {role: site.as_person(f"u-{role}", role) for role in Role}
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    seal_it(site, made, site.person("zujuan"))
    approve_it(site, made, site.person("fabu", Role.RELEASER))
    rules: list[Any] = [
        rule for rule in site.app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and rule.rule.startswith("/exams")
    ]  # fmt: skip
    assert len(rules) >= 5
    values = {"public_id": made.exam, "exam_id": made.exam, "assembly_id": made.assembly, "number": 1}
    for rule in rules:
        with site.app.test_request_context():
            path = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)[1]
        for client in (*everybody.values(), setter):
            text = client.get(path).text
            assert STEM_CANARY not in text, path
            assert EXPLANATION_CANARY not in text, path
            assert made.opened.manifest["seed"] not in text
