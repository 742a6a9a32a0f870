"""`qbank serve`: the site, on one machine, with one command."""

import click

from qbank import running
from qbank.commands._settings import settings as read_settings


@click.command("serve")
def command() -> None:
    """开网站。空网站会在终端上给出第一位管理员的一次性链接。"""
    settings = read_settings()
    if not running.port_is_free(settings):
        raise click.ClickException(
            f"端口 {settings.port} 已被别的程序占用。用 QBANK_PORT 换一个端口，例如 QBANK_PORT=8010 make serve。"
        )
    services = running.prepare(settings)
    link = running.setup_address(services)
    click.echo(f"网站：{running.site_address(settings)}　数据：{settings.data.resolve()}　按 Ctrl+C 停止")
    if link:
        click.echo(f"网站还没有账号。第一位管理员请用这个链接（只能用一次，三天内有效）：\n  {link}")
    running.serve(settings, services)
