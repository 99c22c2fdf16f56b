"""Sentences with what is to be found between bars: addresses, dates of birth, telephone and mail, as people tell them."""

from __future__ import annotations

import pytest

from wederhoor.insight.deidentify import Kind, suspicions

ADDRESSES = [
    "Ik woon op |3512 JN 12|", "postcode |3512JN 12|", "|3512 JN, nr. 12|", "postcode |3512 JN| huisnummer |12|", "|3512JN-12|",
    "postcode |3512jn|", "postcode |3512 jn|", "ik woon |kerkstraat honderdtwaalf in utrecht|",
    "ik woon in |Leiden, Langegracht 70 k. 413|, post komt", "ik woon te |Leiden, Langegracht 70|",
    "ik woon in |Leiden aan de Langegracht 70|", "wonende aan de |Tigrisdreef 247 (3562 VL) te Utrecht|, heeft",
    "|Tigrisdreef 247 (3562 VL Utrecht)|", "|Tigrisdreef 247 - 3562 VL - Utrecht|", "|Oude Postweg 206|\n|7557 DD Hengelo (O)|",
    "|Oude Postweg 206, 7557 DD Hengelo (Ov.)|", "|Oude Postweg 206, Hengelo (Gld)|", "|Oude Postweg 206, Hengelo Gld|",
    "op de hoek |Kerkstraat/Dorpsstraat|", "achter de Jumbo in de |Kerkstraat|", "|Kerkstraat 12 (boven)|",
    "|Kerkstraat 12|, boven de bakker", "ze woont boven de bakker in de |Kerkstraat|", "ik zit op |Kerkstraat 12|",
    "ze zit tijdelijk op |De Zwaan 14 in Zeist|", "hij staat ingeschreven op |Hoge Es 3|, Ede",
    "hij staat ingeschreven aan de |Hoge Es 3 te Ede|", "briefadres |Hoge Es 3, 6711 AB Ede|", "postadres: |Postbus 123, 6711 AB Ede|",
    "postadres |postbus 123 ede|", "|Postbus 123|\n|6711 AB Ede|", "|Antwoordnummer 1234, 6710 VB Ede|", "|p.o. box 12, Ede|",
    "factuuradres |Hoge Es 3|", "bezorgadres: |hoge es 3, ede|", "retour: |Hoge Es 3, Ede|", "Afzender: J. Smit, |Hoge Es 3, Ede|",
    "ons huis aan de |Hoge Es|", "mijn ouderlijk huis, |Hoge Es 3|, staat te koop", "we wonen tegenover |Hoge Es 3|", "naast |nummer 14|",
    "de buren op |nummer 14|", "de buren van |nr. 14|", "woont op de |Kamp 22b in Amersfoort|", "de taxi moest naar |de Meent 14|",
    "de ambulance reed naar |Meent 14| en niet naar |Maat 14|.", "bracht hem naar |Hoge Es 3 in Ede| terug",
    "ik sta op |standplaats 4, Woonwagenweg|", "woonwagen |De Kolk 12|", "onze boot ligt |Oude Haven 4|",
    "ligt aan de |Zwarte Hoek t/o 12|", "ms |Vrouwe Johanna, Binnenhaven 3, Zwolle|", "mijn woonark ligt aan de |Vecht 112 in Maarssen|",
    "in flat |Krokus| op nummer |214|", "flat |Krokus nr 214|", "flat |krokus 214|", "Krokusflat |214|",
    "ik woon op driehoog in de |Pieter Stastokstraat|", "ik woon |Pieter Stastokstraat 12 driehoog achter|",
    "thuisadres |Pieter Stastokstr 12-hs, A'dam|", "|Pieter Stastokstr 12-hs A'dam|", "|Lange Leidsedwarsstr. 12 I|",
    "|1e Atjehstr. 44 II|, |1094 KP A'dam|", "|Westerstr 3, R'dam|", "|Plein 3, Den Haag|", "|Spui 3 Den Haag|",
    "|Hof 12, 5384 AB Heesch|", "|Brink 3|\n|9444 PA Grolloo|", "|Dorp 12, Lopik|", "|Boveneind NZ 12, Benschop|", "|Oosteinde 12a Wapse|",
    "|Hoofdstraat-West 12, Wolvega|", "|Rijksstraatweg 12, 6573 DA Beek-Ubbergen|", "|Noordeinde Zuid 12|, Landsmeer",
    "|Beneden Oostdijk 12|", "|Zuider Parallelweg 12, Velp|", "|Provincialeweg Oost 12, Haastrecht|", "|N.Z. Voorburgwal 12, Amsterdam|",
    "|Nw. Gracht 12|", "|Gr. Berg 12, Eindhoven|", "|Kl. Houtstraat 3|", "|Ged. Oude Gracht 5 Haarlem|", "|v. Beuningenstr 12|",
    "|v.d. Pekstraat 12|", "|vd Pekstraat 12|", "|J. v. Lennepkade 12 hs|", "|Jac. van Lennepkade 12|", "|P.C. Hooftstraat 12|",
    "|PC Hooftstraat 12|", "|pc hooftstraat 12|", "|H.W. Mesdagplein 3|", "|'s Gravenweg 12|", "|s Gravenweg 12|",
    "|Ir. J.P. van Muijlwijkstraat 12|", "|Prof. Mr. P.S. Gerbrandyweg 12|", "|Minister Dr. Nolenslaan 12|", "|Past. Clercxstraat 12|",
    "|Kapelaan Dirixweg 2|", "|Burgemeester Pabstlaan 12 D|", "|Kon. Wilhelminalaan 3|", "|Koningin Emmakade 199|", "|Pr. Beatrixlaan 3|",
    "|Prinses Irenestr 3|", "|St.-Jansstraat 3|", "|Sint-Jansstraat 3|", "|O.L. Vrouwestraat 3|", "|Onze Lieve Vrouweplein 3|",
    "|Heilige Geeststraat 3|", "|M.L. Kinglaan 3|", "|Maarten Lutherweg 5|", "|Jan Tooropstr. 164|", "|Burg Roellstraat 3|",
    "|Cornelis Troostplein 23-3|", "|Ruys de Beerenbrouckstraat 5|", "|Generaal Vetterstraat 51-3|", "|4e Industrieweg 2|",
    "ik woon |industrieweg 4-b|", "ik woon op de |heuvel 44 geldrop|", "ik woon op |zuiderzeestraatweg 134 nunspeet|",
    "woon |achter de molens 12 haarlem|", "woon op |t zand 4 in alkmaar|", "ik woon op de |lage weide 12 in ede|",
    "ze wonen |brinklaan 268 bussum|", "wonen op |de wending 4|", "ik woon |jan van galenstr 12|", "ik woon op |het rond 3 zeist|",
    "mn adres is |sterrenkroos 61|", "mn adres is |de sterrenkroos 61 ede|", "adres |schoener 12 14 lelystad|", "adres: |schoener 12-14|",
    "|schoener 12-14, lelystad|", "stuur maar naar |schoener 12|", "|Wold 12 34, 8225 AB Lelystad|", "|Wold 12-34, Lelystad|",
    "|Gaffelaar 5|, in Hoorn", "|Jol 11-24 8243 EA Lelystad|", "|Schoutstraat 4 | boven", "De |Weteringschans 187-B|",
    "|Weteringschans 187-B/3|", "|Weteringschans 187 B 3|", "|Weteringschans 187 iii|", "|Weteringschans 187III|",
    "|Weteringschans 187'''|", "|Weteringschans 187-3v|", "|Weteringschans 187, 3e|", "|Weteringschans 187 2L|",
    "|Weteringschans 187 kamer 2.03|", "|Weteringschans 187 app 2.03|", "|Weteringschans 187, kamernummer 12|",
    "|Weteringschans 187, verd. 2|", "|Weteringschans 187 t/m 191|", "|Weteringschans 187-191|", "|Weteringschans 187 & 189|",
    "|Weteringschans 187 (woning 4)|", "|Weteringschans 187 (begane grond)|", "|Weteringschans 187 bij Jansen|",
    "|Weteringschans 187 1017 XE Amsterdam|", "|Weteringschans 187 1017XE Amsterdam|", "|Weteringschans 187 amsterdam|",
    "|Weteringschans 187, amsterdam|", "|Weteringschans 187, 1017 XE, Amsterdam|", "|Weteringschans 187, 1017 XE te Amsterdam|",
    "|Weteringschans 187 te 1017 XE Amsterdam|", "|Weteringschans 187 Amsterdam 1017 XE|", "|Weteringschans 187, Amsterdam (1017 XE)|",
    "|Weteringschans 187. 1017 XE Amsterdam|", "|Weteringschans 187 ; 1017 XE ; Amsterdam|", "|Weteringschans 187 te Amsterdam-Zuid|",
    "|Weteringschans 187, Amsterdam-Centrum|", "|Weteringschans 187, Amsterdam, Nederland|", "|Molenweg 3, Sint-Oedenrode|",
    "|Molenweg 3, St. Odiliënberg|", "|Molenweg 3, 's Gravenzande|", "|Molenweg 3, Den Burg (Texel)|", "|Molenweg 3, Nes (Ameland)|",
    "|Molenweg 3, Bergen (L)|", "|Molenweg 3, Beek en Donk|", "|Molenweg 3, Berkel en Rodenrijs|", "|Molenweg 3, Wijk bij Duurstede|",
    "|Molenweg 3, Nieuwerkerk a/d IJssel|", "|Molenweg 3, Nieuwerkerk ad IJssel|", "|Molenweg 3, Krimpen a.d. IJssel|",
    "|Molenweg 3, Hoek van Holland|", "|Molenweg 3, De Meern|", "|Molenweg 3, Ter Apel|", "|Molenweg 3, Bovenkarspel|",
    "|Molenweg 3 Sint Annaparochie|", "|Molenweg 3 Hendrik-Ido-Ambacht|", "|Molenweg 3, H.I. Ambacht|", "|Molenweg 3 Heerde|",
    "|Molenweg 3 in heerde|", "|Molenweg 3 Epe|", "|Molenweg 3 Best|", "|Molenweg 3 Elst|", "|Molenweg 3, Velden|", "|Molenweg 3 Goes|",
    "|Molenweg 3 Oss|", "|molenweg 3 in goes|", "|molenweg 3 te weert|", "|Molenweg 3, 2000 Antwerpen|", "|Molenweg 3, B-2000 Antwerpen|",
    "|Molenweg 3 - 2000 Antwerpen|", "|Molenweg 3/2, 9000 Gent|", "|Molenweg 3 bus 0201, 9000 Gent|", "|Molenstr. 3, D-47533 Kleve|",
]  # fmt: skip
ON_FORMS = [
    "ik woon in de |kerkstraat op nummer twaalf a in ede|", "ik woon |kerkstraat 12 komma 6711 ab ede|",
    "ik woon |kerkstraat 12 komma ede| punt", "adres |kerkstraat twaalf komma| postcode |6711 AB|",
    "mijn adres is |dorpsstraat nummer vijfendertig| in |ede|", "ik woon aan de |singel nummer veertien|", "ik woon op de |dam nummer 3|",
    "woonachtig |Kerkstraat 12, (6711 AB) Ede|", "wonende te (6711 AB) |Ede| aan de |Kerkstraat 12|",
    "wonende te |6711 AB Ede, Kerkstraat 12|", "gevestigd |Kerkstraat 12, 6711 AB Ede|", "Straat en huisnummer: |Kerkstraat 12|",
    "Straat: |Kerkstraat| Huisnummer: |12|", "Straat: |Kerkstraat|\nHuisnr: |12|\nPostcode: |6711 AB|\nPlaats: |Ede|",
    "Adres: |De Wending 12|\nPC/plaats: |6711 AB Ede|", "Woonplaats: |6711 AB Ede|", "NAW: J. Smit, |Kerkstraat 12, Ede|",
    "Ik verhuis van |Kerkstraat 12| naar |Dorpsweg 3 in Ede|.", "tussen |Kerkstraat 12| en |Kerkstraat 14|",
    "van de |Kerkstraat| naar de |Dorpsweg|", "in onze flat aan de |Hunzelaan|", "in de |Vogelbuurt, Merelstraat 3|",
    "in de wijk Zuid, |Merelstraat 3|", "op het |Binnenhof 3|", "op 't |Hoogt 6|", "in 't |Veld 3|", "op 'e |Terp 12|",
    "mijn zus op de |Nieuwe Haven 33-c|", "bij mijn dochter (|Prins Clausstraat 8, Ede|)", "bij mijn dochter aan de |Prins Clausstraat|",
    "mijn dochter woont in de |Prins Clausstraat in Ede|", "De sleutel ligt op |Kerkstraat 12|.",
    "Het pakket ging naar |Kerkstraat 12| ipv |Kerkstraat 21|.", "Ophalen: |Kerkstraat 12| 9.00 uur", "9.00 |Kerkstraat 12| mw. Smit",
    "08.20 mw. Smit, |Asingastraat 92-14|, geb. 25-3-1952", "cliënt |Kerkstraat 12| deed niet open",
    "sleutelkluis |Kerkstraat 12| code 1234", "Kluiscode |Merelhof 3|: 1234", "alarm |Merelhof 3 app 12|",
    "mw Smit |Merelhof 3 app 12| gevallen", "dhr Bos (|Merelhof 3|) gevallen", "zorgvilla, |Oude Rijksweg 12, Ruurlo|",
    "Boerderij |De Hoop, Oude Rijksweg 12, Ruurlo|", "ik woon bij |Hoeve De Hoop 3|", "|Haarweg 3, Ruurlo (Gld.)|",
    "|Haarweg 3 Ruurlo, gemeente Berkelland|", "|Haarweg 3, buitengebied Ruurlo|", "|Haarweg 3, 't Harde|", "|Haarweg 3, Nij Beets|",
    "|Haarweg 3, Oude Pekela|", "|Haarweg 3, Nieuw-Vennep|", "|Haarweg 3, Ouderkerk a/d Amstel|", "|Haarweg 3, Alphen aan de Maas|",
    "|Haarweg 3, Kollum|", "|Haarweg 3 Ferwert|", "|haarweg 3 ferwert|", "|Haarweg 3, Wjelsryp|", "|Haarweg 3 te Wjelsryp|",
    "|Haarweg 3 in Holwerd|.", "|Haarweg 3, Gaanderen|", "|Haarweg 3 Vierlingsbeek|", "|Haarweg 3, Ell|", "|Haarweg 3, Echt|",
    "|Haarweg 3, Stein|", "|Haarweg 3, Born|", "|Haarweg 3, America|", "|Haarweg 3, Rucphen| NB", "|Haarweg 3, Den Ham|",
    "|Haarweg 3, Ens|", "|Haarweg 3, Zuidoostbeemster|", "|Haarweg 3, Creil|", "|Haarweg 3, Kats|", "|Haarweg 3, Heeze|",
    "|Haarweg 3, Luyksgestel|", "|Haarweg 3, Oostkapelle|", "|Haarweg 3, Zoutelande|", "|Haarweg 3, Biggekerke| belde",
    "|Haarweg 3 Biggekerke| belde", "|Haarweg 3, Biggekerke|. Zij belde", "|Haarweg 3 biggekerke| belde",
    "|haarweg 3 in biggekerke| belde", "|Haarweg 3, 4373 AA Biggekerke| belde", "|Haarweg 3, 4373 AA Biggekerke (Zld)|",
    "|Haarweg 3|\n|4373 AA  BIGGEKERKE|", "|HAARWEG 3, 4373 AA BIGGEKERKE|", "|HAARWEG 3 BIGGEKERKE|",
    "IK WOON |HAARWEG 3 IN BIGGEKERKE| EN NIEMAND KOMT", "IK WOON OP |STERRENKROOS 61| EN NIEMAND KOMT",
    "IK WOON OP DE |HOEF 7| EN NIEMAND KOMT", "IK WOON |ACHTER DE KERK 3| EN NIEMAND KOMT",
    "MIJN ADRES IS |JAN VAN GALENSTRAAT 301 AMSTERDAM|", "IK WOON IN DE |DORPSSTRAAT|", "POSTBUS |123 EDE|",
]  # fmt: skip
"""On forms, in lists, dictated, shouted, and towns that are words too."""
IN_PASSING = [
    "Waar is de tas van tante? Ik zit |De Merel 16 in Joure"
        "|, na zessen. Hylke", "ons huis is |Bovenweg 2 Oene|", "komt u langs: |Sterrenkroos 61 Oene|.",
    "ik woon |Kerkbuurt zesentachtig in Sliedrecht| zeg maar tegenover de bakker", "namens de bewoners van het |Lindenhofje|",
    "Ze is nu thuis, |Kerkbuurt zesentachtig|, en eet niet.", "thuis (|Het Hoogt 6 Oene|) gaat het slecht",
]  # fmt: skip
"""Told between other things, with a town that is a name too."""
BIRTHS = [
    "Ik word in |november| 18, van |2008| dus.", "hij is 17, van |2009|, en woont hier", "Herman (geb. |12 juli 1949|) is opgenomen",
    "geb. te Zwolle op |4 maart 1941|", "geboren te Amsterdam, |4-3-41|", "geboren in Suriname in |1941|",
    "Mijn vrouw is in Paramaribo geboren, |4 maart '41|, en woont hier", "leeftijd: 85 (|1941|)", "mevr Jansen, |'41|",
    "van de jaargang |'52|", "geboren op een zondag, |4 maart 1941|", "|4 maart| is hij geboren", "zijn verjaardag valt op |kerstavond|",
    "een tweeling van |2016|", "Sem (|2016|) mag niet naar buiten", "Sem van |2016| mag niet naar buiten",
    "mijn dochters (|2011| en |2014|) zijn bang", "mijn kinderen van |2011| en |2014| zijn bang",
    "mijn kinderen, geboren in |2011|, |2014| en |2017|", "mijn kinderen Noor (|3-4-2011|) en Bas (|12-5-2014|)",
    "Geboren: Paramaribo, |4 maart 1941|", "gebdat |4 3 41|", "geb.d. |4-3-41|", "geb-datum |4-3-41|", "geb:|4-3-41|", "gd |04-03-1941|",
    "(g |4-3-41|)", "uit |mei '40|", "ik ben een oorlogskind van |'43|", "bouwjaar |'52| hoor", "ik ben van de lichting |1948|",
    "ik ben van |48|", "hij is uit |38| en ziet niks", "geboren |040341|", "mevrouw De Wit |040341| weigert medicatie",
    "mevr de wit |04-03-41| weigert medicatie", "Pt. X, v, |12/8/52|, bekend met DM2", "pat. m |1952|, COPD", "Cliënt (m, |1952|)",
    "Mw. B. (vrouw, |1938|)", "jongen, |2012|, autisme", "meisje (|2009|) met eetstoornis", "geb.jr. |1950|", "geboortejaar: |1950|",
    "Mijn man is |8 oktober| jarig", "ik ben op |de achtste van oktober| jarig", "op |8 oktober| vieren wij haar verjaardag",
    "op |8 oktober| werd hij negentig", "|8 oktober| is hij negentig geworden", "hij is op |8 oktober| 90 geworden",
    "|8 oktober|, haar verjaardag, zat zij alleen", "op haar 90e verjaardag, |8 oktober|, zat zij alleen", "moeder is van |najaar 1937|",
    "moeder is van |oktober '37|", "moeder is van |okt 37|", "ons kind is van |mei 2019|", "onze zoon is van |2012|", "ik ben van |2008|",
    "ik ben in |2008| geboren", "ik ben een |2008|'er", "hij komt uit |1960|", "hij is een kind uit |1960|",
    "Naam kind: Sem de Wit (|07-09-2013|)", "Sem de Wit, |07-09-2013|", "Sem de Wit |7 september 2013|",
    "sem, |7 sept 13|, krijgt geen les", "de dag dat ik geboren werd, |7 september 1944|", "onze baby (|3 mei 2026|) kreeg geen zorg",
    "onze baby is op |3 mei| geboren", "Ik beviel op |3 mei 2026| van onze dochter", "baby Noor, geboren |3 mei 2026| om 14.03 uur",
    "Kind 1: |12-4-2012|; Kind 2: |13-8-2015|", "geboren in het jaar |1941|", "geboren in |'41| in Groningen",
    "ik ben |12 3 1950| geboren", "ik ben geboren |12 3 50|", "ik ben geboren op |twaalf drie vijftig|",
    "geboortedatum |twaalf maart vijftig|", "geboortedatum komma |twaalf maart negentien vijftig| punt", "hij is van |achtendertig|",
    "zij is van |negentienachtendertig|", "Geb.datum |1938/03/04|", "|1938.03.04|", "geboren |4.3.'38|", "DOB |March 4, 1938|",
    "born |4 March 1938|", "né le |4 mars 1938|", "geboren am |4. März 1938|", "Berne op |4 maart 1938|", "doğum tarihi |04.03.1938|",
    "data urodzenia |04.03.1938|", "°|4/3/1938|", "° |1938|", "(° Gent, |4 maart 1938|)", "* |4 maart 1938| te Ede", "geb. |4 mrt| ",
    "op |4 mrt| jarig", "wordt |4 mrt| 81", "wordt in |maart| 81", "ze is in |november| jarig", "mijn verjaardag is in |februari|",
    "ze was net jarig, |12 oktober|", "Haar geboortedag is |5 mei|, Bevrijdingsdag", "zij is op |eerste kerstdag| geboren",
    "zij is met |oudjaar| jarig", "op |29 februari 1940| geboren", "Betreft: dhr. K. de Wit (|29-02-1940|) / BSN 999135119",
    "K. de Wit;|29-02-1940|;999135119", "K. de Wit/|29-02-1940|", "K. de Wit - |29 feb '40|", "KdW |290240|", "19-jarige (|12-4-2007|)",
    "17 jaar (|12-4-2009|)", "ben 17, |12 april 09|", "ik ben 34, |5 mei 92|", "34 jr, |5-5-92|", "|5-5-92|, bsn 999135119",
    "bsn 999135119, |5-5-1992|", "bsn 999135119 geb |5-5-1992|", "bsn: 999135119 |5 mei 1992|", "zorgnr 12345, |05051992|",
    "mevrouw is op de |12de november| jarig", "mevrouw is op de |12e| van november jarig", "mijn moeder (|'38|) en vader (|'36|)",
    "de echtelieden (|1936| en |1938|)", "hr. (|1936|) en mw. (|1938|)", "Oma is nog van voor de oorlog, |1938|",
    "ik ben van vlak na de oorlog, |1946|", "al sinds mijn geboorte in |1946|", "vanaf zijn geboorte (|2014|)", "Vader, |1938|, dementie",
    "vader, van |1938|, heeft dementie", "Haar verjaardag is |21-6|.", "verjaardag |21/6|", "verjaardag: |21 juni|",
    "zij heeft op |21 juni| haar verjaardag", "zij viert |21 juni| haar verjaardag", "de taart voor haar verjaardag op |21 juni|",
    "ze verjaart |21 juni|", "geboren op |de laatste dag van februari 1932|, dus", "geboren op |de eerste maandag van mei 1932|",
    "geboren op |een dinsdag in mei 1932|", "gr. Truus Sluiter (van |'53|)", "ik ben van |vier drie zes en veertig|",
    "geboren |vier maart negentien zes en veertig|", "|12 februari van het jaar 1938| geboren",
    "Ik ben geboren op |tien mei negentienhonderd veertig|", "geb. |1-VI-38|", "geb |3 jan 52|", "geboren in |de hongerwinter van '44|",
    "in |december '44| geboren",
]  # fmt: skip
TELEPHONES = [
    "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06/12345678", "+31 (0) 6-12345678", "0031 6 1234 5678", "06_12345678",
    "06:12345678", "06, 12 34 56 78", "0 6 1 2 3 4 5 6 7 8", "O6 12345678", "020-123 45 67", "(0512) 123 456", "+32 471 23 45 67",
    "nul zes een twee drie vier vijf zes zeven acht", "06 twaalf vierendertig zesenvijftig achtenzeventig",
]  # fmt: skip
LOCAL = [
    "tel. |123456|",
    "bel gerust |12 34 56|",
    "u kunt altijd bellen, |31 84 27|, ik zit thuis",
    "ik ben te bereiken op |412 233|",
    "bel |41-22-33|",
]
MAILS = [
    "jan@ voorbeeld.nl", "jan @voorbeeld.nl", "jan [at] voorbeeld [punt] nl",
    "jan@voorbeeld,nl", "jan@voorbeeld. nl", "jan.smit apestaartje gmail.com",
    "jan streepje smit apenstaartje voorbeeld punt nl", "jan@voorbeeld punt nl", "jan.smit@gmail",
]  # fmt: skip
NUMBERS = ["999489707", "9994.89.707", "999-489-707", "999/489/707", "99 94 89 707"]


