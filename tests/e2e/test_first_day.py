"""The first day in Chromium, with JavaScript off; a passkey with a key that Chromium plays; axe over the pages of Beheer."""

from __future__ import annotations

import re

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e.axe import assert_seen, every_look, violations
from tests.e2e.desk_driver import PASSWORD, address, staffed, window
from wederhoor.organisations import invitations
from wederhoor.organisations.models import Account, Administrator, Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEHEER = "/werkplek/beheer/"
PAGES = (
    "",
    "organisatie/",
    "regeling/",
    "locaties/",
    "mensen/",
    "rollen/",
    "contact/",
    "contact/handler/",
    "buiten/",
    "mail/",
)
OWN = (
    "/werkplek/account/",
    "/werkplek/account/tweede/",
    "/werkplek/account/app/",
    "/werkplek/account/sleutels/nieuw/",
    "/werkplek/account/afwezig/",
)


def follow(page: Page, link: str) -> None:
    """Take an invitation up."""
    page.goto(link)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord vastleggen").click()


def invite(page: Page, name: str, *roles: str) -> str:
    """Invite somebody; the link of their mail."""
    page.goto(f"{BEHEER}mensen/")
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("E-mailadres").fill(f"{name.split()[0].lower()}@nieuw.test")
    for role in roles:
        page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_role("status")).to_contain_text("De uitnodiging is gemaild")
    found = re.search(r"http://\S+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def test_from_nothing_to_the_first_complaint_without_javascript(
    chromium: Browser, live_server: LiveServer, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    anna = Account.objects.create_user("anna@nieuw.test", "Anna Aanvang")
    Administrator.objects.create(account=anna, organisation=None)
    token = invitations.invite(anna, None, now=timezone.now())
    boss = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="nl-NL").new_page()
    follow(boss, f"/werkplek/uitnodiging/{token}/")

    boss.get_by_label("Naam", exact=True).fill("Zorg Nieuw")
    boss.get_by_label("Korte naam in adressen").fill("zorg-nieuw")
    boss.get_by_label("Zorgaanbieder").check()
    boss.get_by_label("Plaats").fill("Zwolle")
    boss.get_by_label("Gemeente").fill("Zwolle")
    boss.get_by_role("button", name="Vastleggen").click()
    expect(boss.get_by_text("De volgende stap: De regeling.")).to_be_visible()

    boss.get_by_role("link", name="De regeling").click()
    boss.locator("#id_provider").select_option("jot")
    boss.get_by_role("button", name="Zo geldt het").click()
    expect(boss.get_by_text("De vorm van het bestand is gecontroleerd: geen fouten.")).to_be_visible()

    boss.goto(f"{BEHEER}locaties/")
    boss.get_by_label("Naam van de locatie").fill("De Linde")
    boss.get_by_role("button", name="Locatie toevoegen").click()
    hanna = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="nl-NL").new_page()
    follow(hanna, invite(boss, "Hanna Behandelt", "Interne klachtenbehandelaar"))
    invite(boss, "Dirk Bestuurt", "Bestuurder")
    expect(hanna.get_by_role("heading", name="Werkvoorraad")).to_be_visible()

    client = chromium.new_context(base_url=live_server.url, locale="nl-NL").new_page()
    client.goto("/")
    expect(client.get_by_role("heading", name="Zorg Nieuw")).to_be_visible()
    hanna.get_by_role("link", name="Nieuwe klacht").click()
    expect(hanna.get_by_role("heading", level=1)).to_be_visible()
    assert "Beheer" not in hanna.locator("nav.side").inner_text()
    for page in (boss, hanna, client):
        page.context.close()


def test_a_passkey_signs_in_without_a_password(chromium: Browser, live_server: LiveServer) -> None:
    staffed("jot", "Proef Noord", timezone.localdate())
    context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="nl-NL")
    page = context.new_page()
    played = context.new_cdp_session(page)
    played.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    played.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address("handler"))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.wait_for_url("**/werkplek/")
    page.goto("/werkplek/account/sleutels/nieuw/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)  # asked again before anything changes
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Naam van de sleutel").fill("Mijn laptop")
    page.get_by_label("Ook aanmelden zonder wachtwoord").check()
    page.get_by_role("button", name="Sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    page.goto("/werkplek/account/")
    page.locator("details.me > summary").click()
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_role("button", name="Met een sleutel").click()
    expect(page.get_by_role("heading", name="Werkvoorraad")).to_be_visible()
    context.close()


def test_axe_finds_nothing_in_beheer(chromium: Browser, live_server: LiveServer) -> None:
    row, _ = staffed("jot", "Proef Noord", timezone.localdate())
    account = Account.objects.get(email=address("director"))
    Administrator.objects.create(account=account, organisation=row)
    Administrator.objects.create(account=account, organisation=None)  # who set the installation up
    context = window(chromium, live_server.url, "light", 1440)
    page = context.new_page()
    entrance = (
        "/werkplek/account/vergeten/",
        "/werkplek/account/vergeten/verstuurd/",
        "/werkplek/account/vergeten/klaar/",
    )
    found = [v for path in (*entrance, _new_password(account), _invitation(row)) for v in violations(page, path)]
    _password(page)
    page.wait_for_url("**/werkplek/")
    page.goto("/werkplek/account/app/")
    found += every_look(page)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    colleague = f"mensen/{Account.objects.get(email=address('handler')).pk}/"
    for path in (*(f"{BEHEER}{rest}" for rest in (*PAGES, colleague, f"{colleague}tweede-stap/", "nieuw/")), *OWN):
        found += violations(page, path)
    found += _with_a_second_factor(page, account)
    context.close()
    assert found == []
    assert_seen("beheer")


def _password(page: Page) -> None:
    page.goto("/werkplek/aanmelden/")
    page.fill("[name=login]", address("director"))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def _new_password(account: Account) -> str:
    """Where the link of a forgotten password leads."""
    return f"/werkplek/account/vergeten/{user_pk_to_url_str(account)}-{EmailAwarePasswordResetTokenGenerator().make_token(account)}/"


def _invitation(row: Organisation) -> str:
    """Where the link of an invitation leads."""
    invited = Account.objects.create_user("nieuw@voorbeeld.test", "Nienke Nieuw")
    return f"/werkplek/uitnodiging/{invitations.invite(invited, row, now=timezone.now())}/"


def _with_a_second_factor(page: Page, account: Account) -> list[str]:
    """The pages that are there for who has an app and a key, and the question for the code at the door."""
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "Mijn laptop", "credential": {}}
    )
    found = []
    for path in (
        "herstelcodes/",
        "herstelcodes/nieuw/",
        "app/weg/",
        "sleutels/",
        f"sleutels/{key.pk}/weg/",
        f"sleutels/{key.pk}/naam/",
    ):
        found += violations(page, f"/werkplek/account/{path}")
    found += violations(page, "/werkplek/account/code/nogmaals/")
    key.delete()
    page.goto("/werkplek/account/")
    page.locator("details.me > summary").click()
    page.get_by_role("button", name="Afmelden").click()
    _password(page)
    page.wait_for_url("**/werkplek/account/code/**")
    return found + every_look(page)
