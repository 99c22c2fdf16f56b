"""Letters: from values to one PDF that is both PDF/UA-1 and PDF/A-2a, with the compiler kept alive."""

from __future__ import annotations

from time import perf_counter

from wederhoor.correspondence.letters import Value, compose, load_letter

NUMBER = 150
PEERS = "150; weasyprint 24, typst itself 178"
VALUES: dict[str, Value] = {
    "organisation": "Zorg Hier",
    "organisation_address": "Kade 1\n1234 AB Plaats",
    "recipient_name": "Kanarie",
    "today": "2026-05-12",
    "received_on": "2026-05-11",
    "handler_role": "Klachtenfunctionaris",
    "due_on": "2026-06-22",
    "due_why": ["ontvangen op 11 mei 2026", "zes weken later is 22 juni 2026"],
    "regulation_title": "Klachtenregeling",
    "confidant": "Vertrouwenspersoon: telefoon 012 345 67 89",
    "contact": "012 345 67 89",
    "signed_by": "Klachtenfunctionaris",
}


def _pdf(number: int) -> bytes:
    """Every letter is another one: nothing of its text can come from a cache."""
    values = {**VALUES, "number": f"K-2026-{number:04d}", "subject": f"Onderwerp {number}"}
    return compose(load_letter("", "confirmation"), values, "u").pdf()


def _rate(first: int) -> float:
    began = perf_counter()
    for number in range(first, first + NUMBER):
        _pdf(number)
    return NUMBER / (perf_counter() - began)


def rows() -> list[tuple[str, float, str]]:
    """Letters a second on one core, the best of three."""
    _pdf(0)
    return [("letters as tagged PDF, a second", max(_rate(1 + NUMBER * turn) for turn in range(3)), PEERS)]
