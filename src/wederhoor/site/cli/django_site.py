"""What the subcommands that need Django share: setting it up, migrating, the arguments of a server."""

import argparse
import os


def set_up(*, demo: bool = False) -> None:
    """Make Django ready; with `demo`, with the demo's people and the bar to switch between them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wederhoor.site.settings")
    if demo:
        os.environ["WEDERHOOR_DEMO"] = "1"
    import django
    from django.apps import apps

    if not apps.ready:  # a second time would tie the log to whatever stands at stderr now
        django.setup()


def migrate(*, quiet: bool = True) -> None:
    """Bring the database up to date, with the owner's login."""
    from wederhoor.site import database

    database.ensure_app_role()
    database.migrate(database.owner_login(), verbosity=0 if quiet else 1)


def add_json(parser: argparse.ArgumentParser) -> None:
    """The flag that every subcommand has."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")


def add_address(parser: argparse.ArgumentParser) -> None:
    """Where to listen: HOST and PORT of the environment, or these arguments."""
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (8000)")
