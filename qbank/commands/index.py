"""`qbank index rebuild`: the full-text index made anew from the questions in the database."""

import time

import click

from qbank.commands._settings import open_site
from qbank.items.indexing import rewrite_documents


@click.group()
def command() -> None:
    """全文索引：丢了、坏了或恢复了备份之后重建。"""


@command.command()
def rebuild() -> None:
    """从数据库里的试题重建全文索引；网站可以照常使用。"""
    stand = open_site()
    start = time.monotonic()
    with click.progressbar(length=1, label="整理试题的文字") as bar:
        count = rewrite_documents(stand.database, lambda done, total: _show(bar, done, total))
    with click.progressbar(length=1, label="建立索引") as bar:
        stand.search.rebuild(lambda done, total: _show(bar, done, total))
    stand.database.dispose()
    click.echo(f"全文索引已重建：{count} 道题，用了 {time.monotonic() - start:.0f} 秒。")


def _show(bar: "click._termui_impl.ProgressBar[int]", done: int, total: int) -> None:
    bar.length = max(total, 1)
    bar.update(done - bar.pos)
