"""A complaint that came by mail: what the mail says stands in the form already, and the mail goes into the new dossier."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone

from wederhoor.correspondence.inbox.filing import file_in
from wederhoor.correspondence.inbox.reading import read_mail
from wederhoor.desk.signed import Signed
from wederhoor.dossier import post
from wederhoor.dossier.acting.forms import HAPPENED
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.post import Kept, State
from wederhoor.procedure.commands import Refusal


def mail_of(request: HttpRequest, who: Signed) -> Kept | None:
    """The mail that the address names, or None. Raises Http404 for one that is not there, not theirs, or filed before."""
    named = request.GET.get("mail")
    if not named:
        return None
    try:
        kept = post.opened(who.tenant, UUID(named), actor=who.actor, now=timezone.now())
    except (NotFound, ValueError):
        raise Http404 from None
    if kept.row.state in (State.FILED, State.UNREADABLE):
        raise Http404
    return kept


def says(kept: Kept) -> dict[str, Any]:
    """What stands in the form at first. Received is when it was sent, unless the sender's clock runs ahead."""
    mail = read_mail(kept.raw)
    sent = mail.sent if mail.sent and mail.sent <= kept.row.came else kept.row.came
    return {
        "subject": mail.subject[:120], "complaint": mail.text, "complainant_name": mail.sender_name, "email": mail.sender,
        HAPPENED: timezone.localtime(sent).replace(second=0, microsecond=0, tzinfo=None),
    }  # fmt: skip


def file_away(request: HttpRequest, who: Signed, kept: Kept, number: str) -> None:
    """Put the mail and its files in the new dossier; what the gate refuses is said."""
    try:
        done = file_in(who.tenant, kept.row.id, number, of_complainant=False, actor=who.actor, now=timezone.now())
    except NotFound:  # the dossier is not theirs to see: the mail waits for somebody whose it is
        return
    for name, because in () if isinstance(done, Refusal) else done.refused:
        messages.warning(request, f"{name}: {because}")
