"""People: inviting, roles with dates, absence, and somebody who leaves."""

from __future__ import annotations

from datetime import date
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.correspondence import line
from wederhoor.desk.absence import DAY, AbsenceForm, absences
from wederhoor.desk.manage.page import EXTERNAL, Place, frame_of, manages
from wederhoor.desk.signed import FACTORS
from wederhoor.dossier.handing_over import hand_over, held_by
from wederhoor.dossier.regulations import open_where
from wederhoor.organisations import invitations, sessions, staffing
from wederhoor.organisations.models import (
    Absence,
    Account,
    Administrator,
    Invitation,
    Membership,
    Organisation,
    running,
)
from wederhoor.procedure.model import Regulation


def roles_of(place: Place, row: Organisation) -> dict[str, str]:
    """The roles somebody can be given at this organisation."""
    regulation = place.regulation
    if row.kind != EXTERNAL:
        return staffing.staff_roles(regulation) if regulation else {}
    known = [p.regulation for p in _working_with(place, row)]
    kinds = ("handler", "mediator", "confidant", "committee", "external", "coordinator")
    return {c: r.label for found in known if found for c, r in found.roles.items() if r.external or r.kind in kinds}


def labels_of(place: Place, row: Organisation) -> dict[str, str]:
    """Every role's name, also those of the parties."""
    known = place.regulation.roles if place.regulation else {}
    return {**{code: role.label for code, role in known.items()}, **roles_of(place, row)}


def _working_with(place: Place, outside: Organisation) -> list[Place]:
    tenants = Organisation.objects.filter(partners__outside=outside)
    return [Place(place.account, tenant, (), False) for tenant in tenants]


