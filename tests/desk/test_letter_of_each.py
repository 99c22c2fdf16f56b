"""A letter to several people is a letter to each: their own name and address above it, and nobody reads that of another."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.desk.conftest import PEOPLE, VALUES, Desk, dossier_address, text
from tests.desk.test_letters_on_the_way import page_of, second_handler
from wederhoor.correspondence import dispatch, outgoing
from wederhoor.correspondence.letters import LetterTemplate, load_letter
from wederhoor.correspondence.mail import sent
from wederhoor.correspondence.placeholders import PLACEHOLDERS
from wederhoor.dossier import door, outbox, people, persons_data
from wederhoor.dossier.door import NewPerson, Received
from wederhoor.procedure.commands import Command

TALK = {"meeting": "talk", "meeting_at": "2026-03-10T14:00", "meeting_place": "Kamer zeven"}
ADA, JAN, BRAM = "Ada Boom", "Jan de Boer", PEOPLE["accused"]
INVITATION = "invitation"


@pytest.fixture
def received(desk: Desk) -> Received:
    """A complaint of Ada about two: Bram, who has an account, and Jan, who has an address."""
    return complained(
        desk, NewPerson("complainant", ADA, "client", {"address": "Dorpsstraat 1\n1234 AB Dorp", "way": "post"})
    )


def complained(desk: Desk, complainant: NewPerson, **contact: str) -> Received:
    bram = NewPerson("accused", BRAM, contact=contact, account=desk.accounts["accused"].pk)
    jan = NewPerson("accused", JAN, contact={"email": "jan@voorbeeld.test"})
    result = door.receive(
        desk.here, Command("receive", "complainant", VALUES), texts={"complaint": "Het was koud."}, people=[complainant, bram, jan],
        subject="Kou", actor=door.visitor(desk.here.pk), now=desk.now, submitted_key="ieder een brief",
    )  # fmt: skip
    assert isinstance(result, Received)
    return result


def planned(desk: Desk, number: str, *guests: str) -> None:
    answer = desk.act("handler", number, "plan meeting", guests=list(guests), **TALK)
    assert answer.status_code == 302, text(answer)


def letter(desk: Desk, number: str, reader: str = "", who: str = "handler") -> str:
    """The words of the invitation as the desk shows it, to one reader."""
    asked = f"?aan={reader}" if reader else ""
    page = desk.get(who, f"{dossier_address(number)}brief/{INVITATION}/2/{asked}").content.decode()
    found = re.search(r'<article class="letter".*?</article>', page, re.S)
    assert found, page
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


@pytest.mark.requirement("JOT-14")
def test_each_who_is_invited_is_greeted_alone_at_their_own_address_and_hears_who_else_comes(
    desk: Desk, received: Received
) -> None:
    planned(desk, received.number, "p1", desk.accounts["accused"].opaque, "p3")
    for code, name in {"p1": ADA, "p2": BRAM, "p3": JAN}.items():
        words = letter(desk, received.number, code)
        assert f"Beste {name}, Wij" in words
        coming = words.split("Wie er nog meer komen")[1]
        assert [one for one in (ADA, BRAM, JAN) if one in coming] == [one for one in (ADA, BRAM, JAN) if one != name]
    assert "Dorpsstraat 1" in letter(desk, received.number, "p1")
    assert "Dorpsstraat 1" not in letter(desk, received.number, "p2") + letter(desk, received.number, "p3")
    page = text(desk.get("handler", f"{dossier_address(received.number)}brief/{INVITATION}/2/"))
    assert f"Ieder kreeg een eigen brief. Hier staat die aan: {ADA} · {BRAM} · {JAN}" in page


def test_the_only_guest_is_not_told_that_they_come(desk: Desk, received: Received) -> None:
    planned(desk, received.number, "p1")
    words = letter(desk, received.number)
    assert f"Beste {ADA}," in words
    assert "Wie er nog meer komen" not in words


def test_what_the_mail_takes_along_is_the_letter_of_who_it_goes_to(
    desk: Desk, received: Received, settings: Settings
) -> None:
    planned(desk, received.number, "p1", desk.accounts["accused"].opaque, "p3")
    outgoing.deliver(timezone.now() + timedelta(hours=1))
    (mail,) = [one for one in sent(settings.MAIL_FOLDER) if one.to == "jan@voorbeeld.test"]
    rows = {row.recipient: row for row in outbox.rows_of(desk.open(received.number))}
    documents = {d.id: d for d in desk.open(received.number).documents}
    assert {code: documents[row.document].only_for for code, row in rows.items()} == {
        "p1": ("p1",), "p2": ("p2",), "p3": ("p3",),
    }  # fmt: skip
    assert {row.sha256 for row in rows.values()} == {documents[row.document].sha256 for row in rows.values()}
    assert len({row.sha256 for row in rows.values()}) == len(rows)
    assert mail


def test_each_reads_their_own_letter_only_on_their_own_pages(desk: Desk, received: Received) -> None:
    planned(desk, received.number, "p1", desk.accounts["accused"].opaque, "p3")
    desk.later(minutes=30)
    everything = {d.only_for: d.id for d in desk.open(received.number).documents if d.kind == outbox.LETTER}
    rows = outbox.rows_of(desk.open(received.number))
    actor = desk.open(received.number).actor
    outbox.printed(desk.open(received.number), [row.id for row in rows], actor=actor, now=desk.now)
    of_bram = desk.open(received.number, "accused")
    assert {d.only_for for d in of_bram.documents if d.kind == outbox.LETTER} == {("p2",)}
    assert desk.get("accused", f"{dossier_address(received.number)}stuk/{everything['p1',]}/").status_code == 404
    browser = Client()
    browser.post("/hier/volgen/", {"code": received.code})
    page = browser.get(f"/hier/volgen/{received.number}/brieven/").content.decode()
    (address,) = re.findall(r'href="([^"]+/brieven/[0-9a-f-]{36}/)"', page)
    own = text(browser.get(address))  # type: ignore[arg-type]  # the client's own response adds to it
    assert f"Beste {ADA}, Wij" in own
    assert f"Beste {BRAM}" not in own
    other = address.replace(str(everything["p1",]), str(everything["p2",]))
    assert browser.get(other).status_code == 404


def test_who_complained_without_a_name_reads_a_letter_of_their_own_and_not_that_of_the_accused(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", ""))
    planned(desk, received.number, "p1", "p3")
    desk.later(minutes=30)
    browser = Client()
    browser.post("/hier/volgen/", {"code": received.code})
    (address,) = re.findall(
        r'href="([^"]+/brieven/[0-9a-f-]{36}/)"',
        browser.get(f"/hier/volgen/{received.number}/brieven/").content.decode(),
    )
    own = text(browser.get(address))  # type: ignore[arg-type]  # the client's own response adds to it
    assert f"Beste {JAN}" not in own
    assert "Beste heer of mevrouw" in own or "Hallo," in own
    assert JAN in own.split("Wie er nog meer komen")[1]


def test_a_letter_that_was_stopped_for_one_after_it_left_to_another_is_on_no_own_page(
    desk: Desk, received: Received
) -> None:
    planned(desk, received.number, "p1", "p3")
    outgoing.deliver(timezone.now() + timedelta(hours=1))  # that to Jan leaves by mail, that to Ada waits for the post
    dossier = desk.open(received.number)
    assert outbox.stop(dossier, INVITATION, 2, actor=dossier.actor, now=desk.now)
    kept = {d.only_for: d.kept_back for d in desk.open(received.number).documents if d.kind == outbox.LETTER}
    assert kept == {("p1",): True, ("p3",): False}
    browser = Client()
    browser.post("/hier/volgen/", {"code": received.code})
    assert "/brieven/" in browser.get(f"/hier/volgen/{received.number}/").content.decode()
    page = browser.get(f"/hier/volgen/{received.number}/brieven/").content.decode()
    assert re.findall(r"/brieven/[0-9a-f-]{36}/", page) == []


def test_a_second_person_approves_one_text_and_each_gets_it(desk: Desk, received: Received) -> None:
    desk.here.four_eyes = [INVITATION]
    desk.here.save()
    planned(desk, received.number, "p1", "p3")
    address = f"{dossier_address(received.number)}brief/{INVITATION}/2/"
    desk.post("handler", address, ask="1")
    second_handler(desk, received.number)
    checked = desk.post("director", address, **page_of(desk, "director", address), approve="1")
    assert checked.status_code == 302, text(checked)
    assert desk.post("handler", address, send="1").status_code == 302
    assert f"Beste {ADA}, Wij" in letter(desk, received.number, "p1")
    assert f"Beste {JAN}, Wij" in letter(desk, received.number, "p3")


def test_what_is_kept_of_somebody_names_their_own_letter_and_not_that_of_another(
    desk: Desk, received: Received
) -> None:
    planned(desk, received.number, "p1", "p3")
    dossier = desk.open(received.number)
    names = {}
    for code in ("p1", "p3"):
        kept = persons_data.persons_data(dossier, code, actor=dossier.actor, now=desk.now)
        names[code] = [name for name, _ in kept.documents]
    assert all(ADA in name for name in names["p1"])
    assert names["p1"]
    assert all(JAN in name for name in names["p3"])


def test_no_picture_of_a_page_shows_the_letter_to_another_to_the_only_accused(desk: Desk) -> None:
    number = desk.receive()
    bram = desk.accounts["accused"].opaque
    planned(desk, number, "p1", bram)
    dossier = desk.open(number)
    desk.later(minutes=30)
    outbox.printed(dossier, [row.id for row in outbox.rows_of(dossier)], actor=dossier.actor, now=desk.now)
    kept = {one.only_for[0]: one.id for one in desk.open(number).documents if one.kind == outbox.LETTER}
    (mine,) = [one.code for one in dossier.people if one.side == "accused"]
    answers = {
        code: desk.get("accused", f"{dossier_address(number)}bestand/{id_}/1/").status_code
        for code, id_ in kept.items()
    }
    assert answers == {"p1": 404, mine: 200}


HIDDEN = "Geheimstraat 1"


def letters_read(desk: Desk, number: str, code: str) -> list[str]:
    """The letters that somebody opens with this code, after every letter left."""
    dossier = desk.open(number)
    waiting = [row.id for row in outbox.rows_of(dossier) if row.state == "waiting"]
    outbox.printed(dossier, waiting, actor=dossier.actor, now=desk.now)
    desk.later(minutes=30)
    browser = Client()
    assert browser.post("/hier/volgen/", {"code": code}).status_code == 302
    page = browser.get(f"/hier/volgen/{number}/brieven/").content.decode()
    found = [browser.get(address) for address in re.findall(r'href="([^"]+/brieven/[0-9a-f-]{36}/)"', page)]
    return [text(one) for one in found]  # type: ignore[arg-type]  # the client's own response adds to it


def joined(desk: Desk, number: str, person: NewPerson) -> tuple[str, str]:
    """Somebody more on the complainant's side: who they are in the dossier, and their code."""
    dossier = desk.open(number)
    who = people.add(dossier, person, actor=dossier.actor, now=desk.now)
    return who, people.new_code(desk.open(number), who, actor=dossier.actor, now=desk.now)


