"""Filing a mail in a dossier: as a message of the complainant or as a paper, with its files and the mail as it came."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from wederhoor.correspondence.inbox.reading import Incoming, read_mail
from wederhoor.dossier import door, post
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.opening import OpenDossier
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.commands import Command, Refusal

MAIL = "mail"
ATTACHED = "mail attachment"
RFC822 = "message/rfc822"
SAYS = "receive message"


def file_in(
    organisation: Organisation, record: UUID, number: str, *, of_complainant: bool, actor: Actor, now: datetime
) -> OpenDossier | Refusal:
    """Put a mail in a dossier and take it out of the post; a refusal of the regulation leaves everything as it was.

    Raises NotFound for a mail or dossier that is not there or not theirs. Done twice, it is in the dossier once.
    """
    kept = post.opened(organisation, record, actor=actor, now=now)
    dossier = door.open_dossier(organisation, number, actor=actor, action="attach", now=now)
    if not _there(dossier, kept.raw):
        mail = read_mail(kept.raw)
        seq = _said(dossier, mail, kept.row.came, actor, now) if of_complainant else 0
        if isinstance(seq, Refusal):
            return seq
        _attach(dossier, mail, kept.raw, seq, actor, now)
    post.filed(organisation, record, number, actor=actor, now=now)
    return dossier


def _there(dossier: OpenDossier, raw: bytes) -> bool:
    known = hashlib.sha256(raw).hexdigest()
    return any(document.kind == MAIL and document.sha256 == known for document in dossier.documents)


def _said(dossier: OpenDossier, mail: Incoming, came: datetime, actor: Actor, now: datetime) -> int | Refusal:
    """The message as an event, at the moment the mail was sent when that can be; returns its number."""
    if SAYS not in dossier.regulation.acts or not mail.text:
        return 0
    first = dossier.events[0].at
    at = mail.sent if mail.sent and first <= mail.sent <= came else max(came, first)
    outcome = door.perform(
        dossier, Command(SAYS, actor.role, {"how": "mail"}, at=at), texts={"message": mail.text}, actor=actor, now=now,
        expected_seq=dossier.seq,
    )  # fmt: skip
    return outcome.refusal or outcome.state.seq


def _attach(dossier: OpenDossier, mail: Incoming, raw: bytes, seq: int, actor: Actor, now: datetime) -> None:
    """The files first and the mail itself last: when the mail is there, all of it is."""
    for file in mail.attachments:
        door.attach(
            dossier,
            name=file.name,
            content=file.content,
            media_type=file.media_type,
            kind=ATTACHED,
            actor=actor,
            now=now,
            seq=seq,
        )
    door.attach(
        dossier, name=mail.subject or "E-mail", content=raw, media_type=RFC822, kind=MAIL, actor=actor, now=now, seq=seq
    )
