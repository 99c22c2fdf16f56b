"""The site over HTTP for `benchmarks.pages`: two server processes, browsers that cost little themselves, and what the processors did.

A generator of requests works on the same processors as what it measures. `http.client` took over a millisecond a page; a plain
socket that only looks for the status and the length takes a tenth of that, so the figure is the server's and PostgreSQL's.

The worker beside the server has nothing left over: the dossiers are made in bulk, with days long gone and nobody told. At its
first start it would renew a hundred thousand lists and tell of each that is late, for minutes, on the processors that serve the pages.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time, sleep
from urllib.parse import urlencode

RUN = "import sys; from wederhoor.site.cli import main; sys.exit(main())"
ROOM, END = 1 << 16, b"\r\n\r\n"
SETTLED = 5
"""Seconds: by then the worker beside the server has started, and rests."""
SELDOM, LATER = timedelta(minutes=15), timedelta(hours=2)
"""What the worker does no more often than this, was done a moment ago and comes again when all is measured."""


@dataclass(frozen=True)
class Served:
    """The site as an installation runs it."""

    port: int
    leader: int
    """The process that all others of the site came from; the processes share its session."""

    def spent(self) -> dict[str, float]:
        """Milliseconds that processors worked so far, for the site, for PostgreSQL and for this process. On Linux only."""
        postgres = int(Path(os.environ["WEDERHOOR_HOME"], "postgresql", "postmaster.pid").read_text().split()[0])
        found = {"the site": 0.0, "PostgreSQL": 0.0, "the clients": process_time() * 1000}
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                _, parent, _, session = (place / "stat").read_text().rpartition(")")[2].split()[:4]
                whose = "PostgreSQL" if int(parent) == postgres else "the site" if int(session) == self.leader else ""
                if whose:
                    found[whose] += sum(_worked(task) for task in (place / "task").iterdir())
        return found


def _worked(task: Path) -> float:
    return int((task / "schedstat").read_text().split()[0]) / 1_000_000


@contextmanager
def served() -> Iterator[Served]:
    """Two server processes on a free port, as an installation runs them."""
    _nothing_left_over()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    command = [sys.executable, "-c", RUN, "run", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            sleep(0.2)
        else:
            raise SystemExit("the web server did not start: what it said stands above")
        sleep(SETTLED)
        yield Served(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # a session of its own: server and workers at once
        server.wait(30)


def _nothing_left_over() -> None:
    """What the worker does by the day or the quarter of an hour is done; what it does by the minute it goes on doing."""
    from django.utils import timezone

    from wederhoor.dossier.models import Job
    from wederhoor.site.worker import CHORES

    now = timezone.now()
    for chore in CHORES:
        if chore.every >= SELDOM:
            Job.objects.update_or_create(name=chore.name, defaults={"due": now + LATER, "began": now, "ended": now})


class Browser:
    """One client with a connection of its own, which stays open."""

    def __init__(self, port: int, session: str, form: str) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), 60)
        self._port, self._session, self._form = port, session, form
        self._token, self._secret = "", ""

    def get(self, address: str) -> bytes:
        """A page."""
        return self._asked("GET", address, 200)[1]

    def post(self, address: str, status: int, **fields: object) -> bytes:
        """A form of a page that was fetched before."""
        if not self._token:
            head, page = self._asked("GET", self._form, 200)
            self._token = page.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
            self._secret = head.decode().split("csrftoken=")[1].split(";")[0]
        return self._asked("POST", address, status, urlencode({"csrfmiddlewaretoken": self._token, **fields}))[1]

    def _asked(self, method: str, address: str, status: int, body: str = "") -> tuple[bytes, bytes]:
        """Head and body of the answer."""
        cookies = f"sessionid={self._session}" + (f"; csrftoken={self._secret}" if body else "")
        self._line.sendall(
            f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {cookies}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        found = self._line.recv(ROOM)
        while END not in found:
            found += self._line.recv(ROOM)
        head, _, start = found.partition(END)
        if int(head.split(b" ", 2)[1]) != status:
            raise SystemExit(f"{address}: {head.decode().splitlines()[0]}")
        parts, left = [start], _length(head) - len(start)
        while left > 0:
            parts.append(self._line.recv(ROOM))
            left -= len(parts[-1])
        return head, b"".join(parts)


def _length(head: bytes) -> int:
    return int(head.lower().split(b"content-length:")[1].split(b"\r\n", 1)[0])


def together(
    site: Served, browser: Callable[[], Browser], work: Callable[[Browser], object], clients: int, seconds: float
) -> dict[str, float]:
    """Pages a second that so many clients get together, and milliseconds a page that the processors worked for them."""

    def client(_: int) -> int:
        one, done = browser(), 0
        work(one)
        until = perf_counter() + seconds
        while perf_counter() < until:
            work(one)
            done += 1
        return done

    before = site.spent()
    with ThreadPoolExecutor(clients) as pool:
        pages = sum(pool.map(client, range(clients)))
    after = site.spent()
    return {"a second": pages / seconds} | {who: (after[who] - before[who]) / (pages + clients) for who in after}
