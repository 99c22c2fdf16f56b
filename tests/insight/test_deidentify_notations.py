"""Every way in which people write a number, an address or a date of birth; and what only looks like one."""

from __future__ import annotations

import pytest

from wederhoor.insight.deidentify import Kind, suspicions
from wederhoor.insight.deidentify.numbers import eleven

WRITTEN = {
    Kind.BSN: ["999945956", "9999 45 956", "9999.45.956", "999-945-956", "bsn 123456789", "bsn kind 2 999945956",
        "burgerservicenummer: 12345678"],
    Kind.TELEPHONE: [
        "0612345678", "06 12 34 56 78", "06-12345678", "+31612345678", "+31 (0)6 1234 5678", "0031 6 12345678",
        "020-5551234", "(020) 555 12 34", "0546 123 456", "030 – 555 12 34", "06.12.34.56.78", "tel. 5551234",
        "nul zes twaalf vierendertig zesenvijftig achtenzeventig", "+49 151 2345 6789", "nul zes 12 34 56 78", "06/12345678",
        "06 - 123 456 78", "(06) 12345678", "0314 - 55 12 34", "06.1234.5678", "06 123 45 678", "+316 12345678", "(0546)123456",
        "06-12 34 56 78", "tel 06 1234 56 78", "0031-6-12345678", "nul tien 555 12 34",
    ],
    Kind.MAIL: [
        "jan.smit@post-voorbeeld.nl", "j_smit+werk@voorbeeld.co.uk", "smit at voorbeeld punt nl", "smit(at)voorbeeld.nl",
        "smit @ voorbeeld . nl", "SMIT@VOORBEELD.NL", "j punt smit apenstaartje voorbeeld punt nl",
    ],
    Kind.ADDRESS: [
        "Kerkstraat 12", "Kerkstraat 12a", "Kerkstraat 12-3", "Laan van Meerdervoort 250 B", "Plein 1944 nr 3",
        "Prins Bernhardlaan 8 hs", "De Wittenkade 3", "kerkstraat 5", "Postbus 21", "1234 AB Utrecht", "1234ab",
        "Sint Jansweg 4, 1234 AB Ter Apel", "Mgr. Zwijsenplein 3", "Oude Dijk 4 bis", "Dorpsplein 8",
        "Nieuwe Gracht 12-I, 1234 AB", "Dr. Schaepmanlaan 5, 1234 AB Nes aan de Amstel",
        "Onder de Linden 7, 1234 AB Beek",
        "Kerkplein 3a", "Burg. de Vlugtlaan 99", "St. Annastraat 10", "Postbus 12, 1234 AB Den Helder", "Eikenhof 12, Ede",

        "Hoofdstraat 12 te Zwolle", "Markt 4, 1234 AB", "Zuidereind 12", "Julianapark 9", "Prof. Lorentzlaan 2", "H. Dunantlaan 7",
        "Van der Helstplein 6, 1234", "Beukenlaan", "Jan Steenstraat",
        "'s-Gravendijkwal 9", "Van Goghstraat 33-II", "Achter de Hoven 2, 1234 AB",
        "Kerkweg 90 unit 4, 1234 AB Ede", "Westersingel 5 k2", "Tsjerkebuorren 4", "Dorpsweg 12-B te Oude Pekela", "De Kolk 8",
    ],
    Kind.BIRTH: [
        "geboren op 3 mei 1980", "geb. 03-05-1980", "geboortedatum: 3/5/80", "geb 3 mei '80", "geboren in mei 1980",
        "geboren in 1980", "ik ben van 1961", "een meisje van 9 jaar", "zijn zoon van 8", "9-jarige", "97 jaar",
        "zij is vierennegentig", "mijn dochter (14)", "geboortejaar 1980", "1980-05-03 geboren", "zes jaar oud",
        "geboren op drie mei negentienhonderdtachtig", "geboren 3 mei 80", "ik ben 45.", "hij wordt volgende maand 71,", "een vrouw van 81",
        "mijn dochter is 8 maanden.", "die van '61.", "82 jaar oud", "mijn oom (62)",
    ],
    Kind.IBAN: ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "BE68 5390 0754 7034", "rekeningnummer 12.34.56.789"],
    Kind.NUMBER: ["cliëntnummer 12345", "clientnr: A-1234", "polisnummer 99 88 77", "klantnr. 0042"],
    Kind.PLATE: ["GX-123-B", "12-ab-34", "kenteken GX123B"],
    Kind.WEB: ["www.voorbeeld.nl", "https://voorbeeld.nl/jan", "@jan_smit", "snap: jansmit", "insta jan.smit_9"],
    Kind.ROOM: ["kamer 12", "appartement 3B", "kamernummer 2.14"],
}  # fmt: skip
NOTHING = [
    "Volgens artikel 7.3.10 van de wet mag dat niet.", "Zij lag in het Jan van Breemen Instituut.", "We zijn 52 jaar getrouwd.",
    "Het feest was voor het 25-jarig jubileum.", "Zij gebruikt Nexiumo 20 mg.", "Wij zaten in zaal De Linde.", "Hij is 3 weken opgenomen.",
    "De wachttijd is nu 3 weken.", "Dhr. belt niet terug.", "Ik ben een klant.", "Zijn zoon is een vriend.",
    "De moeder: zij heeft geen tijd.",
    "Om 14.30 uur en om 16:45 uur.", "Van 3 tot 6 weken.", "Het kost € 1.250,00 per maand.", "Dossier K-2026-0012.",
    "In 2024 en 2025 waren er 120 klachten.", "artikel 4.3.2, lid 2", "Hij woont er al 6 jaar.", "Dat duurt 9 maanden.",
    "Factuur 2026-00391", "112 gebeld", "Wij zijn met 12 mensen.", "Kom op 3 maart om 10 uur.", "Bel 0800 1234.",
    "Op weg 3 keer gestopt.", "De dosis is 500 mg, 3x per dag.", "Van 1 januari 2026 tot en met 31 maart 2026.",
    "Na 12 weken was er niets.", "Het is 21 graden op de gang.", "Ik wacht al 9 jaar.", "Punt 3, 4 en 5 van de agenda.",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, some in WRITTEN.items() for words in some])
