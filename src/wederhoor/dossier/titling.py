"""What a dossier is called: the first words of the complaint, until who handles it gives a title. Beside what happened, so no event."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import access, keys, search_index
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, SealedText, Summary
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of
from wederhoor.dossier.people import keeps

LONGEST = 80
CUT = " …"


def titled(dossier: OpenDossier) -> bool:
    """Whether it is called otherwise than the complaint begins: somebody chose these words."""
    story = " ".join(dossier.texts.get((1, "complaint"), "").split())
    begins = dossier.subject.endswith(CUT) or story.startswith(dossier.subject)
    return bool(dossier.subject) and not begins


def retitle(dossier: OpenDossier, title: str, *, actor: Actor, now: datetime) -> None:
    """Call it so in lists, on the page, in search and above letters. Raises NotFound for who does not keep this."""
    row = dossier.row
    if not keeps(dossier) or not title.strip():
        raise NotFound
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "act", now)
        here = {"organisation_id": row.organisation_id, "dossier_id": row.id}
        ring = keys.keyring(row.organisation, row.id, [Compartment.PARTY])
        sealed = ring.seal(title.strip()[:LONGEST], Compartment.PARTY, "0:subject", "text")
        SealedText.objects.filter(**here, seq=0, field="subject").update(ciphertext=sealed)
        Summary.objects.filter(**here).update(subject=sealed)
        access.log(row.organisation_id, actor, "title", now=now, dossier=row.number)
    with in_organisation(row.organisation_id):
        search_index.reindex(row, now)
