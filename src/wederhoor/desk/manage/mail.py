"""How mail leaves, with a test of it to one's own address; and the mailboxes in which it comes in."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.manage import mailboxes
from wederhoor.desk.manage.page import Place, frame_of, manages


def _test(place: Place) -> str:
    """Send a mail to the administrator themselves; '' when it went, else why not."""
    words = gettext("Dit is een proef. Krijgt u deze mail, dan werkt het versturen.")
    try:
        EmailMessage(gettext("Proefmail van Wederhoor"), words, to=[place.account.email]).send()
    except (OSError, SMTPException) as error:
        return f"{type(error).__name__}: {error}"
    return ""


@require_http_methods(["GET", "POST"])
@manages
def mail(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The settings as they are (they come from the environment), a button that tries them, and the mailboxes."""
    asked = request.POST.get("do", "test") if request.method == "POST" else ""
    if asked not in ("", "test") and not mailboxes.has_mailboxes(place):
        raise Http404
    form = mailboxes.MailboxForm(request.POST if asked == "add" else None)
    if asked and (asked != "add" or form.is_valid()):
        _done(request, place, asked, form)
        return redirect("desk:manage mail")
    smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    context = frame_of(request, place, "manage mail") | {
        "mail_on": settings.MAIL_ON, "smtp": smtp, "sender": settings.DEFAULT_FROM_EMAIL,
        "host": settings.EMAIL_HOST if smtp else "", "port": settings.EMAIL_PORT if smtp else "",
        "user": settings.EMAIL_HOST_USER if smtp else "", "secure": smtp and (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS),
        "me": place.account.email, "mailboxes": mailboxes.shown(place), "form": form if mailboxes.has_mailboxes(place) else None,
    }  # fmt: skip
    return render(request, "desk/manage/mail.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, place: Place, asked: str, form: mailboxes.MailboxForm) -> None:
    """What the button says. Raises Http404 for a button that is not there."""
    if asked == "test" and settings.MAIL_ON:
        because = _test(place)
        if because:
            messages.error(request, gettext("De mail ging niet weg: %s") % because)
        else:
            messages.success(request, gettext("De proefmail is verstuurd naar %s.") % place.account.email)
    elif asked == "add":
        mailboxes.add(request, place, form)
    elif asked == "look":
        mailboxes.look(request, place)
    elif asked.startswith("remove "):
        mailboxes.remove(request, place, asked.removeprefix("remove "))
    elif asked != "test":
        raise Http404
