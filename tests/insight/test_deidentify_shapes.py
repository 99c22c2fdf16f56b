"""The shapes in which people write where somebody lives and when somebody was born: each is found whole, whatever stands around it."""

from __future__ import annotations

import pytest

from wederhoor.insight.deidentify import Kind, suspicions

STREETS = """
Kerkstraat 12; Kerkstraat 12a; Kerkstraat 12-a; Kerkstraat 12 bis; Kerkstraat 12 II; Kerkstraat 12-II; Kerkstraat 12
hs; Kerkstraat 12-hs; Kerkstraat 12 huis; Kerkstraat 12/3; Kerkstraat 12-14; Kerkstraat 12 en 14; Kerkstraat nr. 12;
Kerkstraat nr 12; Kerkstraat nummer 12; Kerkstraat no. 12; Kerkstraat huisnummer 12; Kerkstraat huisnr 12; Kerkstraat,
nr. 12; Kerkstraat nummer twaalf; Kerkstraat twaalf; Kerkstraat op nummer 12; Kerkstraat, 12; Kerkstraat12; Kerkstraat
(12); Kerkstraat # 12; Kerkstr. 12; Kerkstr 12; Parkln. 3; Parkln 3; Kerkstraatt 12; Kerkstaat 12; Kerkstraar 12;
Parklaann 4; Dorpspl. 4; Dorpspl 4; Kerk straat 12; Prinsen gracht 4; Achter de Kerk 3; 't Zand 5; ’t Zand 5; Laan van
Meerdervoort 12; Singel 40; Plein 1944 3; Tweede Oosterparkstraat 14; 2e Oosterparkstraat 14; 2de Oosterparkstraat 14;
Plein '40-'45 12; 18 Septemberplein 3; 1 Meistraat 8; Laan 1940-1945 12; Plein 1953 7; Sterrenkroos 61; Kerkelanden
215; Merel 8; Kamille 12; Galjoen 12-34; Zoom 11-33; Kempenaar 02-18; Robijn 3; Fluitekruid 17; Boomstede 214;
Muiderslot 33; Bieslook 9; Meander 551; Gors 14; Het Hoogt 6; Het Kompas 14; Overtoom 141; Neude 11; Rokin 9; Lijnbaan
88; Spui 12; Vredenburg 14; Brink 9; Markt 4; Haven 22; Dam 3; Nieuwmarkt 8; Achterom 15; Turfmarkt 6; Grote Markt 2;
Kleine Berg 31; Hoge Rijndijk 90; Oude Rijn 8; Lage Mosten 14; Hoog Catharijne 3; Westeinde 77; Noordeinde 12;
Achterdorp 3; d'n Dries 8; Den Hoek 4; Onder de Bogen 9; Over de Vecht 1; Tussen de Vaarten 12; Langs de Rijn 3;
Buiten de Veste 5; Ter Borch 12; Ten Anker 8; Ter Veste 5; De Gaastmar 14; Tsjerkestrjitte 8; Hegedyk 12; Omkromte 3;
Nijewei 4; Buorren 22; Doarpsstrjitte 5; It Heech 3; De Mieden 9; Skoallestrjitte 7; Wide Steech 4; Aldewei 12;
Sânleane 3; Terp 12; Hoarnestreek 4; It String 12; De Terp 6; Heech 3; Fiskerswei 8; Reade Dyk 2; Pastoor
Vullinghsstraat 3; Heerderweg 66; Putstraat 2; Aan gen Wienhof 3; Veldj 12; Oppe Brik 7; Bergerweg 8; Genhoes 4; Burg.
van der Feltzweg 3; Mgr. Nolensplein 44; Dr. Schaepmanlaan 12; Dr.Schaepmanlaan 12; Pres. Kennedylaan 211; J.P.
Coenstraat 31; W.A. Scholtenstraat 2b; Prof. Dr. Dorgelolaan 8; Lt. Gen. van Heutszlaan 6; A.J. Ernststraat 599; Sint
Jozefstraat 4; St. Jorisstraat 3; 's-Gravelandseweg 80; s-Gravelandseweg 80; Jhr. van Karnebeeklaan 5; Van
Eeghenstraat 77; van Eeghenstraat 77; Ir. Lelystraat 9; Gen. Spoorstraat 4; Joh. Vermeerstraat 18; K. Doormanstraat 3;
Jan van Galenstraat 301; Karel de Grotelaan 200; Anna van Burenstraat 3; Piet Heinkade 55; Willem de Zwijgerlaan 8;
Margriet Toonderstraat 6; Steenweg op Aalst 12; Kerkstraat 12 bus 3; Grote Steenweg 214 bus 2; Chaussée de Gand 88;
Hauptstraße 12; Am Markt 3; Avenue Louise 54; Dorpsstraat 12 3e etage; Dorpsstraat 12, 3e etage; Dorpsstraat 12 (3e
etage); Dorpsstraat 12 driehoog; Dorpsstraat 12 3 hoog; Dorpsstraat 12 3-hoog achter; Dorpsstraat 12 boven;
Dorpsstraat 12, appartement 4; Dorpsstraat 12 app. 4; Dorpsstraat 12 unit 4B; Dorpsstraat 12 kamer 4; Dorpsstraat 12
tweede verdieping; Dorpsstraat 12 begane grond; Dorpsstraat 12, bovenwoning; Dorpsstraat 12 achterhuis; Dorpsstraat 12
flat 3; Dorpsstraat 12 souterrain; Dorpsstraat 12 rood; Dorpsstraat 12 C-14; Dorpsstraat 12 t/m 16; Dorpsstraat t/o
12; Dorpsstraat tegenover 12; Dorpsstraat 12, 2 hoog; Dorpsstraat 12 A02; Dorpsstraat 12-1-links; Dorpsstraat 12 k4;
Woonboot De Hoop, Amsteldijk 118; woonark Zeeleeuw, Havenkade 3; Westerkade t/o 39; Schinkelkade tegenover nr. 12;
Woonschip Rust, Vecht 3; ms Avontuur, Oude Haven 4; ligplaats 12, Westerhaven; standplaats 4, Rietlaan; Camping De
Bosrand plek 14; Recreatiepark De Heihaas, huisje 214; flat Kanaalzicht, nr. 214; flat Het Baken 214; Kanaalflat 214;
serviceflat Zonnehoek nr 12; Gerardusflat 44; Torenflat 12; woonwagencentrum De Kolk 8; chalet 12, Zandpad 3;
vakantiepark Het Grove Zand 41; Buitenhof 3; Zuiderhof 12; Wilgenhof 7; Eikenhorst 22; Lindenhage 3; Rozentuin 9;
Zonnedal 14; Vogelvlucht 3; Waterkers 88; Hofwijk 12; Zandoogje 5; Gagelhof 31; Mauritskade 9; Oosterpark 4;
Noorderdwarsvaart 118; Wisseloord 12; Boerenwetering 2; Zandvoorter Allee 4; Binnenpad 33; Jaagpad 4; Molenpad 8;
Zuidbuurt 3; Oostbroek 9; Verlengde Herepad 12; Nieuwe Ebbingestraat 8; Zuiderdiep 44; Hereweg 3; Zuidlaarderweg 8-1;
Tweede Exloërmond 12; Noorderbuitensingel 5; Zwarteweg 19; Grindweg 202; huisnummer 12 in de Dorpsstraat; nummer 14
van de Kerklaan; nr. 12 in de Dorpsstraat; nr 8 aan de Molenweg; Dorpsstraat in Zeist op nummer 12; Dorpsstraat te
Zeist, nummer 12
"""
"""With a number: in every notation, with and without the ending of a street, on water, in parks, Frisian, Limburg, Belgian, misspelled."""
ONLY_CAPITALS = """
Op de Scheij 19; In de Cramer 14; Aan de Linie 7; Bij de Toren 2; Achter 't Veer 6; Aan 't Verlaat 33; Op gen Hoes 14;
Aan de Kreek 4; Op de Bies 11; In de Bongerd 9; Appartement 4, Dreef 12; Kanaal A NZ 12; Kanaal Zuid 433
"""
"""These begin with a preposition or are one word: only a capital tells them from what is said of something else."""
TOLD = (
    "Ik woon op {}.", "Mijn adres is {}.", "Jan de Vries, {}, belde gisteren.", "Met vriendelijke groet,\nPiet Jansen\n{}\n",
    "hij is verhuisd naar {}", "Op {} is de thuiszorg niet geweest.",
)  # fmt: skip
TOLD_SMALL = ("ik woon op {}.", "mijn adres is {}", "woonadres {} te ede")
TAILS = (
    ", 1234 AB Utrecht",
    " 1234AB Utrecht",
    "\n1234 AB Utrecht",
    ", 1234 ab Utrecht",
    " in Utrecht",
    " te Utrecht",
    ", Utrecht",
    " Utrecht",
    " (Utrecht)",
    " / 1234 AB Utrecht",
    ", Bad Nieuweschans",
    ", buurtschap Mander",
    " Heerhugowaard",
    ", 1234 AB",
    ", gemeente Zeist",
    " in Capelle aan den IJssel",
    ", 's-Hertogenbosch",
    " 1234 Utrecht",
)
DATES = """
4 maart 1941; 4 mrt 1941; 4 mrt. 1941; 04-03-1941; 4-3-1941; 4/3/1941; 04/03/41; 04-03-41; 4-3-41; 4.3.1941; 04.03.41;
4 3 1941; 04 03 1941; 4-3-'41; 4/3/'41; 4/3 '41; 4 maart '41; 4 maart 41; 4 mrt 41; 4 mrt '41; 19410304; 1941-03-04;
04031941; 4-III-1941; 4 III 1941; 4e maart 1941; 4de maart 1941; de 4e maart 1941; de vierde maart 1941; vier maart
negentienhonderd eenenveertig; vier maart negentienhonderdeenenveertig; vier maart negentien eenenveertig; vier maart
eenenveertig; vierde maart negentienéénenveertig; 4 maart negentienhonderdeenenveertig; vier maart 1941; maart 1941;
mrt '41; 03-1941; 1941; '41; ’41; 4-mrt-1941; 04-mrt-41; 4mrt1941; 4 Maart 1941; 4 MAART 1941; 04 - 03 - 1941; 04-
03-1941; 4 maart, 1941; maart 4, 1941; 4 march 1941; 4 februarie 1941; 12 sebtember 1941; 12 agustus '41; 12 aug.
1941; 12 okt 41; 12 oktber 1941; 12 mei 1941; 12 mei 80; begin maart 1941; in de zomer van 1941; voorjaar '41;
negentienhonderd eenenveertig; negentien eenenveertig; 12 december 2009; 12-12-2015; 3 april 2009; 3 april 09; 3-4-09;
3 april '19; 9 juni 2019; 2-2-2021; 31 oktober 2018; tweeduizend negen; 3 april tweeduizendnegen; 29 feb 1940; den
4den maart 1941; 4. März 1941; 4 jannewaris 1941; 12 juni anno 1941; 1e kerstdag 1941; eerste kerstdag 1941
"""
BORN = (
    "Mijn vader, geb. {}, ligt op bed.",
    "geboren {}",
    "geboren op {} te Zwolle",
    "geb {}",
    "Geb.datum: {}",
    "geboortedatum {}",
    "Geboortedatum is {}.",
    "Ik ben geboren op {}.",
    "Zij is op {} geboren.",
    "mw. De Vries ({})",
    "dhr. X. Pietersen, {}, afdeling 3",
    "mw ({}) is gevallen",
    "dhr. Jansen {} komt niet",
    "Ik ben van {}.",
    "hij is van {}",
    "ik ben {} geboren",
    "dob {}",
    "DOB: {}",
    "Naam: P. Jansen\nGeboren: {}\nBSN: 999135119",
    "mijn zoon Sem, {}, heeft autisme",
    "mijn moeder ({}) is niet gewassen",
    "mijn moeder is van {}, dus oud",
    "betreft: A. de Wit, geb.dat. {}",
    "hij is nog van {} en dan krijg je dat",
    "*{}",
    "d.d. geboorte: {}",
    "een man uit {}",
    "Ze kwam ter wereld op {}.",
    "ik zag het levenslicht op {}",
    "g.d. {}",
    "ik ben Mien, {}",
    "Piet de Boer - {} - bsn 999135119",
    "cliënt {} weigert",
    "haar geboortedag: {}",
)
BIRTHDAYS = """
4 maart; 4-3; 4/3; 04-03; vier maart; 4 mrt; vierde maart; 4e maart; de vierde maart; 12 aug; eerste kerstdag;
kerstavond; oudejaarsdag; 29 februari
"""
CELEBRATED = (
    "Ik ben jarig op {}.",
    "jarig op {}",
    "Zij verjaart op {}.",
    "mijn verjaardag is {}",
    "op {} is hij jarig",
    "{} ben ik jarig",
    "hij wordt op {} 80",
    "op {} werd zij 80",
    "{} word ik 16",
    "Ze werd {} tachtig",
    "mijn verjaardag is op {}",
    "ik word {} 18 jaar",
    "op {} wordt mijn moeder 91",
    "Op haar verjaardag ({}) kwam niemand.",
    "hij viert zijn verjaardag op {}",
    "ik verjaar {}",
    "Geboren op {}.",
    "{} is mijn verjaardag",
    "haar verjaardag, {}, is vergeten",
)
EVENTS = (
    "Op 3 april 2026 is zij gevallen.", "De brief van 12-06-2026 kwam niet.", "Zij woont hier sinds 1998.",
    "In de jaren '70 was dat anders.",
    "Dossier 2019-0044 is gesloten.", "Wij betalen 1950 euro per maand.", "Het overleg van 4 maart ging niet door.",
    "Hij slikt 2-1-1 tabletten.",
    "Zij kwam om 19.45 uur.", "Volgens artikel 7.3.10 van de wet mag dat niet.", "Op 4 september, 18 september en 2 oktober mailde ik.",
    "Dat kost 12 euro 50.", "Van 2024 tot 2026 was er niemand.",
)  # fmt: skip
NO_ADDRESSES = (
    "Hij lag op kamer 12.", "Artikel 4 van de regeling.", "Rapportage 3-11: alles rustig.", "Er waren 12 mensen op de gang.",
    "Zij kreeg oxazepam 10 mg.", "De groep 3 ging naar buiten.", "Er staat niets op straat.", "Zij loopt 200 meter naar de markt.",
    "Om half 3 kwam de dokter.", "Hij keek naar zender 4.", "Op dag 3 was er niemand.",
)  # fmt: skip


