"""Images and formulas of questions: signs and blocks, and what may stand on a page."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.access import Role, fetch
from qbank.items.content import Block, content_digest, plain_text
from qbank.items.figures import as_read, figures_of, read_figures, shown, signed
from qbank.items.mathml import clean_mathml, math_text
from qbank.items.models import Item
from qbank.items.operations import add_version
from tests.importers.build import png
from tests.items.support import add, content
from tests.support.people import Site

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>'
FORMULA = {"kind": "math", "mathml": MATH}


def image(digest: str = "a" * 64) -> Block:
    return {"kind": "image", "href": f"figures/{digest}", "alt": "警示牌", "width": 4, "height": 3}


def test_signs_are_numbered_through_a_question_and_equal_figures_have_one_name() -> None:
    question = content("看", options=("甲", "乙"))
    question.stem.append(image())
    question.options[0]["content"].extend([FORMULA, image()])
    question.options[1]["content"].append(image("b" * 64))
    texts = signed(question)
    assert (texts.stem, texts.options) == ("看〔图1〕", ["甲〔公式1〕〔图1〕", "乙〔图2〕"])
    assert read_figures(as_read(texts.figures)) == texts.figures == figures_of(question, question)


def test_a_page_shows_figures_where_their_signs_stand_and_escapes_all_else() -> None:
    figures = {"图1": image(), "公式1": FORMULA}
    page = shown("<b>看〔图1〕和〔公式1〕〔图2〕", figures, "/qb")
    assert page == (
        f'&lt;b&gt;看<img class="q-figure" src="/qb/figures/{"a" * 64}" alt="警示牌" width="4" height="3">和{MATH}〔图2〕'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<math><mi>a</mi></math>",
        '<!DOCTYPE a [<!ENTITY b "c">]><math xmlns="http://www.w3.org/1998/Math/MathML">&b;</math>',
        "<script>1</script>",
        "<math",
        "x" * 30_000,
    ],
)
def test_what_is_no_formula_is_left_out(hostile: str) -> None:
    assert "<!" not in clean_mathml(hostile) and "&b" not in clean_mathml(hostile)
    assert "<mi>" not in clean_mathml(hostile)


def test_nothing_but_mathml_passes() -> None:
    hostile = MATH.replace(
        "<mi>a</mi>",
        '<mi onclick="x()" href="javascript:x()" style="a">a</mi><annotation-xml encoding="text/html">'
        '<script xmlns="http://www.w3.org/1999/xhtml">x()</script></annotation-xml><maction>b</maction>',
    )
    cleaned = clean_mathml(hostile)
    assert "<mi>a</mi>" in cleaned
    for trace in ("onclick", "href", "style", "script", "x()", "annotation", "maction"):
        assert trace not in cleaned


@given(st.text(alphabet="<>&\"'a/xmi=mathscript ", max_size=60))
def test_no_text_of_any_kind_breaks_out_of_the_page(text: str) -> None:
    page = shown(text, {"公式1": {"kind": "math", "mathml": text}}, "")
    assert "<" not in page


def test_questions_with_different_images_are_different_questions() -> None:
    one, two = content("看"), content("看")
    one.stem.append(image())
    two.stem.append(image("b" * 64))
    assert content_digest(one) != content_digest(two)
    assert content_digest(one) != content_digest(content("看"))
    assert plain_text([*one.stem, FORMULA]) == "看警示牌a2"
    assert math_text("nonsense") == ""


@pytest.fixture
def held(site: Site) -> dict[str, str]:
    """Images in the store: of a question of the office, of its version before that, and of nothing."""
    store = site.services.files
    kept = {
        name: store.keep(io.BytesIO(png(4, 3, shade)), 1 << 20)[0]
        for shade, name in enumerate(("now", "before", "nowhere"))
    }
    editor = site.person("editor", Role.EDITOR)
    question = content("看")
    question.explanation.append(image(kept["before"]))
    public_id = add(site, editor, "", content=question)
    changed = content("看")
    changed.options[1]["content"].append(image(kept["now"]))
    services = site.services
    with services.database.transaction() as session:
        item = fetch(session, editor, Item, public_id)
        add_version(session, services.trail, services.clock.now(), editor, item, changed, "换图")
    return kept


@pytest.mark.parametrize("role", list(Role))
def test_an_image_of_a_question_is_for_those_alone_who_may_see_the_question(
    site: Site, held: dict[str, str], role: Role
) -> None:
    person = site.as_person("someone", role, unit="云州市公安局")
    sees = role in {Role.EDITOR, Role.CHIEF_EDITOR, Role.PAPER_SETTER}
    expected = {"now": 200 if sees else 404, "before": 200 if sees else 404, "nowhere": 404}
    assert {name: person.get(f"/figures/{digest}").status_code for name, digest in held.items()} == expected


def test_a_department_sees_the_images_of_its_own_questions(site: Site) -> None:
    digest, _ = site.services.files.keep(io.BytesIO(png()), 1 << 20)
    question = content("看")
    question.stem.append(image(digest))
    own = site.person("clerk", Role.SUBMITTER, unit="卫健委")
    add(site, own, "", content=question)
    assert site.as_person("clerk", Role.SUBMITTER, unit="卫健委").get(f"/figures/{digest}").status_code == 200
    assert site.as_person("other", Role.SUBMITTER, unit="公安局").get(f"/figures/{digest}").status_code == 404


def test_what_is_handed_out_is_an_image_and_never_another_file(site: Site) -> None:
    store = site.services.files
    digest, _ = store.keep(io.BytesIO(png()), 1 << 20)
    other, _ = store.keep(io.BytesIO(b"PK\x03\x04 questions"), 1 << 20)
    editor = site.person("editor", Role.EDITOR)
    question = content("看")
    question.stem.extend([image(digest), image(other), image("..")])
    add(site, editor, "", content=question)
    client = site.as_person("editor", Role.EDITOR)
    answer = client.get(f"/figures/{digest}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", png())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for wrong in (other, "0" * 64, "x", "..", digest.upper()):
        assert client.get(f"/figures/{wrong}").status_code == 404
    assert site.app.test_client().get(f"/figures/{digest}").status_code in {302, 401}


def test_the_page_of_a_question_shows_its_image_and_its_formula(site: Site) -> None:
    actor = site.person("editor", Role.CHIEF_EDITOR)
    question = content("看")
    question.stem.extend([image(), FORMULA])
    public_id = add(site, actor, "看", content=question)
    client = site.as_person("setter", Role.PAPER_SETTER)
    page = client.get(f"/bank/{public_id}").text
    assert f'src="/figures/{"a" * 64}"' in page
    assert MATH in page
