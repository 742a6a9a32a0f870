"""A running site and a real browser for the journeys."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import make_server

from qbank.access import Role
from qbank.services import Services
from tests.support.people import PASSWORD, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path(os.environ.get("QBANK_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class LiveSite(Site):
    """A `Site` that also listens; `address` is where."""

    address: str = ""

    def log_in(self, page: "Page", username: str, *roles: Role, unit: str | None = None) -> None:
        """Log that person in through the page, as anybody would."""
        self.person(username, *roles, unit=unit)
        page.goto(f"{self.address}/log-in")
        page.get_by_label("用户名").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/log-in" not in url)


@pytest.fixture
def live_site(app: Flask, services: Services) -> Iterator[LiveSite]:
    """The site of this test on a free port of the loopback, with CSRF protection as in use."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield LiveSite(app, services, address=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    if not CHROMIUM.exists():
        if os.environ.get("QBANK_REQUIRE_BROWSER") == "1":
            pytest.fail(f"Chromium is required here, and {CHROMIUM} is not there")
        pytest.skip("browser journeys need Chromium (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    opened = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900}
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    """A fresh window. A script error or a breach of the content security policy fails the test."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return opened
