"""The look: tokens, style sheets, macros and scripts keep what docs/look.md promises."""

import hashlib
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from qbank.items.figures import shown

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STATIC = TEMPLATES / "static"
DOCUMENT = TEMPLATES.parent / "docs" / "look.md"
PAGES = sorted(TEMPLATES.rglob("*.html"))
OWN_STYLES = sorted((STATIC / "css").glob("*.css"))
OWN_SCRIPTS = sorted((STATIC / "js").glob("*.js"))
MACRO = re.compile(r"{%-? macro ([a-z]\w*)\(")


# fmt: off
STATE_WORDS = [
    "未开始", "填报中", "审题中", "退改", "审结", "逾期",
    "待审", "退回修改", "通过", "不采用", "修法待复核", "待二审", "停用",
    "草稿", "封存", "已发布", "已撤回", "现行有效", "已修改", "已废止", "尚未施行",
]
# fmt: on


UNITS: list[Any] = ["市市场监管局"]
OPTIONS: list[Any] = ["甲", "乙"]


class QuestionInput(Form):
    stem = TextAreaField("题干", description="答案不要写在题干里。")
    citation = StringField(
        "法律依据", validators=[Length(max=3, message="这部条例没有第七十三条。请核对条号。")]
    )
    unit = SelectField("部门", choices=UNITS)
    answer_key = RadioField("正确答案", choices=OPTIONS)
    late = BooleanField("允许逾期报送")
    password = PasswordField("密码")


def question_input() -> QuestionInput:
    form = QuestionInput(MultiDict({"citation": "第七十三条", "unit": "市市场监管局", "answer_key": "甲"}))
    form.validate()
    return form


@pytest.fixture
def jinja() -> Environment:
    """Jinja as the application sets it up, but nothing undefined is forgiven."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # comes with the extension
    environment.globals.update(
        url_for=lambda endpoint, **values: f"/{endpoint}/{values.get('filename', '')}",
        csrf_token=lambda: "token",
        get_flashed_messages=lambda **_filters: [],
        figured=lambda text, figures: shown(text, figures, ""),
    )
    return environment


def person(theme: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(name="林晓东", unit_name="市普法办", roles=["管理员", "主审"], theme=theme)


def blocks_of(css: str) -> list[dict[str, str]]:
    """Every rule that declares tokens, as {name: value}."""
    bodies = re.findall(r"{([^{}]*)}", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    declared = [dict(re.findall(r"(--c-[\w-]+):\s*([^;]+);", body)) for body in bodies]
    return [found for found in declared if "--c-canvas" in found]


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colours in the light and in the dark theme."""
    css = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    light, dark, _same = blocks_of(css)
    light["--c-seal-mark"] = re.findall(r"--c-seal-mark:\s*(#\w+)", css)[0]
    return light, light | dark


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_dark_lists_are_equal() -> None:
    css = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    _light, chosen, asked_by_the_system = blocks_of(css)
    assert chosen == asked_by_the_system


# Foreground, ground, contrast in the light theme, in the dark theme: the figures of the design.
FIGURES = [
    ("text", "surface", 15.9, 13.4),
    ("text-2", "surface", 7.4, 8.7),
    ("text-3", "surface", 5.4, 6.4),
    ("text-3", "sunken", 4.6, 5.6),
    ("line-strong", "surface", 3.7, 4.3),
    ("brand", "surface", 8.0, 8.5),
    ("on-brand", "brand", 8.0, 9.1),
    ("focus", "surface", 5.9, 10.5),
    ("ok", "surface", 6.9, 8.4),
    ("ok", "ok-tint", 6.0, 7.1),
    ("warn", "surface", 7.0, 8.8),
    ("warn", "warn-tint", 6.2, 7.6),
    ("stop", "surface", 7.6, 7.4),
    ("stop", "stop-tint", 6.5, 6.9),
    ("violet", "surface", 7.6, 8.2),
    ("violet", "violet-tint", 6.4, 7.4),
    ("seal", "surface", 6.1, 6.6),
    ("law-ink", "law-paper", 7.6, 10.2),
    ("text", "mark", 12.6, 7.1),
    ("text", "mark-2", 12.1, 8.3),
    ("text", "ins", 13.0, 9.0),
    ("text", "del", 12.4, 10.4),
    ("plot-1", "surface", 5.4, 7.0),
    ("plot-2", "surface", 4.2, 7.3),
    ("plot-3", "surface", 3.1, 4.5),
]