@pytest.mark.parametrize(
    "later", [NewPerson("complainant", "Otto Ex", "client", {"address": "Dorpsweg 2"}), NewPerson("client", "Otto Ex"),
              NewPerson("representative", "Otto Ex")],
)  # fmt: skip
def test_who_joins_the_complainant_later_opens_no_letter_that_was_for_another_alone(
    desk: Desk, later: NewPerson
) -> None:
    ada = NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN})
    received = complained(desk, ada)
    planned(desk, received.number, "p1", "p3")
    _, code = joined(desk, received.number, later)
    assert letters_read(desk, received.number, code) == []
    (own,) = letters_read(desk, received.number, received.code)
    assert HIDDEN in own


def test_of_two_who_complain_a_helper_opens_no_letter_of_the_one_they_do_not_help(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN}))
    otto, of_otto = joined(
        desk, received.number, NewPerson("complainant", "Otto Ex", "client", {"address": "Dorpsweg 2"})
    )
    _, of_helper = joined(desk, received.number, NewPerson("assistant of complainant", "Hulp", helps=(otto,)))
    assert desk.act("handler", received.number, "acknowledge").status_code == 302
    assert [HIDDEN in one for one in letters_read(desk, received.number, received.code)] == [True]
    assert ["Beste Otto" in one for one in letters_read(desk, received.number, of_otto)] == [True]
    assert HIDDEN not in "".join(letters_read(desk, received.number, of_helper))


