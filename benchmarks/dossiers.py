"""The dossiers that `benchmarks.store` and `benchmarks.pages` measure: two organisations, one with ten times as many as the other.

They are made once, in bulk by COPY, by two processes, each dossier with its own key, sealed subject, text and name and its
blind index; they stay in `var/bench`, and are made again when the tables or their number (`BENCH_DOSSIERS`) changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from wederhoor.dossier.door import Actor, OpenDossier
    from wederhoor.organisations.models import Organisation
    from wederhoor.site.database import Login

HERE = Path(__file__).resolve().parent
DOSSIERS, EVENTS, PROVIDER = int(os.environ.get("BENCH_DOSSIERS", "100000")), 60, "proef"
FEW = DOSSIERS // 10
PLACES = {"bench": DOSSIERS, "bench-few": FEW}
LONG = "K-2026-0001"
"""The dossier with so many events and texts."""
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
BATCH, LOCATIONS, GIVEN = 5000, 20, 500
WORDS_INDEX, MADE = "search_tokens", "made"
STEMS = "bak berg boom brug dak deur duin gang huis kamer laan meer pad raam ruim stal steen straat tuin veld vloer water weg zand".split()  # noqa: SIM905
COMMON = (  # noqa: SIM905
    "zorg begeleider woning kamer nacht afspraak medicatie gesprek familie dochter zoon moeder vader telefoon brief bezoek eten"
    " douche hulp team locatie groep rekening vervoer dagbesteding privacy dossier bejegening wachten planning overleg arts"
    " huisarts verpleging schoonmaak sleutel deur auto taxi fiets weekend vakantie geld pasje kleding wasmachine televisie"
).split()
WEIGHTS = [1 / rank for rank in range(1, len(COMMON) + 1)]
VALUES = {"channel": "web", "capacity": "client", "kind": "complaint", "law": "wmo"}


def environment(folder: Path) -> dict[str, str]:
    """What a part that measures runs in: its own database, the small regulation of the store's tests, no demo."""
    home = HERE.parent / "var" / "bench"
    if home.exists() and (not (home / MADE).exists() or (home / MADE).read_text("ascii") != _tables()):
        shutil.rmtree(home)  # made for other tables, or not made to the end
    (folder / "regulations").mkdir()
    (folder / "law").symlink_to(HERE.parent / "law")
    (folder / "regulations" / PROVIDER).symlink_to(HERE.parent / "tests" / "dossier" / "regulations" / PROVIDER)
    for file in (HERE.parent / "regulations").glob("_*"):
        (folder / "regulations" / file.name).symlink_to(file)
    own = {"WEDERHOOR_HOME": str(home), "WEDERHOOR_DATA": str(folder)}
    left_out = ("DATABASE_URL", "WEDERHOOR_TESTING", "WEDERHOOR_EMBEDDED", "WEDERHOOR_DEMO")
    return {name: value for name, value in os.environ.items() if name not in left_out} | own


