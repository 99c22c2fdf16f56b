"""The folder with mail that the demo shows instead of sending it."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wederhoor.correspondence.mail import MailOnFile, sent
from wederhoor.desk.signed import Signed, desk, frame


def _file(name: str) -> Path:
    path = Path(settings.MAIL_FOLDER) / Path(name).name
    if not settings.DEMO or path.suffix != ".eml" or not path.is_file():
        raise Http404
    return path


def _row(mail: MailOnFile, current: str) -> dict[str, Any]:
    address = reverse("desk:mail one", args=[mail.name])
    return {"to": mail.to, "subject": mail.subject, "when": mail.at, "url": address, "current": mail.name == current}


def _one(mail: MailOnFile) -> dict[str, Any]:
    message = email.message_from_bytes(_file(mail.name).read_bytes(), policy=policy.default)
    files = [
        {"label": part.get_filename() or "bijlage", "url": reverse("desk:mail attachment", args=[mail.name, n])}
        for n, part in enumerate(message.iter_attachments())
    ]
    return {
        "subject": mail.subject, "to": mail.to, "from_": str(message["From"]), "when": mail.at, "text": mail.body, "attachments": files,
    }  # fmt: skip


@require_safe
@desk
def mail(request: HttpRequest, who: Signed, name: str = "") -> HttpResponseBase:
    """The mails, newest first, and one of them."""
    if not settings.DEMO:
        raise Http404
    found = sent(settings.MAIL_FOLDER)
    chosen = next((m for m in found if m.name == name), None)
    if name and chosen is None:
        raise Http404
    context = {"mails": [_row(m, name) for m in found[:200]], "mail": _one(chosen) if chosen else None}
    return render(request, "desk/mail.html", frame(request, who, "mail") | context)


@require_safe
@desk
def attachment(request: HttpRequest, who: Signed, name: str, index: int) -> HttpResponseBase:
    """An attachment of a mail in the folder."""
    message = email.message_from_bytes(_file(name).read_bytes(), policy=policy.default)
    parts = list(message.iter_attachments())
    if index >= len(parts):
        raise Http404
    content = parts[index].get_payload(decode=True)
    return HttpResponse(content, content_type=parts[index].get_content_type())
