"""Where a complaint was and which team it is about, put right later: facts beside what happened, so no event."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import access, likeness, register
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, RegisterEntry, Summary
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, fence_of
from wederhoor.dossier.people import keeps
from wederhoor.dossier.summaries import state_of
from wederhoor.organisations.models import Location, Team
from wederhoor.procedure.terms import local_date


def places_of(dossier: OpenDossier) -> list[int]:
    """Whose locations and teams this dossier can be about: of the provider, and of the member it is about."""
    return [place for place in (dossier.row.organisation_id, dossier.row.member_id) if place]


def team_name(row: Dossier) -> str:
    """The team it is about; '' for none, or for one that was removed."""
    if not row.team:
        return ""
    known = getattr(row, "team_name", None)  # read with the dossier, where it was opened
    return known or Team.objects.filter(pk=row.team).values_list("name", flat=True).first() or ""


def put_right(
    dossier: OpenDossier, location: Location | None, team: Team | None, *, actor: Actor, now: datetime
) -> None:
    """Keep where it was and the team it is about, in the register too where it is closed.

    A team that the register had from the dossier goes along; one that somebody said there stays.
    Raises NotFound for who does not keep this, or a place of another provider.
    """
    row, there = dossier.row, places_of(dossier)
    if not keeps(dossier) or any(one and one.organisation_id not in there for one in (location, team)):
        raise NotFound
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        admit(row, actor, "act", now)
        here = {"organisation_id": row.organisation_id}
        where = {"location": location, "team": team.pk if team else None}
        Summary.objects.filter(**here, dossier_id=row.id).update(**where)
        register.lock(row)
        RegisterEntry.objects.filter(**here, dossier_id=row.id, team=row.team).update(team=where["team"])
        Dossier.objects.filter(**here, id=row.id).update(**where)
        marks = likeness.of_complaint(
            row.organisation, dossier.subject, location.pk if location else None, dossier.state.value("kind")
        )
        likeness.keep(row, marks, local_date(now))
        if (state := state_of(row)).closed:
            register.keep(row, state, now)
        access.log(row.organisation_id, actor, "place", now=now, dossier=row.number)
