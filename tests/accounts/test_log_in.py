import re
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from qbank.access import Role
from qbank.accounts import operations
from qbank.accounts.models import Account, LoginSession
from qbank.accounts.passwords import hash_password
from qbank.app import create_app
from qbank.clock import FixedClock
from qbank.config import Settings
from qbank.services import Services
from qbank.trail import latest
from tests.support.people import PASSWORD, Site


def test_a_stranger_is_sent_to_the_log_in_and_back(site: Site) -> None:
    site.person("guanli", Role.ADMINISTRATOR)
    client = site.app.test_client()
    answer = client.get("/accounts")
    assert answer.status_code == 302
    assert answer.location == "/log-in?next=/accounts"
    answer = client.post(answer.location, data={"username": "guanli", "password": PASSWORD})
    assert answer.location == "/accounts"
    assert client.get("/accounts").status_code == 200


def test_the_log_in_leads_to_no_other_site(site: Site) -> None:
    site.person("guanli", Role.ADMINISTRATOR)
    for target in ("https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"):
        client = site.app.test_client()
        answer = client.post(
            "/log-in", query_string={"next": target}, data={"username": "guanli", "password": PASSWORD}
        )
        assert answer.location == "/", target


def test_a_wrong_password_says_so_and_five_lock_the_name(site: Site, clock: FixedClock) -> None:
    site.person("guanli", Role.ADMINISTRATOR)
    client = site.app.test_client()
    for _ in range(5):
        answer = client.post("/log-in", data={"username": "guanli", "password": "wrong"})
        assert answer.status_code == 422
        assert "用户名或密码不对" in answer.text
    assert (
        "暂停登录 15 分钟" in client.post("/log-in", data={"username": "guanli", "password": PASSWORD}).text
    )
    clock.advance(timedelta(minutes=16))
    assert client.post("/log-in", data={"username": "guanli", "password": PASSWORD}).status_code == 302


def test_the_database_holds_neither_password_nor_session_token(site: Site) -> None:
    client = site.as_person("guanli", Role.ADMINISTRATOR)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    content = (site.services.settings.data / "qbank.db").read_bytes()
    assert token.encode() not in content
    assert PASSWORD.encode() not in content
    with site.services.database.reading() as session:
        assert session.query(LoginSession).one().token_hash != token


def test_a_session_ends_after_thirty_idle_minutes_and_after_eight_hours(
    site: Site, clock: FixedClock
) -> None:
    client = site.as_person("guanli", Role.ADMINISTRATOR)
    clock.advance(timedelta(minutes=29))
    assert client.get("/accounts").status_code == 200
    clock.advance(timedelta(minutes=31))
    assert client.get("/accounts").status_code == 302
    client = site.as_person("guanli", Role.ADMINISTRATOR)
    for _ in range(24):
        clock.advance(timedelta(minutes=20))
        client.get("/accounts")
    clock.advance(timedelta(minutes=1))
    assert client.get("/accounts").status_code == 302


def test_logging_out_ends_the_session_on_the_server(site: Site) -> None:
    client = site.as_person("guanli", Role.ADMINISTRATOR)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    client.post("/log-out")
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/accounts").status_code == 302


def test_a_stopped_account_and_a_change_of_roles_end_sessions_at_once(site: Site) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    editor = site.as_person("shenti", Role.EDITOR)
    assert editor.get("/review").status_code == 200
    page = admin.get("/accounts").text
    link = re.search(r'/accounts/([a-z0-9]+)">shenti', page)
    assert link
    admin.post(f"/accounts/{link[1]}/roles", data={"roles": ["auditor"]})
    assert editor.get("/review").status_code == 302
    admin.post(f"/accounts/{link[1]}/active", data={})
    answer = site.app.test_client().post("/log-in", data={"username": "shenti", "password": PASSWORD})
    assert answer.status_code == 422


def test_a_new_account_sets_its_own_password_by_a_link_that_works_once(site: Site) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    unit = re.search(r'<option value="([a-z0-9]+)">云州市', admin.get("/accounts").text)
    assert unit
    form = {"name": "周敏", "username": "zhoumin", "unit": unit[1], "roles": ["editor"]}
    page = admin.get(admin.post("/accounts", data=form).location).text
    link = re.search(r"/welcome/[\w-]+", page)
    assert link
    visitor = site.app.test_client()
    assert "周敏" in visitor.get(link[0]).text
    short = visitor.post(link[0], data={"password": "short", "again": "short"})
    assert short.status_code == 422
    assert "至少 10 个字符" in short.text
    assert (
        visitor.post(link[0], data={"password": "春风-又绿-江南岸", "again": "春风-又绿-江南"}).status_code
        == 422
    )
    assert (
        visitor.post(
            link[0], data={"password": "春风-又绿-江南岸-88", "again": "春风-又绿-江南岸-88"}
        ).status_code
        == 302
    )
    assert visitor.get(link[0]).status_code == 404
    assert (
        visitor.post("/log-in", data={"username": "zhoumin", "password": "春风-又绿-江南岸-88"}).status_code
        == 302
    )


