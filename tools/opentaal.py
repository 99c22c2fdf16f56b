"""Makes the two lists of de-identification out of OpenTaal's word list: ordinary words, and what is only written with a capital.

`python -m tools.opentaal /usr/share/dict/dutch` (Debian: `apt-get install wdutch`). Words made of two listed words are left out, since the
rules cut those themselves; of the capitals what is surely a street, a place or who lives there is left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from wederhoor.insight.deidentify.vocabulary import OF_LAND, plain

LISTS = Path(__file__).parent.parent / "src/wederhoor/insight/deidentify/lists"
LONGEST, CUT_FROM, PART, SHORT = 14, 8, 4, 3
STREET = re.compile(
    r"..(?:straat|straatje|laan|weg|plein|kade|gracht|singel|dreef|plantsoen|dijk|steeg|pad|boulevard|park|markt|erf|brug|tunnel|haven|baan|kerk|school)$"
)
OF_PLACES = "se ense s er ers naar naars naren ens aan aans aanse anen enaar enaars enaren aar aars aren der ders ees ezen isch ische"
LETTERS = re.compile(r"[^\W\d_]+")


def main(source: str) -> None:
    """Write both lists."""
    lines = Path(source).read_text("utf-8").splitlines()
    small = {plain(word) for word in lines if LETTERS.fullmatch(word) and word == word.lower()}
    kept = _uncut(small)
    (LISTS / "dutch_words.txt").write_text("\n".join(["", *sorted(kept), ""]), "utf-8")
    capitals = {plain(word) for word in lines if LETTERS.fullmatch(word) and word[0].isupper() and word[1:].islower()}
    places = {
        word
        for word in capitals
        if {word + "s", word + "se"} <= capitals and word + "sen" not in capitals and len(word) > SHORT
    }
    people = {word for word in capitals if not (STREET.search(word) or _of_place(word, places))}
    people = {word for word in people if not (word.endswith("s") and word[:-1] in small)}
    (LISTS / "dutch_capitals.txt").write_text("\n".join(["", *sorted(people - places), ""]), "utf-8")
    (LISTS / "dutch_places.txt").write_text("\n".join(["", *sorted(places), ""]), "utf-8")
    print(len(kept), "words", len(people), "capitals", len(places), "places")


def _uncut(words: set[str]) -> set[str]:
    """Without the words that are made of two others."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if len(word) <= LONGEST and not (len(word) >= CUT_FROM and _made(word, kept)):
            kept.add(word)
    return kept


def _made(word: str, kept: set[str]) -> bool:
    if word.endswith(OF_LAND):
        return False
    cuts = [(word[:at], word[at:]) for at in range(PART, len(word) - PART + 1)]
    return any(tail in kept and (head in kept or head.removesuffix("s") in kept) for head, tail in cuts)


def _of_place(word: str, places: set[str]) -> bool:
    for ending in OF_PLACES.split():
        stem = word.removesuffix(ending)
        if stem != word and not places.isdisjoint((stem, stem + "e", stem + "en")):
            return True
    return False


if __name__ == "__main__":
    main(sys.argv[1])
