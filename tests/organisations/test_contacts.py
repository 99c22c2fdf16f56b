"""How one is reached here: of an organisation that uses another's text, nothing of that other stands on a page or in a letter."""

from __future__ import annotations

import pytest

from wederhoor.organisations.contacts import points
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.loading import load_for

JOT, IZW = load_for("jot", "2026-04-02"), load_for("izw", "2026-04-02")

pytestmark = pytest.mark.django_db


def made(name: str, regulation: str) -> Organisation:
    return Organisation.objects.create(code="hier", name=name, regulation=regulation)


@pytest.mark.parametrize("name", ["IederZijnWerk Ambulant", "Stichting IederZijnWerk", "iederzijnwerk B.V."])
def test_whose_own_text_it_is_is_reached_as_it_says(name: str) -> None:
    directors = points(IZW, made(name, "izw"))["directors"]
    assert (directors.telephone, directors.mail) == ("0515 543623", "info@iederzijnwerk.nl")


def test_who_borrows_a_text_borrows_no_address_and_the_page_says_that_it_lacks() -> None:
    here = points(IZW, made("Eigen Koers", "izw"))
    directors = here["directors"]
    assert {directors.telephone, directors.mail, directors.web, directors.post} == {""}
    assert directors.missing
    outside = [code for code, point in IZW.contact_points.items() if point.body]
    assert outside
    assert all(here[code] == IZW.contact_points[code] for code in outside), "other bodies are the same for everybody"


def test_somebody_from_outside_is_not_reached_at_the_site_of_who_wrote_the_text() -> None:
    ott = load_for("ott", "2026-04-02")
    there = [code for code, point in ott.contact_points.items() if "onstweedethuis" in f"{point.mail} {point.web}"]
    assert len(there) > 1
    here = points(ott, made("De Linde", "ott"))
    assert [code for code in there if "onstweedethuis" in f"{here[code].mail} {here[code].web}"] == []


def test_what_is_filled_in_stands_alone_for_the_provider_itself_and_beside_the_text_for_others() -> None:
    row = made("Bureau Noorderlicht", "jot")
    row.contact_points.create(code="handler", telephone="0518 00 00 10")
    row.contact_points.create(code="complaints desk", telephone="0518 00 00 12")
    here = points(JOT, row)
    assert (here["handler"].telephone, here["handler"].web, here["handler"].missing) == ("0518 00 00 10", "", ())
    assert (here["complaints desk"].telephone, here["complaints desk"].mail) == (
        "0518 00 00 12",
        "info@klachtenloket-zorg.nl",
    )


@pytest.mark.parametrize("name", ["Stichting Marjot", "JOT Noord", "Projot B.V."])
def test_a_name_that_only_holds_the_name_of_the_text_is_another_organisation(name: str) -> None:
    assert points(JOT, made(name, "jot"))["handler"].web == ""


def test_what_is_left_empty_on_purpose_does_not_come_back_from_the_text() -> None:
    row = made("Stichting JOT", "jot")
    assert points(JOT, row)["handler"].web
    row.contact_points.create(code="handler")
    assert points(JOT, row)["handler"].web == ""


@pytest.mark.parametrize(("regulation", "code"), [("ott", "client confidant"), ("zk-lid", "confidant")])
def test_an_arrangement_of_the_provider_with_somebody_outside_is_not_lent_either(regulation: str, code: str) -> None:
    text = load_for(regulation, "2026-04-02")
    here = points(text, made("Eigen Koers", regulation))[code]
    assert {here.telephone, here.mail, here.web} == {""}
    assert here.missing
