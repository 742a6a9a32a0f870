"""Laws: their versions, what holds on a day, and who may change them."""

import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

from qbank.access import Role
from qbank.commands.laws import command
from qbank.laws.citations import CitedArticle, resolve
from qbank.laws.models import Law, LawVersion, SourceKind
from qbank.laws.operations import LawRefused, add_law, load_version
from qbank.laws.queries import article_label, cited_text
from qbank.laws.reading import LawText, ReadArticle, TextUnreadable, clean_title, likely_kind, read_law_text
from qbank.laws.standing import Standing, effective, law_standing, version_standing
from tests.support.people import Site

TEXT = """云州市梧桐养护条例

（2021年8月27日云州市人民代表大会常务委员会通过　自2021年12月1日起施行）

第一章　总则

第一条　为了养护梧桐，制定本条例。

第二条　园林部门应当每年修剪一次梧桐。

修剪应当在三月前完成。

第二章　罚则

第三条　损坏梧桐的，处一百元罚款。
"""


def text_of(*numbers: int) -> LawText:
    articles = [
        ReadArticle(str(n), article_label(str(n)), "第一章　总则", [f"第{n}项规定。"]) for n in numbers
    ]
    return LawText("云州市梧桐养护条例", None, None, articles)


def add(site: Site, *versions: tuple[date, date | None]) -> int:
    """A law with these versions, each of articles 1 to 3; its id."""
    stand, chief = site.services, site.person("zhushen", Role.CHIEF_EDITOR)
    with stand.database.transaction() as session:
        law = add_law(
            session, stand.trail, stand.clock.now(), chief, "云州市梧桐养护条例", SourceKind.LOCAL_REGULATION
        )
        for adopted, in_force in versions:
            load_version(
                session, stand.trail, stand.clock.now(), chief, law, text_of(1, 2, 3), "0" * 64,
                adopted=adopted, in_force=in_force,
            )  # fmt: skip
        return law.id


OLD, NEW = (date(2021, 8, 27), date(2021, 12, 1)), (date(2026, 3, 27), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("today", "holds", "states"),
    [
        (date(2021, 9, 1), 0, [Standing.NOT_YET, Standing.NOT_YET]),
        (date(2026, 6, 30), 0, [Standing.IN_FORCE, Standing.NOT_YET]),
        (date(2026, 7, 1), 1, [Standing.AMENDED, Standing.IN_FORCE]),
    ],
)
def test_the_version_that_holds_is_the_latest_one_in_force(
    site: Site, today: date, holds: int, states: list[Standing]
) -> None:
    law_id = add(site, OLD, NEW)
    with site.services.database.reading() as session:
        law = session.get_one(Law, law_id)
        assert effective(law.versions, today) is law.versions[holds]
        assert [version_standing(law, version, today) for version in law.versions] == states
        law.repealed = today
        assert law_standing(law, today) is Standing.REPEALED


def test_the_same_version_is_not_loaded_twice(site: Site) -> None:
    with pytest.raises(LawRefused, match="已经载入"):
        add(site, OLD, OLD)


def test_an_article_comes_with_its_neighbours_or_with_a_sentence(site: Site) -> None:
    law_id = add(site, OLD)
    with site.services.database.reading() as session:
        law = session.get_one(Law, law_id)
        found = cited_text(session, law, "2", date(2026, 1, 1))
        assert (found.before and found.before.number, found.article and found.article.number) == ("1", "2")
        assert found.after is not None
        assert found.after.number == "3"
        missing = cited_text(session, law, "73", date(2026, 1, 1))
        assert missing.article is None
        assert missing.missing == "这部条例只有三条，没有第七十三条。请核对条号。"
        assert "没有第二条之一" in cited_text(session, law, "2-1", date(2026, 1, 1)).missing


def test_a_citation_is_resolved_against_the_laws_of_the_site(site: Site) -> None:
    law_id = add(site, OLD)
    with site.services.database.reading() as session:
        law = session.get_one(Law, law_id)
        assert resolve(session, "《云州市梧桐养护条例》第二条") == [CitedArticle(law_id, "2")]
        assert resolve(session, "第三条", [law]) == [CitedArticle(law_id, "3")]
        assert resolve(session, "第三条") == []


def test_names_of_laws_are_kept_in_one_form() -> None:
    assert clean_title(" 《中华人民共和国食品安全法（2021年修正）》 ") == "食品安全法"
    assert likely_kind("食品安全法") is SourceKind.NATIONAL_LAW
    assert likely_kind("食品安全法实施条例") is SourceKind.REGULATION
    assert likely_kind("云州市电梯安全条例") is SourceKind.LOCAL_REGULATION
    assert likely_kind("城市绿化条例") is SourceKind.REGULATION
    assert likely_kind("二十大报告") is SourceKind.DOCUMENT


def test_a_file_without_articles_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("这里没有条文。", encoding="utf-8")
    with pytest.raises(TextUnreadable, match="第一条"):
        read_law_text(file)
    file.write_bytes(b"PK\x03\x04" + b"\x00" * 300)
    with pytest.raises(TextUnreadable):
        read_law_text(file)


