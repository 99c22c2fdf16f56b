"""How fast reports are over 100,000 closed complaints of one organisation of each provider, among 1,000,000 rows and more in all.

The rows are five years of the plan of a world of `wederhoor simulate` (`benchmarks/practice.py`), with what that does not say by chance
and a tenth of them second parts of a complaint, under the regulations of the five real providers; whole pages go through Django's test client,
signed in as who writes the reports: every report that each regulation asks for, one that was adopted, the choice what of it is made
public, and what everybody then reads. Memory is PSS of this process, before and after all pages and files of the reports.
`rows()` works in a process of its own, with a database of its own in `var/bench-all-reports`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import practice
from benchmarks.store import milliseconds
from benchmarks.table import Figure, figures
from wederhoor.procedure.loading import load_for

if TYPE_CHECKING:
    from django.test import Client

    from wederhoor.organisations.models import Organisation

HERE = Path(__file__).resolve().parent
PROVIDERS, LARGE, USUAL, OTHERS, EACH = ("izw", "jot", "loj", "ott", "zk"), 100_000, "jot", 100, 9_000
UNTIL, NOW = date(2027, 1, 1), "2026-06-01"
REPORTS = "/werkplek/leren/rapporten/"
PEERS = "django-helpdesk 5,111, Signalen 467, the same in SQL 41 to 48"
ROWS = f"""
INSERT INTO dossier_registerrow (organisation_id, id, complaint, counts, several, regulation, quarter, received_quarter, law, kind, theme,
  heading, route, outcome, location_group, in_time, lead_time, source, hope, came_of_it, cause, extended, disputed, treatment, result,
  late_reason, not_taken_up, imported)
SELECT %(organisation)s, gen_random_uuid(), md5(%(organisation)s || ' ' || complaint)::uuid, n = complaint, several, 'bench', quarter, quarter,
  (%(laws)s::text[])[1 + d[2] %% cardinality(%(laws)s::text[])],
  (ARRAY['complaint','discontent'])[1 + d[3] %% 2], theme, heading, (%(routes)s::text[])[1 + d[5] %% cardinality(%(routes)s::text[])],
  (ARRAY['','upheld','not upheld'])[1 + d[6] %% 3], 'groep ' || place, CASE WHEN d[8] %% 9 = 0 THEN null ELSE pace < {practice.SLOW} END,
  {practice.LEAD_TIME}, (ARRAY['email','telephone','letter'])[1 + d[10] %% 3],
  'hope ' || d[11] %% 5, (ARRAY['','yes','partly','no'])[1 + d[12] %% 4], 'cause ' || d[13] %% 9, d[14] %% 7 = 0, d[15] %% 50 = 0,
  (ARRAY['','voldoende','goed'])[1 + d[16] %% 3], (ARRAY['','matig','goed'])[1 + d[17] %% 3], '', '', false
FROM (SELECT n, n - (n %% 10 = 9)::int AS complaint, n %% 10 IN (8, 9) AS several, to_char(day, 'YYYY-"Q"Q') AS quarter,
  theme, heading, place, pace, ARRAY(SELECT abs(hashint4((n * 31 + k)::int)) FROM generate_series(1, 17) k) AS d FROM {practice.ROWS}) made
