"""The lists: names as people here bear them, ordinary words, and what has a capital and is no person. Pure.

Most files are of our own making; ``dutch_*.txt`` come from OpenTaal's word list (``tools/opentaal.py``, its licence beside them),
``more_first_names.txt`` from Faker's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from io import BytesIO
from itertools import takewhile
from string import ascii_lowercase

_ENDINGS = tuple(
    "en e n s t d de te den ten je jes tje tjes ing ingen er ers ster st ste ig ige lijk lijke heid loos loze 's".split()  # noqa: SIM905
)
_BEFORE = tuple(
    "ge be ver ont her on aan af op uit in mee na om toe weg voor over door onder terug bij mis tegen samen vast los".split()  # noqa: SIM905
)
_SHORTEST, _PART, _LONGEST = 3, 4, 14
_OF_COUNTRIES = ("ische", "isch", "aans", "aanse", "ees", "eese", "ese", "anen", "iers", "ierse")


def plain(text: str) -> str:
    """Small letters without accents, apostrophes of one kind."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize(
        "NFKD", text.casefold().replace("’", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l")
    )
    return "".join(c for c in bare if not unicodedata.combining(c))


def _lines(name: str) -> tuple[str, ...]:
    return tuple((resources.files(__package__) / "lists" / name).read_text("utf-8").splitlines())


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=32)
def section(name: str, file: str = "contexts.txt") -> frozenset[str]:
    """The words under ``[name]`` in a list."""
    lines = _lines(file)
    begin = lines.index(f"[{name}]") + 1
    return frozenset(
        word for line in takewhile(lambda one: not one.startswith("["), lines[begin:]) for word in line.split()
    )


PREFIXES = section("prefixes")
"""Words inside a surname (tussenvoegsels)."""
OF_LAND = tuple(section("land"))
"""How surnames and places end that look like two words joined: 'Schoonhoven', 'Veldkamp'."""


@lru_cache(maxsize=20_000)
def is_first(word: str) -> bool:
    """A first name that is no ordinary word."""
    return _parts(word, _first)


def _first(part: str) -> bool:
    if part in _list("first_names.txt"):
        return not (mostly_name(part) or mostly_word(part))
    return part in _list("more_first_names.txt") and not (listed(part) or mostly_name(part) or mostly_word(part))


def mostly_name(word: str) -> bool:
    """A first name that is an ordinary word too, but mostly a name."""
    return word in section("mostly names", "also_words.txt")


def mostly_word(word: str) -> bool:
    """A first name that mostly is an ordinary word."""
    if word in section("mostly words", "also_words.txt"):
        return True
    return word in _list("more_first_names.txt") and word not in _list("first_names.txt") and listed(word)


@lru_cache(maxsize=20_000)
def is_surname(word: str) -> bool:
    """A surname of the list, or two joined."""
    return _parts(word, lambda part: part in _list("surnames.txt")) or _looks_frisian(word)


def _looks_frisian(word: str) -> bool:
    endings = ("stra", "sma", "inga", "ema", "enga", "kowski", "kowska", "oglu", "ewicz", "owicz", "owska", "owski")
    return len(word) > 5 and word.endswith(endings) and not is_word(word)


def _parts(word: str, of: Callable[[str], bool]) -> bool:
    pieces = [piece for piece in word.split("-") if piece and piece not in PREFIXES]
    return bool(pieces) and all(map(of, pieces))


@lru_cache(maxsize=20_000)
def no_person(word: str) -> bool:
    """A place, a language, a feast, a body, an illness, a brand, an abbreviation."""
    head, _, rest = word.partition("-")
    heads = (word, word.removesuffix("se"), *((head,) if rest and is_word(rest) else ()))
    return not _list("not_persons.txt").isdisjoint(heads)


def is_place(word: str) -> bool:
    """A place by the dictionary: it knows what comes from there."""
    return _within(word, "dutch_places.txt")


def is_town(word: str) -> bool:
    """A place by our list or by the dictionary."""
    return is_place(word) or (word in _list("not_persons.txt") and has_capital(word))


def has_capital(word: str) -> bool:
    """A name by the dictionary, which writes it with a capital: of a person mostly, sometimes of a thing; perhaps a word too."""
    return _within(word, "dutch_capitals.txt") and not word.endswith(_OF_COUNTRIES)


