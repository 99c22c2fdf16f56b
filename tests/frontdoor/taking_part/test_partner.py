"""A chain partner who deals with a complaint together with the provider: by a link, and only while the complainant wants it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.frontdoor.taking_part.conftest import STORY, House, words_of
from tests.frontdoor.taking_part.test_pages import picture, question
from tests.frontdoor.taking_part.test_table import happen
from wederhoor.dossier.taking_part import CODE

AGREED = "Wij reageren voor 1 april."


def together(house: House) -> None:
    house.do("give consent", step="handle jointly", answer="given", given_by="complainant")
    house.do("handle jointly", texts={"contact": "Thuiszorg West", "agreements": AGREED})


def partner(house: House) -> str:
    return house.add("chain partner", "Thuiszorg West", email="klachten@voorbeeld.test")


def refused(house: House, code: str, **more: bool) -> str:
    with pytest.raises(ValueError, match=r".") as why:
        house.invite(code, **more)
    return str(why.value)


@pytest.mark.requirement("OTT-25")
def test_a_chain_partner_comes_in_and_reads_the_complaint_once_it_is_dealt_with_together(house: House) -> None:
    code = partner(house)
    assert "nog niets gevraagd" in refused(house, code)
    together(house)
    visitor = house.enter(code, shares_complaint=True)
    page = visitor.words()
    assert STORY in page
    for other in ("Bram", "06 11111111", AGREED):
        assert other not in page, "not the accused, not how to reach the complainant, not what the handler wrote"
    assert "Een klacht die u mag lezen Wij vragen nu niets van u." in page
    for closed in ("gezegd/", "stukken/", "doen/respond/"):
        assert visitor.get(closed).status_code == 404


@pytest.mark.requirement("OTT-25")
def test_asked_something_without_that_a_chain_partner_answers_and_cannot_be_shown_the_complaint(house: House) -> None:
    code = partner(house)
    house.tell_accused()
    question(house, code, "Wie kwam er die ochtend?")
    assert "pas als die samen wordt behandeld" in refused(house, code, shares_complaint=True)
    visitor = house.enter(code)
    page = visitor.words()
    assert "Wie kwam er die ochtend?" in page
    assert STORY not in page
    sent = visitor.post(f"vraag/{house.open().seq}/", answer="Onze collega van de nacht.", papers=picture())
    assert sent.status_code == 302, words_of(sent)
    dossier = house.open()
    assert dossier.texts[dossier.seq, "answer"] == "Onze collega van de nacht."
    assert any(one.shown_to == "" and one.kind != "letter" for one in dossier.documents), (
        "the paper is with the handler"
    )


@pytest.mark.requirement("OTT-25")
def test_a_chain_partner_who_got_the_complaint_reads_it(house: House) -> None:
    code = partner(house)
    house.do("give consent", step="hand over to partner", answer="given", given_by="complainant")
    house.do("hand over to partner", texts={"contact": "Thuiszorg West"})
    assert STORY in house.enter(code, shares_complaint=True).words()


def test_handed_to_another_body_than_a_chain_partner_nobody_reads_it_as_one(
    build_house: Callable[[str], House],
) -> None:
    house = build_house("jot")
    code = partner(house)
    house.do("give consent", step="hand over", answer="given", given_by="complainant")
    happen(house, "hand over to external officer", {})
    assert "nog niets gevraagd" in refused(house, code, shares_complaint=True)


@pytest.mark.requirement("OTT-25")
def test_when_the_complainant_takes_the_consent_back_the_complaint_is_gone_from_the_page_of_the_partner(
    house: House,
) -> None:
    code = partner(house)
    together(house)
    visitor = house.enter(code, shares_complaint=True)
    assert STORY in visitor.words()
    house.do("give consent", step="handle jointly", answer="withdrawn", given_by="complainant")
    assert STORY not in words_of(visitor.get())
    assert "nog niets gevraagd" in refused(house, code, shares_complaint=True)


def test_the_page_of_inviting_offers_to_share_the_complaint_with_a_partner_only_when_that_may(house: House) -> None:
    code, asked = partner(house), "die mag de klacht ook lezen"
    desk = Client()
    desk.force_login(house.accounts[house.keeper])
    desk.post("/werkplek/zorgvuldigheid/geheimhouding/")
    address = f"/werkplek/dossiers/{house.number}/mensen/{code}/uitnodigen/"
    assert asked not in words_of(desk.get(address))
    together(house)
    page = desk.get(address)
    assert asked in words_of(page), page.status_code
    form = page.context["form"]
    assert not form.fields["shares_complaint"].initial, "which chain partner it is, a person says"
    assert "nog niets gevraagd" in refused(house, code), "not this one, says who leaves it open"
    made = desk.post(
        address,
        {
            "valid_until": f"{house.now:%Y-%m-%d}", "way": "paper", "second": CODE, "shares_complaint": "on",
            **({"works_as": "-"} if "works_as" in form.fields else {}),
        },
    )  # fmt: skip
    assert made.status_code == 200
    assert words_of(made).count("/meedoen/link/") == 1
