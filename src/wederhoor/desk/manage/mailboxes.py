"""The mailboxes in which mail of an organisation comes in. Their address, with its password, is never shown again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from wederhoor.correspondence.inbox import collecting
from wederhoor.desk.manage.page import EXTERNAL, Place
from wederhoor.dossier import post

SECURE = {
    "imaps": gettext_lazy("IMAP met TLS (poort 993)"),
    "imap+starttls": gettext_lazy("IMAP met STARTTLS (poort 143)"),
}


class MailboxForm(forms.Form):
    """Where the mail is fetched. Only over a closed line: a password goes along."""

    scheme = forms.ChoiceField(label=gettext_lazy("Soort"), choices=list(SECURE.items()))
    host = forms.RegexField(r"^[A-Za-z0-9.-]+$", label=gettext_lazy("Server"), max_length=200)
    user = forms.CharField(label=gettext_lazy("Gebruiker"), max_length=200)
    password = forms.CharField(label=gettext_lazy("Wachtwoord"), max_length=200, widget=forms.PasswordInput)
    folder = forms.CharField(label=gettext_lazy("Map"), max_length=200, initial="INBOX")

    def address(self) -> str:
        """As the inbox reads it."""
        given = {name: quote(str(value), safe="") for name, value in self.cleaned_data.items()}
        return f"{self.cleaned_data['scheme']}://{given['user']}:{given['password']}@{given['host']}/{given['folder']}"


def has_mailboxes(place: Place) -> bool:
    """Mail comes in at who keeps the dossiers."""
    return place.organisation.pk == place.tenant.pk and place.organisation.kind != EXTERNAL


def shown(place: Place) -> list[dict[str, Any]]:
    """Each with its last look and the last problem; no address."""
    found = post.mailboxes(place.tenant) if has_mailboxes(place) else []
    return [{"key": box.id.hex, "looked": box.looked, "problem": box.problem} for box, _ in found]


def add(request: HttpRequest, place: Place, form: MailboxForm) -> None:
    """One more."""
    post.add_mailbox(place.tenant, form.address(), actor=place.actor, now=timezone.now())
    messages.success(
        request, gettext("De postbus is toegevoegd. Het adres en het wachtwoord zijn versleuteld bewaard.")
    )


def remove(request: HttpRequest, place: Place, key: str) -> None:
    """No more mail from here. Raises Http404."""
    if key not in {row["key"] for row in shown(place)}:
        raise Http404
    post.remove_mailbox(place.tenant, UUID(key), actor=place.actor, now=timezone.now())
    messages.success(request, gettext("Uit deze postbus komt geen mail meer. Wat binnenkwam, blijft."))


def look(request: HttpRequest, place: Place) -> None:
    """Fetch what is there now."""
    new = collecting.collect([place.tenant], now=timezone.now())
    words = ngettext("%(n)s nieuwe mail opgehaald.", "%(n)s nieuwe mails opgehaald.", new) % {"n": new}
    wrong = [row["problem"] for row in shown(place) if row["problem"]]
    for problem in wrong:
        messages.error(request, gettext(problem))
    if new or not wrong:
        messages.success(request, words)
