"""The rows of a list: small enough for fifty on a page, and safe whatever people wrote."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

from wederhoor.desk.words import TermWords
from wederhoor.desk.worklist_rows import Shown
from wederhoor.site.templatetags.worklist_rows import worklist_rows

FRAME = 15_500
"""Bytes of a page around its rows: menu, filters, what can be done with several."""


def _row(subject: str) -> Shown:
    return Shown(
        number="K-2026-0001", url="/werkplek/dossiers/K-2026-0001/", subject=subject, sub="Cliënt · Huize De Linde", handler="Anna de Vries",
        initials="AV", phase="In behandeling", phase_code="handling", term=TermWords(date(2026, 3, 9), "5 dagen te laat", "danger"),
        duty="Ontvangst bevestigen", why="binnen 5 werkdagen na: klacht ontvangen (4.0 §3)", when="Gisteren", act="Interne notitie",
        followed=True,
    )  # fmt: skip


def test_fifty_rows_with_their_reasons_leave_a_page_under_sixty_kilobytes() -> None:
    rows = worklist_rows([_row("Te laat geholpen en daarna niemand meer gesproken")] * 50)
    assert len(rows.encode()) + FRAME < 60_000


def test_what_people_wrote_stays_text_and_every_row_has_its_cells() -> None:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)

    Reader().feed(worklist_rows([_row('<script>alert("x")</script>')] * 2))
    assert "script" not in found
    assert (found.count("tr"), found.count("td")) == (2, 14)
