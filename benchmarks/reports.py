"""How fast reports are over 100,000 closed complaints of one organisation, among 1,000,000 rows of the register in all.

The rows are five years of the plan of a world of `wederhoor simulate` (`benchmarks/practice.py`), with what that does not say by chance
and a tenth of them second parts of a complaint, under the regulation of a real provider; whole pages go through Django's test client,
signed in as who writes the reports. Memory is PSS of this process, before and after the pages of all reports.
`rows()` works in a process of its own, with a database of its own in `var/bench-reports`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import practice
from benchmarks.store import milliseconds
from benchmarks.table import Figure, figures

if TYPE_CHECKING:
    from django.test import Client

    from wederhoor.organisations.models import Organisation

HERE = Path(__file__).resolve().parent
PROVIDER, LARGE, OTHERS, EACH = os.environ.get("BENCH_PROVIDER", "jot"), 100_000, 100, 9_000
MAKER = {"jot": "handler", "ott": "mediator"}[PROVIDER]
REPORTS = "/werkplek/leren/rapporten/"
PEERS = "django-helpdesk 5,111, Signalen 467, the same in SQL 41 to 48"
ROWS = f"""
INSERT INTO dossier_registerrow (organisation_id, id, complaint, counts, several, regulation, quarter, received_quarter, law, kind, theme,
  heading, route, outcome, location_group, in_time, lead_time, source, hope, came_of_it, cause, extended, disputed, treatment, result,
  late_reason, not_taken_up, imported)
SELECT %(organisation)s, gen_random_uuid(), md5(%(organisation)s || ' ' || complaint)::uuid, n = complaint, several, 'bench', quarter, quarter,
  (ARRAY['wlz','wmo','jeugdwet','zvw'])[1 + d[2] %% 4],
  (ARRAY['complaint','discontent'])[1 + d[3] %% 2], theme, heading, 'route ' || d[5] %% 4,
  (ARRAY['','upheld','not upheld'])[1 + d[6] %% 3], 'groep ' || place, CASE WHEN d[8] %% 9 = 0 THEN null ELSE pace < {practice.SLOW} END,
  {practice.LEAD_TIME}, (ARRAY['email','telephone','letter'])[1 + d[10] %% 3],
  'hope ' || d[11] %% 5, (ARRAY['','yes','partly','no'])[1 + d[12] %% 4], 'cause ' || d[13] %% 9, d[14] %% 7 = 0, d[15] %% 50 = 0,
  (ARRAY['','voldoende','goed'])[1 + d[16] %% 3], (ARRAY['','matig','goed'])[1 + d[17] %% 3], '', '', false
FROM (SELECT n, n - (n %% 10 = 9)::int AS complaint, n %% 10 IN (8, 9) AS several, to_char(day, 'YYYY-"Q"Q') AS quarter,
  theme, heading, place, pace, ARRAY(SELECT abs(hashint4((n * 31 + k)::int)) FROM generate_series(1, 17) k) AS d FROM {practice.ROWS}) made
"""  # noqa: S608  # of our own words


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    home = HERE.parent / "var" / "bench-reports"
    left_out = ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO", "WEDERHOOR_DATA")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | {
        "WEDERHOOR_HOME": str(home)
    }
    command = [sys.executable, "-m", "benchmarks.reports"]
    done = subprocess.run(command, env=environment, cwd=HERE.parent, check=True, stdout=subprocess.PIPE)
    return figures(json.loads(done.stdout))


def _ready() -> tuple[Organisation, Organisation]:
    """The large organisation and a usual one among all; filled at the first run."""
    import django
    from django.core.management import call_command

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from wederhoor.organisations.models import Organisation

    if not Organisation.objects.filter(code="told").exists():
        _fill()
    return Organisation.objects.get(code="told"), Organisation.objects.get(code="told-7")


def _fill() -> None:
    from django.db import connection

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.organisations.models import Account, Membership, Organisation

    codes = {"told": LARGE} | {f"told-{n}": EACH for n in range(OTHERS)}
    until = date(2027, 1, 1)
    told = {n: practice.columns(PROVIDER, practice.told(PROVIDER, n, 5, until)) for n in (LARGE, EACH)}
    for code, count in codes.items():
        made = Organisation.objects.create(code=code, name=code, regulation=PROVIDER)
        account = Account.objects.create_user(f"{code}@voorbeeld.test", code)
        Membership.objects.create(account=account, organisation=made, role=MAKER)
        with in_organisation(made.pk), connection.cursor() as cursor:
            cursor.execute(ROWS, {"organisation": made.pk} | told[count])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dossier_registerrow")


def _signed(code: str) -> Client:
    from django.test import Client

    from wederhoor.organisations.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=f"{code}@voorbeeld.test"))
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


def pss() -> float:
    """Megabytes of this process, what it shares spread over all that share it."""
    text = Path("/proc/self/smaps_rollup").read_text("ascii")
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024  # type: ignore[index]  # Linux always says it


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    _, usual = _ready()
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.insight.figures import Cut, Period
    from wederhoor.insight.report import sections
    from wederhoor.insight.report.facts import gathered
    from wederhoor.procedure.loading import load_for

    client = _signed("told")
    addresses = {"reports, the list": REPORTS} | _drafts(client)
    client.get(REPORTS)
    before = pss()
    made = [
        Figure(f"{name}: page, ms", milliseconds(lambda a=address: client.get(a), 15), PEERS, 100)
        for name, address in addresses.items()
    ]  # type: ignore[misc]
    made.append(Figure("a worker grows over the pages of all reports, MB", pss() - before, "django-helpdesk 866", 20))
    needs = sections.needs(
        load_for(PROVIDER, "2026-06-01").reports["quarter" if PROVIDER == "jot" else "quarterly"].contains
    )

    def quarter() -> None:
        with in_organisation(usual.pk):
            gathered(Cut(usual, Period.of_quarter("2026-Q1")), needs, date(2026, 6, 1))

    found = milliseconds(quarter, 30)
    made.append(Figure("a quarter of one organisation among 1,000,000 rows, ms", found, "", 25))
    return made


if __name__ == "__main__":
    print(json.dumps(measure()))