def test_every_notation_is_found(kind: Kind, words: str) -> None:
    text = f"Het gaat om {words}, zei ze."
    found = [one for one in suspicions(text) if one.kind is kind]
    assert found
    if kind in WHOLE:
        assert {at for one in found for at in range(one.start, one.end)} >= _letters(text, words)


WHOLE = (Kind.MAIL, Kind.ADDRESS, Kind.WEB)


def _letters(text: str, words: str) -> set[int]:
    """Where the letters and digits of these words stand, but for a word that says what comes."""
    start = text.index(words) + (words.index(" ") if words.startswith(("snap:", "insta ")) else 0)
    return {at for at in range(start, text.index(words) + len(words)) if text[at].isalnum()}


@pytest.mark.parametrize("words", [w for w in WRITTEN[Kind.TELEPHONE] if not w.startswith("tel")])
def test_no_digit_of_a_telephone_number_stays(words: str) -> None:
    text = f"Bel mij op {words}."
    covered = {at for one in suspicions(text) if one.kind is Kind.TELEPHONE for at in range(one.start, one.end)}
    assert covered >= _letters(text, words)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert suspicions(text) == []


def test_the_eleven_test_is_that_of_the_bsn() -> None:
    assert eleven("111222333")
    assert not eleven("111222334")
    assert not eleven("000000000")


def test_a_number_that_fails_the_test_is_still_flagged_where_it_is_called_a_bsn() -> None:
    assert [one.reason for one in suspicions("Haar bsn is 999945957.")] == ["called BSN"]
    assert suspicions("Het gaat om order 999945957.") == []


