"""The statute layer: acts and duties from law/*.yaml that run where a law applies and the regulation is silent or worse.

See docs/decisions and `choices.md` 2 of the makers: nothing of a statute runs outside its reach, and each rule taken from it
says so in its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wederhoor.procedure.data import root
from wederhoor.procedure.reach import EVERYTHING
from wederhoor.procedure.term_syntax import longer

Raw = dict[str, Any]


@lru_cache(maxsize=1)
def statute_files() -> tuple[tuple[Path, Raw], ...]:
    """Every law/*.yaml that holds rules, as raw data."""
    read = [(p, yaml.load(p.read_text("utf-8"), yaml.CSafeLoader)) for p in sorted((root() / "law").glob("*.yaml"))]
    return tuple((path, data) for path, data in read if "statute" in data)


def _bases(raw: Raw, law: Raw) -> list[str]:
    """The legal bases of a regulation that a statute governs; none when it needs a role list that the regulation lacks."""
    laws: Mapping[str, Raw] = raw.get("laws") or {}
    if _lacks(raw, str(law.get("needs", ""))):
        return []
    if law["governs"] == EVERYTHING:
        return list(laws)
    return [n for n, v in laws.items() if n in law["governs"] or law["statute"] in _words((v or {}).get("follows"))]


def _lacks(raw: Raw, needs: str) -> bool:
    """Whether a regulation misses what a law file needs: a list ('staff'), or a rule of a list with a key ('admissibility provisional')."""
    section, _, key = needs.partition(" ")
    listed = raw.get(section) if section else True
    if not key or not isinstance(listed, dict):
        return not listed
    return not any(isinstance(rule, dict) and rule.get(key) for rule in listed.values())


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()


def _carried(raw: Raw, statute: str) -> list[str]:
    """The duties of a regulation that carry an article of law."""
    return [
        name
        for name, duty in (raw.get("duties") or {}).items()
        if isinstance(duty, dict) and statute in _articles(duty)
    ]


def _roles(raw: Raw) -> Raw:
    """Role in the law -> role or roles of the regulation."""
    return {**(raw.get("statute_roles") or {}), "staff": list(_words(raw.get("staff")))}


def _articles(rule: Raw) -> tuple[str, ...]:
    return tuple(a.strip() for a in str(rule.get("statute", "")).split(";"))


def _worse(own: Raw, by_law: Raw) -> bool:
    """Whether a regulation gives a longer term than the law does."""
    if by_law.get("recurs"):  # the rhythm is ours: no law gives it
        return False
    return longer(str(own.get("within")), str(by_law.get("within")))


def _mapped(value: Any, roles: Raw) -> Any:
    if not isinstance(value, list):
        return roles.get(value, value) if isinstance(value, str) else value
    found = [role for v in value for role in (_words(roles.get(v, v)) if isinstance(v, str) else ())]
    return list(dict.fromkeys(found))


def _within_reach(rule: Raw, law: Raw, bases: list[str], roles: Raw, keys: tuple[str, ...]) -> Raw:
    """A statute's rule with the regulation's roles, only for parts under the laws that the statute governs."""
    mapped = {key: _mapped(value, roles) if key in keys else value for key, value in rule.items()}
    if isinstance(passed := mapped.get("when_passed"), dict) and "escalates_to" in passed:
        mapped["when_passed"] = {**passed, "escalates_to": _mapped(passed["escalates_to"], roles)}
    if law["governs"] == EVERYTHING:
        return mapped
    when = dict(mapped.get("when") or {})
    reach = [*_words(when.pop("law", None))] or bases
    return {**mapped, "when": {**when, "law": [b for b in reach if b in bases]}}


def _duties(raw: Raw, law: Raw, bases: list[str], roles: Raw) -> Iterator[tuple[str, Raw]]:
    for name, duty in (law.get("duties") or {}).items():
        if "statute" not in duty and name in (raw.get("duties") or {}):
            continue
        carried = _carried(raw, duty["statute"]) if "statute" in duty else []
        worse = [c for c in carried if _worse(raw["duties"][c], duty)]
        if carried and not worse:
            continue
        ready = _within_reach(duty, law, bases, roles, ("holder", "owed_to"))
        if worse:
            ready["doubt"] = "De regeling geeft hier een langere termijn dan de wet; de wet gaat voor."
        yield (name if name not in (raw.get("duties") or {}) else f"{name} ({law['statute']})"), ready


def _inherit_extension(raw: Raw, law: Raw, bases: list[str]) -> None:
    """A regulation that gives the term of the law but is silent on extension has the extension of the law, in its reach."""
    for duty in (law.get("duties") or {}).values():
        for name in _carried(raw, duty["statute"]) if "statute" in duty else ():
            own = raw["duties"][name]
            own["when_passed"] = _opening_too(own.get("when_passed"), duty.get("when_passed"))
            if "extend" not in own and "extend" in duty:
                own["extend"] = {act: {**rule, "when": {"law": bases}} for act, rule in duty["extend"].items()}
                _statutory_act(raw, law, bases, name)


def _opening_too(own: object, by_law: Raw | None) -> Raw | None:
    """What a statute opens when its term passes, opens too when the regulation's duty that carries the article passes."""
    mine = dict(own) if isinstance(own, dict) else {}
    for key in ("opens", "at_aim"):
        facts = (*_words(mine.get(key)), *_words((by_law or {}).get(key)))
        mine.update({key: list(dict.fromkeys(facts))} if facts else {})
    return mine or None


def _statutory_act(raw: Raw, law: Raw, bases: list[str], duty: str) -> None:
    roles = _roles(raw)
    for act_name, act in (law.get("acts") or {}).items():
        if act_name not in raw["acts"] and act.get("extends"):
            raw["acts"][act_name] = {
                **_within_reach(act, law, bases, roles, ("by",)),
                "extends": duty,
                "by": raw["duties"][duty]["holder"],
            }


def with_statutes(raw: Raw) -> Raw:
    """A regulation's raw data with the rules of law added where it is silent or worse for the complainant."""
    raw = {**raw, "duties": {n: dict(d) if isinstance(d, dict) else d for n, d in (raw.get("duties") or {}).items()}}
    raw["acts"], raw["letters"] = dict(raw.get("acts") or {}), dict(raw.get("letters") or {})
    raw["reports"] = dict(raw.get("reports") or {})
    roles, own = _roles(raw), set(raw["acts"])
    for _, law in statute_files():
        bases = _bases(raw, law)
        if not bases:
            continue
        _inherit_extension(raw, law, bases)
        raw["duties"].update(dict(_duties(raw, law, bases, roles)))
        _add_acts(raw, law, bases, own)
        _add_reports(raw, law, bases)
        for name, letter in (law.get("letters") or {}).items():
            raw["letters"].setdefault(name, letter)
    raw["acts"] = {name: act for name, act in raw["acts"].items() if act is not None}
    return raw


def _add_acts(raw: Raw, law: Raw, bases: list[str], own: set[str]) -> None:
    """Acts that discharge or extend a duty of law exist for a regulation that lacks them; two laws can share one."""
    roles = _roles(raw)
    for name, act in (law.get("acts") or {}).items():
        if act.get("extends") and act["extends"] not in raw["duties"]:
            continue
        ready = _within_reach({**act, "by": list(_words(act["by"]))}, law, bases, roles, ("by",))
        known = [role for role in ready["by"] if role in (raw.get("roles") or {})]
        if name not in raw["acts"] and known:
            raw["acts"][name] = {**ready, "by": known}
        elif name in raw["acts"] and name not in own and not act.get("extends"):
            raw["acts"][name] = _shared(raw["acts"][name], ready)


def _shared(one: Raw, other: Raw) -> Raw:
    """One act under two laws: for the parts of both, with both articles."""
    when = {**one["when"], "law": [*one["when"]["law"], *(other.get("when") or {}).get("law", [])]}
    both = {key: f"{one[key]}; {other[key]}" for key in ("source", "statute") if one.get(key) and other.get(key)}
    return {**one, **both, "when": when}


OF_THE_REPORT = ("before", "public", "public_within", "sent_to")
"""What a law says of its report that holds also for a report of the regulation that carries the article and is silent on it."""


def _add_reports(raw: Raw, law: Raw, bases: list[str]) -> None:
    """A report that the law asks for, or what it asks of the report that carries its article. By whom is checked with the rest."""
    for name, report in (law.get("reports") or {}).items():
        by_law = {key: report[key] for key in OF_THE_REPORT if key in report}
        own = [
            n for n, r in raw["reports"].items() if isinstance(r, dict) and set(_articles(r)) & set(_articles(report))
        ]
        raw["reports"].update({n: {**by_law, **raw["reports"][n]} for n in own})
        if not own:
            ready = {k: _mapped(value, _roles(raw)) if k in ("by", "for") else value for k, value in report.items()}
            raw["reports"].setdefault(name, {**ready, "laws": bases})
