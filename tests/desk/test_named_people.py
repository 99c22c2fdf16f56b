"""Who is offered where an act asks for a person: people of this dossier and colleagues, never a party of another complaint."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from tests.desk.conftest import NOW, Desk, act_address, text
from tests.desk.test_act_forms import PROVIDERS, received
from wederhoor.desk import act_page
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor, OpenDossier
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.frontdoor import naming
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.loading import load_for

TODAY = NOW.date()
ELSEWHERE = {"complainant": "Daan Hoekstra", "accused": "Petra Proef"}
"""Parties of other complaints, who have an account here."""


def strangers(here: Organisation, roles: dict[str, str]) -> dict[str, str]:
    """Gives them their accounts; the opaque id of each with the name."""
    found = {}
    for role, kind in roles.items():
        if kind in ELSEWHERE:
            account = Account.objects.create_user(f"{kind}@elders.test", ELSEWHERE[kind], "een lang wachtwoord")
            Membership.objects.create(account=account, organisation=here, role=role)
            found[account.opaque] = account.name
    return found


def offered(dossier: OpenDossier, act: str) -> dict[str, set[str]]:
    """By question for a person, the codes that the form of an act offers and takes."""
    form = act_page.form_of(RequestFactory().get("/"), dossier, act)
    asked = [
        name.replace(" ", "_") for name, field in dossier.regulation.acts[act].fields.items() if field.kind == "person"
    ]
    return {name: {code for code, _ in form.fields[name].choices} for name in asked}  # type: ignore[attr-defined]  # choice fields


def told(desk: Desk) -> str:
    """A complaint of which the accused was told."""
    number = desk.receive()
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    return number


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_act_offers_a_party_of_another_complaint_to_any_role(db: None, provider: str) -> None:
    here, browsers, number = received(provider)
    roles = {code: role.kind for code, role in load_for(provider, NOW.date()).roles.items()}
    others, seen = strangers(here, roles), 0
    assert len(others) == len(ELSEWHERE)
    for role, browser in browsers.items():
        actor = Actor(Account.objects.get(pk=browser.session["_auth_user_id"]).pk, role, here.pk)
        try:
            dossier = door.open_dossier(here, number, actor=actor, action="act", now=NOW)
        except door.NotFound:
            continue
        for act in dossier.regulation.acts:
            for name, codes in offered(dossier, act).items():
                seen += 1
                assert not codes & others.keys(), f"{role}, {act}, {name}"
    assert seen


@pytest.mark.parametrize("act", ["answer invitation", "object to person"])
def test_the_accused_with_an_account_reads_no_name_from_another_complaint(desk: Desk, act: str) -> None:
    number = told(desk)
    strangers(desk.here, {"complainant": "complainant", "accused": "accused"})
    for who in ("accused", "handler"):
        response = desk.get(who, act_address(number, act))
        page = text(response)
        assert response.status_code == 200, who
        for name in ELSEWHERE.values():
            assert name not in page, who


def test_a_side_is_offered_who_handles_it_and_no_other_colleague(desk: Desk) -> None:
    number = told(desk)
    given = desk.act("director", number, "assign", role="handler", person=desk.accounts["handler"].opaque)
    assert given.status_code == 302
    dossier = desk.open(number, "accused")
    codes = offered(dossier, "object to person")["person"]
    assert desk.accounts["handler"].opaque in codes
    assert not codes & {desk.accounts[who].opaque for who in ("confidant", "care professional")}


def test_staff_who_record_an_objection_are_offered_who_handles_it_as_the_side_itself_is(desk: Desk) -> None:
    number = told(desk)
    codes = offered(desk.open(number, "director"), "object to person")["person"] - {""}
    assert codes == {desk.accounts["handler"].opaque}


def test_an_answer_to_an_invitation_is_of_somebody_who_was_invited(desk: Desk) -> None:
    number, guest = told(desk), desk.accounts["handler"].opaque
    planned = desk.act(
        "handler", number, "plan meeting", meeting="talk", meeting_at="2026-03-20T10:00", guests=[guest],
        meeting_place="Kamer 9",
    )  # fmt: skip
    assert planned.status_code == 302, text(planned)
    assert offered(desk.open(number, "handler"), "answer invitation")["person"] - {""} == {guest}


def test_who_stands_in_the_words_of_an_invitation_only_can_be_said_to_have_answered(desk: Desk) -> None:
    number, guest = told(desk), desk.accounts["handler"].opaque
    planned = desk.act(
        "handler", number, "plan meeting", meeting="talk", meeting_at="2026-03-20T10:00", guests=[guest],
        invited="Hanna van kantoor en Zoë", meeting_place="Kamer 9",
    )  # fmt: skip
    assert planned.status_code == 302, text(planned)
    assert offered(desk.open(number, "handler"), "answer invitation")["person"] - {""} > {guest}


def assigned(here: Organisation, number: str, *held: tuple[Account, str], since: date = TODAY) -> None:
    with in_organisation(here.pk):
        row = Dossier.objects.get(number=number)
        for account, role in held:
            Assignment.objects.create(organisation=here, dossier_id=row.id, account=account, role=role, since=since)


def test_an_objection_can_be_to_the_confidant_who_has_the_complaint_and_to_no_other_one(db: None) -> None:
    """Whoever asks: the board that records it, and each side itself. A second confidant helps somebody; that is nobody's business."""
    here, _, number = received("loj", door="confidant")
    has, officer = (Account.objects.get(email=f"{role}@loj.test") for role in ("confidant", "officer"))
    helps = Account.objects.create_user("tweede@loj.test", "Tweede Vertrouwenspersoon")
    Membership.objects.create(account=helps, organisation=here, role="confidant")
    assigned(here, number, (helps, "confidant"), since=NOW.date() - timedelta(days=1))
    assigned(here, number, (has, "confidant"), (officer, "officer"))
    board = Actor(Account.objects.get(email="board@loj.test").pk, "board", here.pk)
    dossier = door.open_dossier(here, number, actor=board, action="act", now=NOW)
    assert offered(dossier, "object to person")["person"] - {""} == {has.opaque, officer.opaque}
    assert {one for one, _ in naming.handling(dossier)} == {has.opaque, officer.opaque}, "as on the pages of a side"


def test_who_was_invited_in_words_can_answer_after_the_talk_was_moved_too(desk: Desk) -> None:
    number, guest = told(desk), desk.accounts["handler"].opaque
    plan = {"meeting": "talk", "meeting_place": "Kamer 9"}
    words = {"guests": [guest], "invited": "Hanna van kantoor"}
    for more in ({"meeting_at": "2026-03-20T10:00", **words}, {"meeting_at": "2026-03-21T10:00", "moved": "yes"}):
        planned = desk.act("handler", number, "plan meeting", **plan, **more)
        assert planned.status_code == 302, text(planned)
    assert offered(desk.open(number, "handler"), "answer invitation")["person"] - {""} > {guest}


def test_that_a_confidant_helps_is_told_to_nobody_by_an_objection(desk: Desk) -> None:
    number = told(desk)
    assigned(desk.here, number, (desk.accounts["confidant"], "confidant"))
    for who in ("director", "accused"):
        codes = offered(desk.open(number, who), "object to person")["person"]
        assert desk.accounts["confidant"].opaque not in codes, who


def test_a_colleague_who_does_not_have_it_can_still_be_given_it(desk: Desk) -> None:
    dossier = desk.open(desk.receive(), "director")
    assert desk.accounts["handler"].opaque in offered(dossier, "assign")["person"]
