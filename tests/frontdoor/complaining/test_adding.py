"""What is answered otherwise after a sending that broke off: all of it reaches the organisation, each in its own place."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from tests.frontdoor.complaint import answered
from wederhoor.dossier import door, unsent
from wederhoor.dossier.door import OpenDossier
from wederhoor.organisations.models import Location, Organisation

FORM = "/proef/klacht/"
STORY = "Het is al drie weken koud in mijn kamer."
ADA = {"complaint": STORY, "name": "Ada Boom", "way": "telephone", "telephone": "06 11111111"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(request: pytest.FixtureRequest) -> Organisation:
    """A provider with this regulation and two places."""
    row = Organisation.objects.create(code="proef", name="Zorg", regulation=getattr(request, "param", "jot"))
    for code in ("noord", "zuid"):
        Location.objects.create(organisation=row, code=code, name=f"Huis {code.title()}")
    return row


def _followed(client: Client, provider: Organisation, first: dict[str, str], then: dict[str, str]) -> OpenDossier:
    """Somebody sends with a file, it breaks off, they answer otherwise and send again."""
    words = answered(client, provider, first)
    client.post(f"{FORM}bestanden/", {"bestand": SimpleUploadedFile("a.txt", b"Kamer 4 is koud.")})
    with patch.object(unsent, "sent", side_effect=OperationalError("gone")):
        assert client.post(f"{FORM}controle/").status_code == 503
    unsent.change(provider, f"proef-{words}", lambda waiting: waiting.answers.update(then), now=timezone.now())
    assert client.post(f"{FORM}controle/").status_code == 302
    page = client.get(f"{FORM}ontvangen/").content.decode()
    (code,) = re.findall(r'class="code">([\w-]+)<', page)
    return door.open_by_code(provider, code, now=timezone.now())


def _message(dossier: OpenDossier) -> str:
    return "".join(text for (_, name), text in dossier.texts.items() if name == "message")


@pytest.mark.requirement("JOT-10")
def test_no_word_to_the_support_worker_is_not_lost_when_it_is_said_late(client: Client, provider: Organisation) -> None:
    dossier = _followed(client, provider, ADA, {"tell_support_worker": "no"})
    assert re.search(r"begeleider.*\? Nee", _message(dossier)), _message(dossier)


@pytest.mark.parametrize("provider", ["jot", "ott", "izw", "loj", "zk"], indirect=True)
def test_an_answer_that_was_added_changed_or_wiped_follows(client: Client, provider: Organisation) -> None:
    first = ADA | {"location": "noord", "wish": "Warmte", "accused": "Bea"}
    then = {"complaint": "Anders.", "location": "zuid", "wish": "", "accused": "Bram"}
    said = _message(_followed(client, provider, first, then)).splitlines()
    assert len(said) == 1 + 4, said
    told = "\n".join(said)
    assert "Anders." in told
    assert "Huis Zuid" in told
    assert "(leeg gemaakt)" in told, "the wish"
    assert "Bram" in told
    assert "Naam:" not in told, "whom it is about is not who complains"


def test_how_to_reach_somebody_goes_where_only_who_handles_it_reads_it(client: Client, provider: Organisation) -> None:
    dossier = _followed(client, provider, ADA, {"telephone": "06 99999999"})
    (ada,) = dossier.people
    assert ada.contact == {"telephone": "06 99999999", "way": "telephone"}
    assert _message(dossier) == ""


def test_a_number_that_is_taken_away_is_used_no_more(client: Client, provider: Organisation) -> None:
    (ada,) = _followed(client, provider, ADA, {"way": "none"}).people
    assert ada.contact == {"way": "none"}


def test_who_had_no_name_and_gives_a_number_after_all_can_be_reached(client: Client, provider: Organisation) -> None:
    then = {"name": "Ada Boom", "way": "telephone", "telephone": "06 99999999"}
    dossier = _followed(client, provider, {"complaint": STORY}, then)
    (ada,) = dossier.people
    assert (ada.side, ada.name, ada.contact["telephone"]) == ("complainant", "Ada Boom", "06 99999999")
    assert "06 99999999" not in _message(dossier)
