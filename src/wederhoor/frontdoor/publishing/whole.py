"""The full regulation, paragraph by paragraph, each with the terms that rest on it; then who, when, what the law adds, and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from wederhoor.frontdoor.publishing import told
from wederhoor.frontdoor.publishing.chapters import Chapter, Line, anchor, sentence, small, written
from wederhoor.frontdoor.publishing.guidance import used_in
from wederhoor.frontdoor.publishing.plain import kept_words, place_words
from wederhoor.frontdoor.publishing.promises import named, owing, term_in_words
from wederhoor.frontdoor.sentences import dutch, say
from wederhoor.procedure.data import section_labels
from wederhoor.procedure.model import Duty, Regulation

BY_LAW = "Wet:"
NUMBER = re.compile(r"(\d+)(?:[. ].*)?$")


def chapters(text: Regulation, address: str) -> list[Chapter]:
    """Every paragraph under its heading, then the lists that belong to the whole."""
    return written((
        *_paragraphs(text, address),
        _chapter("roles", "users", address, _roles(text, address)),
        _chapter("capacities", "users", address, told.capacities(text, address)),
        _chapter("acts", "list-check", address, told.acts(text, address)),
        _chapter("terms", "calendar", address, _duties(text, address, by_law=False)),
        _chapter("law", "gavel", address, _duties(text, address, by_law=True)),
        _chapter("grounds", "ban", address, told.grounds(text, address)),
        _chapter("outcomes", "scale", address, told.outcomes(text, address)),
        _chapter("consents", "hand-stop", address, told.consents(text, address)),
        _chapter("meetings", "users", address, told.meetings(text, address)),
        _chapter("inspection", "eye-off", address, told.inspection(text, address)),
        _chapter("bodies", "building", address, told.bodies(text, address)),
        _chapter("letters", "mail", address, told.letters(text, address)),
        _chapter("reports", "chart-bar", address, _reports(text, address)),
        _chapter("kept", "lock", address, _kept(text, address)),
        _chapter("governance", "building", address, told.governance(text, address)),
        _chapter("doubts", "help-circle", address, _doubts(text, address)),
    ))  # fmt: skip


def _chapter(key: str, icon: str, address: str, lines: Iterator[Line]) -> Chapter:
    found = tuple(lines)
    intro = say(f"full.{key}.intro", address) if found and key in ("law", "doubts") else ""
    return Chapter(key, say(f"full.{key}.title", address), found, intro, icon)


def _heading(place: str) -> str:
    """'Indienen' of 'Indienen 3', '4' of '4.3 a'."""
    number = NUMBER.match(place)
    return number[1] if number else re.sub(r"\s+[\d.]+$", "", place)


def _paragraphs(text: Regulation, address: str) -> Iterator[Chapter]:
    seen: set[str] = set()
    for heading, places in groupby(text.paragraphs, key=_heading):
        lines = tuple(_paragraph(text, place, address, seen) for place in places)
        title = (
            say("full.part", address, number=heading) if heading.isdigit() else dutch(heading[:1].upper() + heading[1:])
        )
        yield Chapter(anchor(heading), title, lines, icon="file-text")


def _paragraph(text: Regulation, place: str, address: str, explained: set[str]) -> Line:
    """What it says, in our own words, every rule with a term that names this place as its source, and words used here first."""
    new = [word for word in used_in(text, text.paragraphs[place].says) if word.term not in explained]
    explained.update(word.term for word in new)
    resting = [(c, d) for c, d in text.duties.items() if place in places_of(d.source) and term_in_words(d)]
    return Line(
        text.paragraphs[place].says, place,
        (*(_duty_words(text, c, d, address) for c, d in resting), *(dutch(f"{sentence(w.term).rstrip('.')}: {small(w.meaning)}") for w in new)),
        anchor=anchor(place), dutch=True,
    )  # fmt: skip


def places_of(source: str) -> list[str]:
    """'4.1; 4.2' names two places."""
    return [place.strip() for place in source.split(";")]


def _duty_words(text: Regulation, code: str, duty: Duty, address: str) -> str:
    term = told.term_of(duty, address)
    return say("full.duty", address, what=dutch(duty.label), term=term, who=dutch(small(owing(text, code))))


def _roles(text: Regulation, address: str) -> Iterator[Line]:
    for role in text.roles.values():
        yield Line(
            place_words(role.source, address),
            role.label,
            tuple(told.of_role(text, role, address)),
            dutch=True,
            ours=True,
        )


def _duties(text: Regulation, address: str, *, by_law: bool) -> Iterator[Line]:
    for code, duty in text.duties.items():
        if duty.source.startswith(BY_LAW) == by_law:
            owed = ", ".join(small(named(text, role)) for role in duty.owed_to)
            notes = [say("full.by", address, who=dutch(small(owing(text, code))))]
            notes += [say("full.toward", address, who=dutch(owed))] if owed else []
            notes += [*told.of_duty(text, code, duty, address), place_words(duty.source, address)]
            yield Line(sentence(told.term_of(duty, address)), duty.label, tuple(notes), dutch=True, ours=True)


def _reports(text: Regulation, address: str) -> Iterator[Line]:
    for code, report in text.reports.items():
        notes = tuple(told.reports(text, code, address))
        parts = ", ".join(small(section_labels()[code]) for code in report.contains)
        yield Line(sentence(parts), report.label, notes, dutch=True)


def _kept(text: Regulation, address: str) -> Iterator[Line]:
    held = (say("plain.kept.hold", address),) if text.retention.hold else ()
    yield Line(kept_words(text, address), notes=(*held, place_words(text.retention.source, address)))


def _doubts(text: Regulation, address: str) -> Iterator[Line]:
    for doubt in text.doubts:
        reading = say("full.reading", address, reading=dutch(doubt.reading))
        notes = (reading, place_words(doubt.source, address))
        yield Line(doubt.text, sentence(doubt.about).rstrip("."), notes, dutch=True)
