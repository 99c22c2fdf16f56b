"""The register of letters."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from uuid import UUID

from wederhoor.dossier import access, policy, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Document, Summary
from wederhoor.dossier.opening import fence_of
from wederhoor.dossier.queries.visible import PARTY, visible
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.terms import local_date


def letters(
    organisation: Organisation, actor: Actor, *, now: datetime, most: int = 200
) -> list[tuple[str, str, datetime, UUID]]:
    """The register of letters, newest first: dossier number, letter label, when, document id; of the dossiers one may list."""
    with in_organisation(*fence_of(organisation, actor), account=actor.account):
        seen = visible(organisation, actor, local_date(now))
        if seen is None or not seen.reads_subjects:
            return []
        rows = {row.dossier_id: row for row in seen.rows.only("dossier_id", "number", "regulation")}
        found = Document.objects.filter(
            organisation=organisation, kind="letter", compartment=PARTY, dossier_id__in=list(rows)
        )
        newest = found.order_by("-added").values_list("dossier_id", "letter", "added", "id")
        listed = list(islice((row for row in newest if _reads(actor.role, rows[row[0]], row[1])), most))
        access.log(organisation.pk, actor, "list", now=now, hits=len(listed))
    return [(rows[d].number, _letter_label(rows[d].regulation, letter), added, i) for d, letter, added, i in listed]


def _reads(role: str, row: Summary, letter: str) -> bool:
    regulation = regulations.pinned(row.regulation)
    return role in regulation.roles and policy.reads_letter(regulation, role, letter)


def _letter_label(file: str, letter: str) -> str:
    known = regulations.pinned(file).letters
    return known[letter].label if letter in known else letter
