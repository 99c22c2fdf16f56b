"""Filing a mail in a dossier: as a message of the complainant or as a paper, with its files and the mail as it came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wederhoor.correspondence.inbox.reading import Incoming, read_mail
from wederhoor.dossier import door, papers, post
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.gate import Refused, take_in
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.opening import OpenDossier
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.terms import local_date

MAIL = "mail"
RFC822 = "message/rfc822"
SAYS = "receive message"


@dataclass(frozen=True, slots=True)
class Filed:
    """A mail in its dossier, and what of it is only in the mail as it came: name of a file and why it was not taken in."""

    refused: tuple[tuple[str, str], ...] = ()


def file_in(
    organisation: Organisation, record: UUID, number: str, *, of_complainant: bool, actor: Actor, now: datetime
) -> Filed | Refusal:
    """Put a mail in a dossier and take it out of the post; a refusal of the regulation leaves everything as it was.

    Its files pass the gate; what the gate refuses stays in the mail as it came. Done twice, it is in the dossier once.
    Raises NotFound for a mail or dossier that is not there or not theirs.
    """
    kept = post.opened(organisation, record, actor=actor, now=now)
    dossier = door.open_dossier(organisation, number, actor=actor, action="attach", now=now)
    done = Filed()
    if kept.raw and not _there(dossier, kept.raw, actor, now):
        mail = read_mail(kept.raw)
        refusal = _said(dossier, mail, kept.row.came, actor, now) if of_complainant else None
        if refusal:
            return refusal
        done = Filed(tuple(_refused(dossier, mail, kept.raw, of_complainant, actor, now)))
    post.filed(organisation, record, number, actor=actor, now=now)
    return done


def _there(dossier: OpenDossier, raw: bytes, actor: Actor, now: datetime) -> bool:
    known = hashlib.sha256(raw).hexdigest()
    unchecked = any(document.kind == MAIL and document.sha256 == known for document in dossier.documents)
    return unchecked or any(p.original_sha256 == known for p in papers.listed(dossier, actor=actor, now=now))


def _said(dossier: OpenDossier, mail: Incoming, came: datetime, actor: Actor, now: datetime) -> Refusal | None:
    """The message as an event, at the moment the mail was sent when that can be; why not, when the regulation refuses it."""
    if SAYS not in dossier.regulation.acts or not mail.text:
        return None
    first = dossier.events[0].at
    at = mail.sent if mail.sent and first <= mail.sent <= came else max(came, first)
    command = Command(SAYS, actor.role, {"how": "mail"}, at=at)
    texts = {"message": mail.text}
    return door.perform(dossier, command, texts=texts, actor=actor, now=now, expected_seq=dossier.seq).refusal


def _refused(
    dossier: OpenDossier, mail: Incoming, raw: bytes, of_complainant: bool, actor: Actor, now: datetime
) -> Iterator[tuple[str, str]]:
    """Keep the files first and the mail itself last: when the mail is there, all of it is. Yields what was not taken."""
    subject = mail.subject or "E-mail"
    whole = [(file.name, file.content, "", "other") for file in mail.attachments]
    whole.append(("bericht.eml", raw, subject, "message"))
    for name, content, title, kind in whole:
        taken = take_in(name, content)
        if isinstance(taken, Refused):
            if content is raw:  # too large for the gate: kept unchecked, because nothing of a mail may be lost
                door.attach(dossier, name=title, content=raw, media_type=RFC822, kind=MAIL, actor=actor, now=now)
            yield taken.name, taken.because
            continue
        side = "complainant" if of_complainant else "other"
        day = local_date(mail.sent or now)
        new = papers.NewPaper(title, kind, side, day, Compartment.PARTY.value)
        papers.keep(dossier, taken, new, actor=actor, now=now)
