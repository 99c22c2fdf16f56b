"""Where a complaint was and which team it is about, put right later: facts beside what happened, so no event."""

from __future__ import annotations

from datetime import datetime

from wederhoor.dossier import access, likeness, register
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Placed, RegisterEntry, Summary
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


class Elsewhere(ValueError):
    """This team works at one place, and another place was given."""

    def __init__(self, team: Team, location: Location) -> None:
        super().__init__(team.name)
        self.team, self.location = team, location


class Overtaken(ValueError):
    """Somebody else put it right since this was seen."""


Place = tuple[int | None, int | None]


def place_of(row: Dossier) -> Place:
    """The location and the team of a dossier, by their ids."""
    return row.location_id, row.team


def together(location: Location | None, team: Team | None) -> tuple[Location | None, Team | None]:
    """A team that works at one place brings that place along. Raises Elsewhere where another was given."""
    if team and team.location and location and team.location != location:
        raise Elsewhere(team, location)
    return location or (team.location if team else None), team


def left_behind(team: Team, goes_to: Location | None) -> int:
    """How many dossiers about this team are of another place than where it goes: they keep theirs."""
    if goes_to is None:
        return 0
    here = team.organisation.parent_id or team.organisation_id
    with in_organisation(here):
        about = Dossier.objects.filter(organisation_id=here, team=team.pk, location__isnull=False)
        return about.exclude(location=goes_to).count()


def before(dossier: OpenDossier) -> list[Placed]:
    """What stood there earlier, the last first."""
    row = dossier.row
    with in_organisation(*fence_of(row.organisation, dossier.actor), account=dossier.actor.account):
        return list(Placed.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).order_by("-until"))


def keep(
    dossier: OpenDossier, location: Location | None, team: Team | None, *, actor: Actor, now: datetime, seen: Place | None
) -> None:  # fmt: skip
    """Keep where it was and the team it is about, in the register too where it is closed; what stood there is kept beside it.

    Inside the outermost fence, because more goes with it in the same transaction. A team that the register had from the dossier
    goes along; one that somebody said there stays. Raises NotFound for who does not keep this, or a place of another provider;
    Elsewhere where team and place contradict each other; Overtaken when it is no longer as ``seen``.
    """
    location, team = together(location, team)
    row, there = dossier.row, places_of(dossier)
    if not keeps(dossier) or any(one and one.organisation_id not in there for one in (location, team)):
        raise NotFound
    admit(row, actor, "act", now)
    register.lock(row)
    was = place_of(row)  # as it is now: read anew with the lock
    if seen is not None and was != seen:
        raise Overtaken
    if was != (location.pk if location else None, team.pk if team else None):
        old = {"location": was[0] or 0, "team": was[1] or 0}
        kept = Placed(organisation_id=row.organisation_id, dossier_id=row.id, **old, until=now, by=actor.who)
        Placed.objects.bulk_create([kept])
        _moved(dossier, was, location, team, now)
    access.log(row.organisation_id, actor, "place", now=now, dossier=row.number)


def _moved(dossier: OpenDossier, was: Place, location: Location | None, team: Team | None, now: datetime) -> None:
    """The new place in the dossier, the lists, the register and what resembles it."""
    row = dossier.row
    here = {"organisation_id": row.organisation_id}
    where = {"location": location, "team": team.pk if team else None}
    Summary.objects.filter(**here, dossier_id=row.id).update(**where)
    RegisterEntry.objects.filter(**here, dossier_id=row.id, team=was[1]).update(team=where["team"])
    Dossier.objects.filter(**here, id=row.id).update(**where)
    marks = likeness.of_complaint(
        row.organisation, dossier.subject, location.pk if location else None, dossier.state.value("kind")
    )
    likeness.keep(row, marks, local_date(now))
    if (state := state_of(row)).closed:
        register.keep(row, state, now)
