"""Words that are names by themselves: by the lists, by a capital where no word has one, or by what stands beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.reading import LONGEST, TITLES, Reading, last_of, span_of
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.tokens import Token
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    has_capital,
    is_common,
    is_first,
    is_known,
    is_place,
    is_slip,
    is_surname,
    is_word,
    listed,
    mostly_name,
    mostly_word,
    no_person,
    only_capital,
    plain,
    section,
)

INSIDE = frozenset(("der", "den", "ter", "ten", "el", "vd"))
SAYING = section("saying")
VERBS, WITH, PLACED = section("verbs"), section("with"), section("placed")
RELATED = section("related")
_HOUSING = section("housing")
_ABSTRACT = rule(r"(?:ing|ingen|heid|atie|aties|iteit|isme|schap|ment|baar|lijk|loos|tie|sie|uur|age)$")
_SOUNDS = rule(r"(?:[aoy]|ah|ya|ie|elle|ette|ine|ina|ika|isha|am|id|ir|im|oud|een|isz|ek|an)$")
_MEDICINE = rule(
    r"(?:pam|pril|olol|statine?|zol|mab|illine|idine|pine|dol|done|tine|mycine|sartan|micine|profen|gliptine|formine|oxetine|azine|afil|ide|ine)$"
)
_SLIP = 4
_COUNTRY = rule(r"(?:ische?|aanse?|ees|eese|[^aeiou]ese)$")
_JOINED = rule(r"-[A-ZÀ-Þ][a-zà-ÿ]")
_SEEN = frozenset(("zag", "zie", "ken", "haat", "mis", "sprak", "spreek", "ontmoette", "mailde", "appte"))
_THEN = frozenset(
    ("in", "op", "met", "weer", "niet", "gisteren", "gister", "vandaag", "vanochtend", "net", "nog", "ook")
)
_FEW = 2
_HYPHENED = rule(r"(?<=[a-zà-ÿ]-)([A-ZÀ-Þ][a-zà-ÿ]{2,})\b")
_TOLD = frozenset(("verteld", "gezegd", "gevraagd", "gemeld", "gegeven", "geweest"))
_ROOMS = frozenset(
    ("zaal", "gebouw", "vleugel", "pand", "woonvorm", "afdeling", "groep", "stichting", "villa", "camping")
)
_SAINT = frozenset(("sint", "st", "huize", "villa"))
_HOUSES = (
    "ziekenhuis",
    "kliniek",
    "instituut",
    "school",
    "college",
    "centrum",
    "hospice",
    "lyceum",
    "fonds",
    "hospitaal",
)
_TAKEN = section("taken")
_WITHIN = frozenset(("in", "bij", "van", "naar", "uit", "door", "vanuit", "en", "binnen"))
_TOWARDS = frozenset(
    ("in", "te", "naar", "uit", "vanuit", "rond", "richting", "gemeente", "regio", "bij", "tussen", "station")
)
ARTICLES = frozenset(
    ("de", "het", "een", "geen", "die", "deze", "dit", "echte", "mijn", "zijn", "haar", "per", "elke", "ieder")
)
_ROLES = tuple(section("roles"))
_SIGNED_ROOM = rule(r",? (?:kamer|kmr\.?|k\.|nr\.?|nummer|app\.?|appartement|studio|unit) ?\d[\w.\-]*[.!]?\s*$")
_BY_ROLE = rule(r", (?:de|een|onze|mijn|zijn|haar|hun|uw) (?:\w+e )?([^\W\d_]+)\b")
_MEASURED = rule(r" \d+ ?(?:mg|ml|mcg|ie|tabletten|ampullen)\b")


def by_itself(reading: Reading) -> Iterator[Finding]:
    """A word that is a name by the lists or by its capital."""
    for place, word in enumerate(reading.words):
        if (found := _alone(reading, place, word)) and not _housed(reading, place, found[0]):
            whole = span_of(reading, place, *found)
            first = place
            while (
                first
                and place - first < LONGEST
                and reading.words[first - 1].plain in PREFIXES
                and reading.gap(first - 1) == " "
                and found[0] == "surname"
            ):
                first -= 1
            yield Finding(min(whole.start, reading.words[first].start), whole.end, Kind.NAME, *found)


def joined(text: str) -> Iterator[Finding]:
    """The name in 'de zaak-Terlingen'."""
    for found in _HYPHENED.finditer(text):
        if not (no_person(plain(found[1])) or listed(plain(found[1])) or _COUNTRY.search(plain(found[1]))):
            yield Finding(*found.span(1), Kind.NAME, "capital", 0.6)


def _housed(reading: Reading, place: int, reason: str) -> bool:
    """Whether a house bears this name: 'het Antoni van Leeuwenhoek', 'zaal De Linde'. Before a person stands no 'het'."""
    first = place
    while (
        first
        and place - first < LONGEST
        and reading.gap(first - 1) == " "
        and (reading.words[first - 1].capital or reading.words[first - 1].plain in INSIDE | {"van", "de"})
    ):
        first -= 1
    if first < place and reading.words[first].text == "van":
        first += 1
    before = reading.before(first)
    if not reading.words[place].capital or reading.words[first].begins:
        return False
    if before in _ROOMS or reading.before(place) in _SAINT:
        return True
    last = last_of(reading, place)
    behind = [reading.words[last], *(reading.words[last + 1 : last + 2] if reading.gap(last) == " " else ())]
    if any(one.capital and one.start > reading.words[place].start and one.plain.endswith(_HOUSES) for one in behind):
        return True
    article = reading.words[first].text in ("De", "Het", "'t", "Sint", "St", "Huize", "Ons")
    indoors = before == "het" and reading.before(first - 1) in _WITHIN and reason != "first name"
    return not reading.words[first].begins and (
        indoors or (before in _HOUSING and (article or reason in ("surname", "capital")))
    )


def _alone(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """Why this word by itself is a name, and how sure that is."""
    capital = word.capital and not reading.shouting
    if word.text.islower() and listed(word.plain) and reading.before(place) in ARTICLES:
        return None
    if _presents(reading, place, word):
        return "announced", 0.8
    if is_first(word.plain) and len(word.plain) > 2 - capital:
        return "first name", 0.9 if capital else 0.8
    if mostly_name(word.plain):
        return _mixed(reading, place, word, capital=capital)
    if not capital or len(word.plain) < 2:
        return _small(reading, place, word)
    if no_person(word.plain):
        return ("first name", 0.6) if mostly_word(word.plain) and reading.before(place) in RELATED else None
    if is_surname(word.plain) and not (word.begins and is_word(word.plain)):
        prefixed = reading.before(place) in PREFIXES
        plain_word = is_word(word.plain) and not prefixed
        return ("surname", 0.8) if not plain_word else ("surname", 0.6)
    if mostly_word(word.plain):
        return _wordy(reading, place, word)
    if reading.before(place) in INSIDE and not word.begins and word.plain not in PREFIXES:
        return "surname", 0.75
    return _strange(reading, place, word)


def _presents(reading: Reading, place: int, word: Token) -> bool:
    """'mees hier, ik wil naar huis', 'Hoogeveen, de huisarts', 'Dirkse, nr 31' at the end."""
    if word.begins and reading.after(place) == "hier" and word.plain not in VERBS and len(word.plain) > 2:
        return is_first(word.plain) or mostly_name(word.plain) or mostly_word(word.plain) or not is_common(word.plain)
    if not word.capital or listed(word.plain):
        return False
    behind = reading.text[word.end : word.end + 40]
    if word.begins and _SIGNED_ROOM.match(behind) and not no_person(word.plain):
        return True
    role = _BY_ROLE.match(behind)
    return bool(role) and plain(role[1]).endswith(_ROLES) if role else False


def _wordy(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A capital on a first name that mostly is a word: inside a sentence, or where a sentence begins with somebody who does something."""
    if not word.begins:
        return "first name", 0.6
    acts = reading.after(place) in VERBS and not is_common(word.plain)
    return ("first name", 0.55) if acts or reading.after(place) == "van" else None


