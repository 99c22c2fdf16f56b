"""Accounts and memberships."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from wederhoor.organisations.models import Account, Membership, Organisation

DAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_one_address_is_one_account() -> None:
    made = Account.objects.create_user("Iemand@Voorbeeld.test", "Iemand", "wachtwoord-voor-de-proef")
    assert made.email == "iemand@voorbeeld.test"
    assert made.check_password("wachtwoord-voor-de-proef")
    assert Account.objects.get_by_natural_key("IEMAND@voorbeeld.test") == made
    with pytest.raises(IntegrityError):
        Account.objects.create_user("iemand@VOORBEELD.test", "Nog iemand")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(None, None, True), (DAY, DAY, True), (date(2026, 3, 3), None, False), (None, date(2026, 3, 1), False)],
)
def test_a_membership_holds_from_its_first_to_its_last_day(since: date | None, until: date | None, holds: bool) -> None:
    organisation = Organisation.objects.create(code="hier", name="Zorg Hier")
    account = Account.objects.create_user("iemand@voorbeeld.test")
    Membership.objects.create(account=account, organisation=organisation, role="officer", since=since, until=until)
    assert Membership.objects.current(DAY).exists() == holds


@pytest.mark.django_db
def test_dossiers_of_a_member_provider_are_those_of_its_cooperative() -> None:
    cooperative = Organisation.objects.create(code="samen", name="Samen", kind=Organisation.Kind.COOPERATIVE)
    member = Organisation.objects.create(code="lid", name="Lid", parent=cooperative)
    assert (member.tenant_id, cooperative.tenant_id) == (cooperative.pk, cooperative.pk)
