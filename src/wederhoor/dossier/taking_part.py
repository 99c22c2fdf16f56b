"""Somebody in the dossier takes part from their own pages: invited by a link that works once, then back with a code.

The accused, an assistant of a side, and who was asked something. The link is taken with a second known thing; after that a
session holds it, and a code of words brings somebody back. All of it ends on a day, or when it is revoked. What somebody then
sees is decided at every look, by the same policy as for everybody: an invitation opens nothing by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from wederhoor.dossier import access, codewords, involvement, keys, people, regulations, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Person, TakingPart
from wederhoor.dossier.opening import NotFound, OpenDossier, PersonView, admit, fence_of
from wederhoor.dossier.secret_links import hashed, organisation_of
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State
from wederhoor.procedure.meetings import standing
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

PARTNER = "chain partner"
ASKED = frozenset({"witness", "partner", PARTNER})
"""Who takes part only because something was asked of them; a chain partner also when the complaint is dealt with together."""
INVITED = frozenset({"accused", "assistant of accused", "assistant of complainant", "representative", *ASKED})
NOTHING_ASKED = "Deze persoon is nog niets gevraagd. Vraag eerst informatie aan deze persoon, of plan een gesprek."
CODE, MAILBOX = "code", "mailbox"
DIGITS = 6


class Wrong(ValueError):
    """The second known thing was not right."""


@dataclass(frozen=True, slots=True)
class Inviting:
    """Until which day, what is asked besides the link, and what a witness may read; ``works_as``: their role at the provider."""

    valid_until: date
    second: str
    works_as: str = ""
    shares_complaint: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What is shown once: the secret part of the link, and the code to tell them in another way ('' when none is asked)."""

    address: str
    code: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the desk sees it. ``state``: waiting, taking part, ended or revoked."""

    person: str
    valid_until: date
    state: str
    second: str
    made: datetime
    entered: datetime | None


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who takes part in one dossier, for this request. ``row`` is theirs; ``works_as`` as in ``Inviting``."""

    organisation: Organisation
    row: Dossier
    side: str
    person: str
    actor: Actor
    shares_complaint: bool = False
    valid_until: date | None = None
    opaque: str = ""
    """The opaque id of the account that is theirs, if any: events may name them by it."""

    @property
    def known_as(self) -> frozenset[str]:
        """How events name them."""
        return frozenset({self.person, self.actor.who, self.opaque} - {""})

    @property
    def asked_only(self) -> bool:
        """Whether they are no party: only what was asked of them is theirs."""
        return self.side in ASKED

    @property
    def regulation(self) -> Regulation:
        """The regulation of the dossier."""
        return regulations.pinned(self.row.regulation)


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody came in: their session's secret, and the code to come back with (shown once)."""

    organisation: int
    dossier: UUID
    token: str
    way_back: str


def role_for(regulation: Regulation, side: str) -> str:
    """The role in which somebody of this side reads and acts; '' for who was only asked something."""
    kind = next((kind for kind, sides in involvement.SIDES.items() if side in sides), "")
    return next((code for code, role in regulation.roles.items() if role.kind == kind), "") if kind else ""


def _second_hash(one: UUID, said: str) -> bytes:
    """Of a short code or an address: spaces and case do not matter."""
    plain = "".join(said.split()).casefold()
    return hashlib.sha256(f"{one.hex}\x1f{plain}".encode()).digest()


def works_as_needed(regulation: Regulation) -> bool:
    """Whether it must be asked what somebody does at the provider: a role of it may have to hear nothing."""
    return any(role.kept_out for role in regulation.roles.values())


def _roles_of(dossier: OpenDossier, person: PersonView, works_as: str, today: date) -> set[str]:
    """What somebody is at the provider: as was said, and as the account does that is theirs or looks like theirs."""
    alike = {one.account for one in people.likenesses(dossier) if one.code == person.code}
    accounts = alike | ({person.account} if person.account else set())
    held = Membership.objects.filter(account__in=accounts).current(today).values_list("role", flat=True)
    return {*held, works_as} - {""}


def why_not(dossier: OpenDossier, person: PersonView, works_as: str, *, now: datetime) -> str:
    """Why somebody cannot be invited now (Dutch); '' when they can."""
    state, roles = dossier.state, dossier.regulation.roles
    if person.side not in INVITED:
        return "De klager volgt de klacht met de code en heeft geen uitnodiging nodig."
    for role in sorted(_roles_of(dossier, person, works_as, local_date(now))):
        if needs.kept_out(state, role, now):
            rule = roles[role]
            said = (rule.kept_out.because if rule.kept_out else "") or f"{rule.label} hoort niets van deze klacht"
            return f"Dat mag niet: {said}. Dit staat in de regeling bij {rule.source}."
    if person.side in ASKED:
        return "" if _asked(state, person) or _together(state, person.side) else NOTHING_ASKED
    if not needs.knows(state, role_for(dossier.regulation, person.side), now):
        return "De aangeklaagde weet nog niet van de klacht. Dat gebeurt eerst volgens de regeling."
    return ""


