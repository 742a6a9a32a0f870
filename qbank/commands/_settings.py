"""What commands share: the settings of the environment, or one sentence about what is wrong with them."""

import click

from qbank.config import Settings, SettingsError


def settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