@pytest.mark.parametrize(("ink", "ground", "in_light", "in_dark"), FIGURES)
def test_contrast_is_what_the_design_says(ink: str, ground: str, in_light: float, in_dark: float) -> None:
    for theme, expected in zip(tokens(), (in_light, in_dark), strict=True):
        assert contrast(theme[f"--c-{ink}"], theme[f"--c-{ground}"]) == pytest.approx(expected, abs=0.06)


def test_every_text_stands_out_by_four_and_a_half() -> None:
    words = ("text", "text-2", "text-3", "brand", "ok", "warn", "stop", "violet")
    for theme in tokens():
        for word in words:
            for ground in ("canvas", "surface", "hover"):
                assert contrast(theme[f"--c-{word}"], theme[f"--c-{ground}"]) >= 4.5, (word, ground)
        assert contrast("#ffffff", theme["--c-seal-mark"]) >= 4.5


def test_colours_are_written_in_the_tokens_only() -> None:
    for sheet in OWN_STYLES:
        if sheet.name == "tokens.css":
            continue
        colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8")))
        assert colours <= {"#fff", "#000"}, sheet.name  # paper and print are white and black in both themes


def test_style_sheets_keep_to_what_chrome_90_knows() -> None:
    too_new = re.compile(
        r":has\(|@layer|color-mix\(|light-dark\(|@container|\d(dvh|svh|lvh|cqw)\b|@import|url\("
    )
    for sheet in OWN_STYLES:
        bare = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        assert not too_new.search(bare), sheet.name
        assert len(bare.splitlines()) <= 310, sheet.name


def test_every_style_sheet_and_script_is_loaded_and_there(jinja: Environment) -> None:
    page = jinja.get_template("layouts/plain.html").render()
    asked = set(re.findall(r'(?:href|src)="/static/([^"#]+)"', page))
    assert {name for name in asked if not (STATIC / name).is_file()} == set()
    own = {path.relative_to(STATIC).as_posix() for path in [*OWN_STYLES, *OWN_SCRIPTS]}
    assert own <= asked


def test_no_page_has_inline_style_or_script_or_calls_a_network() -> None:
    forbidden = re.compile(
        r"\sstyle=|<style\b|<script(?![^>]*\bsrc=)|<[^>]+\son[a-z]+=|javascript:|(?:src|href)=[\"'](?:https?:)?//",
        re.IGNORECASE,
    )
    assert PAGES
    for page in PAGES:
        found = forbidden.search(page.read_text(encoding="utf-8"))
        assert not found, f"{page.relative_to(TEMPLATES)}: {found.group(0) if found else ''}"


def test_every_icon_that_a_page_names_is_in_the_sprite(jinja: Environment) -> None:
    sprite = (STATIC / "vendor/bootstrap-icons/icons.svg").read_text(encoding="utf-8")
    there = re.findall(r'<symbol id="([^"]+)"', sprite)
    assert there == sorted(set(there))
    named = re.compile(r"""(?:\bicon\(\s*|icon_name\s*=\s*)["']([a-z0-9-]+)["']""")
    used = {name for page in PAGES for name in named.findall(page.read_text(encoding="utf-8"))}
    used |= set(re.findall(r"icons\.svg#([a-z0-9-]+)", kit(jinja)))
    assert used - set(there) == set()


def test_vendored_parts_are_what_their_packages_held() -> None:
    vendor = STATIC / "vendor"
    listed = json.loads((vendor / "vendor.json").read_text(encoding="utf-8"))
    readme = (vendor / "README.md").read_text(encoding="utf-8")
    digests = {file["path"]: file["sha256"] for package in listed for file in package["files"]}
    for path, digest in digests.items():
        assert hashlib.sha256((vendor / path).read_bytes()).hexdigest() == digest, path
        assert digest in readme, path
    for package in listed:
        assert {"name", "version", "licence"} <= package.keys()
        assert any(file["path"].endswith("LICENSE") for file in package["files"])
    there = {p.relative_to(vendor).as_posix() for p in vendor.rglob("*") if p.is_file()}
    assert there - digests.keys() == {"README.md", "vendor.json"}


def kit(jinja: Environment, **context: Any) -> str:
    values = {"actor": person(), "navigation": [], "office_name": "云州市普法办", "form": question_input()}
    return jinja.get_template("kit.html").render(values | context)