def _asked(state: State, person: PersonView) -> bool:
    """Whether something is asked of this person, or they are invited to a talk."""
    known = {person.code, person.opaque}
    asked = any(one.person in known for one in state.besides.questions)
    return asked or any(known & set(talk.who) for talk in standing(state))


def _together(state: State, side: str) -> bool:
    return side == PARTNER and needs.with_partner(state)


def may_read(state: State, side: str) -> bool:
    """Whether the complaint may be shared with who was only asked something: with a chain partner only as the regulation lets it."""
    return side != PARTNER or needs.with_partner(state)


def invite(dossier: OpenDossier, person: PersonView, given: Inviting, *, actor: Actor, now: datetime) -> Given:
    """A fresh link for somebody; an earlier link, code and session stop. Raises NotFound, and ValueError with why not."""
    if because := why_not(dossier, person, given.works_as, now=now):
        raise ValueError(because)
    if given.shares_complaint and not may_read(dossier.state, person.side):
        raise ValueError("Een ketenpartner leest de klacht pas als die samen wordt behandeld of is overgedragen.")
    if person.side == PARTNER and not (given.shares_complaint or _asked(dossier.state, person)):
        raise ValueError(NOTHING_ASKED)
    row, made = dossier.row, uuid.uuid4()
    link = secrets.token_urlsafe(32)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" if given.second == CODE else ""
    known = code or (person.contact.get("email", "") if given.second == MAILBOX else "")
    if given.second and not known:
        raise ValueError("Er is geen e-mailadres van deze persoon. Kies de zes cijfers.")
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        _keeper(dossier, actor, now)
        _mine(row).filter(person=person.code).delete()
        new = TakingPart(
            organisation_id=row.organisation_id, dossier_id=row.id, id=made, person=person.code, works_as=given.works_as,
            shares_complaint=given.shares_complaint, link_hash=hashed(link), second=given.second if known else "",
            second_hash=_second_hash(made, known) if known else b"", made=now, by=actor.who, valid_until=given.valid_until,
        )  # fmt: skip
        TakingPart.objects.bulk_create([new])
        access.log(row.organisation_id, actor, "invite", now=now, dossier=row.number)
    return Given(f"{row.organisation_id}.{link}", code)


def _keeper(dossier: OpenDossier, actor: Actor, now: datetime) -> None:
    admit(dossier.row, actor, "act", now)
    if dossier.regulation.roles[actor.role].kind not in people.KEEPERS:
        raise NotFound(dossier.number)


def revoke(dossier: OpenDossier, person: str, *, actor: Actor, now: datetime) -> bool:
    """Somebody's link, code and session stop working; False when there was nothing to stop."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        _keeper(dossier, actor, now)
        done = _mine(row).filter(person=person, revoked=None).update(revoked=now)
        access.log(row.organisation_id, actor, "revoke invitation", now=now, dossier=row.number)
    return bool(done)


def invited(dossier: OpenDossier, *, now: datetime) -> dict[str, Invited]:
    """Who was invited, by their code in the dossier."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        return {one.person: _invited(one, local_date(now)) for one in _mine(row)}


def _invited(one: TakingPart, today: date) -> Invited:
    state = (
        "revoked"
        if one.revoked
        else "ended"
        if today > one.valid_until
        else "taking part"
        if one.entered
        else "waiting"
    )
    return Invited(one.person, one.valid_until, state, one.second, one.made, one.entered)


def _mine(row: Dossier) -> QuerySet[TakingPart]:
    return TakingPart.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)


def _works(one: TakingPart | None, now: datetime) -> TakingPart:
    """An invitation that still works. Raises NotFound."""
    if one is None or one.revoked or local_date(now) > one.valid_until:
        raise NotFound
    return one


def waiting(address: str, *, now: datetime) -> tuple[Organisation, str]:
    """Whose link this is, and what is asked besides it. Raises NotFound for one that is not known, used or over."""
    organisation, secret = organisation_of(address)
    with in_organisation(organisation.pk):
        found = TakingPart.objects.filter(organisation=organisation, link_hash=hashed(secret)).first()
        return organisation, _works(found, now).second


def enter(address: str, said: str, *, now: datetime) -> Entered:
    """Take the link, once. Raises NotFound for one that does not work, Wrong for another second thing than is known."""
    organisation, secret = organisation_of(address)
    with in_organisation(organisation.pk):
        rows = TakingPart.objects.select_for_update().filter(organisation=organisation, link_hash=hashed(secret))
        one = _works(rows.first(), now)
        if one.second and not hmac.compare_digest(_second_hash(one.id, said), bytes(one.second_hash)):
            raise Wrong
        return _came_in(organisation, one, codewords.random_words(codewords.NAMELESS), now)


