"""Signing in and out; in the demo, becoming one of its people."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.desk.signed import SEAT, become, demo, demo_people, seats
from wederhoor.organisations.models import Account, Membership


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    account: Account | None = None

    def clean(self) -> dict[str, object]:
        found = dict(self.cleaned_data)
        self.account = authenticate(username=found.get("email"), password=found.get("password"))
        if self.account is None and not self.errors:
            raise forms.ValidationError(gettext("Dit adres en wachtwoord horen niet bij elkaar. Probeer het nog eens."))
        return found


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("desk:worklist")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with e-mail address and password, or in the demo with one click."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.account:
        login(request, form.account)
        return redirect(_next(request))
    groups = demo_people() if settings.DEMO else []
    context = {"form": form, "groups": groups, "action": reverse("desk:become"), "demo": demo()}
    return render(request, "desk/sign_in.html", context, status=422 if form.errors else 200)


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
