"""The regulation in plain words and in full: both made from the regulation, both whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.frontdoor.publishing.conftest import REGULATIONS
from wederhoor.dossier import regulations
from wederhoor.frontdoor.publishing import plain, whole
from wederhoor.frontdoor.publishing.chapters import Chapter, small
from wederhoor.frontdoor.publishing.promises import promises
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.organisations.models import Organisation
from wederhoor.procedure import data

Under = Callable[[str], Provider]


def plainly(provider: Provider, today: date | None = None) -> dict[str, Chapter]:
    return {chapter.key: chapter for chapter in plain.chapters(provider.published, provider.address, today)}


@pytest.mark.requirement("JOT-04", "OTT-07")
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_every_paragraph_of_the_regulation_is_published_with_an_address_of_its_own(
    client: Client, under: Under, regulation: str
) -> None:
    from django.utils.html import escape

    found = under(regulation)
    page = client.get(found.regulation_url).content.decode()
    for paragraph in found.published.paragraphs.values():
        assert escape(paragraph.says) in page
    anchors = [line.anchor for c in whole.chapters(found.published, found.address) for line in c.lines if line.anchor]
    assert len(anchors) == len(set(anchors)) == len(found.published.paragraphs)
    assert all(f'id="{anchor}"' in page for anchor in anchors)


@pytest.mark.requirement("LOJ-34")
def test_the_regulation_is_made_known_in_plain_words_and_in_full_from_the_page_of_the_provider(
    client: Client, under: Under
) -> None:
    found = under("loj")
    page = client.get(found.url).content.decode()
    assert f'href="{found.plain_url}"' in page
    assert f'href="{found.regulation_url}"' in page
    assert client.get(found.plain_url).status_code == client.get(found.regulation_url).status_code == 200


@pytest.mark.requirement("OTT-07")
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_plain_text_tells_who_how_when_who_reads_what_is_kept_and_what_it_costs(
    under: Under, regulation: str
) -> None:
    found = plainly(under(regulation))
    assert {"who", "how", "may", "sees", "kept", "costs", "after"} <= set(found)


def test_a_term_has_its_day_when_somebody_complains_today_and_why(under: Under) -> None:
    lines = plainly(under("ott"), date(2026, 4, 2))["happens"].lines
    (line,) = [line for line in lines if line.title == "De ontvangst bevestigen"]
    assert line.words == "Binnen 5 werkdagen."
    assert "Klaagt u vandaag? Dan is de laatste dag maandag 13 april 2026." in line.notes
    assert any("Tweede Paasdag" in step for step in line.why)
    assert "Dit staat bij: 4.3." in line.notes


def test_what_only_the_law_demands_is_told_apart(under: Under) -> None:
    found = plainly(under("jot"))
    own = {line.title for line in found["happens"].lines}
    assert found["law"].lines
    assert not own & {line.title for line in found["law"].lines}


def test_what_several_things_can_begin_is_a_line_each_and_says_which_of_them_counts(under: Under) -> None:
    first = [
        line
        for line in plainly(under("zk"))["law"].lines
        if "Of vanaf: weg naar de geschillencommissie open." in line.notes
    ]
    assert len(first) == 1
    assert "Telt vanaf: termijn van de wet bijna voorbij." in first[0].notes
    assert "Wat het eerst gebeurt, telt." in first[0].notes
    [judge] = [
        line for line in plainly(under("ott"))["happens"].lines if line.title == "Een schriftelijk oordeel geven"
    ]
    assert {"Telt vanaf: om een oordeel gevraagd.", "Ook moet dit er zijn: klacht op schrift."} <= set(judge.notes)
    assert "Wat het laatst gebeurt, telt." in judge.notes


@pytest.mark.requirement("ZK-05")
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_a_report_of_danger_is_work_inside_whichever_authority_gets_it(under: Under, regulation: str) -> None:
    """It stands apart from the complaint (Wkkgz 11, Jeugdwet 4.1.8, Wmo 3.4): no promise in the plain rules, the full text has all."""
    found = under(regulation)
    page = str([line for chapter in plainly(found).values() for line in chapter.lines])
    assert "elden bij de toezichthouder" not in page
    assert "elden bij de inspectie" not in page
    full = [line for chapter in whole.chapters(found.published, "u") for line in chapter.lines]
    wmo = [line for line in full if line.title == "Meteen melden bij de toezichthouder van de gemeente"]
    assert all("Telt vanaf: er is een calamiteit." in line.notes for line in wmo)
    assert bool(wmo) == ("wmo" in found.regulation.laws)


@pytest.mark.parametrize(
    ("regulation", "who"), [("jot", "handler"), ("izw", "coordinator"), ("ott", "mediator"), ("loj", "officer")]
)
def test_who_tells_how_it_goes_is_who_has_a_new_complaint_as_in_its_dossier(
    under: Under, regulation: str, who: str
) -> None:
    text = under(regulation).published
    [told] = [one for one in promises(text) if one.code == "keep informed by law"]
    assert told.who == text.roles[who].label
    page = " ".join(note for chapter in whole.chapters(text, "u") for line in chapter.lines for note in line.notes)
    assert f"Door: {small(text.roles[who].label)}" in page


def test_how_long_is_kept_is_told_or_that_the_text_does_not_say_it(under: Under) -> None:
    assert plainly(under("ott"))["kept"].lines[0].words.startswith("Wij bewaren alles over de klacht 2 jaar.")
    assert plainly(under("loj"))["kept"].lines[0].words == "De regeling zegt niet hoe lang wij alles bewaren."


@pytest.mark.requirement("JOT-26")
def test_a_telephone_number_is_changed_in_one_place(client: Client, under: Under) -> None:
    found = under("jot")
    found.row.contact_points.create(code="handler", telephone="0513 00 00 01")
    assert "0513 00 00 01" in client.get(found.url).content.decode()


def test_each_version_of_the_regulation_stays_readable(
    client: Client, under: Under, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = data.root()
    for name in ("law",):
        (tmp_path / name).symlink_to(root / name)
    folder = tmp_path / "regulations" / "jot"
    folder.mkdir(parents=True)
    for common in ("_vocabulary.yaml", "_register.yaml"):
        (tmp_path / "regulations" / common).symlink_to(root / "regulations" / common)
    first = (root / "regulations" / "jot" / "2024-01-01.yaml").read_text(encoding="utf-8")
    second = first.replace('version: "2024-01-01"', 'version: "tweede"').replace(
        "in_force_from: 2024-01-01", "in_force_from: 2025-07-01"
    )
    (folder / "2024-01-01.yaml").write_text(first, encoding="utf-8")
    (folder / "2025-07-01.yaml").write_text(second, encoding="utf-8")
    monkeypatch.setattr("wederhoor.procedure.loading.root", lambda: tmp_path)
    monkeypatch.setattr("wederhoor.dossier.regulations.root", lambda: tmp_path)
    regulations.pinned.cache_clear()
    found = under("jot")
    newest = client.get(found.regulation_url).content.decode()
    older = client.get(f"{found.regulation_url}2024-01-01/").content.decode()
    regulations.pinned.cache_clear()
    assert "Versie tweede. Geldt vanaf 1 juli 2025." in newest
    assert "Deze versie geldt nu." in newest
    assert "Let op: deze versie is niet de nieuwste." in older
    assert client.get(f"{found.regulation_url}2023-01-01/").status_code == 404


@time_machine.travel("2026-11-21 09:00", tick=False)
def test_english_keeps_the_place_and_marks_the_words_of_the_regulation_as_dutch(client: Client, under: Under) -> None:
    found = under("zk")
    client.cookies["django_language"] = "en"
    page = client.get(f"{found.url}?leeftijd=18").content.decode()
    assert "Not happy? Tell us" in page
    assert f'name="next" value="{found.url}?leeftijd=18"' in page
    assert '<b lang="nl">Zorgbelang Drenthe</b>' in page
    assert '<li lang="nl">' in client.get(found.plain_url).content.decode()


@pytest.mark.requirement("ZK-01")
def test_a_member_is_found_by_its_own_name_and_shows_its_cooperative(
    client: Client, linde: Organisation, member: Organisation
) -> None:
    found = client.get("/", {"zoek": "springplank"}).content.decode()
    assert "De Springplank" in found
    assert "Hoort bij Samen" in found
    assert "Zorggroep De Linde" not in found
    assert 'href="/samen/"' in client.get("/plank/").content.decode()
    assert 'href="/plank/"' in client.get("/samen/").content.decode()


def test_a_search_without_result_says_what_to_do(client: Client, linde: Organisation) -> None:
    page = client.get("/", {"zoek": "xyz <b>"}).content.decode()
    assert "Niets gevonden met ‘xyz &lt;b&gt;’. Kijk de letters na, of typ minder." in page


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_a_compliment_has_a_door_of_its_own_where_the_regulation_welcomes_it(
    client: Client, under: Under, regulation: str
) -> None:
    found = under(regulation)
    page = client.get(found.url).content.decode()
    assert ("?kind=compliment" in page) == ("compliment" in found.published.kinds)
    assert f'href="{found.complain_url}"' in page
    assert f'href="{found.follow_url}"' in page


def test_a_confidant_is_only_spoken_of_where_the_text_has_one(client: Client, under: Under) -> None:
    assert "Een vertrouwenspersoon luistert" in client.get(under("ott").url).content.decode()
    assert "Een vertrouwenspersoon luistert" not in client.get(under("izw").url).content.decode()


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_what_was_our_own_choice_is_said_to_be_so_and_is_no_place_in_the_text(
    client: Client, under: Under, regulation: str
) -> None:
    found = under(regulation)
    pages = [client.get(url).content.decode() for url in (found.plain_url, found.regulation_url)]
    assert not any("bij: eigen keuze" in page for page in pages)
    assert any("Dit kiezen wij zelf. Het staat niet in de tekst." in page for page in pages)


def test_the_full_text_says_who_may_do_what_after_what_and_never_in_the_codes_of_the_file(under: Under) -> None:
    found = {chapter.key: chapter for chapter in whole.chapters(under("ott").published, "u")}
    acts = {line.title: line for line in found["acts"].lines}
    forward = acts["Stuur de klacht door naar de bemiddelaar"]
    assert forward.words == "Door: raad van bestuur."
    assert "Eerst is toestemming nodig: de klacht van de raad naar de bemiddelaar sturen." in forward.notes
    assert "Alleen bij: schriftelijk: nee." in acts["Leg de bevestigde tekst van de klager vast"].notes
    judge = next(line for line in found["terms"].lines if line.title == "Een schriftelijk oordeel geven")
    assert {"Telt vanaf: om een oordeel gevraagd.", "Ook moet dit er zijn: klacht op schrift."} <= set(judge.notes)
    assert "Wij werken naar een eerdere dag. Die telt vanaf: klacht op schrift." in judge.notes
    assert "Samen nooit meer dan 10 weken." in judge.notes


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_full_text_of_every_regulation_is_written_without_a_code(under: Under, regulation: str) -> None:
    """A code is what a label should have stood for: English words with a small letter, such as 'event age'."""
    found = under(regulation)
    codes = {*found.published.duties, *(f for act in found.published.acts.values() for f in act.fields)}
    told = {note for c in whole.chapters(found.published, found.address) for line in c.lines for note in line.notes}
    said = {note.partition(": ")[2].rstrip(".") for note in told if not note.startswith("Dit staat bij")}
    assert sorted({part for words in said for part in words.split("; ")} & codes) == []


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_full_text_says_what_holds_when_a_day_is_over_in_words_of_the_regulation(
    under: Under, regulation: str
) -> None:
    """Not that the day is over, in the words in which the software reckons; and no answer 'nee' without its question."""
    found = under(regulation)
    told = {note for c in whole.chapters(found.published, found.address) for line in c.lines for note in line.notes}
    over = {note for note in told if note.startswith("Is de")}
    assert [note for note in over if "strengste datum" in note or "termijn voorbij" in note] == []
    assert [note for note in told if note.startswith(("Alleen bij: ja", "Niet bij: ja", "Niet bij: nee"))] == []


@pytest.mark.requirement("LOJ-01", "OTT-02")
@pytest.mark.parametrize(
    ("regulation", "place", "said"),
    [
        ("loj", "1", "Hoor en wederhoor: beide kanten vertellen hun verhaal en reageren op elkaar."),
        ("loj", "1", "Klager: de cliënt, of iemand die voor de cliënt klaagt."),
        ("ott", "4.1", "Wkkgz: de wet over kwaliteit, klachten en geschillen in de zorg."),
        ("ott", "5.0 Wzd", "KCOZ: de commissie die oordeelt over zorg die iemand niet wil."),
    ],
)
def test_a_word_of_the_text_is_explained_where_it_is_first_used(
    under: Under, regulation: str, place: str, said: str
) -> None:
    found = under(regulation)
    lines = [line for c in whole.chapters(found.published, found.address) for line in c.lines if line.anchor]
    notes = [note for line in lines for note in line.notes if note.startswith(said.partition(":")[0] + ": ")]
    assert len(notes) == 1, "once is enough"
    assert notes[0].startswith(said)
    first = next(line for line in lines if notes[0] in line.notes)
    word = said.partition(":")[0].casefold()
    before = lines[: lines.index(first)]
    assert word in first.words.casefold()
    assert not any(re.search(rf"\b{word}\b", line.words.casefold()) for line in before)
    assert first.title == place or regulation == "ott"
