"""How fast the dashboard is over 100,000 dossiers of one organisation, and what asks for its figures.

The rows of lists and register are made in bulk from the plan of a world of `wederhoor simulate` (`benchmarks/practice.py`), in a database
of their own that stays in `var/bench-dashboard`; the page goes through the real stack (policy, fence, access log), without a web server.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from subprocess import PIPE, run
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from benchmarks import dossiers, practice
from benchmarks.dossiers import DOSSIERS
from benchmarks.store import milliseconds
from benchmarks.table import Figure, figures

if TYPE_CHECKING:
    from django.test import Client

    from wederhoor.organisations.models import Organisation

CODE, PAGE = "bench-dashboard-told", "/werkplek/leren/"
PEERS = "django-helpdesk 5,111, Signalen 467, plain SQL 41 to 48"
FILL = f"""
WITH told AS (SELECT * FROM {practice.ROWS}),
d AS (INSERT INTO dossier_dossier (organisation_id, id, number, code_hash, regulation, version, beside, submitted_key, location_id,
    received, quarantined)
  SELECT %(org)s, gen_random_uuid(), 'K-' || n, decode(md5('c' || n), 'hex'), 'jot/2024-01-01.yaml', '1', '', 'k' || n,
    %(first)s + place * 3 + n %% 3, day + time '09:00', false FROM told
  RETURNING organisation_id, id, number, location_id, received)
INSERT INTO dossier_summary (organisation_id, dossier_id, number, regulation, phase, location_id, law, kind, capacity, theme, source,
  next_due, due_duty, next_aim, next_duty, next_holder, closed, last_seq, last_act, last_at, received_on, unasked, hidden_from, unread_by,
  subject, further, edition, finer)
SELECT organisation_id, id, number, 'jot/2024-01-01.yaml', 'handling', location_id, 'wlz', 'complaint', 'client', theme, 'mail',
  received::date + 40, '',
  received::date + 30, '', 'handler', received < now() - interval '90 days', 5, 'note', received,
  received::date, '', '', '', '', CASE WHEN substr(number, 3)::int %% 10 = 0 THEN '[["wmo", "complaint", "food"]]' ELSE '[]' END::jsonb, 3, ''
FROM d JOIN told ON number = 'K-' || n
"""  # noqa: S608  # of our own words
"""A tenth is of two parts. Each location of the plan stands for three."""


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    return apart("benchmarks.dashboard")


def apart(module: str) -> list[Figure]:
    """The figures of a part that works over these dossiers, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", module]
        home = dossiers.HERE.parent / "var" / "bench-dashboard"
        given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "WEDERHOOR_TESTING")}
        environment = given | {"WEDERHOOR_HOME": str(home), "TMPDIR": folder}
        done = run(command, env=environment, cwd=dossiers.HERE.parent, check=True, stdout=PIPE)
    return figures(json.loads(done.stdout))


def ready() -> None:
    """The database with the dossiers: made at the first run, found again later."""
    import django

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    _filled()


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    ready()
    return [*_page("director", "board"), *_page("handler", "handler")]


def _filled() -> None:
    from django.db import connection
    from django.utils import timezone

    from wederhoor.dossier.fence import in_organisation
    from wederhoor.organisations.models import Account, Location, Membership, Organisation

    if Organisation.objects.filter(code=CODE).exists():
        return
    here = Organisation.objects.create(code=CODE, name="Bench", regulation="jot")
    places = [Location(organisation=here, code=f"l{n}", name=f"Locatie {n}") for n in range(3 * practice.PLACES)]
    Location.objects.bulk_create(places)
    for role in ("director", "handler"):
        account = Account.objects.create_user(f"{role}@{CODE}.test", role.title())
        Membership.objects.create(account=account, organisation=here, role=role)
    told = practice.told("jot", DOSSIERS, 2, timezone.localdate())
    given = {"org": here.pk, "first": min(place.pk for place in places)} | practice.columns("jot", told)
    with in_organisation(here.pk), connection.cursor() as cursor:
        cursor.execute(FILL, given)
    _registered(here, {f"K-{n}": one.pace for n, one in enumerate(told, 1)})
    dossiers.settled()


def _registered(here: Organisation, paces: Mapping[str, float]) -> None:
    """A row of the register for every part of a closed complaint, and its link."""
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.dossier.models import RegisterLink, RegisterRow, Summary
    from wederhoor.dossier.register import lead_time, quarter

    def of(
        number: str, dossier: UUID, day: date, theme: str, mark: UUID, *, part: str = "", of_two: bool = False
    ) -> tuple[RegisterRow, RegisterLink]:
        took = min(round(35 * paces[number]), 89)
        ended = day + timedelta(days=took)
        row = RegisterRow(
            organisation=here, id=uuid4(), regulation="jot/2024-01-01.yaml", quarter=quarter(ended), received_quarter=quarter(day),
            complaint=mark, counts=part != "B", several=of_two,
            law="wmo" if part == "B" else "wlz", theme="food" if part == "B" else theme,
            in_time=paces[number] < practice.SLOW, lead_time=lead_time(took), treatment="goed", result="voldoende",
        )  # fmt: skip
        missing = "cause" if number.endswith("50") else ""
        link = RegisterLink(
            organisation=here,
            dossier_id=dossier,
            row=row.id,
            part=part,
            received_on=day,
            closed_on=ended,
            missing=missing,
        )
        return row, link

    with in_organisation(here.pk):
        closed = Summary.objects.filter(organisation=here, closed=True).values_list(
            "number", "dossier_id", "received_on", "theme", "further"
        )
        made = [
            of(number, dossier, day, theme, mark, part=part, of_two=bool(further))
            for number, dossier, day, theme, further in closed
            for mark in [uuid4()]
            for part in (("A", "B") if further else ("",))
        ]
        RegisterRow.objects.bulk_create([row for row, _ in made], batch_size=5000)
        RegisterLink.objects.bulk_create([link for _, link in made], batch_size=5000)


def signed(role: str) -> Client:
    """Somebody in this role, with what one agrees to before the first look."""
    from django.test import Client

    from wederhoor.organisations.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=f"{role}@{CODE}.test"))
    client.post("/werkplek/zorgvuldigheid/geheimhouding/")
    return client


def _page(role: str, who: str) -> list[Figure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed(role)
    answer = client.get(PAGE)
    if answer.status_code != 200 or "Overzicht" not in answer.content.decode():
        raise SystemExit(f"{PAGE}: status {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    left_out = ("BEGIN", "COMMIT", "SAVEPOINT", "app.organisation", "_session")
    counted = sum(not any(one in query["sql"] for one in left_out) for query in asked)
    took = milliseconds(lambda: client.get(PAGE), 30)
    return [
        Figure(f"dashboard of the {who} over {DOSSIERS:,} dossiers, ms", took, PEERS, 100),
        Figure(f"dashboard of the {who}: queries", counted, "", 11),
    ]


if __name__ == "__main__":
    Path(os.environ["WEDERHOOR_HOME"]).mkdir(parents=True, exist_ok=True)
    sys.stdout.write(json.dumps(measure()))
