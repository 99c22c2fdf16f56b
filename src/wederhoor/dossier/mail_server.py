"""The mail server of an organisation itself, set up in Beheer. Its address holds a password and is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wederhoor.dossier import access, keys, sealing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import MailServer
from wederhoor.dossier.sealing import Place
from wederhoor.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Server:
    """From which address mail leaves, and how to reach the server: ``smtp(s)://user:password@host:port``."""

    sender: str
    source: str


def of(organisation: int) -> Server | None:
    """The server of this organisation; None when it has none of its own."""
    with in_organisation(organisation):
        row = MailServer.objects.select_related("organisation").filter(organisation_id=organisation).first()
    if row is None:
        return None
    key = keys.organisation_key(row.organisation)
    return Server(row.sender, sealing.unseal(bytes(row.source), key, _place(organisation)).decode())


def keep(organisation: Organisation, server: Server, *, actor: Actor, now: datetime) -> None:
    """Mail leaves along this server from now on."""
    source = sealing.seal(server.source.encode(), keys.organisation_key(organisation), _place(organisation.pk))
    with in_organisation(organisation.pk):
        MailServer.objects.update_or_create(
            organisation=organisation, defaults={"sender": server.sender, "source": source}
        )
        access.log(organisation.pk, actor, "set mail server", now=now)


def remove(organisation: Organisation, *, actor: Actor, now: datetime) -> None:
    """Mail leaves along the server of the installation again, or not at all where there is none."""
    with in_organisation(organisation.pk):
        MailServer.objects.filter(organisation=organisation).delete()
        access.log(organisation.pk, actor, "remove mail server", now=now)


def _place(organisation: int) -> Place:
    return Place(organisation, "", "mail server", "", "source")
