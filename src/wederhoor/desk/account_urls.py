"""The addresses that allauth knows by name, each in our frame and limited; the rest of allauth is not there."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as key
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from wederhoor.desk.account_page import framed, limited
from wederhoor.desk.sign_in import sign_in, sign_out


def not_here(request: HttpRequest) -> HttpResponse:
    """Accounts come by invitation."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("aanmelden/", sign_in, name="account_login"),
    path("afmelden/", sign_out, name="account_logout"),
    path("account/nieuw/", not_here, name="account_signup"),
    path("account/uit/", account.account_inactive, name="account_inactive"),
    path("account/nogmaals/", limited("again", framed(account.reauthenticate)), name="account_reauthenticate"),
    path("account/wachtwoord/", limited("again", framed(account.password_change)), name="account_change_password"),
    path("account/wachtwoord/zetten/", not_here, name="account_set_password"),
    path("account/vergeten/", limited("reset", account.password_reset), name="account_reset_password"),
    path("account/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("account/vergeten/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^account/vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", limited("reset", account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("account/tweede/", framed(factor.index), name="mfa_index"),
    path("account/code/", limited("code", factor.authenticate), name="mfa_authenticate"),
    path("account/code/nogmaals/", limited("code", framed(factor.reauthenticate)), name="mfa_reauthenticate"),
    path("account/app/", limited("code", framed(totp.activate_totp)), name="mfa_activate_totp"),
    path("account/app/weg/", framed(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/herstelcodes/", framed(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/herstelcodes/nieuw/", framed(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/herstelcodes/bestand/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/sleutels/", framed(key.list_webauthn), name="mfa_list_webauthn"),
    path("account/sleutels/nieuw/", framed(key.add_webauthn), name="mfa_add_webauthn"),
    path("account/sleutels/nogmaals/", framed(key.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/sleutels/<int:pk>/weg/", framed(key.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/sleutels/<int:pk>/naam/", framed(key.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/sleutels/aanmelden/", limited("key", key.login_webauthn), name="mfa_login_webauthn"),
]  # fmt: skip
