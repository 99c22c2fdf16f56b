"""Inviting somebody of a dossier to take part from their own pages: first what they would see now, then the link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence import line
from wederhoor.correspondence.inviting import send_link, send_ready
from wederhoor.desk import presenting, tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import people, taking_part
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.opening import PersonView
from wederhoor.dossier.sight import Sight, sight
from wederhoor.dossier.taking_part import ASKED, CODE, MAILBOX, PARTNER, Given, Invited, Inviting

WEEKS = 6
LONGEST = timedelta(days=366)
BY_MAIL, ON_PAPER = "mail", "paper"
REVOKE, READY = "revoke", "ready"


class InviteForm(forms.Form):
    """Until when, how the link gets there, and what is asked besides it."""

    valid_until = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    way = forms.ChoiceField(widget=forms.RadioSelect())
    second = forms.ChoiceField(widget=forms.RadioSelect())
    works_as = forms.ChoiceField(required=False)
    shares_complaint = forms.BooleanField(required=False)

    def __init__(self, dossier: OpenDossier, person: PersonView, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"valid_until": today + timedelta(weeks=WEEKS), "second": CODE})
        self.today, mail = today, bool(person.contact.get("email"))
        self._ask("valid_until", gettext("Tot en met welke dag?"))
        self._ask(
            "way",
            gettext("Hoe krijgt deze persoon de link?"),
            list(_ways(mail, line.of(dossier.organisation) is not None)),
        )
        self._ask("second", gettext("Wat vragen wij naast de link?"), list(_seconds(mail)))
        self._ask_work(dossier)
        self._ask("shares_complaint", _shares(person))
        if person.side not in ASKED or not taking_part.may_read(dossier.state, person.side):
            del self.fields["shares_complaint"]

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]] | None = None) -> None:
        self.fields[name].label = label
        if choices is not None:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above
            self.fields[name].initial = choices[0][0]

    def _ask_work(self, dossier: OpenDossier) -> None:
        """What somebody does at the provider, where a role may have to hear nothing."""
        if not taking_part.works_as_needed(dossier.regulation):
            del self.fields["works_as"]
            return
        roles = dossier.regulation.roles.items()
        work = [(code, role.label) for code, role in roles if role.kind not in ("complainant", "accused")]
        none = [("", gettext("Maak een keuze")), ("-", gettext("Werkt niet bij de zorgaanbieder"))]
        self._ask("works_as", gettext("Wat doet deze persoon bij de zorgaanbieder?"), none + work)
        self.fields["works_as"].required = True

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(gettext("Kies een dag vanaf vandaag, hooguit een jaar verder."))
        return day

    def clean(self) -> dict[str, Any]:
        """Who can read the mail with the link knows its address: that is no second thing."""
        made = super().clean() or {}
        if made.get("way") == BY_MAIL and made.get("second") == MAILBOX:
            self.add_error("second", gettext("De link gaat naar dat e-mailadres. Kies de zes cijfers."))
        return made

    @property
    def inviting(self) -> Inviting:
        """What was chosen."""
        given, work = self.cleaned_data, self.cleaned_data.get("works_as", "")
        shares = bool(given.get("shares_complaint"))
        return Inviting(given["valid_until"], given["second"], "" if work == "-" else work, shares)


def _shares(person: PersonView) -> str:
    """Which chain partner the complaint is dealt with together with, no rule knows: whoever invites says that it is this one."""
    if person.side == PARTNER:
        return gettext(
            "De klacht is met deze ketenpartner afgesproken of aan die overgedragen: die mag de klacht ook lezen"
        )
    return gettext("Deze persoon mag ook de klacht lezen")


def _ways(mail: bool, on: bool) -> Iterator[tuple[str, str]]:
    if mail and on:
        yield BY_MAIL, gettext("Wij mailen de link")
    yield ON_PAPER, gettext("Ik geef de link zelf, op papier of persoonlijk")


def _seconds(mail: bool) -> Iterator[tuple[str, str]]:
    yield CODE, gettext("Zes cijfers, die ik door de telefoon of persoonlijk zeg")
    if mail:
        yield MAILBOX, gettext("Het e-mailadres van deze persoon")


def _person(who: Signed, number: str, code: str) -> tuple[OpenDossier, PersonView]:
    dossier = opened(who, number, "act")
    one = next((p for p in dossier.people if p.code == code), None)
    if one is None or not people.keeps(dossier):
        raise Http404
    return dossier, one


@never_cache
@require_http_methods(["GET", "POST"])
@desk
def invite(request: HttpRequest, who: Signed, number: str, code: str) -> HttpResponseBase:
    """What they would see, and the form (GET); the link, or its end (POST)."""
    dossier, one = _person(who, number, code)
    if REVOKE in request.POST:
        return _revoked(request, who, dossier, one)
    if READY in request.POST:
        return _told(request, dossier, one)
    form = InviteForm(dossier, one, timezone.localdate(), request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, who, dossier, one, form, status=422 if form.errors else 200)
    try:
        given = taking_part.invite(dossier, one, form.inviting, actor=who.actor, now=timezone.now())
    except ValueError as because:
        form.add_error(None, str(because))
        return _page(request, who, dossier, one, form, status=422)
    except NotFound:
        raise Http404 from None
    return _made(request, who, dossier, one, form, given)


def _revoked(request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView) -> HttpResponseBase:
    """The link ends; an account that is somebody in the dossier goes on, and the desk should know."""
    taking_part.revoke(dossier, one.code, actor=who.actor, now=timezone.now())
    if one.account:
        said = gettext("De uitnodiging is ingetrokken. Met het eigen account kan deze persoon nog wel kijken.")
        messages.warning(request, said)
    else:
        messages.success(request, gettext("De uitnodiging is ingetrokken. Deze persoon ziet niets meer."))
    return redirect("desk:invite", dossier.number, one.code)


def _told(request: HttpRequest, dossier: OpenDossier, one: PersonView) -> HttpResponseBase:
    """A mail that something is ready, to who takes part already; it says nothing else."""
    mine = taking_part.invited(dossier, now=timezone.now()).get(one.code)
    if mine is None or mine.state != "taking part" or not one.contact.get("email"):
        raise Http404
    link = _whole(request, reverse("frontdoor:taking part back", args=[dossier.organisation.pk]))
    if send_ready(line.of(dossier.organisation), one.contact["email"], link, address=dossier.regulation.address):
        messages.success(request, gettext("De mail is verstuurd. Daarin staat alleen dat er iets klaarstaat."))
    else:
        messages.error(request, gettext("De mail ging niet weg. Probeer het later opnieuw, of bel."))
    return redirect("desk:invite", dossier.number, one.code)


def _whole(request: HttpRequest, address: str) -> str:
    """An address as it stands in a mail."""
    return f"{settings.SITE_URL}{address}" if settings.SITE_URL else request.build_absolute_uri(address)


def _page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView, form: InviteForm, *, status: int
) -> HttpResponseBase:
    now = timezone.now()
    why = taking_part.why_not(dossier, one, "", now=now)
    found: Invited | None = taking_part.invited(dossier, now=now).get(one.code)
    context = tabs.page(request, who, dossier, "people") | {
        "one": presenting.person_row(dossier, one), "form": form, "why_not": gettext(why) if why else "",
        "sees": [_row(row) for row in sight(dossier, one, now=now)], "invited": found,
        "state": _state(found) if found else "",
        "can_tell": bool(found and found.state == "taking part" and one.contact.get("email")),
        "people_url": reverse("desk:people", args=[dossier.number]),
    }  # fmt: skip
    return render(request, "desk/invite.html", context, status=status)


def _row(row: Sight) -> dict[str, Any]:
    labels = {
        "complaint": gettext("De klacht"), "others": gettext("Wat anderen zeiden en schreven"),
        "letters": gettext("Brieven aan deze kant"), "papers": gettext("Stukken die aan deze kant zijn getoond"),
        "questions": gettext("Vragen aan deze persoon"), "names": gettext("Namen van de andere kant"),
        "contacts": gettext("Telefoon, adres en e-mail van anderen"), "notes": gettext("Notities van wie behandelt"),
    }  # fmt: skip
    return {"label": labels[row.thing], "yes": row.yes, "count": row.count, "source": row.source}


def _state(found: Invited) -> str:
    return {
        "waiting": gettext("De link is nog niet gebruikt."), "taking part": gettext("Deze persoon doet mee."),
        "ended": gettext("De laatste dag is voorbij."), "revoked": gettext("De uitnodiging is ingetrokken."),
    }[found.state]  # fmt: skip


def _made(
    request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView, form: InviteForm, given: Given
) -> HttpResponseBase:
    """The link went by mail, or stands here once; and the digits to tell in another way."""
    chosen = form.inviting
    address = reverse("frontdoor:taking part link", args=[given.address])
    link = _whole(request, address)
    mailed = form.cleaned_data["way"] == BY_MAIL and send_link(
        line.of(dossier.organisation),
        one.contact["email"],
        link,
        chosen.valid_until,
        chosen.second,
        address=dossier.regulation.address,
    )
    context = tabs.page(request, who, dossier, "people") | {
        "one": presenting.person_row(dossier, one), "mailed": mailed, "failed": form.cleaned_data["way"] == BY_MAIL and not mailed,
        "link": "" if mailed else link, "qr": "" if mailed else _square(link), "code": given.code,
        "valid_until": chosen.valid_until, "people_url": reverse("desk:people", args=[dossier.number]),
    }  # fmt: skip
    return render(request, "desk/invited_now.html", context)


def _square(link: str) -> SafeString:
    """The link as a square to scan."""
    # Safe: drawn by segno out of an address of our own.
    return mark_safe(segno.make(link, micro=False).svg_inline(scale=4, border=2, svgclass="qr", lineclass=None))  # noqa: S308
