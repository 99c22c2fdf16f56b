"""De-identification as a privacy officer would read it: what may point to a person is found, and says why."""

from __future__ import annotations

from wederhoor.insight.deidentify import Kind, Known, proposal, suspicions

LETTER = """Ik ben Fatima el Amrani, geb. 12-3-1998, bsn 999922415. Mevrouw de Boer zei dat Mark belt op 06-12345678.
Mail naar fatima@post-voorbeeld.nl of schrijf naar Kerkstraat 12a, 3512 AB Utrecht. Groetjes,
Fatima"""


def test_a_letter_without_its_persons() -> None:
    assert proposal(LETTER, ["Fatima el Amrani"]).proposed == (
        "Ik ben [persoon 1], geb. [geboortedatum], bsn [bsn]. Mevrouw [persoon 2] zei dat [persoon 3] belt op "
        "[telefoonnummer].\nMail naar [e-mailadres] of schrijf naar [adres]. Groetjes,\n[persoon 1]"
    )


def test_each_finding_says_what_it_is_and_why() -> None:
    found = suspicions(LETTER, ["Fatima el Amrani"])
    assert [(one.kind, one.reason) for one in found][:4] == [
        (Kind.NAME, "known"), (Kind.BIRTH, "called birth"), (Kind.BSN, "eleven test"), (Kind.NAME, "title"),
    ]  # fmt: skip
    assert all(0 < one.confidence < 1 and one.tag for one in found)


def test_a_location_the_dossier_knows_goes_too() -> None:
    known = [Known("De Wilgenhof", Kind.PLACE)]
    assert proposal("In de wilgenhof is het koud.", known).proposed == "In [locatie] is het koud."


def test_a_text_without_anybody_stays_as_it_is() -> None:
    text = "De maaltijden zijn koud en de koffie is op. Ik betaal 25 euro per week."
    assert proposal(text).proposed == text


def test_a_day_becomes_its_month_when_asked() -> None:
    text = "Op 3 april 2026 en op 12-06-2026 kwam niemand, en 4 mei ook niet."
    assert proposal(text, coarse_dates=True).proposed == (
        "In april 2026 en in juni 2026 kwam niemand, en mei ook niet."
    )
    assert proposal(text).proposed == text


def test_persons_are_numbered_as_they_come_in_the_text_so_that_a_number_says_nothing_of_the_dossier() -> None:
    known = ["Kees Kanarie", "Bram Beklaagd", "Fatima el Amrani"]
    text = "Fatima belde Bram. Bram Beklaagd zei niets tegen Fatima el Amrani."
    assert proposal(text, known).proposed == "[persoon 1] belde [persoon 2]. [persoon 2] zei niets tegen [persoon 1]."


def test_the_dossier_s_persons_are_found_however_they_are_written() -> None:
    known = ["Fatima el Amrani", "Willem Schuurmans"]
    for words in (
        "fatima",
        "Fatimah",
        "Fatma",
        "FATIMA",
        "F. el Amrani",
        "mevrouw Amrani",
        "Schurmans",
        "Willempje",
        "W.S.",
    ):
        assert "[persoon 1]" in proposal(f"Gister zei {words} niets.", known).proposed, words
