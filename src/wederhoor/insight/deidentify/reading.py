"""Reading a text for names: what stands beside a word, and how far a name goes on to both sides of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from wederhoor.insight.deidentify.finding import Finding, Kind
from wederhoor.insight.deidentify.rules import rule
from wederhoor.insight.deidentify.tokens import Token, between
from wederhoor.insight.deidentify.vocabulary import (
    PREFIXES,
    has_capital,
    is_common,
    is_first,
    is_surname,
    is_town,
    is_word,
    mostly_name,
    mostly_word,
    no_person,
    section,
)

TITLES = section("titles")
ROLES = tuple(section("roles"))
INITIALS = rule(r"(?<![\w.\-])(?:(?:[A-ZÀ-Þ]|Th|Ch|Ph|Joh|Chr|IJ|Ij)\.[ ]?){1,5}(?:-[A-Z]\. ?)?")
_SMALL_INITIALS = rule(r"(?<![\w.])(?:[a-z]\. ?){1,4}")
_LONE_LETTER = rule(r"(?:^|[\s(])([abcdefghijlmopqrsvwyz] )$")
_OF = frozenset(("van", "vd", "de", "den", "der", "ten", "ter", "el"))
_WHERE = frozenset(("uit", "in", "bij", "op", "aan", "onder", "over"))
_BARE_INITIALS = rule(r"(?<![\w.'’\-])((?![UI] )[A-Z]{1,2}) $")
_LETTER_BEHIND = rule(
    r"(?: (?:van|de|der|den|v|d|vd|el|al)\.?){0,3} (?:[A-Z]\.?(?![\w'’])|[a-z]\.(?=\s|$)|(?<=de )[a-z]\.(?!\w)|(?<=v\. )[a-z]\.(?!\w))"
)
LONGEST = 7
_ENDS_NAME = frozenset(
    ("en", "hier", "uit", "geboren", "geb", "bsn", "tel", "mail", "adres", "wil", "is", "heeft", "zegt", "zei", "belde")
)
_FEW = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A text being read: its words, and whether capitals say anything."""

    text: str
    words: list[Token]
    shouting: bool

    def gap(self, place: int) -> str:
        """What stands between this word and the next; a full stop where there is none."""
        if place < 0 or place + 1 >= len(self.words):
            return "."
        return between(self.text, self.words[place], self.words[place + 1])

    def before(self, place: int) -> str:
        """The word before in small letters, when it stands beside; else ''."""
        return self.words[place - 1].plain if place and self.gap(place - 1).strip(" ") in ("", ".") else ""

    def after(self, place: int) -> str:
        """The word behind in small letters, when it stands beside; else ''."""
        return self.words[place + 1].plain if self.gap(place).strip(" ") == "" else ""


def could_be(word: Token) -> bool:
    """Whether these letters can be a name where the context says there is one."""
    if no_person(word.plain) and not is_first(word.plain):
        return False
    if word.text[0].isupper():
        ordinary = is_word(word.plain) if word.begins else is_common(word.plain)
        return not ordinary or is_surname(word.plain) or some_first(word.plain)
    return not is_word(word.plain) or is_first(word.plain) or mostly_name(word.plain)


def some_first(word: str) -> bool:
    return is_first(word) or mostly_name(word) or mostly_word(word)


def span_of(reading: Reading, place: int, reason: str, sure: float) -> Finding:
    """The whole name of which this word is a part: initials and names around it."""
    first, last = place, last_of(reading, place)
    while first and place - first < LONGEST and reading.gap(first - 1) == " " and _joins_left(reading, first - 1):
        first -= 1
    start = reading.words[first].start
    for pattern in (INITIALS, _SMALL_INITIALS):
        for initials in pattern.finditer(reading.text, max(0, start - 24), start):
            if initials.end() == start and (pattern is INITIALS or reading.words[first].text.islower()):
                start = initials.start()
    if reading.words[first].text.islower() and (lone := _LONE_LETTER.search(reading.text, max(0, start - 4), start)):
        start = lone.start(1)
    if bare := _BARE_INITIALS.search(reading.text, max(0, start - 4), start):
        start = bare.start() if not no_person(bare[1].casefold()) else start
    return Finding(start, reading.words[last].end + _initial_behind(reading, last), Kind.NAME, reason, sure)


