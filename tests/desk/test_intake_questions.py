"""What the assisted intake asks, what it never demands, and what it keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse

from tests.desk.conftest import PEOPLE, WORKLIST, Desk, act_address, dossier_address, text
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, OpenDossier
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.likeness import similar
from wederhoor.dossier.models import Dossier, Likeness
from wederhoor.dossier.reception import came_in
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.loading import load_for

NEW, SIGNAL = f"{WORKLIST}nieuw/", f"{WORKLIST}signaal/"
LEAST = {"expected_seq": "0", "key": "formulier", "channel": "telephone", "capacity": "client", "kind": "complaint"}


def take_in(desk: Desk, who: str = "handler", page: str = NEW, **given: Any) -> HttpResponse:
    return desk.browser(who).post(page, LEAST | given)  # type: ignore[return-value]


def number_of(response: HttpResponse) -> str:
    assert response.status_code == 302, text(response)
    return response.headers["Location"].rstrip("/").rsplit("/", 1)[-1]


def count(place: Organisation) -> int:
    with in_organisation(place.pk):
        return Dossier.objects.count()


def person(desk: Desk, provider: str, *roles: str) -> Organisation:
    """Another provider with one person per role; they sign in under the name of the role."""
    place = Organisation.objects.create(code=provider, name=provider.upper(), regulation=provider)
    for role in roles:
        account = Account.objects.create_user(
            f"{provider}-{role.replace(' ', '-')}@voorbeeld.test", role.title(), "geheim woord"
        )
        Membership.objects.create(account=account, organisation=place, role=role)
        desk.accounts[f"{provider} {role}"] = account
    return place


def opened(desk: Desk, place: Organisation, number: str, who: str, role: str) -> OpenDossier:
    actor = Actor(desk.accounts[who].pk, role, place.pk)
    return door.open_dossier(place, number, actor=actor, action="read", now=desk.now)


@pytest.mark.requirement("LOJ-04")
def test_nothing_but_the_complaint_is_demanded_beside_what_the_regulation_demands(desk: Desk) -> None:
    number = number_of(take_in(desk, complaint="De deur klemt."))
    dossier = desk.open(number)
    assert dossier.subject == "De deur klemt."
    assert [(one.side, one.name, one.contact) for one in dossier.people] == [("complainant", "", {})]
    empty = take_in(desk, key="ander")
    assert empty.status_code == 422
    assert "Een paar woorden is genoeg" in text(empty)


@pytest.mark.requirement("LOJ-04")
def test_at_a_provider_with_a_committee_the_least_is_a_door_and_the_complaint(desk: Desk) -> None:
    place = person(desk, "loj", "officer")
    asked = take_in(desk, "loj officer", complaint="De deur klemt.", key="zonder deur")
    assert asked.status_code == 422, "which terms run follows from the door: nobody chooses it silently"
    assert not re.search(r'name="door"[^>]*checked', asked.content.decode())
    response = take_in(desk, "loj officer", complaint="De deur klemt.", door="officer")
    assert (response.status_code, count(place)) == (302, 1)


def test_received_and_registered_are_kept_apart(desk: Desk) -> None:
    number = number_of(take_in(desk, complaint="x", happened_at="2026-02-27T16:30"))
    found = came_in(desk.open(number))
    assert found
    assert (f"{found.received:%d-%m}", f"{found.registered:%d-%m}") == ("27-02", "02-03")
    assert take_in(desk, key="b", complaint="x", happened_at="2026-03-09T10:00").status_code == 422, "not in the future"


def test_a_client_another_than_the_complainant_and_how_to_reach_them_are_people_of_the_dossier(desk: Desk) -> None:
    number = number_of(
        take_in(
            desk, complaint="x", capacity="legal representative", complainant_name="Moeder", client_name="Kind", proof="later",
            way="telephone", telephone="010 1234567", call_times="na vier uur", interpreter="Tigrinya", helper="buurvrouw",
            large_print="on", wording="confirmed",
        )
    )  # fmt: skip
    dossier = desk.open(number)
    assert [(p.side, p.name) for p in dossier.people] == [("complainant", "Moeder"), ("client", "Kind")]
    assert dossier.people[0].contact == {
        "way": "telephone", "telephone": "010 1234567", "call_times": "na vier uur", "interpreter": "Tigrinya",
        "helper": "buurvrouw", "print": "large",
    }  # fmt: skip
    found = came_in(dossier)
    assert found
    assert found.how.wording == "confirmed"
    assert (dossier.events[-1].act, dossier.events[-1].values["shown"]) == ("record proof", "later")


def test_what_the_capacity_asks_is_said_and_stops_nothing(desk: Desk) -> None:
    assert "bewijs van de vertegenwoordiging" in text(desk.get("handler", NEW))
    number = number_of(take_in(desk, complaint="x", capacity="legal representative"))
    assert "Bewijs van de vertegenwoordiging" in text(desk.get("handler", f"{dossier_address(number)}binnenkomst/"))


@pytest.mark.requirement("OTT-10")
def test_what_the_complainant_hopes_for_is_asked_and_kept(desk: Desk) -> None:
    place = person(desk, "ott", "mediator")
    hope = next(iter(_hopes(desk)))
    number = number_of(take_in(desk, "ott mediator", complaint="x", hope=hope))
    assert opened(desk, place, number, "ott mediator", "mediator").state.value("hope") == hope


def _hopes(desk: Desk) -> list[str]:
    from wederhoor.procedure.loading import load_for

    return list(load_for("ott", "2026-03-02").hopes)


def test_the_safety_question_is_asked_on_the_same_page_and_its_answer_opens_the_duties(desk: Desk) -> None:
    assert "gevaar nu?" in text(desk.get("handler", NEW))
    number = number_of(take_in(desk, complaint="x", then_safety_question="violence"))
    assert desk.acts(number) == ["receive", "safety question"]
    assert desk.open(number).state.value("safety") == "violence"
    assert desk.acts(number_of(take_in(desk, key="ander", complaint="x"))) == ["receive"], "it may wait"


@pytest.mark.requirement("JOT-07")
def _unasked(desk: Desk, number: str) -> str:
    from wederhoor.dossier.models import Summary

    with in_organisation(desk.here.pk):
        return Summary.objects.get(number=number).unasked


def test_whether_it_was_talked_about_is_asked_and_unanswered_it_stays_to_be_asked(desk: Desk) -> None:
    assert "Is er al gepraat met de zorgverlener" in text(desk.get("handler", NEW))
    open_question = number_of(take_in(desk, key="a", complaint="x"))
    answered = number_of(take_in(desk, key="b", complaint="x", spoken="yes", tell_support_worker="yes"))
    assert "spoken" in _unasked(desk, open_question)
    assert _unasked(desk, answered) == ""
    rows = desk.get("handler", WORKLIST).content.decode().split("<tr")
    marked = {
        number for number in (open_question, answered) for row in rows if number in row and "nog iets te vragen" in row
    }
    assert marked == {open_question}, "on the handler's list at once"
    desk.act("handler", open_question, "complete intake", spoken="wanted", tell_support_worker="no")
    assert _unasked(desk, open_question) == ""


@pytest.mark.requirement("JOT-07")
def test_a_form_sent_with_the_question_unanswered_is_on_the_handlers_list_at_once(desk: Desk) -> None:
    number = desk.receive()
    assert number in text(desk.get("handler", WORKLIST))
    assert "nog iets te vragen" in text(desk.get("handler", WORKLIST))


def test_the_sign_stands_only_where_somebody_can_still_ask(desk: Desk) -> None:
    number = desk.receive()
    assert "nog iets te vragen" not in text(desk.get("director", WORKLIST)), "the director writes no answer down"
    person(desk, "ott", "mediator")
    take_in(desk, "ott mediator", complaint="x", capacity="client")
    assert "nog iets te vragen" not in text(desk.get("ott mediator", WORKLIST)), "here the question is asked once"
    assert "nog iets te vragen" in text(desk.get("handler", WORKLIST))
    assert number in text(desk.get("director", f"{WORKLIST}?tab=all"))


@pytest.mark.requirement("JOT-09")
def test_who_wants_help_with_the_wording_chooses_what_the_confidant_reads(desk: Desk) -> None:
    shared = number_of(take_in(desk, key="a", complaint="Alles mag.", help_wording="yes", share="everything"))
    closed = number_of(
        take_in(desk, key="b", complaint="Alleen het verzoek.", help_wording="yes", share="only request")
    )
    without = number_of(take_in(desk, key="c", complaint="Geen hulp."))
    told = text(desk.get("confidant", f"{WORKLIST}meldingen/"))
    assert shared in told
    assert closed in told
    assert without not in told
    assert "Alles mag." in text(desk.get("confidant", dossier_address(shared)))
    assert desk.get("confidant", dossier_address(closed)).status_code == 404
    assert desk.open(shared).state.duty("help with wording", "", desk.now).status == "open"


@pytest.mark.requirement("JOT-10")
def test_what_must_not_be_told_to_the_support_worker_is_in_none_of_their_pages(desk: Desk) -> None:
    worker = Account.objects.create_user("begeleider@voorbeeld.test", "Bea Begeleidt", "geheim woord")
    Membership.objects.create(account=worker, organisation=desk.here, role="support worker")
    desk.accounts["support worker"] = worker
    number = number_of(
        take_in(desk, complaint="Zij weet van niets.", complainant_name="Kees Kanarie", tell_support_worker="no")
    )
    for page in (WORKLIST, f"{WORKLIST}?q={number}", f"{WORKLIST}meldingen/", f"{WORKLIST}agenda/"):
        response = desk.get("support worker", page)
        said = text(response).replace(f"“{number}”", "")
        assert "Kanarie" not in said
        assert "Zij weet van niets" not in said
        assert f"/dossiers/{number}/" not in response.content.decode()
    assert desk.get("support worker", dossier_address(number)).status_code == 404


@pytest.mark.requirement("LOJ-24")
def test_a_complaint_of_the_same_person_is_shown_after_and_before_registering(desk: Desk) -> None:
    first = number_of(take_in(desk, complaint="De deur klemt.", complainant_name="Kees Kanarie"))
    looked = take_in(desk, key="b", complaint="Weer de deur.", complainant_name="K. Kanarie, Kees", look="1")
    assert looked.status_code == 200
    assert count(desk.here) == 1, "looking registers nothing"
    same = take_in(desk, key="b", complaint="Weer de deur.", complainant_name="kees KANARIE", look="1")
    assert first in text(same)
    assert "zelfde naam" in text(same)
    assert "Weer de deur." in text(same)
    second = take_in(desk, key="b", complaint="Weer de deur.", complainant_name="kees KANARIE")
    assert first in text(desk.get("handler", second.headers["Location"]))
    assert count(desk.here) == 2, "shown, never merged"


def test_the_safety_question_stands_first_until_somebody_answered(desk: Desk) -> None:
    number = number_of(take_in(desk, complaint="x"))
    page = desk.get("handler", dossier_address(number)).content.decode()
    assert page.index("safety-title") < page.index("now-title")
    assert "safety-title" not in desk.get("accused", dossier_address(desk.receive())).content.decode()
    assert desk.act("handler", number, "safety question", safety="danger").status_code == 302
    assert "safety-title" not in desk.get("handler", dossier_address(number)).content.decode()


def closed(desk: Desk) -> str:
    """A complaint that was withdrawn, registered and closed, without the question about safety."""
    number = desk.receive()
    said = {"said_by": "Kees", "said_how": "telephone"}
    assert desk.act("handler", number, "withdraw", how="oral", **said).status_code == 302
    words = {"actions": "Gebeld", "results": "Opgelost", "advice": "Bel terug"}
    theme = next(iter(load_for("jot", "2026-03-02").lists["themes"]))
    assert desk.act("handler", number, "register", theme=theme, **words).status_code == 302
    return number


def test_who_closes_is_told_that_the_safety_question_and_consents_were_never_asked(desk: Desk) -> None:
    number = closed(desk)
    page = text(desk.get("handler", act_address(number, "close")))
    assert "De vraag naar de veiligheid is niet beantwoord." in page
    assert "Toestemming is nooit gevraagd: Overdragen aan het Klachtenloket Zorg" in page
    assert desk.act("handler", number, "safety question", safety="none").status_code == 302
    assert "De vraag naar de veiligheid" not in text(desk.get("handler", act_address(number, "close")))


def test_in_a_closed_dossier_the_safety_question_no_longer_stands_on_top(desk: Desk) -> None:
    number = closed(desk)
    assert "safety-title" in desk.get("handler", dossier_address(number)).content.decode()
    done = desk.act("handler", number, "close", procedure_followed="Ingetrokken.", outcome_words="Geen.")
    assert done.status_code == 302, text(done)
    page = desk.get("handler", dossier_address(number)).content.decode()
    assert "safety-title" not in page
    assert "nog niet gevraagd" not in page, "nobody is going to ask it any more"


def test_the_tab_says_how_it_came_in_what_to_ask_and_what_resembles_it(desk: Desk) -> None:
    first = number_of(take_in(desk, key="a", complaint="x", complainant_name="Kees Kanarie"))
    given = {"body": "complaints desk", "received_there": "2026-02-20", "known_by": "mail", "body_reference": "KLZ-77"}
    number = number_of(take_in(desk, key="b", complaint="y", complainant_name="Kees Kanarie", **given))
    tab = f"{dossier_address(number)}binnenkomst/"
    page = text(desk.get("handler", tab))
    for words in (
        "Klachtenloket Zorg",
        "KLZ-77",
        "20 feb",
        "Is er al gepraat met de zorgverlener",
        first,
        "zelfde naam",
    ):
        assert words in page, words
    assert desk.get("accused", f"{dossier_address(desk.receive())}binnenkomst/").status_code == 404
    assert desk.get("outsider", tab).status_code == 404
    assert desk.get("visitor", tab).status_code == 302
    assert desk.browser("handler").post(tab).status_code == 405


@pytest.mark.requirement("LOJ-24")
def test_when_admissibility_is_decided_what_resembles_it_is_in_sight(desk: Desk) -> None:
    person(desk, "loj", "secretary", "chair")
    given = {"complaint": "x", "door": "committee", "complainant_name": "Kees Kanarie", "channel": "letter"}
    first, second = (number_of(take_in(desk, "loj secretary", key=key, **given)) for key in "ab")
    place = Organisation.objects.get(code="loj")
    actor = Actor(desk.accounts["loj secretary"].pk, "secretary", place.pk)
    for number in (first, second):
        dossier = door.open_dossier(place, number, actor=actor, action="assign", now=desk.now)
        door.assign(dossier, desk.accounts["loj chair"].pk, "chair", actor=actor, now=desk.now)
    page = text(desk.get("loj chair", f"{dossier_address(second)}daad/declare-inadmissible/"))
    assert first in page
    assert "zelfde naam" in page


def test_who_may_not_take_in_has_no_such_page(desk: Desk) -> None:
    for address in (NEW, SIGNAL):
        assert desk.get("director", address).status_code == 404
        assert desk.get("visitor", address).status_code == 302
        assert desk.browser("handler").put(address).status_code == 405
    assert PEOPLE


def test_what_is_put_in_writing_begins_as_the_text_of_the_intake(desk: Desk) -> None:
    number = desk.receive(channel="telephone")
    page = desk.get("handler", act_address(number, "put in writing")).content.decode()
    assert "Het ging niet goed op de gang.</textarea>" in page
    other = desk.get("handler", act_address(number, "note")).content.decode()
    assert "Het ging niet goed op de gang.</textarea>" not in other


def test_somebody_added_later_is_found_in_another_complaint_too(desk: Desk) -> None:
    first, second = desk.receive("a", mail=""), desk.receive("b", mail="")
    with in_organisation(desk.here.pk):
        Likeness.objects.all().delete()
    for number in (first, second):
        people = f"{dossier_address(number)}mensen/"
        assert desk.post("handler", people, name="Willemijn Getuige", side="witness").status_code == 302
    found = similar(desk.open(second), now=desk.now)
    assert [(row.number, row.because) for row in found] == [(first, ("name",))]
