"""The one door: receiving once, acting, refusals with reasons, two people at once, who gets in, and what is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import destruction, door, search_index, summaries
from wederhoor.dossier.door import Actor, Conflict, NewPerson, NotFound
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, SearchWords, Summary, Tombstone
from wederhoor.dossier.writing import event_row
from wederhoor.organisations.models import Membership
from wederhoor.procedure.commands import Command
from wederhoor.procedure.events import Event, Value

CANARIES = ("Kanarie", "kanarie", "Naam officer", "Geheime")


def test_receive_gives_a_number_a_code_and_the_first_event(cast: Cast) -> None:
    received = cast.receive()
    dossier = cast.open(received.number)
    assert received.number == "K-2026-0001"
    assert [event.act for event in dossier.events] == ["receive"]
    assert dossier.subject == "Kanarieonderwerp"
    assert dossier.texts == {(1, "complaint"): "Kanarietekst over de gang"}
    assert [(person.name, person.contact) for person in dossier.people] == [
        ("Zeldzaamnaam Kanarie", {"email": "kanarie@voorbeeld.test"})
    ]
    assert (dossier.row.regulation, dossier.row.version) == ("proef/2025-01-01.yaml", "1")


def test_the_same_form_twice_is_one_complaint_with_the_same_code(cast: Cast) -> None:
    first, second, other = cast.receive("form-1"), cast.receive("form-1"), cast.receive("form-2")
    assert (first.number, first.code) == (second.number, second.code)
    assert (first.new, second.new) == (True, False)
    assert (other.number, other.code == first.code) == ("K-2026-0002", False)


def test_the_code_opens_the_dossier_however_it_is_typed(cast: Cast) -> None:
    received = cast.receive()
    dossier = door.open_by_code(cast.here, received.code.lower().replace("-", " "), now=NOW)
    assert (dossier.number, dossier.compartments) == (received.number, {"party"})
    with pytest.raises(NotFound):
        door.open_by_code(cast.here, "AAAA-BBBB-CCCC-DDDD", now=NOW)


def test_a_code_opens_no_other_dossier(cast: Cast) -> None:
    first, second = cast.receive("a"), cast.receive("b")
    with pytest.raises(NotFound):
        cast.open(second.number, door.visitor(cast.here.pk, code=first.code))


def test_perform_appends_seals_and_summarises(cast: Cast) -> None:
    number = cast.receive().number
    outcome = cast.do(number, "acknowledge", {"explanation": "Geheime uitleg"})
    assert outcome.event is not None
    assert (outcome.event.seq, outcome.event.by, outcome.event.actor) == (2, "officer", cast.officer.opaque)
    assert cast.open(number).texts[(2, "explanation")] == "Geheime uitleg"
    with in_organisation(cast.here.pk):
        row = Summary.objects.get()
    assert (row.phase, row.last_act, row.next_duty, row.handler_id) == (
        "handling",
        "acknowledge",
        "finish",
        cast.officer.pk,
    )


def test_refusal_comes_back_with_its_reason_and_writes_no_event(cast: Cast) -> None:
    number = cast.receive().number
    outcome = cast.do(number, "close", {"procedure_followed": "a", "outcome_words": "b"})
    assert outcome.event is None
    assert outcome.refusal is not None
    assert outcome.refusal.because
    assert outcome.refusal.source
    assert cast.open(number).seq == 1


def test_the_second_of_two_people_sees_what_changed(cast: Cast) -> None:
    dossier = cast.open(cast.receive().number)
    cast.do(dossier.number, "acknowledge")
    with pytest.raises(Conflict) as conflict:
        door.perform(
            dossier, Command("note", "officer"), texts={"note": "n"}, actor=cast.actor(cast.colleague), now=NOW,
            expected_seq=dossier.seq,
        )  # fmt: skip
    assert [event.act for event in conflict.value.events] == ["acknowledge"]


def test_text_of_the_handler_is_not_for_the_complainant(cast: Cast) -> None:
    received = cast.receive()
    cast.do(received.number, "note", {"note": "Geheime notitie"})
    seen = door.open_by_code(cast.here, received.code, now=NOW)
    assert (2, "note") not in seen.texts
    assert cast.open(received.number).texts[(2, "note")] == "Geheime notitie"


@pytest.mark.parametrize("who", ["stranger", "mediator", "accused", "wrong role", "absent"])
def test_forbidden_and_absent_are_the_same_answer(cast: Cast, who: str) -> None:
    accused = NewPerson("accused", "Naam colleague", account=cast.colleague.pk)
    number = cast.receive(people=(accused,)).number
    actors = {
        "stranger": cast.actor(cast.stranger, at=cast.elsewhere),
        "mediator": cast.actor(cast.mediator, "mediator", cast.elsewhere),
        "accused": cast.actor(cast.colleague),
        "wrong role": cast.actor(cast.officer, "director"),
        "absent": cast.actor(cast.officer),
    }
    with pytest.raises(NotFound, match=r"^$"):
        cast.open("K-2026-9999" if who == "absent" else number, actors[who])


def test_the_accused_sees_the_party_file_in_that_role_only(cast: Cast) -> None:
    number = cast.receive(people=(NewPerson("accused", "Naam colleague", account=cast.colleague.pk),)).number
    cast.do(number, "hear", party="accused", how="oral")
    assert cast.open(number, cast.actor(cast.colleague, "accused")).compartments == {"party"}


def test_claiming_an_organisation_is_not_enough(cast: Cast) -> None:
    number = cast.receive().number
    with pytest.raises(NotFound):
        cast.open(number, Actor(cast.stranger.pk, "officer", cast.here.pk))


def test_an_ended_membership_is_no_membership(cast: Cast) -> None:
    number = cast.receive().number
    Membership.objects.filter(account=cast.officer).update(until=(NOW - timedelta(days=1)).date())
    with pytest.raises(NotFound):
        cast.open(number)


def test_an_outsider_acts_by_assignment(cast: Cast) -> None:
    number = cast.receive().number
    door.assign(cast.open(number), cast.mediator.pk, "mediator", actor=cast.actor(cast.officer), now=NOW)
    actor = cast.actor(cast.mediator, "mediator", cast.elsewhere)
    dossier = cast.open(number, actor)
    outcome = door.perform(
        dossier, Command("contact", "mediator", {"how": "telephone"}), texts={}, actor=actor, now=NOW, expected_seq=1
    )
    assert outcome.event is not None
    assert (dossier.compartments, outcome.event.actor) == ({"party", "mediation"}, cast.mediator.opaque)


def test_the_words_of_an_outsider_are_kept_and_indexed(cast: Cast) -> None:
    number = cast.receive().number
    door.assign(cast.open(number), cast.mediator.pk, "mediator", actor=cast.actor(cast.officer), now=NOW)
    actor = cast.actor(cast.mediator, "mediator", cast.elsewhere)
    search_index._known.clear()
    command = Command("contact", "mediator", {"how": "telephone"})
    texts = {"note": "Zwaluwnest"}
    outcome = door.perform(cast.open(number, actor), command, texts=texts, actor=actor, now=NOW, expected_seq=1)
    assert outcome.event is not None
    with in_organisation(cast.here.pk):
        assert SearchWords.objects.filter(dossier_id=cast.open(number).id).count() > 1


def test_an_act_that_assigns_gives_the_dossier_to_another_handler(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    cast.do(number, "assign", role="officer", person=cast.colleague.opaque)
    with in_organisation(cast.here.pk):
        assert Summary.objects.get().handler_id == cast.colleague.pk


def test_an_act_that_excludes_keeps_somebody_out(cast: Cast) -> None:
    number = cast.receive().number
    assert cast.do(number, "recuse", person=cast.colleague.opaque).event
    with pytest.raises(NotFound):
        cast.open(number, cast.actor(cast.colleague))


def test_a_new_person_becomes_the_value_of_their_field(cast: Cast) -> None:
    number = cast.receive().number
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    witness = NewPerson("witness", "Geheime getuige", field="person")
    outcome = door.perform(
        dossier, Command("recuse", "officer"), texts={}, actor=actor, now=NOW, expected_seq=1, people=[witness]
    )
    assert outcome.event is not None
    assert outcome.event.values == {"person": "p2"}
    assert cast.open(number).name_of("p2") == "Geheime getuige"


def test_documents_open_for_who_may_see_them(cast: Cast) -> None:
    received = cast.receive()
    dossier, actor = cast.open(received.number), cast.actor(cast.officer)
    document = door.attach(
        dossier,
        name="Geheime brief.pdf",
        content=b"%PDF-1.7 x",
        media_type="application/pdf",
        kind="letter",
        actor=actor,
        now=NOW,
    )
    assert door.read_document(dossier, document, actor=actor, now=NOW) == (
        "Geheime brief.pdf",
        "application/pdf",
        b"%PDF-1.7 x",
    )
    assert door.open_by_code(cast.here, received.code, now=NOW).documents == (), "not yet: both sides were not heard"
    for party in ("complainant", "accused"):
        cast.do(received.number, "hear", party=party, how="oral")
    (listed,) = door.open_by_code(cast.here, received.code, now=NOW).documents
    assert (listed.name, listed.size) == ("Geheime brief.pdf", 10)


def test_each_look_is_one_line_without_a_name(cast: Cast) -> None:
    number = cast.receive().number
    cast.open(number)
    cast.do(number, "acknowledge")
    with in_organisation(cast.here.pk):
        lines = list(AccessLog.objects.order_by("seq").values_list("who", "role", "dossier", "action"))
    me = cast.officer.opaque
    assert lines == [
        ("complainant-code", "complainant", number, "receive"),
        (me, "officer", number, "read"),
        (me, "officer", number, "read"),
        (me, "officer", number, "acknowledge"),
    ]


def test_no_log_line_no_change(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    number = cast.receive().number
    dossier = cast.open(number)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("wederhoor.dossier.access.log", broken)
    with pytest.raises(OSError, match="full"):
        door.perform(
            dossier,
            Command("acknowledge", "officer"),
            texts={},
            actor=cast.actor(cast.officer),
            now=NOW,
            expected_seq=1,
        )
    monkeypatch.undo()
    with in_organisation(cast.here.pk):
        assert len(summaries.state_of(Dossier.objects.get()).events) == 1


def everything_stored() -> str:
    """The whole public schema as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'dossier_%'")
        tables = [name for (name,) in cursor.fetchall() if name != "dossier_accesshead"]
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608  # names from the catalogue
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_canary_no_name_or_text_is_readable_in_any_dossier_table(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge", {"explanation": "Geheime uitleg"})
    with in_organisation(cast.here.pk):
        stored = everything_stored()
    assert number in stored
    for canary in CANARIES:
        assert canary not in stored
        assert canary.encode().hex() not in stored


def test_rebuilt_summaries_are_the_same(cast: Cast) -> None:
    for key in ("a", "b"):
        cast.do(cast.receive(key).number, "acknowledge")
    with in_organisation(cast.here.pk):
        before = list(Summary.objects.order_by("number").values())
        summaries.rebuild(Dossier.objects.all(), NOW)
        after = list(Summary.objects.order_by("number").values())
    assert [{k: bytes(v) if k == "subject" else v for k, v in row.items()} for row in before] == [
        {k: bytes(v) if k == "subject" else v for k, v in row.items()} for row in after
    ]


def test_destruction_leaves_only_the_tombstone_and_only_after_its_day(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    cast.do(number, "close", {"procedure_followed": "a", "outcome_words": "b"})
    dossier, actor = cast.open(number), cast.actor(cast.officer)
    with pytest.raises(destruction.TooEarly):
        destruction.destroy(dossier, actor=actor, now=NOW)
    destruction.destroy(dossier, actor=actor, now=NOW + timedelta(days=732))
    with in_organisation(cast.here.pk):
        assert (Dossier.objects.count(), Tombstone.objects.get().number) == (0, number)
    with pytest.raises(NotFound):
        cast.open(number)


@pytest.mark.parametrize("value", ["x" * 200, "een\nregel", ["kort", "x" * 200], {"part": "x" * 200}])
def test_free_text_never_gets_into_an_event(value: Value) -> None:
    event = Event(1, "note", "officer", NOW, NOW, "a", values={"note": value})
    with pytest.raises(ValueError, match="free text"):
        event_row(Dossier(), event)


def test_a_dossier_opens_in_at_most_twelve_queries(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge", {"explanation": "e"})
    with CaptureQueriesContext(connection) as queries:
        cast.open(number)
    counted = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(counted) <= 12, counted
