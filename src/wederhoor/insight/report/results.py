"""What came of it: outcomes and judgements, what was hoped for, satisfaction, causes, and what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wederhoor.insight.report.facts import Facts
from wederhoor.insight.report.numbers import FROM_REGISTER, SHARE, Make, flat, share
from wederhoor.insight.report.tables import Column, Row, Table
from wederhoor.insight.report.wording import CAME, UNKNOWN, Wording

PARTS = Column("parts", "Onderdelen van klachten")
OPEN_NOW = "Wat binnenkwam voor het einde van de periode en nog loopt. Bij een verslag over het werk van één rol: alleen wat die rol heeft."
EACH_PART = "Elk onderdeel van een klacht telt met zijn eigen uitkomst."
APART = "Elk onderdeel van een klacht telt apart."
CLOSED_ONLY = "Alleen klachten die in deze periode zijn afgesloten tellen mee."
NO_OUTCOME_YET = "Een klacht die nog loopt, heeft nog geen uitkomst."


def of_parts(column: str, title: str, head: str) -> Make:
    """A section that counts the parts of complaints per value of one column, with their share."""

    def make(facts: Facts, words: Wording) -> tuple[Table, ...]:
        found = flat(facts.parts(column))
        whole = found.total()
        notes = (CLOSED_ONLY, *((NO_OUTCOME_YET, EACH_PART) if column == "outcome" else (APART,)))
        rows = tuple(
            Row(str(code), label, (found[code], share(found[code], whole)))
            for code, label in words.ordered(column, found)
        )
        return (
            Table(
                f"per {column}",
                title,
                head,
                (PARTS, SHARE),
                rows,
                (whole, None),
                notes,
                FROM_REGISTER,
            ),
        )

    return make


def tenor(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """The judgements per theme: not what was taken back, settled, sent on or not taken up."""
    judged = Counter({key: n for key, n in facts.parts("theme", "outcome").items() if words.judges(key[1])})
    outcomes = words.ordered("outcome", {outcome for _, outcome in judged})
    themes = [
        one
        for one in words.ordered("theme", {theme for theme, _ in judged})
        if any(judged[one[0], o] for o, _ in outcomes)
    ]
    columns = tuple(Column(str(code), label) for code, label in outcomes)
    rows = tuple(Row(theme, label, tuple(judged[theme, outcome] for outcome, _ in outcomes)) for theme, label in themes)
    totals = tuple(sum(judged[theme, outcome] for theme, _ in themes) for outcome, _ in outcomes)
    notes = (CLOSED_ONLY, NO_OUTCOME_YET, EACH_PART)
    return (Table("tenor", "Oordelen per thema", "Thema", columns, rows, totals, notes, FROM_REGISTER),)


def nature_per_route(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """What complaints were about, by the way along which they went: who helped, mediated or judged."""
    found = facts.parts("theme", "route")
    routes = words.ordered("route", {route for _, route in found})
    themes = words.ordered("theme", {theme for theme, _ in found})
    columns = tuple(Column(str(code), label) for code, label in themes)
    rows = tuple(Row(route, label, tuple(found[theme, route] for theme, _ in themes)) for route, label in routes)
    totals = tuple(sum(found[theme, route] for route, _ in routes) for theme, _ in themes)
    return (
        Table("nature per route", "Thema’s per weg", "Weg", columns, rows, totals, (CLOSED_ONLY, APART), FROM_REGISTER),
    )


def hopes(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """What was hoped for and whether it came."""
    found = facts.parts("hope", "came_of_it")
    columns = tuple(Column(code, label) for code, label in CAME.items())
    columns = (*columns, Column("unknown", UNKNOWN))
    named = words.ordered("hope", {hope for hope, _ in found})
    rows = tuple(Row(hope, label, tuple(found[hope, came] for came in (*CAME, ""))) for hope, label in named)
    totals = tuple(sum(found[hope, came] for hope, _ in named) for came in (*CAME, ""))
    return (Table("hopes", "Kwam wat de klager hoopte?", "Hoop", columns, rows, totals, (), FROM_REGISTER),)


def satisfaction(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """The answers to each question of the regulation, and how many reached the target."""
    asked = words.regulation.satisfaction
    found: list[Table] = []
    for question, says in asked.questions.items() if asked else ():
        if question in ("treatment", "result"):
            found.append(_answers(question, says, flat(facts.complaints(question)), words))
    return tuple(found)


def _answers(question: str, says: str, counts: Counter[str], words: Wording) -> Table:
    scale = [(code, label) for code, label in words.ordered(question, counts) if code]
    given = sum(counts[code] for code, _ in scale)
    rows = tuple(Row(code, label, (counts[code], share(counts[code], given))) for code, label in scale)
    rows = (*rows, Row("", "Niet gevraagd of niet beantwoord", (counts[""], None)))
    columns = (Column("closed", "Afgesloten klachten"), SHARE)
    return Table(
        question, says, "Antwoord", columns, rows, (counts.total(), None), _target(counts, scale, words), FROM_REGISTER
    )


def _target(counts: Counter[str], scale: list[tuple[str, str]], words: Wording) -> tuple[str, ...]:
    asked = words.regulation.satisfaction
    steps = [code for code, _ in scale]
    if asked is None or asked.target not in steps:
        return ("Het percentage is van wie antwoord gaf.",)
    enough = sum(counts[code] for code in steps[steps.index(asked.target) :])
    reached = share(enough, sum(counts[code] for code in steps))
    said = "nog niemand gaf antwoord" if reached is None else f"{reached}% van wie antwoord gaf"
    return (f"Doel: {asked.target} of beter. Gehaald: {said}.",)


def coming_back(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Themes with complaints in this period and in the one before."""
    now, before = flat(facts.parts("theme")), flat(facts.parts_before("theme"))
    named = [one for one in words.ordered("theme", now) if one[0] and now[one[0]] and before[one[0]]]
    columns = (Column("before", "Vorige periode"), Column("now", "Deze periode"))
    rows = tuple(Row(code, label, (before[code], now[code])) for code, label in named)
    note = (
        "Thema’s met afgesloten klachten in deze periode en in de periode daarvoor. Elk onderdeel van een klacht telt."
    )
    return (Table("coming back", "Thema’s die terugkomen", "Thema", columns, rows, (), (note,), FROM_REGISTER),)