def _strange(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A word of no list with a capital, unless it stands where houses and medicines stand."""
    if word.plain in PREFIXES or word.plain in TITLES or reading.before(place) in _TAKEN:
        return None
    if _MEASURED.match(reading.text, word.end) or (is_place(word.plain) and reading.before(place) in _TOWARDS):
        return None
    if _JOINED.search(word.text):
        return "capital", 0.65
    if is_known(word.plain) or (word.begins and is_word(word.plain)):
        return _rare(reading, place, word)
    if reading.before(place) in PLACED or _COUNTRY.search(word.plain) or (word.begins and _ABSTRACT.search(word.plain)):
        return None
    return ("capital", 0.5) if word.begins else ("capital", 0.65)


def _rare(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A rare word that is a name too, with a capital where words have none."""
    if word.begins or is_common(word.plain) or not has_capital(word.plain) or reading.before(place) in PLACED:
        return None
    return "capital", 0.5


def _small(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A word in small letters (or in a text that is all capitals): a surname of the list, or a strange word where persons stand."""
    if mostly_word(word.plain) and not reading.shouting:
        return _doing(reading, place, word)
    if len(word.plain) <= _FEW or is_word(word.plain) or no_person(word.plain):
        return None
    if reading.after(place) == "en" and reading.words[place + 2 : place + 3] and reading.words[place + 2].plain == "ik":
        return "strange word", 0.76
    if len(word.plain) <= _FEW + 1:
        return None
    if not (word.text.islower() or reading.shouting) or _ABSTRACT.search(word.plain):
        return ("surname", 0.65) if is_surname(word.plain) else None
    before, after = reading.before(place), reading.after(place)
    if is_surname(word.plain) or (only_capital(word.plain) and before not in PLACED | _TOWARDS):
        return "surname", 0.65
    sounds = before in WITH and (_SOUNDS.search(word.plain) or before in ("dat", "tegen"))
    acts = after in SAYING or (word.begins and after in VERBS) or (before in RELATED)
    if sounds or acts:
        return "strange word", 0.55
    ordinary = (
        len(word.plain) <= _SLIP
        or is_slip(word.plain)
        or before in PLACED | _TOWARDS | _TAKEN
        or _MEDICINE.search(word.plain)
    )
    return None if ordinary or _MEASURED.match(reading.text, word.end) else ("strange word", 0.5)


def _doing(reading: Reading, place: int, word: Token) -> tuple[str, float] | None:
    """A word in small letters that is a first name too, where only a person can stand: 'sky en ik', 'ik zag ties', 'van roos gehoord'."""
    before, after = reading.before(place), reading.after(place)
    if len(word.plain) <= _FEW or (
        is_common(word.plain) and word.plain not in section("mostly words", "also_words.txt")
    ):
        return None
    if before in RELATED | TITLES and before != "de":
        return "first name", 0.6
    if word.begins and after in SAYING:
        return "first name", 0.6
    behind = reading.words[place + 2].plain if place + 2 < len(reading.words) else ""
    together = after == "en" and behind == "ik"
    acts = before in ("dat", "tegen", "omdat", "toen", "waarom", "en") and after in VERBS
    seen = before in _SEEN and (after in VERBS or after in _THEN or (before == "haat" and after != "van"))
    return ("first name", 0.76 if together else 0.55) if together or acts or seen else None


def _mixed(reading: Reading, place: int, word: Token, *, capital: bool) -> tuple[str, float] | None:
    before, after = reading.before(place), reading.after(place)
    if capital and (
        not word.begins or after in VERBS or after in ("van", "v", "hier") or last_of(reading, place) > place
    ):
        return "first name", 0.75
    if word.begins and word.text.islower() and (after in VERBS or after == "van"):
        return "first name", 0.6
    if capital and word.begins and reading.gap(place)[:1] in (",", "\n"):
        return "first name", 0.6
    if not capital and before in ("aan", "tegen", "bij") and after in _TOLD:
        return "first name", 0.6
    if not capital and (before == "ik" or (word.plain == "ben" and before not in RELATED)):
        return None
    if not capital and before in _SEEN and after in _THEN:
        return "first name", 0.6
    if not capital and (before in RELATED | section("roles") or after in section("roles")):
        return "first name", 0.6
    if (
        not capital
        and before in WITH
        and (after in VERBS or reading.gap(place).strip(" ") in (",", ".", ".\n", "?", "!"))
    ):
        return "first name", 0.6
    return None
