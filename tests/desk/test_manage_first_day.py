"""A new provider's first day: from an empty database to the first complaint, by the pages alone."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from tests.desk.conftest import WORKLIST
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.organisations.models import Account, Administrator, Membership, Organisation
from wederhoor.procedure.loading import load_for
from wederhoor.site.cli import admin
from wederhoor.site.cli.main import main

MANAGE = f"{WORKLIST}beheer/"
PASSWORD = "vier gewone woorden achter elkaar"


def words(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def link_of(body: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", body)
    assert found
    return found[1]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 200), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def first_link(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What `wederhoor admin` prints."""
    monkeypatch.setattr(admin.django_site, "set_up", lambda: None)
    monkeypatch.setattr(admin.django_site, "migrate", lambda: None)
    assert main(["admin", "Anna@Nieuw.test", "--name", "Anna Aanvang", "--json"]) == 0
    return link_of(json.loads(capsys.readouterr().out)["link"])


def accept(link: str) -> Client:
    """Somebody follows a link and chooses a password; now signed in."""
    client = Client()
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    return client


def begun(anna: Client) -> Organisation:
    """Anna names her organisation."""
    answer = anna.post(
        f"{MANAGE}nieuw/",
        {"name": "Zorg Nieuw", "code": "nieuw", "kind": "provider", "city": "Zwolle", "municipality": "Zwolle"},
    )
    assert answer.headers["Location"] == MANAGE
    return Organisation.objects.get(code="nieuw")


def invite(anna: Client, name: str, *roles: str) -> Client:
    """Anna invites somebody, who follows the link of the mail."""
    email = f"{name.split()[0].lower()}@nieuw.test"
    assert anna.post(f"{MANAGE}mensen/", {"name": name, "email": email, "roles": roles}).status_code == 302
    return accept(link_of(str(mail.outbox[-1].body)))


def test_an_empty_site_says_what_to_do(db: None) -> None:
    assert "wederhoor admin" in words(Client().get("/"))


