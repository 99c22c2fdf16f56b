"""The front door: how fast a complaint is in, what a flood does, what guessing codes gives, and how much a first page weighs.

`rows()` works in a process of its own, with its own database. `BENCH_SPAM` and `BENCH_GUESSES` set other numbers; the
paint figures need Chromium and are left out where it is not.
"""

from __future__ import annotations

import json
import os
import re
import socket
import statistics
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.dossiers import settled
from benchmarks.served import Served, served
from benchmarks.visitor import PLACE, STORY, Visitor
from wederhoor.site.cli.doctor import chromium_here

if TYPE_CHECKING:
    from wederhoor.organisations.models import Organisation

HERE = Path(__file__).resolve().parent
SPAM, GUESSES = int(os.environ.get("BENCH_SPAM", "10000")), int(os.environ.get("BENCH_GUESSES", "1000000"))
REAL, PROVIDER = 50, "ott"
SUBMITTING = "django-helpdesk unsealed {}, Signalen {}, plain Django with five inserts {}"
CHROMIUM = chromium_here()
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PROCESSOR = 4
CLIENTS, WARM, EACH = 8, 25, 100
"""How many send at once, and how often each: to warm up, and measured."""
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
Row = tuple[str, float, str]


def rows() -> list[Row]:
    """Name, figure, and the mark with the figures of peers."""
    environment = os.environ | {
        "WEDERHOOR_HOME": str(HERE.parent / "var" / "bench-front"), "WEDERHOOR_GUARD": "network=1000000 network_flood=1000000",
    }  # fmt: skip
    for name in ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.front"], env=environment, cwd=HERE.parent, check=True, stdout=subprocess.PIPE
    )
    return [tuple(row) for row in json.loads(done.stdout)]


def _ready() -> Organisation:
    import django

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)

    from django.core.management import call_command

    from wederhoor.organisations.models import Organisation

    call_command("collectstatic", interactive=False, verbosity=0)
    values = {"name": "Bench", "regulation": PROVIDER, "brand_colour": "0b6e6e"}
    return Organisation.objects.get_or_create(code="bench", defaults=values)[0]


def measure() -> list[Row]:
    """The figures, in the environment that `rows` made."""
    here = _ready()
    found = [*_received(here), *_flood(here), *_guessed(here), *_looked_up(here)]
    settled()  # of the flood
    with served() as site:
        found += _submitted(site)
        if CHROMIUM:
            found += _first_pages(site.port)
    return found


# one complaint


def _receive(
    here: Organisation, key: str, now: datetime, text: str = STORY * 3, suspicion: tuple[str, ...] = ()
) -> Any:
    from wederhoor.dossier import door
    from wederhoor.procedure.commands import Command

    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
    person = door.NewPerson("complainant", "Ada Boom", "client", {"email": "ada@voorbeeld.test", "way": "mail"})
    return door.receive(
        here, Command("receive", "complainant", values), texts={"complaint": text}, people=[person], subject=text[:60],
        actor=door.visitor(here.pk), now=now, submitted_key=key, suspicion=suspicion,
    )  # fmt: skip


def _milliseconds(work: Callable[[], object], times: int) -> float:
    for _ in range(10):
        work()
    return round(statistics.median(_once(work) for _ in range(times)) * 1000, 2)


def _once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _received(here: Organisation) -> list[Row]:
    from django.utils import timezone

    took = _milliseconds(lambda: _receive(here, uuid4().hex, timezone.now()), 200)
    return [("a complaint through the door, sealed and durable, ms", took, "without the page around it")]


# a flood


