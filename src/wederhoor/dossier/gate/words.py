"""What the gate says, in plain Dutch: why a file is refused and what to do, and what to know of one that is kept."""

REFUSALS = {
    "empty": "Dit bestand is leeg. Kies het bestand opnieuw.",
    "too large": "Dit bestand is groter dan 15 MB. Maak het kleiner, of deel het op.",
    "virus": "De virusscanner vond een virus in dit bestand. Het is niet bewaard.",
    "unknown": "Dit soort bestand kennen wij niet. Maak er een PDF of een foto van.",
    "program": "Dit is een programma. Dat bewaren wij niet.",
    "web page": "Dit is een webpagina. Druk de pagina af naar PDF en kies die.",
    "drawing": "Een SVG-tekening kan opdrachten bevatten. Bewaar haar als PNG of PDF en kies die.",
    "heic": "Deze foto is in het formaat HEIC. Dat kunnen wij nog niet lezen. Bewaar de foto als JPG en kies die.",
    "archive": "Dit is een ingepakt bestand (zip). Pak het uit en kies de bestanden die erin zitten.",
    "old office": "Dit is een oud Office-bestand, een mail uit Outlook, of een bestand met een wachtwoord. "
    "Bewaar het zonder wachtwoord als docx, xlsx of PDF en kies dat.",
    "rich text": "Dit is een RTF-bestand. Bewaar het als docx of PDF en kies dat.",
    "locked": "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en kies het opnieuw.",
    "damaged": "Dit bestand is beschadigd. Open het, bewaar het opnieuw en kies dat.",
    "macros": "In dit bestand zitten macro's (kleine programma's). Bewaar het zonder macro's of als PDF en kies dat.",
    "files inside": "In dit bestand zit een ander bestand. Bewaar het als PDF, of kies de bestanden apart.",
    "too many pages": "Dit bestand heeft te veel bladzijden. Deel het op.",
    "too many pixels": "Deze foto is te groot om te openen. Maak haar kleiner en kies haar opnieuw.",
    "bomb": "Uitgepakt is dit bestand veel te groot. Wij openen het niet. Maak er een PDF van.",
    "too long": "Dit bestand openen duurt te lang of kost te veel geheugen. Maak er een eenvoudige PDF van.",
    "still there": "Een van de woorden staat nog in de kopie. Kies die bladzijden helemaal, of teken een vlak over de woorden.",
    "no table": "In dit bestand staat geen tabel die wij kunnen lezen. Kies een xlsx- of csv-bestand met kopjes boven de kolommen.",
    "too many rows": "Dit register heeft meer dan 50.000 regels. Deel het op in meer bestanden.",
    "too many columns": "Dit register heeft meer dan 100 kolommen. Haal weg wat niet nodig is.",
    "busy": "Er worden nu veel bestanden gecontroleerd. Probeer het over een minuut opnieuw.",
}

WARNINGS = {
    "not checked": "De inhoud is niet gecontroleerd. Open het bestand alleen als u weet van wie het komt.",
    "repaired": "Het bestand was beschadigd en is hersteld. Kijk of alles erin staat.",
    "active removed": "Opdrachten in het bestand zijn weggehaald.",
    "links off": "Koppelingen naar buiten werken niet meer.",
    "files removed": "Bestanden in dit bestand zijn weggehaald. Ze zitten nog wel in het origineel.",
    "attachments apart": "De bijlagen van deze mail zitten alleen in het origineel. Voeg ze apart toe.",
    "first picture": "Alleen het eerste beeld is te zien.",
    "place removed": "In de foto stond waar zij gemaakt is. Dat is weggehaald.",
    "no scanner": "De virusscanner gaf geen antwoord.",
}
