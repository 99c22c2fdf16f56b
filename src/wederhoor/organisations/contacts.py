"""How an organisation is reached: the contact points of its regulation, filled in where the regulation names a role only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from wederhoor.organisations import affiliating
from wederhoor.organisations.models import ContactPoint, Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.affiliating import merged, open_to
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Contact

LEGAL_FORMS = frozenset({"stichting", "coöperatie", "cooperatie", "vereniging", "maatschap", "bv", "nv", "ua", "vof"})
"""Words around a name that are no part of what it is called."""
WAYS = ("telephone", "mail", "web", "post")
FILLED = ArraySubquery(
    ContactPoint.objects.filter(organisation=OuterRef("pk")).values(
        one=JSONObject(code="code", **{way: way for way in WAYS})
    )
)
"""What an organisation filled in, beside its row as ``filled``: who asks for the row needs no second question."""
OWN: Prepared[ContactPoint] = Prepared(lambda: ContactPoint.objects.filter(organisation_id=Given("organisation")))


def its_own(regulation: Regulation, organisation: Organisation) -> bool:
    """Whether the text is of this organisation (or of its cooperative), and not borrowed: it is called so in it."""
    named = {_bare(name) for name in (regulation.name, *regulation.also_called)}
    return any(_bare(row.name) in named for row in (organisation, organisation.parent) if row)


def _bare(name: str) -> str:
    """A name as compared: 'Stichting De Linde' is De Linde, and De Linde Noord is another."""
    return " ".join(word for word in name.casefold().split() if word.replace(".", "") not in LEGAL_FORMS)


def is_provider(regulation: Regulation, point: Contact) -> bool:
    """Whether a contact point is the provider itself or its own arrangement, and no body that is the same for everybody."""
    role = regulation.roles.get(point.role)
    return point.own or (not point.body and not (role and role.external))


def _filled(point: Contact, own: ContactPoint | None, *, provider: bool, borrowed: bool) -> Contact:
    """What is filled in here goes before the text; of the provider itself nothing of another's text stays beside it."""
    given = {way: value for way in WAYS if own and (value := getattr(own, way))}
    if provider and (own or borrowed):
        emptied = {**dict.fromkeys((*WAYS, "chat", "doubt"), ""), "hours": () if borrowed else point.hours, **given}
        lacking = () if given else point.missing or ("telefoonnummer", "e-mailadres")
        return point.model_copy(update=emptied | {"missing": lacking})
    return point.model_copy(update={**given, "missing": ()}) if given else point


def _own(organisation: Organisation) -> Iterable[ContactPoint]:
    """What it filled in: beside its row, or asked."""
    if "filled" in vars(organisation):
        return [ContactPoint(**one) for one in vars(organisation)["filled"]]
    fetched = "contact_points" in getattr(organisation, "_prefetched_objects_cache", {})
    return organisation.contact_points.all() if fetched else OWN.rows(organisation=organisation.pk)


def points(regulation: Regulation, organisation: Organisation) -> dict[str, Contact]:
    """The contact points as they are here."""
    own, borrowed = {row.code: row for row in _own(organisation)}, not its_own(regulation, organisation)
    return {
        code: _filled(point, own.get(code), provider=is_provider(regulation, point), borrowed=borrowed)
        for code, point in regulation.contact_points.items()
    }


def reached(regulation: Regulation, organisation: Organisation, day: date) -> dict[str, Contact]:
    """The contact points as they are here on a day: none of a body to which the organisation is not joined then."""
    return open_to(regulation, affiliating.of(organisation), points(regulation, organisation), day)


def as_here(regulation: Regulation, organisation: Organisation, day: date) -> Regulation:
    """The regulation with the contact points and affiliations of this organisation on a day; the procedure in it is the same."""
    joined = merged(regulation, affiliating.of(organisation))
    here = reached(regulation, organisation, day)
    return regulation.model_copy(update={"contact_points": here, "affiliations": joined})


def web_address(web: str) -> str:
    """With https:// before it; '' stays ''."""
    return web if not web or web.startswith("http") else f"https://{web}"
