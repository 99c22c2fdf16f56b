"""The questions with which a dossier is opened, each with its SQL made once (``organisations.prepared``)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from wederhoor.dossier import summaries
from wederhoor.dossier.models import (
    Assignment,
    Document,
    Dossier,
    DossierKey,
    Person,
    SealedText,
    leaving,
    left,
    telling,
)
from wederhoor.organisations.models import Membership, Team
from wederhoor.organisations.prepared import Among, Given, Prepared


def _rows(model: Any) -> Any:
    return model.objects.filter(organisation_id=Given("organisation"), dossier_id=Given("dossier"))


def _in_sight(model: Any) -> Any:
    return _rows(model).filter(Among(F("compartment"), Given("seen")))


def beside(dossier: Dossier) -> dict[str, Any]:
    """The values of a question about the rows of one dossier."""
    return {"organisation": dossier.organisation_id, "dossier": dossier.id}


ASSIGNED: Prepared[Assignment] = Prepared(lambda: _rows(Assignment))
IN_IT: Prepared[Person] = Prepared(lambda: _rows(Person))


Sealed = tuple[int, str, str, bytes]
"""Event, field, compartment and ciphertext of a text."""


def _keys_and_texts() -> QuerySet[Any, Sealed]:
    texts = _in_sight(SealedText).values_list("seq", "field", "compartment", "ciphertext")
    wrapped = _in_sight(DossierKey).annotate(no_event=Value(-1), no_field=Value(""))
    found: QuerySet[Any, Sealed] = texts.union(
        wrapped.values_list("no_event", "no_field", "compartment", "wrapped"), all=True
    )
    return found


def _documents() -> QuerySet[Document]:
    beside_it = {"leaving": leaving(), "left": left(), "telling": telling()}
    rows: QuerySet[Document] = _in_sight(Document).defer("content").annotate(**beside_it)
    return rows.order_by("added", "id")


SEALED = Prepared(_keys_and_texts)
DOCUMENTS = Prepared(_documents)


@lru_cache(maxsize=4)
def finding(column: str) -> Prepared[Dossier]:
    """A dossier by its number or by its code, with its events and whether an account holds a role there."""
    places = Q(organisation=OuterRef("organisation_id")) | Q(organisation=OuterRef("member_id"))
    held = Membership.objects.filter(places, account_id=Given("account"), role=Given("role")).current(Given("today"))
    rows = Dossier.objects.select_related("location", "member").annotate(
        story=summaries.story(),
        held=Exists(held),
        team_name=Subquery(Team.objects.filter(pk=OuterRef("team")).values("name")),
    )
    return Prepared(lambda: rows.filter(organisation_id=Given("organisation"), **{column: Given("value")}))
