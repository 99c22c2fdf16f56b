"""Acts at the desk: doing one, being refused with the reason, losing nothing that was typed, and two people at once."""

from __future__ import annotations

import pytest

from tests.desk.conftest import PEOPLE, WORKLIST, Desk, act_address, counting, dossier_address, queries, section, text
from wederhoor.organisations.models import Account, Membership

TYPED = "Wat ik <b>typte</b> over de gang"


def test_an_act_is_done_and_shows_in_the_dossier(desk: Desk) -> None:
    number = desk.receive()
    response = desk.act("handler", number, "note", note="Even navragen bij de nachtdienst")
    assert (response.status_code, response.headers["Location"]) == (302, dossier_address(number))
    page = text(desk.get("handler", dossier_address(number)))
    for words in ("Interne notitie", "Even navragen bij de nachtdienst", "Hanna Behandelt"):
        assert words in page
    assert desk.acts(number) == ["receive", "note"]


def test_the_form_of_an_act_says_what_it_brings_about(desk: Desk) -> None:
    page = text(desk.get("handler", act_address(desk.receive(), "acknowledge")))
    for words in (
        "Bevestig de ontvangst",
        "Klaar: Ontvangst bevestigen.",
        "Ontvangstbevestiging",
        "Staat in: Procedure 1",
    ):
        assert words in page


def test_a_question_that_must_be_answered_keeps_the_rest(desk: Desk) -> None:
    number = desk.receive()
    response = desk.act("handler", number, "contact", note=TYPED)
    assert response.status_code == 422
    assert "Vul dit in: Hoe" in text(response)
    assert TYPED in text(response), "escaped, and still in its field"
    assert TYPED not in response.content.decode()
    assert desk.acts(number) == ["receive"]


def test_a_refused_act_gives_the_reason_the_article_and_what_was_typed(desk: Desk) -> None:
    number = desk.receive(channel="telephone")
    response = desk.act("handler", number, "acknowledge", explanation=TYPED)
    page = text(response)
    assert response.status_code == 422
    assert "een bevestiging is er voor een schriftelijke klacht" in page
    assert "Staat in: Procedure 1; Procedure 2" in page
    assert TYPED in page
    assert desk.acts(number) == ["receive"]


def test_the_act_of_another_role_is_refused_with_a_reason(desk: Desk) -> None:
    number = desk.receive()
    assert "Dit kan nu niet" in text(desk.get("handler", act_address(number, "judge")))
    response = desk.act("director", number, "acknowledge", explanation=TYPED)
    assert (response.status_code, TYPED in text(response)) == (422, True)
    assert desk.acts(number) == ["receive"]


@pytest.mark.parametrize(("days", "status"), [(42, 302), (43, 422)])
def test_extending_is_for_before_the_end_of_the_term(desk: Desk, days: int, status: int) -> None:
    number = desk.receive()
    desk.later(days=days)
    response = desk.act("director", number, "extend", reasons=TYPED)
    assert response.status_code == status
    assert ("extend" in desk.acts(number)) == (status == 302)
    if status == 422:
        assert "Wkkgz art. 17 lid 2" in text(response)
        assert TYPED in text(response)


def test_an_extension_has_no_moment_of_its_own(desk: Desk) -> None:
    number = desk.receive()
    desk.later(days=43)
    response = desk.act("director", number, "extend", reasons=TYPED, happened_at="2026-04-01T10:00")
    assert response.status_code == 422, "a date in the past does not make a late extension timely"
    assert "extend" not in desk.acts(number)


def test_an_act_is_not_done_in_the_future(desk: Desk) -> None:
    number = desk.receive()
    response = desk.act("handler", number, "note", note=TYPED, happened_at="2026-03-03T10:00")
    assert (response.status_code, TYPED in text(response)) == (422, True)
    assert desk.acts(number) == ["receive"]


def test_an_act_before_the_complaint_came_in_is_refused_with_that_day_in_words(desk: Desk) -> None:
    number = desk.receive()
    page = text(desk.act("handler", number, "note", note=TYPED, happened_at="2026-01-05T10:00"))
    assert "dit kan niet vóór de ontvangst van de klacht gebeurd zijn: die was op maandag 2 maart 2026," in page
    assert TYPED in page