def _tables() -> str:
    """What the dossiers were made with: their number, every migration, and this file."""
    found = sorted((HERE.parent / "src").glob("wederhoor/*/migrations/*.py"))
    return sha256(b"".join(path.read_bytes() for path in (*found, Path(__file__))) + str(DOSSIERS).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation with its dossiers: its officer, who sees all of them, a mediator, who sees what is given to them, and a writer.

    The writer is an officer too. Who writes in a dossier that nobody has yet becomes its handler: written by the officer whose
    worklist is measured, that list would be of more dossiers after every run.
    """

    organisation: Organisation
    officer: Actor
    mediator: Actor
    writer: Actor


def ready() -> dict[str, Place]:
    """The database with the dossiers of both organisations: made at the first run, found again later."""
    import django

    from wederhoor.site import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    database.migrate(database.owner_login(), verbosity=0)
    found = {code: _place(code) for code in PLACES}
    settled()  # of what was made, or of what the last run wrote
    Path(os.environ["WEDERHOOR_HOME"], MADE).write_text(_tables(), "ascii")
    return found


def _place(code: str) -> Place:
    from wederhoor.dossier.door import Actor
    from wederhoor.organisations.models import Account, Location, Membership, Organisation

    organisation, new = Organisation.objects.get_or_create(code=code, defaults={"name": code, "regulation": PROVIDER})
    actors = []
    for name, role in (("officer", "officer"), ("mediator", "mediator"), ("writer", "officer")):
        email = f"{name}@{code}.test"
        account = Account.objects.filter(email=email).first() or Account.objects.create_user(email, name.title())
        Membership.objects.get_or_create(account=account, organisation=organisation, role=role)
        actors.append(Actor(account.pk, role, organisation.pk))
    found = Place(organisation, *actors)
    if new:
        Location.objects.bulk_create(
            Location(organisation=organisation, code=f"l{n}", name=f"Locatie {n}") for n in range(LOCATIONS)
        )
        _long_one(found)
        _filled(code)
    return found


def _long_one(place: Place) -> None:
    """One dossier with sixty events, through the door."""
    from wederhoor.dossier import door
    from wederhoor.procedure.commands import Command

    client = door.NewPerson("complainant", "Naam van de klager", "client", {"email": "klager@voorbeeld.test"})
    door.receive(
        place.organisation, Command("receive", "complainant", VALUES), texts={"complaint": "Tekst " * 100}, people=[client],
        subject="Lange zaak", actor=door.visitor(place.organisation.pk), now=NOW, submitted_key="long",
    )  # fmt: skip
    dossier = opened(place)
    for seq in range(1, EVENTS):
        note = {"note": "Tekst van een notitie. " * 20}
        door.perform(dossier, Command("note", "officer"), texts=note, actor=place.officer, now=NOW, expected_seq=seq)


def opened(place: Place) -> OpenDossier:
    """The dossier with sixty events, as its officer opens it."""
    from wederhoor.dossier import door

    return door.open_dossier(place.organisation, LONG, actor=place.officer, action="read", now=NOW)


def _filled(code: str) -> None:
    """The other dossiers, by as many processes as two."""
    from django.db import connection

    from wederhoor.site import database

    middle = PLACES[code] // 2
    with database.as_login(_loader()), connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {WORDS_INDEX}")  # made at once is faster than kept up
        cursor.execute("ALTER DATABASE wederhoor SET synchronous_commit = off")
    other = subprocess.Popen([sys.executable, "-m", "benchmarks.dossiers", code, str(middle), str(PLACES[code])])
    fill(code, 2, middle - 1)
    if other.wait():
        raise SystemExit("the dossiers could not be made")
    with database.as_login(_loader()), connection.cursor() as cursor:
        cursor.execute("ALTER DATABASE wederhoor RESET synchronous_commit")
        together = "fastupdate = on, gin_pending_list_limit = 256"
        cursor.execute(f"CREATE INDEX {WORDS_INDEX} ON dossier_searchwords USING gin (tokens) WITH ({together})")


def settled() -> None:
    """What PostgreSQL does by itself a while after many rows came in, so that the first run finds what the second does.

    By its administrator: of a login that does not own a table it skips that table, and only warns.
    """
    from django.db import connection

    from wederhoor.site import database

    with database.as_login(_loader()), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE, FREEZE)")
        cursor.execute("CHECKPOINT")


def _loader() -> Login:
    """COPY does not go with row-level security: the embedded server's own administrator loads the rows."""
    from wederhoor.site import database

    return replace(database.superuser_login(), name=database.NAME)


def fill(code: str, first: int, last: int) -> None:
    """Make the dossiers with these numbers, each with its own key, first event, sealed subject, text and name, summary, task, words."""
    from wederhoor.organisations.models import Organisation
    from wederhoor.site import database

    made = Pattern.of(Organisation.objects.get(code=code))
    with database.as_login(_loader()):
        for start in range(first, last + 1, BATCH):
            rows: dict[type[Any], list[Any]] = {}
            for number in range(start, min(start + BATCH, last + 1)):
                for row in _copy(made, number):
                    rows.setdefault(type(row), []).append(row)
            for model, copies in rows.items():
                _copied(model, copies)


def _copied(model: Any, rows: list[Any]) -> None:
    """COPY these rows into their table."""
    from django.db import connection
    from django.db.models import JSONField
    from psycopg.types.json import Jsonb

    fields = [field for field in model._meta.concrete_fields if field.column]
    names = ", ".join(f'"{field.column}"' for field in fields)
    plain = [(field.attname, isinstance(field, JSONField)) for field in fields]
    with connection.cursor() as cursor:
        statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with cursor.connection.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row([Jsonb(getattr(row, name)) if json else getattr(row, name) for name, json in plain])


@dataclass(frozen=True, slots=True)
class Pattern:
    """What every copy has from the first dossier."""

    organisation: Organisation
    row: Any
    payload: Any
    columns: dict[str, Any]
    tasks: list[dict[str, Any]]
    search_key: bytes
    locations: list[int]
    mediator: Any

    @classmethod
    def of(cls, organisation: Organisation) -> Pattern:
        """From the long dossier, as it was after its first event."""
        from wederhoor.dossier import models, search_index, summaries, tasks
        from wederhoor.dossier.fence import in_organisation
        from wederhoor.organisations.models import Location, Membership
        from wederhoor.procedure.duties import duties

        with in_organisation(organisation.pk):
            row = models.Dossier.objects.get(organisation=organisation, number=LONG)
            first = models.Event.objects.get(organisation=organisation, dossier_id=row.id, seq=1)
            state = summaries.state_of(row)
            columns = summaries.computed(state, NOW) | {"last_seq": 1, "last_act": "receive"}
            mediator = Membership.objects.get(organisation=organisation, role="mediator").account_id
            places = list(Location.objects.filter(organisation=organisation).values_list("id", flat=True))
            key = search_index.key_of(organisation, NOW)
        return cls(
            organisation, row, first.payload, columns, tasks.of(state, duties(state, NOW)), key, places, mediator
        )


def _words(number: int) -> str:
    """Some thirty words as people write them: a few that are in many dossiers, most in few, one that is in one."""
    random = Random(number)  # the same at every run
    common = random.choices(COMMON, weights=WEIGHTS, k=18)
    rare = [f"{random.choice(STEMS)}{random.choice(STEMS)}{random.randrange(40)}" for _ in range(12)]
    return " ".join([*common, *rare, f"zeldzaam{number}"])


def _copy(made: Pattern, number: int) -> list[Any]:
    from wederhoor.dossier import keys, models, search_index, summaries
    from wederhoor.dossier.words import words

    place = made.locations[number % len(made.locations)]
    row = models.Dossier(
        organisation=made.organisation, id=uuid.uuid4(), number=f"K-2026-{number:04d}", code_hash=os.urandom(32),
        regulation=made.row.regulation, version=made.row.version, submitted_key=str(number), received=NOW, location_id=place,
    )  # fmt: skip
    ring = keys.Keyring(made.organisation, row.id, {})
    key = ring.add(["party"])
    about, text, name = f"Onderwerp van zaak {number}", _words(number), f"Klager Achternaam{number % 30011}"
    subject = ring.seal(about, "party", "0:subject", "text")
    days = timedelta(days=number % 90)
    aim, at = made.columns["next_aim"] + days, NOW - timedelta(minutes=number)
    changed = {"subject": subject, "next_aim": aim, "next_due": aim, "last_at": at, "closed": number % 20 == 0}
    summary = summaries._row(row, made.columns | changed)
    here = {"organisation": made.organisation, "dossier_id": row.id}
    event = models.Event(**here, seq=1, recorded=NOW, payload=made.payload)
    complaint = ring.seal(text, "party", "1:complaint", "text")
    sealed = [
        models.SealedText(**here, seq=0, field="subject", compartment="party", ciphertext=subject),
        models.SealedText(**here, seq=1, field="complaint", compartment="party", ciphertext=complaint),
    ]
    shown = ring.seal(name, "party", "p1", "name")
    person = models.Person(**here, code="p1", side="complainant", capacity="client", name=shown, contact=b"")
    tokens = search_index.tokens(row, {"party": words(f"{about} {text} {name}")}, made.search_key)["party"]
    index = models.SearchWords(**here, compartment="party", tokens=tokens)
    due = [{**task, "aim": task["aim"] + days, "due": task["due"] + days} for task in made.tasks]
    given = models.Assignment(**here, account_id=made.mediator, role="mediator", since=NOW.date())
    beside = [
        *([models.Task(**here, **task) for task in due] if number % 20 else []),
        *([given] if number % GIVEN == 0 else []),
    ]
    return [row, *key, event, summary, *sealed, person, index, *beside]


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "wederhoor.site.settings"
    django.setup()
    fill(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
