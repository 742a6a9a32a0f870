import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.items.models import Item, ItemState, QuestionType, Scope
from qbank.items.operations import add_version, set_tags
from qbank.laws.citations import CitedArticle
from qbank.laws.models import Law, SourceKind
from tests.items.support import add, content
from tests.support.people import Site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.as_person("shenti", Role.EDITOR)


def law(site: Site, title: str) -> tuple[int, str]:
    services = site.services
    with services.database.transaction() as session:
        made = Law(title=title, kind=SourceKind.LOCAL_REGULATION, created_at=services.clock.now())
        session.add(made)
        session.flush()
        return made.id, made.public_id


def test_the_bank_finds_questions_by_any_words_in_them(site: Site, client: FlaskClient) -> None:
    editor = site.person("shenti", Role.EDITOR)
    wanted = add(site, editor, "电梯多久检查一次（　　）。")
    other = add(
        site,
        editor,
        "燃气软管多久更换一次（　　）。",
        content=content("燃气软管多久更换一次（　　）。", ["一年", "两年"]),
    )
    page = client.get("/bank?q=检查一次").text
    assert wanted in page
    assert other not in page
    assert '<mark class="q-same">检查一次</mark>' in page
    assert "找到 1 道题" in page


def test_words_in_an_option_are_shown_with_the_option(site: Site, client: FlaskClient) -> None:
    found = add(site, site.person("shenti", Role.EDITOR), "多久一次（　　）。")
    page = client.get("/bank?q=每周").text
    assert found in page
    assert "选项 B：<mark" in page


def test_a_law_and_a_topic_are_found_by_their_names(site: Site, client: FlaskClient) -> None:
    law_id, _ = law(site, "云州市电梯安全条例")
    found = add(
        site,
        site.person("shenti", Role.EDITOR),
        "多久一次（　　）。",
        citations=[CitedArticle(law_id)],
        topics=["日常检查"],
    )
    assert found in client.get("/bank?q=电梯安全条例").text
    assert found in client.get("/bank?q=日常检查").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=accepted", {"a"}),
        ("state=in_review", {"b"}),
        ("type=multiple_choice", {"b"}),
        ("scope=sector", {"b"}),
        ("difficulty=3", {"a"}),
        ("topic=日常检查", {"a"}),
        ("q=电梯&state=in_review&type=multiple_choice", {"b"}),
        ("q=电梯&difficulty=5", set()),
        ("state=nonsense&difficulty=99&type=x&scope=y&page=oops", {"a", "b"}),
        ("page=999", {"a", "b"}),
        ("unit=nowhere", set()),
        ("_scheme=x&_external=1&_anchor=y", {"a", "b"}),
    ],
)
def test_filters_narrow_the_list_and_nonsense_asks_for_nothing(
    site: Site, client: FlaskClient, asked: str, found: set[str]
) -> None:
    editor = site.person("shenti", Role.EDITOR)
    ids = {
        "a": add(site, editor, "第一部电梯（　　）。", difficulty=3, topics=["日常检查"]),
        "b": add(
            site, editor, "", state=ItemState.IN_REVIEW, scope=Scope.SECTOR,
            content=content("第二部电梯（　　）。", type=QuestionType.MULTIPLE_CHOICE, answer_key="AB"),
        ),
    }  # fmt: skip
    page = client.get(f"/bank?{asked}")
    assert page.status_code == 200
    assert {name for name, public_id in ids.items() if public_id in page.text} == found
    assert client.get(f"/bank/{ids['a']}?{asked}").status_code == 200


def test_the_law_and_the_unit_narrow_the_list(site: Site, client: FlaskClient) -> None:
    editor = site.person("shenti", Role.EDITOR)
    law_id, law_public_id = law(site, "云州市电梯安全条例")
    cited = add(site, editor, "第一部电梯（　　）。", citations=[CitedArticle(law_id, "23")])
    foreign = add(site, editor, "第二部电梯（　　）。", unit_id=site.unit("云州市住房局"))
    by_law = client.get(f"/bank?law={law_public_id}").text
    assert cited in by_law
    assert foreign not in by_law
    with site.services.database.reading() as session:
        unit = session.query(Item).filter_by(public_id=foreign).one().unit.public_id
    by_unit = client.get(f"/bank?unit={unit}").text
    assert foreign in by_unit
    assert cited not in by_unit


