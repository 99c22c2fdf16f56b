"""Conditions compiled to functions: each clause answers None (holds) or why it does not, in one Dutch sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.questions import is_question
from wederhoor.procedure.terms import local_date

if TYPE_CHECKING:
    from wederhoor.procedure.dossier import State

IN_FULL: dict[tuple[str, tuple[str, ...]], str] = {
    ("written", ("yes",)): "een klacht die op schrift is",
    ("written", ("no",)): "een klacht die niet op schrift is",
}
"""What follows from the channel has no answers with words of their own."""
Clause = Callable[["State", str, datetime], str | None]
"""(state, part, now) -> None when it holds, else the sentence that says why not."""


@dataclass(frozen=True, slots=True)
class Words:
    """The Dutch names of everything a condition can mention."""

    facts: Mapping[str, str]
    duties: Mapping[str, str]
    values: Mapping[tuple[str, str], str]
    consents: Mapping[str, str]
    asking: Mapping[str, str] = field(default_factory=dict)
    not_yet: Mapping[str, str] = field(default_factory=dict)


def _quoted(names: Iterable[str], labels: Mapping[str, str]) -> str:
    return " of ".join(f"‘{labels.get(n, n)}’" for n in names)


def lacked(facts: Iterable[str], words: Words) -> str:
    """What is not there yet, in the sentences of the regulation where it has them: 'de aangeklaagde is nog niet gehoord'."""
    missing = list(facts)
    said = [words.not_yet[fact] for fact in missing if fact in words.not_yet]
    others = [words.facts.get(fact, fact) for fact in missing if fact not in words.not_yet]
    return "; ".join([*said, *([f"eerst nodig: {'; '.join(others)}"] if others else [])])


def _after(facts: tuple[str, ...], words: Words) -> Clause:
    """All these facts; the answer names every one that is missing, and no other."""

    def holds(state: State, part: str, now: datetime) -> str | None:
        return lacked((fact for fact in facts if not state.has(fact, part, now)), words) or None

    return holds


def _after_any(facts: tuple[str, ...], words: Words) -> Clause:
    no = lacked(facts, words) if len(facts) == 1 else f"eerst nodig: {_quoted(facts, words.facts)}"
    return lambda state, part, now: None if any(state.has(f, part, now) for f in facts) else no


def _not_after(fact: str, words: Words) -> Clause:
    no = f"kan niet meer: {words.facts.get(fact, fact)}"
    return lambda state, part, now: no if state.has(fact, part, now) else None


def _about(name: str, codes: tuple[str, ...], words: Words) -> str:
    """What was answered: 'wet ‘Wlz’', and where the file asks it as a question 'het antwoord ‘Wlz’ op ‘Welke wet?’'."""
    label, said = words.values.get((name, ""), name), _answers(name, codes, words)
    return IN_FULL.get((name, codes)) or (
        f"het antwoord {said} op ‘{label}’" if is_question(label) else f"{label} {said}"
    )


def _answers(name: str, codes: Iterable[str], words: Words) -> str:
    return _quoted(codes, {code: words.values.get((name, code), code) for code in codes})


def _is(name: str, wanted: tuple[str, ...], words: Words) -> Clause:
    no = f"alleen bij {_about(name, wanted, words)}"
    return lambda state, part, now: None if state.matches(name, wanted, part) else no


def _is_not(name: str, unwanted: tuple[str, ...], words: Words) -> Clause:
    no = f"niet bij {_about(name, unwanted, words)}"
    return lambda state, part, now: no if state.matches(name, unwanted, part) else None


_ANSWERED = {"refused": " (geweigerd)", "withdrawn": " (ingetrokken)", "missing": " (nog niet van iedereen)"}


def lacking(consents: Mapping[str, str], step: str, words: Words, person: str = "") -> str | None:
    """Why the consent for a step (with this person, where it counts per person) is not there and how to get it; None when it is."""
    mine = f"{step}@{person}" if person else step
    answers = {key: a for key, a in consents.items() if key == mine or (not person and key.startswith(f"{step}@"))}
    if "given" in answers.values():
        return None
    answered = _ANSWERED.get(next(iter(answers.values()), ""), "")
    how = f"; vraag haar en leg het antwoord vast met ‘{words.asking[step]}’" if step in words.asking else ""
    return f"toestemming ontbreekt voor ‘{words.consents.get(step, step)}’{answered}{how}"


def _consent(step: str, words: Words) -> Clause:
    return lambda state, part, now: lacking(state.consents, step, words)


def _in_term(duty: str, words: Words) -> Clause:
    label = words.duties.get(duty, duty)

    def holds(state: State, part: str, now: datetime) -> str | None:
        status = state.duty(duty, part, now)
        if status.status == "open":
            return None
        when = f" (liep tot en met {status.due})" if status.due else ""
        return f"de termijn van ‘{label}’ loopt niet meer of nog niet{when}"

    return holds


def _passed(duty: str, words: Words) -> Clause:
    no = f"de termijn van ‘{words.duties.get(duty, duty)}’ is nog niet voorbij"
    return lambda state, part, now: None if state.duty(duty, part, now).passed else no


def _aim_passed(duty: str, words: Words) -> Clause:
    no = f"de strengste datum van ‘{words.duties.get(duty, duty)}’ is nog niet voorbij"
    return lambda state, part, now: None if state.duty(duty, part, now).aim_passed(now) else no


def _window_open(duty: str, words: Words) -> Clause:
    label = words.duties.get(duty, duty)

    def holds(state: State, part: str, now: datetime) -> str | None:
        opens = state.duty(duty, part, now).not_before
        if opens is None:
            return f"het venster van ‘{label}’ is nog niet bekend"
        return None if local_date(now) >= opens else f"kan pas vanaf {opens:%d-%m-%Y} (‘{label}’)"

    return holds


def _any(branches: tuple[Clause, ...]) -> Clause:
    def holds(state: State, part: str, now: datetime) -> str | None:
        reasons = [reason for branch in branches if (reason := branch(state, part, now))]
        return None if len(reasons) < len(branches) else "; of ".join(dict.fromkeys(reasons))

    return holds


def _none(branch: Clause, condition: Condition, words: Words) -> Clause:
    no = f"kan niet als dit geldt: {describe(condition, words)}"
    return lambda state, part, now: no if branch(state, part, now) is None else None


def _clauses(c: Condition, words: Words) -> list[Clause]:
    wanted = {**({"route": c.route} if c.route else {}), **({"law": c.law} if c.law else {}), **c.is_}
    found = [_is(name, values, words) for name, values in wanted.items()]
    found += [_is_not(name, values, words) for name, values in c.is_not.items()]
    found += [_after(c.after, words)] if c.after else []
    found += [_after_any(c.after_any, words)] if c.after_any else []
    found += [_not_after(fact, words) for fact in c.not_after]
    found += [_consent(step, words) for step in c.consent]
    found += [_in_term(duty, words) for duty in c.in_term]
    found += [_passed(duty, words) for duty in c.passed]
    found += [_aim_passed(duty, words) for duty in c.aim_passed]
    found += [_window_open(duty, words) for duty in c.window_open]
    found += [_any(tuple(compiled(branch, words) for branch in c.any_))] if c.any_ else []
    return found + [_none(compiled(branch, words), branch, words) for branch in c.none]


def compiled(condition: Condition | None, words: Words) -> Clause:
    """The condition as one function; the first clause that does not hold gives the reason.

    The file's `because` stands in its place where the condition asks one thing, and behind it where it asks more.
    """
    clauses = tuple(_clauses(condition, words)) if condition else ()
    because = condition.because if condition else ""

    def holds(state: State, part: str, now: datetime) -> str | None:
        reason = next((no for clause in clauses if (no := clause(state, part, now)) is not None), None)
        if reason is None or not because:
            return reason
        return because if len(clauses) == 1 else f"{reason} ({because})"

    return holds


def _asked(name: str, words: Words) -> str:
    label = words.values.get((name, ""), name)
    return f"het antwoord op ‘{label}’" if is_question(label) else label


def describe(c: Condition, words: Words) -> str:
    """The condition as one Dutch phrase, for explanation and publication."""
    parts = [words.facts.get(f, f) for f in c.after]
    parts += [_quoted(c.after_any, words.facts)] if c.after_any else []
    parts += [f"niet: {words.facts.get(f, f)}" for f in c.not_after]
    wanted = {**({"route": c.route} if c.route else {}), **({"law": c.law} if c.law else {}), **c.is_}
    parts += [f"{_asked(name, words)} is {_answers(name, codes, words)}" for name, codes in wanted.items()]
    parts += [f"{_asked(name, words)} is niet {_answers(name, codes, words)}" for name, codes in c.is_not.items()]
    parts += [f"toestemming voor {words.consents.get(s, s)}" for s in c.consent]
    parts += [f"de termijn van ‘{words.duties.get(d, d)}’ loopt" for d in c.in_term]
    parts += [f"de termijn van ‘{words.duties.get(d, d)}’ is voorbij" for d in (*c.passed, *c.aim_passed)]
    parts += [f"het venster van ‘{words.duties.get(d, d)}’ is open" for d in c.window_open]
    parts += [" of ".join(describe(branch, words) for branch in c.any_)] if c.any_ else []
    parts += [f"niet ({describe(branch, words)})" for branch in c.none]
    return " en ".join(parts) or "altijd"
