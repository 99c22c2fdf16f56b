"""Case notes of an organisation of the demo: one that was discussed, and one that waits for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from wederhoor.dossier import register_entry
from wederhoor.dossier.door import open_dossier
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterLink, Summary
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.insight import approving, notes
from wederhoor.insight.approving import Reviewed
from wederhoor.insight.notes import Talk
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import texts

COMPLAINT = 1
NOTES = 2


def discusses(stage: Stage) -> None:
    """Once, when the organisation was made; after the register, which says what may be shown of a case."""
    keeper = next((role for role in stage.cast if register_entry.may_keep(stage.regulation, role)), "")
    if not keeper or stage.row != stage.tenant:
        return
    actor = stage.actor(keeper)
    made = 0
    for number in _closed(stage):
        with suppress(approving.StillThere, notes.TooFew, ReasonNeeded):
            dossier = open_dossier(stage.tenant, number, actor=actor, action="read", now=stage.now)
            story = "\n\n".join(text for (seq, _), text in sorted(dossier.texts.items()) if seq == COMPLAINT)
            found = approving.proposed(story, approving.known_of(dossier))
            note = notes.make(dossier, found.proposed, found, Reviewed(), read=True, actor=actor, now=stage.now)
            made += 1
            if made == 1:
                day = local_date(stage.now - timedelta(days=9))
                talk = Talk(day, texts()["case talk with"], texts()["case talk"], None)
                notes.discuss(stage.tenant, note, talk, actor=actor, now=stage.now)
        if made == NOTES:
            return


def _closed(stage: Stage) -> list[str]:
    with in_organisation(stage.tenant.pk):
        mine = RegisterLink.objects.filter(organisation=stage.tenant).values("dossier_id")
        rows = Summary.objects.filter(organisation=stage.tenant, closed=True, dossier_id__in=mine)
        return list(rows.order_by("number").values_list("number", flat=True))