def test_a_long_list_is_turned_page_by_page(site: Site, client: FlaskClient) -> None:
    editor = site.person("shenti", Role.EDITOR)
    ids = [add(site, editor, f"第{number}部电梯（　　）。") for number in range(27)]
    first, second = client.get("/bank?q=电梯").text, client.get("/bank?q=电梯&page=2").text
    assert ids[-1] in first
    assert ids[0] not in first
    assert ids[0] in second
    assert "共 27 条" in first


@pytest.mark.parametrize("query", ["%", "_", "'", '"', "“", "\\", "%00", "<script>", "a" * 5000, "电"])
def test_whatever_is_typed_gets_an_answer(site: Site, client: FlaskClient, query: str) -> None:
    add(site, site.person("shenti", Role.EDITOR), "电梯多久检查一次（　　）。")
    answer = client.get("/bank", query_string={"q": query})
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_an_edit_and_a_new_tag_are_found_at_once(site: Site, client: FlaskClient) -> None:
    editor = site.person("shenti", Role.EDITOR)
    public_id = add(site, editor, "电梯多久检查一次（　　）。")
    services = site.services
    with services.database.transaction() as session:
        item = session.query(Item).filter_by(public_id=public_id).one()
        changed = content("升降机多久检验一次（　　）。")
        add_version(session, services.trail, services.clock.now(), editor, item, changed, "用语不准")
        set_tags(
            session, services.trail, services.clock.now(), editor, item,
            scope=Scope.PUBLIC, difficulty=3, topics=["定期检验"], audiences=[], citations=[],
        )  # fmt: skip
    assert public_id in client.get("/bank?q=升降机").text
    assert public_id in client.get("/bank?q=定期检验").text
    assert public_id not in client.get("/bank?q=电梯").text


def test_a_question_shows_what_each_version_changed_and_who_did_what(site: Site, client: FlaskClient) -> None:
    editor = site.person("shenti", Role.EDITOR)
    public_id = add(site, editor, "电梯应当每日检查一次吗（　　）。")
    services = site.services
    with services.database.transaction() as session:
        item = session.query(Item).filter_by(public_id=public_id).one()
        changed = content("电梯应当每周检查一次吗（　　）。", answer_key="C")
        add_version(session, services.trail, services.clock.now(), editor, item, changed, "周期有误")
    page = client.get(f"/bank/{public_id}").text
    assert "<del>日</del><ins>周</ins>" in page
    assert "<del>B</del><ins>C</ins>" in page
    assert "周期有误" in page
    assert "改为第 2 版" in page
    assert "shenti先生" in page


def test_an_unknown_question_is_not_found(client: FlaskClient) -> None:
    assert client.get("/bank/nosuchquestion").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF_EDITOR, Role.PAPER_SETTER])
def test_people_of_the_office_see_the_bank(site: Site, role: Role) -> None:
    public_id = add(site, site.person("shenti", Role.EDITOR), "电梯多久检查一次（　　）。")
    seen = site.as_person("renyuan", role)
    assert seen.get("/bank").status_code == 200
    assert seen.get(f"/bank/{public_id}").status_code == 200


@pytest.mark.parametrize("role", [Role.SUBMITTER, Role.RELEASER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_do_not_see_the_bank(site: Site, role: Role) -> None:
    public_id = add(site, site.person("shenti", Role.EDITOR), "电梯多久检查一次（　　）。")
    seen = site.as_person("renyuan", role, unit="云州市住房局")
    for address in ("/bank", f"/bank/{public_id}", "/bank/load"):
        assert seen.get(address).status_code == 403


def test_an_empty_bank_says_how_it_is_filled(site: Site) -> None:
    page = site.as_person("zhushen", Role.CHIEF_EDITOR).get("/bank").text
    assert "题库还是空的" in page
    assert "/bank/load" in page
