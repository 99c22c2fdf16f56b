"""Keeping, renaming, sharing and removing views of the worklist. Everything by plain forms."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.list_filters import filters_of, query_of
from wederhoor.desk.signed import Signed, desk, frame, may_share
from wederhoor.dossier import kept_views
from wederhoor.dossier.kept_views import LONGEST, MOST, TooMany


class ViewForm(forms.Form):
    """The name of a view, and whether others see it."""

    name = forms.CharField(label=_("Naam"), max_length=LONGEST)
    shared = forms.BooleanField(label=_("Delen met iedereen hier"), required=False)


def _form(request: HttpRequest) -> ViewForm:
    form = ViewForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Geef de weergave een naam van hoogstens %(n)s tekens.") % {"n": LONGEST})
    return form


@require_POST
@desk
def keep(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Keep the filters of the list that this form stands on."""
    form, query = _form(request), query_of(filters_of(QueryDict(request.POST.get("query", ""))))
    if form.is_valid():
        shared, now = form.cleaned_data["shared"] and may_share(who), timezone.now()
        try:
            kept_views.keep(who.tenant, form.cleaned_data["name"], query, shared=shared, actor=who.actor, now=now)
            messages.success(request, gettext("Weergave bewaard."))
        except TooMany:
            messages.warning(request, gettext("U hebt al %(n)s weergaven. Verwijder er eerst een.") % {"n": MOST})
    return redirect(f"{reverse('desk:worklist')}?{query}")


@require_safe
@desk
def views(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """One's own views, to rename, share or remove."""
    place = reverse("desk:worklist")
    rows = [
        {
            "name": view.name, "shared": view.shared, "url": f"{place}?{view.query}", "id": view.id.hex,
            "change_url": reverse("desk:change view", args=[view.id]),
        }
        for view in kept_views.own(who.tenant, who.actor)
    ]  # fmt: skip
    context = {"rows": rows, "may_share": may_share(who), "longest": LONGEST}
    return render(request, "desk/kept_views.html", frame(request, who, "worklist") | context)


@require_POST
@desk
def change(request: HttpRequest, who: Signed, view: UUID) -> HttpResponseBase:
    """Rename, share, or with ``remove`` remove one's own view."""
    if "remove" in request.POST:
        found = kept_views.drop(who.tenant, view, actor=who.actor)
        messages.success(request, gettext("Weergave verwijderd."))
    else:
        form = _form(request)
        if not form.is_valid():
            return redirect("desk:kept views")
        shared = form.cleaned_data["shared"] and may_share(who)
        found = kept_views.change(who.tenant, view, form.cleaned_data["name"], shared=shared, actor=who.actor)
        messages.success(request, gettext("Weergave veranderd."))
    if not found:
        raise Http404
    return redirect("desk:kept views")
