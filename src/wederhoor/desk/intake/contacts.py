"""Contacten: who was heard, informed or helped without a complaint of it, and how many that were."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import contacts
from wederhoor.dossier.contacts import Contact, NewContact, Quarter
from wederhoor.dossier.opening import NotFound
from wederhoor.procedure.model import Regulation

THEMES = "themes"


def durations() -> dict[str, str]:
    """How long it took, roughly."""
    return {"short": gettext("Korter dan een kwartier"), "hour": gettext("Tot een uur"), "long": gettext("Langer")}


def topics(regulation: Regulation) -> dict[str, str]:
    """What it can be about: the themes of the regulation's own register."""
    return {code: option.label for code, option in regulation.lists.get(THEMES, {}).items()}


class ContactForm(forms.Form):
    """A line of few words; nobody has to be named."""

    def __init__(self, regulation: Regulation, role: str, data: Any = None) -> None:
        super().__init__(data)
        channels = [(code, channel.label) for code, channel in regulation.channels.items()]
        self.fields["day"] = forms.DateField(
            label=gettext("Wanneer?"), initial=timezone.localdate,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )  # fmt: skip
        self.fields["channel"] = forms.ChoiceField(label=gettext("Hoe?"), choices=channels)
        if found := topics(regulation):
            shown = [("", gettext("Niet bekend")), *found.items()]
            self.fields["topic"] = forms.ChoiceField(label=gettext("Waarover?"), choices=shown, required=False)
        if done := contacts.done_for(regulation, [role]):
            self.fields["did"] = forms.MultipleChoiceField(
                label=gettext("Wat deed u?"), choices=list(done.items()), widget=forms.CheckboxSelectMultiple()
            )
        self.fields["duration"] = forms.ChoiceField(
            label=gettext("Hoe lang?"), choices=list(durations().items()), widget=forms.RadioSelect(), initial="short"
        )
        self.fields["note"] = forms.CharField(
            label=gettext("Notitie"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext("Zonder namen als het kan. Na twee jaar wordt dit gewist."),
        )  # fmt: skip

    def clean_day(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("Deze dag moet nog komen."))
        return day

    @property
    def contact(self) -> NewContact:
        """What was filled in."""
        found = self.cleaned_data
        return NewContact(
            found["day"],
            found["channel"],
            found.get("topic", ""),
            found["duration"],
            found["note"].strip(),
            did=tuple(found.get("did", ())),
        )


def _row(regulation: Regulation, contact: Contact) -> dict[str, Any]:
    what, channel = contact.what, regulation.channels.get(contact.what.channel)
    return {
        "id": contact.id, "day": what.day, "how": channel.label if channel else what.channel,
        "topic": topics(regulation).get(what.topic, gettext("Niet bekend")), "duration": durations()[what.duration], "note": what.note,
        "followed": what.followed, "own": contact.own, "did": _done(regulation, what.did),
    }  # fmt: skip


def _done(regulation: Regulation, did: tuple[str, ...]) -> str:
    known = contacts.done_for(regulation)
    return ", ".join(known.get(code, code) for code in did)


def _quarter(regulation: Regulation, quarter: Quarter) -> dict[str, Any]:
    year, number = quarter.name.split("-")
    known, done = topics(regulation), contacts.done_for(regulation)
    return {
        "label": gettext("%(number)se kwartaal %(year)s") % {"number": number, "year": year}, "total": quarter.total,
        "followed": quarter.followed, "topics": [(known.get(code, gettext("Niet bekend")), n) for code, n in quarter.topics],
        "durations": [(durations()[code], n) for code, n in quarter.durations],
        "did": [(done.get(code, code), n) for code, n in quarter.did],
    }  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The list with a form for one more, and the numbers. A board sees the numbers only."""
    records = contacts.records(who.regulation, who.role)
    form = (
        ContactForm(who.regulation, who.role, request.POST if request.method == "POST" else None) if records else None
    )
    try:
        if request.method == "POST" and (form is None or form.is_valid()):
            if form is None:
                raise NotFound
            contacts.record(who.tenant, who.regulation, form.contact, actor=who.actor, now=timezone.now())
            messages.success(request, gettext("Het contact is vastgelegd."))
            return redirect("desk:contacts")
        context = _shown(who, form)
    except NotFound:
        raise Http404 from None
    wrong = bool(form and form.errors)
    return render(
        request, "desk/intake_contacts.html", frame(request, who, "contacts") | context, status=422 if wrong else 200
    )


def _shown(who: Signed, form: ContactForm | None) -> dict[str, Any]:
    now = timezone.now()
    rows = contacts.listed(who.tenant, who.regulation, actor=who.actor, now=now) if form else []
    quarters = contacts.counted(who.tenant, who.regulation, actor=who.actor, now=now)
    return {
        "form": form, "rows": [_row(who.regulation, contact) for contact in rows],
        "quarters": [_quarter(who.regulation, quarter) for quarter in quarters],
        "private": contacts.private(who.regulation, who.role),
        "asks_done": bool(contacts.done_for(who.regulation)),
        "takes_in": contacts.becomes_complaint(who.regulation, who.role),
    }  # fmt: skip


@require_POST
@desk
def follows(request: HttpRequest, who: Signed, contact: UUID) -> HttpResponseBase:
    """A complaint follows: on to the intake, with the channel filled in."""
    try:
        channel = contacts.follows(who.tenant, who.regulation, contact, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    return redirect(f"{reverse('desk:new')}?{urlencode({'channel': channel})}")
