"""Who runs which organisation, and what every page of Beheer shows around its content."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.correspondence.lapsing import lapsing
from wederhoor.desk.account_page import own_frame
from wederhoor.desk.second_factor import ADMINISTRATOR
from wederhoor.desk.signed import lacks_factor, looks_of
from wederhoor.dossier import regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.organisations.models import Account, Administrator, Organisation, running
from wederhoor.procedure.model import Regulation

P = ParamSpec("P")
RUNS = "runs"
EXTERNAL = Organisation.Kind.EXTERNAL


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation an administrator runs now, and the others they may switch to."""

    account: Account
    organisation: Organisation
    others: tuple[Organisation, ...]
    founder: bool

    @property
    def tenant(self) -> Organisation:
        """Who keeps the dossiers."""
        return self.organisation.parent or self.organisation

    @property
    def today(self) -> date:
        """Today, in the Netherlands."""
        return timezone.localdate()

    @property
    def regulation(self) -> Regulation | None:
        """The regulation in force today, or else the first that will be; None when none was chosen."""
        chosen = sorted(first for first in self.organisation.chosen if first > self.today.isoformat())
        for day in (self.today, *(date.fromisoformat(first) for first in chosen)):
            with suppress(NoRegulation):
                return regulations.pinned(regulations.in_force(self.organisation, day))
        return None

    @property
    def actor(self) -> Actor:
        """For the access log: an administrator, who sees no dossier."""
        return Actor(self.account.pk, "administrator", self.tenant.pk)


def rights(account: Account) -> tuple[list[Organisation], bool]:
    """Which organisations this account runs today (a cooperative with its members), and whether it may add others."""
    rows = Administrator.objects.filter(running(timezone.localdate()), account=account)
    keys = set(rows.values_list("organisation_id", flat=True))
    own = keys - {None}
    after = Q(registered_by__in=own, kind=EXTERNAL, administrators=None)  # nobody of theirs runs it yet
    listed = Organisation.objects.filter(Q(pk__in=own) | Q(parent__in=own) | after)
    return list(listed.select_related("parent").distinct().order_by("kind", "name")), None in keys


def _chosen(request: HttpRequest, listed: list[Organisation]) -> Organisation:
    """The one chosen before; else the first that gives care."""
    wanted = request.session.get(RUNS)
    first = sorted(listed, key=lambda row: (row.kind == EXTERNAL, row.parent_id is not None))[0]
    return next((row for row in listed if row.pk == wanted), first)


def manages(
    view: Callable[Concatenate[HttpRequest, Place, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who runs an organisation; for others there is no such page."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return redirect(f"{reverse('desk:sign in')}?next={request.path}")
        listed, founder = rights(request.user)
        if not listed:
            if founder:
                return redirect("desk:manage new")
            raise Http404
        place = Place(request.user, _chosen(request, listed), tuple(listed), founder)
        if ADMINISTRATOR in place.tenant.second_factor and lacks_factor(request):
            return redirect("mfa_index")
        return view(request, place, *args, **kwargs)

    return page


def sections(place: Place, current: str) -> list[dict[str, Any]]:
    """The pages of Beheer; an outside organisation has people only."""
    outside = place.organisation.kind == EXTERNAL
    listed = [
        ("manage", gettext("Aan de slag"), not outside),
        ("manage organisation", gettext("Organisatie"), True),
        ("manage regulation", gettext("Regeling"), not outside),
        ("manage places", gettext("Locaties en teams"), not outside),
        ("manage people", gettext("Mensen"), True),
        ("manage roles", gettext("Rollen"), not outside),
        ("manage contact", gettext("Contact en aansluitingen"), not outside),
        ("manage outside", gettext("Van buiten"), not outside),
        ("manage letters", gettext("Brieven"), not outside and place.regulation is not None),
        ("manage mail", gettext("Mail"), True),
        ("manage privacy", gettext("Privacy"), place.organisation.pk == place.tenant.pk and not outside),
    ]
    return [
        {"label": label, "url": reverse(f"desk:{name}"), "current": name == current}
        for name, label, shown in listed
        if shown
    ]


def frame_of(request: HttpRequest, place: Place, current: str) -> dict[str, Any]:
    """The frame of the desk, with the pages of Beheer."""
    base = own_frame(request, "manage")
    base.setdefault(
        "nav",
        [
            {
                "label": gettext("Beheer"),
                "url": reverse("desk:manage"),
                "icon": "settings",
                "count": None,
                "current": True,
            }
        ],
    )
    others = [{"key": row.pk, "name": row.name, "current": row.pk == place.organisation.pk} for row in place.others]
    return base | {
        "organisation": looks_of(place.organisation, place.tenant), "sections": sections(place, current), "runs": place.organisation,
        "own_duties": lapsing(place.organisation, place.today), "others": others if len(others) > 1 else [], "founder": place.founder,
    }  # fmt: skip


def choose(request: HttpRequest) -> HttpResponseBase:
    """Go on with another of the organisations one runs."""
    listed = rights(request.user)[0] if isinstance(request.user, Account) else []
    wanted = request.POST.get("organisation", "")
    if request.method != "POST" or wanted not in {str(row.pk) for row in listed}:
        raise Http404
    request.session[RUNS] = int(wanted)
    return redirect("desk:manage")