def macros() -> dict[str, set[str]]:
    """The public macros of each file of parts."""
    found = {
        path.name: set(MACRO.findall(path.read_text(encoding="utf-8")))
        for path in TEMPLATES.glob("parts/*.html")
    }
    return {name: names for name, names in found.items() if names}


def test_the_kit_shows_every_macro_and_the_document_names_it(jinja: Environment) -> None:
    source = (TEMPLATES / "kit.html").read_text(encoding="utf-8")
    document = DOCUMENT.read_text(encoding="utf-8")
    inside_others = {"text_or_runs", "figure"}
    for file, names in macros().items():
        for name in names:
            assert name in inside_others or re.search(rf"[{{ ]{name}\(", source), (
                f"{file}: {name} is not in the kit"
            )
            assert name == "text_or_runs" or f"`{name}(" in document, f"{file}: {name} is not in docs/look.md"
    assert "{{" not in kit(jinja)


def test_every_state_has_its_word(jinja: Environment) -> None:
    page = kit(jinja)
    for word in STATE_WORDS:
        assert re.search(rf'class="q-badge[^>]*>(?:<svg.*?</svg>)?{word}</span>', page), word


def test_a_field_says_its_fault_beside_itself(jinja: Environment) -> None:
    page = kit(jinja)
    field = re.search(r'<input[^>]*id="citation"[^>]*>', page)
    assert field and 'aria-invalid="true"' in field.group(0)
    assert 'aria-describedby="citation-error"' in field.group(0)
    assert "这部条例没有第七十三条。请核对条号。" in page.split('id="citation-error"')[1][:400]
    hinted = re.search(r'<textarea[^>]*id="stem"[^>]*>', page)
    assert hinted and 'aria-describedby="stem-hint"' in hinted.group(0)


def test_what_people_wrote_is_escaped_in_every_part(jinja: Environment) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    page = jinja.from_string(
        """{% from "parts/question.html" import question, diff %}{% from "parts/law.html" import article %}
        {% from "parts/problems.html" import problem %}{% from "parts/charts.html" import bars %}
        {% from "parts/paper.html" import paper_item %}{% from "parts/alerts.html" import alert %}
        {{ question(h, [h], "A", explanation=[("insert", h)], citations=[(h, "#")]) }}{{ diff([("equal", h)]) }}
        {{ article(h, [h, [("key", h)]]) }}{{ problem(h, h, h) }}{{ bars(h, [{"label": h, "value": 1}]) }}
        {{ paper_item(1, h, [h]) }}{{ alert(h, h, h) }}"""
    )
    assert "<img" not in page.render(h=hostile)
    assert page.render(h=hostile).count("&lt;img") >= 14


def test_each_ring_of_a_plot_stands_over_its_own_column(jinja: Environment) -> None:
    rows = [{"label": str(n), "value": 4} | ({"expected": 3} if n in {2, 4} else {}) for n in range(5)]
    plot = '{% from "parts/charts.html" import columns, histogram %}{{ KIND("难度", rows) }}'
    rings = jinja.from_string(plot.replace("KIND", "columns")).render(rows=rows)
    middle = [44 + 348 / 5 * (place + 0.5) for place in (2, 4)]
    drawn = re.findall(r'<circle class="p-hollow" cx="([\d.]+)"', rings)
    assert [float(x) for x in drawn] == pytest.approx(middle, abs=0.06)
    line = re.search(
        r'p-line-2" points="([^"]*)"', jinja.from_string(plot.replace("KIND", "histogram")).render(rows=rows)
    )
    assert line is not None
    points = [float(point.split(",")[0]) for point in line.group(1).split()]
    assert points == pytest.approx(middle, abs=0.06)


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "413", "429", "500", "session-expired"])
def test_an_error_page_needs_nobody_logged_in_and_says_the_mend(jinja: Environment, name: str) -> None:
    page = jinja.get_template(f"errors/{name}.html").render()
    main = page.split("<main")[1].split("</main>")[0]
    sentences = re.findall(r"<(h1|p)>(.+?)</\1>", main)
    assert [tag for tag, _text in sentences] == ["h1", "p", "p"]
    assert re.search(r"<a [^>]*href=\"[^\"]+\"", main)
    assert not re.search(r"！|非法|操作失败|异常", main)
    given = jinja.get_template(f"errors/{name}.html").render(reason="因为这一条。", reference="a1b2")
    assert "因为这一条。" in given and "a1b2" in given
