"""Names and changes as sentences say them."""

from __future__ import annotations

import pytest

from tests.procedure.conftest import at
from tests.regulations.case import Case
from wederhoor.procedure.acts import Allowed
from wederhoor.procedure.foreseen import foreseen
from wederhoor.procedure.saying import sentence, small


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Klachtenfunctionaris van Klachtenportaal Zorg", "klachtenfunctionaris van Klachtenportaal Zorg"),
        ("Cliëntenvertrouwenspersoon Wzd", "cliëntenvertrouwenspersoon Wzd"),
        ("KCOZ", "KCOZ"),
        ("Klager", "klager"),
    ],
)
def test_a_proper_name_keeps_its_capitals_in_a_sentence(label: str, said: str) -> None:
    assert small(label) == said


def test_a_day_that_stays_the_same_is_no_new_date() -> None:
    """Until it is confirmed, contact is owed by the strictest reading alone; the day that is shown does not change."""
    jot = Case("jot")
    jot.open("2026-03-02T10:00")
    now = at("2026-03-02T11:00")
    before = {d.name: d for d in [jot.duty(name, "2026-03-02T11:00") for name in jot.regulation.duties]}
    jot_after = foreseen(jot.state, Allowed("acknowledge", ""), now, answers={})
    moved = {change.label: change.day for change in jot_after.changes if change.kind == "moved"}
    for duty in before.values():
        if duty.label in moved:
            assert moved[duty.label] != (duty.due or duty.aim), duty.label
    assert "Contact opnemen met de klager" not in moved


@pytest.mark.parametrize(("party", "said"), [("complainant", "Klager"), ("accused", "Aangeklaagde")])
def test_who_needs_no_talk_is_named_and_not_called_heard(party: str, said: str) -> None:
    ott = Case("ott")
    ott.open()
    event = ott.do("2026-03-03T10:00", "waive hearing", party, party=party, how="written")
    assert sentence(ott.state.procedure, event) == f"{said} zag af van horen"
