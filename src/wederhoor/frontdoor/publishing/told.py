"""What the full text tells of a rule besides its name: from when a term counts, how it moves, who takes part, what a meeting is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wederhoor.frontdoor.publishing.chapters import Line, small
from wederhoor.frontdoor.publishing.plain import counted, place_words
from wederhoor.frontdoor.publishing.promises import NONE, named, starts, term_in_words, term_words_of
from wederhoor.frontdoor.publishing.ways import about
from wederhoor.frontdoor.sentences import dutch, say, together
from wederhoor.procedure.compiled import Procedure, procedure_of
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.model import CaseTerm, Duty, ExtendRule, Regulation, Role, TermCase
from wederhoor.procedure.surroundings import PERIODS, Affiliation

REGULAR = "regular term"
YES_OR_NO = {"yes": "ja", "no": "nee"}
"""Answers that say nothing without their question."""


def term_of(duty: Duty, address: str) -> str:
    """'binnen 5 werkdagen'; or that the text names no day, or that it is chosen per complaint."""
    chosen = isinstance(duty.within, CaseTerm)
    return term_in_words(duty) or say("full.per_case" if chosen else "full.no_term", address)


def of_duty(text: Regulation, code: str, duty: Duty, address: str) -> Iterator[str]:
    """From when it counts, when the clock waits, how it is extended, what follows when it passed."""
    ready = procedure_of(text)
    yield from only(ready, duty.when, address)
    if isinstance(duty.within, tuple):
        yield from _cases(ready, duty.within, address)
    begins = ready.duties[code].start
    if begins.end_of:
        what = dutch(small(text.duties[begins.end_of].label))
        yield say("full.counts_from", address, start=say("full.end_of", address, what=what))
    yield from counted(starts(text, code), bool(begins.all_of), address)
    if duty.aim_from:
        yield say("full.aim_from", address, start=dutch(_facts(ready, duty.aim_from, " of ")))
    if duty.not_before:
        yield say("full.not_before", address, term=term_words_of(duty.not_before))
    for stretch in duty.stands_still:
        start, until = _facts(ready, (stretch.from_,), ""), _facts(ready, stretch.until, " of ")
        yield say("full.stands_still", address, start=dutch(start), until=dutch(until))
    if duty.recurs:
        yield say("full.recurs", address)
    for rule in duty.extend.values():
        yield from _extension(ready, rule, address)
    yield from _afterwards(ready, duty, address)
    if duty.external:
        yield say("full.external", address)


def _afterwards(ready: Procedure, duty: Duty, address: str) -> Iterator[str]:
    """What holds once the day to aim for is over, and once the last one is: what has words of its own but that it is over."""
    if passed := duty.when_passed:
        for key, facts in (("at_aim", passed.at_aim), ("passed", passed.opens)):
            if named := [fact for fact in facts if fact in ready.regulation.facts]:
                yield say(f"full.{key}", address, what=dutch(_facts(ready, named, "; ")))


def _cases(ready: Procedure, cases: tuple[TermCase, ...], address: str) -> Iterator[str]:
    """Each term with when it is that one."""
    for case in cases:
        if case.within != NONE and (told := together(only(ready, case.when, address))):
            yield say("full.case", address, term=term_words_of(case.within), when=told)


def only(ready: Procedure, when: Condition | None, address: str) -> Iterator[str]:
    """The answers, laws and ways to which a rule is limited."""
    if when is None:
        return
    limits = {**when.is_, **({"law": when.law} if when.law else {}), **({"route": when.route} if when.route else {})}
    for key, found in (("only", limits), ("not_for", when.is_not)):
        if said := "; ".join(_answers(ready, name, codes) for name, codes in found.items()):
            yield say(f"full.{key}", address, what=dutch(said))


def _answers(ready: Procedure, name: str, codes: Iterable[str]) -> str:
    values, found = ready.words.values, tuple(codes)
    said = " of ".join(small(values.get((name, code), YES_OR_NO.get(code, code))) for code in found)
    return f"{small(values.get((name, ''), name).rstrip('?'))}: {said}" if set(found) & set(YES_OR_NO) else said


def _facts(ready: Procedure, facts: Iterable[str], joined: str) -> str:
    return joined.join(small(ready.words.facts.get(fact, fact)) for fact in facts)


def _extension(ready: Procedure, rule: ExtendRule, address: str) -> Iterator[str]:
    if rule.by == REGULAR:
        yield say("full.extend.regular", address)
    elif rule.by:
        yield say("full.extend.by", address, term=term_words_of(rule.by))
    else:
        yield say("full.extend.field", address)
    yield say("full.extend.times", address, times=rule.times) if rule.times else say("full.extend.often", address)
    for key, term in (("at_most", rule.at_most), ("at_least", rule.at_least), ("total", rule.total)):
        if term:
            yield say(f"full.extend.{key}", address, term=term_words_of(term))
    if rule.consent:
        yield say("full.extend.consent", address, what=dutch(_facts(ready, rule.consent, "; ")))


def of_role(text: Regulation, role: Role, address: str) -> Iterator[str]:
    """Who is in it, with how many it decides, who stands in, and what does not go together."""
    if role.members:
        seats = "; ".join(f"{seat_words(text, seat)} ({of})" for seat, of in role.members.items())
        yield say("full.roles.members", address, who=dutch(seats))
    if role.quorum:
        yield say("full.roles.quorum", address, number=role.quorum)
    if role.substitute:
        yield say("full.roles.substitute", address, who=dutch(small(named(text, role.substitute))))
    if role.incompatible_with:
        others = ", ".join(small(named(text, other)) for other in role.incompatible_with)
        yield say("full.roles.apart", address, who=dutch(others))


def seat_words(text: Regulation, seat: str) -> str:
    """The name of a seat, where a list of the regulation has it."""
    return next((small(options[seat].label) for options in text.lists.values() if seat in options), seat)


def consents(text: Regulation, address: str) -> Iterator[Line]:
    """For what somebody must agree first."""
    for consent in text.consents.values():
        notes = [say("full.consents.per_person", address)] if consent.per_person else []
        yield Line(consent.label, notes=(*notes, place_words(consent.source, address)), dutch=True)


def meetings(text: Regulation, address: str) -> Iterator[Line]:
    """Who comes, together or apart, and whether it is public."""
    for meeting in text.meetings.values():
        invited = ", ".join(small(named(text, role)) for role in meeting.invited)
        said = [
            {True: "apart", False: "together", None: ""}[meeting.apart], {True: "public", False: "closed", None: ""}[meeting.public],
            "minutes" if meeting.minutes else "",
        ]  # fmt: skip
        notes = [say(f"full.meetings.{key}", address) for key in said if key]
        if meeting.every:
            notes.insert(0, say("full.every", address, period=_period(meeting.every)))
        yield Line(
            say("full.meetings.invited", address, who=dutch(invited)), meeting.label,
            (*notes, place_words(meeting.source, address)), dutch=True, ours=True,
        )  # fmt: skip


def _period(every: str) -> str:
    return term_words_of(PERIODS.get(every, every))


def inspection(text: Regulation, address: str) -> Iterator[Line]:
    """Who may read the papers, and what is left out."""
    for rule in text.inspection.values():
        left_out = (
            [say("plain.sees.withheld", address, what=dutch(small(", ".join(rule.withheld))))] if rule.withheld else []
        )
        who = ", ".join(small(named(text, role)) for role in rule.who)
        notes = [say("full.for", address, who=dutch(who))] if who else []
        yield Line(rule.says, notes=(*notes, *left_out, place_words(rule.source, address)), dutch=True)


def bodies(text: Regulation, address: str) -> Iterator[Line]:
    """Bodies outside: what they are for, what they ask, and from when until when we belong to them."""
    for code, body in text.external_bodies.items():
        joined = [one for one in text.affiliations.values() if one.body == code]
        notes = [words for one in joined for words in _joined(one, address)]
        first, *rest = about(text, body, address)
        yield Line(first, body.label, (*rest, *notes, place_words(body.source, address)), dutch=True, ours=True)


def _joined(one: Affiliation, address: str) -> Iterator[str]:
    if one.valid_from:
        yield say("full.bodies.since", address, day=f"{one.valid_from:%d-%m-%Y}")
    if one.valid_until:
        yield say("full.bodies.until", address, day=f"{one.valid_until:%d-%m-%Y}")


def reports(text: Regulation, code: str, address: str) -> Iterator[str]:
    """How often, before which day, for whom inside and outside."""
    report = text.reports[code]
    if report.every != "not stated":
        yield say("full.every", address, period=_period(report.every))
    if report.before:
        yield say("full.reports.before", address, day=term_words_of(f"before {report.before}"))
    if readers := ", ".join(small(named(text, role)) for role in report.for_):
        yield say("full.for", address, who=dutch(readers))
    if report.public:
        yield say("full.reports.public", address)
    if report.sent_to:
        yield say("full.reports.sent_to", address, who=dutch("; ".join(report.sent_to)))


def governance(text: Regulation, address: str) -> Iterator[Line]:
    """Who adopts, who must consent, who is heard and told, and how often it comes back."""
    for rule in text.governance.values():
        told = (("consent", rule.consent_of), ("heard", rule.heard), ("told", rule.told))
        notes = [
            say(f"full.governance.{key}", address, who=dutch(", ".join(small(named(text, role)) for role in roles)))
            for key, roles in told if roles
        ]  # fmt: skip
        if rule.every:
            notes.append(say("full.every", address, period=_period(rule.every)))
        by = say("full.by", address, who=dutch(small(named(text, rule.by))))
        yield Line(rule.label, notes=(by, *notes, place_words(rule.source, address)), dutch=True)


def letters(text: Regulation, address: str) -> Iterator[Line]:
    """To whom each letter goes."""
    for letter in text.letters.values():
        to = ", ".join(small(named(text, role)) for role in letter.to)
        yield Line(
            letter.label,
            notes=(say("full.for", address, who=dutch(to)), place_words(letter.source, address)),
            dutch=True,
        )


def acts(text: Regulation, address: str) -> Iterator[Line]:
    """What the text lets somebody do: who, and what must be there first."""
    ready = procedure_of(text)
    for act in text.acts.values():
        if not act.internal and any(place.strip() in text.paragraphs for place in act.source.split(";")):
            by = ", ".join(small(named(text, role)) for role in act.by)
            notes = (*_first(ready, act.when, address), place_words(act.source, address))
            yield Line(say("full.by", address, who=dutch(by)), act.label, notes, dutch=True, ours=True)


def _first(ready: Procedure, when: Condition | None, address: str) -> Iterator[str]:
    """The facts and the consent without which it cannot be done, and what it may not come after."""
    if when is None:
        return
    yield from only(ready, when, address)
    needed = [_facts(ready, when.after, "; "), _facts(ready, when.after_any, " of ")]
    if what := "; ".join(filter(None, needed)):
        yield say("full.acts.first", address, what=dutch(what))
    if when.consent:
        steps = "; ".join(small(ready.words.consents.get(step, step)) for step in when.consent)
        yield say("full.acts.consent", address, what=dutch(steps))
    if when.not_after:
        yield say("full.acts.not_after", address, what=dutch(_facts(ready, when.not_after, " of ")))


def grounds(text: Regulation, address: str) -> Iterator[Line]:
    """Why a complaint is not taken up, and who decides that."""
    for ground in text.admissibility.values():
        by = say("full.decides", address, who=dutch(", ".join(small(named(text, role)) for role in ground.decided_by)))
        provisional = [say("full.grounds.provisional", address)] if ground.provisional else []
        yield Line(ground.label, notes=(by, *provisional, place_words(ground.source, address)), dutch=True)


def outcomes(text: Regulation, address: str) -> Iterator[Line]:
    """What can come of it, and who says so."""
    for outcome in text.outcomes.values():
        by = say("full.decides", address, who=dutch(", ".join(small(named(text, role)) for role in outcome.by)))
        yield Line(outcome.label, notes=(by, place_words(outcome.source, address)), dutch=True)


def capacities(text: Regulation, address: str) -> Iterator[Line]:
    """In which quality somebody may complain, what is asked of them, and for whom that is."""
    ready = procedure_of(text)
    for capacity in text.capacities.values():
        asks = [say("plain.who.asks", address, what=dutch(", ".join(capacity.asks)))] if capacity.asks else []
        notes = (*only(ready, capacity.when, address), *asks, place_words(capacity.source, address))
        yield Line(capacity.label, notes=notes, dutch=True)
