"""Outside organisations: knowing them, their people, and in which dossiers those act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.desk.manage.page import EXTERNAL, Place, frame_of, manages
from wederhoor.dossier.handing_over import end_assignment, held_by
from wederhoor.organisations.models import Account, Organisation, Partner


class OutsideForm(forms.Form):
    """A portal, a confidants' organisation, a committee, a chain partner, an insurer."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    city = forms.CharField(label=gettext_lazy("Plaats"), max_length=100, required=False)

    def keep(self, tenant: Organisation) -> Organisation:
        """The one of this name that is known here already, or a new one that this tenant looks after."""
        name, base = self.cleaned_data["name"].strip(), slugify(self.cleaned_data["name"])[:40] or "buiten"
        with transaction.atomic():
            row = Organisation.objects.filter(kind=EXTERNAL, name__iexact=name).first()
            if row is None:
                taken = set(Organisation.objects.filter(code__startswith=base).values_list("code", flat=True))
                code = next(code for n in range(1, 1000) if (code := base if n == 1 else f"{base}-{n}") not in taken)
                row = Organisation.objects.create(
                    name=name, code=code, kind=EXTERNAL, city=self.cleaned_data["city"], registered_by=tenant
                )
            Partner.objects.get_or_create(organisation=tenant, outside=row)
        return row


def _shown(place: Place, outside: Organisation) -> dict[str, Any]:
    people = Account.objects.filter(memberships__organisation=outside).distinct().order_by("name")
    return {
        "row": outside, "own": outside.pk in {row.pk for row in place.others},
        "people": [{"one": one, "held": held_by(place.tenant, one.pk, place.today)} for one in people],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@manages
def outside(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The outside organisations of this place, with what their people do here."""
    form = OutsideForm(request.POST if request.method == "POST" and "name" in request.POST else None)
    if request.method == "POST" and "end" in request.POST:
        return _ended(request, place)
    if request.method == "POST" and form.is_valid():
        form.keep(place.tenant)
        return redirect("desk:manage outside")
    known = Organisation.objects.filter(works_for__organisation=place.tenant).order_by("name")
    context = frame_of(request, place, "manage outside") | {
        "known": [_shown(place, row) for row in known],
        "form": form,
    }
    return render(request, "desk/manage/outside.html", context, status=422 if form.errors else 200)


def _ended(request: HttpRequest, place: Place) -> HttpResponseBase:
    """End one assignment: 'account number role'."""
    account, _, rest = request.POST["end"].partition(" ")
    number, _, role = rest.partition(" ")
    known = Account.objects.filter(memberships__organisation__works_for__organisation=place.tenant)
    try:
        found = known.filter(pk=UUID(account)).exists()
    except ValueError:
        raise Http404 from None
    if not found or not end_assignment(
        place.tenant, UUID(account), number, role, actor=place.actor, now=timezone.now()
    ):
        raise Http404
    messages.success(request, gettext("De toewijzing in %s is beëindigd.") % number)
    return redirect("desk:manage outside")
