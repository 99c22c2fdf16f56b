"""The page of a dossier: its tabs, writing in it, drafts, mentions, the whole as one PDF."""

from __future__ import annotations

import html
import io
import json
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.desk.conftest import WORKLIST, Desk, act_address, counting, dossier_address, section, text
from tests.desk.test_people import as_complainant
from wederhoor.dossier import door
from wederhoor.dossier.door import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Draft, Mention
from wederhoor.procedure.commands import Command

NOTE = "Alleen voor wie behandelt"


def part(number: str, compartment: str) -> str:
    return f"{dossier_address(number)}deel/{compartment}/"


def draft_address(number: str, act: str) -> str:
    return f"{act_address(number, act)}concept/"


def kept(desk: Desk) -> int:
    with in_organisation(desk.here.pk):
        return Draft.objects.count()


def sealed(desk: Desk) -> bytes:
    with in_organisation(desk.here.pk):
        return bytes(Draft.objects.get().content)


def test_the_tabs_are_those_of_the_compartments_that_open(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", dossier_address(number)).content.decode()
    for name in ("Overzicht", "Mensen", "Partijen", "Behandelaar", "Gekoppeld"):
        assert f">{name}<" in page
    assert "Vertrouwenspersoon</a>" not in page
    assert desk.get("handler", part(number, "confidant")).status_code == 404


def test_what_is_known_stands_under_names_and_not_under_questions(desk: Desk) -> None:
    shown = section(desk.get("handler", dossier_address(desk.receive())), "gegevens-title")
    assert "Wie klaagt" in shown
    assert "?" not in shown


def test_a_compartment_shows_who_can_look_and_what_was_written_there(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note=NOTE)
    closed = text(desk.get("handler", part(number, "handler")))
    for words in ("Gesloten voor de klager", "Wie kan hier kijken", "Hanna Behandelt", NOTE):
        assert words in closed
    assert "Bram Beklaagd" not in closed.split("Wie kan hier kijken")[1]
    parties = text(desk.get("handler", part(number, "party")))
    assert NOTE not in parties
    assert "Het ging niet goed op de gang." in parties


def test_a_party_gets_no_compartments_no_composer_and_no_note(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "note", note=NOTE)
    as_complainant(desk, number)
    page = desk.get("care professional", dossier_address(number))
    assert "Het ging niet goed op de gang." in text(page)
    assert NOTE not in text(page)
    assert "composer" not in page.content.decode()
    for compartment in ("party", "handler"):
        assert desk.get("care professional", part(number, compartment)).status_code == 404


def test_a_message_and_a_note_are_forms_apart_with_words_that_cannot_be_mistaken(desk: Desk) -> None:
    number = desk.receive()
    page = section(desk.get("handler", dossier_address(number)), "write-title")
    for words in (
        "Bericht aan Kees Kanarie",
        "Versturen naar klager",
        "Notitie bewaren",
        "Niet zichtbaar voor de klager",
        "Telefoongesprek",
    ):
        assert words in page
    assert desk.act("handler", number, "message", message="Wij bellen u morgen.").status_code == 302
    assert desk.act("handler", number, "contact", how="telephone", note="Gesproken").status_code == 302
    assert desk.acts(number) == ["receive", "message", "contact"]
    assert [d.letter for d in desk.open(number).documents if d.kind == "letter"] == ["message"]


def test_an_empty_message_is_not_sent_and_a_conflict_keeps_the_text(desk: Desk) -> None:
    number = desk.receive()
    assert desk.act("handler", number, "message", message="").status_code == 422
    desk.act("director", number, "note", note="Ik was eerst")
    late = desk.act("handler", number, "message", message="Mijn lange bericht", expected_seq=1)
    assert (late.status_code, "Mijn lange bericht" in text(late)) == (409, True)
    assert "message" not in desk.acts(number)


def test_what_was_typed_is_kept_sealed_and_offered_again(desk: Desk) -> None:
    number = desk.receive()
    saved = desk.post("handler", draft_address(number, "acknowledge"), explanation="Half geschreven")
    assert saved.status_code == 302
    assert "Half geschreven" in text(desk.get("handler", act_address(number, "acknowledge")))
    assert "Half geschreven" not in text(desk.get("director", act_address(number, "acknowledge"))), "only who wrote it"
    assert b"Half geschreven" not in sealed(desk)
    assert "Uw concept" in section(desk.get("handler", dossier_address(number)), "now-title")
    assert desk.acts(number) == ["receive"], "a draft is no event"


def test_a_script_gets_the_time_at_which_the_draft_was_kept(desk: Desk) -> None:
    number = desk.receive()
    browser = desk.browser("handler")
    answer = browser.post(
        draft_address(number, "note"), {"note": "Nog niet af"}, headers={"accept": "application/json"}
    )
    assert json.loads(answer.content) == {"said": "Concept bewaard om 10:00"}
    page = desk.get("handler", dossier_address(number)).content.decode()
    assert ">Nog niet af</textarea>" in page
    assert page.count("Nog niet af") == 1, "in the form of the note alone"


def test_a_draft_that_is_too_long_stands_in_the_form_again_also_without_script(desk: Desk) -> None:
    number, long = desk.receive(), "lang woord " * 20_000
    answer = desk.post("handler", draft_address(number, "note"), note=long)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert answer["Content-Type"].startswith("text/html")
    assert "te lang om als concept te bewaren" in page
    assert page.count("lang woord") == 20_000, "what was typed is still there"
    assert "Vul dit in" not in page, "nobody is asked yet for the rest"
    said = desk.browser("handler").post(
        draft_address(number, "note"), {"note": long}, headers={"accept": "application/json"}
    )
    assert (said.status_code, said.json()) == (413, {"said": "Deze tekst is te lang om als concept te bewaren."})


def test_the_badge_of_what_cannot_be_done_yet_counts_the_lines_of_that_page(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", f"/werkplek/dossiers/{number}/").content.decode()
    listed = desk.get("handler", f"/werkplek/dossiers/{number}/nog-niet/").content.decode()
    badge = page.partition('id="not-title"')[2].partition('class="count">')[2].partition("<")[0]
    assert badge == listed.partition('id="not-title"')[2].partition('class="count">')[2].partition("<")[0]
    assert int(badge) == listed.partition("bare")[2].partition("</section>")[0].count("<li><b>")


def test_a_draft_goes_when_the_act_is_done_or_when_it_is_thrown_away(desk: Desk) -> None:
    number = desk.receive()
    for finish in ("done", "thrown"):
        desk.post("handler", draft_address(number, "note"), note="Nog niet af")
        assert kept(desk) == 1
        if finish == "done":
            desk.act("handler", number, "note", note="Af")
        else:
            desk.post("handler", draft_address(number, "note"), note="Nog niet af", discard="1")
        assert kept(desk) == 0


def test_a_form_on_the_page_without_a_text_is_no_draft(desk: Desk) -> None:
    number = desk.receive()
    desk.post("handler", draft_address(number, "contact"), note=" ", how="telephone", back="dossier")
    assert kept(desk) == 0
    assert (
        desk.post(
            "handler", draft_address(number, "contact"), note="Gebeld", how="telephone", back="dossier"
        ).status_code
        == 302
    )
    assert kept(desk) == 1


def test_the_link_to_a_consent_has_its_step_chosen(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", f"{act_address(number, 'give consent')}?step=share+with+confidant").content.decode()
    chosen = next(tag for tag in page.split("<input")[1:] if 'value="share with confidant"' in tag)
    assert "checked" in chosen.split(">")[0]


def test_nobody_keeps_a_draft_where_they_may_not_look(desk: Desk) -> None:
    number = desk.receive()
    for who in ("outsider", "confidant", "care professional"):
        assert desk.post(who, draft_address(number, "note"), note="x").status_code == 404
    assert kept(desk) == 0


def test_a_colleague_who_is_mentioned_is_told_and_only_who_may_read_can_be(desk: Desk) -> None:
    number = desk.receive()
    director, care = desk.accounts["director"], desk.accounts["care professional"]
    page = section(desk.get("handler", dossier_address(number)), "write-title")
    assert "Dirk Bestuurt" in page
    assert "Zoë Verzorgt" not in page
    desk.act("handler", number, "note", note="Kijk jij mee?", mention=[director.pk.hex, care.pk.hex])
    assert unread(desk) == [(director.pk, 2)]
    desk.get("director", dossier_address(number))
    assert unread(desk), "looking for another reason is not reading the mention"
    listed = desk.get("director", f"{WORKLIST}meldingen/").content.decode()
    (form,) = (one for one in listed.split("<form")[1:] if "U bent genoemd in een notitie" in one)
    given = dict(re.findall(r'name="(notice|number|vermelding)" value="([^"]*)"', form))
    assert desk.browser("director").post(f"{WORKLIST}meldingen/gelezen/", given, follow=True).status_code == 200
    assert unread(desk) == []


def unread(desk: Desk) -> list[tuple[UUID, int]]:
    """Who was asked to read which event and did not yet."""
    with in_organisation(desk.here.pk):
        return list(Mention.objects.filter(read_at=None).values_list("account_id", "seq"))


@pytest.mark.requirement("IZW-03", "OTT-06")
def test_consent_is_shown_per_step_with_what_it_makes_impossible(desk: Desk) -> None:
    number = desk.receive()
    page = section(desk.get("handler", dossier_address(number)), "toestemming-title")
    assert "Delen met de interne vertrouwenspersoon nog niet gevraagd" in page
    said = {"said_by": "Kees", "said_how": "telephone", "given_by": "client"}
    for answer, words in (("given", "gegeven"), ("withdrawn", "ingetrokken"), ("refused", "geweigerd")):
        assert (
            desk.act("handler", number, "give consent", step="share with confidant", answer=answer, **said).status_code
            == 302
        )
        page = section(desk.get("handler", dossier_address(number)), "toestemming-title")
        assert f"Delen met de interne vertrouwenspersoon {words}" in page


def test_the_whole_dossier_is_one_pdf_with_an_index_and_its_documents(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.act("handler", number, "note", note=NOTE)
    answer = desk.get("handler", f"{dossier_address(number)}dossier.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert "Ontvangstbevestiging.pdf – pagina" in pages[0]
    assert NOTE in " ".join(pages)
    begins = int(" ".join(pages).split("Ontvangstbevestiging.pdf – pagina ")[1].split()[0])
    assert "Wij hebben" in pages[begins - 1] or "klacht" in pages[begins - 1]
    assert "Ontvangstbevestiging.pdf" in [str(item["/Title"]) for item in reader.outline if isinstance(item, dict)]
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="export").count() == 1


def test_taking_the_whole_dossier_out_is_for_who_needs_it(desk: Desk) -> None:
    number = desk.receive()
    for who in ("accused", "outsider", "confidant"):
        assert desk.get(who, f"{dossier_address(number)}dossier.pdf").status_code == 404


def test_the_page_can_be_printed_with_everything_open(desk: Desk) -> None:
    number = desk.receive()
    page = desk.get("handler", f"{dossier_address(number)}?print").content.decode()
    assert '<details class="why" open>' in page
    assert "composer" not in page


def counted(captured: CaptureQueriesContext) -> list[str]:
    """Every statement of the page, with session, seat, fence, bell and log; only those around a transaction are no questions.

    Each test itself runs in a transaction: what puts the fence back inside that one is not asked in an installation.
    """
    around = (
        "SAVEPOINT",
        "BEGIN",
        "COMMIT",
        "RELEASE",
        "SELECT current_setting(",
        "SELECT set_config('app.organisation', ''",
    )
    return [query["sql"] for query in captured if not query["sql"].startswith(around)]


def worked_on(desk: Desk) -> str:
    """A dossier that the handler has, with notes, letters, and a draft."""
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.act("handler", number, "note", note=NOTE)
    desk.act("director", number, "note", note="Gezien")
    desk.post("handler", draft_address(number, "note"), note="Nog niet af")
    return number


@pytest.mark.parametrize("who", ["handler", "director"])
def test_the_dossier_takes_at_most_twelve_queries_with_everything_counted(desk: Desk, who: str) -> None:
    number = worked_on(desk) if who == "handler" else desk.receive()
    desk.get(who, dossier_address(number))
    with counting() as captured:
        assert desk.get(who, dossier_address(number)).status_code == 200
    assert len(counted(captured)) <= 12, counted(captured)


def test_an_act_takes_at_most_fourteen_queries_with_everything_counted(desk: Desk) -> None:
    """Also the first in a dossier, by which somebody takes it up and the notes get a key."""
    desk.act("handler", desk.receive("warm"), "note", note="Om warm te lopen")
    number, browser = desk.receive(), desk.browser("handler")
    for seq in ("1", "2"):
        with counting() as captured:
            answer = browser.post(act_address(number, "note"), {"note": "Gemeten", "expected_seq": seq})
        assert answer.status_code == 302
        assert len(counted(captured)) <= 14, counted(captured)


LIMIT = 60_000
"""Bytes of HTML: the mark of a page of the desk."""


def test_a_dossier_page_stays_under_sixty_kilobytes(desk: Desk) -> None:
    assert len(desk.get("handler", dossier_address(worked_on(desk))).content) < LIMIT


@pytest.fixture
def long_one(desk: Desk) -> str:
    """A dossier with sixty long notes."""
    number = desk.receive()
    opened, writer = desk.open(number), Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    for seq in range(1, 61):
        note = {"note": f"Notitie {seq}: " + "een lange zin over wat er is gebeurd. " * 40}
        door.perform(opened, Command("note", "handler"), texts=note, actor=writer, now=desk.now, expected_seq=seq)
    return number


def _numbered(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="stap-(\d+)"', page)]


def test_a_dossier_with_sixty_long_notes_is_shown_in_parts_of_which_none_is_too_large(
    desk: Desk, long_one: str
) -> None:
    address, seen = dossier_address(long_one), list[int]()
    while address:
        answer = desk.get("handler", address)
        page = answer.content.decode()
        assert len(answer.content) < LIMIT
        seen += _numbered(page)
        older = re.search(r'rel="next" href="([^"#]+)', page)
        address = html.unescape(older[1]) if older else ""
    assert seen == list(range(61, 0, -1))


def test_from_an_older_part_one_comes_back_and_a_number_leads_to_its_part(desk: Desk, long_one: str) -> None:
    page = desk.get("handler", f"{dossier_address(long_one)}?at=30").content.decode()
    assert 30 in _numbered(page)
    newer = re.search(r'rel="prev" href="([^"#]+)', page)
    assert newer
    assert min(_numbered(desk.get("handler", html.unescape(newer[1])).content.decode())) == max(_numbered(page)) + 1
    for nonsense in ("0", "-1", "x", "9999"):
        assert _numbered(desk.get("handler", f"{dossier_address(long_one)}?at={nonsense}").content.decode())[0] == 61


def test_on_paper_stands_everything_that_happened(desk: Desk, long_one: str) -> None:
    page = desk.get("handler", f"{dossier_address(long_one)}?print").content.decode()
    assert _numbered(page) == list(range(61, 0, -1))
    assert 'rel="next"' not in page


def test_a_compartment_with_sixty_long_notes_stays_under_sixty_kilobytes(desk: Desk, long_one: str) -> None:
    answer = desk.get("handler", f"{dossier_address(long_one)}deel/handler/")
    assert answer.status_code == 200
    assert len(answer.content) < LIMIT


def test_nothing_of_a_destroyed_dossier_stays_beside_it(desk: Desk) -> None:
    number = desk.receive()
    other = desk.receive("b")
    desk.post("handler", draft_address(number, "note"), note="Nog niet af")
    desk.act("handler", number, "note", note="x", mention=[desk.accounts["director"].pk.hex])
    desk.post("handler", draft_address(number, "note"), note="Nog niet af")
    desk.post("handler", f"{dossier_address(other)}gekoppeld/", number=number, kind="same")
    tables = ("draft", "mention", "link")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'c' "
            "AND confrelid = 'dossier_dossier'::regclass"
        )
        cascading = [row[0] for row in cursor.fetchall()]
    assert {f"dossier_{table}" for table in tables} <= set(cascading)
    assert cascading.count("dossier_link") == 2, "a link goes with either of its dossiers"
    assert isinstance(desk.open(other), door.OpenDossier)
