"""Keys of a regulation that must be seen: open or closed talks, the care file, bodies outside that are waited for, provisional decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.conftest import WORKLIST, Desk, act_address, dossier_address, text
from tests.desk.test_act_forms import page_seq, received
from tests.procedure.conftest import at
from tests.regulations.case import Case
from wederhoor.desk.owed import duty_rows
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.compiled import procedure_of
from wederhoor.procedure.data import root
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import duties
from wederhoor.procedure.loading import load_for, load_regulation
from wederhoor.procedure.saying import outside, sentence

GROUND = "not entitled: {label: De klager mag volgens deze regeling niet klagen,"


@pytest.mark.requirement("LOJ-32")
def test_a_closed_talk_says_so_in_the_agenda_and_on_the_page(desk: Desk) -> None:
    number = desk.receive()
    talk = {"meeting": "talk", "meeting_at": "2026-03-10T14:00", "meeting_place": "Hier"}
    assert desk.act("handler", number, "plan meeting", **talk).status_code == 302
    for address in (f"{WORKLIST}agenda/", dossier_address(number)):
        assert "Gesprek van klager en aangeklaagde (besloten)" in text(desk.get("handler", address))
    loj = load_for("loj", at("2026-04-02T10:00").date())
    assert (loj.meetings["hearing"].public, loj.meetings["deliberation"].public) == (False, False)
    assert loj.meetings["talk"].public is None, "what the text does not say is not said"


@pytest.mark.requirement("OTT-20")
def test_who_closes_is_told_that_nothing_belongs_in_the_care_file(desk: Desk) -> None:
    _, browsers, number = received("ott")
    page = text(browsers["mediator"].get(dossier_address(number)))  # type: ignore[arg-type]
    assert "Niets hiervan hoort in het zorgdossier." in page
    assert page_seq(browsers["mediator"], number)
    form = text(browsers["mediator"].get(act_address(number, "close")))  # type: ignore[arg-type]
    assert "Zet niets van deze klacht in het zorgdossier" in form
    other = desk.receive()
    assert "zorgdossier" not in text(desk.get("handler", dossier_address(other))), "only where the regulation says it"


def test_what_a_body_outside_owes_is_waited_for_by_its_name() -> None:
    zk = Case("zk")
    zk.open(law="wlz", channel="portal form")
    now = at("2026-03-03T10:00")
    held = [duty for duty in duties(zk.state, now) if duty.status in ("open", "overdue")]
    assert any(outside(zk.regulation, duty.holder) for duty in held)
    rows = duty_rows(zk.state, "K-1", held, "chair", permitted(zk.state, "chair", now), now=now)
    waits = {row["holder"]: row["waits_for"] for row in rows}
    for holder, words in waits.items():
        assert words in ("", holder)
    assert any("Klachtenportaal Zorg" in words for words in waits.values())
    may = permitted(zk.state, "portal committee", now)
    own = duty_rows(zk.state, "K-1", held, "portal committee", may, now=now)
    assert not any(row["waits_for"] == "Klachtencommissie van Klachtenportaal Zorg" for row in own)


def test_a_provisional_ground_is_called_so_and_opens_the_duty_to_settle_it(tmp_path: Path) -> None:
    written = (root() / "regulations" / "loj" / "2024-01-01.yaml").read_text("utf-8")
    (file := tmp_path / "2024-01-01.yaml").write_text(written.replace(GROUND, f"{GROUND} provisional: yes,"), "utf-8")
    assert "settle provisional decision" not in load_for("loj", at("2026-04-02T10:00").date()).duties
    loj = Case("loj")
    loj.state = State(procedure_of(load_regulation(file)))
    loj.open(door="committee", channel="letter")
    done = loj.do("2026-03-03T10:00", "declare inadmissible", "chair", "reasons", ground="not entitled")
    assert sentence(loj.state.procedure, done).endswith("(voorlopig)")
    assert loj.duty("settle provisional decision", "2026-03-03T11:00").status == "open"
    loj.do("2026-03-05T10:00", "withdraw provisional decision", "officer", "reasons")
    assert loj.duty("settle provisional decision", "2026-03-05T11:00").status == "met"
    assert not loj.has("inadmissible", "2026-03-05T11:00")
    assert loj.why_not("officer", "make decision final", "2026-03-05T12:00").code == "condition"


@pytest.mark.parametrize("act", ["make decision final", "withdraw provisional decision"])
def test_a_provisional_decision_whose_term_passed_can_still_be_settled_once(tmp_path: Path, act: str) -> None:
    written = (root() / "regulations" / "loj" / "2024-01-01.yaml").read_text("utf-8")
    term = (
        "duties:\n  settle provisional decision: {label: Knoop doorhakken, holder: officer, owed_to: [complainant], "
        "from: {latest: decided provisionally}, within: 2 weeks, met_by: [provisional decision settled], source: '1'}\n"
    )
    written = written.replace(GROUND, f"{GROUND} provisional: yes,").replace("duties:\n", term, 1)
    (file := tmp_path / "2024-01-01.yaml").write_text(written, "utf-8")
    loj = Case("loj")
    loj.state = State(procedure_of(load_regulation(file)))
    loj.open(door="committee", channel="letter")
    loj.do("2026-03-03T10:00", "declare inadmissible", "chair", "reasons", ground="not entitled")
    assert loj.duty("settle provisional decision", "2026-03-20T10:00").status == "overdue"
    loj.do("2026-03-20T10:00", act, "officer", "reasons")
    assert loj.duty("settle provisional decision", "2026-03-20T11:00").status == "met late"
    assert loj.why_not("officer", act, "2026-03-20T12:00").code == "condition"
