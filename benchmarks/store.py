"""How fast the store answers with 100,000 dossiers, one client: a worklist of 50 rows, a dossier with 60 events, search.

`BENCH_DOSSIERS` sets another number (the growth from 10,000 to 100,000 has a mark of its own). The rows are made in
bulk by COPY, here only, each with its own key, sealed subject, text and name and its blind index; the measured reads
go through the policy, the fence, the keys and the access log, on the embedded PostgreSQL with its usual safety.
`rows()` works in a process of its own, so that its database is its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from wederhoor.dossier.door import Actor, OpenDossier
    from wederhoor.organisations.models import Organisation

HERE = Path(__file__).resolve().parent
DOSSIERS, EVENTS, PROVIDER = int(os.environ.get("BENCH_DOSSIERS", "100000")), 60, "proef"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
SEARCHED = "django-helpdesk 1,746, not sealed"
PEERS = "django-helpdesk {}, Signalen {}, plain Django {} (whole pages)"
BATCH = 5000
STEMS = "bak berg boom brug dak deur duin gang huis kamer laan meer pad raam ruim stal steen straat tuin veld vloer water weg zand".split()  # noqa: SIM905
COMMON = (  # noqa: SIM905
    "zorg begeleider woning kamer nacht afspraak medicatie gesprek familie dochter zoon moeder vader telefoon brief bezoek eten"
    " douche hulp team locatie groep rekening vervoer dagbesteding privacy dossier bejegening wachten planning overleg arts"
    " huisarts verpleging schoonmaak sleutel deur auto taxi fiets weekend vakantie geld pasje kleding wasmachine televisie"
).split()
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
    """The other dossiers, in bulk: each with its own key, first event, sealed subject, text and name, summary, task, words."""
    from wederhoor.dossier import models, search_index, summaries, tasks
    from wederhoor.dossier.fence import in_organisation
    from wederhoor.procedure.duties import duties

    with in_organisation(organisation.pk):
        pattern = models.Dossier.objects.get(organisation=organisation, number="K-2026-0001")
        first = models.Event.objects.get(organisation=organisation, dossier_id=pattern.id, seq=1)
        state = summaries.state_of(pattern)
        columns = summaries.computed(state, NOW) | {"last_seq": 1, "last_act": "receive"}
        made = Pattern(
            organisation,
            pattern,
            first.payload,
            columns,
            tasks.of(state, duties(state, NOW)),
            search_index.key_of(organisation, NOW),
        )
    with _unfenced():
        for start in range(2, DOSSIERS + 1, BATCH):
            rows: dict[type[Any], list[Any]] = {}
            for number in range(start, min(start + BATCH, DOSSIERS + 1)):
                for row in _copy(made, number):
                    rows.setdefault(type(row), []).append(row)
            for model, copies in rows.items():
                _copied(model, copies)


@contextmanager
def _unfenced() -> Iterator[None]:
    """COPY does not go with row-level security: the embedded server's own administrator loads the rows."""
    from wederhoor.site import database

    with database.as_login(replace(database.superuser_login(), name=database.NAME)):
        yield


