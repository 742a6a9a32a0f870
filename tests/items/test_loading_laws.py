"""Loading asks for the law of each question, and adds laws that are not registered."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.items.models import BankLoad, Item
from qbank.laws.models import Law, SourceKind
from tests.items.support import confirm, row, sheet, upload
from tests.support.people import Site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.as_person("zhushen", Role.CHIEF_EDITOR)


def add_law(site: Site) -> None:
    with site.services.database.transaction() as session:
        now = site.services.clock.now()
        session.add(Law(title="云州市电梯安全条例", kind=SourceKind.LOCAL_REGULATION, created_at=now))


def test_a_question_without_law_or_difficulty_is_not_accepted_but_goes_to_review(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    add_law(site)
    rows = [row(1), row(2, 难度=""), row(3, 法律依据="《查无此法》第一条"), row(4, 答案="")]
    address = upload(site, client, sheet(tmp_path, rows))
    preview = client.get(address).text
    assert "2 道题缺法规或难度，不会直接通过" in preview
    assert "没有难度的 1 道，认不出法规的 1 道" in preview
    assert "其中先审题" in confirm(client, address)
    with site.services.database.reading() as session:
        states = [item.state for item in session.query(Item).order_by(Item.id)]
        assert states == ["accepted", "in_review", "in_review"]
        assert session.query(BankLoad).one().to_review == 2


def test_a_law_that_is_not_known_is_told_before_loading(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    page = client.get(upload(site, client, sheet(tmp_path, [row(1)]))).text
    assert "1 道题认不出法规" in page
    assert "《云州市电梯安全条例》第二十三条" in page


def test_laws_that_are_not_registered_are_added_by_name_and_read_again(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    rows = [
        row(1),
        row(2, 法律依据="《中华人民共和国特种设备安全法》第三条"),
        row(3, 法律依据="根据有关规定"),
    ]
    address = upload(site, client, sheet(tmp_path, rows))
    assert "把这 2 部法规的名称加入法规库" in client.get(address).text
    assert client.post(f"{address}/laws").status_code == 302
    preview = client.get(address).text
    assert "加入法规库" not in preview
    assert "1 道题认不出法规" in preview
    confirm(client, address)
    with site.services.database.reading() as session:
        kinds = {law.title: law.kind for law in session.query(Law)}
        assert kinds == {"云州市电梯安全条例": "local_regulation", "特种设备安全法": "national_law"}
        items = session.query(Item).order_by(Item.id).all()
        assert [item.state for item in items] == ["accepted", "accepted", "in_review"]
        assert [each.law.title for each in items[1].citations] == ["特种设备安全法"]


def test_one_law_for_the_whole_file_holds_where_a_question_names_none(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    services = site.services
    with services.database.transaction() as session:
        made = Law(
            title="云州市电梯安全条例", kind=SourceKind.LOCAL_REGULATION, created_at=services.clock.now()
        )
        session.add(made)
        session.flush()
        law = made.public_id
    address = upload(
        site, client, sheet(tmp_path, [row(1, 法律依据=""), row(2, 法律依据="第十七条之一")]), law=law
    )
    confirm(client, address)
    with services.database.reading() as session:
        cited = [item.citations[0] for item in session.query(Item).order_by(Item.id)]
        assert [(each.law.title, each.article) for each in cited] == [
            ("云州市电梯安全条例", None),
            ("云州市电梯安全条例", "17-1"),
        ]
