"""The letters of a dossier: which are due, what they still miss, and posting them: kept in the dossier, and in the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.conf import settings

from wederhoor.correspondence import around as near
from wederhoor.correspondence import line
from wederhoor.correspondence.errors import MissingParts
from wederhoor.correspondence.invitation import calendar_file
from wederhoor.correspondence.language import choose
from wederhoor.correspondence.letters import Letter, LetterTemplate, compose, load_letter, reread
from wederhoor.correspondence.meant import about, for_nobody, nobody
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.correspondence.readers import Reader, readers, together
from wederhoor.correspondence.values import Sources, Values, done, gathered, sources
from wederhoor.dossier import accused, door, letterdrafts, outbox
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.models import Way
from wederhoor.dossier.opening import DocumentView, OpenDossier, PersonView
from wederhoor.dossier.outbox import ON_SCREEN, Finished, Forms, Recipient
from wederhoor.dossier.policy import NEEDS
from wederhoor.procedure.answers import required
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import LetterDue
from wederhoor.procedure.meetings import replaced

NOT_ANY_MORE = "De afspraak is veranderd. {U hoeft|Je hoeft} er niet meer bij te zijn."
"""Why a talk is off for somebody who is not asked any more where it moved to."""
STILL_ASKED = "Wij vragen {u|je} nog hoe tevreden {u|je} bent over de behandeling."

BY_HAND = {"telephone": outbox.CALL, "in person": outbox.TALK, "helper": outbox.HELPER, "none": outbox.NO_CONTACT}
"""Ways to hear of the complaint that no machine does: somebody is asked to."""


class NotApproved(Exception):
    """This letter leaves only after a second person approved exactly this content."""


@dataclass(frozen=True)
class Draft:
    """One letter that follows from an act: what it says, or what it still misses, or that it was sent.

    ``letter`` is one text for all its readers, which a second person approves; each of several gets their own of ``copies``.
    """

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
    four_eyes: bool = False
    readers: tuple[Reader, ...] = ()
    copies: Mapping[str, Letter] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()
    """Why a body that it should name is not in it, each with its source."""

    def of(self, reader: str) -> Letter | None:
        """The letter as this reader gets it."""
        return self.copies.get(reader, self.letter)


Lacking = tuple[tuple[str, str], ...]
"""Places of a letter that nothing fills, by name and label."""


def drafts(dossier: OpenDossier, now: datetime, extra: Mapping[str, str] = {}) -> list[Draft]:
    """Every letter that is due in this dossier, in the order of its events. `extra` fills places by name; others are ignored."""
    known = sources(dossier, now)
    return [_draft(known, due, extra) for due in dossier.state.letters if not for_nobody(dossier, due)]


def draft(dossier: OpenDossier, name: str, seq: int, now: datetime, extra: Mapping[str, str] = {}) -> Draft | None:
    """The letter `name` that follows from event `seq`; None when there is none."""
    due = next((due for due in dossier.state.letters if (due.name, due.seq) == (name, seq)), None)
    return _draft(sources(dossier, now), due, extra) if due else None


def values_of(known: Sources, due: LetterDue) -> Values:
    """Every open place that the dossier fills by itself."""
    needed = (*known.dossier.regulation.letters[due.name].must_contain, *_template(known, due).front.needs)
    asking = choose(STILL_ASKED, known.dossier.regulation.address)
    fallback: Values = {"satisfaction": asking, "tried": done(known.dossier, due.seq)}
    if replaced(known.dossier.state, due.seq, due.name):
        fallback["reasons"] = choose(NOT_ANY_MORE, known.dossier.regulation.address)
    asked = {name: value for name, value in fallback.items() if name in needed}
    return {**asked, **_head(known, due), **gathered(known, due)}


def _head(known: Sources, due: LetterDue) -> Values:
    """Who the letter is to: the reader that ``known`` says, else all of them together."""
    found = readers(known.dossier, due)
    return together([one for one in found if one.code == known.reader] or found)


def _for(known: Sources, reader: str) -> Sources:
    """The same for the letter of one reader."""
    return replace(known, reader=reader)


def _due(dossier: OpenDossier, name: str, seq: int) -> LetterDue:
    return next(due for due in dossier.state.letters if (due.name, due.seq) == (name, seq))


def _draft(known: Sources, due: LetterDue, extra: Mapping[str, str]) -> Draft:
    rule, to = known.dossier.regulation.letters[due.name], readers(known.dossier, due)
    known = _for(known, to[0].code) if len(to) == 1 else known
    values, template, fixed = values_of(known, due), _template(known, due), _fixed(known.dossier, due)
    letter, missing = _composed(template, values, known, due)
    typed: dict[str, str] = {}
    if extra:  # only what the dossier cannot say itself is filled in by hand
        open_ = {*dict(missing), *_free(template, values, known, due)} - fixed
        typed = {name: text for name, text in _given(extra, rule.withholds).items() if name in open_}
        letter, missing = _composed(template, {**values, **typed}, known, due) if typed else (letter, missing)
    sent = _sent(known.dossier, due)
    copies, lacking = ({}, ()) if sent or letter is None else _copies(known, due, to, typed)
    letter, missing = (None, lacking) if lacking else (letter, missing)
    recipient = ", ".join(dict.fromkeys(one.called for one in to))
    shown = (
        () if sent else tuple((name, _whom(known.dossier, due) if name in fixed else label) for name, label in missing)
    )
    return Draft(
        due.name, rule.label, due.seq, due.act, due.part, due.to, recipient, shown, letter, sent,
        rule.four_eyes or _wished(known.dossier, due.name), tuple(to),
        {} if lacking else copies, () if sent else tuple(dict.fromkeys(chain(*ended(known, due).values()))),
    )  # fmt: skip


def _copies(
    known: Sources, due: LetterDue, to: list[Reader], typed: Mapping[str, str]
) -> tuple[dict[str, Letter], Lacking]:
    """The letter of each of several readers: their own name above it, and of who else comes to a talk not themselves.

    With the parts that lack in one of them: then nothing leaves, as where they lack in the letter of all.
    """
    made = {one.code: _composed_for(known, due, one.code, typed) for one in to} if len(to) > 1 else {}
    lacking = dict.fromkeys(part for _, missing in made.values() for part in missing)
    return {code: letter for code, (letter, _) in made.items() if letter}, tuple(lacking)


def _composed_for(
    known: Sources, due: LetterDue, reader: str, typed: Mapping[str, str]
) -> tuple[Letter | None, Lacking]:
    mine = _for(known, reader)
    return _composed(_template(mine, due), {**values_of(mine, due), **typed}, mine, due)


def _fixed(dossier: OpenDossier, due: LetterDue) -> set[str]:
    """What nobody types: a name makes no recipient of somebody who is not in the dossier."""
    return {"recipient_name"} if nobody(dossier, due) else set()


def _whom(dossier: OpenDossier, due: LetterDue) -> str:
    """Whom a letter misses that is for nobody who can get it."""
    about_whom, label = about(dossier, due), PLACEHOLDERS["recipient_name"].label
    meant = [
        one for one in dossier.people if about_whom & accused.known_as(one) and one.side not in SIDES["complainant"]
    ]
    return f"{label} ({', '.join(one.name or one.code for one in meant)})" if meant else label


def _wished(dossier: OpenDossier, name: str) -> bool:
    """Whether the organisation, or the member it is about, wants a second pair of eyes on this letter."""
    member = dossier.row.member
    return name in dossier.organisation.four_eyes or (member is not None and name in member.four_eyes)


def _free(template: LetterTemplate, values: Values, known: Sources, due: LetterDue) -> list[str]:
    """What may be added by hand: places that the dossier leaves empty and that are somebody's own words."""
    rule = known.dossier.regulation.letters[due.name]
    asked = dict.fromkeys((*template.placeholders, *rule.must_contain))
    return [n for n in asked if PLACEHOLDERS[n].free and not values.get(n) and n not in rule.withholds]