def test_a_persons_name_and_unit_are_corrected_and_hold_at_once(site: Site) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    clerk = site.as_person("zhoumin", Role.SUBMITTER, unit="云州市公安局")
    site.unit("云州市民政局")
    accounts = admin.get("/accounts").text
    page = re.search(r'(/accounts/\w+)">zhoumin先生', accounts)
    unit = re.search(r'<option value="(\w+)">云州市民政局', accounts)
    assert page
    assert unit
    empty = admin.post(page[1], data={"name": "  ", "unit": unit[1]})
    assert empty.status_code == 422
    assert "填上姓名。" in empty.text
    assert admin.post(page[1], data={"name": "周敏", "unit": "nowhere"}).status_code == 422
    said = admin.post(page[1], data={"name": " 周敏 ", "unit": unit[1]}, follow_redirects=True)
    assert "姓名和单位已存。" in said.text
    home = clerk.get("/submit").text
    assert "周敏" in home
    assert "云州市民政局" in home
    with site.services.database.reading() as session:
        newest = latest(session, limit=1)[0]
        assert newest.action == "account.change"


def test_a_used_link_leads_home_who_is_logged_in_and_others_to_the_log_in(site: Site) -> None:
    strange = site.app.test_client().get("/welcome/used-long-ago")
    assert strange.status_code == 404
    assert "去登录" in strange.text
    known = site.as_person("shenti", Role.EDITOR).get("/welcome/used-long-ago")
    assert known.status_code == 404
    assert "回到首页" in known.text
    assert "去登录" not in known.text


def test_the_first_administrator_of_an_empty_site_comes_by_a_link(app: Flask) -> None:
    stand = app.extensions["qbank"]
    with stand.database.transaction() as session:
        token = operations.make_link(session, stand.clock.now(), None)
    visitor = app.test_client()
    form = {
        "office": "云州市依法治市办公室",
        "name": "沈宁",
        "username": "shenning",
        "password": "春风-又绿-江南岸-88",
        "again": "春风-又绿-江南岸-88",
    }
    assert "第一位管理员" in visitor.get(f"/welcome/{token}").text
    assert visitor.post(f"/welcome/{token}", data=form).status_code == 302
    answer = visitor.post("/log-in", data={"username": "shenning", "password": form["password"]})
    assert visitor.get(answer.location).location == "/campaigns"


def test_the_offices_name_given_at_the_first_start_stands_on_every_page(
    services: Services, settings: Settings
) -> None:
    unnamed = replace(settings, office_name="")
    app = create_app(unnamed, replace(services, settings=unnamed))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    site = Site(app, services, office="临水县普法办公室")
    visitor = app.test_client()
    assert "临水县" not in visitor.get("/log-in").text
    site.unit("临水县司法局")
    site.unit(site.office)
    assert "临水县普法办公室" in visitor.get("/log-in").text
    clerk = site.as_person("clerk", Role.SUBMITTER, unit="临水县司法局")
    assert '<span class="q-brand-office">临水县普法办公室</span>' in clerk.get("/submit").text


def test_what_was_typed_when_the_log_in_ran_out_is_offered_again_after_the_next(
    site: Site, clock: FixedClock
) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    clock.advance(timedelta(hours=1))
    here = {"Origin": "http://localhost"}
    expired = admin.post("/accounts/units", data={"name": "云州市水务局"}, headers=here)
    assert expired.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', expired.text)
    assert kept
    again = admin.post("/log-in", data={"username": "guanli", "password": PASSWORD, "kept": kept[1]})
    assert again.status_code == 200
    assert "云州市水务局" in again.text
    assert 'action="/accounts/units"' in again.text
    admin.post("/accounts/units", data={"name": "云州市水务局"})
    assert "云州市水务局" in admin.get("/accounts").text


def test_a_form_from_another_site_is_not_kept(site: Site, clock: FixedClock) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    clock.advance(timedelta(hours=1))
    expired = admin.post("/accounts/units", data={"name": "坏话"}, headers={"Origin": "https://example.com"})
    assert expired.status_code == 401
    assert 'name="kept"' not in expired.text


def test_a_form_without_its_csrf_token_is_refused(site: Site) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    site.app.config["WTF_CSRF_ENABLED"] = True
    assert admin.post("/accounts/units", data={"name": "云州市水务局"}).status_code in {400, 401}
    site.app.config["WTF_CSRF_ENABLED"] = False
    assert "云州市水务局" not in admin.get("/accounts").text


def test_an_administrator_locks_neither_itself_out_nor_leaves_the_trail_without_a_name(site: Site) -> None:
    admin = site.as_person("guanli", Role.ADMINISTRATOR)
    with site.services.database.reading() as session:
        own = session.query(Account).filter_by(username="guanli").one().public_id
    for action, data in (("roles", {"roles": ["editor"]}), ("active", {"active": "0"})):
        admin.post(f"/accounts/{own}/{action}", data=data)
    assert admin.get("/accounts").status_code == 200
    admin.post(f"/accounts/{own}/link")
    admin.post("/log-out")
    with site.services.database.reading() as session:
        said = [(entry.action, entry.subject) for entry in latest(session, limit=2)]
    assert said == [("login.end", f"account:{own}"), ("account.make_link", f"account:{own}")]


def test_a_password_that_changed_between_check_and_log_in_does_not_count(site: Site) -> None:
    site.person("guanli", Role.ADMINISTRATOR)
    stand = site.services
    now = stand.clock.now()
    with stand.database.reading() as session:
        attempt = operations.check_password(session, now, "guanli", PASSWORD, "127.0.0.1")
    with stand.database.transaction() as session:
        account = session.query(Account).one()
        operations.set_password(session, stand.trail, now, account, hash_password("另一个-password-99"))
    with stand.database.transaction() as session:
        assert operations.log_in(session, stand.trail, now, attempt) is None
