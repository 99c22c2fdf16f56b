"""How mail leaves, and a test of it to one's own address."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

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
    """The settings as they are (they come from the environment), and a button that tries them."""
    if request.method == "POST" and settings.MAIL_ON:
        because = _test(place)
        if because:
            messages.error(request, gettext("De mail ging niet weg: %s") % because)
        else:
            messages.success(request, gettext("De proefmail is verstuurd naar %s.") % place.account.email)
        return redirect("desk:manage mail")
    smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    context = frame_of(request, place, "manage mail") | {
        "mail_on": settings.MAIL_ON, "smtp": smtp, "sender": settings.DEFAULT_FROM_EMAIL,
        "host": settings.EMAIL_HOST if smtp else "", "port": settings.EMAIL_PORT if smtp else "",
        "user": settings.EMAIL_HOST_USER if smtp else "", "secure": smtp and (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS),
        "me": place.account.email,
    }  # fmt: skip
    return render(request, "desk/manage/mail.html", context)