def _missed(marked: str, kind: Kind) -> list[str]:
    pieces = marked.split("|")
    text, at, missed = "".join(pieces), 0, []
    found = {at for one in suspicions(text) if one.kind is kind for at in range(one.start, one.end)}
    for place, piece in enumerate(pieces):
        if place % 2 and not all(n in found for n in range(at, at + len(piece)) if text[n].isalnum()):
            missed.append(piece)
        at += len(piece)
    return missed


@pytest.mark.parametrize("marked", ADDRESSES + ON_FORMS + IN_PASSING)
def test_an_address_is_found_as_people_tell_it(marked: str) -> None:
    assert _missed(marked, Kind.ADDRESS) == []


@pytest.mark.parametrize("marked", BIRTHS)
def test_a_birth_is_found_as_people_tell_it(marked: str) -> None:
    assert _missed(marked, Kind.BIRTH) == []


@pytest.mark.parametrize("told", ["Bel mij op |{}|.", "Jan de Vries |{}|", "groetjes\nJan\n|{}|", "(tel. |{}|)"])
@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_number_is_found_in_every_notation_behind_a_name_too(number: str, told: str) -> None:
    assert _missed(told.format(number), Kind.TELEPHONE) == []


@pytest.mark.parametrize("marked", LOCAL)
def test_a_number_without_that_of_the_town_is_one_where_somebody_may_be_called(marked: str) -> None:
    assert _missed(marked, Kind.TELEPHONE) == []


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_address_is_found_though_it_is_written_badly_or_spoken(mail: str) -> None:
    assert _missed(f"Mijn mail is |{mail}|", Kind.MAIL) == []


