"""The worklist as somebody at the desk sees it: views, filters, kept views, several dossiers at once, and what it costs."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.desk.conftest import NOW, WORKLIST, Desk, _account, counting, text
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Event, Follow, SavedView
from wederhoor.organisations.models import Location

SELECTION, UNDO, VIEWS = f"{WORKLIST}selectie/", f"{WORKLIST}terugdraaien/", f"{WORKLIST}weergaven/"


def shown(desk: Desk, who: str, query: str = "") -> list[str]:
    response = desk.get(who, f"{WORKLIST}?{query}")
    assert response.status_code == 200
    return re.findall(r'name="number" value="([\w-]+)"', response.content.decode())


def logged(desk: Desk) -> tuple[str, int | None]:
    with in_organisation(desk.here.pk):
        action, hits = AccessLog.objects.order_by("-seq").values_list("action", "hits")[0]
    return action, hits


@pytest.fixture
def colleague(desk: Desk) -> str:
    desk.accounts["colleague"] = _account("colleague", "Carla Collega", desk.here, "handler")
    return desk.accounts["colleague"].pk.hex


def chosen(desk: Desk, doing: str, *numbers: str, who: str = "handler", **more: str) -> str:
    """What the page says after doing something with these dossiers."""
    response = desk.browser(who).post(
        SELECTION, {"do": doing, "number": numbers, "query": "tab=open", **more}, follow=True
    )
    assert response.status_code == 200
    return text(response)  # type: ignore[arg-type]  # the client's own response adds to it


def test_each_view_has_its_dossiers(desk: Desk) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    desk.act("handler", second, "acknowledge")
    assert shown(desk, "handler", "tab=mine") == [second]
    assert shown(desk, "handler", "tab=unassigned") == [first]
    assert set(shown(desk, "handler", "tab=open")) == {first, second}
    assert shown(desk, "handler", "tab=closed") == shown(desk, "handler", "tab=following") == []
    assert set(shown(desk, "handler", "tab=all")) == {first, second}


def test_in_my_work_a_date_says_what_must_be_done_and_why(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    page = text(desk.get("handler", f"{WORKLIST}?tab=mine"))
    assert re.search(r"nog \d+ dagen|vandaag|zonder datum|nog 1 dag|geen termijn", page)
    assert "(Procedure" in page


def test_in_my_work_the_last_day_stands_beside_the_day_to_work_to(desk: Desk) -> None:
    desk.clock.move_to(datetime(2026, 2, 21, 10, 0, tzinfo=NOW.tzinfo))
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    decide = next(row for row in desk.open(number).duties(desk.now) if row.name == "decide")
    assert (str(decide.aim), str(decide.due)) == ("2026-04-04", "2026-04-07")
    page = text(desk.get("director", f"{WORKLIST}?tab=mine"))
    assert "4 apr" in page
    assert "uiterlijk 7 apr" in page
    desk.later(days=46)
    assert "uiterlijk" not in text(desk.get("director", f"{WORKLIST}?tab=mine")), "past the day itself the row says so"


def test_counts_stand_at_the_views_and_stop_counting_at_a_thousand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in "abc":
        desk.receive(key)
    assert "Niet toegewezen (3)" in text(desk.get("handler", WORKLIST))
    for module in ("wederhoor.dossier.queries.counting", "wederhoor.desk.worklist"):
        monkeypatch.setattr(f"{module}.CAP", 2)
    page = text(desk.get("handler", WORKLIST))
    assert "Niet toegewezen (2+)" in page
    assert "1–3 van 2+" in page


def test_filters_stand_in_the_address_and_each_can_be_cleared(desk: Desk) -> None:
    number = desk.receive("a")
    desk.act("handler", desk.receive("b"), "acknowledge")
    page = desk.get("handler", f"{WORKLIST}?tab=open&handler=nobody&law=wlz")
    assert shown(desk, "handler", "tab=open&handler=nobody&law=wlz") == [number]
    assert "Behandelaar: Niemand" in text(page)
    assert 'href="/werkplek/?tab=open&amp;law=wlz"' in page.content.decode()
    assert shown(desk, "handler", "tab=open&handler=me&law=jw") == []
    assert "Haal er een weg" in text(desk.get("handler", f"{WORKLIST}?tab=open&law=jw"))


def test_a_day_that_is_none_is_no_filter_and_is_not_shown_as_one(desk: Desk) -> None:
    assert "Binnengekomen vanaf: 1 januari 2026" in text(desk.get("handler", f"{WORKLIST}?tab=all&since=2026-01-01"))
    assert "Binnengekomen vanaf:" not in text(desk.get("handler", f"{WORKLIST}?tab=all&since=abc"))


def test_a_row_shows_whom_it_is_about_in_a_word_and_where(desk: Desk) -> None:
    Location.objects.create(organisation=desk.here, code="huis", name="Het Huis")
    desk.receive()
    assert "Cliënt" in text(desk.get("handler", WORKLIST))


def test_columns_sort_both_ways(desk: Desk) -> None:
    numbers = [desk.receive("a"), desk.receive("b")]
    assert shown(desk, "handler", "tab=all&sort=number") == numbers
    assert shown(desk, "handler", "tab=all&sort=-number") == numbers[::-1]
    assert 'aria-sort="descending"' in desk.get("handler", f"{WORKLIST}?tab=all&sort=-number").content.decode()


def test_assigning_several_goes_through_the_door_and_can_be_undone(desk: Desk, colleague: str) -> None:
    first, second = desk.receive("a"), desk.receive("b")
    desk.act("handler", second, "acknowledge")
    said = chosen(desk, "assign", first, second, to=colleague)
    assert "2 dossiers zijn nu van Carla Collega" in said
    assert "Ongedaan maken" in said
    assert set(shown(desk, "colleague", "tab=mine")) == {first, second}
    with in_organisation(desk.here.pk):
        assert Event.objects.filter(payload__a="assign").count() == 2
    assert "2 dossiers zijn teruggegeven" in text(desk.browser("handler").post(UNDO, follow=True))  # type: ignore[arg-type]
    assert shown(desk, "colleague", "tab=mine") == []
    assert (shown(desk, "handler", "tab=mine"), shown(desk, "handler", "tab=unassigned")) == ([second], [first])


def test_undoing_is_over_after_ten_minutes(desk: Desk, colleague: str) -> None:
    number = desk.receive()
    chosen(desk, "assign", number, to=colleague)
    desk.clock.shift(601)
    assert "Ongedaan maken" not in text(desk.get("handler", WORKLIST))
    assert "niets meer om terug te draaien" in text(desk.browser("handler").post(UNDO, follow=True))  # type: ignore[arg-type]
    assert shown(desk, "colleague", "tab=mine") == [number]


def test_what_is_refused_says_why_and_the_others_go_on(desk: Desk, colleague: str) -> None:
    number = desk.receive()
    accused = desk.accounts["accused"].pk.hex
    assert "deze persoon is zelf betrokken bij de klacht" in chosen(desk, "assign", number, to=accused)
    said = chosen(desk, "assign", number, "K-2026-9999", to=colleague)
    assert "1 dossier is nu van Carla Collega" in said
    assert "K-2026-9999: dit dossier is er niet voor u" in said
    assert "deze persoon behandelt het al" in chosen(desk, "assign", number, to=colleague)


def test_one_who_may_not_assign_is_not_offered_it_and_cannot(desk: Desk, colleague: str) -> None:
    number = desk.receive()
    assert "Toewijzen" not in text(desk.get("confidant", WORKLIST))
    assert "dit dossier is er niet voor u" in chosen(desk, "assign", number, who="confidant", to=colleague)
    assert desk.acts(number) == ["receive"]


def test_following_is_a_list_of_ones_own(desk: Desk) -> None:
    number = desk.receive()
    assert "U volgt nu 1 dossier" in chosen(desk, "follow", number)
    assert shown(desk, "handler", "tab=following") == [number]
    assert shown(desk, "director", "tab=following") == []
    chosen(desk, "unfollow", number)
    assert shown(desk, "handler", "tab=following") == []
    chosen(desk, "follow", number, who="outsider")
    with in_organisation(desk.here.pk):
        assert Follow.objects.count() == 0


def test_a_workbook_holds_what_one_may_see_and_is_logged(desk: Desk) -> None:
    number, other = desk.receive("a"), desk.receive("b")
    response = desk.post("handler", SELECTION, do="export", number=number, query="tab=open")
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    strings = ZipFile(BytesIO(response.content)).read("xl/sharedStrings.xml").decode()
    assert number in strings
    assert "De gang was koud" in strings
    assert other not in strings
    assert "Kanarie" not in strings
    assert logged(desk) == ("export", 1)
    assert desk.post("confidant", SELECTION, do="export", query="tab=all").status_code == 404


def test_the_whole_list_goes_on_paper_without_a_selection(desk: Desk) -> None:
    numbers = [desk.receive("a"), desk.receive("b")]
    page = text(desk.post("handler", SELECTION, do="print", query="tab=open"))
    assert all(number in page for number in numbers)
    assert logged(desk) == ("print", 2)


def test_letters_of_a_selection_lead_to_each(desk: Desk) -> None:
    number = desk.receive(mail="")
    together = f"{WORKLIST}brieven/samen/"
    assert f'formaction="{together}"' in desk.get("handler", WORKLIST).content.decode()
    assert desk.post("handler", together, number=number).status_code == 200


def test_a_kept_view_is_a_tab_shared_or_ones_own(desk: Desk, colleague: str) -> None:
    desk.receive()
    desk.post("handler", f"{VIEWS}bewaren/", name="Nieuwe van Jansen", query="tab=open&phase=new")
    desk.post("handler", f"{VIEWS}bewaren/", name="Voor ons allen", query="tab=overdue", shared="1")
    assert "Nieuwe van Jansen" in text(desk.get("handler", WORKLIST))
    theirs = text(desk.get("colleague", WORKLIST))
    assert "Voor ons allen" in theirs
    assert "Jansen" not in theirs
    with in_organisation(desk.here.pk):
        assert all(b"Jansen" not in bytes(name) for name in SavedView.objects.values_list("name", flat=True))


def test_a_view_that_the_office_shares_is_not_for_who_the_complaint_is_about(desk: Desk) -> None:
    desk.receive()
    desk.post("handler", f"{VIEWS}bewaren/", name="Te laat bij ons", query="tab=overdue", shared="1")
    assert "Te laat bij ons" in text(desk.get("director", WORKLIST))
    assert "Te laat bij ons" not in text(desk.get("accused", WORKLIST))
    desk.post("accused", f"{VIEWS}bewaren/", name="Van mijzelf", query="tab=open")
    assert "Van mijzelf" in text(desk.get("accused", WORKLIST))


def test_a_kept_view_is_renamed_and_removed_by_its_owner_only(desk: Desk, colleague: str) -> None:
    desk.receive()
    desk.post("handler", f"{VIEWS}bewaren/", name="Eerst", query="tab=open&q=Kanarie", shared="1")
    with in_organisation(desk.here.pk):
        view = SavedView.objects.get()
    assert view.query == "tab=open"
    address = f"{VIEWS}{view.id}/"
    assert desk.post("colleague", address, remove="1").status_code == 404
    assert desk.post("handler", address, name="Daarna").status_code == 302
    assert "Daarna" in desk.get("handler", VIEWS).content.decode()
    assert "Daarna" not in text(desk.get("colleague", WORKLIST))
    desk.post("handler", address, remove="1")
    assert "Daarna" not in text(desk.get("handler", WORKLIST))


def test_only_who_works_for_all_shares_a_view(desk: Desk) -> None:
    desk.post("director", f"{VIEWS}bewaren/", name="Van de baas", query="tab=overdue", shared="1")
    assert "Van de baas" in text(desk.get("director", WORKLIST))
    assert "Van de baas" not in text(desk.get("handler", WORKLIST))


def test_a_page_of_fifty_rows_takes_eight_queries_and_sixty_kilobytes(desk: Desk) -> None:
    for key in range(55):
        desk.receive(f"form-{key}")
    desk.get("handler", WORKLIST)
    with counting() as captured:
        page = desk.get("handler", WORKLIST)
    of_the_test = (
        "SAVEPOINT",
        "SELECT current_setting",
        "set_config('role', ",
    )  # its own transaction around the page's
    counted = [query["sql"] for query in captured if not any(word in query["sql"] for word in of_the_test)]
    assert len(shown(desk, "handler")) == 50
    assert len(counted) <= 8, counted  # session, account and fence included
    assert len(page.content) <= 60_000
    assert len(shown(desk, "handler", "page=2")) == 5


def test_this_week_holds_what_must_be_done_within_seven_days_and_nothing_later(desk: Desk) -> None:
    soon, later = desk.receive("a"), desk.receive("b")
    for number in (soon, later):
        desk.act("handler", number, "acknowledge")
    desk.act("handler", later, "contact", how="telephone")
    aims = {
        number: min(d.aim for d in desk.open(number).duties(desk.now) if d.status == "open" and d.aim)
        for number in (soon, later)
    }
    assert aims[soon] <= desk.now.date() + timedelta(days=7) < aims[later]
    assert shown(desk, "handler", "tab=week") == [soon]
    desk.browsers.clear()
    desk.clock.move_to(datetime.combine(aims[later] - timedelta(days=7), desk.now.timetz()))
    assert set(shown(desk, "handler", "tab=week")) == {soon, later}
    desk.browsers.clear()
    desk.clock.shift(timedelta(days=-1))
    assert shown(desk, "handler", "tab=week") == [soon]


def test_what_waits_for_others_is_where_the_next_day_is_not_mine(desk: Desk) -> None:
    mine, theirs = desk.receive("a"), desk.receive("b", law="wmo")
    for number in (mine, theirs):
        desk.act("handler", number, "acknowledge")
    desk.act("handler", theirs, "contact", how="telephone")
    assert [next_holder(desk, number) for number in (mine, theirs)] == ["handler", "director"]
    assert shown(desk, "handler", "tab=waiting") == [theirs]
    assert shown(desk, "director", "tab=waiting") == []


def next_holder(desk: Desk, number: str) -> str:
    """Who must do what has the first day."""
    dated = [d for d in desk.open(number).duties(desk.now) if d.status == "open" and d.aim]
    return min(dated, key=lambda duty: duty.aim or NOW.date()).holder
