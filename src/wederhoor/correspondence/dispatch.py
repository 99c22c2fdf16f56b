"""The letters of a dossier: which are due, what they still miss, and sending them (kept in the dossier, mailed if wished)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from wederhoor.correspondence.errors import MissingParts
from wederhoor.correspondence.letters import Letter, LetterTemplate, compose, load_letter
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.correspondence.values import Sources, Values, done, gathered, of_side, sources
from wederhoor.dossier import door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.opening import OpenDossier, PersonView
from wederhoor.procedure.dossier import LetterDue

PDF = "application/pdf"
HTML = "text/html"
ON_SCREEN = "letter on screen"
"""The kind of document that holds the words of a sent letter, to show: what is computed again may differ."""
#: What a mail may say: neither its subject nor its file name tells anything.
SUBJECT = {"u": "Er is een brief voor u", "je": "Er is een brief voor jou"}
BODY = "Beste lezer,\n\nDe brief zit als bijlage bij deze mail.\n"
FILE = "brief.pdf"


@dataclass(frozen=True)
class Draft:
    """One letter that follows from an act: what it says, or what it still misses, or that it was sent."""

    name: str
    label: str
    seq: int
    act: str
    part: str
    to: tuple[str, ...]
    recipient: str
    missing: tuple[tuple[str, str], ...]
    letter: Letter | None
    sent: UUID | None


def drafts(dossier: OpenDossier, now: datetime, extra: Mapping[str, str] = {}) -> list[Draft]:
    """Every letter that is due in this dossier, in the order of its events. `extra` fills places by name; others are ignored."""
    known = sources(dossier, now)
    return [_draft(known, due, extra) for due in dossier.state.letters]


def draft(dossier: OpenDossier, name: str, seq: int, now: datetime, extra: Mapping[str, str] = {}) -> Draft | None:
    """The letter `name` that follows from event `seq`; None when there is none."""
    due = next((due for due in dossier.state.letters if (due.name, due.seq) == (name, seq)), None)
    return _draft(sources(dossier, now), due, extra) if due else None


def values_for(dossier: OpenDossier, due: LetterDue, now: datetime) -> Values:
    """Every open place that the dossier fills by itself."""
    return _values(sources(dossier, now), due)


def _values(known: Sources, due: LetterDue) -> Values:
    needed = (*known.dossier.regulation.letters[due.name].must_contain, *_template(known, due).front.needs)
    fallback: Values = {"satisfaction": "volgt", "tried": done(known.dossier, due.seq)}
    asked = {name: value for name, value in fallback.items() if name in needed}
    return {**asked, **_recipient(known.dossier, due), **gathered(known, due)}


def _draft(known: Sources, due: LetterDue, extra: Mapping[str, str]) -> Draft:
    rule = known.dossier.regulation.letters[due.name]
    values, template = _values(known, due), _template(known, due)
    letter, missing = _composed(template, values, known, due)
    if missing and extra:  # only what the dossier cannot say itself is filled in by hand
        typed = {name: text for name, text in _given(extra, rule.withholds).items() if name in dict(missing)}
        letter, missing = _composed(template, {**values, **typed}, known, due)
    sent = _sent(known.dossier, due)
    recipient = ", ".join(_names(known.dossier, due))
    shown = () if sent else missing
    return Draft(due.name, rule.label, due.seq, due.act, due.part, due.to, recipient, shown, letter, sent)


def _template(known: Sources, due: LetterDue) -> LetterTemplate:
    return load_letter(known.dossier.regulation.provider, known.dossier.regulation.letters[due.name].template)


def _composed(
    template: LetterTemplate, values: Values, known: Sources, due: LetterDue
) -> tuple[Letter | None, tuple[tuple[str, str], ...]]:
    regulation = known.dossier.regulation
    try:
        return compose(template, values, regulation.address, also_needs=regulation.letters[due.name].must_contain), ()
    except MissingParts as error:
        return None, tuple((part.name, part.label) for part in error.missing)


def _given(extra: Mapping[str, str], withheld: tuple[str, ...]) -> dict[str, str]:
    allowed = PLACEHOLDERS.keys() - set(withheld)
    return {name: text for name, text in extra.items() if name in allowed and text.strip()}


def _sent(dossier: OpenDossier, due: LetterDue) -> UUID | None:
    same = (d.id for d in dossier.documents if (d.kind, d.letter, d.seq) == ("letter", due.name, due.seq))
    return next(same, None)


def _recipient(dossier: OpenDossier, due: LetterDue) -> Values:
    names, people = _names(dossier, due), _people(dossier, due)
    address = people[0].contact.get("address", "") if len(names) == 1 and people else ""
    return {"recipient_name": names, "recipient_address": address}


def _names(dossier: OpenDossier, due: LetterDue) -> list[str]:
    return list(dict.fromkeys(name for role in due.to for name in _called(dossier, role)))


def _called(dossier: OpenDossier, role: str) -> list[str]:
    """Who a letter to this role names: the people on that side, the provider when none is named, else the role itself."""
    regulation = dossier.regulation
    if role not in regulation.roles:
        return [regulation.external_bodies[role].label] if role in regulation.external_bodies else []
    kind = regulation.roles[role].kind
    if people := of_side(dossier, kind if kind in {"complainant", "accused"} else role):
        return [person.name for person in people]
    if kind == "complainant":
        return []
    provider = dossier.row.member.name if dossier.row.member else dossier.organisation.name
    return [provider if kind == "accused" else _role_name(dossier, role, provider)]


def _role_name(dossier: OpenDossier, role: str, provider: str) -> str:
    rule = dossier.regulation.roles[role]
    return rule.label if rule.external else f"{rule.label} van {provider}"


def _people(dossier: OpenDossier, due: LetterDue) -> list[PersonView]:
    roles = dossier.regulation.roles
    sides = (
        roles[role].kind if role in roles and roles[role].kind in {"complainant", "accused"} else role
        for role in due.to
    )
    return [person for side in dict.fromkeys(sides) for person in of_side(dossier, side)]


def send(dossier: OpenDossier, draft: Draft, *, actor: Actor, now: datetime, by_mail: bool) -> UUID:
    """Keep the letter in the dossier as it is, and mail it when wished and possible; returns the document's id.

    Raises MissingParts while something is missing, and OSError when the mail server fails: then the letter still waits.
    A letter that was sent is not sent again. Where no mail is set up, the letter is kept, to be printed.
    """
    if draft.sent:
        return draft.sent
    if draft.letter is None:
        raise MissingParts(name for name, _ in draft.missing)
    content = draft.letter.pdf()
    if by_mail and settings.MAIL_ON:  # first: a mail that cannot leave raises OSError, and the letter still waits
        _mail(dossier, draft, content)
    document = door.attach(
        dossier, name=f"{draft.label}.pdf", content=content, media_type=PDF, kind="letter", actor=actor, now=now,
        letter=draft.name, seq=draft.seq,
    )  # fmt: skip
    door.attach(
        dossier, name=draft.label, content=draft.letter.html.encode(), media_type=HTML, kind=ON_SCREEN, actor=actor, now=now,
        letter=draft.name, seq=draft.seq,
    )  # fmt: skip
    return document


def as_sent(dossier: OpenDossier, draft: Draft, *, actor: Actor, now: datetime) -> str:
    """The words of a sent letter as HTML, exactly as they went out; '' when only its PDF was kept."""
    same = (d.id for d in dossier.documents if (d.kind, d.letter, d.seq) == (ON_SCREEN, draft.name, draft.seq))
    kept = next(same, None)
    return door.read_document(dossier, kept, actor=actor, now=now)[2].decode() if kept and draft.sent else ""


def _mail(dossier: OpenDossier, draft: Draft, content: bytes) -> None:
    """To everybody it is for who has a mail address, each apart."""
    due = next(due for due in dossier.state.letters if (due.name, due.seq) == (draft.name, draft.seq))
    addresses = (person.contact.get("email", "") for person in _people(dossier, due))
    for to in dict.fromkeys(filter(None, addresses)):
        message = EmailMessage(SUBJECT[dossier.regulation.address], BODY, to=[to])
        message.attach(FILE, content, PDF)
        message.send()
