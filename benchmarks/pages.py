"""How fast whole pages are with 100,000 dossiers: through the real stack, and served by two processes to eight clients.

The dossiers are those of `benchmarks.dossiers`. The first figures go through Django's test client, which leaves out only the
web server: milliseconds, those that the processor of this process worked, queries, bytes, and how much slower it is than with
a tenth of the dossiers. The served figures go over HTTP on the loopback, with keep-alive (`benchmarks.served`), with what
processors worked for each page: eight clients get what two processors divided by that give. `rows()` works in a process of its own.
"""

from __future__ import annotations

import gc
import json
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks import dossiers
from benchmarks.dossiers import DOSSIERS, FEW, LONG, PLACES, Place
from benchmarks.served import Browser, Served, served
from benchmarks.served import together as together_over_http
from benchmarks.store import apart, milliseconds, together
from benchmarks.table import Figure

if TYPE_CHECKING:
    from django.test import Client

    from wederhoor.dossier.door import Actor

DESK = "/werkplek/"
DOSSIER, SEARCH = f"{DESK}dossiers/{LONG}/", f"{DESK}zoeken/"
RARE, FOUND_AT_ONCE = {"q": "zeldzaam77"}, 50
"""Which of all that begin so are the newest is not looked at: a worker that renews the lists gives them the day of their event."""
SECONDS, CLIENTS = 5, 8
LISTS = "django-helpdesk 399, Signalen 714, plain Django 6.5"
DETAILS = "django-helpdesk 52, Signalen 54, plain Django 5"
FOUND = "django-helpdesk 1,746, not sealed"
PEERS = {
    "worklist": LISTS,
    "worklist of all": LISTS,
    "dossier, 60 events": DETAILS,
    "search": FOUND,
    "a note (an act)": "",
}
MOST = {"worklist": 15, "worklist of all": 15, "dossier, 60 events": 15, "search": 100, "a note (an act)": None}
QUERIES = {"worklist": 8, "dossier, 60 events": 12}
ASKED = {"worklist": "django-helpdesk 87, Signalen 263", "dossier, 60 events": "django-helpdesk 51, Signalen 20"}


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    return apart("benchmarks.pages")


@dataclass
class Officer:
    """Somebody signed in who sees all dossiers of an organisation, in Django's test client, with who writes in them beside."""

    place: Place
    client: Client
    writer: Client
    written: Iterator[int]

    @classmethod
    def of(cls, place: Place) -> Officer:
        """Signed in, with what one agrees to before the first look."""
        return cls(place, _signed_in(place.officer), _signed_in(place.writer), count(_untouched(place)))

    def pages(self) -> dict[str, Callable[[], object]]:
        """What is measured, by name; each was looked at, and is the right page."""
        return {
            "worklist": self._page(DESK, r"<tr[^>]*>\s*<td", 50),
            "worklist of all": self._page(f"{DESK}?tab=all", r"<tr[^>]*>\s*<td", 50),
            "dossier, 60 events": self._page(DOSSIER, "(?:Tekst van een notitie. ){19}", 10),
            "search": self._search,
            "a note (an act)": self._note,
        }

    def _page(self, address: str, pattern: str, times: int) -> Callable[[], object]:
        """Fetching a page; it is the right one when at least so many places in it match."""
        answer = self.client.get(address)
        matches = len(re.findall(pattern, answer.content.decode()))
        if answer.status_code != 200 or matches < times:
            raise SystemExit(f"{address}: status {answer.status_code}, {pattern} {matches} times, not {times} or more")
        return lambda: self.client.get(address)

    def _search(self) -> None:
        found = set(re.findall(r"K-2026-\d+", self.client.post(SEARCH, RARE).content.decode()))
        if len(found) < FOUND_AT_ONCE:
            raise SystemExit(f"searching: {len(found)} were found of the hundred and more that are there")

    def one_in_all(self) -> None:
        """A word that stands in one dossier, however many there are: what is found does not grow."""
        number = PLACES[self.place.organisation.code] - 23
        if f"K-2026-{number:04d}" not in self.client.post(SEARCH, {"q": f"zeldzaam{number}"}).content.decode():
            raise SystemExit("searching for one: what is there was not found")

    def _note(self) -> None:
        """Each time in another dossier, so that none grows long."""
        number = next(self.written)
        answer = self.writer.post(act_address(number), {"note": NOTE, "expected_seq": self.seq(number)})
        if answer.status_code != 302:
            raise SystemExit(f"a note in dossier {number}: status {answer.status_code}")

    def seq(self, number: int) -> int:
        """The number of the last event of a dossier."""
        from wederhoor.dossier.fence import in_organisation
        from wederhoor.dossier.models import Summary

        with in_organisation(self.place.organisation.pk):
            return Summary.objects.values_list("last_seq", flat=True).get(number=f"K-2026-{number:04d}")


def _signed_in(actor: Actor) -> Client:
    from django.test import Client

    from wederhoor.organisations.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(pk=actor.account))
    client.post(f"{DESK}zorgvuldigheid/geheimhouding/")
    return client


