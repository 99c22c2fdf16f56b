"""The register of closed dossiers: the regulation's own weeks, how it ended, its parts, and what stays after destruction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from tests.dossier.conftest import NOW, Cast
from tests.dossier.test_destruction import close, end
from wederhoor.dossier import door, register, register_entry
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, RegisterEntry, RegisterLink, RegisterRow, RegisterWord
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.register_entry import Filled
from wederhoor.procedure.commands import Command
from wederhoor.procedure.data import root
from wederhoor.procedure.dossier import Extension, State
from wederhoor.procedure.duties import duties
from wederhoor.procedure.loading import load_regulation, problems_of
from wederhoor.procedure.register_words import common
from wederhoor.procedure.scenario import play

ENDS = [
    ("izw/answered-after-both-heard", "", "upheld", True, False),
    ("izw/not-taken-up", "", "not taken up", True, False),
    ("izw/ladder-solved-at-coordinator", "", "settled", True, False),
    ("izw/started-at-the-portal", "", "not settled", True, True),
    ("jot/hemelvaart", "", "", False, True),
    ("jot/intrekken", "", "withdrawn", True, False),
    ("loj/niet-ontvankelijk", "", "inadmissible", True, False),
    ("ott/dispute-after-term-lapsed", "", "", False, True),
    ("ott/wzd-part-beside-wkkgz-part", "A", "upheld", True, False),
    ("ott/wzd-part-beside-wkkgz-part", "B", "forwarded", True, False),
    ("ott/reception-only", "", "", None, False),
    ("zk/ladder-volwassenen", "", "not settled", None, True),
]
"""Scenario, part, how it ended, within the regulation's own weeks (None: it has none), put to a dispute body."""


def played(scenario: str) -> State:
    """Where a scenario of a real regulation ends."""
    provider, name = scenario.split("/")
    return play(root() / "regulations" / provider / "scenarios" / f"{name}.yaml").states[-1][1]


@pytest.mark.parametrize(("scenario", "part", "outcome", "in_time", "disputed"), ENDS)
def test_how_it_ended_by_the_regulations_own_weeks(
    scenario: str, part: str, outcome: str, in_time: bool | None, disputed: bool
) -> None:
    state = played(scenario)
    found = duties(state, state.events[-1].at)
    assert register.outcome(state, part) == outcome
    assert register.in_time(state, found, part) is in_time
    assert register.disputed(state) is disputed


ROWS: dict[str, dict[str, object]] = {
    "izw/extended-to-ten-weeks": {
        "law": "wlz", "kind": "complaint", "source": "printed form", "extended": True, "disputed": False,
        "received_quarter": "2026-Q3", "lead_time": "10 weeks",
    },
    "loj/verlengd-met-afspraak": {"law": "zvw", "source": "email", "extended": True, "disputed": False, "received_quarter": "2026-Q2"},
    "jot/wmo": {"law": "wmo", "source": "telephone", "extended": False, "disputed": False, "route": "", "outcome": ""},
    "ott/dispute-after-term-lapsed": {
        "law": "wlz", "source": "letter", "route": "judgement", "extended": False, "disputed": True, "in_time": False,
        "quarter": "2026-Q2", "received_quarter": "2026-Q1", "lead_time": "26 weeks", "theme": "care and treatment",
    },
}  # fmt: skip
"""Scenario -> what its row of the register says, counted by hand from its events."""


@pytest.mark.parametrize("scenario", ROWS)
def test_a_row_says_what_the_events_say(scenario: str) -> None:
    state = played(scenario)
    (one,) = _rows(state, scenario)
    assert {column: getattr(one, column) for column in ROWS[scenario]} == ROWS[scenario]


def _rows(state: State, scenario: str) -> list[RegisterRow]:
    dossier, at = (
        Dossier(organisation_id=1, regulation=f"{scenario.partition('/')[0]}/2024-01-01.yaml"),
        state.events[-1].at,
    )
    return [one for _, one in register.rows_of(dossier, state, at, {}, {}, duties(state, at))]


def test_only_the_part_of_which_the_term_was_extended_counts_as_extended() -> None:
    state = played("ott/wzd-part-beside-wkkgz-part")
    one = Extension("judge", "extend", "A", state.events[-1].at, "4 weeks")
    assert [row.extended for row in _rows(replace(state, extensions=(one,)), "ott/x")] == [True, False]
    assert [row.extended for row in _rows(replace(state, extensions=(replace(one, part=""),)), "ott/x")] == [True, True]


@pytest.mark.requirement("IZW-17")
def test_what_was_not_taken_up_asks_for_a_reason_and_for_no_cause() -> None:
    state = played("izw/not-taken-up")
    gaps = register.missing(state, "", None, duties(state, state.events[-1].at))
    assert "not_taken_up" in gaps
    assert not {"cause", "came_of_it"} & set(gaps)


def test_a_compliment_has_nothing_to_explain() -> None:
    state = played("izw/compliment")
    assert register.missing(state, "", None, duties(state, state.events[-1].at)) == ()


def test_every_theme_of_every_regulation_counts_under_a_heading() -> None:
    for file in sorted((root() / "regulations").glob("*/*.yaml")):
        themes = load_regulation(file).lists.get("themes", {})
        assert {option.heading for option in themes.values()} <= set(common()["headings"])
        assert themes