@pytest.mark.parametrize("told", ["bsn |{}|", "Jan de Vries, |{}|, 4-3-1941", "mijn sofinummer is |{}|"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_bsn_is_found_in_every_notation_beside_a_date_too(number: str, told: str) -> None:
    assert _missed(told.format(number), Kind.BSN) == []


NAMES = [
    "bij de familie |Brouwer| aan de Holleweg 71 in Ermelo", "Met |Corine van Tuijl| van de Julianalaan 2, ik bel namens mijn buurvrouw",
    "Besproken:\n- |Hoekman, Berend|: geboortejaar staat op 1954", "Klachten:\n18. |de Goede, W.| (28-12-1946), bsn 999489707",
    "Geb. mw. |Grootveld"
        "| 11/05/1938 voor de recepten", "IK WIL DAT DIE |BERRY| ONTSLAGEN WORDT. Hij heeft mijn moeder gewoon laten liggen op de gang.",
    "Mijn moeder is gevallen en niemand kwam. MIJN MOEDER |GREETJE SNOEK| LIGT DAAR en jullie doen niets.",
]  # fmt: skip


@pytest.mark.parametrize("marked", NAMES)
def test_a_name_is_found_beside_a_street_a_date_in_a_list_and_shouted(marked: str) -> None:
    assert _missed(marked, Kind.NAME) == []


def test_an_address_keeps_what_is_left_of_it_above_a_mail_address() -> None:
    text = "mr. Eefje Nijpels\nMathenesserdijk 260, 3026 GL Rotterdam\nnijpels@havenstadadvocaten.nl"
    assert [one.of(text) for one in suspicions(text) if one.kind is Kind.ADDRESS] == [
        "Mathenesserdijk 260, 3026 GL Rotterdam"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Op 27 augustus begon onze zoon, geboren op 3-9-2013, met zwemmen.", "2 februari: Herman (geb. 12 juli 1949) wordt opgenomen.",
        "Hij is geboren 1938-12-04 en is op 12 juli geopereerd.", "Overleden 16-3. Geb. 04-08-1933.",
    ],
)  # fmt: skip
def test_the_day_of_something_else_in_the_sentence_of_a_birth_stays(text: str) -> None:
    assert len([one for one in suspicions(text) if one.kind is Kind.BIRTH]) == 1
