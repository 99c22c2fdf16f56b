"""Privacy officers: who may look into the log of looks, from when and until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.desk.absence import DAY
from wederhoor.desk.manage.page import EXTERNAL, Place, frame_of, manages
from wederhoor.dossier import access, overseeing, search_keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.organisations import staffing
from wederhoor.organisations.models import Account, Membership


class AppointForm(forms.Form):
    """Who, from when and until when."""

    account = forms.ModelChoiceField(Account.objects.none(), label=gettext_lazy("Wie"))
    since = forms.DateField(label=gettext_lazy("Vanaf"), widget=DAY)
    until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DAY)

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(data, initial={"since": place.today})
        held = Membership.objects.filter(Q(until=None) | Q(until__gte=place.today), organisation=place.tenant)
        here = Account.objects.filter(memberships__in=held).distinct().order_by("name")
        self.fields["account"] = forms.ModelChoiceField(here, label=gettext("Wie"))

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            raise forms.ValidationError(gettext("De laatste dag ligt voor de eerste."))
        return found


@require_http_methods(["GET", "POST"])
@manages
def privacy(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Who is and was privacy officer. POST appoints somebody, or with `end` ends it today."""
    if (
        place.organisation.pk != place.tenant.pk or place.organisation.kind == EXTERNAL
    ):  # the log is of who keeps the dossiers
        raise Http404
    asked = request.method == "POST"
    if asked and "end" in request.POST:
        return _end(request, place, request.POST["end"])
    if asked and "search_key" in request.POST:
        return _renewed(request, place)
    form = AppointForm(place, request.POST if asked else None)
    if asked and form.is_valid():
        one, given = form.cleaned_data["account"], form.cleaned_data
        overseeing.appoint(
            place.tenant, one.pk, since=given["since"], until=given["until"], actor=place.actor, now=timezone.now()
        )
        words = gettext("%s mag het logboek bekijken; het staat na opnieuw aanmelden in het menu.")
        messages.success(request, words % one.name)
        return redirect("desk:manage privacy")
    search = search_keys.age(place.tenant)
    context = frame_of(request, place, "manage privacy") | {
        "officers": _officers(place), "form": form, "search": search, "days": search_keys.OLD.days,
        "stuck": bool(search and search.stuck(timezone.now())),
    }  # fmt: skip
    return render(request, "desk/manage/privacy.html", context, status=422 if form.errors else 200)


def _renewed(request: HttpRequest, place: Place) -> HttpResponseBase:
    """A new search key, after the old one may have leaked; the worker goes on with it."""
    now = timezone.now()
    with in_organisation(place.tenant.pk):
        search_keys.begin(place.tenant, now=now, leaked=True)
        access.log(place.tenant.pk, place.actor, "search key", now=now)
    messages.success(request, gettext("De zoeksleutel wordt vernieuwd. Zoeken blijft werken."))
    return redirect("desk:manage privacy")


def _officers(place: Place) -> list[dict[str, Any]]:
    over = staffing.yesterday(place.today)
    return [
        {"key": row.account_id, "name": row.account.name, "since": row.since, "until": row.until,
         "over": bool(row.until and row.until <= over)}
        for row in overseeing.officers(place.tenant)
    ]  # fmt: skip


def _end(request: HttpRequest, place: Place, wanted: str) -> HttpResponseBase:
    known = {str(row.account_id): row for row in overseeing.officers(place.tenant)}
    if wanted not in known:
        raise Http404
    row, last = known[wanted], staffing.yesterday(place.today)
    overseeing.appoint(place.tenant, UUID(wanted), since=row.since, until=last, actor=place.actor, now=timezone.now())
    messages.success(request, gettext("%s ziet het logboek niet meer.") % row.account.name)
    return redirect("desk:manage privacy")
