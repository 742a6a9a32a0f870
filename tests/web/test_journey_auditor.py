"""The auditor reads the trail, verifies it, and is told where it was tampered with."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from qbank.access import Role
from tests.web.conftest import LiveSite

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_an_auditor_verifies_the_trail_and_finds_the_entry_that_was_changed(
    live_site: LiveSite, page: "Page"
) -> None:
    live_site.person("chenjing", Role.SUBMITTER, unit="云州市卫生健康委员会")
    live_site.log_in(page, "qinlan", Role.AUDITOR)
    page.wait_for_url("**/trail")
    assert page.get_by_role("row", name="新建账号").count() == 2

    page.get_by_role("button", name="核验全部留痕").click()
    page.get_by_text("条留痕全部核验无误").wait_for()

    with live_site.services.database.transaction() as session:
        session.execute(text("UPDATE audit_entries SET who = '别人' WHERE number = 2"))
    page.get_by_role("button", name="核验全部留痕").click()
    page.get_by_text("留痕第 2 条被改动过").wait_for()

    for forbidden in ("/review", "/exams", "/bank", "/campaigns", "/accounts"):
        answer = page.goto(f"{live_site.address}{forbidden}")
        assert answer is not None and answer.status == 403
