"""The whole regulation in plain words: who, how, what happens and when, who reads it, what is kept, what it costs, and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.formats import date_format

from wederhoor.frontdoor.publishing.chapters import Chapter, Line, sentence, small, written
from wederhoor.frontdoor.publishing.promises import Promise, named, promises, term_words_of
from wederhoor.frontdoor.publishing.ways import AFTER, about
from wederhoor.frontdoor.sentences import dutch, say, say_if_any, together
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.free import FREE, complaining_is_free, free_by_law
from wederhoor.procedure.model import Regulation

BY_LAW = "Wet:"
OWN = ("eigen keuze", "gewone lezing")
"""Sources that are no place in the text."""
MONEY = ("costs", FREE)
"""What a principle is about that stands under what it costs."""
STAFF_CLOSED = ("complainant", "accused")


def chapters(text: Regulation, address: str, today: date | None = None) -> list[Chapter]:
    """The chapters; with ``today`` each term that starts with the complaint has its last day, if it were made today."""
    found = promises(text, today)
    own = [promise for promise in found if not promise.source.startswith(BY_LAW)]
    law = [promise for promise in found if promise.source.startswith(BY_LAW)]
    return written((
        _chapter("who", "users", address, _who(text, address)),
        _chapter("about", "message", address, _about(text)),
        _chapter("how", "pencil", address, _how(text, address)),
        _chapter("happens", "calendar", address, (_promised(p, address) for p in own if p.term)),
        _chapter("also", "list-check", address, (_owed(p, address) for p in own if not p.term)),
        _chapter("law", "gavel", address, (_promised(p, address) for p in law)),
        _chapter("choose", "list-check", address, _choices(text)),
        _chapter("may", "hand-stop", address, _may(text, address)),
        _chapter("sees", "eye-off", address, _sees(text, address)),
        _chapter("kept", "lock", address, _kept(text, address)),
        _chapter("costs", "info-circle", address, _costs(text, address)),
        _chapter("after", "scale", address, _after(text, address)),
        _chapter("principles", "shield-check", address, _principles(text)),
        _chapter("words", "book", address, _words(text)),
    ))  # fmt: skip


def _chapter(key: str, icon: str, address: str, lines: Iterable[Line]) -> Chapter:
    intro = say_if_any(f"plain.{key}.intro", address)
    found = tuple(lines)
    return Chapter(key, say(f"plain.{key}.title", address), found, intro if found else "", icon)


def _who(text: Regulation, address: str) -> Iterator[Line]:
    for capacity in text.capacities.values():
        asks = say("plain.who.asks", address, what=dutch(", ".join(capacity.asks))) if capacity.asks else ""
        yield Line(capacity.label, notes=(asks,) if asks else (), dutch=True)


def _about(text: Regulation) -> Iterator[Line]:
    for term in text.glossary.values():
        if term.english == "complaint":
            yield Line(term.says, dutch=True)
    if len(text.kinds) > 1:
        yield from (Line(kind.label, dutch=True) for kind in text.kinds.values())


def _how(text: Regulation, address: str) -> Iterator[Line]:
    for channel in text.channels.values():
        note = say("plain.how.written" if channel.written else "plain.how.spoken", address)
        yield Line(channel.label, notes=(note,), dutch=True)


def _promised(promise: Promise, address: str) -> Line:
    words = sentence(promise.term) if promise.term else say("plain.no_term", address)
    notes = [say("plain.by", address, who=dutch(small(promise.who))), *counted(promise.starts, promise.all_of, address)]
    if promise.when:
        notes.append(say("plain.for", address, what=dutch(promise.when)))
    if promise.day:
        notes.append(say("plain.today", address, day=date_format(promise.day, "l j F Y")))
    notes.append(place_words(promise.source, address))
    return Line(words, promise.label, tuple(notes), promise.why, dutch=True, ours=True)


def counted(starts: Sequence[str], all_of: bool, address: str) -> Iterator[str]:
    """From when it counts: of several things each on a line of its own, and which of them it is."""
    several = "all" if all_of else "any"
    for number, start in enumerate(starts):
        yield say(f"plain.{several}_from" if number else "plain.from", address, start=dutch(small(start)))
    if len(starts) > 1:
        yield say(f"plain.{several}_of", address)


def place_words(source: str, address: str) -> str:
    """Where it stands; or that it stands nowhere, because we chose it."""
    return say("plain.own", address) if source in OWN else say("plain.place", address, place=dutch(source))


def _owed(promise: Promise, address: str) -> Line:
    return Line(say("plain.by", address, who=dutch(small(promise.who))), promise.label, dutch=True, ours=True)


def _choices(text: Regulation) -> Iterator[Line]:
    for option in (text.routes or text.steps).values():
        yield Line(option.label, dutch=True)


def _may(text: Regulation, address: str) -> Iterator[Line]:
    """What is the complainant's own to do, for the acts that the sentences know."""
    for name, act in text.acts.items():
        words = say_if_any(f"plain.may.{name.replace(' ', '_')}", address) if "complainant" in act.by else ""
        if words:
            yield Line(words)


