"""A complaint that somebody at the desk takes in: by telephone, letter, e-mail or in person."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.forms import ActForm, plain
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier.door import NewPerson, NotFound, Received, receive
from wederhoor.organisations.models import Account, Location
from wederhoor.procedure.commands import Command, Refusal


class IntakeForm(ActForm):
    """The questions of the act 'receive', and who complains about what."""

    def __init__(self, who: Signed, data: Any = None) -> None:
        act = who.regulation.acts["receive"]
        super().__init__(who.regulation, act, data, people=[], events=[], seq=0)
        self.fields["subject"] = forms.CharField(label=gettext("Onderwerp in een paar woorden"), max_length=120)
        self.fields["complainant_name"] = forms.CharField(label=gettext("Naam van de klager"), required=False)
        self.fields["telephone"] = forms.CharField(label=gettext("Telefoon van de klager"), required=False)
        self.fields["email"] = forms.EmailField(label=gettext("E-mailadres van de klager"), required=False)
        self.fields["address"] = forms.CharField(label=gettext("Adres van de klager"), required=False)
        self.fields["accused_name"] = forms.CharField(label=gettext("Over wie gaat de klacht?"), required=False)
        self.fields["accused_account"] = self._colleague(who)
        places = Location.objects.filter(organisation=who.membership.organisation)
        self.fields["location"] = forms.ModelChoiceField(places, label=gettext("Locatie"), required=False)
        self.fields["key"] = forms.CharField(widget=forms.HiddenInput(), initial=uuid.uuid4().hex)
        first = ["subject", plain("channel"), "complainant_name", plain("capacity")]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    @staticmethod
    def _colleague(who: Signed) -> forms.ModelChoiceField[Account]:
        """Who of the staff it is about: linked to their account, so that they cannot handle it themselves."""
        staff = Account.objects.filter(memberships__organisation__in={who.tenant.pk, who.membership.organisation_id})
        help_text = gettext("Wie hier gekozen wordt, kan dit dossier niet behandelen.")
        label = gettext("Is dat een collega met een account?")
        return forms.ModelChoiceField(
            staff.distinct().order_by("name"), label=label, required=False, help_text=help_text
        )

    @property
    def involved(self) -> list[NewPerson]:
        """The people named."""
        found = self.cleaned_data
        contact = {k: found[k] for k in ("telephone", "email", "address") if found[k]}
        named = [NewPerson("complainant", found["complainant_name"], str(found.get("capacity", "")), contact)]
        colleague = found["accused_account"]
        name = found["accused_name"] or (colleague.name if colleague else "")
        return named + ([NewPerson("accused", name, account=colleague.pk if colleague else None)] if name else [])


def _shown(who: Signed) -> dict[str, Any]:
    act = who.regulation.acts["receive"]
    sentences = [gettext("Er komt een dossier met een nummer. De termijnen gaan lopen vanaf het moment van ontvangst.")]
    return {
        "label": gettext("Nieuwe klacht"),
        "source": act.source,
        "consequences": sentences,
        "letters": [],
        "help": "",
    }


@require_http_methods(["GET", "POST"])
@desk
def new(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Take in a complaint. The same form sent twice is one complaint."""
    if who.role not in who.regulation.acts["receive"].by:
        raise Http404
    form, refusal = IntakeForm(who, request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        result = _received(who, form)
        if not isinstance(result, Refusal):
            messages.success(request, _told(result))
            return redirect("desk:dossier", result.number)
        refusal = result
    context = frame(request, who, "worklist") | {
        "form": form, "refusal": refusal, "act": _shown(who),
        "dossier": {"number": gettext("Nieuwe klacht"), "subject": "", "url": reverse("desk:worklist")},
    }  # fmt: skip
    return render(request, "desk/act.html", context, status=422 if form.errors or refusal else 200)


def _told(received: Received) -> str:
    """The code stands nowhere else: who takes the complaint in gives it to the complainant."""
    words = gettext("Dossier %(number)s is gemaakt. Geef de klager deze code om de klacht te volgen: %(code)s")
    return words % {"number": received.number, "code": received.code}


def _received(who: Signed, form: IntakeForm) -> Received | Refusal:
    """The new dossier, or why it was refused."""
    command = Command("receive", who.role, form.values, frozenset(form.texts), at=form.at)
    own = who.membership.organisation
    try:
        return receive(
            who.tenant, command, texts=form.texts, people=form.involved, subject=form.cleaned_data["subject"], actor=who.actor,
            now=timezone.now(), submitted_key=form.cleaned_data["key"], member=own if own.parent_id else None,
            location=form.cleaned_data["location"],
        )  # fmt: skip
    except NotFound:
        raise Http404 from None
