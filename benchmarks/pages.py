"""How fast whole pages are with 100,000 dossiers: through Django's test client, and served by two processes to eight clients.

The dossiers are those of `benchmarks.store`, in the same database. The test client leaves out only the web server; the
served figures go over HTTP on the loopback, with keep-alive, and end with the memory of both server processes after every
page was visited. `rows()` works in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks import store

if TYPE_CHECKING:
    from django.test import Client

HERE = Path(__file__).resolve().parent
WORKLIST, DOSSIER = "/werkplek/", "/werkplek/dossiers/K-2026-0001/"
EVERY_PAGE = (
    WORKLIST, DOSSIER, *(f"{WORKLIST}?tab={tab}" for tab in ("mine", "overdue", "closed", "all")), f"{WORKLIST}zoeken/",
    f"{WORKLIST}weergaven/", f"{WORKLIST}brieven/", f"{WORKLIST}nieuw/", f"{WORKLIST}meldingen/", f"{WORKLIST}agenda/",
    f"{DOSSIER}daad/note/", f"{DOSSIER}daad/assign/", "/",
)  # fmt: skip
RUN = "import sys; from wederhoor.site.cli import main; sys.exit(main())"
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
    client.post("/werkplek/zorgvuldigheid/geheimhouding/")  # what one agrees to before the first look
    return client


def _page(client: Client, address: str, pattern: str, times: int) -> Callable[[], object]:
    """Fetching a page; it is the right one when at least so many places in it match."""
    found = client.get(address)
    matches = re.findall(pattern, found.content.decode())
    if found.status_code != 200 or len(matches) < times:
        raise SystemExit(f"{address}: status {found.status_code}, {pattern} {len(matches)} times, not {times} or more")
    return lambda: client.get(address)


def measure() -> list[tuple[str, float, str]]:
    """The figures, in the environment that `rows` made."""
    client = _client()
    many, cookie = f"{store.DOSSIERS:,} dossiers", client.cookies["sessionid"].value
    worklist = _page(client, WORKLIST, r"<tr[^>]*>\s*<td", 50)
    dossier = _page(client, DOSSIER, "(?:Tekst van een notitie. ){19}", 1)
    alone = [
        (f"worklist page, 50 of {many}, ms (mark 15)", store._milliseconds(worklist), PEERS.format(120, 377, 6.5)),
        (
            f"dossier page with {store.EVENTS} events, ms (mark 15)",
            store._milliseconds(dossier),
            PEERS.format(41, 59, 5),
        ),
        ("worklist page, KB of HTML (mark 60)", len(client.get(WORKLIST).content) / 1000, "no figure of peers"),
    ]
    with _served() as (port, server):
        return alone + _over_http(port, cookie) + [_memory(server, port, cookie)]


@contextmanager
def _served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Two server processes on a free port, as an installation runs them."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    command = [sys.executable, "-c", RUN, "run", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            sleep(0.2)
        yield port, server
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # a session of its own: server and workers at once
        server.wait(30)


def _fetching(port: int, cookie: str) -> Callable[[str], bytes]:
    """One client with its own connection, which stays open."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def fetch(address: str) -> bytes:
        connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: status {answer.status}")
        return body

    return fetch


def _over_http(port: int, cookie: str) -> list[tuple[str, float, str]]:
    found = []
    for name, address, peers in (("worklist", WORKLIST, (4.4, 350)), ("dossier", DOSSIER, (35, 350))):
        fetch = _fetching(port, cookie)
        found.append(
            (
                f"{name} over HTTP, one client, p50 ms (mark 15)",
                store._milliseconds(lambda a=address, f=fetch: f(a), 150),
                "",
            )
        )
        rate = f"django-helpdesk {peers[0]}, plain Django {peers[1]}"
        found.append((f"{name} over HTTP, eight clients, a second (mark 150)", _rate(port, cookie, address), rate))
    return found


def _rate(port: int, cookie: str, address: str, seconds: float = 8) -> float:
    """Pages a second that eight clients get together."""

    def client(_: int) -> int:
        fetch, done, until = _fetching(port, cookie), 0, perf_counter() + seconds
        while perf_counter() < until:
            fetch(address)
            done += 1
        return done

    with ThreadPoolExecutor(8) as clients:
        return sum(clients.map(client, range(8))) / seconds


def _memory(server: subprocess.Popen[bytes], port: int, cookie: str) -> tuple[str, float, str]:
    """What the server's processes hold after every page of a working day was asked for by each."""
    for _ in range(6):
        fetch = _fetching(port, cookie)
        for address in EVERY_PAGE:
            fetch(address)
    listed = subprocess.run(["ps", "-o", "rss=", "--ppid", str(server.pid)], capture_output=True, text=True, check=True)
    workers = sorted(int(line) / 1024 for line in listed.stdout.split())[-2:]
    return "two web workers after every page, MB (mark 200)", sum(workers), "django-helpdesk 1,005"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