def test_who_helps_the_one_who_complains_opens_the_letters_to_that_one(desk: Desk, received: Received) -> None:
    planned(desk, received.number, "p1", "p3")
    _, code = joined(desk, received.number, NewPerson("assistant of complainant", "Hulp van Ada"))
    (one,) = letters_read(desk, received.number, code)
    assert f"Beste {ADA}" in one


def test_who_complained_without_a_name_opens_the_letter_to_the_client(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", ""))
    joined(desk, received.number, NewPerson("client", "Kim Kind"))
    planned(desk, received.number, "p1", "p3")
    (one,) = letters_read(desk, received.number, received.code)
    assert JAN in one.split("Wie er nog meer komen")[1]


@pytest.mark.parametrize("later", [NewPerson("complainant", "Otto Ex", "client"), NewPerson("client", "Otto Ex")])
def test_a_letter_to_the_only_reader_opens_for_nobody_who_joins_that_side_later(desk: Desk, later: NewPerson) -> None:
    received = complained(desk, NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN}))
    assert desk.act("handler", received.number, "acknowledge").status_code == 302
    _, code = joined(desk, received.number, later)
    assert letters_read(desk, received.number, code) == []
    (own,) = letters_read(desk, received.number, received.code)
    assert HIDDEN in own


def test_an_only_reader_who_is_joined_by_another_accused_keeps_the_letter_to_oneself(desk: Desk) -> None:
    number = desk.receive()
    planned(desk, number, desk.accounts["accused"].opaque)
    _, code = joined(desk, number, NewPerson("assistant of complainant", "Hulp"))
    people.add(desk.open(number), NewPerson("accused", JAN), actor=desk.open(number).actor, now=desk.now)
    (mine,) = {d.only_for for d in desk.open(number).documents if d.kind == outbox.LETTER}
    assert [one.side for one in desk.open(number).people if one.code in mine] == ["accused"]
    assert letters_read(desk, number, code) == []


