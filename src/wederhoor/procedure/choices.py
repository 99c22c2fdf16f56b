"""Which options a question of an act offers: taken from the lists of the regulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from wederhoor.procedure.events import Value
from wederhoor.procedure.model import Act, FieldChoices, FormField, Option, Regulation

LISTS = (
    "channels", "capacities", "kinds", "laws", "schemes", "routes", "steps", "consents", "hopes", "admissibility", "outcomes",
    "external_bodies", "roles", "meetings", "letters", "acts", "phases",
)  # fmt: skip
PARTIES = ("complainant", "accused")


def options_of(regulation: Regulation, name: str) -> Mapping[str, Option] | None:
    """The named list with all its options, or None when there is none. 'satisfaction' is the scale, 'package of x' the papers for x."""
    if name in LISTS:
        found: Mapping[str, Option] = getattr(regulation, name)
        return found
    return regulation.lists.get(name)


def list_of(field: FormField) -> str:
    """The list that a question chooses from ('outcomes of board' chooses from 'outcomes'), or ''."""
    named = field.choices.list_ if isinstance(field.choices, FieldChoices) else field.choices
    return named.partition(" of ")[0] if isinstance(named, str) else ""


def brings(regulation: Regulation, act: Act) -> bool:
    """Whether an answer of this act can bring the complaint to a role."""
    lists = [options_of(regulation, list_of(field)) or {} for field in act.fields.values()]
    return any(isinstance(one, Option) and one.given_to for options in lists for one in options.values())


def given_to(regulation: Regulation, act: str, values: Mapping[str, Value]) -> set[str]:
    """The roles to which the answers of an act bring the complaint: a choice may say whose it is from then on."""
    found = set[str]()
    fields = regulation.acts[act].fields
    for name, given in values.items():
        if name not in fields or not (options := options_of(regulation, list_of(fields[name]))):
            continue
        chosen = (options.get(code) for code in ((given,) if isinstance(given, str) else given))
        found |= {option.given_to for option in chosen if isinstance(option, Option)}
    return found - {""}


def _options(regulation: Regulation) -> Iterator[Option]:
    for name in (*LISTS, *regulation.lists):
        yield from (one for one in (options_of(regulation, name) or {}).values() if isinstance(one, Option))


def _named(regulation: Regulation) -> set[str]:
    """The roles that an act names one by one to give the dossier to; 'all roles' names nobody."""
    found = set[str]()
    for act in regulation.acts.values():
        choices = act.fields["role"].choices if act.assigns and "role" in act.fields else None
        if isinstance(choices, FieldChoices | dict):
            found |= set(choices.only if isinstance(choices, FieldChoices) else choices)
    return found


def holding(regulation: Regulation, telling: Set[str] = frozenset()) -> dict[str, int]:
    """The roles that can have the dossier: first who handles complaints or to whom a choice brings it, then who else it is given to.

    Where nobody is called handler, whoever coordinates, mediates or governs within has what was given to them. Who can tell how it
    goes (``telling``) has it once it is given to them, as who owes it then: from outside, or by name.
    """
    kinds, roles = {code: role.kind for code, role in regulation.roles.items()}, regulation.roles
    first = {code for code, kind in kinds.items() if kind == "handler"}
    inside = {
        code
        for code, kind in kinds.items()
        if kind in ("coordinator", "mediator", "board") and not roles[code].external
    }
    first = (first or inside) | ({option.given_to for option in _options(regulation)} & kinds.keys())
    mediators = {code for code, kind in kinds.items() if kind == "mediator"}
    later = _named(regulation) | {roles[code].substitute for code in first} | mediators
    first |= telling & (_named(regulation) | {code for code, role in roles.items() if role.external})
    return {code: 0 if code in first else 1 for code in kinds if code in first | later and kinds[code] not in PARTIES}


def _scale(regulation: Regulation) -> dict[str, str]:
    return {word: word for word in regulation.satisfaction.scale} if regulation.satisfaction else {}


def _labels(regulation: Regulation, name: str) -> dict[str, str]:
    """A name like 'outcomes of board' takes only the outcomes that the board can reach."""
    base, _, role = name.partition(" of ")
    if base == "satisfaction":
        return _scale(regulation)
    if base == "package":
        return dict(regulation.external_bodies[role].package) if role in regulation.external_bodies else {}
    options = options_of(regulation, base) or {}
    return {code: o.label for code, o in options.items() if not role or role in getattr(o, "by", (role,))}


def choices_of(regulation: Regulation, field: FormField) -> dict[str, str]:
    """Code and Dutch label of each option of a question, in the order of the regulation."""
    if field.choices is None:
        return {}
    if isinstance(field.choices, str):
        return _labels(regulation, field.choices)
    if isinstance(field.choices, FieldChoices):
        labels = _labels(regulation, field.choices.list_)
        return {code: label for code, label in labels.items() if code in field.choices.only}
    return dict(field.choices)


def list_names(regulation: Regulation) -> set[str]:
    """Every list that `choices:` may name."""
    return {*LISTS, *regulation.lists, "satisfaction", "package"}
