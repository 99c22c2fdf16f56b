"""The certificate of destruction: one page PDF that says what was destroyed, when and in which role; it names no person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.pdf import render
from wederhoor.correspondence.tree import Block, Span
from wederhoor.dossier.models import Tombstone
from wederhoor.procedure.model import Regulation

KINDS = {
    "event": "gebeurtenissen", "sealedtext": "teksten", "person": "personen", "document": "brieven en bestanden",
    "dossierkey": "sleutels", "summary": "samenvatting", "assignment": "toewijzingen",
    "incomingmail": "binnengekomen mails", "outbox": "brieven onderweg of verstuurd",
}  # fmt: skip


def _line(label: str, value: object) -> Block:
    return Block("paragraph", spans=(Span("strong", f"{label}: "), Span("plain", str(value))))


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else "niet bekend"


def in_words(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    """What goes with a dossier, by kind: the words and how many; tables without a name of their own are counted together."""
    listed = [(KINDS[name], number) for name, number in rows.items() if name in KINDS]
    others = sum(number for name, number in rows.items() if name not in KINDS)
    return listed + ([("overige gegevens", others)] if others else [])


def certificate(stone: Tombstone, regulation: Regulation) -> bytes:
    """The PDF for a tombstone."""
    moment, role = localtime(stone.destroyed), regulation.roles.get(stone.role)
    listed = [f"{words}: {number}" for words, number in in_words(stone.rows)]
    organisation = stone.organisation.name
    head = Head(organisation, (), (organisation,), date_format(moment, "j F Y"), f"{moment:%Y-%m-%d}", stone.number,
                "Vernietiging van een klachtdossier", "")  # fmt: skip
    body = [
        _line("Dossier", stone.number), _line("Regeling", f"{regulation.title}, versie {stone.version}"),
        _line("Gesloten op", _day(stone.closed_on)), _line("Te bewaren tot en met", _day(stone.kept_until)),
        _line("Vernietigd op", date_format(moment, "j F Y, H:i")), _line("Door", role.label if role else stone.role),
        Block("heading", level=2, spans=(Span("plain", "Wat is vernietigd"),)),
        Block("bullets", items=tuple((Block("paragraph", spans=(Span("plain", words),)),) for words in listed)),
        Block("paragraph", spans=(Span("plain", "Met de sleutels zijn ook kopieën in reservekopieën onleesbaar, uiterlijk na 35 dagen."),)),
        _line("Kenmerk van de grafsteen (SHA-256)", stone.digest),
    ]  # fmt: skip
    return render("Verklaring van vernietiging", head, body, large=False)
