"""The tab with the dossiers that belong to this one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wederhoor.desk import tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import links, people
from wederhoor.dossier.door import NotFound
from wederhoor.dossier.links import Linked
from wederhoor.dossier.models import Link

KINDS = {
    Link.Kind.SAME: _("Andere klager, zelfde gebeurtenis"), Link.Kind.FOLLOWS: _("Volgt op dat dossier"),
    Link.Kind.RELATED: _("Hoort bij elkaar"),
}  # fmt: skip


class LinkForm(forms.Form):
    """Which dossier, and how it belongs to this one."""

    number = forms.CharField(label=_("Nummer van het andere dossier"), max_length=20)
    kind = forms.ChoiceField(
        label=_("Hoe horen zij bij elkaar?"), choices=list(KINDS.items()), widget=forms.RadioSelect()
    )


@require_http_methods(["GET", "POST"])
@desk
def linked(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The dossiers tied to this one; POST ties one more, or with `remove` unties one."""
    dossier, now = opened(who, number, "act" if request.method == "POST" else "read"), timezone.now()
    if not people.keeps(dossier):
        raise Http404
    form = LinkForm(request.POST if request.method == "POST" and "remove" not in request.POST else None)
    if "remove" in request.POST:
        _untied(request, who, dossier)
        return redirect("desk:linked", number)
    if form.is_bound and form.is_valid() and _tied(form, who, dossier):
        messages.success(request, gettext("Gekoppeld. Wie beide dossiers mag openen, ziet dit in beide."))
        return redirect("desk:linked", number)
    rows = [_row(one) for one in links.linked(dossier, actor=who.actor, now=now)]
    context = tabs.page(request, who, dossier, "linked") | {"form": form, "links": rows}
    return render(request, "desk/linked.html", context, status=422 if form.errors else 200)


def _tied(form: LinkForm, who: Signed, dossier: Any) -> bool:
    """Absent and forbidden give the same words."""
    given = form.cleaned_data
    try:
        links.add(dossier, given["number"].strip().upper(), given["kind"], actor=who.actor, now=timezone.now())
    except NotFound:
        form.add_error("number", gettext("Er is geen dossier met dit nummer dat u mag openen."))
    except ValueError:
        form.add_error("number", gettext("Dit is dit dossier zelf. Geef het nummer van een ander dossier."))
    return not form.errors


def _untied(request: HttpRequest, who: Signed, dossier: Any) -> None:
    try:
        links.remove(dossier, request.POST["remove"], actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    messages.success(request, gettext("Ontkoppeld."))


def _row(one: Linked) -> dict[str, Any]:
    label = KINDS[Link.Kind(one.kind)]
    if one.kind == Link.Kind.FOLLOWS and not one.later:
        label = _("Dat dossier volgt op dit")
    return {"number": one.number, "label": label, "url": reverse("desk:dossier", args=[one.number])}
