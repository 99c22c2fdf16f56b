"""What a dossier holds about one person, as a PDF to give to that person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.pdf import render
from wederhoor.correspondence.tree import Block, Span
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.persons_data import PersonsData


def _said(label: str, text: str) -> Block:
    return Block("paragraph", spans=(Span("strong", f"{label}: "), Span("plain", text)))


def _heading(text: str) -> Block:
    return Block("heading", level=2, spans=(Span("plain", text),))


def _body(found: PersonsData) -> Iterator[Block]:
    yield _said("Naam", found.person.name)
    for way, value in found.person.contact.items():
        yield _said({"email": "E-mail", "telephone": "Telefoon", "address": "Adres"}.get(way, way), value)
    yield _heading("Wat er gebeurde")
    for told in found.told:
        yield _said(date_format(localtime(told.at), "j F Y"), told.act)
        yield from (_said(label, text) for label, text in told.texts)
    if found.documents:
        yield _heading("Brieven")
        yield from (_said(date_format(localtime(added), "j F Y"), name) for name, added in found.documents)


def as_pdf(found: PersonsData, dossier: OpenDossier, now: datetime) -> bytes:
    """The PDF."""
    organisation = dossier.organisation.name
    head = Head(organisation, (), (found.person.name,), date_format(now, "j F Y"), f"{now:%Y-%m-%d}", dossier.number,
                "Gegevens over u", "")  # fmt: skip
    return render("Uw gegevens in dit klachtdossier", head, list(_body(found)), large=False)