def _joins_left(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    if word.capital and word.plain in PREFIXES and not word.begins:
        return True
    ordinary = is_word(word.plain) and not (some_first(word.plain) or has_capital(word.plain) or is_inner(word.text))
    if word.begins and (ordinary or is_common(word.plain)):
        return False
    return (
        word.capital
        and not no_person(word.plain)
        and (some_first(word.plain) or not is_common(word.plain))
        and word.plain not in TITLES | PREFIXES
    )


def is_inner(text: str) -> bool:
    """Whether a capital stands inside: 'Mei-Ling'."""
    return "-" in text and any(part[:1].isupper() for part in text.split("-")[1:])


def _initial_behind(reading: Reading, last: int) -> int:
    """'Jeroen K.': the letter and its full stop belong to the name."""
    found = _LETTER_BEHIND.match(reading.text, reading.words[last].end)
    return len(found[0]) if found and found[0].rstrip(".")[-1] not in "UI" else 0


def last_of(reading: Reading, place: int) -> int:
    """How far the name goes on to the right: prefixes and surnames, capitals behind capitals."""
    last = place
    while (
        last + 1 < len(reading.words)
        and reading.gap(last).strip(" ") in ("", ".", "-", "–")
        and last - place < LONGEST
        and "\n" not in reading.gap(last)
    ):
        ahead = last + 1
        while (
            ahead + 1 < len(reading.words)
            and reading.words[ahead].plain in PREFIXES
            and reading.gap(ahead).strip(" .'’/") == ""
            and ahead - last < 4
        ):
            ahead += 1
        word = reading.words[ahead]
        if reading.gap(last).strip() in ("-", "–") and not (
            word.capital and (is_surname(word.plain) or ahead > last + 1)
        ):
            break
        if reading.gap(last).strip() == "." and len(reading.words[last].text) > 2:
            break
        if not _goes_on(reading, place, last, ahead, word):
            break
        last = ahead
    return last


def _goes_on(reading: Reading, place: int, last: int, ahead: int, word: Token) -> bool:
    surname, beside = is_surname(word.plain), ahead == last + 1
    if (
        not beside
        and reading.words[ahead - 1].plain in _WHERE
        and reading.words[last + 1].plain in _WHERE
        and is_town(word.plain)
    ):
        return False
    called = some_first(reading.words[last].plain)
    town = is_town(word.plain) and (
        not beside or (word.capital and reading.words[last].capital and is_first(reading.words[last].plain))
    )
    family = called and ((surname and beside) or (not beside and surname) or town)
    if no_person(word.plain) and not family:
        return False
    closes = reading.gap(ahead).strip(" ")[:1] in (",", ".", "\n", "") and word.capital and not word.begins
    if word.plain in TITLES and closes and beside and is_first(reading.words[last].plain):
        return True
    ended = word.begins and reading.gap(ahead - 1).strip() and reading.words[ahead - 1].plain not in PREFIXES
    if word.plain in PREFIXES | TITLES or ended:
        return False
    loud = reading.shouting or (len(word.text) > 1 and word.text.isupper() and reading.words[place].text.isupper())
    capitals = reading.words[place].text[0].isupper() and not loud
    if word.capital and not reading.shouting:
        return capitals or not beside
    if capitals and beside:
        return False
    if capitals and is_word(word.plain):
        return False
    strange = is_first(reading.words[last].plain) and len(word.plain) > _FEW and not is_word(word.plain)
    if loud and not beside and called and reading.words[last + 1].plain in _OF and not is_common(word.plain):
        return True
    if surname and beside and is_first(reading.words[last].plain) and _can_end(reading, place, ahead):
        return True
    return (surname and not (beside and some_first(word.plain)) and (not is_word(word.plain) or not beside)) or strange


def _can_end(reading: Reading, place: int, ahead: int) -> bool:
    """Whether a surname that is a word too ends the name: 'rob timmer', 'GREETJE SNOEK'; not 'jan wil' or 'anna groot'."""
    word = reading.words[ahead]
    alike = word.text.islower() == reading.words[place].text.islower() and (word.text.islower() or word.text.isupper())
    doing = section("verbs") | section("saying") | section("qualities") | PREFIXES
    return alike and (_closes(reading, ahead) or (word.plain not in doing and not word.plain.endswith(ROLES)))


def _closes(reading: Reading, place: int) -> bool:
    """Whether a name can end at this small word: nothing behind it, a number, or what a person does."""
    behind = reading.text[reading.words[place].end :].lstrip(" ")[:1]
    ahead = reading.words[place + 1].plain if place + 1 < len(reading.words) else ""
    ends = behind in ("", "\n", ",", "(", ":", "<") or behind.isdigit() or ahead in _ENDS_NAME | section("verbs")
    return ends and reading.words[place].plain not in section("qualities")


def is_initial(reading: Reading, place: int) -> bool:
    """A letter with a full stop, and a name or a prefix behind it."""
    word, ahead = reading.words[place], reading.words[min(place + 1, len(reading.words) - 1)]
    dotted = len(word.text) <= 2 and word.text[0].isupper() and reading.text[word.end : word.end + 1] == "."
    return dotted and (ahead.text[0].isupper() or ahead.plain in PREFIXES)


def skipped(reading: Reading, starts: dict[int, int], at: int) -> int | None:
    """The word that begins here, past titles, initials and prefixes."""
    place = starts.get(at)
    most = min(len(reading.words), LONGEST + (place or 0))
    while place is not None and place + 1 < most:
        word = reading.words[place]
        if (
            not (word.plain in TITLES | PREFIXES or is_initial(reading, place))
            or reading.gap(place).strip(" .'’/")
            or "\n" in reading.gap(place)
        ):
            break
        place += 1
    return place
