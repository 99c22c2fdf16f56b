"""Which rows of the register somebody wants to see: filters as they stand in an address, codes and ids only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from wederhoor.dossier.models import RegisterLink, RegisterRow
from wederhoor.organisations.models import Organisation

QUARTER = re.compile(r"\d{4}-Q[1-4]")
IN_TIME = {"yes": True, "no": False, "none": None}
LINKED = ("location", "team")
"""What is known of a row only as long as its dossier exists."""
OF_A_PART = ("law", "kind", "heading", "theme", "team", "route", "outcome", "in_time", "source")
"""What parts of one complaint can differ in."""
UNKNOWN = "-"
"""The filter for rows in which a column is empty."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters; '' is no filter."""

    since: str = ""
    until: str = ""
    law: str = ""
    kind: str = ""
    heading: str = ""
    theme: str = ""
    group: str = ""
    location: str = ""
    team: str = ""
    route: str = ""
    outcome: str = ""
    in_time: str = ""
    source: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wanted:
        """The filters in an address; what cannot be one counts as not chosen."""
        found = {one.name: (given.get(one.name) or "").replace("\0", "")[:60] for one in fields(cls)}
        dates = {name: found[name] if QUARTER.fullmatch(found[name]) else "" for name in ("since", "until")}
        ids = {name: found[name] if found[name].isdecimal() and len(found[name]) < 18 else "" for name in LINKED}
        timely = found["in_time"] if found["in_time"] in IN_TIME else ""
        return cls(**(found | dates | ids | {"in_time": timely}))

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that were chosen."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in found.items() if value}

    @property
    def some_parts(self) -> bool:
        """Whether a filter may ask for some parts of a complaint and not for others."""
        return any(getattr(self, name) for name in OF_A_PART)

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return urlencode(self.chosen)


def rows(organisation: Organisation, member: Organisation | None, wanted: Wanted) -> QuerySet[RegisterRow]:
    """The rows of this organisation (or of one member in it) that are wanted. Inside ``in_organisation``."""
    found = RegisterRow.objects.filter(organisation=organisation)
    found = found.filter(member=member) if member else found
    found = found.filter(quarter__gte=wanted.since) if wanted.since else found
    found = found.filter(quarter__lte=wanted.until) if wanted.until else found
    codes = {name: getattr(wanted, name) for name in ("law", "kind", "heading", "theme", "route", "outcome", "source")}
    codes["location_group"] = wanted.group
    found = found.filter(**{name: "" if code == UNKNOWN else code for name, code in codes.items() if code})
    linked = {name: int(getattr(wanted, name)) for name in LINKED if getattr(wanted, name)}
    link = RegisterLink.objects.filter(organisation=organisation, row=OuterRef("id"), **linked)
    found = found.filter(Exists(link)) if linked else found
    return _in_time(found, wanted.in_time) if wanted.in_time else found


def _in_time(found: QuerySet[RegisterRow], asked: str) -> QuerySet[RegisterRow]:
    """Those of complaints that were in time, late or without a term as a whole: late when one of the wanted parts was."""
    others = {"yes": found.filter(in_time=False), "none": found.exclude(in_time=None)}.get(asked)
    rows = found.filter(in_time=IN_TIME[asked])
    if others is None:
        return rows
    of_the_same = others.filter(complaint=OuterRef("complaint"), several=True)
    return rows.filter(Q(several=False) | ~Exists(of_the_same))