def _flood(here: Organisation) -> list[Row]:
    """So many robots around fifty people: who is a dossier, and with which moment of receipt."""
    from django.db import connection
    from django.test import RequestFactory
    from django.utils import timezone

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.dossier.models import Dossier
    from wederhoor.frontdoor import guarding

    random, run = Random(7), uuid4().hex[:8]
    os.environ["WEDERHOOR_GUARD"] = ""
    from django.conf import settings

    settings.GUARD = ""
    real = set(random.sample(range(SPAM + REAL), REAL))
    start = timezone.now()
    stamp, moments, began = guarding.fields(here, now=start)["stamp"], {}, perf_counter()
    for nth in range(SPAM + REAL):
        now, person = start + timedelta(seconds=60 + nth / 5), nth in real
        text = (
            f"{STORY} Verhaal {nth} van {run}."
            if person
            else f"Koop nu {random.choice('abcdefgh')} met veel korting in onze winkel"
        )
        address = (
            f"198.51.{nth % 200}.{random.randrange(250)}" if person else f"10.{random.randrange(40)}.0.{nth % 250}"
        )
        request = RequestFactory().post("/", {"opened": stamp} if person else {}, REMOTE_ADDR=address)
        key = f"{'mens' if person else 'robot'}-{run}-{nth}"
        weight = guarding.weigh(request, here, now=now, text=text, submission=key)
        _receive(here, key, now, text, weight.suspicion)
        if person:
            moments[key] = now
    took = perf_counter() - began
    with in_organisation(here.pk):
        mine = Dossier.objects.filter(organisation=here, submitted_key__contains=run)
        kept = mine.count()
        people = dict(
            mine.filter(submitted_key__in=moments, quarantined=False).values_list("submitted_key", "received")
        )
        robots = mine.filter(quarantined=False).exclude(submitted_key__in=moments).count()
    connection.close()
    on_time = sum(people.get(key) == moment for key, moment in moments.items())
    settings.GUARD = os.environ["WEDERHOOR_GUARD"] = "network=1000000 network_flood=1000000 organisation=1000000"
    return [
        (f"of {REAL} people among {SPAM:,} robots: dossiers with the right moment", on_time, f"mark {REAL}"),
        ("of those robots: dossiers too, the first before anything shows", robots, "to be looked at like any other"),
        ("lost of all that was sent", SPAM + REAL - kept, "mark 0"),
        ("sent in that flood, a second", (SPAM + REAL) / took, "one process, without pages"),
    ]


# guessing


def _guessed(here: Organisation) -> list[Row]:
    """So many codes as they are made, looked up by their hash among everything that is there."""
    from django.db import connection

    from wederhoor.dossier import keys
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.dossier.models import Dossier

    hits, run, batch = 0, uuid4().hex, 2000
    began = perf_counter()
    for start in range(0, GUESSES, batch):
        guesses = [keys.code_hash(here, keys.code_for(here, f"{run}{nth}")) for nth in range(start, start + batch)]
        with in_organisation(here.pk):
            hits += Dossier.objects.filter(organisation=here, code_hash__in=guesses).count()
    connection.close()
    took = perf_counter() - began
    return [(f"hits of {GUESSES:,} guessed codes", hits, f"mark 0; {GUESSES / took:,.0f} a second without the brake")]


def _looked_up(here: Organisation) -> list[Row]:
    """Whether time tells what kind of wrong a code is: never given out, of a destroyed dossier, of the wrong shape."""
    from django.utils import timezone

    from wederhoor.dossier import door, keys

    other = _receive(here, uuid4().hex, timezone.now())
    kinds = {
        "never given": lambda: keys.code_for(here, uuid4().hex),
        "one letter wrong": lambda: other.code[:-1] + ("1" if other.code[-1] != "1" else "2"),
        "a number": lambda: other.number,
        "long": lambda: f"{uuid4().hex}-" * 5,
    }
    taken: dict[str, list[float]] = {name: [] for name in kinds}

    def tried(code: str) -> None:
        with suppress(door.NotFound):
            door.open_by_code(here, code, now=timezone.now())

    for _ in range(400):
        for name, make in kinds.items():
            code = make()
            taken[name].append(_once(lambda code=code: tried(code)))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    spread = (max(medians.values()) - min(medians.values())) / statistics.median(medians.values()) * 100
    quartiles = statistics.quantiles(taken["never given"], n=4)
    noise = (quartiles[2] - quartiles[0]) / medians["never given"] * 100
    return [
        ("a wrong code, ms", medians["never given"] * 1000, "nobody waits for it to be slow"),
        ("wrong codes of four kinds: largest difference of medians, %", spread, f"one kind alone varies {noise:.0f}% by itself"),
    ]  # fmt: skip


# the pages


