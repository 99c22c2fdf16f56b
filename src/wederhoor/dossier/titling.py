"""What a dossier is called: the first words of the complaint, until who handles it gives a title. Beside what happened, so no event."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import access, keys, placing, search_index, writing
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, SealedText, Summary
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of
from wederhoor.dossier.people import keeps
from wederhoor.organisations.models import Location, Team

LONGEST = 80
CUT = " …"
CHOSEN = "title"
"""The text beside the subject that says that somebody chose it; titles of before have none."""


class Retitled(ValueError):
    """Somebody else gave it another title since this was seen."""


def titled(dossier: OpenDossier) -> bool:
    """Whether somebody chose these words: it was kept so, or they are not as the complaint begins."""
    if (0, CHOSEN) in dossier.texts:
        return bool(dossier.subject)
    story = " ".join(dossier.texts.get((1, "complaint"), "").split())
    begins = dossier.subject.endswith(CUT) or story.startswith(dossier.subject)
    return bool(dossier.subject) and not begins


def put_right(
    dossier: OpenDossier, title: str, location: Location | None, team: Team | None, *, actor: Actor, now: datetime,
    seen: placing.Place | None,
) -> None:  # fmt: skip
    """Title, place and team as one form gives them, in one transaction: where one was overtaken none is kept.

    No title, or the one that was read, changes no title; another one stands in lists, on the page, in search and above letters.
    Raises NotFound for who does not keep this, Retitled when it has another title than was read, and what `placing.keep` raises.
    """
    with in_organisation(*fence_of(dossier.row.organisation, actor), account=actor.account):
        placing.keep(dossier, location, team, actor=actor, now=now, seen=seen)
        if title and title != dossier.subject:
            _keep(dossier, title, actor, now)


def _keep(dossier: OpenDossier, title: str, actor: Actor, now: datetime) -> None:
    """With the lock that `placing.keep` took: of two titles at once the words of one are in the index, never of both.

    Inside the outermost fence: a log that is written sooner keeps everybody of the organisation waiting.
    """
    row = dossier.row
    if not keeps(dossier) or not title.strip():
        raise NotFound
    admit(row, actor, "act", now)
    here = {"organisation_id": row.organisation_id, "dossier_id": row.id}
    ring = keys.keyring(row.organisation, row.id, [Compartment.PARTY])
    was = SealedText.objects.select_for_update().filter(**here, seq=0, field="subject").first()
    if was and ring.text(was.ciphertext, was.compartment, "0:subject", "text") != dossier.subject:
        raise Retitled
    words = title.strip()[:LONGEST]
    sealed = ring.seal(words, Compartment.PARTY, "0:subject", "text")
    SealedText.objects.filter(**here, seq=0, field="subject").update(ciphertext=sealed)
    _chosen(row, ring)
    Summary.objects.filter(**here).update(subject=sealed)
    with in_organisation(row.organisation_id):  # who works from outside does not see every text that is found again
        search_index.reindex(row, now)
    access.log(row.organisation_id, actor, "title", now=now, dossier=row.number)


def _chosen(row: Dossier, ring: keys.Keyring) -> None:
    """Keep beside it that somebody chose it, without the words: what is wiped is then in one place. Inside the transaction."""
    kept = writing.sealed_text(row, Compartment.PARTY, 0, CHOSEN, "", ring)
    SealedText.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["organisation", "dossier_id", "seq", "field"],
        update_fields=["ciphertext"],
    )
