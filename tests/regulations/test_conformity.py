"""The five real regulations against the law: the check finds what their texts really leave out or say otherwise."""

from __future__ import annotations

from functools import cache

import pytest

from wederhoor.procedure.conformity import Finding, conformity_of
from wederhoor.procedure.loading import providers, versions

FIVE = ("jot", "zk", "ott", "izw", "loj")


@cache
def found(provider: str) -> dict[str, Finding]:
    return {finding.word: finding for law in conformity_of(versions(provider)[-1]) for finding in law.findings}


def result(provider: str, word: str) -> str:
    return found(provider)[word].result


@pytest.mark.requirement("OTT-01")
def test_the_regulation_of_ons_tweede_thuis_is_checked_under_each_of_the_four_laws_it_names() -> None:
    laws = [law for law in conformity_of(versions("ott")[-1]) if law.law]
    assert {law.law: law.bases for law in laws} == {
        "wkkgz": ("wlz", "zvw"), "wmo": ("wmo",), "jeugdwet": ("jeugdwet",), "wzd": ("wzd",),
    }  # fmt: skip
    assert all(law.findings for law in laws)


@pytest.mark.requirement("OTT-01")
def test_ott_counts_the_six_weeks_from_the_request_and_the_law_from_submission() -> None:
    six_weeks = found("ott")["six weeks"]
    assert (six_weeks.result, six_weeks.article) == ("wrong", "17.1")
    assert "telt vanaf: om een oordeel gevraagd" in six_weeks.why
    assert six_weeks.quotes[0].source == "4.4; 4.5"


@pytest.mark.requirement("OTT-01")
def test_ott_has_no_committee_for_youth_care_though_the_law_wants_one() -> None:
    youth = found("ott")["youth committee"]
    assert youth.result == "missing"
    assert "de klachtencommissie: staat niet in de tekst; de software doet het wel (eigen keuze)" in youth.why


def test_ott_says_nothing_of_the_consent_of_the_council_so_somebody_must() -> None:
    council = found("ott")["adopted with the client council"]
    assert (council.result, council.who) == ("open", "de zorgaanbieder en de cliëntenraad")


def test_izw_limits_the_age_of_an_event_and_the_law_does_not() -> None:
    limit = found("izw")["no age limit"]
    assert (limit.check, limit.result, limit.quotes[0].source) == ("CHK-20", "wrong", "Contactgegevens portaal")


def test_izw_names_no_law() -> None:
    assert (result("izw", "scope wkkgz"), result("izw", "scope wmo")) == ("missing", "missing")


def test_loj_cites_two_repealed_laws_names_two_dispute_bodies_and_refers_to_an_article_that_is_not_there() -> None:
    repealed = found("loj")["repealed laws"].why
    assert "Wet klachtrecht cliënten zorgsector; vervallen op 01-01-2016" in repealed
    assert "8.14 noemt de Wet bijzondere opnemingen" in repealed
    assert (
        "Geschillencommissie KPZ en Geschillencommissie Geestelijke Gezondheidszorg" in found("loj")["dispute body"].why
    )
    assert found("loj")["references"].result == "wrong"


def test_loj_counts_from_when_the_officer_tells_the_provider() -> None:
    assert "klacht bij de zorgaanbieder bekendgemaakt" in found("loj")["six weeks"].why
    assert result("loj", "six weeks") == "wrong"


def test_loj_moves_the_term_again_only_when_both_agree_and_not_as_law() -> None:
    assert result("loj", "nothing beyond the law") == "good"


def test_loj_has_the_consent_of_its_council() -> None:
    assert result("loj", "adopted with the client council") == "good"


def test_zk_has_no_term_at_all_and_its_committee_has_none_either() -> None:
    assert (result("zk", "six weeks"), result("zk", "youth committee")) == ("missing", "partly")
    assert "de termijn van de commissie: de tekst noemt geen termijn" in found("zk")["youth committee"].why


def test_jot_leaves_open_when_its_six_weeks_begin() -> None:
    six_weeks = found("jot")["six weeks"]
    assert (six_weeks.result, "geen begin" in six_weeks.why) == ("partly", True)


@pytest.mark.parametrize("provider", FIVE)
def test_none_of_the_five_lets_a_refused_representative_complain(provider: str) -> None:
    assert result(provider, "refused representative") == "missing"


@pytest.mark.parametrize("provider", ["jot", "zk", "izw", "loj"])
def test_four_of_the_five_say_nothing_of_keeping(provider: str) -> None:
    assert result(provider, "retention") == "missing"


def test_ott_keeps_two_years_and_does_not_say_from_when() -> None:
    assert result("ott", "retention") == "partly"


@pytest.mark.parametrize("provider", FIVE)
def test_whoever_wrote_the_file_out_answered_what_only_words_can_tell(provider: str) -> None:
    left = {word for word, finding in found(provider).items() if finding.result == "open"}
    assert left <= {"adopted with the client council"}


@pytest.mark.parametrize("provider", providers())
def test_whatever_is_not_good_says_why_and_what_to_do(provider: str) -> None:
    for finding in found(provider).values():
        if finding.result != "good":
            assert finding.why, finding.word
            assert finding.do, finding.word
            assert finding.who or finding.result != "open", finding.word
