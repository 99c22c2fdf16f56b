"""Taking up an invitation: choosing a password of one's own, once."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wederhoor.desk.second_factor import required_of
from wederhoor.desk.sign_in import too_often
from wederhoor.dossier.regulations import open_where
from wederhoor.organisations import invitations
from wederhoor.organisations.attempts import place_of, too_many
from wederhoor.organisations.models import Account

NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


def nameless(account: Account) -> bool:
    """Whether nobody said a name for this account: it is called as its address begins."""
    return account.name in ("", account.email.split("@")[0])


class PasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"), strip=False, widget=NEW,
        help_text=gettext_lazy("Ten minste 12 tekens. Een paar woorden achter elkaar werkt goed."),
    )  # fmt: skip
    again = forms.CharField(label=gettext_lazy("Nog een keer"), strip=False, widget=NEW)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

        if nameless(account):
            name = forms.CharField(
                label=gettext("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
                help_text=gettext("Zo heet u op de schermen en in brieven."),
            )  # fmt: skip
            self.fields = {"name": name, **self.fields}

    def keep_name(self) -> None:
        """What they are called, when that was asked."""
        if name := str(self.cleaned_data.get("name", "")).strip():
            self.account.name = name
            self.account.save(update_fields=["name"])

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", gettext("De twee wachtwoorden zijn niet gelijk."))
        return found


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind the link."""
    now = timezone.now()
    if too_many("invitation", address=token[:8], place=place_of(request), now=now):
        return too_often(request)
    invitation = invitations.find(token, now=now)
    if invitation is None:
        return render(request, "account/invited.html", {"gone": True}, status=410)
    form = PasswordForm(request.POST if request.method == "POST" else None, account=invitation.account)
    if request.method == "POST" and form.is_valid():
        if not invitations.accept(invitation, form.cleaned_data["password"], now=now):
            return render(request, "account/invited.html", {"gone": True}, status=410)
        form.keep_name()
        open_where(invitation.account, timezone.localdate())
        get_adapter().login(request, invitation.account)
        return redirect("mfa_index" if required_of(invitation.account) else reverse("desk:worklist"))
    context = {"form": form, "account": invitation.account, "row": invitation.organisation}
    return render(request, "account/invited.html", context, status=422 if form.errors else 200)