def come_back(organisation: Organisation, code: str, *, now: datetime) -> Entered:
    """In again with the code that was shown at the first time. Raises NotFound."""
    with in_organisation(organisation.pk):
        hashed = keys.code_hash(organisation, code)
        found = TakingPart.objects.select_for_update().filter(organisation=organisation, way_back_hash=hashed).first()
        return _came_in(organisation, _works(found if code.strip() else None, now), "", now)


def _came_in(organisation: Organisation, one: TakingPart, way_back: str, now: datetime) -> Entered:
    """A new session, in the place of the one before; who comes for the first time gets a code to come back with."""
    row, token = _row(organisation, one.dossier_id), secrets.token_urlsafe(32)
    changes = {"session_hash": hashed(token), "link_hash": b"", "entered": one.entered or now}
    changes |= {"way_back_hash": keys.code_hash(organisation, way_back)} if way_back else {}
    _mine(row).filter(id=one.id).update(**changes)
    access.log(organisation.pk, _actor(row, one, ""), "came in", now=now, dossier=row.number)
    return Entered(organisation.pk, one.dossier_id, token, way_back)


def _row(organisation: Organisation, dossier: UUID) -> Dossier:
    row = Dossier.objects.filter(organisation=organisation, id=dossier).first()
    if row is None:
        raise NotFound
    row.organisation = organisation
    return row


def _actor(row: Dossier, one: TakingPart, side: str) -> Actor:
    role = role_for(regulations.pinned(row.regulation), side) or side or "invited"
    return Actor(None, role, row.organisation_id, link=one.id, person=one.person)


def here_by_session(organisation: int, dossier: UUID, token: str, *, now: datetime) -> Here:
    """Who holds this session, if their invitation still works. Raises NotFound."""
    place = Organisation.objects.filter(pk=organisation).first()
    if place is None:
        raise NotFound
    with in_organisation(place.pk):
        row = _row(place, dossier)
        rows = _mine(row).exclude(session_hash=b"").filter(session_hash=hashed(token))
        one = _works(rows.first(), now)
        person = Person.objects.filter(organisation=place, dossier_id=dossier, code=one.person).first()
        if person is None or person.side not in INVITED or _silenced(row, one, now):
            raise NotFound
        opaque = person.account_id.hex if person.account_id else ""
    actor = _actor(row, one, person.side)
    return Here(place, row, person.side, person.code, actor, one.shares_complaint, one.valid_until, opaque)


def _silenced(row: Dossier, one: TakingPart, now: datetime) -> bool:
    return bool(one.works_as) and needs.kept_out(_state(row), one.works_as, now)


def _state(row: Dossier) -> State:
    return summaries.state_of(row)


def here_by_account(account: Account, *, now: datetime) -> list[Here]:
    """The dossiers in which this account is somebody, as far as they may be told of it: at every provider they work for."""
    places = Organisation.objects.filter(memberships__account=account).distinct()
    tenants = {place.tenant_id for place in places}
    found = (one for tenant in Organisation.objects.filter(pk__in=tenants) for one in _of(tenant, account, now))
    return sorted(found, key=lambda here: here.row.number, reverse=True)


def _of(organisation: Organisation, account: Account, now: datetime) -> list[Here]:
    found = []
    with in_organisation(organisation.pk, account=account.pk):
        people_of = Person.objects.filter(organisation=organisation, account=account, side__in=INVITED)
        for person in people_of:
            row = _row(organisation, person.dossier_id)
            role = role_for(regulations.pinned(row.regulation), person.side)
            actor = Actor(account.pk, role or person.side, organisation.pk, person=person.code)
            here = Here(organisation, row, person.side, person.code, actor)
            if _may_know(here, now):
                found.append(here)
    return found


def _may_know(here: Here, now: datetime) -> bool:
    """Whether this account may be told that the dossier is there."""
    state, actor = _state(here.row), here.actor
    held = Membership.objects.filter(account=actor.account).current(local_date(now)).values_list("role", flat=True)
    if any(needs.kept_out(state, role, now) for role in held):
        return False
    if here.asked_only:
        return any(question.person in here.known_as for question in state.besides.questions)
    try:
        admit(here.row, actor, "read", now, state)
    except NotFound:
        return False
    return True


def leave(here: Here, *, now: datetime) -> None:
    """The session ends; the code to come back with still works."""
    if here.actor.link is None:
        return
    with in_organisation(here.organisation.pk):
        _mine(here.row).filter(id=here.actor.link).update(session_hash=b"")
        access.log(here.organisation.pk, here.actor, "left", now=now, dossier=here.row.number)
