"""More of the sense of a regulation: consent per person, silence, hand-over, votes, compartments that the writer can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from wederhoor.procedure.choices import LISTS, choices_of, options_of
from wederhoor.procedure.conformity_data import check_names
from wederhoor.procedure.data import section_labels, vocabulary
from wederhoor.procedure.facts import slots
from wederhoor.procedure.fields_model import FormField
from wederhoor.procedure.model import Act, Duty, Option, Regulation, Role
from wederhoor.procedure.needs import conditions_of
from wederhoor.procedure.reading import Place
from wederhoor.procedure.register_words import FILE, HEADINGS, THEMES, common
from wederhoor.procedure.surroundings import PERIODS, Governance, Meeting, Report, Said

if TYPE_CHECKING:
    from wederhoor.procedure.checking import Checker

Finding = tuple[Place, str]
FIELDS = (
    "assigns",
    "excludes",
    "consents",
    "objects",
    "adds_to",
    "cancels",
    "speaks_for",
    "asks",
    "answer_by",
    "answers",
)


def act_findings(checker: Checker, name: str, act: Act) -> Iterator[Finding]:
    """Everything in the less common keys of an act that points nowhere or cannot work."""
    here: Place = ("acts", name)
    for key in FIELDS:
        yield from checker.unknown((*here, key), "field", getattr(act, key), act.fields)
    yield from checker.all_unknown((*here, "done_as"), "field", slots(act.done_as), act.fields)
    yield from checker.all_unknown((*here, "excludes_if"), "field", act.excludes_if, act.fields)
    yield from checker.all_unknown((*here, "tells"), "role", act.tells, checker.roles)
    bodies = {*act.fields, *checker.r.external_bodies}
    yield from checker.unknown((*here, "hands_over"), "field or external body", act.hands_over, bodies)
    if act.adds_to and "name" not in act.fields:
        yield (*here, "adds_to"), "give this act a question 'name' of kind text: the name of who helps"
    if act.tracks:
        named = {key: word for key, word in act.tracks if key != "as_" and word}
        for key, word in named.items():
            yield from checker.unknown((*here, "tracks", key), "field", word, act.fields)
    for effect in act.brings_about:
        yield from _given(checker, (*here, "brings_about"), effect.sets)
    yield from _voting(checker, here, act)
    yield from _per_person(checker, here, act)
    for field_name, field in act.fields.items():
        place = (*here, "fields", field_name)
        yield from checker.all_unknown((*place, "required_by"), "field", field.required_by, act.fields)
        yield from checker.all_unknown((*place, "required_with"), "field", field.required_with, act.fields)
        yield from _unread(checker, (*place, "compartment"), act, field)


def _given(checker: Checker, place: Place, sets: Mapping[str, str]) -> Iterator[Finding]:
    """Values that the case is given: where an act asks for the value too, one that can be answered."""
    for name, code in sets.items():
        yield from checker.unknown((*place, "sets"), name, code, checker.values[name] or (code,))


def given_values(regulation: Regulation) -> dict[str, set[str] | None]:
    """The values that choices and facts give the case, with their codes."""
    effects = (effect.sets for act in regulation.acts.values() for effect in act.brings_about)
    found: dict[str, set[str] | None] = {}
    for sets in (*effects, *(choice.sets for _, choice in _choices(regulation))):
        for name, code in sets.items():
            found[name] = (found.get(name) or set()) | {code}
    return found


def _voting(checker: Checker, here: Place, act: Act) -> Iterator[Finding]:
    if act.voting:
        yield from checker.unknown((*here, "voting"), "role", act.voting.by, checker.roles)
        named = (act.voting.present, act.voting.in_favour, act.voting.against)
        yield from checker.all_unknown((*here, "voting"), "field", filter(None, named), act.fields)


def _per_person(checker: Checker, here: Place, act: Act) -> Iterator[Finding]:
    """A consent that counts per person says nothing when neither its record nor its use names the person."""
    listed = checker.r.consents
    used = [step for step in (act.when.consent if act.when else ()) if step in listed and listed[step].per_person]
    given = choices_of(checker.r, act.fields[act.consents]) if act.consents in act.fields else {}
    used += [step for step in given if step in listed and listed[step].per_person]
    if used and "person" not in act.fields:
        yield here, f"consent '{used[0]}' counts per person; give this act a question 'person' of kind person"


def _unread(checker: Checker, place: Place, act: Act, field: FormField) -> Iterator[Finding]:
    """A text that its own writer could never read back. An employee who only hands something in sees nothing, and may."""
    if field.kind not in ("text", "long text"):
        return
    for name in act.by:
        role = checker.r.roles.get(name)
        if role is None or field.compartment in role.sees or not _says_what_it_sees(role, field):
            continue
        seen = ", ".join(role.sees) or "nothing"
        yield place, f"role '{name}' writes this text and cannot read compartment '{field.compartment}'; it sees {seen}"


def _says_what_it_sees(role: Role, field: FormField) -> bool:
    """Without `sees` the table of kinds decides, in which an employee sees nothing."""
    return bool(role.sees) or (role.kind == "employee" and field.compartment != "party")


def recurring(here: Place, duty: Duty) -> Iterator[Finding]:
    """What comes back needs a rhythm and an end, and opens nothing: each round is over when it is met."""
    if not duty.recurs:
        return
    if duty.within == "none":
        yield (*here, "within"), "a duty that recurs needs a term: how often it comes back"
    if duty.lapses_when is None:
        yield here, "a duty that recurs needs 'lapses_when': what ends it before the complaint is closed"
    if duty.extend or duty.aim_from or (duty.when_passed and (duty.when_passed.opens or duty.when_passed.at_aim)):
        yield here, "a duty that recurs cannot have 'extend', 'aim_from', or facts that open when it passes"


def organisation_findings(checker: Checker, roles: set[str]) -> Iterator[Finding]:
    """What the organisation owes by itself: its reports, its own duties, its meetings."""
    for name, report in checker.r.reports.items():
        yield from report_findings(checker, ("reports", name), report, roles)
    for name, rule in checker.r.governance.items():
        yield from governance_findings(checker, ("governance", name), rule, roles)
    for name, meeting in checker.r.meetings.items():
        yield from meeting_findings(checker, ("meetings", name), meeting, roles)
    for name, said in checker.r.conformity.items():
        yield from said_findings(checker, ("conformity", name), name, said)


def said_findings(checker: Checker, here: Place, name: str, said: Said) -> Iterator[Finding]:
    """An answer to a check that no law asks, or that says where and points nowhere."""
    yield from checker.unknown(here, "check against the law", name, check_names())
    places = filter(None, (place.strip() for place in said.source.split(";")))
    yield from checker.all_unknown((*here, "source"), "paragraph", places, checker.r.paragraphs)
    if said.answer != "missing" and not said.source:
        yield here, "say under 'source' where the text says this, or answer 'missing'"


def report_findings(checker: Checker, here: Place, report: Report, roles: set[str]) -> Iterator[Finding]:
    """A report of unknown sections, laws or routes, or by or for a role that is not there."""
    if report.source.startswith("Wet:") and report.by not in roles:
        yield (
            ("statute_roles",),
            f"the law asks '{report.label}' ({report.statute}) of '{report.by}'; say who that is here: {report.by}: <role>",
        )
        return
    told = (report.by, *report.for_, *report.discussed_with, *report.adopted_by, *filter(None, [report.about_work_of]))
    yield from checker.all_unknown(here, "role", told, roles)
    yield from checker.all_unknown((*here, "contains"), "section of a report", report.contains, section_labels())
    yield from checker.all_unknown((*here, "laws"), "law", report.laws, checker.r.laws)
    yield from checker.all_unknown((*here, "routes"), "route", report.routes, checker.r.routes)
    meeting = [report.discussed_in] if report.discussed_in else []
    yield from checker.all_unknown((*here, "discussed_in"), "meeting", meeting, checker.r.meetings)
    duty = [report.fulfils] if report.fulfils else []
    yield from checker.all_unknown((*here, "fulfils"), "duty of governance", duty, checker.r.governance)
    yield from checker.term((*here, "before"), f"before {report.before}" if report.before else "")
    yield from checker.term((*here, "public_within"), report.public_within)


def governance_findings(checker: Checker, here: Place, rule: Governance, roles: set[str]) -> Iterator[Finding]:
    """A duty of the organisation itself of or to a role that is not there, or with a period that cannot be read."""
    told = (rule.by, *rule.consent_of, *rule.heard, *rule.told)
    yield from checker.all_unknown(here, "role", told, roles)
    yield from checker.term((*here, "every"), rule.every, tuple(PERIODS))


def meeting_findings(checker: Checker, here: Place, meeting: Meeting, roles: set[str]) -> Iterator[Finding]:
    """A meeting with somebody who is not there, or that comes back after a period that cannot be read."""
    yield from checker.all_unknown(here, "role", (*meeting.invited, *meeting.seen_by), roles)
    yield from checker.term((*here, "every"), meeting.every, tuple(PERIODS))


def role_findings(checker: Checker) -> Iterator[Finding]:
    """Roles, consents, contacts and bodies whose less common keys point nowhere."""
    for place, condition in conditions_of(checker.r.roles):
        yield from checker.condition(place, condition)
    for name, role in checker.r.roles.items():
        others = (*role.incompatible_with, *filter(None, [role.substitute]))
        yield from checker.all_unknown(("roles", name), "role", others, checker.roles)
    for name, consent in checker.r.consents.items():
        groups = checker.values.get("age group") or set()
        yield from checker.all_unknown(("consents", name, "by_age"), "age group", consent.by_age, groups)
    for name, contact in checker.r.contacts_without_dossier.items():
        here: Place = ("contacts_without_dossier", name)
        roles = (*contact.by, *contact.seen_by, *contact.counted_for)
        yield from checker.all_unknown(here, "role", roles, checker.roles)
    for where, choice in _choices(checker.r):
        yield from checker.unknown((*where, "given_to"), "role", choice.given_to, checker.roles)
        yield from _given(checker, where, choice.sets)
    yield from checker.all_unknown(("staff",), "role", checker.r.staff, checker.roles)
    yield from checker.unknown(("retention", "by"), "role", checker.r.retention.by, checker.roles)


def _choices(regulation: Regulation) -> Iterator[tuple[Place, Option]]:
    """Every choice of every list that an act can offer."""
    named: dict[Place, Mapping[str, Option]] = {(name,): options_of(regulation, name) or {} for name in LISTS}
    named |= {("lists", name): options for name, options in regulation.lists.items()}
    for place, options in named.items():
        yield from (((*place, code), option) for code, option in options.items() if isinstance(option, Option))


def theme_findings(checker: Checker) -> Iterator[Finding]:
    """Each theme counts under a heading, so that complaints under different regulations can be added up."""
    known = common()[HEADINGS]
    for code, option in checker.r.lists.get(THEMES, {}).items():
        place: Place = ("lists", THEMES, code)
        if not option.heading:
            yield (
                place,
                f"say under which heading this theme counts: heading: {next(iter(known))}, or another of {FILE}",
            )
        yield from checker.unknown((*place, "heading"), "heading", option.heading, known)


def word_findings(checker: Checker) -> Iterator[Finding]:
    """Sentences for what is not there yet of facts that cannot come about; the common ones are for every regulation."""
    known = checker.facts | set(vocabulary()["not_yet"])
    yield from checker.all_unknown(("not_yet",), "fact", checker.r.not_yet, known)
