"""The pages of who takes part: what is asked of them, reading, answering, papers, meetings, objecting, a helper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.frontdoor.taking_part.conftest import STORY, House, words_of
from tools.readability import findings, of_files
from wederhoor.dossier import door, gate, inspections, opening, papers, papers_changed
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.drafts import LONGEST
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.inspections import NewSet
from wederhoor.dossier.models import Notice, OutsideDraft
from wederhoor.dossier.sight import sight
from wederhoor.frontdoor.taking_part import showing
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.commands import Command


def question(house: House, person: str, words: str = "Wat zag u?") -> None:
    """Somebody is asked something, as the regulation lets the handler."""
    if "ask others" in house.regulation.consents:
        house.do("give consent", step="ask others", answer="given", given_by="complainant")
    house.do(
        "ask information", texts={"question": words}, person=person, before=f"{house.now + timedelta(days=7):%Y-%m-%d}"
    )


def picture() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (40, 40), "white").save(kept, "PNG")
    return SimpleUploadedFile("rooster.png", kept.getvalue(), "image/png")


def test_the_accused_reads_the_complaint_once_told_and_sees_what_is_asked_and_why(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    page = visitor.words()
    assert "Zeg wat u van de klacht vindt" in page
    assert "Wij horen altijd beide kanten. Ook u." in page
    assert STORY in visitor.words("gezegd/")
    assert "06 11111111" not in visitor.words("gezegd/"), "how to reach the other side is never theirs"


def test_an_answer_is_kept_while_typing_sealed_and_sent_once(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    assert visitor.post("doen/respond/bewaren/", response="Ik bracht de soep").status_code == 302
    with in_organisation(house.here.pk):
        kept = OutsideDraft.objects.get()
    assert b"soep" not in bytes(kept.content)
    assert "Ik bracht de soep" in visitor.get("doen/respond/").content.decode()
    assert "Wat er dan gebeurt" in visitor.words("doen/respond/")
    sent = visitor.act("respond", response="Ik bracht de soep warm.")
    assert sent.status_code == 302
    assert "Uw antwoord is verstuurd." in visitor.words()
    with in_organisation(house.here.pk):
        assert not OutsideDraft.objects.exists()
        assert Notice.objects.filter(kind="party").exists(), "who handles it hears of it"
    dossier = house.open()
    assert dossier.texts[dossier.seq, "response"] == "Ik bracht de soep warm."
    assert dossier.events[-1].actor == "p2"
    assert "Ik bracht de soep warm." in visitor.words("gezegd/"), "one's own words one always reads"


def test_of_two_accused_each_has_a_link_and_answers_for_themselves_until_the_papers_are_shown(house: House) -> None:
    second = house.add("accused", "Bea Beklaagd")
    house.tell_accused()
    bram, bea = house.enter("p2"), house.enter(second)
    bram.act("respond", response="Ik bracht de soep warm.")
    bea.act("respond", response="Ik was er die dag niet.")
    bram.post("stukken/", papers=picture())
    assert house.open().events[-1].actor == second
    assert "Ik bracht de soep warm." in bram.words("gezegd/")
    assert "Ik was er die dag niet." not in bram.words("gezegd/")
    assert "Ik bracht de soep warm." not in bea.words("gezegd/")
    assert "rooster" in bram.words("stukken/")
    assert "rooster" not in bea.words("stukken/")
    assert "Ik was er die dag niet." in house.open().texts.values(), "who handles it reads both"
    assert STORY in bea.words("gezegd/"), "the complaint is about both"


def test_of_two_accused_neither_the_helper_of_one_nor_who_was_heard_is_for_the_other(house: House) -> None:
    second = house.add("accused", "Bea Beklaagd")
    helper = house.add("assistant of accused", "Hans Helper")
    house.tell_accused()
    bea, hans = house.enter(second), house.enter(helper)
    bea.act("respond", response="Ik was er die dag niet.")
    hans.act("respond", response="Bram bracht de soep warm.")
    bea.post("stukken/", papers=picture())
    new = NewSet("accused", b"%PDF-1.4 set", "set.pdf", [], "Bram Beklaagd", "online", house.now.date())
    inspections.keep_set(house.open(), new, actor=house.actor(), now=house.now)
    assert "Ik was er die dag niet." not in hans.words("gezegd/")
    assert "Bram bracht de soep warm." in hans.words("gezegd/")
    assert "Bram bracht de soep warm." not in bea.words("gezegd/")
    assert "Hans Helper" not in bea.words()
    before = house.open()
    apart = opening.of_others(second, "accused", before.people, before.state, house.now)
    heard = replace(before.state.events[0], by=house.keeper, actor="x", on_behalf_of="", values={"party": "accused"})
    assert apart.event(before.state, heard), "nothing says which of them was heard"
    kept = [one for one in before.documents if apart.document(one)]
    assert [one.kind for one in kept] == ["inspection"], "one's own papers are not kept from oneself"
    (given,) = inspections.given(before, actor=house.actor(), now=house.now)
    assert bea.get(f"stukken/{given.document}/").status_code == 404
    bram = next(one for one in sight(house.open(), house.person("p2"), now=house.now) if one.thing == "papers")
    assert bram.count == 0, "what Bea put in is not counted as his"


def test_the_draft_of_one_is_not_shown_to_another(house: House) -> None:
    house.tell_accused()
    first = house.enter("p2")
    first.post("doen/respond/bewaren/", response="Mijn eigen begin")
    helper = house.enter(house.add("assistant of accused", "Hans Helper"))
    assert "Mijn eigen begin" not in helper.get("doen/respond/").content.decode()


def test_what_is_too_long_to_keep_comes_back_as_it_was_typed_with_what_to_do(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    long = "Ik bracht de soep warm. " * (LONGEST // 20)
    page = visitor.post("doen/respond/bewaren/", response=long)
    assert page.status_code == 422
    assert long in page.content.decode()
    assert "Maak de tekst korter." in words_of(page)
    by_script = visitor.browser.post(
        f"{visitor.home}doen/respond/bewaren/", {"response": long}, headers={"accept": "application/json"}
    )
    assert (by_script.status_code, list(by_script.json())) == (413, ["said"])
    question(house, "p2")
    page = visitor.post(f"vraag/{house.open().seq}/bewaren/", answer=long)
    assert page.status_code == 422
    assert long in page.content.decode()
    assert "Maak de tekst korter." in words_of(page)


def test_keeping_goes_back_to_the_element_of_the_complaint_it_was_about() -> None:
    assert showing.with_part("/meedoen/x/doen/y/", "p2") == "/meedoen/x/doen/y/?part=p2"
    assert showing.with_part("/meedoen/x/doen/y/", "") == "/meedoen/x/doen/y/"


def test_a_witness_sees_the_question_and_nothing_else_and_answers_with_papers(house: House) -> None:
    house.tell_accused()
    question(house, "p3", "Was de soep koud?")
    visitor = house.enter("p3")
    page = visitor.words()
    assert "Was de soep koud?" in page
    for other in (STORY, "Kees", "Bram", "Koude soep"):
        assert other not in page
    for closed in ("gezegd/", "stukken/", "doen/respond/"):
        assert visitor.get(closed).status_code == 404
    seq = house.open().seq
    answered = visitor.post(f"vraag/{seq}/", answer="Ja, ik zag het.", papers=picture())
    assert answered.status_code == 302, words_of(answered)
    assert "Ja, ik zag het." in visitor.words(), "they see what they said themselves"
    assert visitor.get(f"vraag/{seq}/").status_code == 404, "answered once"
    again = visitor.post(f"vraag/{seq}/", answer="Ja, ik zag het.")
    assert again.status_code == 302, "sent again over a shaky connection: it did arrive"
    assert "Uw antwoord is verstuurd." in visitor.words()
    dossier = house.open()
    assert dossier.events[-1].act == "receive information"
    assert dossier.texts[dossier.seq, "answer"] == "Ja, ik zag het."
    assert dossier.events[-1].actor == "p3"


def test_a_witness_reads_the_complaint_only_when_it_was_shared(house: House) -> None:
    question(house, "p3")
    assert STORY in house.enter("p3", shares_complaint=True).words()
    assert STORY not in house.enter("p3").words()


def test_the_question_to_the_accused_stands_with_what_is_asked_of_them(house: House) -> None:
    house.tell_accused()
    question(house, "p2", "Hoe laat kwam u binnen?")
    visitor = house.enter("p2")
    page = visitor.words()
    assert "Hoe laat kwam u binnen?" in page
    assert "Dit willen wij van u weten." in page
    seq = house.open().seq
    assert visitor.post(f"vraag/{seq}/", answer="").status_code == 422
    assert visitor.post(f"vraag/{seq}/", answer="Om zeven uur.").status_code == 302
    assert "Om zeven uur." in visitor.words()


def test_papers_of_the_accused_go_through_the_gate_and_open_for_them_only(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    refused = visitor.post("stukken/", papers=SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"0" * 100))
    assert refused.status_code == 422
    sent = visitor.post("stukken/", papers=picture())
    assert sent.status_code == 302, words_of(sent)
    assert "rooster.png" in visitor.words("stukken/")
    paper = papers.listed(house.open(), actor=house.actor(), now=house.now)[-1]
    assert (paper.side, paper.shown_to) == ("accused", "accused")
    assert visitor.get(f"stukken/{paper.clean}/").status_code == 200
    assert visitor.get(f"stukken/{paper.original}/").status_code == 404
    complainant = door.open_by_code(house.here, house.code, now=house.now)
    assert papers.listed(complainant, actor=complainant.actor, now=house.now) == []


@pytest.mark.requirement("LOJ-08")
@pytest.mark.parametrize("provider", ["ott", "loj"])
def test_the_set_to_inspect_is_that_of_their_own_side_with_what_was_withheld_and_why(
    build_house: Any, provider: str
) -> None:
    house = build_house(provider)
    house.tell_accused()
    entries = [{"title": "Zorgplan", "how": "redacted", "withheld": [["naam van een ander", "privacy van een derde"]]}]
    for side in ("complainant", "accused"):
        new = NewSet(side, b"%PDF-1.4 set", f"{side}.pdf", entries, "Ontvanger", "online", house.now.date())
        inspections.keep_set(house.open(), new, actor=house.actor(), now=house.now)
    visitor = house.enter("p2")
    page = visitor.words("stukken/")
    assert "naam van een ander" in page
    assert "privacy van een derde" in page
    own, other = (
        next(s.document for s in inspections.given(house.open(), actor=house.actor(), now=house.now) if s.side == side)
        for side in ("accused", "complainant")
    )
    assert visitor.get(f"stukken/{own}/").content == b"%PDF-1.4 set"
    assert visitor.get(f"stukken/{other}/").status_code == 404


@pytest.mark.requirement("LOJ-08")
def test_both_sides_ask_for_a_copy_and_say_that_something_is_wrong(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    assert "Er staat iets over mij dat niet klopt" in visitor.words("doen/request-data/")
    assert visitor.act("request-data", what="rectify", words="Ik werk daar niet.").status_code == 302
    event = house.open().events[-1]
    assert (event.act, event.values["what"], event.values["whose"]) == ("request data", "rectify", "accused")


@pytest.mark.requirement("LOJ-05")
@pytest.mark.parametrize("provider", ["ott", "loj", "izw"])
def test_the_accused_objects_to_who_handles_it_who_then_waits_and_is_replaced(build_house: Any, provider: str) -> None:
    house = build_house(provider)
    house.tell_accused()
    house.assign(house.keeper)
    door.assign(house.open(), house.accounts[house.keeper].pk, house.keeper, actor=house.actor(), now=house.now)
    visitor = house.enter("p2")
    account = house.accounts[house.keeper]
    assert account.name in visitor.words("doen/object-to-person/")
    sent = visitor.act("object-to-person", person=account.pk.hex, reasons="Zij is familie van de klager.")
    assert sent.status_code == 302, words_of(sent)
    assert house.open(house.keeper).events[-1].act == "object to person"


@pytest.mark.requirement("LOJ-06", "OTT-21")
@pytest.mark.parametrize("provider", ["ott", "loj"])
def test_the_accused_names_a_helper_who_sees_what_that_side_sees_and_acts_for_it(
    build_house: Any, provider: str
) -> None:
    house = build_house(provider)
    house.tell_accused()
    visitor = house.enter("p2")
    assert visitor.act("add-assistant", name="Hans Helper").status_code == 302
    assert "Hans Helper" in visitor.words()
    helper = house.enter("p4")
    assert STORY in helper.words("gezegd/")
    assert helper.act("respond", response="Namens Bram: de soep was warm.").status_code == 302
    assert "Namens Bram" in visitor.words("gezegd/")
    assert house.open().events[-1].actor == "p4"


@pytest.mark.requirement("OTT-21")
def test_the_helper_of_the_complainant_sees_what_the_complainant_sees(house: House) -> None:
    helper = house.enter(house.add("assistant of complainant", "Mia Mee"))
    assert STORY in helper.words("gezegd/")
    assert helper.act("receive-message", message="Ik schrijf voor Kees.").status_code == 302
    assert house.open().texts[house.open().seq, "message"] == "Ik schrijf voor Kees."
    assert "bram@voorbeeld.test" not in helper.words()


def test_a_meeting_is_accepted_or_not_and_goes_into_the_calendar_without_a_word_of_what_it_is_about(
    build_house: Any,
) -> None:
    house = build_house("jot")
    house.tell_accused()
    visitor = house.enter("p2")
    page = visitor.words()
    assert "De Lindehof, kamer 2" in page
    seq = house.open().seq
    file = visitor.get(f"afspraak/{seq}/").content.decode()
    assert "Afspraak" in file
    assert "soep" not in file.lower()
    assert "klacht" not in file.lower()
    told = visitor.act("answer-invitation", coming="no", reason="Ik ben met vakantie.", meeting="talk")
    assert told.status_code == 302, words_of(told)
    assert "U zei dat u niet kunt." in visitor.words()
    assert house.open().texts[house.open().seq, "reason"] == "Ik ben met vakantie."
    complainant = door.open_by_code(house.here, house.code, now=house.now)
    assert all(event.act != "answer invitation" for event in complainant.events), "the other side does not read why"


def test_minutes_are_commented_on_from_their_own_page(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    early = visitor.get("doen/comment-on-minutes/")
    assert early.status_code == 409
    assert "Dit kan nu nog niet" in words_of(early)
    house.do("hear", texts={"minutes": "Bram zei dat de soep warm was."}, party="accused", how="oral")
    house.do("send minutes")
    assert "Zeg wat niet klopt in het verslag" in visitor.words()
    assert visitor.act("comment-on-minutes", comments="Ik zei lauw.").status_code == 302
    assert house.open().events[-1].act == "comment on minutes"


def test_what_cannot_be_done_says_why_in_plain_words(house: House) -> None:
    house.tell_accused()
    visitor = house.enter("p2")
    page = visitor.words()
    assert "Wat u nu niet kunt doen" in page
    assert "toestemming" not in page.split("Wat u nu niet kunt doen")[1], "never what the other side agreed to or not"


def test_somebody_in_two_dossiers_has_a_list(house: House) -> None:
    account = Account.objects.create_user("wim@zorg.test", "Wim", "een lang wachtwoord")
    house.tell_accused()
    visitor = house.enter("p2")
    assert visitor.browser.get("/meedoen/").status_code == 302
    assert account.pk
    assert "Hier staat nu niets voor u." in words_of(Client().get("/meedoen/"))


@pytest.mark.parametrize("provider", ["ott", "jot", "loj", "izw", "zk"])
def test_the_pages_speak_in_one_form_of_address(build_house: Any, provider: str) -> None:
    house = build_house(provider)
    house.tell_accused()
    visitor = house.enter("p2")
    wrong = " je " if house.regulation.address == "u" else " u "
    for page in ("", "stukken/", "doen/respond/"):
        body = visitor.words(page).split("Wat er is gebeurd")[0]
        assert wrong not in body.lower(), (page, body)


def test_a_paper_shown_to_them_opens_and_one_taken_back_does_not(house: House) -> None:
    house.tell_accused()
    found = gate.take_in("foto.png", picture().read())
    assert isinstance(found, gate.Taken)
    new = papers.NewPaper("Foto", "photo", "complainant", house.now.date(), "party")
    key = papers.keep(house.open(), found, new, actor=house.actor(), now=house.now)
    visitor = house.enter("p2")
    clean = next(p.clean for p in papers.listed(house.open(), actor=house.actor(), now=house.now) if p.id == key)
    assert visitor.get(f"stukken/{clean}/").status_code == 404
    papers_changed.show(house.open(), key, "accused", "Ter inzage", actor=house.actor(), now=house.now)
    assert visitor.get(f"stukken/{clean}/").status_code == 200
    papers_changed.show(house.open(), key, "", "Teruggenomen", actor=house.actor(), now=house.now)
    assert visitor.get(f"stukken/{clean}/").status_code == 404


@pytest.mark.requirement("LOJ-05")
def test_an_objection_is_decided_with_reasons_and_somebody_else_takes_over(build_house: Any) -> None:
    house = build_house("loj")
    house.tell_accused()
    officer, other = (
        house.accounts["officer"],
        Account.objects.create_user("ander@zorg.test", "Ander", "een lang wachtwoord"),
    )
    Membership.objects.create(account=other, organisation=house.here, role="officer")
    door.assign(house.open(), officer.pk, "officer", actor=house.actor(), now=house.now)
    visitor = house.enter("p2")
    visitor.act("object-to-person", person=officer.pk.hex, reasons="Hij is familie van de klager.")
    with pytest.raises(door.NotFound):
        door.assign(house.open(), other.pk, "officer", actor=house.actor("officer"), now=house.now)
    deciding = "board"
    reasons = {"reasons": "Het bezwaar klopt."}
    dossier = house.open(deciding)
    command = Command("decide objection", deciding, {"person": officer.pk.hex, "decision": "granted"})
    done = door.perform(
        dossier, command, texts=reasons, actor=house.actor(deciding), now=house.now, expected_seq=dossier.seq
    )
    assert done.event, done.refusal
    with pytest.raises(door.NotFound):
        house.open("officer")
    door.assign(house.open(), other.pk, "officer", actor=house.actor(), now=house.now)
    replaced = Actor(other.pk, "officer", house.here.pk)
    assert (
        door.open_dossier(house.here, house.number, actor=replaced, action="read", now=house.now).seq == done.state.seq
    )


def test_nothing_on_these_pages_could_be_plainer() -> None:
    left = findings(said for said in of_files() if said.where.startswith(("texts/taking_part", "texts/acting")))
    assert [str(one) for one in left] == []