def test_a_theme_without_a_heading_is_a_mistake_that_says_what_to_do(tmp_path: Path) -> None:
    file = root() / "regulations" / "jot" / "2024-01-01.yaml"
    text = file.read_text("utf-8").replace("heading: safety, ", "").replace("heading: privacy", "heading: privacie")
    changed = tmp_path / "2024-01-01.yaml"
    changed.write_text(text, "utf-8")
    wrong = [(problem.path, problem.wrong) for problem in problems_of(changed)[1]]
    assert any("safety" in where and "say under which heading" in what for where, what in wrong), wrong
    assert any("privacy" in where and "did you mean privacy?" in what for where, what in wrong), wrong


@pytest.fixture
def number(cast: Cast) -> str:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    close(cast, number)
    return number


def test_who_acts_from_outside_in_a_closed_dossier_keeps_its_register(cast: Cast, number: str) -> None:
    door.assign(cast.open(number), cast.mediator.pk, "mediator", actor=cast.actor(cast.officer), now=NOW)
    actor = cast.actor(cast.mediator, "mediator", cast.elsewhere)
    dossier = cast.open(number, actor)
    note = Command("note", "mediator", {})
    done = door.perform(dossier, note, texts={"note": "Nog iets"}, actor=actor, now=NOW, expected_seq=dossier.seq)
    assert done.event, done.refusal
    with in_organisation(cast.here.pk):
        assert RegisterRow.objects.count() == RegisterLink.objects.count() == 1
    with in_organisation(cast.elsewhere.pk):
        assert not RegisterRow.objects.exists(), "an outsider still sees no register of another"


def test_a_word_that_ended_yesterday_is_not_chosen_just_after_midnight(cast: Cast, number: str) -> None:
    ended = RegisterWord(
        organisation=cast.here, kind="causes", code="knowledge", label="Kennis", until=NOW.date(), changed=NOW, by="x"
    )
    with in_organisation(cast.here.pk):
        RegisterWord.objects.bulk_create([ended])
    actor, dossier = cast.actor(cast.officer), cast.open(number)
    midnight = NOW.replace(day=3, hour=0, minute=30).astimezone(UTC)
    with pytest.raises(ValueError, match="knowledge"):
        register_entry.keep(dossier, "", Filled(cause="knowledge"), actor=actor, now=midnight)
    keep(cast, number, Filled(cause="knowledge"))


def test_a_dossier_that_is_closed_from_outside_stands_in_the_register(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    door.assign(cast.open(number), cast.mediator.pk, "mediator", actor=cast.actor(cast.officer), now=NOW)
    close(cast, number, cast.actor(cast.mediator, "mediator", cast.elsewhere))
    with in_organisation(cast.here.pk):
        assert RegisterRow.objects.count() == 1


def keep(cast: Cast, number: str, filled: Filled, role: str = "officer") -> None:
    actor = cast.actor(cast.officer if role == "officer" else cast.director, role)
    register_entry.keep(cast.open(number, actor), "", filled, actor=actor, now=NOW)


def test_the_parts_of_a_complaint_have_one_mark_by_chance_and_no_way_back() -> None:
    state, dossier = (
        played("ott/wzd-part-beside-wkkgz-part"),
        Dossier(organisation_id=1, regulation="ott/2024-01-01.yaml"),
    )
    at = state.events[-1].at
    found = duties(state, at)
    once, again = (list(register.rows_of(dossier, state, at, {}, {}, found)) for _ in range(2))
    assert [part for part, _ in once] == sorted(state.parts)
    assert [row.counts for _, row in once] == [True, *(False for _ in once[1:])]
    assert sorted(row.id for _, row in once) == [row.id for _, row in once]
    assert len({row.complaint for _, row in once}) == 1
    assert once[0][1].complaint not in {again[0][1].complaint, dossier.id, *(row.id for _, row in once)}


@pytest.mark.requirement("OTT-20")
def test_what_was_filled_in_is_frozen_when_the_dossier_is_destroyed(cast: Cast, number: str) -> None:
    keep(cast, number, Filled(theme="medication", cause="knowledge", late_reason="other", late_words="Zeldzaamwoord"))
    with in_organisation(cast.here.pk):
        before = RegisterRow.objects.get()
        assert (before.theme, before.heading, before.cause) == ("medication", "care", "knowledge")
    end(cast, number)
    with in_organisation(cast.here.pk):
        after = RegisterRow.objects.get()
        assert (after.id, after.theme, after.cause, after.late_reason) == (
            before.id,
            "medication",
            "knowledge",
            "other",
        )
        assert not RegisterEntry.objects.exists()
        assert not RegisterLink.objects.exists()


def test_the_rows_are_replaced_and_never_doubled(cast: Cast, number: str) -> None:
    for cause in ("knowledge", "staffing"):
        keep(cast, number, Filled(cause=cause))
    with in_organisation(cast.here.pk):
        assert [row.cause for row in RegisterRow.objects.all()] == ["staffing"]
        assert RegisterLink.objects.count() == 1


def test_only_who_keeps_the_register_writes_in_it_and_only_known_words(cast: Cast, number: str) -> None:
    with pytest.raises(NotFound):
        keep(cast, number, Filled(cause="knowledge"), role="director")
    for filled in (Filled(cause="Jansen"), Filled(theme="nergens"), Filled(came_of_it="misschien")):
        with pytest.raises(ValueError, match="cannot be chosen"):
            keep(cast, number, filled)
    with pytest.raises(ValueError, match="no part"):
        register_entry.keep(cast.open(number), "B", Filled(), actor=cast.actor(cast.officer), now=NOW)