def test_whom_the_complainant_lets_help_opens_the_letters_to_that_complainant_also_of_before(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN}))
    assert desk.act("handler", received.number, "acknowledge").status_code == 302
    joined(desk, received.number, NewPerson("complainant", "Otto Ex", "client", {"address": "Dorpsweg 2"}))
    browser = Client()
    browser.post("/hier/volgen/", {"code": received.code})
    ada = f"/hier/volgen/{received.number}/"
    asked = browser.post(f"{ada}doen/add-assistant/", {"side": "complainant", "name": "Hulp van Ada", "sure": "1"})
    assert asked.status_code == 302, asked.content.decode()
    (helper,) = [one for one in desk.open(received.number).people if one.side == "assistant of complainant"]
    assert helper.helps == ("p1",)
    page = browser.post(f"{ada}gegevens/", {"code": helper.code}).content.decode()
    (code,) = re.findall(r'class="code">([^<]+)<', page)
    (one,) = letters_read(desk, received.number, code)
    assert HIDDEN in one


def test_nobody_takes_a_code_for_who_helps_the_other_complainant(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN}))
    otto, of_otto = joined(desk, received.number, NewPerson("complainant", "Otto Ex", "client"))
    helper, of_helper = joined(desk, received.number, NewPerson("assistant of complainant", "Hulp", helps=(otto,)))
    assert desk.act("handler", received.number, "acknowledge").status_code == 302
    assert ["Beste Otto" in one for one in letters_read(desk, received.number, of_helper)] == [True]
    ada, of_ada = Client(), {"code": helper}
    ada.post("/hier/volgen/", {"code": received.code})
    page = ada.get(f"/hier/volgen/{received.number}/gegevens/").content.decode()
    assert f'value="{helper}"' not in page
    assert ada.post(f"/hier/volgen/{received.number}/gegevens/", of_ada).status_code == 302
    assert letters_read(desk, received.number, of_helper), "the code of Otto's helper still opens their letters"
    his = Client()
    his.post("/hier/volgen/", {"code": of_otto})
    assert f'value="{helper}"' in his.get(f"/hier/volgen/{received.number}/gegevens/").content.decode()


