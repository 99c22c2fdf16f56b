"""A row with a canary in every table that belongs to a dossier: asked of the models, so that a new table is not forgotten."""

from __future__ import annotations

import base64
import uuid
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from tests.e2e.canary import Planted, word
from wederhoor.dossier import door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, DossierRow, Link
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command

OF_THE_END = frozenset({"certificate", "tombstone"})
"""Written when a dossier is destroyed, and not before."""


def tables() -> list[type[DossierRow]]:
    """Every table of a dossier, but for what its end leaves."""
    found = apps.get_app_config("dossier").get_models()
    return [one for one in found if issubclass(one, DossierRow) and one._meta.model_name not in OF_THE_END]


def fill_rest(made: Planted, now: datetime) -> set[str]:
    """A row in each table in which there is none yet; the tables that have one now."""
    with in_organisation(made.here.pk):
        row = Dossier.objects.get(organisation=made.here, number=made.number)
        own = {"organisation_id": row.organisation_id, "dossier_id": row.id}
        _tied(made, row, now)
        for table in tables():
            if not table._default_manager.filter(**own).exists():
                table._default_manager.bulk_create([table(**own, **_values(table, made, now))])
        return {table._meta.model_name or "" for table in tables() if table._default_manager.filter(**own).exists()}


def _tied(made: Planted, row: Dossier, now: datetime) -> None:
    """Another complaint, of somebody else, that belongs to this one: tied from both sides."""
    act = made.regulation.acts["receive"]
    asked = {
        n: next(iter(choices_of(made.regulation, f)))
        for n, f in act.fields.items()
        if f.required and f.choices is not None
    }
    other = door.receive(
        made.here, Command("receive", "complainant", asked), texts={"complaint": "Ook koud."}, people=[], subject="Ook kou",
        actor=door.visitor(made.here.pk), now=now, submitted_key="de andere",
    )  # fmt: skip
    assert isinstance(other, door.Received)
    there = Dossier.objects.get(organisation=made.here, number=other.number)
    how = {"organisation_id": row.organisation_id, "kind": Link.Kind.SAME, "made": now, "by": "x"}
    Link.objects.bulk_create(
        [Link(dossier_id=row.id, other_id=there.id, **how), Link(dossier_id=there.id, other_id=row.id, **how)]
    )


def _values(table: type[DossierRow], made: Planted, now: datetime) -> dict[str, Any]:
    words = word("row", table._meta.model_name or "")
    made.only.setdefault("rows", []).append(words)
    fields = [one for one in table._meta.concrete_fields if one.name not in ("organisation", "dossier_id", "id", "pk")]
    return {one.attname: _value(one, words, made, now) for one in fields}


def _value(field: models.Field[Any, Any], words: str, made: Planted, now: datetime) -> Any:
    if isinstance(field, models.ForeignKey):
        mine = field.related_model is type(made.personas[0].account)
        return made.personas[0].account.pk if mine else None
    if field.choices:
        return next(iter(field.flatchoices))[0]
    kinds: dict[type[models.Field[Any, Any]], Any] = {
        models.BinaryField: words.encode(), models.JSONField: {"words": words}, models.DateTimeField: now, models.DateField: now.date(),
        models.BooleanField: False, models.UUIDField: uuid.uuid4(), models.IntegerField: 1,
    }  # fmt: skip
    if isinstance(field, (models.CharField, models.TextField)):
        return words[: field.max_length]
    return next(value for kind, value in kinds.items() if isinstance(field, kind))


def forms_of(words: str) -> tuple[str, ...]:
    """How words can stand in a row or a file: as they are, in hexadecimal, in base64 wherever they begin."""
    raw = words.encode()
    whole = [base64.b64encode(b"\0" * shift + raw).decode() for shift in range(3)]
    return (words, raw.hex(), *(one[4 if shift else 0 : -4] for shift, one in enumerate(whole)))
