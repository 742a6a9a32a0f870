"""The releaser's road: approve ahead, see the papers closed before their time, and open after it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from qbank.access import Role
from qbank.clock import FixedClock
from tests.support.assembled import STEM_CANARY, add_assembled, new_token, seal_it
from tests.web.conftest import LiveSite

pytestmark = pytest.mark.browser


def test_a_releaser_approves_ahead_and_the_papers_open_by_themselves(
    live_site: LiveSite, page: Page, clock: FixedClock
) -> None:
    setter = live_site.person("zujuan", Role.PAPER_SETTER)
    made = add_assembled(live_site, setter)
    seal_it(live_site, made, setter)
    engine, token = live_site.app.test_client(), new_token(live_site, "papers")

    def engine_gets() -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return engine.get(f"/api/v1/exams/{made.exam}/papers/A", headers=headers).status_code

    live_site.log_in(page, "fabu", Role.RELEASER)
    page.get_by_role("link", name="组卷与发布").click()
    page.get_by_role("link", name="年度学法考试").click()
    page.get_by_role("link", name="封存与发布").click()
    expect(page.get_by_text("zujuan先生").first).to_be_visible()
    expect(page.get_by_text("2026-05-28 09:00").first).to_be_visible()
    assert STEM_CANARY not in page.content()

    page.get_by_role("button", name="批准发布").click()
    page.get_by_text("到点自动开放").wait_for()
    expect(page.get_by_text("fabu先生").first).to_be_visible()
    assert engine_gets() == 404

    clock.advance(timedelta(days=9, hours=23))
    assert engine_gets() == 200
    live_site.log_in(page, "fabu")
    page.goto(f"{live_site.address}/exams/{made.exam}/seal")
    page.get_by_text("试卷已开放").wait_for()

    page.get_by_label("撤回的原因").fill("第 3 题有误")
    page.get_by_role("button", name="撤回这套试卷").click()
    page.get_by_text("原因：第 3 题有误").wait_for()
    assert engine_gets() == 410


def test_who_sealed_is_told_why_another_must_release(live_site: LiveSite, page: Page) -> None:
    both = live_site.person("liangyong", Role.PAPER_SETTER, Role.RELEASER)
    made = add_assembled(live_site, both)
    live_site.log_in(page, "liangyong")
    page.goto(f"{live_site.address}/exams/{made.exam}/seal")
    page.get_by_role("button", name="封存试卷").click()
    page.get_by_text("要由另一位发布人批准").wait_for()
    assert page.get_by_role("button", name="批准发布").get_attribute("aria-disabled") == "true"
