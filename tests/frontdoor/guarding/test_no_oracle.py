"""No answer of the public pages tells whether a code, a number, an address or a link exists; and nothing of them is kept or passed on."""

from __future__ import annotations

import re
import secrets
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from wederhoor.dossier import asked, codes, door
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.asked import Asking
from wederhoor.dossier.fence import in_organisation
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command

VALUES = {"channel": "web form", "capacity": "client", "kind": "complaint"}
CHANGING = re.compile(
    r'name="(csrfmiddlewaretoken|opened|ticket)" value="[^"]*"|data-(salt|challenge|signature)="[^"]*"'
)


@pytest.fixture
def received(linde: Organisation) -> door.Received:
    """A complaint that is there."""
    got = door.receive(
        linde, Command("receive", "complainant", VALUES), texts={"complaint": "Het is koud."},
        people=[door.NewPerson("complainant", "Ada Boom", "client", {"email": "ada@voorbeeld.test"})],
        subject="Koud", actor=door.visitor(linde.pk), now=timezone.now(), submitted_key="een",
    )  # fmt: skip
    assert isinstance(got, door.Received), got
    return got


def _bare(response: HttpResponse, *typed: str) -> tuple[int, str]:
    """Status and page, without what differs each time and what the visitor typed."""
    page = CHANGING.sub("", response.content.decode())
    for words in typed:
        page = page.replace(words, "…")
    return response.status_code, page


def _same(answers: list[tuple[int, str]]) -> None:
    assert len({status for status, _ in answers}) == 1
    assert all(page == answers[0][1] for _, page in answers)


def test_a_wrong_a_revoked_and_an_unknown_code_get_one_answer(linde: Organisation, received: door.Received) -> None:
    now, old = timezone.now(), received.code
    dossier = door.open_by_code(linde, old, now=now)
    with in_organisation(linde.pk):
        codes.give(dossier.row, "", actor=dossier.actor, now=now)
        ended = codes.give_once(dossier.row, "", actor=dossier.actor, now=now - timedelta(days=9))
    typed = ["appel-fiets-molen-regen-0000", old, ended, received.number, "x" * 900, "' or 1=1 --"]
    _same([_bare(Client().post("/linde/volgen/", {"code": one}), *_shown(one)) for one in typed])


def _shown(typed: str) -> tuple[str, ...]:
    from django.utils.html import escape

    return (escape(typed),)


def test_a_number_opens_nothing_and_tells_nothing(linde: Organisation, received: door.Received) -> None:
    there, not_there = f"/linde/volgen/{received.number}/", "/linde/volgen/K-2026-9999/"
    answers = [Client().get(address) for address in (there, not_there)]
    assert {answer.status_code for answer in answers} == {302}
    places = {str(answer["Location"]).replace(received.number, "…").replace("K-2026-9999", "…") for answer in answers}
    assert len(places) == 1


def test_who_lost_the_code_learns_not_whether_an_address_is_known(linde: Organisation, received: door.Received) -> None:
    asked_with = ("ada@voorbeeld.test", "eva@voorbeeld.test")
    _same([_bare(Client().post("/linde/volgen/kwijt/", {"email": one}), one) for one in asked_with])


