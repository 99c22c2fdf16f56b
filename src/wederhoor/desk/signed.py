"""Who is at the desk: an account in one role at one organisation, kept in the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.words import initials
from wederhoor.dossier import regulations
from wederhoor.dossier.door import Actor
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.model import Regulation

MEMBERSHIP = "membership"
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Signed:
    """The person at the desk, in the role and at the organisation of this membership."""

    account: Account
    membership: Membership
    tenant: Organisation
    regulation: Regulation

    @property
    def role(self) -> str:
        """The role code."""
        return self.membership.role

    @property
    def role_label(self) -> str:
        """The role as the regulation calls it."""
        found = self.regulation.roles.get(self.role)
        return found.label if found else self.role

    @property
    def actor(self) -> Actor:
        """The actor for the one door."""
        return Actor(self.account.pk, self.role, self.membership.organisation_id)


def memberships(account: Account) -> list[Membership]:
    """The roles this account holds today."""
    held = Membership.objects.filter(account=account).current(timezone.localdate())
    return list(held.select_related("organisation", "organisation__parent").order_by("organisation__name", "role"))


def _signed(account: Account, membership: Membership) -> Signed:
    own = membership.organisation
    tenant = own.parent or own
    file = regulations.in_force(own if own.regulation else tenant, timezone.localdate())
    return Signed(account, membership, tenant, regulations.pinned(file))


def signed(request: HttpRequest) -> Signed | None:
    """Who is signed in, in which role; None for nobody, or for an account that holds no role (any more)."""
    if not request.user.is_authenticated:
        return None
    account = request.user
    held = memberships(account)
    chosen = next((m for m in held if m.pk == request.session.get(MEMBERSHIP)), held[0] if held else None)
    return _signed(account, chosen) if chosen else None


def become(request: HttpRequest, membership: Membership) -> None:
    """Sign in as the holder of this membership."""
    login(request, membership.account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[MEMBERSHIP] = membership.pk


def desk(
    view: Callable[Concatenate[HttpRequest, Signed, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who is signed in in a role; others are sent to sign in."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        who = signed(request)
        if who is None:
            return redirect(f"{reverse('desk:sign in')}?next={request.path}")
        return view(request, who, *args, **kwargs)

    return page


def frame(request: HttpRequest, who: Signed, current: str) -> dict[str, Any]:
    """What every page of the desk shows around its content."""
    items = [
        (gettext("Werkvoorraad"), reverse("desk:worklist"), "inbox", "worklist"),
        (gettext("Alle dossiers"), f"{reverse('desk:worklist')}?tab=all", "folder", "all"),
        (gettext("Brieven"), reverse("desk:letters"), "mail", "letters"),
    ]
    nav = [
        {"label": w, "url": url, "icon": sign, "count": None, "current": code == current}
        for w, url, sign, code in items
    ]
    return {
        "organisation": {"name": who.membership.organisation.name, "colour": who.tenant.brand_colour.lstrip("#")},
        "person": {"name": who.account.name, "initials": initials(who.account.name), "role": who.role_label},
        "nav": nav, "search_url": reverse("desk:worklist"), "sign_out_url": reverse("desk:sign out"),
        "demo": demo(who.membership.pk, who.account.name),
    }  # fmt: skip


def _people(organisation: Organisation, current: int | None) -> list[dict[str, Any]]:
    parent = organisation.parent or organisation
    file = regulations.in_force(organisation if organisation.regulation else parent, timezone.localdate())
    roles = regulations.pinned(file).roles
    held = [
        m
        for m in organisation.memberships.all()
        if m.account.demo and m.role in roles and roles[m.role].kind not in ("complainant", "accused")
    ]
    return [
        {"name": m.account.name, "role": roles[m.role].label, "key": m.pk, "current": m.pk == current}
        for m in sorted(held, key=lambda m: list(roles).index(m.role))
    ]


def demo_people(current: int | None = None) -> list[dict[str, Any]]:
    """The people of the demo, per organisation."""
    rows = Organisation.objects.filter(demo=True).exclude(memberships=None)
    rows = rows.select_related("parent").prefetch_related("memberships__account").order_by("name")
    return [{"organisation": row.name, "words": "", "people": _people(row, current)} for row in rows]


def demo(current: int | None = None, person: str = "") -> dict[str, Any] | None:
    """The bar of the demo, or None outside it. The people to become stand on the sign-in page, one click away."""
    if not settings.DEMO:
        return None
    return {
        "switch_url": reverse("desk:become"), "groups": [], "person": person, "mail_url": reverse("desk:mail"),
        "home_url": "/", "desk_url": reverse("desk:sign in"),
    }  # fmt: skip