def test_from_an_empty_database_to_the_first_complaint(first_link: str, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    anna = accept(first_link)
    assert anna.get(WORKLIST).headers["Location"] == MANAGE, "somebody without a role goes to what they run"
    assert anna.get(MANAGE).headers["Location"] == f"{MANAGE}nieuw/"
    row = begun(anna)
    assert "De volgende stap: De regeling" in words(anna.get(MANAGE))

    look = {"name": "Zorg Nieuw", "city": "Zwolle", "municipality": "Zwolle", "brand_colour": "#5A2D82"}
    assert anna.post(f"{MANAGE}organisatie/", look | {"logo": io.BytesIO(png())}).status_code == 302
    row.refresh_from_db()
    assert row.brand_colour == "5a2d82"
    assert Client().get(row.logo_url).headers["Content-Type"] == "image/png"

    page = words(anna.get(f"{MANAGE}regeling/?bekijk=jot"))
    assert "De vorm van het bestand is gecontroleerd: geen fouten" in page
    assert "Twijfels in de tekst" in page
    assert (
        anna.post(f"{MANAGE}regeling/", {"provider": "jot", "since": timezone.localdate().isoformat()}).status_code
        == 302
    )
    assert "Nog niemand" in words(anna.get(MANAGE))

    assert (
        anna.post(f"{MANAGE}locaties/", {"kind": "location", "l-name": "De Linde", "l-city": "Zwolle"}).status_code
        == 302
    )
    regulation = load_for("jot", timezone.localdate())
    hanna = invite(anna, "Hanna Behandelt", "handler")
    others = [
        code
        for code, role in regulation.roles.items()
        if role.kind not in ("complainant", "accused") and code != "handler"
    ]
    for number, role in enumerate(others):
        invite(anna, f"Persoon{number} Zoveel", role)
    for code, point in regulation.contact_points.items():
        if point.role and not (point.telephone or point.mail):
            assert (
                anna.post(
                    f"{MANAGE}contact/{code}/", {"telephone": "038 123 45 67", "mail": f"{len(code)}@nieuw.test"}
                ).status_code
                == 302
            )
    body = next(iter(regulation.external_bodies))
    assert (
        anna.post(
            f"{MANAGE}contact/", {"kind": "affiliation", "body": body, "since": "2026-01-01", "until": "2099-12-31"}
        ).status_code
        == 302
    )
    assert "De volgende stap: De eerste klacht" in words(anna.get(MANAGE))

    assert hanna.get(f"{WORKLIST}nieuw/").status_code == 200
    form = hanna.get(f"{WORKLIST}nieuw/").content.decode()
    key = re.search(r'name="key" value="(\w+)"', form)
    assert key
    intake = {
        "subject": "De eerste", "complaint": "Het eten was koud.", "channel": "telephone", "capacity": "client", "law": "wlz",
        "kind": "complaint", "key": key[1], "expected_seq": "0", "complainant_name": "Kees Klager",
    }  # fmt: skip
    answer = hanna.post(f"{WORKLIST}nieuw/", intake)
    assert answer.status_code == 302, words(answer)[:2000]
    assert "De eerste" in words(hanna.get(WORKLIST))
    assert "Alles wat moet, is gedaan." in words(anna.get(MANAGE))
    with in_organisation(row.pk):
        dossier = Dossier.objects.get(organisation=row)
    assert anna.get(f"{WORKLIST}dossiers/{dossier.number}/").status_code == 302, "who runs the place sees no dossier"
    assert Client().get("/").content.decode().count("Zorg Nieuw") > 0


def test_the_link_of_an_invitation_works_once_and_asks_a_real_password(first_link: str) -> None:
    client = Client()
    assert client.post(first_link, {"password": "kort", "again": "kort"}).status_code == 422
    assert client.post(first_link, {"password": PASSWORD, "again": "iets anders dan dat"}).status_code == 422
    assert client.post(first_link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert Client().get(first_link).status_code == 410
    assert Client().post(first_link, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    assert Account.objects.get(email="anna@nieuw.test").check_password(PASSWORD)


def test_the_command_refuses_what_is_not_there(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(admin.django_site, "set_up", lambda: None)
    monkeypatch.setattr(admin.django_site, "migrate", lambda: None)
    assert main(["admin", "geen-adres"]) == 2
    assert main(["admin", "a@b.test", "--organisation", "onzin"]) == 1
    assert "no organisation" in capsys.readouterr().err
    assert not Administrator.objects.exists()


def test_only_who_set_the_site_up_begins_an_organisation(first_link: str) -> None:
    anna = accept(first_link)
    begun(anna)
    other = Account.objects.create_user("o@nieuw.test", "Otto")
    Administrator.objects.create(account=other, organisation=Organisation.objects.get(code="nieuw"))
    client = Client()
    client.force_login(other)
    assert client.get(f"{MANAGE}nieuw/").status_code == 404
    assert Client().get(f"{MANAGE}nieuw/").status_code == 302


def test_a_drawing_with_script_is_no_logo(first_link: str, tmp_path: Path) -> None:
    anna = accept(first_link)
    begun(anna)
    svg = io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    svg.name = "logo.svg"
    look = {"name": "Zorg Nieuw", "city": "Zwolle", "municipality": "Zwolle", "logo": svg}
    answer = anna.post(f"{MANAGE}organisatie/", look)
    assert (answer.status_code, "Een SVG kan niet" in words(answer)) == (422, True)
    assert Organisation.objects.get(code="nieuw").logo_url == ""


def test_nobody_can_complain_where_nobody_would_read_it_and_once_open_it_stays_open(
    first_link: str, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    anna, visitor = accept(first_link), Client()
    row = begun(anna)
    assert "wederhoor admin" not in words(visitor.get("/")), "an organisation was made: that is true no more"
    assert "Klagen kan hier nog niet" in words(visitor.get("/"))
    anna.post(f"{MANAGE}regeling/", {"provider": "jot", "since": timezone.localdate().isoformat()})
    assert "Zorg Nieuw" not in words(visitor.get("/"))
    for page in ("/nieuw/", "/nieuw/klacht/"):
        assert visitor.get(page).status_code == 404, page
    warned = words(anna.get(MANAGE))
    assert "De openbare kant is nog dicht Nog niemand leest wat er binnenkomt: Interne klachtenbehandelaar." in warned
    invite(anna, "Vera Vertrouwt", "confidant")
    assert visitor.get("/nieuw/klacht/").status_code == 404, "no complaint that comes in is told to a confidant"
    hanna = {"name": "Hanna Behandelt", "email": "hanna@nieuw.test", "roles": ["handler"]}
    anna.post(f"{MANAGE}mensen/", hanna)
    assert visitor.get("/nieuw/klacht/").status_code == 404, "who was invited cannot read yet"
    accept(link_of(str(mail.outbox[-1].body)))
    assert not Organisation.objects.get(pk=row.pk).held_back
    assert "Zorg Nieuw" in words(visitor.get("/"))
    assert visitor.get("/nieuw/klacht/", follow=True).status_code == 200
    assert "nog dicht" not in words(anna.get(MANAGE))

    Membership.objects.filter(organisation=row).delete()
    assert visitor.get("/nieuw/klacht/", follow=True).status_code == 200, "a complaint is never refused at the door"
    assert "Niemand leest nu een klacht die binnenkomt" in words(anna.get(MANAGE))


def test_an_organisation_that_was_there_before_stays_public(db: None) -> None:
    Organisation.objects.create(code="oud", name="Zorg Oud", regulation="jot")
    assert "Zorg Oud" in words(Client().get("/"))


def test_who_was_made_administrator_by_address_alone_is_asked_their_name(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(admin.django_site, "set_up", lambda: None)
    monkeypatch.setattr(admin.django_site, "migrate", lambda: None)
    assert main(["admin", "you@nieuw.test", "--json"]) == 0
    link = link_of(json.loads(capsys.readouterr().out)["link"])
    client = Client()
    page = words(client.get(link))
    assert "Uw naam" in page
    assert "Welkom, you" not in page
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 422, "a name is needed"
    given = {"name": "Yara Ouwens", "password": PASSWORD, "again": PASSWORD}
    assert client.post(link, given).status_code == 302
    assert Account.objects.get(email="you@nieuw.test").name == "Yara Ouwens"
    assert "Yara Ouwens" in words(client.get(f"{MANAGE}nieuw/"))
