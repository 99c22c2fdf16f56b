"""Who is at the desk: an account in one role at one organisation, kept in the session."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from wederhoor.desk.addresses import reverse
from wederhoor.desk.agreed import must_agree
from wederhoor.desk.learning.tabs import address as learning_address
from wederhoor.desk.words import initials
from wederhoor.dossier import policy, regulations
from wederhoor.dossier.contacts import counts
from wederhoor.dossier.door import Actor
from wederhoor.dossier.noticing import unread
from wederhoor.dossier.outside import assigned_by
from wederhoor.dossier.overseeing import oversees
from wederhoor.dossier.post import KINDS as POST_KINDS
from wederhoor.dossier.reasons import ReasonNeeded
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation, running
from wederhoor.organisations.prepared import Given, Prepared
from wederhoor.procedure.model import Regulation

SEAT, FACTOR = "seat", "second factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Seat:
    """A role somebody can take at the desk: a membership, and whose dossiers it opens."""

    membership: Membership
    tenant: Organisation

    @property
    def key(self) -> str:
        """How the header's chooser and the session name it."""
        return f"{self.membership.pk}-{self.tenant.pk}"

    @property
    def regulation(self) -> Regulation:
        """The regulation in force for it today. Raises NoRegulation."""
        own = self.membership.organisation
        return regulations.pinned(regulations.in_force(own if own.regulation else self.tenant, timezone.localdate()))


@dataclass(frozen=True, slots=True)
class Signed:
    """The person at the desk, in the role and at the organisation of this membership."""

    account: Account
    membership: Membership
    tenant: Organisation
    regulation: Regulation
    seats: tuple[Seat, ...] = ()
    administers: bool = False

    @property
    def role(self) -> str:
        """The role code."""
        return self.membership.role

    @property
    def role_label(self) -> str:
        """The role as the regulation calls it."""
        return role_label(self.regulation, self.role)

    @property
    def actor(self) -> Actor:
        """The actor for the one door."""
        own = self.membership.organisation
        return Actor(self.account.pk, self.role, own.pk, above=own.parent_id or 0)


def role_label(regulation: Regulation, role: str) -> str:
    """A role as the regulation calls it."""
    found = regulation.roles.get(role)
    return found.label if found else role


def may_share(who: Signed) -> bool:
    """Who works on everybody's dossiers may share a view of them."""
    return who.regulation.roles[who.role].kind in ("handler", "coordinator")


def memberships(account: Account) -> list[Membership]:
    """The roles this account holds today; each says whether the account also runs that place (``administers``)."""
    return _held(account.pk)


def _held(account: UUID) -> list[Membership]:
    return HELD.rows(account=account, today=timezone.localdate())


def _all_held() -> QuerySet[Membership]:
    account, today = Given("account"), Given("today")
    places = Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("organisation__parent"))
    runs = Administrator.objects.filter(running(today), places, account_id=account)
    held = Membership.objects.filter(account_id=account).current(today).annotate(administers=Exists(runs))
    named = held.select_related("account", "organisation", "organisation__parent")
    return named.order_by("organisation__name", "role")


HELD = Prepared(_all_held)


def _of_session(request: HttpRequest) -> list[Membership]:
    """The roles of whom the session names, and with them the account itself: one query for what takes Django two.

    The same tests as Django's own ``get_user``; where one fails nothing is found here, and Django asks in its own way.
    """
    session = request.session
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return []
    held = _held(UUID(session[SESSION_KEY]))
    if not held or not held[0].account.is_active:
        return []
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), held[0].account.get_session_auth_hash()):
        return []
    request._cached_user = held[0].account  # type: ignore[attr-defined]  # where Django's middleware keeps it
    return held


def seats(account: Account) -> list[Seat]:
    """The roles one can take now: at one's own organisation, and at those that assigned something to an outsider."""
    return _seats(account, memberships(account))


def _seats(account: Account, held: list[Membership]) -> list[Seat]:
    found = [Seat(m, m.organisation.parent or m.organisation) for m in held if not _outside(m)]
    return found + _outside_seats(account, [m for m in held if _outside(m)])


def _outside(membership: Membership) -> bool:
    return membership.organisation.kind == Organisation.Kind.EXTERNAL


def _outside_seats(account: Account, held: list[Membership]) -> list[Seat]:
    if not held:
        return []
    given = assigned_by(account.pk, timezone.localdate())
    return [
        Seat(membership, organisation) for membership in held for organisation, role in given if role == membership.role
    ]


def signed(request: HttpRequest) -> Signed | None:
    """Who is signed in, in which role; None for nobody, or for an account that holds no role (any more)."""
    held = _of_session(request)
    if not request.user.is_authenticated:
        return None
    account = request.user
    found = _seats(account, held) if held else seats(account)
    chosen = request.session.get(SEAT)
    for seat in sorted(found, key=lambda seat: seat.key != chosen):
        with suppress(NoRegulation):
            runs = bool(getattr(seat.membership, "administers", False))
            return Signed(account, seat.membership, seat.tenant, seat.regulation, tuple(found), runs)
    return None


def become(request: HttpRequest, membership: Membership) -> None:
    """Sign in as the holder of this membership."""
    login(request, membership.account, backend="django.contrib.auth.backends.ModelBackend")
    own = membership.organisation
    request.session[SEAT] = f"{membership.pk}-{own.parent_id or own.pk}"