def _copied(model: Any, rows: list[Any]) -> None:
    """COPY these rows into their table."""
    from django.db import connection

    fields = [field for field in model._meta.concrete_fields if field.column]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with cursor.connection.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def _analyze() -> None:
    """What PostgreSQL does by itself a minute later."""
    from django.db import connection

    from wederhoor.site import database

    with database.as_login(database.owner_login()), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What every copy has from the first dossier."""

    organisation: Organisation
    row: Any
    payload: Any
    columns: dict[str, Any]
    tasks: list[dict[str, Any]]
    search_key: bytes


def _words(number: int) -> str:
    """Some thirty words as people write them: a few that are in many dossiers, most in few, one that is in one."""
    random = Random(number)  # the same at every run
    common = random.choices(COMMON, weights=[1 / rank for rank in range(1, len(COMMON) + 1)], k=18)
    rare = [f"{random.choice(STEMS)}{random.choice(STEMS)}{random.randrange(40)}" for _ in range(12)]
    return " ".join([*common, *rare, f"zeldzaam{number}"])


def _copy(made: Pattern, number: int) -> list[Any]:
    from wederhoor.dossier import keys, models, search_index, summaries, tasks
    from wederhoor.dossier.words import words

    row = models.Dossier(
        organisation=made.organisation, id=uuid.uuid4(), number=f"K-2026-{number:04d}", code_hash=os.urandom(32),
        regulation=made.row.regulation, version=made.row.version, submitted_key=str(number), received=NOW,
    )  # fmt: skip
    ring = keys.Keyring(made.organisation, row.id, {})
    key = ring.add(["party"])
    about, text, name = f"Onderwerp van zaak {number}", _words(number), f"Klager Achternaam{number % 30011}"
    subject = ring.seal(about, "party", "0:subject", "text")
    days = timedelta(days=number % 90)
    aim, at = made.columns["next_aim"] + days, NOW - timedelta(minutes=number)
    changed = {"subject": subject, "next_aim": aim, "next_due": aim, "last_at": at, "closed": number % 20 == 0}
    summary = summaries._row(row, made.columns | changed)
    event = models.Event(organisation=made.organisation, dossier_id=row.id, seq=1, recorded=NOW, payload=made.payload)
    here = {"organisation": made.organisation, "dossier_id": row.id}
    sealed = [
        models.SealedText(**here, seq=0, field="subject", compartment="party", ciphertext=subject),
        models.SealedText(
            **here,
            seq=1,
            field="complaint",
            compartment="party",
            ciphertext=ring.seal(text, "party", "1:complaint", "text"),
        ),
    ]
    person = models.Person(
        **here,
        code="p1",
        side="complainant",
        capacity="client",
        name=ring.seal(name, "party", "p1", "name"),
        contact=b"",
    )
    tokens = search_index.tokens(row, {"party": words(f"{about} {text} {name}")}, made.search_key)["party"]
    index = models.SearchWords(**here, compartment="party", tokens=tokens)
    due = [{**task, "aim": task["aim"] + days, "due": task["due"] + days} for task in made.tasks]
    return [row, *key, event, summary, *sealed, person, index, *(tasks.rows(row, due) if number % 20 else [])]


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
    from wederhoor.dossier.queries import Filters, search, worklist

    def page(view: str, **filters: str) -> Callable[[], object]:
        wanted = Filters(view, **filters)
        return lambda: worklist(organisation, actor, wanted, now=NOW, counted=True)

    def found(words: str) -> Callable[[], object]:
        return lambda: search(organisation, actor, words, Filters("all"), now=NOW)

    many = f"{DOSSIERS:,} dossiers"
    return [
        (
            f"worklist, 50 of {many}, counts of all views, ms (mark 15)",
            _milliseconds(page("open")),
            PEERS.format(120, 377, 6.5),
        ),
        (
            f"worklist of what is late, {many}, ms (mark 15)",
            _milliseconds(page("overdue")),
            PEERS.format(120, 377, 6.5),
        ),
        (
            f"worklist of all, newest first, {many}, ms (mark 15)",
            _milliseconds(page("all")),
            PEERS.format(399, 353, 6.5),
        ),
        (
            f"dossier with {EVENTS} events and texts, opened, ms (mark 15)",
            _milliseconds(lambda: _open(organisation, actor)),
            PEERS.format(41, 59, 5),
        ),
        (f"search, one word in one of {many}, ms (mark 100)", _milliseconds(found("zeldzaam777"), 30), SEARCHED),
        (f"search, the beginning of a name, {many}, ms (mark 100)", _milliseconds(found("achternaam77"), 30), SEARCHED),
        (f"search, a word that is in a third of {many}, ms (mark 100)", _milliseconds(found("zorg"), 10), SEARCHED),
        (
            f"search, a common and a rare word, {many}, ms (mark 100)",
            _milliseconds(found("woning zeldzaam77"), 30),
            SEARCHED,
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
