"""Canaries: every role of every regulation walks all pages it can reach and tries every address of the dossier; none finds what is not for it.

And destroying a dossier leaves not one of them: in no table, no file, no mail, no log.
"""

from __future__ import annotations

import html
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.e2e import canary, canary_rows
from tests.e2e.canary import Persona, Planted
from wederhoor.desk.urls import urlpatterns
from wederhoor.dossier import destruction, door
from wederhoor.dossier.fence import in_organisation
from wederhoor.procedure.loading import providers

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
START = "/werkplek/"
MOST = 160
LINK = re.compile(r'(?:href|src)="([^"#]+)')
NOT_WALKED = re.compile(r"/static/|/taal/|/aanmelden/|/afmelden/|/account/")
ALIKE = {
    "act": 2,
    "worklist": 4,
    "search": 2,
    "agenda": 1,
    "letters": 1,
    "register": 2,
    "register words": 2,
    "contacts": 1,
    "notices": 1,
    "draft": 0,
    "sign out": 0,
}
"""So many pages of one address are opened by each where the others cannot differ in what they show of the dossier."""
OF_NO_DOSSIER = frozenset(
    {"manage", "notices how", "kept views", "account", "agenda renew", "agenda revoke", "retention"}
)
"""Addresses on which no dossier's words can stand."""