def _some(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", " ").split(";")]


def _whole(text: str, words: str, kind: Kind) -> bool:
    """Whether every letter and digit of these words is found as this kind."""
    start = text.index(words)
    found = {at for one in suspicions(text) if one.kind is kind for at in range(one.start, one.end)}
    return all(at in found for at in range(start, start + len(words)) if text[at].isalnum())


def _left(told: tuple[str, ...], words: str, kind: Kind) -> list[str]:
    return [one.format(words) for one in told if not _whole(one.format(words), words, kind)]


@pytest.mark.parametrize("street", [*_some(STREETS), *_some(ONLY_CAPITALS)])
def test_an_address_is_found_whole_wherever_it_is_told(street: str) -> None:
    assert _left(TOLD, street, Kind.ADDRESS) == []


@pytest.mark.parametrize("street", [street.lower() for street in _some(STREETS)])
def test_an_address_in_small_letters_is_found_whole_where_somebody_lives(street: str) -> None:
    assert _left(TOLD_SMALL, street, Kind.ADDRESS) == []


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize(
    "street", ["Kerkstraat 12", "Sterrenkroos 61", "Achter de Kerk 3", "Oude Rijn 8", "Galjoen 12-34"]
)
def test_postcode_and_town_belong_to_it_however_they_are_joined(street: str, tail: str) -> None:
    assert _left(("Ik woon op {}.", "Jan de Vries, {}, belde gisteren."), street + tail, Kind.ADDRESS) == []


@pytest.mark.parametrize("date", _some(DATES))
def test_a_date_of_birth_is_found_whole_in_every_notation_wherever_it_stands(date: str) -> None:
    assert _left(BORN, date, Kind.BIRTH) == []


@pytest.mark.parametrize("day", _some(BIRTHDAYS))
def test_a_birthday_without_a_year_is_found_where_somebody_turns_an_age_or_celebrates(day: str) -> None:
    assert _left(CELEBRATED, day, Kind.BIRTH) == []


@pytest.mark.parametrize("text", EVENTS)
def test_the_day_of_something_that_happened_is_no_date_of_birth(text: str) -> None:
    assert [one.of(text) for one in suspicions(text) if one.kind is Kind.BIRTH] == []


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_a_number_behind_a_word_is_not_always_an_address(text: str) -> None:
    assert [one.of(text) for one in suspicions(text) if one.kind is Kind.ADDRESS] == []


def test_a_year_is_old_or_new_by_the_latest_that_the_text_names() -> None:
    text = "Hij viel op 3 maart 2027. De indicatie is van 5 mei 2027, de brief van 2 mei 2030."
    assert [one.of(text) for one in suspicions(text) if one.kind is Kind.BIRTH] == ["3 maart 2027", "5 mei 2027"]
