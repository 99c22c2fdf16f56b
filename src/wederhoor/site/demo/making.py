"""Building the demo: organisations, people in every role, and their complaints in order of reception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from wederhoor.dossier import search_index
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.overseeing import appoint
from wederhoor.dossier.summaries import refresh_stale
from wederhoor.organisations.models import (
    Account,
    Administrator,
    ContactPoint,
    Location,
    Membership,
    Organisation,
    Team,
)
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation
from wederhoor.site.demo.discussing import discusses
from wederhoor.site.demo.improving import improves
from wederhoor.site.demo.living import lives
from wederhoor.site.demo.mailing import mail_came
from wederhoor.site.demo.noticing import notice
from wederhoor.site.demo.player import Stage, play
from wederhoor.site.demo.publishing import publishes
from wederhoor.site.demo.registering import registers
from wederhoor.site.demo.reporting import reports
from wederhoor.site.demo.script import Script

PASSWORD = "demo van wederhoor"
"""Of every demo account; they exist only where somebody asked for the demo."""


def made(script: Script, now: datetime) -> Stage:
    """One organisation with its people and complaints."""
    stage = staged(script, now.astimezone(AMSTERDAM))
    _played(script, stage)
    return stage


def staged(script: Script, now: datetime) -> Stage:
    """One organisation with its locations and people, where they are not there yet; no complaints."""
    regulation = load_for(script.regulation, now.date())
    row, new = _organisation(script)
    _search_key(row.parent or row, now)
    places = {code: _location(row, code, name, script.city) for code, name in script.locations.items()}
    for code, ways in script.reached.items():
        ContactPoint.objects.get_or_create(organisation=row, code=code, defaults=ways)
    cast = dict(_cast(script, row, regulation))
    runs = _administrator(row, regulation, cast, now)
    teams = dict(_teams(script, row, places, cast))
    stage = Stage(row, regulation, cast, places, teams, now, new=new, runs=runs)
    if script.life.colleague:
        stage.colleague = _account(row, stage.assigner, f"collega@{script.code}.voorbeeld", script.life.colleague)
    return stage


def _teams(
    script: Script, row: Organisation, places: Mapping[str, Location], cast: Mapping[str, Account]
) -> Iterator[tuple[str, Team]]:
    """The teams by the place where they work; who is complained about is in the first."""
    for number, (place, name) in enumerate(script.teams.items()):
        team, new = Team.objects.get_or_create(organisation=row, name=name, defaults={"location": places[place]})
        if new and not number and "accused" in cast:
            team.members.add(cast["accused"])
        yield place, team


def _search_key(organisation: Organisation, now: datetime) -> None:
    """The key of the search index is of today, however long ago the complaints of the demo came in."""
    with in_organisation(organisation.pk):
        search_index.key_of(organisation, now)


def _administrator(row: Organisation, regulation: Regulation, cast: dict[str, Account], now: datetime) -> str:
    """Whoever leads or handles also runs the place, and may look into the log of who looked; in what role they sign in."""
    order = ("board", "coordinator", "handler")
    role = next(r for kind in order for r, rule in regulation.roles.items() if rule.kind == kind and not rule.external)
    Administrator.objects.get_or_create(account=cast[role], organisation=row)
    tenant = row.parent or row
    appoint(tenant, cast[role].pk, since=date(2026, 1, 1), actor=Actor(None, WORKER, tenant.pk), now=now)
    return role


def _organisation(script: Script) -> tuple[Organisation, bool]:
    """The organisation, and whether it was made just now."""
    parent = Organisation.objects.get(code=script.parent) if script.parent else None
    return Organisation.objects.get_or_create(
        code=script.code,
        defaults={
            "name": script.name, "kind": script.kind, "parent": parent, "regulation": script.regulation, "demo": True,
            "brand_colour": script.colour, "city": script.city, "municipality": script.municipality or script.city,
        },
    )  # fmt: skip


def _location(row: Organisation, code: str, name: str, city: str) -> Location:
    defaults = {"name": name, "city": city, "group": city}
    return Location.objects.get_or_create(organisation=row, code=code, defaults=defaults)[0]


def _cast(script: Script, row: Organisation, regulation: Regulation) -> Iterator[tuple[str, Account]]:
    """An account for every role; whoever the script does not name is called after the role."""
    for role, rule in regulation.roles.items():
        name = script.people.get(role, rule.label)
        yield role, _account(row, role, f"{slugify(role)}@{script.code}.voorbeeld", name)


def _account(row: Organisation, role: str, email: str, name: str) -> Account:
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create(email=email, name=name, password=_hashed(), demo=True)
    Membership.objects.get_or_create(account=account, organisation=row, role=role)
    return account


@lru_cache(maxsize=1)
def _hashed() -> str:
    """One hash for everybody: it is slow on purpose, and the password is no secret."""
    return make_password(PASSWORD)


def _played(script: Script, stage: Stage) -> None:
    numbered = sorted(enumerate(script.complaints, 1), key=lambda pair: -pair[1].ago)
    for number, complaint in numbered:
        complaint = complaint.model_copy(update={"values": {**script.values, **complaint.values}})
        play(stage, complaint, script.plots[complaint.plot], f"demo-{script.code}-{number}")
    mail_came(stage, script.complaints)
    if stage.new:
        lives(stage, script)
    refresh_stale(stage.tenant, stage.now)


def learns(stage: Stage) -> None:
    """What it does about its complaints; once, when all of those are there, so that what is adopted agrees with the register."""
    improves(stage)
    registers(stage)
    discusses(stage)
    reports(stage)
    publishes(stage)
    notice(stage)
