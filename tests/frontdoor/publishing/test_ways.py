"""The other ways: marked as part of the procedure or not, with fee, conditions and doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wederhoor.frontdoor.publishing.guidance import helper
from wederhoor.frontdoor.publishing.papers import send_to
from wederhoor.frontdoor.publishing.providers import Provider, find
from wederhoor.frontdoor.publishing.ways import Way, ways
from wederhoor.organisations.models import Affiliation

Under = Callable[[str], Provider]


def listed(provider: Provider) -> dict[str, Way]:
    return {way.code: way for way in ways(provider.regulation, provider.address, timezone.now())}


@pytest.mark.requirement("ZK-05")
@pytest.mark.parametrize("regulation", ["zk", "loj", "izw", "ott", "jot"])
def test_the_inspectorate_is_a_way_that_is_not_part_of_the_procedure(under: Under, regulation: str) -> None:
    assert listed(under(regulation))["inspectorate"].inside is False


@pytest.mark.requirement("ZK-05")
def test_the_page_marks_it_so(client: Client, under: Under) -> None:
    page = client.get(under("zk").url).content.decode()
    after = page[page.index(">Inspectie Gezondheidszorg en Jeugd (Landelijk Meldpunt Zorg)") :]
    assert after.index("Hoort niet bij deze regeling") < 300


def test_the_fee_of_a_dispute_body_is_told_with_the_day_it_was_looked_up(under: Under) -> None:
    lines = " ".join(listed(under("loj"))["kpz disputes"].lines)
    assert "Dit kost: € 125." in lines
    assert "Wij keken dit na op 21 november 2026." in lines
    assert "Eerst geklaagd bij de zorgaanbieder" in lines


def test_a_fee_that_the_text_does_not_give_is_said_to_be_unknown(under: Under) -> None:
    assert "Wat het kost staat niet in de regeling." in listed(under("ott"))["geschillencommissie"].lines


def test_what_goes_through_us_needs_no_letter_of_the_complainant(under: Under) -> None:
    assert "Wij sturen uw klacht daarheen. Dat hoeft u niet te doen." in listed(under("ott"))["kcoz"].lines


def test_bodies_that_only_we_deal_with_stay_out(under: Under) -> None:
    assert not {"chain partner", "liability insurer", "facit"} & set(listed(under("ott")))


@pytest.mark.requirement("LOJ-43", "IZW-25")
@pytest.mark.parametrize(
    ("regulation", "rules"),
    [
        ("loj", "Klachtenreglement van Klachtenportaal Zorg (versie niet genoemd)"),
        ("loj", "Geschillenreglement van Geschilleninstantie KPZ (versie niet genoemd)"),
        ("izw", "klachtenprocedure Klachtenportaal Zorg (flyer 2024)"),
    ],
)
def test_the_rules_of_a_body_outside_stand_beside_it_with_their_version(
    client: Client, under: Under, regulation: str, rules: str
) -> None:
    found = under(regulation)
    for address in (found.url, found.regulation_url):
        assert f"Daar gelden eigen regels: {rules}." in client.get(address).content.decode()


@pytest.mark.requirement("JOT-04")
@pytest.mark.parametrize(
    ("regulation", "body", "reached"),
    [
        ("jot", "complaints desk", "070 - 310 53 92"), ("izw", "portal", "info@klachtenportaalzorg.nl"),
        ("loj", "portal", "info@klachtenportaalzorg.nl"), ("zk", "jeugdstem", "(088) 555 10 00"),
    ],
)  # fmt: skip
def test_a_body_to_which_the_provider_is_no_longer_joined_stands_on_no_public_page(
    client: Client, under: Under, regulation: str, body: str, reached: str
) -> None:
    """Nor in the box with who helps on the form, nor as where a form on paper goes; on its last day it is there still."""
    provider, today = under(regulation), timezone.localdate()

    def pages() -> dict[str, bool]:
        found = find(provider.code, today)
        assert found
        shown = {
            address: client.get(address).content.decode()
            for address in (found.url, found.complain_url, found.follow_url)
        }
        shown |= {"paper": " ".join(send_to(found)), "help": str(helper(found.regulation, timezone.now()))}
        return {name: reached in page for name, page in shown.items()}

    ends = Affiliation.objects.create(organisation=provider.row, body=body, until=today)
    assert any(pages().values())
    Affiliation.objects.filter(pk=ends.pk).update(until=today - timedelta(days=1))
    assert not any(pages().values()), pages()
