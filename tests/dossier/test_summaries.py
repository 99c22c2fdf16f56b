"""What a list knows of a dossier: the next duty and the first end each with their own duty, tasks per role, and days that pass."""

from __future__ import annotations

from datetime import timedelta

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import register_entry
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Summary, Task
from wederhoor.dossier.register_entry import Filled
from wederhoor.dossier.summaries import EDITION, THEME, rebuilt, refresh_stale

CLOSES = ("finish", False)
"""The mediator may close too, and owes nothing."""


def row(cast: Cast) -> Summary:
    with in_organisation(cast.here.pk):
        return Summary.objects.get()


def tasks(cast: Cast) -> dict[str, tuple[str, bool]]:
    with in_organisation(cast.here.pk):
        return {role: (duty, held) for role, duty, held in Task.objects.values_list("role", "duty", "held")}


def test_the_next_duty_and_the_first_end_each_name_their_duty(cast: Cast) -> None:
    cast.receive()
    found = row(cast)
    assert (found.next_duty, found.due_duty) == ("confirm receipt", "confirm receipt")
    assert found.next_due == (NOW + timedelta(days=7)).date()


def test_a_list_can_filter_on_the_law_the_kind_and_the_capacity(cast: Cast) -> None:
    cast.receive()
    found = row(cast)
    assert (found.law, found.kind, found.capacity) == ("wmo", "complaint", "client")


def test_each_role_has_its_first_task_and_it_goes_when_it_is_done(cast: Cast) -> None:
    cast.receive()
    assert tasks(cast) == {"officer": ("confirm receipt", True), "mediator": CLOSES}
    cast.do("K-2026-0001", "acknowledge")
    assert tasks(cast) == {"officer": ("finish", True), "mediator": CLOSES}
    cast.do("K-2026-0001", "close", {"procedure_followed": "a", "outcome_words": "b"})
    assert tasks(cast) == {}


def test_the_theme_that_the_register_refined_reaches_the_lists_and_stays(cast: Cast) -> None:
    number = cast.receive().number
    cast.do(number, "acknowledge")
    actor = cast.actor(cast.officer)
    register_entry.keep(cast.open(number), "", Filled(theme="medication"), actor=actor, now=NOW)
    cast.do(number, "close", {"procedure_followed": "a", "outcome_words": "b"})
    assert row(cast).finer == "medication"
    with in_organisation(cast.here.pk):
        (about,) = Summary.objects.annotate(about=THEME).values_list("about", flat=True)
        made = rebuilt(Dossier.objects.get(), NOW)
    assert (about, made.finer) == ("medication", "medication")
    register_entry.keep(cast.open(number), "", Filled(), actor=actor, now=NOW)
    assert row(cast).finer == ""


def test_a_closed_dossier_from_before_a_column_gets_it_in_the_night(cast: Cast) -> None:
    """The theme and the way in of closed dossiers that were summed up by an older version are filled in by the worker."""
    number = cast.receive().number
    cast.do(number, "acknowledge")
    cast.do(number, "close", {"procedure_followed": "a", "outcome_words": "b"})
    known = row(cast)
    with in_organisation(cast.here.pk):
        Summary.objects.update(edition=0, theme="", source="")
    assert refresh_stale(cast.here, NOW) == 1
    assert (row(cast).theme, row(cast).source) == (known.theme, known.source)
    assert known.source
    assert refresh_stale(cast.here, NOW) == 0


def test_an_act_before_that_night_does_not_lose_what_the_register_refined(cast: Cast) -> None:
    """An act on a dossier of an older version writes its row anew, but not what the register says: the worker still must."""
    number = cast.receive().number
    actor = cast.actor(cast.officer)
    register_entry.keep(cast.open(number), "", Filled(theme="medication"), actor=actor, now=NOW)
    with in_organisation(cast.here.pk):
        Summary.objects.update(edition=0, finer="")
    cast.do(number, "acknowledge")
    refresh_stale(cast.here, NOW)
    assert (row(cast).finer, row(cast).edition) == ("medication", EDITION)
    assert refresh_stale(cast.here, NOW) == 0


def test_days_that_pass_are_seen_by_the_nightly_refresh_and_only_once(cast: Cast) -> None:
    cast.receive()
    with in_organisation(cast.here.pk):
        Summary.objects.update(phase="handling", due_duty="")
        Task.objects.all().delete()
    assert refresh_stale(cast.here, NOW) == 1
    assert (row(cast).phase, row(cast).due_duty, tasks(cast)) == (
        "new",
        "confirm receipt",
        {"officer": ("confirm receipt", True), "mediator": CLOSES},
    )
    assert refresh_stale(cast.here, NOW) == 0
