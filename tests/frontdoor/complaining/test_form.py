"""The pages of a complaint: nothing mandatory but the story, everything kept, and the same form twice is one complaint."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.frontdoor.complaint import answered, sent, walked
from wederhoor.dossier import door, keys, unsent
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Paper, Person
from wederhoor.frontdoor.complaining.drawing import qr
from wederhoor.frontdoor.following.progress import day_words, owed
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.loading import load_for

FORM = "/linde/klacht/"
STORY = "Het is al drie weken koud in mijn kamer."
GOOD_FRIDAY_EVE = datetime(2026, 4, 2, 22, 15, tzinfo=AMSTERDAM)
PROVIDERS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")


def _dossiers(organisation: Organisation) -> list[Dossier]:
    with in_organisation(organisation.pk):
        return list(Dossier.objects.filter(organisation=organisation))


def _opened(organisation: Organisation, key: str) -> door.OpenDossier:
    return door.open_by_code(organisation, keys.code_for(organisation, key), now=timezone.now())


def _text(response: Any) -> str:
    return str(response.content.decode())


def _provider(code: str) -> Organisation:
    parent = Organisation.objects.create(code="samen", name="Samen", regulation="zk") if code == "zk-lid" else None
    return Organisation.objects.create(code="proef", name="Zorg", regulation=code, parent=parent)


@pytest.mark.requirement("LOJ-04")
@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
def test_only_the_story_is_needed(client: Client, provider: str) -> None:
    row = _provider(provider)
    pages = walked(client, "proef", {"complaint": STORY})
    (dossier,) = _dossiers(row.parent or row)
    assert dossier.number in pages[-1]
    optional = re.compile(r'<(?:label|legend)[^>]*ds-label"[^>]*>(.*?)</(?:label|legend)>', re.S)
    asked = [label.strip() for page in pages[:-1] for label in optional.findall(page)]
    assert [label for label in asked if "(hoeft niet)" not in label] == ["Vertel wat er is gebeurd"]


@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_page_says_which_step_it_is(client: Client, provider: str) -> None:
    _provider(provider)
    pages = walked(client, "proef", {"complaint": STORY})[:-1]
    assert len(pages) <= 5
    for nth, page in enumerate(pages, 1):
        assert f"<title>Stap {nth} van {len(pages)} · " in page
        assert f'id="step">Stap {nth} van {len(pages)}<' in page
        assert ('<nav class="back"' in page) is (nth > 1)


@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_only_the_desk_is_asked_does_not_stand_on_the_form(client: Client, provider: str) -> None:
    _provider(provider)
    pages = "".join(walked(client, "proef", {"complaint": STORY}))
    inside = {n: f for n, f in load_for(provider, timezone.localdate()).acts["receive"].fields.items() if f.inside}
    assert [name for name in inside if f'name="{name.replace(" ", "_")}"' in pages] == []
    assert 'name="channel"' not in pages


def test_a_whole_complaint_takes_at_most_twelve_requests(client: Client, linde: Organisation) -> None:
    with patch.object(client, "request", wraps=client.request) as asked:
        walked(client, "linde", {"complaint": STORY})
    assert asked.call_count <= 12


def test_without_a_story_the_page_says_what_to_do_and_keeps_what_was_typed(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}verhaal/", {"accused": "Iemand van de nacht"})
    page = _text(answer)
    assert answer.status_code == 422
    assert 'href="#id_complaint">Schrijf op wat er is gebeurd. Een paar zinnen is genoeg.' in page
    assert ">\nIemand van de nacht</textarea>" in page
    assert "<title>Fout: Stap 2 van 5" in page
    kept = _text(client.get(f"{FORM}verhaal/"))
    assert ">\nIemand van de nacht</textarea>" in kept, "also what was not right yet is kept"
    assert _dossiers(linde) == []


def test_sending_without_a_story_leads_to_the_story(client: Client, linde: Organisation) -> None:
    answer = sent(client, linde, {"name": "Ada"})
    assert answer.status_code == 422
    assert "Schrijf op wat er is gebeurd" in _text(answer)
    assert f'action="{FORM}verhaal/"' in _text(answer)


def test_the_same_form_twice_is_one_complaint(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    codes = set()
    for _ in range(2):
        answer = client.post(f"{FORM}controle/")
        assert answer["Location"] == f"{FORM}ontvangen/"
        codes.add(re.findall(r'class="code">([\w-]+)<', _text(client.get(answer["Location"])))[0])
    assert len(_dossiers(linde)) == len(codes) == 1


def test_a_crash_while_sending_leaves_no_half_complaint_and_what_was_typed(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    with patch.object(unsent, "_save", side_effect=OperationalError("gone")):  # the dossier was written just before
        assert client.post(f"{FORM}controle/").status_code == 503
    assert _dossiers(linde) == []
    assert STORY in _text(client.get(f"{FORM}controle/"))
    assert client.post(f"{FORM}controle/").status_code == 302
    assert len(_dossiers(linde)) == 1


@pytest.fixture
def with_file(client: Client, linde: Organisation) -> None:
    """A complaint with a file: the dossier is there before the file is in it."""
    answered(client, linde, {"complaint": STORY, "name": "Ada Boom"})
    assert (
        client.post(f"{FORM}bestanden/", {"bestand": SimpleUploadedFile("a.txt", b"Kamer 4 is koud.")}).status_code
        == 302
    )


@pytest.mark.usefixtures("with_file")
def test_a_crash_right_after_receiving_does_not_make_a_second_complaint(client: Client, linde: Organisation) -> None:
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    (dossier,) = _dossiers(linde)
    assert client.post(f"{FORM}controle/").status_code == 302
    assert _dossiers(linde) == [dossier]
    with in_organisation(linde.pk):
        assert Paper.objects.filter(dossier_id=dossier.id).count() == 1


@pytest.mark.usefixtures("with_file")
def test_a_name_that_is_taken_away_after_a_crash_makes_no_second_complaint(client: Client, linde: Organisation) -> None:
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    client.post(f"{FORM}contact/", {"name": ""})
    assert client.post(f"{FORM}controle/").status_code == 302
    assert len(_dossiers(linde)) == 1
    assert "data-sent" in _text(client.get(f"{FORM}ontvangen/"))


@pytest.mark.usefixtures("with_file")
def test_what_is_changed_after_a_crash_follows_as_a_message_once(client: Client, linde: Organisation) -> None:
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    more = f"{STORY} En de wasmachine staat ook stil."
    assert client.post(f"{FORM}verhaal/", {"complaint": more}).status_code == 302
    client.post(f"{FORM}contact/", {"name": "Ada Boom", "way": "mail", "email": "ada@voorbeeld.test"})
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    assert client.post(f"{FORM}controle/").status_code == 302
    (row,) = _dossiers(linde)
    with in_organisation(linde.pk):
        key = row.submitted_key
    dossier = _opened(linde, key)
    (message,) = [text for (_, name), text in dossier.texts.items() if name == "message"]
    assert more in message
    (ada,) = dossier.people
    assert ada.contact == {"email": "ada@voorbeeld.test", "way": "mail"}
    assert "ada@voorbeeld.test" not in message, "what others may read says nothing about how to reach somebody"
    assert message.startswith("Veranderd na het versturen:")
    assert "Ada Boom" not in message, "what stayed the same is not told again"
    assert dossier.texts[(1, "complaint")] == STORY


@pytest.mark.usefixtures("with_file")
def test_a_second_try_without_a_change_adds_nothing(client: Client, linde: Organisation) -> None:
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    assert client.post(f"{FORM}controle/").status_code == 302
    (row,) = _dossiers(linde)
    assert [t for (_, n), t in _opened(linde, row.submitted_key).texts.items() if n == "message"] == []


def test_an_old_tab_shows_the_receipt_and_a_new_visit_begins_anew(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY})
    assert client.post(f"{FORM}verhaal/", {"complaint": "Iets anders"})["Location"] == f"{FORM}ontvangen/"
    assert client.get(f"{FORM}wens/")["Location"] == f"{FORM}ontvangen/"
    assert STORY not in _text(client.get(FORM))
    assert STORY not in _text(client.get(f"{FORM}verhaal/"))


def test_two_tabs_do_not_lose_each_others_answers(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    client.post(f"{FORM}contact/", {"name": "Ada Boom"})
    client.post(f"{FORM}verhaal/", {"complaint": STORY})
    page = _text(client.get(f"{FORM}controle/"))
    assert STORY in page
    assert "Ada Boom" in page


@pytest.mark.parametrize(
    ("way", "field"), [("telephone", "telephone"), ("mail", "email"), ("post", "address"), ("helper", "helper")]
)
def test_a_way_of_contact_needs_its_number_or_address(
    client: Client, linde: Organisation, way: str, field: str
) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}contact/", {"way": way})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in _text(answer)


def test_a_page_asks_its_provider_and_its_locations_once(client: Client, linde: Organisation) -> None:
    linde.contact_points.create(code="complaints", telephone="010 123 45 67")
    client.get(FORM)  # the first page anybody asks for makes the key of the organisation
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{FORM}verhaal/")
    assert 'value="hof"' in _text(page)
    tables = ("organisations_organisation", "organisations_contactpoint", "organisations_location")
    found = [one["sql"] for one in asked if any(f'FROM "{table}"' in one["sql"] for table in tables)]
    assert len(found) == 2


def test_asking_whether_an_answer_is_right_never_leaves_the_step(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    answer = client.post(f"{FORM}contact/", {"way": "none", "naar": "here"})
    assert answer["Location"] == f"{FORM}contact/"


def test_a_wrong_mail_address_is_told_and_kept(client: Client, linde: Organisation) -> None:
    client.get(FORM)
    page = _text(client.post(f"{FORM}contact/", {"way": "mail", "email": "fout"}))
    assert 'href="#id_email">Kijk het e-mailadres na.' in page
    assert 'value="fout"' in page


@pytest.mark.requirement("OTT-10")
def test_what_is_not_known_is_left_out_and_what_is_hoped_for_is_kept(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY, "law": "", "hope": "recognition", "location": "hof"}, key="een")
    dossier = _opened(linde, "een")
    values = dossier.events[0].values
    assert "law" not in values
    assert values["hope"] == "recognition"
    assert values["channel"] == "web form"
    assert dossier.texts[(1, "complaint")] == STORY
    assert STORY.split()[0] not in str(values)
    assert dossier.row.location_id == Location.objects.get(code="hof").pk


def test_an_answer_that_is_none_of_the_choices_is_left_out(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY, "hope": "goud", "capacity": "keizer"}, key="raar")
    values = _opened(linde, "raar").events[0].values
    assert "hope" not in values
    assert "capacity" not in values


def test_names_are_sealed(client: Client, linde: Organisation) -> None:
    sent(client, linde, {"complaint": STORY, "name": "Ada Boom", "way": "mail", "email": "ada@voorbeeld.test"})
    with in_organisation(linde.pk):
        person = Person.objects.get(organisation=linde)
    assert b"Ada" not in bytes(person.name)
    assert b"ada@" not in bytes(person.contact)


def test_how_to_be_reached_comes_over(client: Client, linde: Organisation) -> None:
    given = {"way": "helper", "helper": "Mijn zus Bo, 06 12 34 56 78", "call_times": "na vier uur"}
    sent(client, linde, {"complaint": STORY, "name": "Ada", "accused": "De nachtdienst", **given}, key="wie")
    people = {person.side: person for person in _opened(linde, "wie").people}
    assert dict(people["complainant"].contact) == given
    assert "Ada" in people["complainant"].name
    assert client.get(f"{FORM}ontvangen/").status_code == 200


@pytest.mark.django_db
def test_a_complaint_never_goes_to_whom_it_is_about_by_default(client: Client) -> None:
    row = _provider("loj")
    walked(client, "proef", {"complaint": STORY})
    with in_organisation(row.pk):
        key = Dossier.objects.get().submitted_key
    assert _opened(row, key).events[0].values["door"] == "confidant"


@pytest.mark.requirement("LOJ-02")
@pytest.mark.django_db
@pytest.mark.parametrize("door_", ["manager", "confidant", "officer", "committee"])
def test_the_complainant_chooses_the_door(client: Client, door_: str) -> None:
    row = _provider("loj")
    sent(client, row, {"complaint": STORY, "door": door_}, key="deur")
    assert _opened(row, "deur").events[0].values["door"] == door_


def test_the_receipt_shows_the_dates_of_the_duties_and_who_sees_to_them(client: Client, linde: Organisation) -> None:
    with time_machine.travel(GOOD_FRIDAY_EVE, tick=False):
        sent(client, linde, {"complaint": STORY, "law": "wlz"}, key="avond")
        page = _text(client.get(f"{FORM}ontvangen/"))
        dossier = _opened(linde, "avond")
        now = timezone.now()
    dated = [duty for duty in owed(dossier.state, now) if duty.due]
    assert dated
    for duty in dated[:2]:
        assert day_words(duty.due) in page
    assert dossier.regulation.roles[dated[0].holder].label in page
    assert dossier.number in page
    assert keys.code_for(linde, "avond") in page


def test_the_square_on_the_receipt_opens_the_own_pages_with_the_code_where_no_server_sees_it(
    client: Client, linde: Organisation
) -> None:
    sent(client, linde, {"complaint": STORY}, key="avond")
    page = client.get(f"{FORM}ontvangen/").content.decode()
    assert str(qr(f"http://testserver/{linde.code}/volgen/#{keys.code_for(linde, 'avond')}")) in page


def test_no_receipt_for_who_sent_nothing(client: Client, linde: Organisation) -> None:
    assert client.get(f"{FORM}ontvangen/")["Location"] == FORM