class InviteForm(forms.Form):
    """Somebody new, or somebody with an account elsewhere."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    roles = forms.MultipleChoiceField(label=gettext_lazy("Rollen"), widget=forms.CheckboxSelectMultiple, required=False)
    administrator = forms.BooleanField(label=gettext_lazy("Beheert ook de organisatie"), required=False)
    since = forms.DateField(label=gettext_lazy("Vanaf"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DAY)

    def __init__(self, *args: Any, roles: dict[str, str], place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.fields["roles"] = forms.MultipleChoiceField(
            label=gettext("Rollen"), choices=list(roles.items()), widget=forms.CheckboxSelectMultiple, required=False
        )

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if not found.get("roles") and not found.get("administrator"):
            raise forms.ValidationError(
                gettext("Kies ten minste één rol, of laat deze persoon de organisatie beheren.")
            )
        _right_order(found)
        email = str(found.get("email", "")).lower()
        held = Membership.objects.filter(account__email=email, organisation=self.place.organisation).current(
            self.place.today
        )
        refuse_clash(self.place.regulation, [*held.values_list("role", flat=True), *found.get("roles", [])])
        return found


def _right_order(found: dict[str, Any]) -> None:
    if found.get("since") and found.get("until") and found["until"] < found["since"]:
        raise forms.ValidationError(gettext("De laatste dag ligt voor de eerste."))


def refuse_clash(regulation: Regulation | None, roles: list[str]) -> None:
    """Raises ValidationError for roles that one person may not hold together, with where that is written."""
    for clash in staffing.clashes(regulation, roles) if regulation else ():
        assert regulation is not None  # noqa: S101  # there is no clash without one
        words = gettext("%(one)s en %(two)s gaan niet samen in één persoon. Staat in: %(source)s.")
        labels = {"one": regulation.roles[clash.role].label, "two": regulation.roles[clash.other].label}
        raise forms.ValidationError(words % {**labels, "source": clash.source})


class RoleForm(forms.Form):
    """One more role for somebody."""

    role = forms.ChoiceField(label=gettext_lazy("Rol"))
    since = forms.DateField(label=gettext_lazy("Vanaf"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DAY)

    def __init__(
        self, *args: Any, roles: dict[str, str], held: list[str], regulation: Regulation | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.regulation, self.held = regulation, held
        self.fields["role"] = forms.ChoiceField(label=gettext("Rol"), choices=list(roles.items()))

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        _right_order(found)
        refuse_clash(self.regulation, [*self.held, str(found.get("role", ""))])
        return found


class LeaveForm(forms.Form):
    """Somebody's last day, and who takes over."""

    last_day = forms.DateField(label=gettext_lazy("Laatste dag"), widget=DAY)
    receiver = forms.ModelChoiceField(
        Account.objects.none(), label=gettext_lazy("Wie neemt de dossiers over?"), required=False,
        help_text=gettext_lazy("Wie hier gekozen wordt, krijgt de open dossiers in dezelfde rol."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place, leaver: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = people_of(place.organisation).exclude(pk=leaver.pk)
        self.fields["receiver"] = forms.ModelChoiceField(
            here, label=gettext("Wie neemt de dossiers over?"), required=False,
            help_text=gettext("Wie hier gekozen wordt, krijgt de open dossiers in dezelfde rol."),
        )  # fmt: skip


def has_factor(account: Account) -> bool:
    """Whether this account signs in with a second factor."""
    return bool(is_mfa_enabled(account, FACTORS))


def people_of(row: Organisation) -> QuerySet[Account]:
    """Everybody who has, had or will have something here."""
    here = Q(memberships__organisation=row) | Q(administers__organisation=row)
    return Account.objects.filter(here).distinct().order_by("name")


def send(request: HttpRequest, account: Account, row: Organisation | None, token: str) -> bool:
    """Mail the link; False when mail is off or fails, and then the administrator hands it over."""
    along = line.of(row)
    if along is None:
        return False
    link = request.build_absolute_uri(reverse("desk:invited", args=[token]))
    words = gettext(
        "Beste lezer,\n\nEr is een account voor u gemaakt. Kies hier een wachtwoord; de link werkt één keer, een week lang:\n\n%s\n"
    )
    try:
        along.message(gettext("Uw account in Wederhoor"), words % link, [account.email]).send()
    except (OSError, SMTPException):
        return False
    return True


def tell(request: HttpRequest, account: Account, row: Organisation, token: str) -> None:
    """Say that the mail went, or show the link to hand over."""
    if send(request, account, row, token):
        messages.success(request, gettext("De uitnodiging is gemaild naar %s.") % account.email)
    elif people_of(row).filter(pk=account.pk).exists() and not _elsewhere(account, row):
        link = request.build_absolute_uri(reverse("desk:invited", args=[token]))
        words = gettext("Geef deze link zelf door; hij werkt één keer: %s") % link
        messages.warning(request, f"{_not_mailed(row)} {words}")
    else:  # the link opens what this person has elsewhere: it is not for this administrator's eyes
        words = gettext("Dit account hoort ook bij een andere organisatie: de link kan alleen per mail.")
        messages.error(request, f"{_not_mailed(row)} {words}")


def _not_mailed(row: Organisation) -> str:
    return gettext("De mail ging niet weg.") if line.of(row) else gettext("Mail staat uit.")


def _elsewhere(account: Account, row: Organisation) -> bool:
    """Whether this account has, had or will have something at another organisation."""
    others = (account.memberships.all(), account.administers.all())
    return any(rows.exclude(organisation=row).exists() for rows in others)


def invite(form: InviteForm, row: Organisation) -> tuple[Account, bool]:
    """The account with its roles; True when it is new or never had a password."""
    found, email = form.cleaned_data, form.cleaned_data["email"].strip().lower()
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email, found["name"])
    for role in found["roles"]:
        staffing.give(account, row, role, found["since"], found["until"])
    if found["administrator"]:
        dates = {"since": found["since"], "until": found["until"]}
        Administrator.objects.update_or_create(account=account, organisation=row, defaults=dates)
    if not account.is_active:
        Account.objects.filter(pk=account.pk).update(is_active=True)
    return account, not account.has_usable_password()


@require_http_methods(["GET", "POST"])
@manages
def people(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Everybody of the organisation, and inviting somebody."""
    row = place.organisation
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles_of(place, row), place=place)
    if request.method == "POST" and form.is_valid():
        account, fresh = invite(form, row)
        if fresh:
            tell(request, account, row, invitations.invite(account, row, now=timezone.now()))
        else:
            open_where(account, place.today)
            messages.success(request, gettext("%s heeft al een account en heeft de rol nu ook hier.") % account.name)
        return redirect("desk:manage people")
    context = frame_of(request, place, "manage people") | {
        "people": [_row(account, place) for account in people_of(row)], "form": form,
    }  # fmt: skip
    return render(request, "desk/manage/people.html", context, status=422 if form.errors else 200)


def _row(account: Account, place: Place) -> dict[str, Any]:
    row, labels = place.organisation, labels_of(place, place.organisation)
    held = account.memberships.filter(organisation=row)
    current = [labels.get(m.role, m.role) for m in held.current(place.today)]
    runs = Administrator.objects.filter(running(place.today), account=account, organisation=row).exists()
    waiting = not account.has_usable_password()
    state = (
        gettext("uitgenodigd")
        if waiting
        else gettext("actief")
        if current or runs
        else gettext("vertrokken of nog niet begonnen")
    )
    tone = "warning" if waiting else "success" if current or runs else "neutral"
    return {
        "name": account.name, "email": account.email, "url": reverse("desk:manage person", args=[account.pk]),
        "roles": current + ([gettext("Beheer")] if runs else []), "state": state, "tone": tone,
    }  # fmt: skip


def person_of(place: Place, key: UUID) -> Account:
    found = people_of(place.organisation).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@manages
def person(request: HttpRequest, place: Place, key: UUID) -> HttpResponseBase:
    """One person: roles, invitation, absence, leaving."""
    account = person_of(place, key)
    held = list(account.memberships.filter(organisation=place.organisation).order_by("role"))
    asked = request.POST.get("kind") if request.method == "POST" else ""
    current = [m.role for m in held if m.until is None or m.until >= place.today]
    labels = labels_of(place, place.organisation)
    role_form = RoleForm(
        request.POST if asked == "role" else None, prefix="r", roles=roles_of(place, place.organisation), held=current,
        regulation=place.regulation,
    )  # fmt: skip
    away = AbsenceForm(request.POST if asked == "absence" else None, prefix="a", account=account, today=place.today)
    leaving = LeaveForm(
        request.POST if asked == "leave" else None,
        prefix="v",
        place=place,
        leaver=account,
        initial={"last_day": place.today},
    )
    if asked == "role" and role_form.is_valid():
        found = role_form.cleaned_data
        staffing.give(account, place.organisation, found["role"], found["since"], found["until"])
        open_where(account, place.today)
        return redirect("desk:manage person", key)
    if asked == "absence" and away.is_valid():
        away.save()
        return redirect("desk:manage person", key)
    if asked == "leave" and leaving.is_valid():
        return _left(request, place, account, leaving.cleaned_data["last_day"], leaving.cleaned_data["receiver"])
    asked_form = {"role": role_form, "absence": away, "leave": leaving}.get(asked or "", role_form)
    context = frame_of(request, place, "manage people") | {
        "one": account, "held": [{"row": m, "label": labels.get(m.role, m.role), "over": bool(m.until and m.until < place.today)} for m in held],
        "runs": account.administers.filter(organisation=place.organisation).first(), "role_form": role_form, "leave_form": leaving,
        "absence_form": away, "absences": absences(account, place.today), "form": asked_form, "organisation_row": place.organisation,
        "invitation": Invitation.objects.filter(account=account, accepted=None, revoked=None, until__gte=timezone.now()).first(),
        "waiting": not account.has_usable_password(),
        "factor": has_factor(account) and account.pk != place.account.pk, "dossiers": held_by(place.tenant, account.pk, place.today),
    }  # fmt: skip
    return render(request, "desk/manage/person.html", context, status=422 if asked_form.errors else 200)


def _left(
    request: HttpRequest, place: Place, account: Account, last_day: date, receiver: Account | None
) -> HttpResponseBase:
    """Hand over what is open, then end what they hold."""
    if account.pk == place.account.pk and _only_administrator(place, account):
        messages.error(request, gettext("U bent de enige beheerder. Maak eerst iemand anders beheerder."))
        return redirect("desk:manage person", account.pk)
    if receiver:
        moved, kept = hand_over(place.tenant, account.pk, receiver.pk, actor=place.actor, now=timezone.now())
        messages.success(
            request, gettext("%(number)s dossiers zijn nu van %(name)s.") % {"number": moved, "name": receiver.name}
        )
        words = gettext("%(number)s blijft: %(name)s %(because)s.")
        for one in kept:
            messages.warning(request, words % {"number": one.number, "name": receiver.name, "because": one.because})
    if left := len(held_by(place.tenant, account.pk, place.today)):
        messages.warning(request, gettext("Let op: %s open dossiers staan nog op naam van wie weggaat.") % left)
    staffing.leave(account, place.organisation, last_day, place.today)
    return redirect("desk:manage person", account.pk)


def _only_administrator(place: Place, account: Account) -> bool:
    rows = Administrator.objects.filter(running(place.today), organisation=place.organisation)
    return not rows.exclude(account=account).exists()


@require_POST
@manages
def change(request: HttpRequest, place: Place, key: UUID) -> HttpResponseBase:
    """The single buttons on a person's page."""
    account, what = person_of(place, key), request.POST.get("do", "")
    if what == "invite" and not account.has_usable_password():
        tell(request, account, place.organisation, invitations.invite(account, place.organisation, now=timezone.now()))
    elif what == "revoke":
        invitations.revoke(account, now=timezone.now())
        messages.success(request, gettext("De uitnodiging werkt niet meer."))
    elif what == "end sessions":
        messages.success(request, gettext("%s sessies zijn beëindigd.") % sessions.end(account.pk))
    elif what.startswith("end role ") and what[9:].isdecimal():
        account.memberships.filter(pk=what[9:], organisation=place.organisation).update(
            until=staffing.yesterday(place.today)
        )
    elif what.startswith("end absence ") and what[12:].isdecimal():
        Absence.objects.filter(pk=what[12:], account=account).delete()
    elif what in ("administrator", "no administrator"):
        _administrator(request, place, account, give=what == "administrator")
    else:
        raise Http404
    return redirect("desk:manage person", key)


def _administrator(request: HttpRequest, place: Place, account: Account, *, give: bool) -> None:
    if give:
        Administrator.objects.update_or_create(
            account=account, organisation=place.organisation, defaults={"since": None, "until": None}
        )
    elif _only_administrator(place, account):
        messages.error(request, gettext("Er moet iemand zijn die de organisatie beheert."))
    else:
        account.administers.filter(organisation=place.organisation).delete()
