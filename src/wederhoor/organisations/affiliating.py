"""To which bodies outside an organisation wrote down that it is joined, beside a row or asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from wederhoor.organisations.models import Affiliation, Organisation
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.affiliating import Span

NAMES = {"place": F("organisation_id"), **{name: F(name) for name in ("body", "since", "until")}}
OWN: Prepared[Any] = Prepared(
    lambda: Affiliation.objects.filter(
        Q(organisation_id=Given("organisation")) | Q(organisation_id=Given("member"))
    ).values_list(JSONObject(**NAMES))
)


def beside(*places: str) -> ArraySubquery:
    """What was written down at the organisations in these columns of a row, for `spans`."""
    here = Q()
    for column in places:
        here |= Q(organisation_id=OuterRef(column))
    return ArraySubquery(Affiliation.objects.filter(here).values(one=JSONObject(**NAMES)))


def of(organisation: Organisation) -> dict[str, tuple[Span, ...]]:
    """Those of an organisation and of its cooperative: beside its row, or asked."""
    if "joined" in vars(organisation):
        return spans(vars(organisation)["joined"], organisation.pk)
    rows = OWN.rows(organisation=organisation.parent_id or organisation.pk, member=organisation.pk)
    return spans((one for (one,) in rows), organisation.pk)


def spans(rows: Iterable[Mapping[str, Any]], member: int | None = None) -> dict[str, tuple[Span, ...]]:
    """Body -> each first and last day. What a ``member`` wrote down of a body goes before what its cooperative did."""
    found: dict[tuple[bool, str], tuple[Span, ...]] = {}
    for row in rows:
        key = row["place"] == member, row["body"]
        found[key] = (*found.get(key, ()), (_day(row["since"]), _day(row["until"])))
    return {body: days for (_, body), days in sorted(found.items(), key=lambda one: one[0])}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