def test_a_party_with_an_account_opens_a_letter_nowhere_before_it_left(desk: Desk) -> None:
    """The desk's pages answer as their own pages do: while it can be stopped there is no such letter."""
    number = complained(desk, NewPerson("complainant", ADA), address="Dorpsweg 3", way="post").number
    planned(desk, number, desk.accounts["accused"].opaque)
    dossier = desk.open(number)
    (kept,) = [one.id for one in dossier.documents if one.kind == outbox.LETTER]
    here = dossier_address(number)
    ways = [f"{here}stuk/{kept}/", f"{here}bestand/{kept}/1/", f"{here}bestand/{kept}/", f"{here}brief/{INVITATION}/2/",
            f"{here}brief/{INVITATION}/2/word/", f"{here}brief/{INVITATION}/2/groot/"]  # fmt: skip

    def seen() -> tuple[set[int], bool]:
        return (
            {desk.get("accused", way).status_code for way in ways},
            str(kept) in desk.get("accused", f"{here}?print=yes").content.decode(),
        )

    assert seen() == ({404}, False)
    desk.later(minutes=30)
    outbox.printed(dossier, [row.id for row in outbox.rows_of(dossier)], actor=dossier.actor, now=desk.now)
    assert seen() == ({200}, True)
    assert desk.get("accused", f"{here}dossier.pdf").status_code == 404, "a party takes no whole dossier out"


def test_where_several_complain_the_desk_asks_whom_a_helper_helps(desk: Desk) -> None:
    received = complained(desk, NewPerson("complainant", "Ada Klaagster", "client", {"address": HIDDEN}))
    address = f"{dossier_address(received.number)}mensen/"
    assert 'name="helps" value="p1"' not in desk.get("handler", address).content.decode()
    otto, _ = joined(desk, received.number, NewPerson("complainant", "Otto Ex", "client"))
    helper = {"side": "assistant of complainant", "name": "Hulp van Otto"}
    unsaid = desk.post("handler", address, **helper)
    assert (unsaid.status_code, "Kies welke klager hulp krijgt" in text(unsaid)) == (422, True)
    assert desk.post("handler", address, **helper, helps=[otto]).status_code == 302
    (added,) = [one for one in desk.open(received.number).people if one.side == "assistant of complainant"]
    assert added.helps == (otto,)
    assert "Helper van de klager (Otto Ex)" in text(desk.get("handler", address))


def test_a_part_that_lacks_in_the_letter_of_one_reader_keeps_the_letters_of_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template asks an address of who has no name: the text for all lacks nothing, that of the nameless complainant does."""

    def asking(provider: str, name: str) -> LetterTemplate:
        template = load_letter(provider, name)
        wants = "{{? recipient_role }}{{ recipient_address }}{{/ recipient_role }}"
        return replace(template, body=f"{template.body}\n\n{wants}\n") if name == INVITATION else template

    monkeypatch.setattr(dispatch, "load_letter", asking)
    number = complained(desk, NewPerson("complainant", "")).number
    planned(desk, number, "p1", "p3")
    address = f"{dossier_address(number)}brief/{INVITATION}/2/"
    page = text(desk.get("handler", address))
    assert f"Nog leeg: {PLACEHOLDERS['recipient_address'].label}" in page
    desk.post("handler", address, send="1")
    assert outbox.rows_of(desk.open(number)) == []
    (ada,) = [one for one in desk.open(number).people if one.side == "complainant"]
    actor = desk.open(number).actor
    people.change(
        desk.open(number), ada.code, name=ADA, side="complainant", capacity="", contact={}, actor=actor, now=desk.now
    )
    assert desk.post("handler", address, send="1").status_code == 302
    assert {row.recipient for row in outbox.rows_of(desk.open(number))} == {"p1", "p3"}
