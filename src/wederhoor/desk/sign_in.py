"""Signing in and out; in the demo, becoming one of its people."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.desk.signed import SEAT, become, demo, demo_people, seats
from wederhoor.organisations.attempts import forget, place_of, too_many
from wederhoor.organisations.models import Membership


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password; what follows (a code, a key) is allauth's own flow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=gettext("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
        )
        self.fields["password"] = forms.CharField(
            label=gettext("Wachtwoord"), strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )  # fmt: skip


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("desk:worklist")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail address and password, or in the demo with one click."""
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST":
        address = request.POST.get("login", "")
        if too_many("sign in", address=address, place=place_of(request), now=timezone.now()):
            return too_often(request)
        if form.is_valid():
            forget("sign in", [address])
            return cast(HttpResponse, form.login(request, redirect_url=_next(request)))
    groups = demo_people() if settings.DEMO else []
    context = {
        "form": form, "groups": groups, "action": reverse("desk:become"), "demo": demo(), "mail_on": settings.MAIL_ON,
        "next": _next(request),
    }  # fmt: skip
    return render(request, "desk/sign_in.html", context, status=422 if form.errors else 200)


def too_often(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    return render(request, "account/too_many.html", status=429)


@require_POST
def become_person(request: HttpRequest) -> HttpResponse:
    """Demo only: go on as somebody else."""
    if not settings.DEMO:
        raise Http404
    key = request.POST.get("person", "")
    demo_rows = Membership.objects.filter(organisation__demo=True, account__demo=True).select_related("account")
    become(request, get_object_or_404(demo_rows, pk=key if key.isdecimal() else 0))
    return redirect("desk:worklist")


@require_POST
def take_a_role(request: HttpRequest) -> HttpResponse:
    """Go on in another of one's own roles; the choice stays until one signs out."""
    wanted = request.POST.get("seat", "")
    if not request.user.is_authenticated or wanted not in {seat.key for seat in seats(request.user)}:
        raise Http404
    request.session[SEAT] = wanted
    return redirect("desk:worklist")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("desk:sign in")