AROUND = {
    Kind.ADDRESS: [
        "post naar |1e Helmersstraat 4-III|, graag", "wij wonen |'t Zand 12|, bel maar", "|Laan 1940-1945 12|", "zij woont aan de |singel 14|",
        "ik woon |kerkstraat 9 a|", "adres |van der helstplein 6-2|", "|Woonboot De Hoop, Amsteldijk 118|", "|Camping De Bosrand plek 14|",
        "op de hoek van de |Molenstraat| en de |Kerkstraat|", "mijn moeder, |Het Wold 33|, krijgt geen zorg", "|Stationsweg 12 - 14|",
        "|De Savornin Lohmanplein 33-B te Hilversum|", "ik woon in flat |Boerhaave 312|", "|3511 zx utrecht|", "|Weverseinde 344, Puttershoek|",
        "wonende te |Dokkum, Hantumerweg 2|", "|Op den Akker 5|", "langs de |Oude Rijn 8 te Woerden|", "bezorgen bij |Schoolstraat 5-7-9|",
        "woonachtig in de |Jordaan, Egelantiersstraat 9|", "|Hoofdstraat 12 links|", "|Amstelkade t.o. 15, 1078 AB Amsterdam|",
        "ik woon in de |lindenstraat zevenentwintig|",
    ],
    Kind.BIRTH: [
        "geb |03-04-44|", "(*|12-03-1948|)", "dob: |12/03/48|", "bouwjaar |'53|", "zij is op |3 mei '61| geboren", "|19480312|",
        "geb.dat. |120348|",
        "op |6 juni| ben ik jarig", "van het jaar |1940|", "hij wordt op |3 april| 18", "Jansen, A. (|12-3-1950|)", "mevrouw De Boer (|1950|)",
        "hij kwam ter wereld op |8 oktober 2015|", "ik ben geboren op de |zesde juni 1944|", "geb |5-V-1950|", "mijn zoon Sem (7; |3-4-2019|)",
        "geboren den |elfden mei 1932|",
    ],
    Kind.NAME: [
        "mevr |v/d Heuvel|", "dhr. en mevr. |Jansen-Smit|", "zr. |M.|", "begeleider |Sem|'s auto", "|J P de Vries| kwam", "de heer |Al-Hassan|",
        "|O'Brien| belde", "door |van den berg| afgewezen", "een klacht over |van dongen|", "mijn buurvrouw |Truus| (|Truus van Dam|)",
        "mw |A. d'Hondt|", "Betrokkene: |Blauw, A.|", "Medewerker: |Groen|", "mevrouw |Maria (Riet) Hoogland|", "|sky| en ik mogen niets",
        "mijn naam is |storm|", "mw. |Sliedrecht| uit Sliedrecht", "de verzorgster (|Korte|) lachte", "notities van |Kzendrow|",
        "ik belde met |hadzibec| gisteren",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "marked"), [(kind, one) for kind, some in AROUND.items() for one in some])
def test_it_is_found_whole_in_what_stands_around_it(kind: Kind, marked: str) -> None:
    text, labels = "", []
    for place, piece in enumerate(marked.split("|")):
        labels += [range(len(text), len(text) + len(piece))] if place % 2 else []
        text += piece
    found = {at for one in suspicions(text) if one.kind is kind for at in range(one.start, one.end)}
    assert all(at in found for label in labels for at in label if text[at].isalnum())


def test_the_same_word_is_a_name_and_no_name() -> None:
    text = "De boer maait. Begeleider Boer lacht. Een roos bloeit. Roos van de receptie niet."
    assert [one.of(text) for one in suspicions(text)] == ["Boer", "Roos"]


def test_a_street_does_not_swallow_the_name_before_it() -> None:
    text = "Klaas Groenewoud Prinsengracht 1180A"
    assert [(one.of(text), one.kind) for one in suspicions(text, ["Klaas Groenewoud"])] == [
        ("Klaas Groenewoud", Kind.NAME), ("Prinsengracht 1180A", Kind.ADDRESS),
    ]  # fmt: skip
