"""How mail leaves, with a test of it to one's own address; and the mailboxes in which it comes in."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence import line, smtp
from wederhoor.desk.manage import mailboxes
from wederhoor.desk.manage.page import Place, frame_of, manages
from wederhoor.dossier import mail_server
from wederhoor.dossier.mail_server import Server

SECURE = {
    "smtps": gettext_lazy("SMTP met TLS (poort 465)"),
    "smtp": gettext_lazy("SMTP met STARTTLS (poort 587)"),
}
PORTS = {"smtps": 465, "smtp": smtp.SUBMISSION}


class ServerForm(forms.Form):
    """The organisation's own mail server. Only over a closed line: a password goes along."""

    prefix = "server"
    sender = forms.EmailField(
        label=gettext_lazy("Afzender"), help_text=gettext_lazy("Een adres van de organisatie, niet van een persoon.")
    )
    scheme = forms.ChoiceField(label=gettext_lazy("Soort"), choices=list(SECURE.items()))
    host = forms.RegexField(r"^[A-Za-z0-9.-]+$", label=gettext_lazy("Server"), max_length=200)
    user = forms.CharField(label=gettext_lazy("Gebruiker"), max_length=200)
    password = forms.CharField(label=gettext_lazy("Wachtwoord"), max_length=200, widget=forms.PasswordInput)

    def server(self) -> Server:
        """As it is kept."""
        given = self.cleaned_data
        scheme = given["scheme"]
        source = smtp.written(scheme, given["user"], given["password"], given["host"], PORTS[scheme])
        return Server(given["sender"], source)


def _test(place: Place) -> str:
    """Send a mail to the administrator themselves; '' when it went, else why not."""
    words, along = gettext("Dit is een proef. Krijgt u deze mail, dan werkt het versturen."), line.of(place.tenant)
    if along is None:
        return gettext("mail staat uit")
    try:
        along.message(gettext("Proefmail van Wederhoor"), words, [place.account.email]).send()
    except (OSError, SMTPException) as error:
        return f"{type(error).__name__}: {error}"
    return ""


@require_http_methods(["GET", "POST"])
@manages
def mail(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Along which line mail leaves, a button that tries it, one's own server, and the mailboxes."""
    asked = request.POST.get("do", "test") if request.method == "POST" else ""
    if asked not in ("", "test") and not mailboxes.has_mailboxes(place):
        raise Http404
    form = mailboxes.MailboxForm(request.POST if asked == "add" else None)
    server = ServerForm(request.POST if asked == "server" else None)
    wrong = {"add": form, "server": server}.get(asked)
    if asked and (wrong is None or wrong.is_valid()):
        _done(request, place, asked, form, server)
        return redirect("desk:manage mail")
    context = frame_of(request, place, "manage mail") | _shown(place) | {"faulty": wrong}
    if mailboxes.has_mailboxes(place):
        context |= {"form": form, "server_form": server}
    return render(request, "desk/manage/mail.html", context, status=422 if wrong else 200)


def _shown(place: Place) -> dict[str, Any]:
    own = mail_server.of(place.tenant.pk)
    address = smtp.read(own.source) if own else smtp.read(settings.MAIL_ADDRESS)
    return {
        "mail_on": line.of(place.tenant) is not None, "own": own is not None, "address": address, "demo_mail": settings.DEMO,
        "sender": own.sender if own else settings.DEFAULT_FROM_EMAIL, "me": place.account.email,
        "mailboxes": mailboxes.shown(place),
    }  # fmt: skip


def _done(request: HttpRequest, place: Place, asked: str, form: mailboxes.MailboxForm, server: ServerForm) -> None:
    """What the button says. Raises Http404 for a button that is not there."""
    now = timezone.now()
    if asked == "test":
        _tried(request, place)
    elif asked == "server":
        mail_server.keep(place.tenant, server.server(), actor=place.actor, now=now)
        messages.success(request, gettext("De mailserver is ingesteld. Stuur nu een proefmail."))
    elif asked == "no server":
        mail_server.remove(place.tenant, actor=place.actor, now=now)
        messages.success(request, gettext("De eigen mailserver is weggehaald."))
    elif asked == "add":
        mailboxes.add(request, place, form)
    elif asked == "look":
        mailboxes.look(request, place)
    elif asked.startswith("remove "):
        mailboxes.remove(request, place, asked.removeprefix("remove "))
    else:
        raise Http404


def _tried(request: HttpRequest, place: Place) -> None:
    because = _test(place)
    if because:
        messages.error(request, gettext("De mail ging niet weg: %s") % because)
    else:
        messages.success(request, gettext("De proefmail is verstuurd naar %s.") % place.account.email)
