"""The words of the intake are plain: short sentences, who does what, common or explained words, and one form of address."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tools.readability import Said, check, findings, of_files, of_regulations, words_of
from wederhoor.frontdoor.publishing.providers import find
from wederhoor.frontdoor.publishing.questions import sections
from wederhoor.organisations.models import Organisation

INTAKE = ("texts/complaining",)


def wrong(text: str, address: str = "u") -> list[str]:
    return [finding.what for finding in check(Said("here", text, address))]


@pytest.mark.parametrize(
    "text",
    [
        "U mag altijd een klacht doen.",
        "Wij praten met u en zoeken samen een oplossing.",
        "De organisaties bellen binnen vijf werkdagen.",
        "Vul uw telefoonnummer in. Wij bellen u.",
        "Bel Jeugdstem: 088 555 10 00.",
        "Stuur een mail naar info@voorbeeld.nl.",
    ],
)
def test_plain_words_are_fine(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Wij vertellen u vandaag of morgen of overmorgen of volgende week wat wij gaan doen.", "15 words"),
        ("Uw klacht wordt gelezen.", "passive 'wordt'"),
        ("Er is een discrepantie.", "uncommon 'discrepantie'"),
        ("De jurisprudentie is helder.", "uncommon 'jurisprudentie'"),
        ("Vertel je klacht.", "'je' where people are addressed with 'u'"),
    ],
)
def test_what_is_not_plain_is_told(text: str, what: str) -> None:
    assert what in wrong(text)


def test_a_sentence_for_everybody_addresses_nobody_as_u_or_je() -> None:
    assert wrong("Bel ons als u wilt.", "") == ["'u' where people are addressed with 'both'"]


def test_nothing_in_the_intake_could_be_plainer() -> None:
    left = findings(said for said in of_files() if said.where.startswith(INTAKE))
    assert [str(finding) for finding in left] == []


def test_nothing_that_a_complainant_can_meet_could_be_plainer_under_any_regulation() -> None:
    """Also what follows while it is handled: the words of acts, duties, phases, letters and the glossary."""
    assert [str(finding) for finding in findings((*of_files(), *of_regulations()))] == []


@pytest.mark.parametrize("regulation", ["jot", "zk", "zk-lid", "ott", "izw", "loj"])
def test_no_question_or_answer_of_the_intake_could_be_plainer(db: None, regulation: str) -> None:
    Organisation.objects.create(code="hier", name="Hier", regulation=regulation)
    provider = find("hier", timezone.localdate())
    assert provider is not None
    explained = frozenset(word for term in provider.regulation.glossary for word in words_of(term))
    asked = [question for section in sections(provider) for question in section.questions]
    said = [text for q in asked for text in (q.label, q.hint, *(option.label for option in q.options))]
    left = findings(Said(regulation, text, provider.address, explained) for text in said)
    assert [str(finding) for finding in left] == []


def test_u_and_je_are_never_mixed_on_a_public_page() -> None:
    mixed = [str(finding) for finding in findings(of_files()) if "are addressed with" in finding.what]
    assert mixed == []


def test_the_texts_of_every_regulation_are_looked_at() -> None:
    seen = {said.where.split("/")[0] for said in of_regulations()}
    assert seen == {"jot", "zk", "zk-lid", "ott", "izw", "loj"}
