"""One's own account: password, second factor, sessions; allauth's pages in the frame of the desk, and limited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wederhoor.desk.absence import AbsenceForm, absences
from wederhoor.desk.second_factor import BROWSER, SINCE, required_of
from wederhoor.desk.sign_in import too_often
from wederhoor.desk.signed import FACTOR, FACTORS, frame, signed
from wederhoor.desk.words import initials
from wederhoor.organisations import sessions
from wederhoor.organisations.attempts import place_of, too_many
from wederhoor.organisations.models import Absence, Account, Session

View = Callable[..., HttpResponseBase]


def own_frame(request: HttpRequest, current: str = "account") -> dict[str, Any]:
    """The frame of the desk for who is signed in, with a role or (yet) without one."""
    if not request.user.is_authenticated:
        return {}
    if who := signed(request):
        return frame(request, who, current)
    name = request.user.name
    return {
        "person": {"name": name, "initials": initials(name), "role": request.user.email}, "account_url": reverse("desk:account"),
        "sign_out_url": reverse("desk:sign out"),
    }  # fmt: skip


def framed(view: View) -> View:
    """One of allauth's views, with what our own page frame needs."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.context_data = own_frame(request) | (response.context_data or {})
        request.session.pop(FACTOR, None)  # a factor may have come or gone: look again at the next page
        return response

    return page


def _labelled_once(response: HttpResponseBase) -> HttpResponseBase:
    """Without the placeholders of allauth, which say the label again and go away on typing."""
    form = (response.context_data or {}).get("form") if isinstance(response, TemplateResponse) else None
    for field in form.fields.values() if form else ():
        field.widget.attrs.pop("placeholder", None)
    return response


def limited(kind: str, view: View) -> View:
    """A view where somebody might guess: counted by account or address, and by place."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            address = str(request.user.pk or request.POST.get("email") or _halfway(request))
            if too_many(kind, address=address, place=place_of(request), now=timezone.now()):
                return too_often(request)
        return _labelled_once(view(request, *args, **kwargs))

    return page


def _halfway(request: HttpRequest) -> str:
    """The account that gave its password and must now give a code."""
    return str(request.session.get("account_login", {}).get("user_pk", request.session.session_key))


@require_http_methods(["GET", "POST"])
@login_required
def away(request: HttpRequest) -> HttpResponseBase:
    """Being away, with who stands in."""
    assert isinstance(request.user, Account)  # noqa: S101  # login_required
    today = timezone.localdate()
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        Absence.objects.filter(pk=request.POST["remove"], account=request.user).delete()
        return redirect("desk:away")
    form = AbsenceForm(request.POST if request.method == "POST" else None, account=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:away")
    context = own_frame(request) | {"form": form, "absences": absences(request.user, today)}
    return render(request, "account/away.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponseBase:
    """My account."""
    assert isinstance(request.user, Account)  # noqa: S101  # login_required
    context = own_frame(request) | {
        "me": request.user, "has_factor": is_mfa_enabled(request.user, FACTORS), "must": required_of(request.user),
        "sessions": [_session_row(row, request) for row in Session.objects.filter(account=request.user.pk, expire_date__gt=timezone.now())],
    }  # fmt: skip
    return render(request, "account/account.html", context)


def _session_row(row: Session, request: HttpRequest) -> dict[str, Any]:
    data = row.get_decoded()
    since = data.get(SINCE, "")
    return {
        "words": data.get(BROWSER) or gettext("onbekende browser"), "since": datetime.fromisoformat(since) if since else None,
        "current": row.session_key == request.session.session_key,
    }  # fmt: skip


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponseBase:
    """Sign out everywhere but here."""
    if not isinstance(request.user, Account):
        raise Http404
    ended = sessions.end(request.user.pk, but=request.session.session_key)
    messages.success(request, gettext("%s andere sessies zijn beëindigd.") % ended)
    return redirect("desk:account")
