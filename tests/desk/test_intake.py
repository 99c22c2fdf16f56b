"""A complaint taken in at the desk, and the worklist it lands in."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse

from tests.desk.conftest import PEOPLE, WORKLIST, Desk, dossier_address, text
from wederhoor.dossier.door import open_by_code
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Account, Membership

NEW = f"{WORKLIST}nieuw/"
GIVEN: dict[str, Any] = {
    "expected_seq": "0", "key": "een-formulier", "subject": "De bel doet het niet", "channel": "telephone", "capacity": "client",
    "kind": "complaint", "law": "wlz", "complaint": "Al drie nachten.", "complainant_name": "Nora Nacht", "accused_name": "Bram",
    "telephone": "010 123 45 67",
}  # fmt: skip


def count(desk: Desk) -> int:
    with in_organisation(desk.here.pk):
        return Dossier.objects.count()


def take_in(desk: Desk, **changed: Any) -> HttpResponse:
    return desk.post("handler", NEW, **GIVEN | changed)


def number_in(response: HttpResponse) -> str:
    """The number of the dossier that was made."""
    return response.headers["Location"].rstrip("/").rsplit("/", 1)[-1]


def taken(desk: Desk, **changed: Any) -> str:
    """The number of a complaint that was taken in."""
    response = take_in(desk, **changed)
    assert response.status_code == 302, text(response)
    return number_in(response)


def test_a_complaint_by_telephone_becomes_a_dossier(desk: Desk) -> None:
    response = take_in(desk)
    assert response.status_code == 302
    page = text(desk.get("handler", dossier_address(number_in(response))))
    for words in ("De bel doet het niet", "Al drie nachten.", "Nora Nacht", "010 123 45 67", "Telefoon"):
        assert words in page


def test_what_is_not_known_is_not_named(desk: Desk) -> None:
    page = desk.get("handler", dossier_address(taken(desk, law="")))
    assert '<span class="ds-tag" data-color="neutral">wet</span>' not in page.content.decode()


def test_who_takes_it_in_reads_out_the_number_and_the_code_and_nobody_else_sees_it(desk: Desk) -> None:
    address = take_in(desk).headers["Location"]
    found = re.search(r'class="big code">([\w-]+)<', desk.get("handler", address).content.decode())
    assert found
    assert open_by_code(desk.here, found.group(1), now=desk.now).number == address.rstrip("/").rsplit("/", 1)[-1]
    assert found.group(1) not in text(desk.get("director", address))
    take_in(desk, key="een-ander-formulier")
    assert found.group(1) not in text(desk.get("handler", address)), "only right after it was taken in"
    assert desk.get("outsider", address).status_code == 404
    assert desk.browser("handler").post(address).status_code == 405


def test_the_receipt_says_who_does_what_by_when(desk: Desk) -> None:
    page = text(desk.get("handler", take_in(desk).headers["Location"]))
    assert "Contact opnemen" in page or "contact" in page
    assert "uiterlijk" in page
    assert "Interne klachtenbehandelaar" in page


def test_the_same_form_twice_is_one_complaint(desk: Desk) -> None:
    places = {take_in(desk).headers["Location"] for _ in range(2)}
    assert (len(places), count(desk)) == (1, 1)
    assert take_in(desk, key="een-ander-formulier").headers["Location"] not in places


def test_each_empty_form_has_a_key_of_its_own(desk: Desk) -> None:
    keys = {re.search(r'name="key" value="(\w+)"', desk.get("handler", NEW).content.decode()) for _ in range(2)}
    assert len({found.group(1) for found in keys if found}) == 2


def test_what_is_missing_is_named_and_nothing_is_lost(desk: Desk) -> None:
    response = take_in(desk, channel="")
    assert response.status_code == 422
    assert "Er mist nog iets" in text(response)
    assert "Al drie nachten." in text(response)
    assert 'value="een-formulier"' in response.content.decode()
    assert count(desk) == 0


def test_the_location_is_one_of_the_own_organisation(desk: Desk) -> None:
    place = desk.elsewhere.locations.create(code="ver", name="Verweg")
    assert take_in(desk, location=place.pk).status_code == 422
    assert count(desk) == 0


def test_the_worklist_filters_and_bears_odd_addresses(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    desk.act("handler", second, "acknowledge")

    def shown(query: str) -> set[str]:
        response = desk.get("handler", f"{WORKLIST}?{query}")
        assert response.status_code == 200, query
        return set(re.findall(r"/dossiers/([\w-]+)/", response.content.decode()))

    assert shown("tab=mine") == {second}
    assert shown("tab=unassigned") == {first}
    assert shown("tab=closed") == set()
    assert shown("phase=new") == {first}
    assert shown("tab=onzin") == shown("page=-1") == shown("page=x") == {first, second}
    assert shown("page=999") == shown("phase=onzin") == set()
    assert shown("phase=%00") == shown("page=²") == {first, second}
    assert desk.get("handler", f"{WORKLIST}dossiers/K%00/").status_code == 404


def test_late_is_past_due_and_not_past_the_aim(desk: Desk) -> None:
    number = desk.receive(channel="telephone")
    desk.act("handler", number, "inform")
    desk.later(days=44)
    page = desk.get("handler", f"{WORKLIST}?tab=overdue")
    assert number in text(page)
    assert "te laat" in text(page)


def test_a_colleague_the_complaint_is_about_can_neither_open_it_nor_be_given_it(desk: Desk) -> None:
    about = desk.accounts["director"]
    address = dossier_address(taken(desk, accused_name="", accused_account=str(about.pk)))
    assert desk.get("director", address).status_code == 404
    assert desk.get("director", dossier_address(taken(desk, key="een-ander-formulier"))).status_code == 200
    given = desk.post("handler", f"{address}daad/assign/", role="director", person=about.opaque, expected_seq="1")
    assert given.status_code == 422
    assert "deze persoon is zelf betrokken bij de klacht" in text(given)


def test_the_accused_does_not_see_how_to_reach_the_complainant(desk: Desk) -> None:
    address = f"{WORKLIST}dossiers/{desk.receive(mail='kanarie@voorbeeld.test')}/"
    assert "kanarie@voorbeeld.test" in text(desk.get("handler", address))
    assert "kanarie@voorbeeld.test" not in text(desk.get("accused", address))


def test_who_stays_without_a_name_at_the_desk_stands_among_the_people_too(desk: Desk) -> None:
    number = taken(desk, complainant_name="", telephone="")
    assert [one.side for one in desk.open(number).people] == ["complainant", "accused"]
    assert "Klager" in text(desk.get("handler", f"{dossier_address(number)}mensen/"))


def test_each_line_of_whom_it_is_about_is_a_person_beside_the_colleague_who_was_chosen(desk: Desk) -> None:
    number = taken(desk, accused_name="Roos Vermeer\nJan de Boer", accused_account=str(desk.accounts["accused"].pk))
    accused = [one for one in desk.open(number).people if one.side == "accused"]
    assert [one.name for one in accused] == ["Bram Beklaagd", "Roos Vermeer", "Jan de Boer"]
    assert [one.account is not None for one in accused] == [True, False, False]


def test_who_shares_a_part_of_the_name_of_the_chosen_colleague_is_somebody_else_and_the_full_name_is_not(
    desk: Desk,
) -> None:
    bram = str(desk.accounts["accused"].pk)
    number = taken(desk, accused_name="Beklaagd\nbram\nbram  beklaagd\nPiet Smit", accused_account=bram)
    accused = [one.name for one in desk.open(number).people if one.side == "accused"]
    assert accused == ["Bram Beklaagd", "Beklaagd", "bram", "Piet Smit"]


def test_whom_it_is_about_is_chosen_of_colleagues_and_never_of_who_complained_before(desk: Desk) -> None:
    account = Account.objects.create_user("ander@voorbeeld.test", "Ada Anders", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=desk.here, role="complainant")
    page = text(desk.get("handler", NEW))
    assert PEOPLE["care professional"] in page
    assert "Ada Anders" not in page
