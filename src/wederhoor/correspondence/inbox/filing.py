"""Filing a mail in a dossier: as a message of the complainant or as a paper, with its files and the mail as it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from wederhoor.correspondence.inbox.reading import Incoming, read_mail
from wederhoor.dossier import door, papers, post
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.gate import Refused, Taken, take_in
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
    if kept.raw:
        filing = _Filing(dossier, read_mail(kept.raw), kept.raw, kept.row.came, of_complainant, actor, now)
        found = filing.whole()
        if isinstance(found, Refusal):
            return found
        done = Filed(tuple(filing.files()))
    post.filed(organisation, record, number, actor=actor, now=now)
    return done


@dataclass(frozen=True, slots=True)
class _Filing:
    """One mail on its way into one dossier. Every step looks whether it was done before."""

    dossier: OpenDossier
    mail: Incoming
    raw: bytes
    came: datetime
    of_complainant: bool
    actor: Actor
    now: datetime

    def whole(self) -> Refusal | None:
        """The mail as it came and, in the same transaction, what the complainant says in it."""
        if sha256(self.raw).hexdigest() in self._there():
            return None
        taken = take_in("bericht.eml", self.raw)
        if not (self.of_complainant and SAYS in self.dossier.regulation.acts and self.mail.text):
            self._keep_whole(taken)
            return None
        command, texts = Command(SAYS, self.actor.role, {"how": "mail"}, at=self._at()), {"message": self.mail.text}
        return door.perform(
            self.dossier, command, texts=texts, actor=self.actor, now=self.now, expected_seq=self.dossier.seq,
            beside=lambda event: self._keep_whole(taken),
        ).refusal  # fmt: skip

    def files(self) -> Iterator[tuple[str, str]]:
        """Its files, each through the gate. Yields what was not taken in and why."""
        there = self._there()
        for file in self.mail.attachments:
            if sha256(file.content).hexdigest() in there:
                continue
            taken = take_in(file.name, file.content)
            if isinstance(taken, Refused):
                yield taken.name, taken.because
            else:
                self._keep(taken, "", "other")

    def _there(self) -> set[str]:
        """The hashes of what the dossier has."""
        listed = papers.listed(self.dossier, actor=self.actor, now=self.now)
        return {d.sha256 for d in self.dossier.documents if d.kind == MAIL} | {p.original_sha256 for p in listed}

    def _at(self) -> datetime:
        """The message was said when the mail was sent, when that can be."""
        first, sent = self.dossier.state.events[0].at, self.mail.sent
        return sent if sent and first <= sent <= self.came else max(self.came, first)

    def _keep_whole(self, taken: Taken | Refused) -> None:
        title = self.mail.subject or "E-mail"
        if isinstance(taken, Taken):
            self._keep(taken, title, "message")
        else:  # too large for the gate: kept unchecked, because nothing of a mail may be lost
            door.attach(
                self.dossier, name=title, content=self.raw, media_type=RFC822, kind=MAIL, actor=self.actor, now=self.now
            )

    def _keep(self, taken: Taken, title: str, kind: str) -> None:
        side, day = "complainant" if self.of_complainant else "other", local_date(self.mail.sent or self.now)
        new = papers.NewPaper(title, kind, side, day, Compartment.PARTY.value)
        papers.keep(self.dossier, taken, new, actor=self.actor, now=self.now)
