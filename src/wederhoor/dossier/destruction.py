"""The end of a dossier: all its rows and keys go at once, and a tombstone without a person stays."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from uuid import UUID

from django.apps import apps

from wederhoor.dossier import access, holding, post, retaining, summaries
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.models import Certificate, Dossier, DossierRow, Tombstone
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, gate
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import State
from wederhoor.procedure.terms import local_date


class TooEarly(Exception):
    """The dossier must still be kept, or its retention is unknown (then somebody must decide first)."""


class Held(Exception):
    """A legal hold lies on the dossier: lift it first."""


def rows_of(row: Dossier) -> dict[str, int]:
    """How many rows of each kind belong to a dossier: every table there is, so that a new one is not forgotten; and its mail."""
    models = [model for model in apps.get_app_config("dossier").get_models() if issubclass(model, DossierRow)]
    found = {
        model._meta.model_name or "": model._default_manager.filter(
            organisation_id=row.organisation_id, dossier_id=row.id
        ).count()
        for model in models
    }
    found["incomingmail"] = post.belonging(row.organisation, row.number)
    return {name: number for name, number in sorted(found.items()) if number}


def counted(dossier: OpenDossier, *, actor: Actor, now: datetime) -> dict[str, int]:
    """What destroying this dossier would take away. Raises NotFound, TooEarly, Held."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "destroy", now)
        _until(row, summaries.state_of(row), now)
        return rows_of(row)


def destroy(dossier: OpenDossier, *, actor: Actor, now: datetime) -> Tombstone:
    """Destroy a dossier whose retention has ended. Raises Held, TooEarly, NotFound."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        admit(row, actor, "destroy", now)
        state = summaries.state_of(row)
        stone = bury(row, state, _until(row, state, now), actor, now)
        access.log(row.organisation_id, actor, "destroy", now=now, dossier=row.number)
    return stone


def _until(row: Dossier, state: State, now: datetime) -> date:
    """The last day it was kept, when that is over and nothing holds it."""
    last, _ = retaining.last_day(row, state)
    if last is None or local_date(now) <= last:
        raise TooEarly(f"{row.number}: kept until {last or 'unknown'}")
    if holding.is_held(row):
        raise Held(f"{row.number}: a legal hold lies on it")
    return last


def digest(stone: Tombstone) -> str:
    """The hash of what a tombstone says, as the certificate prints it."""
    said = [
        stone.organisation_id, stone.number, stone.regulation, stone.version, str(stone.closed_on), str(stone.kept_until),
        stone.destroyed.isoformat(), stone.by, stone.role, stone.rows,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def bury(row: Dossier, state: State | None, until: date, actor: Actor, now: datetime) -> Tombstone:
    """All rows and keys go and a tombstone stays; without ``state`` for what never was a complaint. Inside the transaction."""
    stone = Tombstone(
        organisation_id=row.organisation_id, dossier_id=row.id, number=row.number, regulation=row.regulation,
        version=row.version, closed_on=summaries.day(state.closed_at) if state else None, destroyed=now, by=actor.who, role=actor.role,
        kept_until=until, rows=rows_of(row),
    )  # fmt: skip
    stone.digest = digest(stone)
    Tombstone.objects.bulk_create([stone])
    post.forget(row.organisation, row.number)
    Dossier.objects.filter(organisation_id=row.organisation_id, id=row.id).delete()
    return stone


def keep_certificate(stone: Tombstone, pdf: bytes, *, actor: Actor, now: datetime) -> None:
    """Keep the certificate beside the tombstone; the first stays."""
    organisation = stone.organisation
    with gate(organisation, actor, now=now):
        made = Certificate(
            organisation=organisation,
            dossier_id=stone.dossier_id,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            made=now,
        )
        Certificate.objects.bulk_create([made], ignore_conflicts=True)


def certificate(organisation: Organisation, dossier: UUID, *, actor: Actor, now: datetime) -> tuple[Tombstone, bytes]:
    """The tombstone and its certificate (b'' when none was kept yet). Raises NotFound."""
    if not retaining.may_destroy(organisation, actor, now):
        raise NotFound
    with gate(organisation, actor, now=now):
        stone = Tombstone.objects.filter(organisation=organisation, dossier_id=dossier).first()
        if stone is None:
            raise NotFound
        kept = Certificate.objects.filter(organisation=organisation, dossier_id=dossier).first()
    return stone, bytes(kept.pdf) if kept else b""