@pytest.mark.django_db
def test_a_link_that_is_wrong_revoked_or_past_its_day_gets_one_answer() -> None:
    here, now = Organisation.objects.create(code="kade", name="De Kade", regulation="jot"), timezone.now()
    account = Account.objects.create_user("b@voorbeeld.test", "Bea", "w" * 14)
    Membership.objects.create(account=account, organisation=here, role="handler")
    actor = Actor(account.pk, "handler", here.pk)
    got = door.receive(
        here, Command("receive", "complainant", VALUES), texts={"complaint": "Het is koud."}, people=[],
        subject="Koud", actor=door.visitor(here.pk), now=now, submitted_key="een",
    )  # fmt: skip
    assert isinstance(got, door.Received)

    def ask(until: date) -> str:
        dossier = door.open_dossier(here, got.number, actor=actor, action="read", now=now)
        link = asked.ask(dossier, Asking("Wim", "Wat zag u?", until), actor=actor, now=now)
        assert isinstance(link, str)
        return link

    past, revoked = ask(date(2020, 1, 1)), ask(now.date() + timedelta(days=9))
    assert Client().get(f"/vraag/{revoked}/").status_code == 200
    dossier = door.open_dossier(here, got.number, actor=actor, action="read", now=now)
    for one in asked.links(dossier, now=now):
        asked.revoke(dossier, one.id, actor=actor, now=now)
    wrong = [f"{here.pk}.{secrets.token_urlsafe(32)}", f"999999.{secrets.token_urlsafe(32)}", "geenlink", "0.0"]
    _same([_bare(Client().get(f"/vraag/{one}/"), one) for one in (past, revoked, *wrong)])


def test_a_link_to_take_part_that_does_not_work_says_only_that(linde: Organisation) -> None:
    wrong = [
        f"{linde.pk}.{secrets.token_urlsafe(32)}",
        f"999999.{secrets.token_urlsafe(32)}",
        "geenlink",
        f"{linde.pk}.",
    ]
    _same([_bare(Client().get(f"/meedoen/link/{one}/"), one) for one in wrong])


def test_signing_in_takes_the_same_work_for_an_address_that_is_known(linde: Organisation) -> None:
    Account.objects.create_user("bea@voorbeeld.test", "Bea", "w" * 14)
    worked, answers = [], []
    hasher: type[BasePasswordHasher] = type(get_hasher())
    for address in ("bea@voorbeeld.test", "eva@voorbeeld.test"):
        with patch.object(hasher, "encode", autospec=True, side_effect=hasher.encode) as encode:
            answer = Client().post("/werkplek/aanmelden/", {"login": address, "password": "niet het goede"})
        worked.append(encode.call_count)
        answers.append(_bare(answer, address))  # type: ignore[arg-type]  # the client's own response adds to it
    assert worked[0] == worked[1] > 0
    _same(answers)


PAGES = (
    "/",
    "/linde/",
    "/linde/klacht/",
    "/linde/volgen/",
    "/linde/volgen/kwijt/",
    "/linde/regeling/",
    "/meedoen/",
    "/vraag/1.x/",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_sends_its_address_elsewhere_or_loads_anything_from_there(
    client: Client, linde: Organisation, address: str
) -> None:
    page = client.get(address)
    assert page["Referrer-Policy"] == "same-origin"
    policy = page["Content-Security-Policy"]
    assert not re.search(r"https?:|\*|unsafe", policy)
    assert {"default-src 'self'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} <= {
        part.strip() for part in policy.split(";")
    }
    assert not re.search(
        r"<(script|link|img|iframe|source|video|audio)[^>]*(src|href)=.(https?:)?//", page.content.decode()
    )


@pytest.mark.parametrize(
    "address", ["/linde/klacht/", "/linde/volgen/", "/linde/volgen/kwijt/", "/meedoen/", "/vraag/1.x/"]
)
def test_what_is_somebodys_own_is_kept_nowhere(client: Client, linde: Organisation, address: str) -> None:
    assert "no-store" in client.get(address)["Cache-Control"]


def test_the_own_pages_behind_a_code_are_kept_nowhere(linde: Organisation, received: door.Received) -> None:
    visitor = Client()
    first = visitor.post("/linde/volgen/", {"code": received.code}, follow=True)
    assert first.status_code == 200
    assert received.code not in first.request["PATH_INFO"]
    links = {
        link
        for link in re.findall(r'href="(/linde/volgen/[^"#?]+)"', first.content.decode())
        if received.number in link
    }
    assert len(links) > 3
    for address in (first.request["PATH_INFO"], *links):
        assert "no-store" in visitor.get(address)["Cache-Control"], address


def test_cookies_are_not_for_other_sites_or_scripts() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY
