"""Papers at the desk: leaving out, the whole dossier, and giving a party its inspection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.desk.conftest import NOW, Desk, counting, dossier_address, queries, text
from tests.desk.test_papers import GIVEN, address, file, kept, listed, put
from tests.dossier import hostile
from wederhoor.dossier import door, papers_changed
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import confined
from wederhoor.dossier.gate.confined import Answer
from wederhoor.dossier.models import AccessLog
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command


@pytest.mark.requirement("LOJ-08")
def test_words_pages_and_areas_are_left_out_of_a_copy_without_script(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Zeldzaamnaam was erbij", "Over een ander", "De rest\nmet een hoek")
    place, original = address(number, f"{paper.id}/weglaten/"), f"{dossier_address(number)}bestand/{paper.original}/"
    before = desk.post("handler", original).content
    rules = {
        "texts": "Zeldzaamnaam",
        "pages": "2 | Gaat over een ander",
        "areas": "3 5 5 60 4",
        "reason": "Gegevens van anderen",
    }
    looked = desk.post("handler", place, **rules, look="1")
    assert "‘Zeldzaamnaam’: 1 keer gevonden, op bladzijde 1." in text(looked)
    assert desk.post("handler", place, **rules, make="1").status_code == 302
    page = desk.get("handler", address(number, f"{paper.id}/"))
    for words in (
        "Kopie met weglatingen",
        "Zeldzaamnaam",
        "Gaat over een ander",
        "vlak, bladzijde 3",
        "Gegevens van anderen",
    ):
        assert words in text(page), words
    copy = next(d for d in desk.open(number).documents if d.kind == "redaction")
    made = desk.get("handler", f"{dossier_address(number)}bestand/{copy.id}/").content
    read = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]
    assert "Zeldzaamnaam" not in "".join(read)
    assert "Over een ander" not in read[1]
    again = desk.get("handler", place).content.decode()
    assert "Zeldzaamnaam | Gegevens van anderen" in again, "a next copy goes on from this one"
    assert desk.post("handler", original).content == before, "the original is untouched"


def test_leaving_out_nothing_or_what_is_not_there_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    number = desk.receive()
    place = address(number, f"{kept(desk, number, 'Een').id}/weglaten/")
    assert "Geef een woord" in text(desk.post("handler", place, reason="x", make="1"))
    assert "Bladzijde 9 is er niet." in text(desk.post("handler", place, pages="9", reason="x", make="1"))
    assert "Dit is geen vlak: overal" in text(desk.post("handler", place, areas="overal", reason="x", make="1"))
    missed = desk.post("handler", place, texts="Afwezig", reason="Zo maar", make="1")
    assert missed.status_code == 422
    assert "Geen van deze woorden is gevonden" in text(missed)
    assert "Afwezig" in missed.content.decode()


def test_a_page_that_cannot_be_drawn_now_is_there_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een")
    monkeypatch.setattr(confined, "run", lambda *_: Answer(refused="busy"))
    page = desk.get("handler", address(number, f"{paper.id}/")).content.decode()
    (sheet,) = re.findall(r'<img src="([^"]+)"[^>]*alt="Bladzijde 1"', page)
    answer = desk.get("handler", sheet)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")


def test_a_name_inside_a_longer_word_is_told_and_can_go_as_well(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Mail Zeldzaamnaam via pzeldzaamnaam@zorg.nl")
    place = address(number, f"{paper.id}/weglaten/")
    given = {"texts": "Zeldzaamnaam", "reason": "Gegevens van anderen"}
    told = "‘Zeldzaamnaam’ staat ook nog in: pzeldzaamnaam@zorg.nl (bladzijde 1)."
    assert told in text(desk.post("handler", place, **given, look="1"))
    assert told in text(desk.browser("handler").post(place, given | {"make": "1"}, follow=True))  # type: ignore[arg-type]
    more = desk.post("handler", place, **given, also="pzeldzaamnaam@zorg.nl")
    assert "staat ook nog in" not in text(more)
    assert "Zeldzaamnaam\npzeldzaamnaam@zorg.nl" in more.content.decode()
    both = given | {"texts": "Zeldzaamnaam\npzeldzaamnaam@zorg.nl", "make": "1"}
    assert "staat ook nog in" not in text(desk.browser("handler").post(place, both, follow=True))  # type: ignore[arg-type]


def test_the_whole_dossier_holds_each_paper_once_as_it_counts_and_opens_no_original(desk: Desk) -> None:
    number = desk.receive()
    kept(desk, number, "Dit stuk telt", title="Telt mee")
    old = kept(desk, number, "Dit is terug", title="Teruggenomen", dated="2026-02-01")
    desk.post("handler", address(number, f"{old.id}/"), what="withdraw", reason="Verkeerd dossier")
    partly = kept(desk, number, "Over Zeldzaamnaam", title="Verslag", dated="2026-02-02")
    where = address(number, f"{partly.id}/weglaten/")
    desk.post("handler", where, texts="Zeldzaamnaam", reason="Gegevens van anderen", make="1")
    with in_organisation(desk.here.pk):
        before = AccessLog.objects.count()
    made = desk.get("handler", f"{dossier_address(number)}dossier.pdf").content
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    assert (words.count("Dit stuk telt"), words.count("Over Zeldzaamnaam")) == (1, 1)
    assert "Dit is terug" not in words
    assert "weggelaten" not in words, "the copy with things left out is for the parties"
    with in_organisation(desk.here.pk):
        logged = list(AccessLog.objects.order_by("seq").values_list("action", flat=True))[before:]
    assert logged == ["export"]


def give(desk: Desk, number: str, side: str = "accused", **given: Any) -> HttpResponse:
    said = {"receiver": "Bram Beklaagd", "way": "paper", "given": "2026-03-02"} | given
    return desk.post("handler", f"{dossier_address(number)}inzage/{side}/", **said)


@pytest.mark.requirement("LOJ-08")
def test_a_party_gets_one_pdf_with_what_was_withheld_and_why_and_the_other_party_does_not(
    desk: Desk, told: str
) -> None:
    number = told
    whole = kept(desk, number, "Geheel stuk", title="Geheel stuk", dated="2026-02-01")
    not_given = kept(desk, number, "Medisch stuk", title="Medisch stuk", dated="2026-02-02")
    partly = kept(desk, number, "Over Zeldzaamnaam", title="Gespreksverslag", dated="2026-02-03")
    kept(desk, number, "Intern", title="Intern stuk", compartment="handler")
    desk.post(
        "handler",
        address(number, f"{partly.id}/weglaten/"),
        texts="Zeldzaamnaam",
        reason="Gegevens van anderen",
        make="1",
    )
    how = {f"how-{whole.id.hex}": "whole", f"how-{partly.id.hex}": "redacted", f"how-{not_given.id.hex}": "withheld"}
    missing = give(desk, number, **how)
    assert missing.status_code == 422
    assert "Zeg waarom ‘Medisch stuk’ niet wordt gegeven." in text(missing)
    assert give(desk, number, **how, **{f"why-{not_given.id.hex}": "Gezondheid van een ander"}).status_code == 302
    page = desk.get("accused", f"{dossier_address(number)}inzage/")
    for words in (
        "Medisch stuk",
        "Gezondheid van een ander",
        "Gegevens van anderen",
        "Bram Beklaagd",
        "Op papier gegeven",
        "2 m",
    ):
        assert words in text(page), words
    assert "Zeldzaamnaam" not in text(page), "never the words themselves"
    (document,) = (d for d in desk.open(number, "accused").documents if d.kind == "inspection")
    made = desk.get("accused", f"{dossier_address(number)}bestand/{document.id}/").content
    read = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]
    assert "Wat is weggelaten en waarom" in read[0]
    assert "Gezondheid van een ander" in " ".join(read[0].split())
    assert "Geheel stuk" in read[1]
    assert "Zeldzaamnaam" not in read[2]
    assert len(read) == 3, "an index and two papers; what is withheld and what is internal is not there"
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Overzicht", "1. Geheel stuk", "3. Gespreksverslag"]
    assert [d for d in desk.open(number).documents if d.kind == "inspection"]
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="give inspection").count() == 1


def test_a_recording_is_given_as_a_file_of_its_own(desk: Desk, told: str) -> None:
    number = told
    put(desk, number, file(b"ID3\x04" + b"\0" * 64, "gesprek.mp3"), title="Opname")
    (paper,) = listed(desk, number)
    assert give(desk, number, **{f"how-{paper.id.hex}": "whole"}).status_code == 302
    assert [one.title for one in listed(desk, number, "accused")] == ["Opname"]


def test_inspection_is_given_whole_or_not_at_all(
    lojal: tuple[str, dict[str, Client]], monkeypatch: pytest.MonkeyPatch
) -> None:
    number, browsers = lojal
    officer, here = browsers["officer"], Organisation.objects.get()
    officer.post(address(number), {"title": "Opname", "sent": [file(b"ID3\x04" + b"\0" * 64, "gesprek.mp3")], **GIVEN})
    place = f"{dossier_address(number)}inzage/complainant/"
    (paper,) = re.findall(r'name="how-([0-9a-f]{32})"', officer.get(place).content.decode())
    monkeypatch.setattr(papers_changed, "show", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        officer.post(place, {"receiver": "Kees", "way": "online", "given": "2026-03-02", f"how-{paper}": "whole"})
    actor = Actor(Account.objects.get(email="secretary@voorbeeld.test").pk, "secretary", here.pk)
    dossier = door.open_dossier(here, number, actor=actor, action="read", now=NOW)
    assert [event.act for event in dossier.events] == ["receive"]
    assert not [d for d in dossier.documents if d.kind == "inspection"]


def test_only_who_works_on_papers_gives_inspection(desk: Desk) -> None:
    number = desk.receive()
    for who in ("accused", "outsider", "director"):
        assert desk.get(who, f"{dossier_address(number)}inzage/accused/").status_code == 404, who
    assert desk.get("handler", f"{dossier_address(number)}inzage/iemand/").status_code == 404


@pytest.fixture
def lojal(db: None, settings: Settings) -> Iterator[tuple[str, dict[str, Client]]]:
    """A complaint under the regulation that names an act for giving inspection; the browsers of who works on it."""
    settings.DEMO = False
    here = Organisation.objects.create(code="hier", name="Zorg Hier", regulation="loj")
    accounts = {}
    for role in ("secretary", "officer", "board", "accused"):
        accounts[role] = Account.objects.create_user(f"{role}@voorbeeld.test", f"Naam {role}", "een lang wachtwoord")
        Membership.objects.create(account=accounts[role], organisation=here, role=role)
    values = {"channel": "web form", "capacity": "client", "kind": "complaint", "door": "committee"}
    with time_machine.travel(NOW, tick=False):
        received = door.receive(
            here, Command("receive", "complainant", values), texts={"complaint": "Het was koud"}, subject="Kou",
            actor=door.visitor(here.pk), now=NOW, submitted_key="een",
            people=[door.NewPerson("complainant", "Kees", "client"), door.NewPerson("accused", "Bram", account=accounts["accused"].pk)],
        )  # fmt: skip
        assert isinstance(received, door.Received)
        browsers = {role: Client() for role in accounts}
        for role, browser in browsers.items():
            browser.force_login(accounts[role])
        yield received.number, browsers


@pytest.mark.requirement("LOJ-08")
def test_giving_inspection_is_an_act_of_the_regulation_with_what_was_withheld(
    lojal: tuple[str, dict[str, Client]],
) -> None:
    number, browsers = lojal
    officer = browsers["officer"]
    said = {"title": "Dossierstuk", "sent": [file(hostile.pdf("Een"))], **GIVEN}
    assert officer.post(address(number), said).status_code == 302
    form = officer.get(f"{dossier_address(number)}inzage/complainant/").content.decode()
    assert "Gegevens van derden" in form, "the reasons that the regulation gives"
    assert "Geef een partij inzage en afschrift" in form
    (paper,) = re.findall(r'name="how-([0-9a-f]{32})"', form)
    given = {
        "receiver": "Kees",
        "way": "post",
        "given": "2026-03-02",
        f"how-{paper}": "withheld",
        f"why-{paper}": "Gegevens van derden",
    }
    assert officer.post(f"{dossier_address(number)}inzage/complainant/", given).status_code == 302
    actor = Actor(Account.objects.get(email="secretary@voorbeeld.test").pk, "secretary", Organisation.objects.get().pk)
    dossier = door.open_dossier(Organisation.objects.get(), number, actor=actor, action="read", now=NOW)
    assert [event.act for event in dossier.events] == ["receive", "give papers"]
    assert dossier.events[1].values == {"party": "complainant"}
    assert dossier.texts[(2, "withheld")] == "Dossierstuk: het hele stuk (Gegevens van derden)"
    assert browsers["board"].get(f"{dossier_address(number)}inzage/accused/").status_code == 200, (
        "the text names the board as well"
    )
    assert browsers["accused"].get(f"{dossier_address(number)}inzage/accused/").status_code == 404


def test_the_list_asks_the_database_no_more_for_many_papers_than_for_one(desk: Desk) -> None:
    number = desk.receive()
    kept(desk, number, "Een")
    with counting() as one:
        desk.get("handler", address(number))
    for dated in ("2026-02-01", "2026-02-02", "2026-02-03"):
        kept(desk, number, "Meer", dated=dated)
    with counting() as four:
        desk.get("handler", address(number))
    assert len(queries(four)) == len(queries(one))
