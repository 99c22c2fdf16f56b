"""How fast whole pages are with 10,000 dossiers, one client: the worklist of 50 rows, a dossier page with 60 events.

The dossiers are those of `benchmarks.store`, in the same database. Pages come from Django's test client: every layer of the
site from session to template works, only the web server itself is left out. `rows()` works in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import store

if TYPE_CHECKING:
    from django.test import Client

HERE = Path(__file__).resolve().parent
PEERS = "django-helpdesk {}, Signalen {}, plain Django {}"


def rows() -> list[tuple[str, float, str]]:
    """Name, milliseconds (median), and the figure of peers."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "WEDERHOOR_HOME": str(HERE.parent / "var" / "bench"),
            "WEDERHOOR_DATA": store._data(Path(folder)),
        }
        for name in ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO"):
            environment.pop(name, None)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.pages"],
            env=environment,
            cwd=HERE.parent,
            check=True,
            stdout=subprocess.PIPE,
        )
    return [tuple(row) for row in json.loads(done.stdout)]


def _client() -> Client:
    """Somebody signed in who sees all of them; the addresses of stylesheets and icons are known."""
    _, actor = store._ready()

    from django.core.management import call_command
    from django.test import Client

    from wederhoor.organisations.models import Account

    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(pk=actor.account))
    return client


def _page(client: Client, address: str, pattern: str, times: int) -> Callable[[], object]:
    """Fetching a page; it is the right one when so many places in it match."""
    found = client.get(address)
    matches = re.findall(pattern, found.content.decode())
    if found.status_code != 200 or len(matches) != times:
        raise SystemExit(f"{address}: status {found.status_code}, {pattern} {len(matches)} times, not {times}")
    return lambda: client.get(address)


def measure() -> list[tuple[str, float, str]]:
    """The figures, in the environment that `rows` made."""
    client = _client()
    worklist = _page(client, "/werkplek/", r"<tr[^>]*>\s*<th[^>]*scope=.row|<tr[^>]*>\s*<td", 50)
    dossier = _page(client, "/werkplek/dossiers/K-2026-0001/", "(?:Tekst van een notitie. ){19}", store.EVENTS - 1)
    return [
        (
            f"worklist page, 50 of {store.DOSSIERS:,} dossiers, ms (mark 15)",
            store._milliseconds(worklist),
            PEERS.format(120, 377, 6.5),
        ),
        (
            f"dossier page with {store.EVENTS} events, ms (mark 15)",
            store._milliseconds(dossier),
            PEERS.format(41, 59, 5),
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
