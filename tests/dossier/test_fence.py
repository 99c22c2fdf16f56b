"""What the database itself refuses, whatever the code above it does: raw SQL with the app's own login."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import access, door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Event, Person, SealedText, Tombstone, Unsent
from wederhoor.organisations.models import Organisation

TABLES = (
    "dossier",
    "event",
    "sealedtext",
    "person",
    "document",
    "dossierkey",
    "summary",
    "assignment",
    "counter",
    "tombstone",
    "task",
    "follow",
    "savedview",
    "searchkey",
)


def sql(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def refused(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        sql(statement, *values)
    return str(error.value)


def test_app_does_not_own_the_tables_and_cannot_pass_the_fence(cast: Cast) -> None:
    ((superuser, bypass, owner),) = sql(
        "SELECT rolsuper, rolbypassrls, (SELECT tableowner FROM pg_tables WHERE tablename = 'dossier_event') = current_user "
        "FROM pg_roles WHERE rolname = current_user"
    )
    assert (superuser, bypass, owner) == (False, False, False)


@pytest.mark.django_db
def test_every_dossier_table_has_a_forced_fence() -> None:
    """Asked of the catalogue, so that a table added later is not forgotten."""
    open_tables = sql(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(dossier|insight)_' "
        "AND relname NOT IN ('dossier_accesshead', 'dossier_job', 'dossier_usedproof', 'dossier_dailysalt') "
        "AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert open_tables == []


@pytest.mark.parametrize("table", TABLES)
def test_another_organisation_has_no_rows(cast: Cast, table: str) -> None:
    cast.receive()
    with in_organisation(cast.elsewhere.pk):
        assert sql(f"SELECT count(*) FROM dossier_{table}") == [(0,)]  # noqa: S608  # a fixed list of tables


@pytest.mark.parametrize("table", TABLES)
def test_outside_the_fence_there_is_nothing(cast: Cast, table: str) -> None:
    cast.receive()
    assert sql(f"SELECT count(*) FROM dossier_{table}") == [(0,)]  # noqa: S608  # a fixed list of tables


def test_the_fence_closes_after_the_block(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        assert Event.objects.count() == 1
    assert Event.objects.count() == 0


def test_no_rows_can_be_put_in_another_organisation(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.elsewhere.pk):
        because = refused(
            "INSERT INTO dossier_counter (organisation_id, year, last) VALUES (%s, 2030, 1)", cast.here.pk
        )
    assert "row-level security" in because


def test_an_assignment_opens_that_dossier_and_no_other(cast: Cast) -> None:
    first, second = cast.receive("a").number, cast.receive("b").number
    door.assign(cast.open(first), cast.mediator.pk, "mediator", actor=cast.actor(cast.officer), now=NOW)
    with in_organisation(account=cast.mediator.pk):
        assert sql("SELECT number FROM dossier_dossier") == [(first,)]
    assert second != first


def test_events_are_never_updated(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        assert refused("UPDATE dossier_event SET seq = 9")


def test_events_are_not_deleted_alone_nor_with_their_dossier(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        assert refused("DELETE FROM dossier_event")
        assert "tombstone" in refused("DELETE FROM dossier_dossier")


def test_triggers_hold_for_every_login(cast: Cast) -> None:
    names = sql(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'dossier_event'::regclass AND NOT tgisinternal AND tgenabled = 'O'"
    )
    assert {"dossier_event_no_update", "dossier_event_no_delete"} <= {str(name) for (name,) in names}


def test_a_tombstone_in_the_same_transaction_lets_the_dossier_go(cast: Cast) -> None:
    cast.receive()
    dossier = cast.open("K-2026-0001")
    with in_organisation(cast.here.pk):
        stone = Tombstone(
            organisation=cast.here, dossier_id=dossier.id, number=dossier.number, regulation=dossier.row.regulation,
            version="1", destroyed=NOW, by=cast.officer.opaque,
        )  # fmt: skip
        Tombstone.objects.bulk_create([stone])
        sql("DELETE FROM dossier_dossier")
        assert [model.objects.count() for model in (Event, Person, SealedText)] == [0, 0, 0]
        assert refused("UPDATE dossier_tombstone SET by = 'x'")


def test_access_log_is_append_only_and_chained(cast: Cast) -> None:
    cast.receive()
    cast.open("K-2026-0001")
    with in_organisation(cast.here.pk):
        assert refused("UPDATE dossier_accesslog SET who = 'x'")
        assert refused("DELETE FROM dossier_accesslog")
        rows = sql("SELECT seq, previous, hash FROM dossier_accesslog ORDER BY seq")
    assert [row[0] for row in rows] == [1, 2]
    assert rows[1][1] == rows[0][2]
    assert access.first_broken(cast.here.pk) is None
    assert access.anchor(cast.here.pk) == (2, bytes(rows[1][2]).hex())  # type: ignore[call-overload]  # bytea


def test_app_cannot_touch_the_head_of_the_chain(cast: Cast) -> None:
    assert "permission denied" in refused("SELECT * FROM dossier_accesshead")


@pytest.fixture
def committed(transactional_db: None, cast: Cast) -> Iterator[Cast]:
    """The cast, really committed."""
    yield cast
    connection.close()


def planned() -> int:
    ((found,),) = sql("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%dossier_dossier%'")
    return int(str(found))


def test_who_is_refused_does_not_cost_the_next_one_the_plans_of_the_database(committed: Cast) -> None:
    """Every rollback throws them all away: a refusal before anything was written ends as a look does."""
    here, stranger = committed.here, door.Actor(None, "complainant", committed.here.pk, code="NIET-GOED")
    committed.receive()  # the first makes the keys
    before = planned()
    with pytest.raises(door.NotFound):
        door.act_on(here, "K-2026-9999", lambda _: None, actor=stranger, now=NOW)
    assert planned() >= before > 0


def refused_after(work: Callable[[], object], at: Organisation) -> None:
    with in_organisation(at.pk):
        work()
        raise door.NotFound


def test_what_was_written_before_a_refusal_is_undone(committed: Cast) -> None:
    here = committed.here

    def write() -> None:
        Unsent.objects.create(organisation=here, mark="a", content=b"", forget_after=NOW.date())

    with pytest.raises(door.NotFound):
        refused_after(write, here)
    with in_organisation(here.pk):
        assert not Unsent.objects.filter(organisation=here).exists()


def test_a_refusal_is_told_also_when_the_database_is_gone(committed: Cast) -> None:
    with pytest.raises(door.NotFound):
        refused_after(connection.close, committed.here)
