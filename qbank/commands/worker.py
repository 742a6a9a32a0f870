"""`qbank worker`: runs the jobs that pages start; `qbank serve` starts one by itself."""

import click

from qbank import running
from qbank.commands._settings import settings as read_settings


@click.command("worker")
@click.option("--with-site", is_flag=True, hidden=True, help="started by `qbank serve`: ends with it")
def command(with_site: bool) -> None:
    """单独运行后台工作（多台机器时用；serve 会自带一个）。"""
    running.work(read_settings(), with_site=with_site)
