"""How fast the store answers with 10,000 dossiers, one client: a worklist of 50 rows, a dossier with 60 events.

The rows are made in bulk, here only; the measured reads go through the policy, the fence, the keys and the access log, on
the embedded PostgreSQL with its usual safety. `rows()` works in a process of its own, so that its database is its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from wederhoor.dossier.door import Actor, OpenDossier
    from wederhoor.organisations.models import Organisation

HERE = Path(__file__).resolve().parent
DOSSIERS, EVENTS, PROVIDER = 10_000, 60, "proef"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
PEERS = "django-helpdesk {}, Signalen {}, plain Django {} (whole pages)"
VALUES = {"channel": "web", "capacity": "client", "kind": "complaint", "law": "wmo"}


def rows() -> list[tuple[str, float, str]]:
    """Name, milliseconds (median), and the figure of peers."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "WEDERHOOR_HOME": str(HERE.parent / "var" / "bench"),
            "WEDERHOOR_DATA": _data(Path(folder)),
        }
        for name in ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED"):
            environment.pop(name, None)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.store"],
            env=environment,
            cwd=HERE.parent,
            check=True,
            stdout=subprocess.PIPE,
        )
    return [tuple(row) for row in json.loads(done.stdout)]


def _data(folder: Path) -> str:
    """A data folder with the small regulation of the store's tests."""
    (folder / "regulations").mkdir()
    (folder / "law").symlink_to(HERE.parent / "law")
    (folder / "regulations" / PROVIDER).symlink_to(HERE.parent / "tests" / "dossier" / "regulations" / PROVIDER)
    for file in (HERE.parent / "regulations").glob("_*"):
        (folder / "regulations" / file.name).symlink_to(file)
    return str(folder)


def _ready() -> tuple[Organisation, Actor]:
    """The database with its dossiers: made at the first run, found again later."""
    import django

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)

    from wederhoor.dossier.door import Actor
    from wederhoor.organisations.models import Account, Membership, Organisation

    organisation, new = Organisation.objects.get_or_create(
        code="bench", defaults={"name": "Bench", "regulation": PROVIDER}
    )
    account = Account.objects.filter(email="bench@voorbeeld.test").first() or Account.objects.create_user(
        "bench@voorbeeld.test", "Bench"
    )
    Membership.objects.get_or_create(account=account, organisation=organisation, role="officer")
    actor = Actor(account.pk, "officer", organisation.pk)
    if new:
        _long_one(organisation, actor)
        _many(organisation)
        _analyze()
    return organisation, actor


def _long_one(organisation: Organisation, actor: Actor) -> None:
    """One dossier with sixty events, through the door."""
    from wederhoor.dossier import door
    from wederhoor.procedure.commands import Command

    client = door.NewPerson("complainant", "Naam van de klager", "client", {"email": "klager@voorbeeld.test"})
    door.receive(
        organisation, Command("receive", "complainant", VALUES), texts={"complaint": "Tekst " * 100}, people=[client],
        subject="Lange zaak", actor=door.visitor(organisation.pk), now=NOW, submitted_key="long",
    )  # fmt: skip
    dossier = _open(organisation, actor)
    for seq in range(1, EVENTS):
        note = {"note": "Tekst van een notitie. " * 20}
        door.perform(dossier, Command("note", "officer"), texts=note, actor=actor, now=NOW, expected_seq=seq)


def _open(organisation: Organisation, actor: Actor) -> OpenDossier:
    from wederhoor.dossier import door

    return door.open_dossier(organisation, "K-2026-0001", actor=actor, action="read", now=NOW)


def _many(organisation: Organisation) -> None:
    """The other dossiers, in bulk: each with its own key, first event, sealed subject and summary."""
    from wederhoor.dossier import models, summaries
    from wederhoor.dossier.fence import in_organisation

    with in_organisation(organisation.pk):
        pattern = models.Dossier.objects.get(organisation=organisation, number="K-2026-0001")
        first = models.Event.objects.get(organisation=organisation, dossier_id=pattern.id, seq=1)
        columns = summaries.computed(summaries.state_of(pattern), NOW) | {"last_seq": 1, "last_act": "receive"}
        made: dict[type[Any], list[Any]] = {}
        for number in range(2, DOSSIERS + 1):
            for row in _copy(organisation, pattern, first.payload, columns, number):
                made.setdefault(type(row), []).append(row)
        for model, copies in made.items():
            model.objects.bulk_create(copies, batch_size=2000)


def _analyze() -> None:
    """What PostgreSQL does by itself a minute later."""
    from django.db import connection

    from wederhoor.site import database

    with database.as_login(database.owner_login()), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(organisation: Organisation, pattern: Any, payload: Any, columns: dict[str, Any], number: int) -> list[Any]:
    from wederhoor.dossier import keys, models, summaries

    row = models.Dossier(
        organisation=organisation, id=uuid.uuid4(), number=f"K-2026-{number:04d}", code_hash=os.urandom(32),
        regulation=pattern.regulation, version=pattern.version, submitted_key=str(number), received=NOW,
    )  # fmt: skip
    ring = keys.Keyring(organisation, row.id, {})
    key = ring.add(["party"])
    subject = ring.seal(f"Onderwerp van zaak {number}", "party", "0:subject", "text")
    aim = columns["next_aim"] + timedelta(days=number % 90)
    summary = summaries._row(row, columns | {"subject": subject, "next_aim": aim, "next_due": aim})
    event = models.Event(organisation=organisation, dossier_id=row.id, seq=1, recorded=NOW, payload=payload)
    return [row, *key, event, summary]


def _milliseconds(work: Callable[[], object], times: int = 60) -> float:
    """The median of so many runs, after five to warm up."""
    for _ in range(5):
        work()
    return round(statistics.median(_once(work) for _ in range(times)) * 1000, 2)


def _once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def measure() -> list[tuple[str, float, str]]:
    """The figures, in the environment that `rows` made."""
    organisation, actor = _ready()
    from wederhoor.dossier.queries import Filters, worklist

    def page(**filters: str) -> Callable[[], object]:
        return lambda: worklist(organisation, actor, Filters(**filters), now=NOW)  # type: ignore[arg-type]  # texts only

    return [
        (f"worklist, 50 of {DOSSIERS:,} dossiers, ms (mark 15)", _milliseconds(page()), PEERS.format(120, 377, 6.5)),
        (
            f"dossier with {EVENTS} events and texts, opened, ms (mark 15)",
            _milliseconds(lambda: _open(organisation, actor)),
            PEERS.format(41, 59, 5),
        ),
        (
            f"search through {DOSSIERS:,} sealed subjects, ms",
            _milliseconds(page(search="zaak 77"), 5),
            "no peer seals its texts",
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
