"""What the web server holds in memory after a whole working day: the demo with two server processes, every role signed in by a plain
client that follows every link, and takes every file: whole dossiers, letters in large print and as Word, pages of papers, workbooks.

Memory is PSS (`/proc/PID/smaps_rollup`): what processes share is counted once, spread over them. It is looked at all the while;
the figure is the highest that was seen after the first page, and not what was left at the end.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from time import sleep
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

RUN = "import sys; from wederhoor.site.cli import main; sys.exit(main())"
COMPILE = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'wederhoor.site.settings'; django.setup(); " \
    "from wederhoor.site import sharing; sharing.load_shared()"  # fmt: skip
COMPILED = Path(__file__).resolve().parent.parent / "var" / "bench" / "compiled"
"""An installation that was started before has its code compiled; compiling leaves scraps (some 6 MB) in what the processes hold."""
DESK, WORKERS, AT_ONCE, MOST, TURNS = "/werkplek/", 2, 6, 90, 1
LINK = re.compile(r'(?:href|src)="([^"#]+)')
PERSON = re.compile(r'name="person" value="(\d+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
OUT = ("afmelden", "/account/logout")
VARIES = (
    (re.compile(r"mail/[^/]+\.eml"), "mail/N.eml"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "ID"),
    (re.compile(r"[A-Z]+-\d{4}-\d+|[0-9]+"), "N"),
    (re.compile(r"[A-Za-z0-9_-]{24,}"), "KEY"),
)


class Person:
    """Somebody of the demo at the desk, without a browser."""

    def __init__(self, site: str, key: str) -> None:
        self.site, self.key = site, key
        self.client: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.kinds: set[str] = set()
        self.status: dict[int, int] = {}

    def day(self) -> None:
        """Sign in and look at everything that a link leads to: one of each kind, and the act forms of each act."""
        self.post("worden/", person=self.key)
        self.post("zorgvuldigheid/geheimhouding/")
        waiting = [DESK]
        while waiting and len(self.kinds) < MOST:
            path = waiting.pop(0)
            kind = _kind(path)
            if kind not in self.kinds:
                self.kinds.add(kind)
                waiting += self.links(path)
        self.post("selectie/", do="export", query="tab=all")

    def links(self, path: str) -> list[str]:
        """Where this page leads within the desk. A file leads nowhere."""
        text = self.fetch(path)
        found = (urljoin(self.site + path, unescape(one)) for one in LINK.findall(text))
        inside = (one.removeprefix(self.site) for one in found if one.startswith(self.site + DESK))
        return [one for one in inside if not any(word in one for word in OUT)]

    def fetch(self, path: str, **given: str) -> str:
        """What is answered, when it is a page; a refusal is an answer as well."""
        data = urlencode(given).encode() if given else None
        try:
            with self.client.open(self.site + path, data, timeout=60) as answer:
                self.status[answer.status] = self.status.get(answer.status, 0) + 1
                body = answer.read()
                return body.decode() if "html" in answer.headers.get("Content-Type", "") else ""
        except HTTPError as error:
            self.status[error.code] = self.status.get(error.code, 0) + 1
            if error.code >= 500 and error.code != 503:
                raise SystemExit(f"{path}: {error.code}") from None
            return ""

    def post(self, path: str, **given: str) -> None:
        """A form that stands on some page of the desk."""
        token = TOKEN.search(self.fetch(DESK + "aanmelden/"))
        self.fetch(DESK + path, csrfmiddlewaretoken=token[1] if token else "", **given)


def _kind(path: str) -> str:
    """Pages with the same address but for numbers are of one kind."""
    where = urlsplit(path)
    shape = where.path + ("?" + where.query if "tab=" in where.query else "")
    for pattern, name in VARIES:
        shape = pattern.sub(name, shape)
    return shape


def megabytes(process: int) -> float:
    """The proportional memory of a process; 0 when it is gone."""
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0
    return 0


def children(process: int) -> list[int]:
    """The processes that a process started."""
    with suppress(OSError):
        lists = Path(f"/proc/{process}/task").glob("*/children")
        return [int(one) for child in lists for one in child.read_text().split()]
    return []


def web_workers(server: int) -> list[int]:
    """The processes that answer: children of the server that run the same command, unlike the background worker."""
    own = Path(f"/proc/{server}/cmdline").read_bytes()
    return [child for child in children(server) if Path(f"/proc/{child}/cmdline").read_bytes() == own]


class Watch(threading.Thread):
    """Looks at the memory of the workers, and of what they start, again and again."""

    def __init__(self, workers: list[int]) -> None:
        super().__init__(daemon=True)
        self.workers, self.highest, self.beside, self.done = workers, 0.0, 0.0, threading.Event()

    def now(self) -> float:
        """What the workers hold together."""
        return sum(map(megabytes, self.workers))

    def run(self) -> None:
        """Until it is told to end."""
        while not self.done.wait(0.5):
            self.highest = max(self.highest, self.now())
            self.beside = max(self.beside, sum(megabytes(child) for one in self.workers for child in children(one)))


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The demo on a free port, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as home:
        try:
            yield from _served(home)
        finally:
            _end_database(Path(home) / "postgresql" / "postmaster.pid")


def _end_database(told: Path) -> None:
    """The embedded server goes on by itself when its starter ended in a hurry."""
    with suppress(OSError):
        process = int(told.read_text().split()[0])
        os.kill(process, signal.SIGINT)
        for _ in range(100):
            os.kill(process, 0)
            sleep(0.1)


def _served(home: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    environment = os.environ | {"WEDERHOOR_HOME": home, "PYTHONPYCACHEPREFIX": str(COMPILED)}
    for name in ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    subprocess.run([sys.executable, "-c", COMPILE], env=environment, check=True)
    command = [sys.executable, "-c", RUN, "demo", "--workers", str(WORKERS), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, start_new_session=True)
    try:
        for line in server.stdout or ():
            if "@" in line:  # the last people are told when the server is about to answer
                break
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            sleep(0.2)
        else:
            raise SystemExit("the demo did not start: what it said stands above")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # a session of its own: server, workers and what they started
        with suppress(subprocess.TimeoutExpired):
            server.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def people(site: str) -> list[str]:
    """Everybody of the demo."""
    return list(dict.fromkeys(PERSON.findall(Person(site, "").fetch(DESK + "aanmelden/"))))


def rows(say: Callable[[str], object] = lambda _: None) -> list[tuple[str, float, str]]:
    """What, megabytes, and the figure of a peer."""
    with served() as (site, server):
        keys, workers = people(site), web_workers(server)
        watch = Watch(workers)
        first = watch.now()
        watch.start()
        for turn in range(TURNS):
            everybody = [Person(site, key) for key in keys]
            with ThreadPoolExecutor(AT_ONCE) as desks:
                list(desks.map(Person.day, everybody))
            asked: dict[int, int] = {}
            for one in everybody:
                for status, times in one.status.items():
                    asked[status] = asked.get(status, 0) + times
            say(f"turn {turn + 1}: {asked}, {[round(megabytes(one)) for one in workers]} MB")
        left = watch.now()
        watch.done.set()
    every = len({kind for one in everybody for kind in one.kinds})
    return [
        (f"{WORKERS} web workers when they begin, MB", first, ""),
        (f"{WORKERS} web workers, {len(keys)} people, {every} kinds of page, highest MB (mark 200)", watch.highest, "django-helpdesk 1,005"),
        (f"{WORKERS} web workers when everybody went home, MB", left, "django-helpdesk 1,005"),
        ("all that they start to read and make files, highest MB", watch.beside, "ends by itself"),
    ]  # fmt: skip


if __name__ == "__main__":
    for what, figure, peer in rows(print):
        print(f"{what:<90} {figure:>8.1f}   {peer}")
