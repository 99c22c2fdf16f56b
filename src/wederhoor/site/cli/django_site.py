"""What the subcommands that need Django share: setting it up, migrating, the arguments of a server."""

import argparse
import os

from wederhoor.site.home import home

ADDRESS = "address"
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (told apart, not listened on)


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


def add_where(parser: argparse.ArgumentParser) -> None:
    """Where a site listens that somebody else started: for the links that are printed."""
    parser.add_argument("--host", default="", help="where the site runs (WEDERHOOR_URL, else where it ran last)")
    parser.add_argument("--port", type=int, default=0, help="the port of the site (the one it ran at last, else 8000)")


def remember_address(host: str, port: int) -> None:
    """Keep where the site runs, for `wederhoor admin` in another window."""
    (home() / ADDRESS).write_text(f"{'127.0.0.1' if host in EVERYWHERE else host}:{port}", encoding="utf-8")


def site_address(host: str = "", port: int = 0) -> str:
    """The address of the site: as given, as the settings say, or where it ran last."""
    from django.conf import settings

    if settings.SITE_URL and not (host or port):
        return str(settings.SITE_URL)
    kept = home() / ADDRESS
    last_host, _, last_port = (kept.read_text(encoding="utf-8") if kept.exists() else "127.0.0.1:8000").rpartition(":")
    return f"http://{host or last_host}:{port or last_port}"