def only_capital(word: str) -> bool:
    """A name by the dictionary and no word."""
    return has_capital(word) and not listed(word)


def listed(word: str) -> bool:
    """An ordinary word by the dictionary, as it stands there."""
    return word in _list("words.txt") or _within(word, "dutch_words.txt")


@lru_cache(maxsize=4)
def _sorted(name: str) -> bytes:
    return (resources.files(__package__) / "lists" / name).read_bytes()


@lru_cache(maxsize=4)
def _where(name: str) -> dict[bytes, tuple[int, int]]:
    """Where in a sorted file the words with these first two letters stand. A list of its lines would leave holes in the memory."""
    found: dict[bytes, tuple[int, int]] = {}
    lines = BytesIO(_sorted(name))
    at = len(lines.readline())  # an empty one: before each word stands the end of a line
    for line in lines:
        start = line[:2].rstrip()
        begin, _ = found.get(start, (at, at))
        at += len(line)
        found[start] = (begin, at)
    return found


@lru_cache(maxsize=20_000)
def _within(word: str, name: str) -> bool:
    """Whether a sorted file of one word a line holds this one; the file stays one piece of memory."""
    wanted = word.encode()
    begin, end = _where(name).get(wanted[:2], (0, 0))
    return bool(end) and _sorted(name).find(b"\n" + wanted + b"\n", begin - 1, end) >= 0


@lru_cache(maxsize=20_000)
def is_common(word: str) -> bool:
    """A word of the list itself, or one with a usual ending: not two words joined, as surnames often are."""
    return word in _list("words.txt") or _inflected(word, _list("words.txt"))


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """An ordinary Dutch word: of a list, made of two, or with an ending or beginning that people give it."""
    return is_known(word) or (not only_capital(word) and _inflected(word, _list("words.txt")))


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """An ordinary Dutch word as the dictionary spells it, or made of two."""
    if listed(word) or ("-" in word and all(len(part) < _SHORTEST or is_known(part) for part in word.split("-"))):
        return True
    if len(word) > _LONGEST:
        return True
    bare = word.removeprefix("oud-").removeprefix("ex-").removeprefix("mede-")
    return (bare != word and is_known(bare)) or (not only_capital(word) and _compound(word))


@lru_cache(maxsize=20_000)
def is_slip(word: str) -> bool:
    """A common word with one letter wrong, too many or too few, or two changed about."""
    known = _list("words.txt")
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    if any(head + tail[1:] in known or head + tail[1:2] + tail[:1] + tail[2:] in known for head, tail in cuts):
        return True
    return any(
        head + letter + tail in known or head + letter + tail[1:] in known
        for head, tail in cuts
        for letter in ascii_lowercase
    )


def _inflected(word: str, known: frozenset[str]) -> bool:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and any(form in known for form in _forms(stem)):
            return True
    rest = next((word.removeprefix(start) for start in _BEFORE if word.startswith(start)), "")
    if len(rest) <= _SHORTEST:
        return False
    return rest in known or any(rest.removesuffix(e) in known for e in _ENDINGS if len(rest) - len(e) >= _SHORTEST)


def _forms(stem: str) -> tuple[str, ...]:
    """'lop' of lopen is loop, 'gebell' of gebelle is gebel, 'brev' is brief."""
    doubled = stem[:-1] + stem[-2] + stem[-1] if len(stem) > 2 else stem
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    return stem, doubled, hard, stem + "en", stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem


def _compound(word: str) -> bool:
    """Made of two words, or of three: 'klachtenfunctionaris'. What ends as surnames do counts only when the dictionary has it."""
    if word.endswith(OF_LAND):
        return False
    if word[:_SHORTEST] in _list("words.txt") and len(word) > 2 * _PART and listed(word[_SHORTEST:]):
        return True
    cuts = [(word[:cut], word[cut:]) for cut in range(_PART, len(word) - _PART + 1)]
    return any(
        (listed(head) or listed(head.removesuffix("s")))
        and (listed(tail) or (len(tail) >= 2 * _PART and _compound(tail)))
        for head, tail in cuts
    )
