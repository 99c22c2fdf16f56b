"""Which letters a second person must approve here, beside those of which the regulation says so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.procedure.model import Regulation


class FourEyesForm(forms.Form):
    """One box per letter of the regulation that does not demand it already."""

    def __init__(self, regulation: Regulation, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        free = [(code, rule.label) for code, rule in regulation.letters.items() if not rule.four_eyes]
        self.fields["letters"] = forms.MultipleChoiceField(
            label=gettext("Welke brieven keurt een tweede persoon eerst goed?"), required=False, choices=free,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
@manages
def letters(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The boxes, and what the regulation demands by itself."""
    regulation, organisation = place.regulation, place.organisation
    if regulation is None:
        raise Http404
    form = FourEyesForm(
        regulation, request.POST if request.method == "POST" else None, {"letters": organisation.four_eyes}
    )
    if form.is_bound and form.is_valid():
        organisation.four_eyes = form.cleaned_data["letters"]
        organisation.save(update_fields=["four_eyes"])
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:manage letters")
    demanded = ", ".join(rule.label for rule in regulation.letters.values() if rule.four_eyes)
    intro = gettext("Zo'n brief gaat pas weg als een ander dan de schrijver hem goedkeurde.")
    more = gettext("De regeling vraagt dit al voor: %s.") % demanded if demanded else ""
    context = frame_of(request, place, "manage letters") | {
        "form": form, "title": gettext("Brieven"), "intro": f"{intro} {more}".strip(),
    }  # fmt: skip
    return render(request, "desk/manage/form.html", context, status=422 if form.errors else 200)
