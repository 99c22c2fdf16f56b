"""How fast the page of the register is over 100,000 closed complaints of one organisation, and how long a whole older register takes.

The rows are made in bulk from the plan of a world of `wederhoor simulate` (`benchmarks/practice.py`), in a database of their own that
stays in `var/bench-register`; the pages go through the real stack (policy, fence, access log), without a web server.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date
from subprocess import PIPE, run
from time import perf_counter

from benchmarks import dossiers, practice
from benchmarks.dossiers import DOSSIERS
from benchmarks.store import milliseconds
from benchmarks.table import Figure, figures

CODE, PAGE = "bench-register-told", "/werkplek/leren/register/"
OLDER = 50_000
FILL = f"""
INSERT INTO dossier_registerrow (organisation_id, id, regulation, quarter, received_quarter, counts, law, kind, theme, heading, route,
  outcome, location_group, in_time, lead_time, source, hope, came_of_it, cause, extended, disputed, treatment, result, late_reason,
  not_taken_up, imported, complaint, several)
SELECT %(org)s, gen_random_uuid(), 'jot/2024-01-01.yaml', to_char(day, 'YYYY-"Q"Q'), to_char(day, 'YYYY-"Q"Q'), part = 1,
  (ARRAY['wlz', 'zvw', 'wmo'])[1 + n %% 3], 'complaint', CASE part WHEN 1 THEN theme ELSE 'other' END,
  CASE part WHEN 1 THEN heading ELSE 'other' END, '', (ARRAY['founded', 'unfounded', 'withdrawn'])[1 + n / 5 %% 3],
  'G' || place, pace < {practice.SLOW}, {practice.LEAD_TIME}, 'email', (ARRAY['talk', 'solution', 'decision'])[1 + n / 11 %% 3],
  (ARRAY['yes', 'partly', 'no', ''])[1 + n / 13 %% 4], 'staffing', false, false, '', '', '', '', true, md5('c' || n)::uuid, n %% 10 = 0
FROM {practice.ROWS}, generate_series(1, CASE WHEN n %% 10 = 0 THEN 2 ELSE 1 END) part
"""  # noqa: S608  # of our own words
"""A tenth is of two parts, each with its own theme."""


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.register"]
        home = dossiers.HERE.parent / "var" / "bench-register"
        given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "WEDERHOOR_TESTING")}
        environment = given | {"WEDERHOOR_HOME": str(home), "TMPDIR": folder}
        done = run(command, env=environment, cwd=dossiers.HERE.parent, check=True, stdout=PIPE)
    return figures(json.loads(done.stdout))


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    import django

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    _filled()
    return [*_pages(), *_older()]


def _filled() -> None:
    from django.db import connection

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.organisations.models import Account, Membership, Organisation

    if Organisation.objects.filter(code=CODE).exists():
        return
    here = Organisation.objects.create(code=CODE, name="Bench", regulation="jot")
    Membership.objects.create(
        account=Account.objects.create_user(f"h@{CODE}.test", "H"), organisation=here, role="handler"
    )
    with in_organisation(here.pk), connection.cursor() as cursor:
        told = practice.told("jot", DOSSIERS, 6, date(2026, 1, 1))
        cursor.execute(FILL, {"org": here.pk} | practice.columns("jot", told))
    dossiers.settled()


def _pages() -> list[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wederhoor.organisations.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=f"h@{CODE}.test"))
    client.post("/werkplek/zorgvuldigheid/geheimhouding/")
    asked = {
        "the first page": PAGE, "filtered on heading and year": f"{PAGE}?heading=care&since=2025-Q1&until=2025-Q4",
        "counted by outcome and law": f"{PAGE}?by=outcome&across=law", "the hundredth page": f"{PAGE}?page=100",
    }  # fmt: skip
    found = []
    for what, address in asked.items():
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address}: no page")
        spent = milliseconds(lambda address=address: client.get(address))
        found.append(Figure(f"register of {DOSSIERS:,}: {what}, ms", spent, mark=100))
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
    return [*found, Figure("register: questions to the database, with those of the frame", len(captured))]


def _older() -> list[Figure]:
    """A register of 50,000 rows from file to register, and out again."""
    from django.utils import timezone

    from wederhoor.dossier.actor import Actor
    from wederhoor.insight.importing import keeping
    from wederhoor.insight.importing.checking import Choices
    from wederhoor.organisations.models import Account, Organisation

    here, account = Organisation.objects.get(code=CODE), Account.objects.get(email=f"h@{CODE}.test")
    actor, now = Actor(account.pk, "handler", here.pk), timezone.now()
    lines = (f"{1 + n % 28}-{1 + n % 12}-{2015 + n % 8};care;wlz;ja;{n}" for n in range(OLDER))
    began = perf_counter()
    key = keeping.begin(
        here, "oud.csv", "\n".join(["Gesloten op;Thema;Wet;Op tijd;Nr", *lines]).encode(), actor=actor, now=now
    )
    found = keeping.reading(here, key, actor=actor, now=now)
    keeping.choose(here, key, Choices(found.choices.columns, found.to_map()), actor=actor, now=now)
    keeping.read_in(here, key, actor=actor, now=now)
    spent = perf_counter() - began
    keeping.undo(here, key, actor=actor, now=now)
    return [Figure(f"older register of {OLDER:,} rows read in, s", spent)]


if __name__ == "__main__":
    print(json.dumps(measure()))
