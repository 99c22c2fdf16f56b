"""The questions with which a dossier is opened, each with its SQL made once (``organisations.prepared``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Length

from wederhoor.dossier import summaries
from wederhoor.dossier.models import (
    Assignment,
    Document,
    Dossier,
    DossierKey,
    Person,
    SealedText,
    Why,
    leaving,
    left,
    telling,
)
from wederhoor.organisations import affiliating
from wederhoor.organisations.models import Absence, Membership, Team
from wederhoor.organisations.prepared import Among, Given, Prepared
from wederhoor.procedure.affiliating import Spans


def _rows(model: Any) -> Any:
    return model.objects.filter(organisation_id=Given("organisation"), dossier_id=Given("dossier"))


def _in_sight(model: Any) -> Any:
    return _rows(model).filter(Among(F("compartment"), Given("seen")))


def beside(dossier: Dossier) -> dict[str, Any]:
    """The values of a question about the rows of one dossier."""
    return {"organisation": dossier.organisation_id, "dossier": dossier.id}


def joined(dossier: Dossier) -> Spans:
    """To which bodies its organisation, or the member it is about, wrote down that it is joined."""
    rows = affiliating.OWN.rows(organisation=dossier.organisation_id, member=dossier.member_id)
    return affiliating.spans((one for (one,) in rows), dossier.member_id)


ASSIGNED: Prepared[Assignment] = Prepared(lambda: _rows(Assignment))
IN_IT: Prepared[Person] = Prepared(lambda: _rows(Person).order_by(Length("code"), "code"))
"""Who is in it, in the order in which they came: p2 before p10."""


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


@dataclass(frozen=True, slots=True)
class Footing:
    """What was read with a dossier about how an account stands towards it: so that letting in asks no more."""

    held: bool = False
    """Whether it holds its role there."""
    assignments: tuple[Assignment, ...] = ()
    absent: frozenset[UUID] = frozenset()
    """For whom it stands in today."""
    reasons: tuple[str, ...] = ()
    """The codes of the reasons that it gave today in this role."""

    @classmethod
    def of(cls, row: Any) -> Footing:
        """From a row of ``finding``."""
        given = tuple(_assignment(row, **one) for one in row.given)
        return cls(row.held, given, frozenset(row.absent), tuple(row.reasons))


def _assignment(row: Dossier, *, key: str, account: str, since: str, until: str | None, **same: Any) -> Assignment:
    return Assignment(
        organisation_id=row.organisation_id, dossier_id=row.id, id=UUID(key), account_id=UUID(account),
        since=date.fromisoformat(since), until=date.fromisoformat(until) if until else None, **same,
    )  # fmt: skip


def _given() -> ArraySubquery:
    """Who acts in the dossier, or may not."""
    mine = Assignment.objects.filter(organisation_id=OuterRef("organisation_id"), dossier_id=OuterRef("id"))
    names = {name: F(name) for name in ("role", "since", "until", "recused")}
    return ArraySubquery(mine.values(one=JSONObject(key=F("id"), account=F("account_id"), **names)))


def _reasons() -> ArraySubquery:
    mine = Why.objects.filter(organisation_id=OuterRef("organisation_id"), dossier_id=OuterRef("id"))
    return ArraySubquery(
        mine.filter(account_id=Given("account"), role=Given("role"), day=Given("today")).values("code")
    )


def _absent() -> ArraySubquery:
    today = Given("today")
    away = Absence.objects.filter(substitute_id=Given("account"), since__lte=today, until__gte=today)
    return ArraySubquery(away.values("account_id"))


@lru_cache(maxsize=4)
def finding(column: str) -> Prepared[Dossier]:
    """A dossier by its number or by its code, with its events and what ``Footing`` tells of an account in a role."""
    places = Q(organisation=OuterRef("organisation_id")) | Q(organisation=OuterRef("member_id"))
    held = Membership.objects.filter(places, account_id=Given("account"), role=Given("role")).current(Given("today"))
    rows = Dossier.objects.select_related("location", "member").annotate(
        story=summaries.story(),
        held=Exists(held),
        given=_given(),
        absent=_absent(),
        reasons=_reasons(),
        joined=affiliating.beside("organisation_id", "member_id"),
        team_name=Subquery(Team.objects.filter(pk=OuterRef("team")).values("name")),
    )
    return Prepared(lambda: rows.filter(organisation_id=Given("organisation"), **{column: Given("value")}))