@dataclass(frozen=True, slots=True)
class Place:
    """One open place of a letter on its writer's desk: what the dossier says there, or what may be typed."""

    name: str
    label: str
    value: str
    open: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What its writer must know of a letter: the template, its blocks, every place, and how it looks with gaps still open."""

    template: str
    blocks: tuple[str, ...]
    places: tuple[Place, ...]
    preview: Letter | None


def writing_desk(
    dossier: OpenDossier, name: str, seq: int, now: datetime, typed: Mapping[str, str], reader: str = ""
) -> Desk:
    """Everything for writing the letter `name` that follows from event `seq`, with how it looks for this reader."""
    due = _due(dossier, name, seq)
    known = sources(dossier, now)
    values, template = values_of(known, due), _template(known, due)
    missing, free = dict(_composed(template, values, known, due)[1]), _free(template, values, known, due)
    mine = {
        n: text
        for n, text in _given(typed, dossier.regulation.letters[name].withholds).items()
        if n in {*missing, *free}
    }
    shown = dict.fromkeys((*missing, *free, *(n for n in template.placeholders if values.get(n))))
    places = tuple(
        Place(
            n, PLACEHOLDERS[n].label, _said(mine.get(n) or values.get(n, "")), n in missing or n in free, n in missing
        )
        for n in shown
    )
    gaps = {n: f"[{label}]" for n, label in missing.items() if n not in mine and PLACEHOLDERS[n].kind != "date"}
    to = readers(dossier, due)
    shown_to = next((one.code for one in to if one.code == reader), to[0].code if to else "")
    return Desk(template.file, template.blocks, places, _composed_for(known, due, shown_to, {**gaps, **mine})[0])


def _said(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _template(known: Sources, due: LetterDue) -> LetterTemplate:
    return load_letter(known.dossier.regulation.provider, known.dossier.regulation.letters[due.name].template)


def _composed(
    template: LetterTemplate, values: Values, known: Sources, due: LetterDue
) -> tuple[Letter | None, Lacking]:
    regulation, gone = known.dossier.regulation, ended(known, due)
    needs = [name for name in regulation.letters[due.name].must_contain if values.get(name) or name not in gone]
    without = _nothing_to_say(known.dossier, due, values)
    try:
        return compose(template, values, regulation.address, also_needs=needs, without=without), ()
    except MissingParts as error:
        return None, tuple((part.name, part.label) for part in error.missing)


def ended(known: Sources, due: LetterDue) -> dict[str, list[tuple[str, str]]]:
    """Of the bodies that this letter names: why one is not in it, each with its source, by place.

    Nothing where no affiliation ended. Such a place is left out, for a letter that is owed does not wait for another's signature.
    """
    around = near.Around(known.dossier.state, due.part, known.now)
    asked = dict.fromkeys(
        (*known.dossier.regulation.letters[due.name].must_contain, *_template(known, due).placeholders)
    )
    return {name: why for name in asked if (why := near.ended(around, name))}


def _nothing_to_say(dossier: OpenDossier, due: LetterDue, values: Values) -> set[str]:
    """Parts whose question had no meaning with the other answers: without measures nobody can say when they are done."""
    event = next(event for event in dossier.state.events if event.seq == due.seq)
    act = dossier.state.procedure.acts[event.act]
    texts = frozenset(name for name in act.rule.fields if values.get(name))
    command = Command(event.act, event.by, event.values, texts, event.part)
    asked = (
        name for name, field in act.rule.fields.items() if field.letter and (field.required_with or field.required_when)
    )
    return {name for name in asked if not required(dossier.state, act, name, command)}


def _given(extra: Mapping[str, str], withheld: tuple[str, ...]) -> dict[str, str]:
    allowed = PLACEHOLDERS.keys() - set(withheld)
    return {name: text for name, text in extra.items() if name in allowed and text.strip()}


def _sent(dossier: OpenDossier, due: LetterDue) -> UUID | None:
    same = (d.id for d in dossier.documents if (d.kind, d.letter, d.seq) == ("letter", due.name, due.seq))
    return next(same, None)


def send(dossier: OpenDossier, draft: Draft, *, actor: Actor, now: datetime, by_mail: bool) -> UUID:
    """Keep the letter in the dossier as it is and put it in the outbox, from where it can still be stopped; returns its document.

    Raises MissingParts while something is missing, NotApproved while a second person must look first. A letter that was
    posted is not posted again. Where no mail is set up, or somebody has no address for it, it waits to be printed.
    """
    if draft.sent:
        return draft.sent
    if draft.letter is None:
        raise MissingParts(name for name, _ in draft.missing)
    if draft.four_eyes and not letterdrafts.approved(dossier, draft.name, draft.seq, draft.letter.undated_sha256):
        raise NotApproved(draft.label)
    along, due = line.of(dossier.organisation), _due(dossier, draft.name, draft.seq)
    to = recipients(dossier, draft, by_mail=by_mail and along is not None)
    sender = along.sender if along else settings.DEFAULT_FROM_EMAIL
    calendar = calendar_file(dossier, due, sender=sender, now=now)
    finished = Finished(draft.name, draft.label, draft.seq, _forms(draft, to), calendar)
    return outbox.post(dossier, finished, to, leaves=now + settings.LETTERS_WAIT, actor=actor, now=now)


def _forms(draft: Draft, to: list[Recipient]) -> list[Forms]:
    """What leaves: one letter for each reader. That of a person is for nobody else, also who joins that side later."""
    if not draft.copies and draft.letter:
        alone = next((one.code for one in draft.readers if one.person), "") if len(draft.readers) == 1 else ""
        return [_form(draft.letter, large=any(one.large for one in to), only_for=alone)]
    called = {one.code: one.called for one in draft.readers}
    return [_form(draft.copies[one.code], large=one.large, only_for=one.code, name=called[one.code]) for one in to]


def _form(letter: Letter, *, large: bool, only_for: str = "", name: str = "") -> Forms:
    return Forms(letter.pdf(), letter.words, letter.pdf(large=True) if large else b"", only_for, name)


def recipients(dossier: OpenDossier, draft: Draft, *, by_mail: bool) -> list[Recipient]:
    """Everybody the letter is for, each with their way: by mail, on paper, or in the dossier for who reads it there."""
    return [_to(dossier, one, by_mail) for one in readers(dossier, _due(dossier, draft.name, draft.seq))]


def _to(dossier: OpenDossier, reader: Reader, by_mail: bool) -> Recipient:
    if reader.person:
        return _to_person(reader.person, reader.role, by_mail)
    role, known = reader.role, dossier.regulation.roles.get(reader.role)
    reads = known is not None and not known.external and _reads(dossier, role, known.kind)
    follows = known is not None and known.kind == "complainant"
    return Recipient(role, role, Way.DESK if reads else Way.PRINT, reason=outbox.BY_CODE if follows else "")


def _to_person(person: PersonView, role: str, by_mail: bool) -> Recipient:
    chosen, large = person.contact.get("way", ""), person.contact.get("print") == "large"
    if chosen in BY_HAND:
        return Recipient(person.code, role, Way.HAND, large, BY_HAND[chosen])
    if by_mail and person.contact.get("email") and chosen != "post":
        return Recipient(person.code, role, Way.MAIL, large)
    return Recipient(person.code, role, Way.PRINT, large, "" if person.contact.get("address") else outbox.BY_CODE)


def _reads(dossier: OpenDossier, role: str, kind: str) -> bool:
    """Whether who holds this role opens the dossier, and so finds the letter there."""
    need = NEEDS[kind]
    given = any(row.role == role and not row.recused for row in dossier.assignments)
    return kind not in ("complainant", "accused") and "read" in need.actions and (given or not need.per_dossier)


def as_sent(dossier: OpenDossier, draft: Draft, *, actor: Actor, now: datetime, reader: str = "") -> str:
    """The words of a sent letter as HTML, exactly as they went out; '' when only its PDF was kept."""
    kept = kept_letter(dossier, draft, actor=actor, now=now, reader=reader) if draft.sent else None
    return kept.html if kept else ""


def kept_letter(dossier: OpenDossier, draft: Draft, *, actor: Actor, now: datetime, reader: str = "") -> Letter | None:
    """The letter as it was posted, to this reader or to the first, to make any form of it again."""
    kept = kept_as(dossier, ON_SCREEN, draft.name, draft.seq, reader)
    return reread(door.read_document(dossier, kept.id, actor=actor, now=now)[2]) if kept else None


def kept_as(dossier: OpenDossier, kind: str, name: str, seq: int, reader: str = "") -> DocumentView | None:
    """A form of a letter that was posted: that of this reader, else the first there is."""
    same = [one for one in dossier.documents if (one.kind, one.letter, one.seq) == (kind, name, seq)]
    return next((one for one in same if reader in one.only_for), next(iter(same), None))
