"""The public form: one page, nothing mandatory but the story, and the same form twice is one complaint."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from wederhoor.dossier import door, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Person
from wederhoor.frontdoor.following.progress import day_words, owed
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import providers

FORM = "/linde/klacht/"
STORY = "Het is al drie weken koud in mijn kamer."
GOOD_FRIDAY_EVE = datetime(2026, 4, 2, 22, 15, tzinfo=AMSTERDAM)


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _dossiers(organisation: Organisation) -> list[Dossier]:
    with in_organisation(organisation.pk):
        return list(Dossier.objects.filter(organisation=organisation))


def _key(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


def test_only_the_story_is_needed(client: Client, linde: Organisation) -> None:
    key = _key(_text(client.get(FORM)))
    answer = client.post(FORM, {"key": key, "complaint": STORY})
    assert answer.status_code == 302
    assert answer["Location"] == "/linde/klacht/ontvangen/"
    assert len(_dossiers(linde)) == 1


def test_without_a_story_the_form_says_what_to_do_and_keeps_what_was_typed(client: Client, linde: Organisation) -> None:
    answer = client.post(FORM, {"wish": "Ik wil een warme kamer.", "name": "Iemand", "email": "fout"})
    page = _text(answer)
    assert answer.status_code == 422
    assert 'href="#id_complaint">Schrijf op wat er is gebeurd. Een paar zinnen is genoeg.' in page
    assert 'href="#id_email">Kijk het e-mailadres na.' in page
    assert "Ik wil een warme kamer." in page
    assert 'value="fout"' in page
    assert "<title>Fout:" in page
    assert _dossiers(linde) == []


def test_the_same_form_twice_is_one_complaint(client: Client, linde: Organisation) -> None:
    key = _key(_text(client.get(FORM)))
    codes = set()
    for _ in range(2):
        client.post(FORM, {"key": key, "complaint": STORY})
        codes.add(re.findall(r'class="code">([\w-]+)<', _text(client.get("/linde/klacht/ontvangen/")))[0])
    assert len(_dossiers(linde)) == 1
    assert len(codes) == 1


@pytest.mark.parametrize(("way", "field"), [("telephone", "telephone"), ("mail", "email")])
def test_a_way_of_contact_needs_its_number_or_address(
    client: Client, linde: Organisation, way: str, field: str
) -> None:
    answer = client.post(FORM, {"complaint": STORY, "contact": way})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in _text(answer)


def test_what_is_not_known_is_left_out(client: Client, linde: Organisation) -> None:
    client.post(FORM, {"key": "een", "complaint": STORY, "law": "", "hope": "recognition", "location": "hof"})
    dossier = door.open_by_code(linde, keys.code_for(linde, "een"), now=timezone.now())
    values = dossier.events[0].values
    assert "law" not in values
    assert values["hope"] == "recognition"
    assert values["channel"] == "web form"
    assert dossier.texts[(1, "complaint")] == STORY
    assert STORY.split()[0] not in str(values)


def test_names_are_sealed(client: Client, linde: Organisation) -> None:
    client.post(FORM, {"complaint": STORY, "name": "Ada Boom", "contact": "mail", "email": "ada@voorbeeld.test"})
    with in_organisation(linde.pk):
        person = Person.objects.get(organisation=linde)
    assert b"Ada" not in bytes(person.name)
    assert b"ada@" not in bytes(person.contact)


def test_the_receipt_shows_the_dates_of_the_duties(client: Client, linde: Organisation) -> None:
    with time_machine.travel(GOOD_FRIDAY_EVE, tick=False):
        client.post(FORM, {"key": "avond", "complaint": STORY, "law": "wlz"})
        page = _text(client.get("/linde/klacht/ontvangen/"))
        now = timezone.now()
        dossier = door.open_by_code(linde, keys.code_for(linde, "avond"), now=now)
    dated = [duty for duty in owed(dossier.state, now) if duty.due]
    assert dated
    for duty in dated:
        assert day_words(duty.due) in page
    assert dossier.number in page
    assert keys.code_for(linde, "avond") in page


def test_no_receipt_for_who_sent_nothing(client: Client, linde: Organisation) -> None:
    assert client.get("/linde/klacht/ontvangen/")["Location"] == FORM


def test_a_member_receives_under_its_own_name(client: Client, member: Organisation) -> None:
    page = _text(client.get("/plank/klacht/"))
    assert "De Springplank" in page
    assert "Vertel je klacht" in page
    assert client.post("/plank/klacht/", {"key": "lid", "complaint": STORY}).status_code == 302
    assert member.parent is not None
    (row,) = _dossiers(member.parent)
    assert row.member_id == member.pk
    assert row.regulation.startswith("zk-lid/")


@pytest.mark.parametrize("provider", ["jot", "zk", "ott", "izw", "loj"])
@pytest.mark.django_db
def test_every_regulation_takes_a_complaint_from_the_public_form(client: Client, provider: str) -> None:
    assert provider in providers()
    row = Organisation.objects.create(code=f"bij-{provider}", name="Zorg", regulation=provider)
    assert client.get(f"/{row.code}/").status_code == 200
    answer = client.post(f"/{row.code}/klacht/", {"complaint": STORY})
    assert answer.status_code == 302, re.findall(r"<li>(.*?)</li>", _text(answer))
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.django_db
def test_a_complaint_never_goes_to_whom_it_is_about_by_default(client: Client) -> None:
    Organisation.objects.create(code="kade", name="Zorg", regulation="loj")
    page = _text(client.get("/kade/klacht/"))
    (chosen,) = re.findall(r'name="door" value="([^"]+)"[^>]* checked', page)
    assert chosen == "confidant"


def test_an_unknown_provider_is_not_there(client: Client, linde: Organisation) -> None:
    assert client.get("/niets/").status_code == 404
    assert client.get("/niets/klacht/").status_code == 404
