"""Who complains with neither a name nor a way to be reached is somebody in the dossier all the same, and is promised no call and no letter."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.complaint import answered, sent
from wederhoor.dossier import door, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.opened import called
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command

STORY = "Het is al drie weken koud in mijn kamer."
ASKED = {"complaint": STORY, "accused": "Bram Beklaagd"}
CALLS = ("Wij schrijven u", "Wij nemen contact met u op", "op papier")


@pytest.fixture
def jot(db: None) -> Organisation:
    return Organisation.objects.create(code="noord", name="Zorg Noord", regulation="jot")


def words(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def handler(here: Organisation) -> door.Actor:
    account = Account.objects.create_user("bo@voorbeeld.test", "Bo Behandelt")
    Membership.objects.create(account=account, organisation=here, role="handler")
    return door.Actor(account.pk, "handler", here.pk)


def opened(here: Organisation, actor: door.Actor) -> door.OpenDossier:
    with in_organisation(here.pk):
        number = Dossier.objects.get(organisation=here).number
    return door.open_dossier(here, number, actor=actor, action="read", now=timezone.now())


def test_without_a_name_somebody_stands_among_the_people_can_be_asked_to_a_talk_and_be_recorded_as_present(
    client: Client, jot: Organisation
) -> None:
    sent(client, jot, ASKED)
    actor = handler(jot)
    dossier = opened(jot, actor)
    me, accused = dossier.people
    assert (me.side, me.name, me.contact, called(dossier, me)) == ("complainant", "", {}, "Klager")
    desk = Client()
    desk.force_login(Account.objects.get(pk=actor.account))
    people = words(desk.get(f"/werkplek/dossiers/{dossier.number}/mensen/"))
    assert "Mensen in dit dossier 2" in people
    assert "Klager" in people
    form = desk.get(f"/werkplek/dossiers/{dossier.number}/daad/plan-meeting/").content.decode()
    assert f'value="{me.code}"' in form
    talk = {
        "meeting": "talk",
        "meeting at": timezone.localtime().isoformat(timespec="minutes"),
        "guests": [me.code, accused.code],
    }
    when = {"meeting_at" if name == "meeting at" else name: value for name, value in talk.items()}
    done = door.perform(
        dossier, Command("plan meeting", "handler", when), texts={"meeting_place": "Kamer 7"}, actor=actor, now=timezone.now(),
        expected_seq=dossier.seq,
    )  # fmt: skip
    assert done.event, done.refusal
    attended = desk.get(f"/werkplek/dossiers/{dossier.number}/daad/hold-meeting/").content.decode()
    assert f'name="attendance_{me.code}"' in attended


def test_who_cannot_be_reached_is_promised_no_call_and_no_letter(client: Client, jot: Organisation) -> None:
    sent(client, jot, ASKED)
    receipt = client.get("/noord/klacht/ontvangen/")
    assert "U leest met uw code dat wij uw klacht hebben." in words(receipt)
    assert "Wij kunnen u niet bellen of schrijven. U leest alles met uw code." in words(receipt)
    (code,) = re.findall(r'class="code">([\w-]+)<', receipt.content.decode())
    followed = words(client.post("/noord/volgen/", {"code": code}, follow=True))
    assert "Wij zetten een bericht op uw pagina." in followed
    assert "Wij kunnen u niet bellen of schrijven. U leest het hier." in followed
    for promise in CALLS:
        assert promise not in words(receipt) + followed


@pytest.mark.parametrize("way", [{"way": "none"}, {}])
def test_who_gave_a_name_and_no_way_to_be_reached_is_promised_none_either(
    client: Client, jot: Organisation, way: dict[str, str]
) -> None:
    sent(client, jot, ASKED | {"name": "Ada Boom"} | way)
    receipt = words(client.get("/noord/klacht/ontvangen/"))
    for promise in CALLS:
        assert promise not in receipt


def test_who_can_be_reached_is_promised_what_the_regulation_says(client: Client, jot: Organisation) -> None:
    sent(client, jot, ASKED | {"name": "Ada Boom", "way": "mail", "email": "ada@voorbeeld.test"})
    receipt = words(client.get("/noord/klacht/ontvangen/"))
    assert "Wij schrijven u dat wij uw klacht hebben." in receipt
    assert "U leest alles met uw code" not in receipt


def test_the_duty_to_make_contact_stays_and_its_page_says_how_it_is_done_here(
    client: Client, jot: Organisation
) -> None:
    sent(client, jot, ASKED)
    actor = handler(jot)
    dossier = opened(jot, actor)
    assert "make contact" in {duty.name for duty in dossier.duties(timezone.now())}
    desk = Client()
    desk.force_login(Account.objects.get(pk=actor.account))
    page = desk.get(f"/werkplek/dossiers/{dossier.number}/daad/contact/").content.decode()
    assert "Zet een bericht op de eigen pagina: de klager leest dat met de code." in page
    assert f'href="/werkplek/dossiers/{dossier.number}/daad/message/"' in page
    assert "Bericht op de eigen pagina" in page, "as the way in which it was done"


def test_of_who_can_be_called_the_page_says_nothing_of_that(client: Client, jot: Organisation) -> None:
    sent(client, jot, ASKED | {"way": "telephone", "telephone": "06 12345678"})
    actor = handler(jot)
    desk = Client()
    desk.force_login(Account.objects.get(pk=actor.account))
    page = words(desk.get(f"/werkplek/dossiers/{opened(jot, actor).number}/daad/contact/"))
    assert "Zet een bericht op de eigen pagina" not in page


def test_who_gives_a_name_and_a_way_to_be_reached_later_stays_the_same_person(
    client: Client, jot: Organisation
) -> None:
    receipt = sent(client, jot, ASKED)
    (code,) = re.findall(r'class="code">([\w-]+)<', client.get(receipt["Location"]).content.decode())
    followed = client.post("/noord/volgen/", {"code": code}, follow=True)
    address = followed.redirect_chain[-1][0]
    page = words(client.get(f"{address}gegevens/"))
    assert "Wij kennen uw naam niet. U leest alles hier." in page
    client.post(f"{address}gegevens/", {"way": "mail", "email": "ada@voorbeeld.test", "print": ""})
    dossier = opened(jot, handler(jot))
    assert [(one.side, one.contact.get("email")) for one in dossier.people if one.side == "complainant"] == [
        ("complainant", "ada@voorbeeld.test")
    ]
    assert "U leest alles met uw code" not in words(client.get(address))


def test_a_dossier_of_before_without_anybody_who_complains_goes_on_working(client: Client, jot: Organisation) -> None:
    received = door.receive(
        jot, Command("receive", "complainant", {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}),
        texts={"complaint": STORY}, people=(), subject="Kou", actor=door.visitor(jot.pk), now=timezone.now(),
        submitted_key=keys.NAMELESS + "van vroeger",
    )  # fmt: skip
    assert isinstance(received, door.Received)
    followed = client.post("/noord/volgen/", {"code": received.code}, follow=True)
    assert followed.status_code == 200
    assert "Wij zetten een bericht op uw pagina." in words(followed)
    for page in ("gegevens/", "brieven/", "doen/", "berichten/"):
        assert client.get(f"{followed.redirect_chain[-1][0]}{page}").status_code == 200, page
    desk = Client()
    desk.force_login(Account.objects.get(pk=handler(jot).account))
    for page in ("", "mensen/", "daad/contact/", "daad/plan-meeting/"):
        assert desk.get(f"/werkplek/dossiers/{received.number}/{page}").status_code == 200, page


def test_each_line_of_whom_it_is_about_is_a_person(client: Client, jot: Organisation) -> None:
    sent(client, jot, ASKED | {"accused": "Roos Vermeer\r\nJan de Boer"})
    dossier = opened(jot, handler(jot))
    assert [one.name for one in dossier.people if one.side == "accused"] == ["Roos Vermeer", "Jan de Boer"]
    other = Client()
    answered(other, jot, {"complaint": STORY})
    form = other.get("/noord/klacht/verhaal/").content.decode()
    assert "Zet elke naam op een eigen regel." in form
    assert re.search(r'<textarea[^>]*name="accused"', form)
