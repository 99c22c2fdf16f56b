"""What the page of a provider says: how to complain, and opening hours as truthful as the text."""

from __future__ import annotations

import re
from datetime import datetime, time

import pytest
from django.test import Client

from tests.frontdoor.publishing.test_ways import Under
from wederhoor.frontdoor.publishing.opening import hours_words, openness
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.surroundings import Hours

WORKDAYS = Hours(days=(1, 2, 3, 4, 5), from_=time(9), until=time(12))
NO_DAYS = Hours(from_=time(9), until=time(12))


def _at(day: int, hour: int) -> datetime:
    """In June 2026; the 1st is a Monday."""
    return datetime(2026, 6, day, hour, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (_at(1, 10), "Nu open tot 12.00 uur"),
        (_at(1, 8), "Nu dicht. Opent vandaag om 9.00 uur"),
        (_at(1, 12), "Nu dicht. Opent morgen om 9.00 uur"),
        (_at(5, 13), "Nu dicht. Opent maandag om 9.00 uur"),
        (datetime(2026, 12, 25, 10, tzinfo=AMSTERDAM), "Vandaag is een feestdag. Misschien gesloten"),
    ],
)
def test_open_now_or_when(now: datetime, words: str) -> None:
    assert openness([WORKDAYS], now).words == words


@pytest.mark.requirement("ZK-03")
def test_hours_without_days_never_say_open_on_saturday() -> None:
    saturday_at_ten = _at(6, 10)
    assert openness([NO_DAYS], saturday_at_ten).words == "Nu misschien open: de dagen staan niet in de regeling"
    assert "op welke dagen staat niet in de regeling" in hours_words([NO_DAYS])


def test_no_hours_no_words() -> None:
    assert openness([], _at(1, 10)).words == ""


def test_home_lists_every_provider(client: Client, linde: Organisation, member: Organisation) -> None:
    page = client.get("/").content.decode()
    assert "Zorggroep De Linde" in page
    assert "De Springplank" in page


def test_how_to_complain_comes_from_the_regulation(client: Client, linde: Organisation) -> None:
    page = client.get("/linde/").content.decode()
    assert "Binnen 5 werkdagen" in page
    assert "Nabestaande" in page
    assert "Een oordeel van de raad van bestuur" in page
    assert "tel:088" in page


def test_the_whole_regulation_can_be_read(client: Client, linde: Organisation) -> None:
    assert "Klagen kost niets." in client.get("/linde/regeling/").content.decode()


def test_hours_without_days_promise_no_opening() -> None:
    assert openness([NO_DAYS], _at(6, 13)).words == "Nu dicht"


def test_of_several_terms_each_says_what_it_is_for(client: Client, under: Under) -> None:
    page = client.get(under("loj").url).content.decode()
    way = " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="steps-title"') : page.index('id="hulp"')]).split())
    assert not re.search(r"(?i)weken of binnen", way), "no row of terms without a word of what each is for"
    assert re.search(r"Binnen 6 weken: \w", way)


def test_where_the_text_gives_no_day_the_page_says_what_to_do(client: Client, under: Under) -> None:
    page = client.get(under("jot").url).content.decode()
    assert "Er is geen vaste dag. Vraag ons wanneer u het hoort." in page


def test_a_closed_row_asks_for_an_answer_and_does_not_give_it(client: Client, under: Under) -> None:
    page = client.get(under("jot").url).content.decode()
    rows = " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="elsewhere-title"') :][:3000]).split())
    assert "Klik op wat bij u past." in rows
    assert "Wie bent u? Is uw antwoord: Iemand anders?" in rows


def test_an_address_breaks_after_a_slash_and_not_inside_a_word(client: Client, under: Under) -> None:
    page = client.get(under("jot").url).content.decode()
    assert ".nl/<wbr>klachtenloket-zorg</a>" in page
    assert "<wbr>@" in page


@pytest.mark.parametrize("provider", ["jot", "ott", "izw", "loj", "zk"])
def test_the_inspectorate_is_more_than_a_name(client: Client, under: Under, provider: str) -> None:
    page = client.get(under(provider).url).content.decode()
    after = page[page.index(">Inspectie Gezondheidszorg en Jeugd") :][:1500]
    assert "igj.nl" in after


def test_who_has_no_telephone_is_one_tap_away_too(client: Client, under: Under) -> None:
    page = client.get(f"{under('ott').url}klacht/").content.decode()
    box = page[page.index('id="help-title"') :]
    assert re.search(r'href="(mailto:[^"]+@|tel:|https://)', box[: box.index("</aside>")])