def _submitted(site: Served) -> list[Row]:
    waited = _waiting()

    def timed(visitor: Visitor) -> float:
        fields = visitor.ready()
        return _once(lambda: visitor.send(fields))

    def median(*, script: bool) -> float:
        alone = Visitor(site.port, script=script)
        return statistics.median([timed(alone) for _ in range(60)][10:]) * 1000

    alone, many, with_receipt = median(script=False), _many(site, script=False), _many(site, script=True)
    return [
        ("sending a complaint over HTTP, one client, p50 ms (mark 10)", alone, SUBMITTING.format("10.9", 62, 4.7)),
        ("the same with the receipt in the answer, p50 ms", median(script=True), "as our script asks it: one request less"),
        ("sending a complaint over HTTP, eight clients, a second (mark 200)", many.pop("a second"), SUBMITTING.format(156, 25, 365)),
        *((f"  of one sending: processor of {who}, ms", spent, "on the same cores") for who, spent in many.items()),
        ("the same with the receipt in the answer, a second", with_receipt["a second"], ""),
        ("of those sent: in quarantine", _waiting() - waited, "mark 0: then nothing was computed"),
    ]  # fmt: skip


def _waiting() -> int:
    """How many complaints look like a flood by now: those of the flood before, and what was sent since."""
    from django.db import connection

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.dossier.models import Dossier
    from wederhoor.organisations.models import Organisation

    here = Organisation.objects.get(code="bench")
    with in_organisation(here.pk):
        found = Dossier.objects.filter(organisation=here, quarantined=True).count()
    connection.close()
    return found


def _many(site: Served, *, script: bool) -> dict[str, float]:
    """Eight people with everything filled in many times over press the button, all at once: how many a second, and what the
    processors did for one. They send bytes that lie ready, so that they leave the processor to what is measured. The first of each
    do not count: both processes of the site make their plans then."""

    def filled(times: int) -> list[bytes]:
        visitors = [Visitor(site.port, script=script) for _ in range(times)]
        return [visitor.written(visitor.ready()) for visitor in visitors]

    def send(ready: list[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", site.port), 30) as line:
            for written in ready:
                _told(line, written)

    with ThreadPoolExecutor(CLIENTS) as clients:
        first, ready = (list(clients.map(filled, [times] * CLIENTS)) for times in (WARM, EACH))
        list(clients.map(send, first))
        before = site.spent()
        took = _once(lambda: list(clients.map(send, ready)))
    sent = CLIENTS * EACH
    return {"a second": sent / took} | {who: (spent - before[who]) / sent for who, spent in site.spent().items()}


def _told(line: socket.socket, written: bytes) -> None:
    """Send a request and read its answer to the end."""
    line.sendall(written)
    head, page = b"", b""
    while not page:
        head += line.recv(65536)
        page = head.partition(b"\r\n\r\n")[1]
    told, _, page = head.partition(b"\r\n\r\n")
    length = LENGTH.search(told)
    left = int(length[1]) - len(page) if length else 0
    while left > 0:
        left -= len(line.recv(65536))
    if not told.startswith((b"HTTP/1.1 200", b"HTTP/1.1 302")):
        raise SystemExit(f"sending: {told[:40]!r}")


def _first_pages(port: int) -> list[Row]:
    """What a cold browser fetches over a slow line, and when something is seen."""
    from playwright.sync_api import sync_playwright

    pages = {"the page of a provider": "/bench/", "the first page of the form": PLACE}
    found: list[Row] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, address in pages.items():
            seen = [_visit(browser, f"http://127.0.0.1:{port}{address}") for _ in range(5)]
            paint, weight, requests = (statistics.median(figure) for figure in zip(*seen, strict=True))
            found += [
                (f"{name}: first paint at 1.6 Mbit/s, 4x slower processor, s (mark 2)", paint / 1000, "median of 5"),
                (f"{name}: over the wire with styles, scripts and font, KB (mark 70)", weight / 1000, f"{requests:.0f} requests"),
            ]  # fmt: skip
        browser.close()
    return found


def _visit(browser: Any, address: str) -> tuple[float, float, int]:
    """First paint in ms, bytes over the wire and number of requests of one visit with nothing in the cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    fetched: list[float] = []
    for order, values in (
        ("Network.enable", {}), ("Network.emulateNetworkConditions", SLOW), ("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR}),
    ):  # fmt: skip
        line.send(order, values)
    line.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return paint, sum(fetched), len(fetched)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