@pytest.fixture(autouse=True)
def place(db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.DEMO = False
    with time_machine.travel(NOW, tick=False):
        yield


def words_of(content: bytes, kind: str) -> str:
    """Everything somebody can read in an answer: a page with its attributes, the text of a PDF, what is inside a zip."""
    if kind.startswith("application/pdf"):
        pages = pypdfium2.PdfDocument(content)
        return " ".join(page.get_textpage().get_text_bounded() for page in pages)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return html.unescape(content.decode(errors="replace"))


@cache
def named(address: str) -> str:
    """The name of an address of the desk; '' for one that is not of the desk."""
    rest = address.partition("?")[0].removeprefix(START)
    return next((str(p.name) for p in urlpatterns if p.resolve(rest)), "")


class Walk:
    """One persona with a browser: what they saw, and which addresses they found."""

    def __init__(self, planted: Planted, persona: Persona) -> None:
        self.planted, self.persona = planted, persona
        self.client = Client()
        self.client.force_login(persona.account)
        self.seen: dict[str, str] = {}
        self.found: set[str] = set()

    def visit(self, address: str) -> str:
        """One page, at most once; what it says in one string."""
        if address not in self.seen:
            answer = self.client.get(address)
            body = answer.getvalue() if answer.streaming else answer.content
            self.seen[address] = words_of(body, answer.get("Content-Type", "")) + answer.get("Location", "")
            links = LINK.findall(html.unescape(body.decode(errors="replace"))) if b"<html" in body else []
            self.found |= {self._local(address, link) for link in [*links, answer.get("Location", "")]} - {""}
        return self.seen[address]

    def _local(self, address: str, link: str) -> str:
        if link.startswith("?"):
            link = urlsplit(address).path + link
        walked = link.startswith(START) and not NOT_WALKED.search(link)
        return link if walked else ""

    def lists(self) -> Walk:
        """The lists and the search, in which nothing of the dossier may show."""
        self.visit(START)
        words = self.planted.all[0]
        for address in (
            f"{START}?tab=all",
            f"{START}?q={words}",
            f"{START}?q={self.planted.number}",
            f"{START}zoeken/?q={words}",
        ):
            self.visit(address)
        return self

    def visit_all(self, addresses: Iterable[str]) -> Walk:
        """These pages."""
        for address in addresses:
            self.visit(address)
        return self

    def everywhere(self, also: set[str]) -> Walk:
        """All pages that can be reached, the search, and every address that others found in this dossier."""
        self.lists()
        while waiting := [a for a in sorted((self.found | also) - self.seen.keys()) if self._worth(a)]:
            self.visit(waiting[0])
            assert len(self.seen) < MOST, "more pages than this walk takes"
        return self

    def _worth(self, address: str) -> bool:
        """Not the hundredth form of an act, and nothing that is no page about dossiers."""
        name = named(address)
        alike = sum(named(seen) == name for seen in self.seen) if name in ALIKE else 0
        return name not in OF_NO_DOSSIER and not name.startswith("manage") and alike < ALIKE.get(name, MOST)

    def canaries(self) -> dict[str, str]:
        """Each canary that was seen, with where."""
        return {
            word: address
            for address, text in self.seen.items()
            for word in self.planted.all
            if _shows(text, word, address)
        }


class OwnPages(Walk):
    """Who follows with the code, on the pages of the front door: every page, every act's form, every file."""

    def __init__(self, planted: Planted, persona: Persona) -> None:
        super().__init__(planted, persona)
        self.client = Client()
        self.start = f"/{planted.here.code}/volgen/{planted.number}/"
        entered = self.client.post(f"/{planted.here.code}/volgen/", {"code": planted.code})
        assert entered["Location"] == self.start

    def _local(self, address: str, link: str) -> str:
        return link if link.startswith(self.start) else ""

    def _worth(self, address: str) -> bool:
        return True

    def lists(self) -> Walk:
        """Where a walk begins: there are no lists here."""
        self.visit(self.start)
        return self


def _shows(text: str, word: str, address: str) -> bool:
    """Whether a page shows a canary: what one searched for oneself stands in the search field and tells nothing."""
    return word in (text.replace(f'value="{word}"', "").replace(f"q={word}", "") if "q=" in address else text)


def about(planted: Planted, walk: Walk) -> set[str]:
    """The addresses of the dossier that a walk found."""
    return {address for address in walk.found | set(walk.seen) if f"/{planted.number}/" in address}


def walks(planted: Planted, personas: list[Persona], first: Walk) -> Iterator[Walk]:
    """The walk of each persona. Of roles of one kind that see the same, one walks everything; the others open the dossier alone."""
    addresses, walked = about(planted, first), set()
    shared = [address for address in addresses if named(address) in ("dossier", "compartment", "people", "papers")]
    assert len(addresses) > 10
    for persona in personas:
        rule = planted.regulation.roles[persona.role]
        same = (rule.kind, rule.sees, persona.assigned, persona.at == planted.here)
        walk = first if persona is first.persona else Walk(planted, persona).lists()
        if persona is not first.persona:
            walk.visit_all(shared) if same in walked else walk.everywhere(addresses)
        walked.add(same)
        yield walk


def strays_and_lost(
    planted: Planted, found: Iterator[Walk], *, told: bool
) -> tuple[dict[str, object], dict[str, object]]:
    """Per persona what it found and should not have, and what it should have found and did not."""
    strays: dict[str, object] = {}
    lost: dict[str, object] = {}
    for walk in found:
        seen, may = walk.canaries(), canary.allowed(planted, walk.persona, told=told)
        if stray := {word: where for word, where in seen.items() if word not in may}:
            strays[walk.persona.name] = stray
        texts = {word for word in may if not re.search("File|Content|Draft|Hold", word)}
        if walk.persona.assigned and texts - seen.keys():
            lost[walk.persona.name] = texts - seen.keys()
    return strays, lost


REGULATIONS = sorted(set(providers()) - {"zk-lid"})


@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19", "LOJ-32")
def test_each_role_finds_only_what_is_for_it(provider: str) -> None:
    planted = canary.plant(provider, NOW, told=True)
    first = Walk(planted, planted.staff(canary.giver(planted).role)).everywhere(set())
    strays, lost = strays_and_lost(planted, walks(planted, planted.personas, first), told=True)
    assert strays == {}
    assert lost == {}


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19", "LOJ-32")
def test_who_follows_with_the_code_finds_only_what_is_for_the_complainant(provider: str, told: bool) -> None:
    planted = canary.plant(provider, NOW, told=told)
    walk = OwnPages(planted, planted.staff("complainant")).everywhere(set())
    assert {"berichten", "brieven", "doen", "papieren", "gegevens", "gekeken"} <= {a.split("/")[4] for a in walk.seen}
    strays, _ = strays_and_lost(planted, iter([walk]), told=told)
    assert strays == {}
    assert {canary.word(own) for own in ("story", "complainant name", "address")} <= walk.canaries().keys()


@pytest.mark.parametrize("provider", REGULATIONS)
@pytest.mark.requirement("OTT-19")
def test_before_anybody_is_told_a_party_finds_its_own_words_and_the_accused_nothing(provider: str) -> None:
    planted = canary.plant(provider, NOW, told=False)
    first = Walk(planted, planted.staff(canary.giver(planted).role)).everywhere(set())
    parties = [persona for persona in planted.personas if persona.role in canary.PARTIES]
    strays, lost = strays_and_lost(planted, walks(planted, parties, first), told=False)
    assert strays == {}
    assert lost == {}


def test_nothing_is_mailed_or_logged_that_a_canary_sings_in(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        planted = canary.plant("ott", NOW, told=True)
        for persona in planted.personas:
            Walk(planted, persona).visit(f"{START}dossiers/{planted.number}/")
    assert [word for word in planted.all if word in caplog.text] == []
    mails = b"".join(path.read_bytes() for path in Path(settings.MAIL_FOLDER).glob("*"))
    assert [word for word in planted.all if word.encode() in mails] == []


def database() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, in each organisation and outside the fence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  # names from the catalogue
            yield from ((table, row) for (row,) in cursor.fetchall())


def singing(planted: Planted) -> list[tuple[str, str]]:
    """Tables in which a canary stands in plain text, in hexadecimal, or as base64."""
    forms = {w: canary_rows.forms_of(w) for w in planted.all}
    with in_organisation(planted.here.pk):
        rows = list(database())
    return [(table, word) for table, row in rows for word, ways in forms.items() if any(way in row for way in ways)]


def rows_of(planted: Planted) -> dict[str, int]:
    with in_organisation(planted.here.pk):
        return destruction.rows_of(door.Dossier.objects.get(organisation=planted.here, number=planted.number))


def everything_in(folder: Path, planted: Planted) -> list[tuple[Path, str]]:
    """Files under this folder, but for the database's own, in which a canary stands in any form."""
    files = [path for path in folder.rglob("*") if path.is_file() and "postgresql" not in path.parts]
    forms = [(word, way.encode()) for word in planted.all for way in canary_rows.forms_of(word)]
    return [(path, word) for path in files for word, way in forms if way in path.read_bytes()]


def destroyed(planted: Planted, later: datetime) -> set[str]:
    """Lift the hold, destroy, and answer with every id under which the dossier was known."""
    actor = canary.destroyer(planted)
    dossier = door.open_dossier(planted.here, planted.number, actor=actor, action="read", now=later)
    lifted = canary.word("lifted")
    planted.only["lifted"] = [lifted, canary.word("message id")]
    for hold in canary.holding.holds(dossier, actor=actor, now=later):
        canary.holding.lift(dossier, hold.id, lifted, actor=actor, now=later)
    destruction.destroy(dossier, actor=actor, now=later)
    return {str(dossier.id), dossier.id.hex}


@pytest.mark.parametrize("provider", ["ott", "loj"])
@pytest.mark.requirement("OTT-20")
def test_destroying_leaves_no_trace(provider: str, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    planted = canary.plant(provider, NOW, told=True)
    canary.fill(planted, NOW)
    handler = Walk(planted, planted.staff(canary.giver(planted).role)).visit_all(
        [f"{START}dossiers/{planted.number}/", f"{START}post/"]
    )
    assert handler.canaries(), "there was something to find"
    assert singing(planted) == [], "nothing stands there in plain text, even while it lives"
    canary.close(planted, NOW)
    canary.keep_two_years(planted, NOW)
    filled = canary_rows.fill_rest(planted, NOW)
    assert filled == {table._meta.model_name for table in canary_rows.tables()}
    assert rows_of(planted).keys() >= {*filled, "incomingmail"}, (
        "what is destroyed is counted: every table, and the mail"
    )
    later = NOW.replace(year=2028, month=3, day=3)
    with time_machine.travel(later, tick=False):
        ids = destroyed(planted, later)
        assert singing(planted) == []
        with in_organisation(planted.here.pk):
            rows = list(database())
        assert {table for table, row in rows if any(one in row for one in ids)} == {"dossier_tombstone"}
        assert {table for table, row in rows if planted.number in row} == {"dossier_tombstone", "dossier_accesslog"}
        for persona in (
            planted.staff(canary.giver(planted).role),
            planted.staff("board" if "board" in planted.regulation.roles else canary.giver(planted).role),
        ):
            assert Walk(planted, persona).everywhere(set()).canaries() == {}
        assert Client().post(f"/{planted.here.code}/volgen/", {"code": planted.code}).status_code == 422
    assert [word for word in planted.all if word in caplog.text] == []
    for folder in (Path(settings.WEDERHOOR_HOME), Path(settings.MAIL_FOLDER)):
        assert everything_in(folder, planted) == []
