"""Who reads a new complaint, and so whether a new organisation is public: one rule for the notice, the door and the red line."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from wederhoor.dossier import door, notices, summaries
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations import invitations
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation
from wederhoor.organisations.models.place import Partner
from wederhoor.organisations.staffing import is_open
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for

pytestmark = pytest.mark.django_db


def held_back(regulation: str, code: str = "nieuw", parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(
        code=code, name=f"Zorg {code}", regulation=regulation, parent=parent, held_back=True
    )


def member(row: Organisation, role: str, *, invited: bool = False) -> Account:
    account = Account.objects.create_user(f"{role.replace(' ', '')}.{row.code}@voorbeeld.test", role)
    Membership.objects.create(organisation=row, account=account, role=role)
    if invited:
        invitations.invite(account, row, now=timezone.now())
    return account


def open_now(row: Organisation) -> bool:
    today = timezone.localdate()
    return is_open(row, load_for((row.parent or row).regulation or row.regulation, today), today)


def complain(row: Organisation, actor: door.Actor | None = None) -> door.Received:
    tenant, today = row.parent or row, timezone.localdate()
    text = load_for(tenant.regulation, today)
    values = {"channel": next(iter(text.channels)), "capacity": "client", "kind": "complaint", "law": "wlz"}
    values |= {"door": "manager"} if tenant.regulation == "loj" else {}
    made = door.receive(
        tenant, Command("receive", actor.role if actor else "complainant", values, on_behalf_of="complainant" if actor else ""),
        texts={"complaint": "Het ging mis."}, subject="x", people=[door.NewPerson("complainant", "Kees", "client", {})],
        actor=actor or door.visitor(tenant.pk), now=timezone.now(), submitted_key="k", member=row if row.parent else None,
    )  # fmt: skip
    assert isinstance(made, door.Received), made
    return made


def told(row: Organisation) -> set[UUID]:
    with in_organisation((row.parent or row).pk):
        dossier = Dossier.objects.get()
        dossier.organisation = row.parent or row
        state = summaries.state_of(dossier)
        return notices.around(dossier, state, timezone.localdate()).handlers(state)


def test_where_the_handler_works_outside_it_opens_with_who_coordinates_in_house_and_they_are_told() -> None:
    row = held_back("loj")
    secretary = member(row, "secretary")
    assert open_now(row)
    complain(row)
    assert told(row) == {secretary.pk}


def test_with_somebody_of_an_outside_body_alone_it_stays_shut_because_nobody_is_told() -> None:
    row = held_back("loj")
    outside = Organisation.objects.create(code="portaal", name="Portaal", kind=Organisation.Kind.EXTERNAL)
    Partner.objects.create(organisation=row, outside=outside)
    member(outside, "officer")
    assert not open_now(row)
    complain(row)
    assert told(row) == set()


def test_somebody_at_another_member_of_the_cooperative_does_not_open_this_one() -> None:
    cooperative = Organisation.objects.create(code="coop", name="Coop", regulation="zk-lid")
    one, other = held_back("", "een", cooperative), held_back("", "twee", cooperative)
    member(one, "chair")
    assert (open_now(one), open_now(other)) == (True, False)


def test_readers_at_a_member_open_that_member_and_not_the_cooperative_whose_own_complaints_they_never_hear_of() -> None:
    cooperative = held_back("zk", "coop")
    one = held_back("zk-lid", "een", cooperative)
    member(one, "chair")
    assert (open_now(one), open_now(cooperative)) == (True, False)
    complain(cooperative)
    assert told(cooperative) == set()
    visitor = Client()
    assert (visitor.get("/een/").status_code, "Zorg een" in visitor.get("/").content.decode()) == (200, True)
    boss = Account.objects.create_user("baas@coop.test", "Bas Baas", "Een lang wachtwoord 1")
    Administrator.objects.create(account=boss, organisation=cooperative)
    Organisation.objects.filter(pk=cooperative.pk).update(held_back=False)
    visitor.force_login(boss)
    page = visitor.get("/werkplek/beheer/", follow=True).content.decode()
    assert "Niemand leest nu een klacht die binnenkomt" in page
    assert "Wat naar een lid gaat, wordt daar gelezen." in page


@pytest.mark.parametrize("shut", ["invited", "inactive"])
def test_who_cannot_sign_in_reads_nothing_and_the_next_is_told(shut: str) -> None:
    row = held_back("jot")
    handler = member(row, "handler", invited=shut == "invited")
    if shut == "inactive":
        Account.objects.filter(pk=handler.pk).update(is_active=False)
    assert not open_now(row)
    director = member(row, "director")
    assert open_now(row)
    complain(row)
    assert told(row) == {director.pk}


def test_while_nobody_took_up_an_invitation_who_was_invited_is_told() -> None:
    row = held_back("jot")
    handler = member(row, "handler", invited=True)
    complain(row)
    assert told(row) == {handler.pk}


def test_who_got_a_code_can_follow_and_what_came_in_opens_it_for_good() -> None:
    row = held_back("jot")
    confidant = member(row, "confidant")
    made = complain(row, door.Actor(confidant.pk, "confidant", row.pk))
    assert Client().post("/nieuw/volgen/", {"code": made.code}).status_code == 302
    assert not Organisation.objects.get(pk=row.pk).held_back
    Organisation.objects.filter(pk=row.pk).update(held_back=True)
    assert Client().get("/nieuw/klacht/").status_code == 404
    assert Client().get("/nieuw/volgen/").status_code == 200, "a page behind a code is never shut"


def test_a_visit_writes_nothing() -> None:
    row = held_back("jot")
    given = member(row, "handler")
    assert Client().get("/nieuw/").status_code == 200
    assert Organisation.objects.get(pk=row.pk).held_back
    Membership.objects.filter(account=given).update(until=timezone.localdate() - timedelta(days=1))
    assert Client().get("/nieuw/").status_code == 404, "nobody was ever there by a page that gives roles"
