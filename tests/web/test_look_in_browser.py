"""The look in a real Chromium under the application's own content security policy."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, Response, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright
from werkzeug.serving import make_server

from qbank.app import CONTENT_SECURITY_POLICY, template_folder
from qbank.items.figures import shown
from tests.web.test_look import person, question_input

pytestmark = pytest.mark.browser
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def kit_application(posted: list[str]) -> Flask:
    """Serves the kit as the application would; what is posted to the theme's address is noted."""
    folder = template_folder()
    app = Flask("kit", template_folder=str(folder), static_folder=str(folder / "static"))
    app.config.update(SECRET_KEY="for this test only")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["figured"] = lambda text, figures: shown(text, figures, "")
    Babel(app, default_locale="zh_Hans_CN")
    CSRFProtect(app)

    @app.get("/kit")
    def kit() -> str:
        entries = [SimpleNamespace(label=f"第 {n} 栏", url="#", current=n == 9, count=n) for n in range(10)]
        return render_template(
            "kit.html", actor=person(), navigation=entries, office_name="云州市普法办", form=question_input()
        )

    @app.post("/account/theme")
    def theme() -> tuple[str, int]:
        posted.append(request.form["theme"])
        return "", 204

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    return app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def posted() -> list[str]:
    return []


@pytest.fixture(scope="module")
def address(posted: list[str]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, kit_application(posted), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/kit"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def test_nothing_offends_the_policy_and_nothing_is_missing(page: Page, address: str) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    outside: list[str] = []
    page.on(
        "request", lambda asked: None if asked.url.startswith(address[:-4]) else outside.append(asked.url)
    )
    page.goto(address, wait_until="networkidle")
    assert faults == []
    assert outside == []


def test_icons_are_drawn(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    drawn = page.locator(".q-btn-ok .q-i use").first.evaluate("use => use.getBBox().width")
    assert drawn > 4


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_never_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_current_entry_of_a_long_navigation_is_in_view(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    box = page.locator(".q-nav [aria-current]").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_a_question_mark_lists_the_keys_and_a_field_keeps_them_silent(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("?")
    dialog = page.locator("#keys")
    expect(dialog).to_be_visible()
    assert "退回修改" in dialog.inner_text() and "查" not in dialog.locator("dt").first.inner_text()
    page.keyboard.press("Escape")
    page.locator("#stem").focus()
    page.keyboard.type("?j/")
    assert page.locator("#stem").input_value().endswith("?j/")
    expect(dialog).not_to_be_visible()


def test_keys_press_their_buttons_until_they_are_switched_off(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-q"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.locator("[data-keys-off]").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search-q"


def test_the_theme_button_changes_the_page_and_tells_the_server(
    page: Page, address: str, posted: list[str]
) -> None:
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    with page.expect_response("**/account/theme"):
        page.locator("[data-theme-button]").click()
    assert page.evaluate(ground) != light
    assert posted[-1] == "dark"
    assert page.locator("[data-theme-button]").get_attribute("aria-label") == "切换到浅色"


def test_a_button_that_is_not_allowed_yet_sends_nothing_and_says_why(page: Page, address: str) -> None:
    page.goto(address)
    button = page.get_by_role("button", name="报送 30 道题").first
    button.dispatch_event("click")
    assert page.url == address
    reason = page.locator(f"[id='{button.get_attribute('aria-describedby')}']").first
    assert reason.inner_text() == "还有 3 处必须改"


def test_leaving_a_guarded_form_with_changes_asks_first(page: Page, address: str) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(address)
    page.locator("#stem").fill("改过的题干")
    page.reload()
    assert asked == ["beforeunload"]
    page.reload()
    assert asked == ["beforeunload"]


def test_a_password_can_be_shown(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#password").fill("abc")
    page.get_by_role("button", name="显示").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="隐藏").click()
    assert page.locator("#password").get_attribute("type") == "password"


def test_a_file_that_is_too_large_is_said_before_it_is_sent(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    small, large = tmp_path / "试题.txt", tmp_path / "大.txt"
    small.write_text("1", encoding="utf-8")
    with large.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    page.locator("#file").set_input_files(small)
    assert "试题.txt" in page.locator("[data-drop-name]").first.inner_text()
    page.locator("#file").set_input_files(large)
    assert "20 MB" in page.locator("[data-drop-error]").first.inner_text()
    assert page.locator("#file").evaluate("input => input.files.length") == 0