def test_who_acted_in_between_is_shown_and_the_second_time_it_works(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("director", number, "note", note="Ik was eerst").status_code == 302
    late = desk.act("handler", number, "note", note=TYPED, expected_seq=1)
    page = text(late)
    assert late.status_code == 409
    for words in ("Iemand anders was u net voor", "Interne notitie", "Dirk Bestuurt", TYPED):
        assert words in page
    assert 'name="expected_seq" value="2"' in late.content.decode()
    assert desk.acts(number) == ["receive", "note"]
    assert desk.act("handler", number, "note", note=TYPED, expected_seq=2).status_code == 302
    assert desk.acts(number) == ["receive", "note", "note"]


def test_the_same_form_sent_twice_is_one_act(desk: Desk) -> None:
    number = desk.receive()
    statuses = [desk.act("handler", number, "note", note="Eén keer", expected_seq=1).status_code for _ in range(2)]
    assert (statuses, desk.acts(number)) == ([302, 409], ["receive", "note"])


def test_a_form_without_its_number_is_not_accepted(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "note", note=TYPED, expected_seq="onzin").status_code == 422
    assert desk.acts(number) == ["receive"]


def test_a_choice_that_was_not_offered_is_not_accepted(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "contact", how="postduif").status_code == 422
    assert desk.acts(number) == ["receive"]


def test_the_dossier_says_what_is_due_why_and_what_is_doubtful(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "acknowledge").status_code == 302
    page = section(desk.get("handler", dossier_address(number)), "now-title")
    for words in ("Contact opnemen met de klager", "5 mrt", "Procedure 1", "De tekst zegt niet of de drie werkdagen"):
        assert words in page
    for words in (
        "Beslissen over de klacht",
        "13 apr",
        "Procedure 5 (wkkgz 17.1)",
        "De tekst noemt geen begin van de zes weken",
    ):
        assert words in page


def test_the_dossier_says_what_one_may_do_and_what_not_yet(desk: Desk) -> None:
    number = desk.receive()
    may = section(desk.get("handler", dossier_address(number)), "may-title")
    page = desk.get("handler", f"{dossier_address(number)}nog-niet/")
    may_not = section(page, "not-title") + section(page, "others-title")
    assert "Bevestig de ontvangst" in may
    assert "Beslis over de klacht" not in may
    assert "Beslis over de klacht" in may_not
    assert "Procedure 5" in may_not


def test_the_worklist_and_the_dossier_take_few_queries(desk: Desk) -> None:
    number = desk.receive()
    for key in ("b", "c", "d"):
        desk.receive(key)
    desk.act("handler", number, "acknowledge")
    known = ('FROM "organisations_account"', 'SELECT "organisations_membership"."id"')
    for address, most in ((WORKLIST, 8), (dossier_address(number), 12)):
        desk.get("handler", address)
        with counting() as captured:
            assert desk.get("handler", address).status_code == 200
        counted = [sql for sql in queries(captured) if not any(word in sql for word in known)]
        assert len(counted) <= most, counted


def test_the_number_of_queries_does_not_grow_with_the_dossiers(desk: Desk) -> None:
    desk.receive("a")
    desk.get("handler", WORKLIST)
    with counting() as one:
        desk.get("handler", WORKLIST)
    for key in "bcdefgh":
        desk.receive(key)
    with counting() as many:
        desk.get("handler", WORKLIST)
    assert len(many) == len(one)


def test_an_act_takes_few_queries(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note="Om warm te lopen")
    seq = desk.open(number).seq
    with counting() as captured:
        desk.act("handler", number, "note", note="Gemeten", expected_seq=seq)
    counted = queries(captured)
    assert len(counted) <= 60, counted


def test_what_ended_and_what_is_for_others_is_told_apart(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    page = desk.get("handler", dossier_address(number))
    ended = section(page, "now-title").split("Plichten die gedaan of vervallen zijn")[1]
    assert "Ontvangst bevestigen gedaan · brief nog niet weg 2 mrt Procedure 1" in ended
    page = desk.get("handler", f"{dossier_address(number)}nog-niet/")
    own, others = section(page, "not-title"), section(page, "others-title")
    assert ("dit is aan:" in own, "dit is aan:" in others) == (False, True)


def test_a_question_for_a_person_names_nobody_of_another_complaint(desk: Desk) -> None:
    other = Account.objects.create_user("ander@voorbeeld.test", "Ada Anders", "een lang wachtwoord")
    Membership.objects.create(account=other, organisation=desk.here, role="complainant")
    number = desk.receive()
    for act in ("acknowledge", "contact"):
        desk.act("handler", number, act, how="telephone")
    desk.act(
        "handler",
        number,
        "plan meeting",
        meeting="talk",
        meeting_at="2099-03-04T10:00",
        meeting_place="Hier",
        invited="Beiden",
    )
    for who in ("handler", "accused"):
        for act in ("answer-invitation", "object-to-person"):
            page = desk.get(who, act_address(number, act))
            assert page.status_code == 200, (who, act)
            assert "Ada Anders" not in text(page), (who, act)
    colleague = PEOPLE["confidant"]
    assert colleague in text(desk.get("handler", act_address(number, "answer-invitation")))
    assert colleague not in text(desk.get("accused", act_address(number, "answer-invitation"))), (
        "who does not handle it"
    )
