"""Vragen: asking somebody without an account, by a link that shows one question and takes one answer."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.correspondence import line
from wederhoor.desk import tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import asked
from wederhoor.dossier.door import Conflict, OpenDossier
from wederhoor.procedure.commands import Refusal

LINK = "asked link"
"""In the session: the link that was just made, to show it once."""
USUALLY, LONGEST = timedelta(days=14), timedelta(days=60)
SUBJECT = "Er is een vraag voor u"
BODY = (
    "Beste lezer,\n\n{name} vraagt u iets. U leest de vraag en antwoordt hier:\n\n{link}\n\n"
    "Om de privacy staat er verder niets in deze mail.\n"
)


class AskForm(forms.Form):
    """Whom, what, until when, and whether they may read the complaint."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        self.fields["person"] = forms.CharField(label=gettext("Aan wie?"), max_length=120)
        self.fields["question"] = forms.CharField(
            label=gettext("Wat wilt u weten?"), widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext("Noem de klager niet, tenzij die het goed vindt. Alleen deze vraag is te zien."),
        )  # fmt: skip
        self.fields["valid_until"] = forms.DateField(
            label=gettext("Tot en met wanneer werkt de link?"),
            widget=day,
            initial=lambda: timezone.localdate() + USUALLY,
        )
        self.fields["shares"] = forms.BooleanField(
            label=gettext("Deze persoon mag de klacht zelf ook lezen"), required=False
        )
        self.fields["email"] = forms.EmailField(
            label=gettext("Mail de link naar"), required=False,
            help_text=gettext("Dit adres wordt niet bewaard. Leeg laten: dan geeft u de link zelf."),
        )  # fmt: skip

    def clean_valid_until(self) -> date:
        """From today, and not for ever."""
        day: date = self.cleaned_data["valid_until"]
        if not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(gettext("Kies een dag vanaf vandaag, hoogstens 60 dagen ver."))
        return day


def _may(dossier: OpenDossier) -> OpenDossier:
    if not asked.asks(dossier):
        raise Http404
    return dossier


@never_cache
@require_http_methods(["GET", "POST"])
@desk
def page(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The questions that were put by link, and a form for one more."""
    dossier = _may(opened(who, number))
    form, refusal = AskForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        refusal = _ask(request, who, dossier, form.cleaned_data)
        if refusal is None:
            return redirect("desk:asking", number)
    context = tabs.page(request, who, dossier, "asking") | {
        "form": form, "refusal": refusal, "link": request.session.pop(LINK, ""), "links": asked.links(dossier, now=timezone.now()),
    }  # fmt: skip
    return render(request, "desk/intake_asking.html", context, status=422 if form.errors or refusal else 200)


def _ask(request: HttpRequest, who: Signed, dossier: OpenDossier, given: dict[str, Any]) -> Refusal | None:
    """Do the act, make the link, and mail it where that was wished. Returns why not."""
    asking = asked.Asking(given["person"], given["question"], given["valid_until"], given["shares"])
    try:
        address = asked.ask(dossier, asking, actor=who.actor, now=timezone.now())
    except Conflict:
        because = gettext("iemand anders deed net iets in dit dossier; verstuur nog een keer")
        return Refusal(asked.ASK, because, "", "conflict")
    if isinstance(address, Refusal):
        return address
    link = request.build_absolute_uri(reverse("frontdoor:asked", args=[address]))
    request.session[LINK] = link
    along = line.of(who.membership.organisation)
    if given["email"] and along:
        _mail(
            request,
            along.message(SUBJECT, BODY.format(name=who.membership.organisation.name, link=link), [given["email"]]),
        )
    return None


def _mail(request: HttpRequest, made: EmailMessage) -> None:
    """Mail the link; when that does not succeed it still stands on the page, to be given."""
    try:
        made.send()
    except (OSError, SMTPException):
        messages.error(request, gettext("De mail ging niet weg. Geef de link hieronder zelf."))
        return
    messages.success(request, gettext("De link is gemaild."))


@require_POST
@desk
def revoke(request: HttpRequest, who: Signed, number: str, link: UUID) -> HttpResponseBase:
    """The link stops working."""
    dossier = _may(opened(who, number))
    if asked.revoke(dossier, link, actor=who.actor, now=timezone.now()):
        messages.success(request, gettext("De link werkt niet meer."))
    return redirect("desk:asking", number)
