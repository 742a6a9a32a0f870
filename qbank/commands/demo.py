"""`qbank demo`: loads the demonstration once, runs the main job on it, and serves; or writes its files."""

import dataclasses
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from qbank import running
from qbank.accounts.queries import has_accounts
from qbank.clock import FixedClock
from qbank.commands._settings import settings as read_settings
from qbank.config import Settings
from qbank.demo.files import write_files
from qbank.demo.people import OFFICE, Login
from qbank.demo.pull import pull_everything
from qbank.demo.story import Story
from qbank.services import open_services

LOGINS = "demonstration/logins.json"
UNFINISHED = "demonstration/unfinished"
STEPS = 13


@click.command("demo")
@click.option("--serve", is_flag=True, help="接着开网站")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="只把示例文件写到这个文件夹")
def command(serve: bool, into: Path | None) -> None:
    """示例：从部门的文件走到考试平台取走试卷；或只写出示例文件，供动手试。"""
    if into is not None:
        for path in write_files(into, datetime.now(UTC) + timedelta(days=30)):
            click.echo(path)
        return
    settings = _demonstration_settings(read_settings())
    if serve and not running.port_is_free(settings):
        raise click.ClickException(
            f"端口 {settings.port} 已被别的程序占用。用 QBANK_PORT 换一个端口，例如 QBANK_PORT=8010 make run。"
        )
    _clear_unfinished(settings)
    services = running.prepare(settings)
    with services.database.reading() as session:
        first = not has_accounts(session)
    if first:
        _tell(settings)
    _name_accounts(settings)
    if serve:
        click.echo(
            f"\n网站：{running.site_address(settings)}　数据：{settings.data.resolve()}　按 Ctrl+C 停止"
        )
        running.serve(settings, services)


def _demonstration_settings(settings: Settings) -> Settings:
    """The demonstration listens on this machine alone."""
    return dataclasses.replace(settings, host="127.0.0.1", office_name=OFFICE)


def _clear_unfinished(settings: Settings) -> None:
    """A first run that was broken off is begun again from nothing; nobody has worked in it yet."""
    if not (settings.data / UNFINISHED).exists():
        return
    if settings.database_url:
        raise click.ClickException(
            "上次载入示例时中断了。请清空 QBANK_DATABASE_URL 所指的数据库，再运行一次。"
        )
    shutil.rmtree(settings.data)


def _tell(settings: Settings) -> None:
    unfinished = settings.data / UNFINISHED
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    clock = FixedClock(datetime.now(UTC))
    services = open_services(settings, clock)
    click.echo("第一次运行：载入示例，并从部门的文件一直走到考试平台取走试卷。")
    story = Story(services, clock, _Steps())
    story.tell()
    clock.at = datetime.now(UTC)
    pulled = pull_everything(services, story.people["shenning"], settings.data / "demonstration" / "engine")
    papers = "，".join(f"{title} {count} 份" for title, count in pulled)
    story.say(f"考试平台经接口取走试卷，逐份核对了摘要和签名：{papers}")
    _keep_logins(settings, story.logins)
    unfinished.unlink()


class _Steps:
    """Says each step as it is done, with how many there are."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, line: str) -> None:
        self.done += 1
        click.echo(f"[{self.done:>2}/{STEPS}] {line}")


def _keep_logins(settings: Settings, logins: list[Login]) -> None:
    rows = [
        {"username": each.person.username, "password": each.password, "name": each.person.name,
         "unit": each.person.unit, "task": each.person.task}
        for each in logins
    ]  # fmt: skip
    path = settings.data / LOGINS
    path.touch(mode=0o600)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def _name_accounts(settings: Settings) -> None:
    path = settings.data / LOGINS
    if not path.exists():
        raise click.ClickException(
            f"{settings.data} 里已有别的网站的数据，不是示例。用 QBANK_DATA 换一个文件夹，或用 make serve 打开它。"
        )
    click.echo("\n可以用这些账号登录（密码在第一次运行时生成）：")
    for row in json.loads(path.read_text("utf-8")):
        click.echo(f"  {row['username']:<10} {row['password']}   {row['name']}　{row['unit']}　{row['task']}")