def lacks_factor(request: HttpRequest) -> bool:
    """Whether a second factor is still to be set up; asked once per session, then remembered."""
    if request.session.get(FACTOR):
        return False
    if is_mfa_enabled(request.user, FACTORS):
        request.session[FACTOR] = True
        return False
    return True


def desk(
    view: Callable[Concatenate[HttpRequest, Signed, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who is signed in in a role; others are sent to sign in."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        who = signed(request)
        if who is None:
            return without_a_role(request)
        if who.role in who.tenant.second_factor and lacks_factor(request):
            return redirect("mfa_index")
        if must_agree(request, who.account, who.tenant) and request.path != reverse("desk:agree"):
            return redirect(f"{reverse('desk:agree')}?next={request.path}")
        try:
            return view(request, who, *args, **kwargs)
        except ReasonNeeded as needed:
            back = request.path if request.method == "GET" else reverse("desk:dossier", args=[needed.number])
            return redirect(f"{reverse('desk:why', args=[needed.number])}?next={back}")

    return page


def looks_of(organisation: Organisation, tenant: Organisation) -> dict[str, str]:
    """Whose page it is: the name, with the colour and the logo of who keeps the dossiers."""
    return {"name": organisation.name, "colour": tenant.brand_colour.lstrip("#"), "logo_url": tenant.logo_url}


def without_a_role(request: HttpRequest) -> HttpResponseBase:
    """Where somebody goes who has no role to work in: to what they run, a word that nothing is given to them, or sign in."""
    today = timezone.localdate()
    if request.user.is_authenticated:
        if Administrator.objects.filter(running(today), account=request.user).exists():
            return redirect("desk:manage")
        outside = Membership.objects.filter(account=request.user, organisation__kind=Organisation.Kind.EXTERNAL)
        if outside.current(today).exists():
            return render(request, "desk/nothing_given.html", {"sign_out_url": reverse("desk:sign out")})
    return redirect(f"{reverse('desk:sign in')}?next={request.path}")


def frame(request: HttpRequest, who: Signed, current: str, waiting: int | None = None) -> dict[str, Any]:
    """What every page of the desk shows around its content; ``waiting`` notices when the page counted them itself."""
    items = [
        (gettext("Werkvoorraad"), reverse("desk:worklist"), "inbox", "worklist"),
        (gettext("Alle dossiers"), f"{reverse('desk:worklist')}?tab=all", "folder", "all"),
        (gettext("Agenda"), reverse("desk:agenda"), "calendar", "agenda"),
        (gettext("Brieven"), reverse("desk:letters"), "mail", "letters"),
    ]
    care = care_address(request, who)
    if care:
        items.append((gettext("Zorgvuldigheid"), care, "shield-lock", "care"))
    if who.regulation.roles[who.role].kind in POST_KINDS:
        items.append((gettext("Post"), reverse("desk:post"), "mail-opened", "post"))
    if counts(who.regulation, who.role):
        items.append((gettext("Contacten"), reverse("desk:contacts"), "message-circle", "contacts"))
    if learn := learning_address(who.regulation, who.membership):
        items.append((gettext("Leren"), learn, "chart-bar", "learning"))
    if who.administers:
        items.append((gettext("Beheer"), reverse("desk:manage"), "settings", "manage"))
    nav = [
        {"label": w, "url": url, "icon": sign, "count": None, "current": code == current}
        for w, url, sign, code in items
    ]
    return {
        "organisation": looks_of(who.membership.organisation, who.tenant),
        "person": {"name": who.account.name, "initials": initials(who.account.name), "role": who.role_label},
        "choices": _choices(who), "choose_url": reverse("desk:take a role"), "nav": nav, "search_url": reverse("desk:search"),
        "sign_out_url": reverse("desk:sign out"), "account_url": reverse("desk:account"), "demo": demo(who.membership.pk, who.account.name),
        "bell": {
            "url": reverse("desk:notices"), "count": unread(who.tenant, who.actor) if waiting is None else waiting,
            "current": current == "notices",
        },
    }  # fmt: skip


WATCHES = "watches"


def care_address(request: HttpRequest, who: Signed) -> str:
    """Where careful keeping begins for this person: keeping and destroying, or the log for a privacy officer; '' for others.

    Whether somebody is privacy officer is asked once per session and organisation.
    """
    own = who.membership.organisation_id == who.tenant.pk
    if own and "destroy" in policy.NEEDS[who.regulation.roles[who.role].kind].actions:
        return reverse("desk:retention")
    known = request.session.get(WATCHES, {})
    if str(who.tenant.pk) not in known:
        known = {**known, str(who.tenant.pk): oversees(who.tenant, who.account.pk, timezone.localdate())}
        request.session[WATCHES] = known
    return reverse("desk:access log") if known[str(who.tenant.pk)] else ""


def _choices(who: Signed) -> list[dict[str, Any]]:
    """The roles to choose from in the header; none when there is only one."""
    current = Seat(who.membership, who.tenant).key
    rows = []
    for seat in who.seats if len(who.seats) > 1 else ():
        with suppress(NoRegulation):
            own = seat.membership.organisation
            place = seat.tenant.name if _outside(seat.membership) else own.name
            label = role_label(seat.regulation, seat.membership.role)
            rows.append({"key": seat.key, "role": label, "place": place, "current": seat.key == current})
    return rows


def _people(organisation: Organisation, current: int | None) -> list[dict[str, Any]]:
    parent = organisation.parent or organisation
    try:
        file = regulations.in_force(organisation if organisation.regulation else parent, timezone.localdate())
    except NoRegulation:
        return []
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
