"""Papers in a dossier of the demo: a letter and a photo through the gate, a copy with things left out, and an inspection set."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from PIL import Image, ImageDraw

from wederhoor.correspondence import pdf
from wederhoor.correspondence.inspection import Cover, Entry, bound
from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.tree import Block, Span
from wederhoor.dossier import papers, papers_changed
from wederhoor.dossier.door import Actor, OpenDossier
from wederhoor.dossier.gate import Refused, confined, take_in
from wederhoor.dossier.inspections import REDACTED, WHOLE, NewSet, keep_set
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import NewPaper
from wederhoor.procedure.terms import local_date

PARTY = Compartment.PARTY.value
SENDER, ANOTHER = "Buurtteam De Brug", "mevrouw Van Os van hiernaast"
SAID = (
    "Vorige maand was ik drie keer op bezoek. Twee keer was er niemand van het team.",
    f"Ook {ANOTHER} wachtte toen op hulp. Zij weet niet dat ik dit schrijf.",
    "Ik maakte een foto van het bord met de diensten. Die stuur ik mee.",
)
WHY = "persoonlijke gegevens van een ander"


def put_in(dossier: OpenDossier, *, inspected: bool, actor: Actor, now: datetime) -> None:
    """Two papers of the complainant; with ``inspected`` also what the complainant was given to inspect."""
    letter = _kept(dossier, "brief-buurtteam.pdf", "Brief van het buurtteam", "message", _letter(), actor, now)
    photo = _kept(dossier, "bord.png", "Foto van het bord met de diensten", "photo", _photo(), actor, now)
    if inspected:
        _inspected(dossier, letter, photo, actor, now)


def _kept(dossier: OpenDossier, name: str, title: str, kind: str, content: bytes, actor: Actor, now: datetime) -> Entry:
    taken = take_in(name, content)
    if isinstance(taken, Refused):
        raise ValueError(f"the demo's own paper '{name}' is refused: {taken.because}")
    new = NewPaper(title, kind, "complainant", local_date(now), PARTY)
    paper = papers.keep(dossier, taken, new, actor=actor, now=now)
    return Entry(title, paper.hex, WHOLE, (), taken.media_type, taken.clean)


def _inspected(dossier: OpenDossier, letter: Entry, photo: Entry, actor: Actor, now: datetime) -> None:
    """The neighbour's name is left out; the complainant gets the rest on the screen."""
    listed = {view.id.hex: view for view in papers.listed(dossier, actor=actor, now=now)}
    rules: dict[str, Any] = {"pages": [], "areas": [], "texts": [{"text": ANOTHER, "reason": WHY}]}
    black = confined.run("black out", rules, letter.content)
    if black.refused:
        raise ValueError(f"nothing could be left out of the demo's own letter: {black.refused}")
    papers_changed.keep_redaction(
        dossier, listed[letter.about].id, black.blobs[0], rules, pages=int(black.said["pages"]), actor=actor, now=now
    )
    given = Entry(letter.title, letter.about, REDACTED, (("woorden", WHY),), letter.media_type, black.blobs[0])
    receiver = next(person.name for person in dossier.people if person.side == "complainant")
    entries = [
        {"paper": e.about, "title": e.title, "how": e.how, "withheld": [list(row) for row in e.withheld]}
        for e in (given, photo)
    ]
    new = NewSet("complainant", _set(dossier, receiver, (given, photo), now), f"inzage-{dossier.number}.pdf", entries,
                 receiver, "online", local_date(now))  # fmt: skip
    keep_set(dossier, new, actor=actor, now=now)


def _set(dossier: OpenDossier, receiver: str, entries: tuple[Entry, ...], now: datetime) -> bytes:
    facts = (("Klachtnummer", dossier.number), ("Voor", receiver), ("Gegeven op", date_format(now, "j F Y")))
    cover = Cover(
        dossier.organisation.name, f"Inzage in de stukken van {dossier.number}", facts, "Dit is alles wat u mag inzien."
    )
    shown = [Entry(e.title, "Van de klager", e.how, e.withheld, e.media_type, e.content) for e in entries]
    return bound(cover, shown)


@lru_cache(maxsize=1)
def _letter() -> bytes:
    head = Head(SENDER, (), ("Klachten",), "1 maart 2026", "2026-03-01", "", "Wat ik zag", "")
    body = [Block("paragraph", spans=(Span("plain", text),)) for text in SAID]
    return pdf.render("Wat ik zag", head, body, large=False)


@lru_cache(maxsize=1)
def _photo() -> bytes:
    """A board on a wall, with some names of shifts and an empty place."""
    picture = Image.new("RGB", (640, 480), "#d9d2c5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 50, 580, 430), fill="#f7f7f2", outline="#6b4f2a", width=14)
    for row, words in enumerate(("Ochtend: 2", "Middag: 1", "Avond: niemand", "Nacht: 1")):
        draw.text((110, 100 + 75 * row), words, fill="#1d3b6f", font_size=40)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