def upload(client: FlaskClient, text: str, name: str = "条例.txt") -> str:
    answer = client.post("/laws/load", data={"text": (io.BytesIO(text.encode()), name)})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def test_a_text_is_previewed_with_its_counts_and_then_kept(site: Site) -> None:
    chief = site.as_person("zhushen", Role.CHIEF_EDITOR)
    address = upload(chief, TEXT)
    page = chief.get(address).text
    assert "云州市梧桐养护条例" in page
    assert "载入 3 条" in page
    form = {
        "title": "云州市梧桐养护条例",
        "kind": "local_regulation",
        "scope": "sector",
        "adopted": "2021-08-27",
    }
    saved = chief.post(address, data=form)
    assert saved.status_code == 302
    assert "损坏梧桐的" in chief.get(saved.headers["Location"]).text
    again = chief.post(address, data=form)
    assert again.status_code == 422
    assert "已经载入" in again.text
    with site.services.database.reading() as session:
        version = session.scalars(select(LawVersion)).one()
        assert [article.number for article in version.articles] == ["1", "2", "3"]
        assert version.articles[1].paragraphs[1] == "修剪应当在三月前完成。"


def test_the_preview_names_what_was_not_read_as_an_article(site: Site) -> None:
    chief = site.as_person("chief", Role.CHIEF_EDITOR)
    page = chief.get(upload(chief, f"{TEXT}\n附件\n示例名录\n第一条　名录所称示例。")).text
    assert "文件里有 1 处没有读作条文，不会入库。" in page
    assert "“附件 示例名录”：附件，没有读作条文" in page


def test_a_text_without_its_day_asks_for_it(site: Site) -> None:
    chief = site.as_person("zhushen", Role.CHIEF_EDITOR)
    address = upload(chief, TEXT.replace("2021年8月27日", ""))
    answer = chief.post(
        address, data={"title": "云州市梧桐养护条例", "kind": "local_regulation", "adopted": ""}
    )
    assert answer.status_code == 422
    assert "文本里没有写明日期" in answer.text


@pytest.mark.parametrize("said", [b"", "不是法律".encode(), b"\x00\xff\xfe" * 50])
def test_an_upload_that_is_no_law_is_refused_on_the_page(site: Site, said: bytes) -> None:
    chief = site.as_person("zhushen", Role.CHIEF_EDITOR)
    answer = chief.post("/laws/load", data={"text": (io.BytesIO(said), "甲.txt")})
    assert answer.status_code == 422
    assert chief.post("/laws/load", data={}).status_code == 422


def test_a_law_known_by_name_only_says_so(site: Site) -> None:
    chief = site.as_person("zhushen", Role.CHIEF_EDITOR)
    form = {"title": "《中华人民共和国禁毒法》", "kind": "national_law", "scope": ""}
    page = chief.post("/laws/add", data=form, follow_redirects=True).text
    assert "只有名称，没有全文" in page
    assert "只有名称" in chief.get("/laws").text
    refused = chief.post("/laws/add", data=form)
    assert refused.status_code == 422
    assert "已经有《禁毒法》" in refused.text


@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [
        (Role.CHIEF_EDITOR, 200, 200),
        (Role.EDITOR, 200, 403),
        (Role.PAPER_SETTER, 200, 403),
        (Role.SUBMITTER, 403, 403),
        (Role.AUDITOR, 403, 403),
    ],
)
def test_who_reads_laws_and_who_changes_them(site: Site, role: Role, reads: int, changes: int) -> None:
    law_id = add(site, OLD)
    with site.services.database.reading() as session:
        public_id = session.get_one(Law, law_id).public_id
    client = site.as_person("someone", role)
    assert client.get("/laws").status_code == reads
    assert client.get(f"/laws/{public_id}").status_code == reads
    assert client.get("/laws/add").status_code == changes
    assert client.get("/laws/load").status_code == changes
    form = {"title": "改名条例", "kind": "regulation", "scope": "", "repealed": ""}
    changed = client.post(f"/laws/{public_id}/change", data=form)
    assert changed.status_code == (302 if changes == 200 else 403)
    assert client.get("/laws/none").status_code == (404 if reads == 200 else 403)
    assert client.get(f"/laws/{public_id}?version=none").status_code == (404 if reads == 200 else 403)
    assert client.get("/laws/load/forged").status_code == (404 if changes == 200 else 403)


def test_the_command_loads_many_files_and_skips_what_is_there(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QBANK_DATA", str(site.services.settings.data))
    good, bad = tmp_path / "好.md", tmp_path / "坏.md"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_text("无", encoding="utf-8")
    first = CliRunner().invoke(command, ["load", str(good)])
    assert first.exit_code == 0, first.output
    assert "3 条" in first.output
    second = CliRunner().invoke(command, ["load", str(good), str(bad), str(tmp_path / "没有.md")])
    assert second.exit_code == 2
    assert "跳过" in second.output
    assert "2 个文件没有载入" in second.output
