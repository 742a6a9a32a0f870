"""What commands share: the settings of the environment, or one sentence about what is wrong with them, and the site's store."""

import click

from qbank.config import Settings, SettingsError
from qbank.migrations import upgrade
from qbank.services import Services, open_services


def settings() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def open_site() -> Services:
    """The services over a database that has every table; without the web, so that a command starts at once."""
    services = open_services(settings())
    upgrade(services.database.engine)
    return services