def _untouched(place: Place) -> int:
    """The number from which on no run of before wrote a note; none that searching for `RARE` finds, which would then be the newest."""
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.dossier.models import Summary

    with in_organisation(place.organisation.pk):
        written = Summary.objects.filter(organisation=place.organisation, last_seq__gt=1).values_list(
            "number", flat=True
        )
        return max([2 * FEW, *(int(number.rpartition("-")[2]) + 1 for number in written)])


NOTE = "Tekst van een notitie. " * 5


def act_address(number: int) -> str:
    """Where a note is written."""
    return f"{DESK}dossiers/K-2026-{number:04d}/daad/note/"


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    places = dossiers.ready()

    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    many, few = Officer.of(places["bench"]), Officer.of(places["bench-few"])
    for page in many.pages().values():
        page()
    gc.collect()
    gc.freeze()  # as the server does with what it loaded: else the collector walks through that, and not through a page
    found = [*_alone(many), *_growth(many, few), *_queries(many), *_weights(many)]
    with served() as site:
        return found + _over_http(site, many)


def _alone(officer: Officer) -> list[Figure]:
    """Wall clock and processor of each page, without a web server."""
    found = []
    for name, page in officer.pages().items():
        wall = milliseconds(page)
        found.append(Figure(f"{name}, of {DOSSIERS:,}, ms", wall, PEERS[name], MOST[name]))
        found.append(Figure(f"{name}, processor of this process, ms", _worked(page)))
    return found


def _worked(page: Callable[[], object], times: int = 40) -> float:
    """What one processor of this process does for it: steadier than the clock on a machine with other work."""
    taken = []
    for _ in range(times):
        began = process_time()
        page()
        taken.append(process_time() - began)
    return statistics.median(taken) * 1000


def _growth(many: Officer, few: Officer) -> list[Figure]:
    """How many times slower with ten times the dossiers: both in turns, in two organisations of one database.

    The last search finds ten times as much too (1,111 dossiers against 111, of which it opens the newest fifty).
    """
    found = many.pages() | {"search, one found": many.one_in_all}
    less = few.pages() | {"search, one found": few.one_in_all}
    grown = []
    for name in ("worklist", "worklist of all", "dossier, 60 events", "search, one found", "search"):
        took = together({"many": found[name], "few": less[name]}, 80)
        peers = "django-helpdesk 3.6 to 9.6" if name.startswith("worklist") else ""
        grown.append(Figure(f"{name}: {DOSSIERS:,} against {FEW:,}, times", took["many"] / took["few"], peers, 1.15))
    return grown


def _queries(officer: Officer) -> list[Figure]:
    """Questions to the database, of an act twice: the first in a dossier also gives it a key and a handler."""
    pages, number = officer.pages(), next(officer.written)

    def note() -> object:
        return officer.writer.post(act_address(number), {"note": NOTE, "expected_seq": seq})

    found = [Figure(f"{name}: queries", _asked(pages[name]), ASKED[name], most) for name, most in QUERIES.items()]
    seq = officer.seq(number)
    first, seq = _asked(note), seq + 1
    found.append(Figure("the first act in a dossier: queries", first, "", 14))
    return [*found, Figure("an act: queries", _asked(note), "", 14)]


def _asked(page: Callable[[], object]) -> int:
    """How many; those around a transaction are none."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page()
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT")) for one in asked)


def _weights(officer: Officer) -> list[Figure]:
    pages = {"worklist": DESK, "dossier, 60 events": DOSSIER}
    return [
        Figure(f"{name}: KB of HTML", len(officer.client.get(address).content) / 1000, "", 60)
        for name, address in pages.items()
    ]


# over HTTP


def _over_http(site: Served, officer: Officer) -> list[Figure]:
    def browser(client: Client = officer.client) -> Browser:
        return Browser(site.port, client.cookies["sessionid"].value, SEARCH)

    alone = browser()
    works: dict[str, Callable[[Browser], object]] = {
        "worklist": lambda one: one.get(DESK),
        "dossier, 60 events": lambda one: one.get(DOSSIER),
        "search": lambda one: one.post(SEARCH, 200, **RARE),
    }
    rates = {
        "worklist": "django-helpdesk 4.4, plain Django 350",
        "dossier, 60 events": "django-helpdesk 35",
        "search": "",
    }
    found = []
    for name, work in works.items():
        took = milliseconds(lambda work=work: work(alone), 150)  # type: ignore[misc]
        found.append(Figure(f"{name} over HTTP, one client, p50 ms", took, PEERS[name], MOST[name]))
        least = None if name == "search" else 150
        many = together_over_http(site, browser, work, CLIENTS, SECONDS)
        rate = many.pop("a second")
        found.append(Figure(f"{name} over HTTP, {CLIENTS} clients, a second", rate, rates[name], least, at_least=True))
        found += [Figure(f"{name}, {CLIENTS} clients: processor of {who}, ms a page", ms) for who, ms in many.items()]
    return [*found, _acted(browser(officer.writer), officer)]


def _acted(alone: Browser, officer: Officer) -> Figure:
    """Writing a note over HTTP; the number of the last event is looked up outside the clock."""
    taken = []
    for _ in range(60):
        number = next(officer.written)
        seq = officer.seq(number)
        began = perf_counter()
        alone.post(act_address(number), 302, note=NOTE, expected_seq=seq)
        taken.append(perf_counter() - began)
    return Figure("a note over HTTP, one client, p50 ms", statistics.median(taken) * 1000, "")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
