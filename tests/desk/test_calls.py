"""Who chose the telephone hears a letter from a person: it is work in a list, with what to say, and what came of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk.conftest import WORKLIST, Desk, dossier_address, text
from wederhoor.desk import calls as pages
from wederhoor.dossier import calls
from wederhoor.dossier.calls import LATE, run_reminders
from wederhoor.dossier.door import Outcome
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import CallMade, LetterSent, Notice, Outbox
from wederhoor.procedure.commands import Refusal

CALLS = f"{WORKLIST}bellen/"


@pytest.fixture
def number(desk: Desk) -> str:
    """A complainant who wants to be called; the confirmation waits to be told."""
    number = desk.receive(way="telephone")
    assert desk.act("handler", number, "acknowledge").status_code == 302
    return number


def page_of(number: str) -> str:
    return f"{dossier_address(number)}bellen/"


def call(desk: Desk, number: str, result: str, who: str = "handler", **more: str) -> int:
    """Record what came of the call."""
    with in_organisation(desk.here.pk):
        entry = Outbox.objects.get(way="hand").id
    prefix = entry.hex[:8]
    given = {f"{prefix}-result": result} | {f"{prefix}-{name}": value for name, value in more.items()}
    return desk.post(who, page_of(number), entry=str(entry), **given).status_code


def made(desk: Desk) -> list[tuple[str, bool]]:
    with in_organisation(desk.here.pk):
        return [(one.result, bool(one.note)) for one in CallMade.objects.order_by("at")]


def test_the_call_is_work_in_the_list_on_the_page_and_with_what_to_say(desk: Desk, number: str) -> None:
    assert "Bel voor 1 dossier" in text(desk.get("handler", WORKLIST))
    assert number in text(desk.get("handler", CALLS))
    assert "Kees Kanarie hoort deze brief van u." in text(desk.get("handler", dossier_address(number)))
    page = text(desk.get("handler", page_of(number)))
    for words in ("Deze persoon wil gebeld worden.", "Wat u vertelt: de brief", number, "Wat kwam eruit"):
        assert words in page, words


def test_a_call_that_reached_somebody_is_kept_with_who_when_and_what_was_said(desk: Desk, number: str) -> None:
    assert call(desk, number, "told", note="Kees begreep het.") == 302
    assert made(desk) == [("told", True)]
    with in_organisation(desk.here.pk):
        (sent,) = LetterSent.objects.all()
        assert (sent.way, sent.recipient) == ("hand", "p1")
        kept = bytes(CallMade.objects.get().note)
    assert b"begreep" not in kept, "what was said is sealed"
    page = text(desk.get("handler", page_of(number)))
    for words in ("Gesproken: de brief is verteld", "Hanna Behandelt", "Kees begreep het.", "hoeft niemand gebeld"):
        assert words in page, words
    assert "contact" in desk.acts(number), "that they spoke stands in the history"
    assert "Bel voor" not in text(desk.get("handler", WORKLIST))


def test_nobody_picked_up_then_it_waits_until_the_chosen_moment(desk: Desk, number: str) -> None:
    assert call(desk, number, "no answer", again="2026-03-04T09:00") == 302
    assert made(desk) == [("no answer", False)]
    page = text(desk.get("handler", page_of(number)))
    assert "Nam niet op" in page
    assert "Opnieuw proberen: 4 mrt" in page
    assert "contact" not in desk.acts(number)
    assert call(desk, number, "told") == 302
    assert [result for result, _ in made(desk)] == ["no answer", "told"]


def test_on_paper_after_all_goes_to_the_printer(desk: Desk, number: str) -> None:
    assert call(desk, number, "on paper") == 302
    with in_organisation(desk.here.pk):
        assert Outbox.objects.get().way == "print"
    assert number in text(desk.get("handler", f"{WORKLIST}brieven/printen/"))


def test_nothing_chosen_keeps_the_form_and_nobody_else_calls(desk: Desk, number: str) -> None:
    assert call(desk, number, "") == 422
    assert made(desk) == []
    assert desk.get("outsider", page_of(number)).status_code == 404
    assert desk.get("accused", page_of(number)).status_code == 404
    assert number not in text(desk.get("outsider", CALLS))


def test_who_handles_it_is_told_once_and_once_more_when_it_waits_long(desk: Desk, number: str) -> None:
    now = desk.now + timedelta(hours=1)
    run_reminders(now)
    run_reminders(now)
    with in_organisation(desk.here.pk):
        told = Notice.objects.filter(kind="call", account=desk.accounts["handler"])
        assert told.count() == 1
        run_reminders(now + LATE + timedelta(hours=1))
        assert told.count() == 2
    assert "Iemand wil een brief van u horen" in text(desk.get("handler", f"{WORKLIST}meldingen/"))


def test_nobody_waits_behind_the_first_many(desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    second = desk.receive(key="tweede", way="telephone")
    assert desk.act("handler", second, "acknowledge").status_code == 302
    monkeypatch.setattr(calls, "MOST", 1)
    for _ in range(2):
        run_reminders(desk.now + timedelta(hours=1))
    with in_organisation(desk.here.pk):
        told = Notice.objects.filter(kind="call", account=desk.accounts["handler"])
        assert sorted(told.values_list("number", flat=True)) == [number, second]


def test_a_call_that_may_not_stand_in_the_history_is_said_to_be_missing_there(
    desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = Refusal("contact", "eerst nodig: iets anders", "artikel 9", "condition")
    monkeypatch.setattr(pages, "act_on", lambda *_, **__: (None, Outcome(desk.open(number).state, refusal=refusal)))
    assert call(desk, number, "told") == 302
    page = text(desk.get("handler", page_of(number)))
    assert "Het gesprek staat niet in het verloop: eerst nodig: iets anders (artikel 9)." in page


def test_the_page_of_the_dossier_says_the_same_as_the_list_of_calls(desk: Desk, number: str) -> None:
    said = "Kees Kanarie hoort deze brief van u."
    assert said in text(desk.get("handler", dossier_address(number)))
    with in_organisation(desk.here.pk):
        Outbox.objects.update(reason="no contact")
    assert number not in text(desk.get("handler", CALLS))
    assert said not in text(desk.get("handler", dossier_address(number)))
