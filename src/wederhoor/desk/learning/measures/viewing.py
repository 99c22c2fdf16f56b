"""Who looks at measures, and how a row is shown; the same for the list, one measure and the path of a location."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.learning.measures import words
from wederhoor.desk.learning.page import member_of
from wederhoor.desk.learning.tabs import outside
from wederhoor.desk.signed import Signed
from wederhoor.dossier.queries.counting import Statement
from wederhoor.insight import measure_lists
from wederhoor.insight.measure_lists import STATES, Filters, Seen, Viewer

KEYS = ("state", "kind", "aim", "theme", "origin")


def viewer_of(who: Signed) -> Viewer:
    """Somebody of a member of a cooperative sees what is about that member."""
    own = member_of(who)
    return Viewer(who.tenant, who.regulation, who.actor, own.pk if own else None)


MEASURES = "measures"


def waits(who: Signed) -> dict[str, Statement]:
    """The question how many are this person's own to do now, to be asked with other counts; none for who comes from outside."""
    return {} if outside(who.membership) else {MEASURES: measure_lists.waits(viewer_of(who), timezone.localdate())}


def mine_waiting(who: Signed) -> dict[str, Any]:
    """How many measures and recommendations are this person's own to do now, and where they stand."""
    away = outside(who.membership)
    return waiting_of({} if away else {MEASURES: measure_lists.waiting(viewer_of(who), timezone.localdate())})


def waiting_of(counts: Mapping[str, int]) -> dict[str, Any]:
    """The same, of counts that were asked together."""
    return {"count": counts.get(MEASURES, 0), "url": _mine()}


@cache
def _mine() -> str:
    return f"{reverse('desk:measures')}?{query_of(Filters(mine=True))}"


def filters_of(given: QueryDict | Mapping[str, str], who: Signed) -> Filters:
    """The filters in an address; what is unknown in them counts as not chosen."""
    known = {
        "state": set(STATES), "kind": set(words.kinds()), "aim": set(words.aims(who.regulation)), "theme": set(words.themes(who.regulation)),
        "origin": set(words.origins()),
    }  # fmt: skip
    chosen = {name: value for name in KEYS if (value := given.get(name) or "") in known[name]}
    place = given.get("location") or ""
    location = int(place) if place.isdecimal() and len(place) < 10 else None
    return Filters(**chosen, mine=given.get("mine") == "1", location=location)


def query_of(filters: Filters, **changes: Any) -> str:
    """The filters as they stand in an address: codes and numbers."""
    named = {name: getattr(filters, name) for name in KEYS}
    named |= {"mine": "1" if filters.mine else "", "location": filters.location or ""} | changes
    given = QueryDict(mutable=True)
    given.update({name: str(value) for name, value in named.items() if value})
    return given.urlencode()


def locations(who: Signed) -> list[tuple[str, str]]:
    """The places of this organisation, of its members with the member's name."""
    own = viewer_of(who).member
    found = []
    for place in words.place_of(who.tenant):
        if own in (None, place.pk):
            behind = f" ({place.name})" if place.pk != who.tenant.pk else ""
            found += [(str(one.pk), f"{one.name}{behind}") for one in place.locations.all()]
    return found


def shown(seen: Seen, who: Signed, today: date) -> dict[str, Any]:
    """One row as the templates show it."""
    row, regulation = seen.row, who.regulation
    late = seen.late(today)
    status, tone, sign = words.statuses()["late" if late else row.status]
    return {
        "url": reverse("desk:measure", args=[row.id]), "kind": words.kinds()[row.kind], "code": row.kind, "what": seen.what,
        "aim": words.aims(regulation).get(row.aim, row.aim), "theme": words.themes(regulation).get(row.theme, row.theme),
        "place": place(seen), "owner": owner(seen, who), "due": row.due, "late": late, "status": status, "tone": tone, "icon": sign,
        "origin": words.origins()[row.origin], "made_on": row.made_on, "done_on": row.done_on, "asked": asked(row.asked),
        "to_check": seen.to_check(today), "check_on": row.check_on, "check_months": row.check_months, "before": row.before, "after": row.after,
        "counted_days": row.counted_days, "remind_on": None if row.due or row.status != "open" else row.remind_on,
        "conclusion": words.conclusions().get(row.conclusion, ""), "decided_on": row.decided_on, "result": seen.result, "reason": seen.reason,
        "by": words.role_label(regulation, row.by_role), "running": row.status in ("open", "accepted"),
    }  # fmt: skip


def place(seen: Seen) -> str:
    """Location, team and member, as far as they are said."""
    row = seen.row
    named = (row.location and row.location.name, row.team and row.team.name, row.member and row.member.name)
    return ", ".join(str(name) for name in named if name)


def owner(seen: Seen, who: Signed) -> str:
    """Who does it: a person, else the role; '' when nobody does yet."""
    row = seen.row
    return row.owner.name if row.owner else words.role_label(who.regulation, row.role) if row.role else ""


def asked(value: bool | None) -> str:
    """Whether somebody asked for a recommendation."""
    return "" if value is None else gettext("gevraagd") if value else gettext("ongevraagd")


def id_of(text: str) -> UUID | None:
    """An id in an address, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