def _sees(text: Regulation, address: str) -> Iterator[Line]:
    both = [role for role in text.roles.values() if role.kind not in STAFF_CLOSED and "party" in role.sees]
    if both:
        yield Line(say("plain.sees.staff", address), notes=tuple(dutch(role.label) for role in both))
    if any(role.kind == "accused" and "party" in role.sees for role in text.roles.values()):
        yield Line(say("plain.sees.accused", address))
    for apart in (role for role in text.roles.values() if role.kind == "confidant"):
        yield Line(say("plain.sees.confidant", address, who=dutch(small(apart.label))))
    for principle in text.inspection.values():
        left_out = say("plain.sees.withheld", address, what=dutch(small(", ".join(principle.withheld))))
        yield Line(principle.says, notes=(left_out,) if principle.withheld else (), dutch=True)


def kept_words(text: Regulation, address: str) -> str:
    """How long a dossier stays, and from when that counts."""
    kept = text.retention
    if kept.term == "none":
        return say("plain.kept.no_term", address)
    term = term_words_of(kept.term)
    if kept.from_ == "closed":
        return say("plain.kept.term", address, term=term)
    start = procedure_of(text).words.facts.get(kept.from_, kept.from_)
    return say("plain.kept.term_from", address, term=term, start=dutch(small(start)))


def _kept(text: Regulation, address: str) -> Iterator[Line]:
    kept = text.retention
    yield Line(kept_words(text, address))
    if kept.term != "none":
        yield Line(say("plain.kept.destroyed", address))
    if kept.hold:
        yield Line(say("plain.kept.hold", address))
    if kept.not_in_care_file:
        yield Line(say("plain.kept.apart", address))


def _costs(text: Regulation, address: str) -> Iterator[Line]:
    """What the regulation says of money, with its place; of what it leaves unsaid, what the law makes free."""
    told = [principle for principle in text.principles.values() if principle.about in MONEY]
    for principle in told:
        yield Line(principle.says, notes=(place_words(principle.source, address),), dutch=True)
    if not told:
        yield Line(say("plain.costs.silent", address))
    for help_ in () if complaining_is_free(text) else free_by_law(text):
        laws = together((dutch(text.laws[law].label) for law in help_.laws), ", ")
        notes = (say("plain.for", address, what=laws), place_words(help_.source, address))
        yield Line(say("plain.costs.help", address, who=dutch(small(named(text, help_.role)))), notes=notes)


def _after(text: Regulation, address: str) -> Iterator[Line]:
    for body in text.external_bodies.values():
        if body.kind in AFTER:
            first, *rest = about(text, body, address)
            yield Line(first, body.label, tuple(rest), dutch=True, ours=True)


def _principles(text: Regulation) -> Iterator[Line]:
    for principle in text.principles.values():
        if principle.about not in MONEY:
            yield Line(principle.says, principle.label, dutch=True)


def _words(text: Regulation) -> Iterator[Line]:
    for word, term in text.glossary.items():
        yield Line(term.says, word, dutch=True)
