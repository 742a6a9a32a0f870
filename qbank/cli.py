"""The command line: `qbank COMMAND`. Each command is a module of `qbank.commands` with a `command` in it."""

import importlib
import pkgutil

import click

from qbank import commands


class CommandFolder(click.Group):
    """Loads a command's module only when it is asked for, so that `qbank parse` never pays for the site's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(commands.__path__)
            if not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.group(cls=CommandFolder)
@click.version_option(package_name="qbank")
def main() -> None:
    """qbank: 征题、审题、组卷、封存与发布。"""
