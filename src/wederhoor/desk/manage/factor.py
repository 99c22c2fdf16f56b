"""Somebody lost their telephone or key: an administrator takes the second factor away, and the person sets up a new one."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence import line
from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.desk.manage.people import has_factor, person_of
from wederhoor.dossier import access
from wederhoor.dossier.fence import in_organisation
from wederhoor.organisations import sessions
from wederhoor.organisations.models import Account


@require_http_methods(["GET", "POST"])
@manages
def reset(request: HttpRequest, place: Place, key: UUID) -> HttpResponseBase:
    """Ask whether it is sure (GET), and take it away (POST)."""
    account = person_of(place, key)
    because = _because(place, account)
    if request.method == "POST" and not because:
        _taken_away(place, account)
        messages.success(
            request, gettext("De tweede stap van %s is gewist en alle sessies zijn beëindigd.") % account.name
        )
        return redirect("desk:manage person", key)
    context = frame_of(request, place, "manage people") | {"one": account, "because": because}
    return render(
        request, "desk/manage/factor.html", context, status=409 if because and request.method == "POST" else 200
    )


def _because(place: Place, account: Account) -> str:
    """Why this administrator cannot take it away; '' when they can."""
    if account.pk == place.account.pk:
        return gettext("Uw eigen tweede stap wijzigt u bij uw account.")
    if not has_factor(account):
        return gettext("Er is geen tweede stap ingesteld.")
    mine = {row.pk for row in place.others}
    rows = [*account.memberships.all(), *account.administers.all()]
    if any(row.organisation_id not in mine for row in rows):
        return gettext("Dit account hoort ook bij een organisatie die u niet beheert. Vraag het de beheerder daar.")
    return ""


def _taken_away(place: Place, account: Account) -> None:
    """All at once: the factors with the recovery codes, every session, a line in the log; and the person hears of it."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account.pk).delete()
        sessions.end(account.pk)
        with in_organisation(place.tenant.pk):
            access.log(place.tenant.pk, place.actor, "reset second factor", now=timezone.now())
    along = line.of(place.tenant)
    if along:
        words = gettext(
            "Beste lezer,\n\nEen beheerder heeft de tweede stap van uw account gewist. U bent overal afgemeld. Meld u aan met uw "
            "wachtwoord en stel een nieuwe in.\n\nHebt u hier niet om gevraagd? Bel dan meteen uw beheerder.\n"
        )
        along.message(gettext("De tweede stap van uw account is gewist"), words, [account.email]).send()
