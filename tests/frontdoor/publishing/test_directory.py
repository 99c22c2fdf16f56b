"""Who can help: the answer for this person, this region and this moment, and nothing that the text does not give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from wederhoor.frontdoor.publishing.directory import Asker, Directory, directory
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.procedure.dossier import AMSTERDAM

Under = Callable[[str], Provider]
TUESDAY, SATURDAY = datetime(2026, 6, 2, 10, tzinfo=AMSTERDAM), datetime(2026, 6, 6, 10, tzinfo=AMSTERDAM)


def helping(provider: Provider, asker: Asker, now: datetime = TUESDAY) -> Directory:
    return directory(provider.regulation, provider.address, asker, now)


def names(found: Directory) -> list[str]:
    return [entry.name for entry in found.confidants]


@pytest.mark.requirement("ZK-07")
def test_somebody_of_fifteen_in_drenthe_may_go_to_all_three(under: Under) -> None:
    assert names(helping(under("zk"), Asker(15, "Drenthe", "jeugdwet"))) == [
        "Jeugdstem",
        "Zorgbelang Drenthe",
        "De eigen vertrouwenspersoon van je zorgaanbieder",
    ]


@pytest.mark.requirement("ZK-07")
def test_jeugdstem_is_not_for_somebody_of_eighteen(under: Under) -> None:
    found = helping(under("zk"), Asker(18, "Groningen"))
    assert "Jeugdstem" not in names(found)
    assert {entry.name for entry in found.hidden} == {"Jeugdstem", "Zorgbelang Drenthe"}


@pytest.mark.requirement("ZK-07")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (TUESDAY, "Nu open tot 17.00 uur"),
        (datetime(2026, 6, 2, 19, tzinfo=AMSTERDAM), "Nu open tot 20.00 uur"),
        (datetime(2026, 6, 5, 17, 30, tzinfo=AMSTERDAM), "Nu dicht. Opent maandag om 9.00 uur"),
        (datetime(2026, 12, 25, 10, tzinfo=AMSTERDAM), "Vandaag is een feestdag. Misschien gesloten"),
    ],
)
def test_jeugdstem_is_open_now_by_telephone_or_chat_or_says_when(under: Under, moment: datetime, words: str) -> None:
    (jeugdstem,) = [e for e in helping(under("zk"), Asker(), moment).confidants if e.name == "Jeugdstem"]
    assert (jeugdstem.open_now, jeugdstem.phone, jeugdstem.chat) == (
        words,
        "(088) 555 10 00",
        "https://www.jeugdstem.nl",
    )


@pytest.mark.requirement("ZK-07")
def test_the_doubt_between_under_eighteen_and_foster_parents_is_shown(client: Client, under: Under) -> None:
    page = client.get(under("zk").url).content.decode()
    assert "Gekozen: de leeftijd is die van de cliënt." in page


@pytest.mark.requirement("ZK-03")
@time_machine.travel(SATURDAY, tick=False)
def test_the_portal_is_not_open_on_saturday_for_sure_and_the_page_says_why(client: Client, under: Under) -> None:
    page = client.get(under("zk").url).content.decode()
    for said in (
        "0228-322205",
        "info@klachtenportaalzorg.nl",
        "Westeinde 14a",
        "Nu misschien open: de dagen staan niet",
    ):
        assert said in page
    assert "Dit staat niet in de regeling: op welke dagen de telefoon open is." in page
    assert "Nu open tot 12.00 uur" not in page


def test_who_asks_chooses_without_javascript_and_nothing_is_kept(client: Client, under: Under) -> None:
    answer = client.get(under("zk").url, {"leeftijd": "18", "regio": "Groningen"})
    page = answer.content.decode()
    assert '<option value="18" selected>18 jaar of ouder</option>' in page
    assert "Niet getoond: Jeugdstem, Zorgbelang Drenthe." in page
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("typed", ["twaalf", "-1", "٣", "9" * 30, "<b>"])
def test_an_age_that_makes_no_sense_hides_nobody_by_surprise(client: Client, under: Under, typed: str) -> None:
    assert client.get(under("zk").url, {"leeftijd": typed}).status_code == 200


def test_what_the_text_does_not_give_is_said_in_words(client: Client, under: Under) -> None:
    page = client.get(under("loj").url).content.decode()
    assert "Dit staat niet in de regeling: telefoonnummer, e-mailadres, postadres, openingstijden." in page


@pytest.mark.requirement("ZK-01")
def test_a_member_shows_its_own_confidant(client: Client, under: Under) -> None:
    page = client.get(under("zk-lid").url).content.decode()
    assert "Vertrouwenspersoon van deze zorgaanbieder" in page
    assert "(050) 000 00 01" in page


@pytest.mark.requirement("OTT-33")
def test_mail_and_post_are_shown_and_the_telephone_without_a_number_is_a_doubt_on_the_page(
    client: Client, under: Under
) -> None:
    page = client.get(under("ott").url).content.decode()
    for said in (
        "mailto:klachtenclienten@onstweedethuis.nl",
        "Post:",
        "Dit staat niet in de regeling: telefoonnummer.",
    ):
        assert said in page
    assert "De telefoon is een weg om te klagen maar er staat geen nummer." in page