"""  # noqa: S608  # of our own words


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    home = HERE.parent / "var" / "bench-all-reports"
    left_out = ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO", "WEDERHOOR_DATA")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | {
        "WEDERHOOR_HOME": str(home)
    }
    command = [sys.executable, "-m", "benchmarks.reports"]
    done = subprocess.run(command, env=environment, cwd=HERE.parent, check=True, stdout=subprocess.PIPE)
    return figures(json.loads(done.stdout))


def _ready() -> Organisation:
    """A usual organisation among all; filled at the first run."""
    import django
    from django.core.management import call_command

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from wederhoor.organisations.models import Organisation

    if not Organisation.objects.filter(code="told-loj").exists():
        _fill()
    return Organisation.objects.get(code="told-7")


def _fill() -> None:
    from django.db import connection

    codes = [(f"told-{provider}", provider, LARGE) for provider in PROVIDERS]
    for code, provider, count in [*codes, *((f"told-{n}", USUAL, EACH) for n in range(OTHERS))]:
        _made(code, provider, count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dossier_registerrow")


def _made(code: str, provider: str, count: int) -> None:
    from django.db import connection

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.organisations.models import Account, Membership, Organisation

    made = Organisation.objects.create(code=code, name=code, regulation=provider)
    for role in _writers(provider):
        account = Account.objects.create_user(f"{code}-{role.replace(' ', '-')}@voorbeeld.test", code)
        Membership.objects.create(account=account, organisation=made, role=role)
    with in_organisation(made.pk), connection.cursor() as cursor:
        cursor.execute(ROWS, {"organisation": made.pk} | _told(provider, count))


@cache
def _told(provider: str, count: int) -> dict[str, list[object]]:
    rules = load_for(provider, UNTIL)
    own = {"laws": list(rules.laws), "routes": list(rules.routes) or [""]}
    return own | practice.columns(provider, practice.told(provider, count, 5, UNTIL))


def _writers(provider: str) -> list[str]:
    """Who writes the reports of a regulation, with those that a law asks for."""
    return list(dict.fromkeys(report.by for report in load_for(provider, UNTIL).reports.values()))


def _signed(code: str, role: str) -> Client:
    from django.test import Client

    from wederhoor.organisations.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=f"{code}-{role.replace(' ', '-')}@voorbeeld.test"))
    client.post("/werkplek/zorgvuldigheid/geheimhouding/")
    return client


def _drafts(client: Client) -> dict[str, str]:
    """The newest period of every report, begun; its address by its name."""
    page = client.get(REPORTS).content.decode()
    asked = re.findall(
        r'name="code" value="([^"]*)">.*?name="first" value="([^"]*)">.*?name="group" value="([^"]*)"', page
    )
    newest = {code: (first, group) for code, first, group in reversed(asked)}
    for code, (first, group) in newest.items():
        client.post(f"{REPORTS}begin/", {"code": code, "first": first, "group": group, "member": ""})
    found = re.findall(rf'href="({REPORTS}[0-9a-f-]+/)">([^<]+)</a><small', client.get(REPORTS).content.decode())
    return {label: address for address, label in reversed(found)}


def _looks(provider: str) -> dict[str, Callable[[], object]]:
    """Every page of reports at the large organisation of a provider, as who writes them, by what it is."""
    found: dict[str, Callable[[], object]] = {}
    for role in _writers(provider):
        client = _signed(f"told-{provider}", role)
        pages = {"the list": REPORTS} | _drafts(client)
        found |= {f"{provider}, {role}: {name}": partial(client.get, address) for name, address in pages.items()}
        for address in pages.values():
            if address != REPORTS:
                client.get(f"{address}xlsx/"), client.get(f"{address}pdf/")
    return found


def pss() -> float:
    """Megabytes of this process, what it shares spread over all that share it."""
    text = Path("/proc/self/smaps_rollup").read_text("ascii")
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024  # type: ignore[index]  # Linux always says it


def _public() -> dict[str, Callable[[], object]]:
    """The public report of LOJ: adopted, looked at before it goes out, and as everybody reads it."""
    from django.test import Client

    client, outside = _signed("told-loj", "board"), Client(SERVER_NAME="localhost")
    data = {"code": "public", "first": "2025-01-01", "group": "", "member": ""}
    address = client.post(f"{REPORTS}begin/", data).headers["Location"]
    edition = re.search(r'name="edition" value="(\d+)"', client.get(address).content.decode())
    if edition:  # not adopted yet: the first run
        client.post(f"{address}bewaar/", {"edition": edition[1], "submit": "1", "nobody": "yes"})
        client.post(f"{address}stap/", {"step": "adopt", "read": "yes"})
    look = partial(client.post, f"{address}openbaar/", {"look": "1"})
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', look().content.decode())
    if seen and not _outside(outside):
        client.post(f"{address}openbaar/", {"publish": "1", "seen": seen[1]})
    page = _outside(outside)
    if not page:
        raise RuntimeError("the public report of LOJ did not go out: the benchmark does not measure what it says")
    return {
        "loj: adopted": partial(client.get, address), "loj: before it goes out": look,
        "loj: what everybody reads": partial(outside.get, page),
    }  # fmt: skip


def _outside(client: Client) -> str:
    """The address of what is public; '' while nothing is."""
    page = client.get("/told-loj/geleerd/").content.decode()
    found = re.search(r'href="(/told-loj/geleerd/[0-9a-f-]{36}/)"', page)
    return found[1] if found else ""


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    usual = _ready()
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.insight.figures import Cut, Period
    from wederhoor.insight.report import sections
    from wederhoor.insight.report.facts import gathered

    _signed(f"told-{USUAL}", "handler").get(REPORTS)
    before = pss()
    looks = {name: look for provider in PROVIDERS for name, look in _looks(provider).items()} | _public()
    made = [Figure(f"{name}: page, ms", milliseconds(look, 9), PEERS, 100) for name, look in looks.items()]
    grown = "a worker grows over all pages and files of reports, MB"
    made.append(Figure(grown, pss() - before, "django-helpdesk 866", 20))
    needs = sections.needs(load_for(USUAL, NOW).reports["quarter"].contains)

    def quarter() -> None:
        with in_organisation(usual.pk):
            gathered(Cut(usual, Period.of_quarter("2026-Q1")), needs, date.fromisoformat(NOW))

    found = milliseconds(quarter, 30)
    made.append(Figure("a quarter of one organisation among 1,000,000 rows, ms", found, "", 25))
    return made


if __name__ == "__main__":
    print(json.dumps(measure()))
