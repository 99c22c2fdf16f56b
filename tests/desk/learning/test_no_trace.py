"""What people learn from complaints holds nobody of a dossier: no page, list, file or table, while it is there and once it is destroyed."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.db import connection

from tests.desk.conftest import Desk, text
from tests.desk.learning.test_notes import LIST, SAFE, STORY, made, more
from tests.desk.learning.test_register_entry import ready
from wederhoor.dossier import destruction, retaining
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.dossier.opening import OpenDossier
from wederhoor.insight import gathering, signals
from wederhoor.insight.models import CaseNote, Measure

LEARN = "/werkplek/leren/"
LINK = re.compile(r'(?:href|action)="([^"#]+)')
PERSONS = (
    "Kanarie",
    "kanarie@voorbeeld.test",
    "Beklaagd",
    "op de gang",
    "gang was koud",
    "Zwijgwoord",
    "06-12345678",
    "Fluisterwoord",
)
"""Names, an address, the complaint, its subject, what the handler noted, a telephone number in a story, and a reason in the register."""


def words(content: bytes, kind: str) -> str:
    """Everything somebody can read in an answer."""
    if kind.startswith("application/pdf"):
        return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return html.unescape(content.decode(errors="replace"))


def crawl(desk: Desk, who: str, start: str = LEARN, most: int = 160) -> dict[str, str]:
    """Every page and file of learning that somebody reaches by links, with what it says."""
    seen: dict[str, str] = {}
    waiting = [start]
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = desk.get(who, address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        seen[address] = words(body, answer.get("Content-Type", "")) if answer.status_code == 200 else ""
        links = LINK.findall(html.unescape(body.decode(errors="replace"))) if b"<html" in body else []
        found = (address.partition("?")[0] + link if link.startswith("?") else link for link in links)
        waiting += [link for link in found if link.startswith(start) and link not in seen]
    return seen


def crawled(desk: Desk, who: str, start: str) -> dict[str, str]:
    """Every page that somebody reaches by links, as it is written."""
    found = {}
    for address, said in crawl(desk, who, start).items():
        answer = desk.get(who, address) if said else None
        if answer is not None and answer.get("Content-Type", "").startswith("text/html"):
            found[address] = answer.content.decode()
    return found


@pytest.fixture
def number(desk: Desk) -> str:
    """A closed complaint from which everything was learnt that can be: measures, a register entry, a note, a report, signals."""
    number = ready(desk, theme="care")
    desk.act("handler", number, "note", note="Zwijgwoord van de behandelaar.")
    assert desk.act("handler", number, "analyse cause", cause="Zwijgwoord over de oorzaak.").status_code == 302
    clean = {"measure": "Het rooster hangt voortaan bij de deur.", "aim": "solve", "ready_by": "2026-05-01"}
    named = {"measure": "Kees Kanarie krijgt een eigen kastje.", "aim": "solve", "ready_by": "2026-05-01"}
    for said in (clean, named):
        assert desk.act("handler", number, "take measure", **said).status_code == 302
    done = desk.act("handler", number, "close", procedure_followed="Er was een gesprek.", outcome_words="Het is klaar.")
    assert done.status_code == 302, text(done)
    kept = desk.post("handler", f"/werkplek/dossiers/{number}/register/", part="", **{
        "part-theme": "medication", "part-cause": "knowledge", "part-came_of_it": "partly", "part-team": "",
        "part-late_words": "Fluisterwoord over te laat",
    })  # fmt: skip
    assert kept.status_code == 302, text(kept)
    more(desk)
    made(desk, number)
    gathering.gather(desk.here, desk.now)
    signals.look(desk.here, now=desk.now)
    desk.later(days=40)
    begun = desk.post("handler", f"{LEARN}rapporten/begin/", code="quarter", first="2026-01-01", group="", member="")
    assert begun.status_code == 302, text(begun)
    return number


def strays(desk: Desk, who: str, *more_words: str, start: str = LEARN) -> dict[str, str]:
    seen = crawl(desk, who, start, 160 if start == LEARN else 60)
    return {word: address for address, said in seen.items() for word in (*PERSONS, *more_words) if word in said}


@pytest.mark.requirement("OTT-19")
@pytest.mark.parametrize("who", ["handler", "director", "confidant", "care professional", "accused", "outsider"])
def test_no_page_list_or_file_of_learning_holds_anybody_of_a_dossier(desk: Desk, number: str, who: str) -> None:
    assert strays(desk, who) == {}


def test_the_public_pages_of_the_organisation_hold_nobody_of_a_dossier(desk: Desk, number: str) -> None:
    start = f"/{desk.here.code}/"
    assert len([said for said in crawl(desk, "visitor", start, 60).values() if said]) > 10
    assert strays(desk, "visitor", number, start=start) == {}


def test_the_walk_through_learning_sees_its_lists_reports_notes_signals_and_files(desk: Desk, number: str) -> None:
    seen = {address: said for address, said in crawl(desk, "handler").items() if said}
    said = " ".join(seen.values())
    for part in (
        "register/",
        "register/ophalen/",
        "maatregelen/",
        "maatregelen/csv/",
        "rapporten/",
        "casussen/",
        "signalen/",
        "kalender/",
    ):
        assert any(address.startswith(f"{LEARN}{part}") for address in seen), part
    assert "Het rooster hangt voortaan bij de deur." in said, "a measure in words without a person is on the list"
    assert SAFE in said
    assert STORY not in said


def in_time(desk: Desk, number: str) -> tuple[OpenDossier, Actor]:
    """The dossier when its time to be kept is over: the text states none, so the organisation chose two years."""
    actor = Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    retaining.choose(desk.here, "jot", "2 years", date(2026, 1, 1), actor=actor, now=desk.now)
    desk.later(days=800)
    return desk.open(number), actor


@pytest.mark.requirement("OTT-20")
def test_destroying_leaves_no_trace_in_what_was_learnt(desk: Desk, number: str) -> None:
    dossier, actor = in_time(desk, number)
    ids = (str(dossier.id), dossier.id.hex)
    destruction.destroy(dossier, actor=actor, now=desk.now)
    for who in ("handler", "director"):
        assert strays(desk, who, number, *ids) == {}
    with in_organisation(desk.here.pk), connection.cursor() as cursor:
        assert (Measure.objects.count(), CaseNote.objects.count()) == (2, 1), "what was learnt outlives it"
        assert RegisterRow.objects.filter(counts=True).count() == 5, "and so does what was counted"
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(oid, 'SELECT')"
        )
        left = set()
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  # names from the catalogue
            left |= {table for (row,) in cursor.fetchall() if any(one in row for one in ids)}
    assert left == {"dossier_tombstone"}, "nothing that was learnt leads back to it"
    assert desk.get("handler", LIST).status_code == 200


def test_what_somebody_else_complains_about_later_finds_no_way_to_it(desk: Desk, number: str) -> None:
    """The same person, complaining again after it was destroyed, resembles nothing."""
    dossier, actor = in_time(desk, number)
    destruction.destroy(dossier, actor=actor, now=desk.now)
    again = desk.receive(key="again")
    assert number not in desk.get("handler", f"/werkplek/dossiers/{again}/").content.decode()
