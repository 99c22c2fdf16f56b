"""How an organisation is reached: the contact points of its regulation, filled in where the regulation names a role only."""

from __future__ import annotations

from wederhoor.organisations.models import ContactPoint, Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Contact

WAYS = ("telephone", "mail", "web", "post")
OWN: Prepared[ContactPoint] = Prepared(lambda: ContactPoint.objects.filter(organisation_id=Given("organisation")))


def _filled(point: Contact, own: ContactPoint | None) -> Contact:
    given = {way: value for way in WAYS if own and (value := getattr(own, way))}
    return point.model_copy(update={**given, "missing": ()}) if given else point


def points(regulation: Regulation, organisation: Organisation) -> dict[str, Contact]:
    """The contact points as they are here."""
    fetched = "contact_points" in getattr(organisation, "_prefetched_objects_cache", {})
    rows = organisation.contact_points.all() if fetched else OWN.rows(organisation=organisation.pk)
    own = {row.code: row for row in rows}
    return {code: _filled(point, own.get(code)) for code, point in regulation.contact_points.items()}


def as_here(regulation: Regulation, organisation: Organisation) -> Regulation:
    """The regulation with the contact points of this organisation; the procedure in it is the same."""
    return regulation.model_copy(update={"contact_points": points(regulation, organisation)})