def standing(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Where the complaints that are not settled stand: per phase of the regulation."""
    phases = words.regulation.phases
    rows = [Row(code, phases[code].label, (n,)) for code in phases if (n := facts.standing[code])]
    if others := facts.standing.total() - sum(facts.standing[code] for code in phases):
        rows.append(Row("other text", "Onder een andere regeling", (others,)))
    columns = (Column("open", "Lopende klachten"),)
    return (
        Table(
            "standing",
            "Waar lopende klachten nu zijn",
            "Fase",
            columns,
            tuple(rows),
            (facts.standing.total(),),
            (OPEN_NOW,),
            "Lijst van klachten",
        ),
    )


def contacts(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """Contacts that made no dossier: by whom, and about what."""
    roles = words.regulation.roles
    by_role: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for (role, topic, became), count in facts.contacts.items():
        by_role[role] += count
        topics[topic] += count
        followed[role] += count if became else 0
    columns = (Column("contacts", "Contacten"), Column("followed", "Waarvan een klacht werd"))
    rows = tuple(
        Row(role, roles[role].label if role in roles else role, (count, followed[role]))
        for role, count in sorted(by_role.items())
    )
    source = "Contacten zonder dossier"
    per_role = Table(
        "contacts", "Wie met mensen sprak", "Door", columns, rows, (by_role.total(), followed.total()), (), source
    )
    named = [one for one in words.ordered("theme", topics) if topics[one[0]]]
    about = tuple(Row(code, label, (topics[code],)) for code, label in named)
    per_topic = Table("contacts per topic", "Waarover", "Thema", columns[:1], about, (topics.total(),), (), source)
    return (per_role, per_topic)


def compliments(facts: Facts, words: Wording) -> tuple[Table, ...]:
    """What people thought good, per theme: counted apart from complaints."""
    found = facts.compliments
    rows = tuple(Row(code, label, (found[code],)) for code, label in words.ordered("theme", found) if found[code])
    columns = (Column("received", "Binnengekomen"),)
    return (
        Table("compliments", "Complimenten per thema", "Thema", columns, rows, (found.total(),), (), FROM_REGISTER),
    )


def both(*made: Callable[[Facts, Wording], tuple[Table, ...]]) -> Make:
    """The tables of several sections, one after the other."""

    def make(facts: Facts, words: Wording) -> tuple[Table, ...]:
        return tuple(table for one in made for table in one(facts, words))

    return make
