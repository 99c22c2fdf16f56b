"""How django-allauth works here: no sign-up of one's own, secrets sealed, Dutch words, and who needs a second factor."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from wederhoor.desk.signed import FACTORS, seats
from wederhoor.organisations.models import Account, Administrator, running

ADMINISTRATOR = "*administrator"
"""Stands among the roles with a second factor for who runs the organisation; no role code begins with a star."""
BROWSER, SINCE = "browser", "signed in"
BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """'Firefox, Windows': enough to know one's own session by, and no more is kept."""
    found = [next((word for sign, word in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come by invitation; each session notes where and when it began."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("Dit adres en wachtwoord horen niet bij elkaar. Probeer het nog eens."),
        "account_inactive": gettext_lazy("Dit adres en wachtwoord horen niet bij elkaar. Probeer het nog eens."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        request.session[BROWSER] = browser_words(request.META.get("HTTP_USER_AGENT", ""))
        request.session[SINCE] = timezone.now().isoformat()

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Its messages are in another tone; the pages say themselves what was done."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are sealed with a key from the site's secret; the last factor stays where a role needs one."""

    def encrypt(self, text: str) -> str:
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sealer().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002  # allauth names it so
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(gettext("Sleutel %s") % number)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not required_of(authenticator.user)


def _sealer() -> Fernet:
    derived = HKDF(SHA256(), 32, None, b"wederhoor second factor").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Adding a passkey, in our own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=gettext("Naam van de sleutel"), required=False, max_length=60)
        self.fields["passwordless"] = forms.BooleanField(
            label=gettext("Ook aanmelden zonder wachtwoord"), required=False,
            help_text=gettext("U meldt zich dan aan met alleen deze sleutel: uw vinger, uw gezicht of een code."),
        )  # fmt: skip


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an app, in our own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext("Code uit de app")


def required_of(account: Account) -> bool:
    """Whether any role this account holds, or running an organisation, needs a second factor."""
    rows = Administrator.objects.filter(running(timezone.localdate()), account=account, organisation__isnull=False)
    runs = any(
        ADMINISTRATOR in row.organisation.second_factor
        for row in rows.select_related("organisation")
        if row.organisation
    )
    return runs or any(seat.membership.role in seat.tenant.second_factor for seat in seats(account))
