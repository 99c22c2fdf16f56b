"""Lists: what is in them, what is kept out of them, in how many queries, and the one line they leave in the log."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dossier.conftest import NOW, Cast
from wederhoor.dossier import door, regulations
from wederhoor.dossier.door import Actor, NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, SearchWords, Summary
from wederhoor.dossier.models.core import OPEN
from wederhoor.dossier.queries import VIEWS, Filters, Page, search, searching, worklist
from wederhoor.dossier.queries.counting import limited
from wederhoor.dossier.queries.visible import visible
from wederhoor.dossier.queries.worklist import in_view
from wederhoor.organisations.models import Account
from wederhoor.procedure.conditions_model import Condition
from wederhoor.procedure.model import Regulation


def listed(cast: Cast, actor: Actor | None = None, **filters: object) -> Page:
    return worklist(cast.here, actor or cast.actor(cast.officer), Filters(**filters), now=NOW)  # type: ignore[arg-type]  # table-driven


def numbers(page: Page) -> list[str]:
    return [row.number for row in page.rows]


@pytest.fixture
def three(cast: Cast) -> Cast:
    cast.receive("a")
    cast.receive("b", people=(NewPerson("accused", "Naam colleague", account=cast.colleague.pk),))
    cast.receive("c")
    cast.do("K-2026-0003", "acknowledge")
    return cast


def test_rows_have_subject_phase_and_next_duty(three: Cast) -> None:
    page = listed(three)
    row = page.rows[0]
    assert (page.total, numbers(page)) == (3, ["K-2026-0001", "K-2026-0002", "K-2026-0003"])
    assert row.next is not None
    assert (row.subject, row.phase_label, row.next.label) == ("Kanarieonderwerp", "Nieuw", "Ontvangst bevestigen")
    assert page.rows[2].handler == "Naam officer"


def test_filters(three: Cast) -> None:
    assert numbers(listed(three, phase="handling")) == ["K-2026-0003"]
    assert numbers(listed(three, handler="me")) == ["K-2026-0003"]
    assert numbers(listed(three, handler="nobody")) == ["K-2026-0001", "K-2026-0002"]
    assert numbers(listed(three, view="closed")) == []


def test_the_accused_does_not_find_it_as_a_colleague(three: Cast) -> None:
    assert "K-2026-0002" not in numbers(listed(three, three.actor(three.colleague)))


def test_an_accused_lists_it_once_it_was_told_and_then_without_the_subject(three: Cast) -> None:
    accused = three.actor(three.colleague, "accused")
    assert numbers(listed(three, accused)) == []
    with in_organisation(three.here.pk):
        Summary.objects.update(hidden_from="")
    assert [(row.number, row.subject) for row in listed(three, accused).rows] == [("K-2026-0002", "")]


def test_a_role_that_a_later_regulation_keeps_out_lists_it_no_more(
    three: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "K-2026-0001" in numbers(listed(three))
    with in_organisation(three.here.pk):
        Summary.objects.filter(number="K-2026-0001").update(hidden_from="|officer|")
    pinned = regulations.pinned

    def later(file: str) -> Regulation:
        now = pinned(file)
        officer = now.roles["officer"].model_copy(update={"kept_out": Condition(after=("received",))})
        return now.model_copy(update={"roles": {**now.roles, "officer": officer}})

    monkeypatch.setattr(regulations, "pinned", later)
    assert numbers(listed(three)) == ["K-2026-0002", "K-2026-0003"]


def test_outsiders_find_what_is_assigned_to_them_only(three: Cast) -> None:
    mediator = three.actor(three.mediator, "mediator", three.elsewhere)
    assert numbers(listed(three, mediator)) == []
    door.assign(three.open("K-2026-0001"), three.mediator.pk, "mediator", actor=three.actor(three.officer), now=NOW)
    assert numbers(listed(three, mediator)) == ["K-2026-0001"]
    assert numbers(listed(three, three.actor(three.stranger, at=three.elsewhere))) == []
    assert numbers(listed(three, Actor(three.stranger.pk, "officer", three.here.pk))) == []
    assert numbers(listed(three, door.visitor(three.here.pk))) == []


def test_the_subject_is_not_for_who_does_not_see_the_party_file(three: Cast) -> None:
    door.assign(three.open("K-2026-0001"), three.mediator.pk, "listener", actor=three.actor(three.officer), now=NOW)
    page = listed(three, three.actor(three.mediator, "listener", three.elsewhere))
    assert [(row.number, row.subject) for row in page.rows] == [("K-2026-0001", "")]


def test_a_list_is_one_line_with_its_number_of_hits(three: Cast) -> None:
    listed(three)
    with in_organisation(three.here.pk):
        line = AccessLog.objects.order_by("-seq").values_list("action", "hits", "dossier")[0]
    assert line == ("list", 3, "")


def test_a_list_takes_at_most_eight_queries(three: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        listed(three)
    counted = [
        query["sql"] for query in queries if "SAVEPOINT" not in query["sql"] and "app.organisation" not in query["sql"]
    ]
    assert len(counted) <= 8, counted


def searched(cast: Cast, who: Account, words: str) -> tuple[list[str], list[str]]:
    """The numbers that are found, and what was asked of the database."""
    with CaptureQueriesContext(connection) as queries:
        found = search(cast.here, cast.actor(who), words, Filters("all"), now=NOW)
    return [hit.number for hit in found.hits], [query["sql"] for query in queries]


def test_a_search_asks_no_more_where_a_colleague_has_what_it_finds(three: Cast) -> None:
    """Of each that is found it is known whether this person stands in for who has it: asked once."""
    searched(three, three.colleague, "kanarieonderwerp")
    one, few = searched(three, three.colleague, "kanarieonderwerp")
    for key in "defg":
        three.do(three.receive(key).number, "acknowledge")
    several, many = searched(three, three.colleague, "kanarieonderwerp")
    assert (len(several), len(many)) == (len(one) + 4, len(few))


WAYS = {"few have it": (700, 2000), "many have it": (0, 2000), "nearly all have it": (0, 0)}


@pytest.mark.parametrize("how", WAYS)
def test_a_word_is_found_in_the_same_order_whether_few_or_many_have_it(
    three: Cast, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = WAYS[how]
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "MANY", many)
    for words in ("kanarieonderwerp", "kanarieond"):
        assert searched(three, three.officer, words)[0] == ["K-2026-0003", "K-2026-0002", "K-2026-0001"]
        assert searched(three, three.colleague, words)[0] == ["K-2026-0003", "K-2026-0001"]
    assert searched(three, three.officer, "kanariepietje")[0] == []
    assert searched(three, three.stranger, "kanarieonderwerp")[0] == []


@pytest.mark.parametrize("how", WAYS)
def test_a_later_round_finds_what_the_first_ones_did_not_hold_after_all(
    three: Cast, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the index the newest two have the word too; in their texts it stands no more."""
    three.do("K-2026-0001", "note", texts={"note": "woordvaneen"})
    with in_organisation(three.here.pk):
        ids = {row.number: row.dossier_id for row in Summary.objects.filter(organisation=three.here)}
        of_first = SearchWords.objects.filter(organisation=three.here, dossier_id=ids["K-2026-0001"])
        for row in list(of_first):
            for number in ("K-2026-0002", "K-2026-0003"):
                where = {"organisation": three.here, "dossier_id": ids[number], "compartment": row.compartment}
                SearchWords.objects.filter(**where).delete()
                SearchWords.objects.create(**where, tokens=row.tokens)
    made, (few, many) = (searching._looked_up, searching._met), WAYS[how]
    for name, value in (("FEW", few), ("MANY", many), ("MOST", 1)):
        monkeypatch.setattr(searching, name, value)
    for one in made:
        one.cache_clear()
    assert searched(three, three.officer, "woordvaneen")[0] == ["K-2026-0001"]
    for one in made:
        one.cache_clear()


def test_a_search_asks_for_the_order_that_an_index_has(three: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands in every dossier: the newest fifty are read from the index, and nothing is sorted."""
    monkeypatch.setattr(searching, "FEW", 0)
    monkeypatch.setattr(searching, "MANY", 2)
    found, asked = searched(three, three.officer, "kanarieonderwerp")
    assert found == ["K-2026-0003", "K-2026-0002", "K-2026-0001"]
    (statement,) = (sql for sql in asked if "dossier_searchwords" in sql and "count(*)" not in sql)
    assert 'ORDER BY "dossier_summary"."last_at" DESC, "dossier_summary"."number" DESC LIMIT' in statement
    (index,) = (one for one in Summary._meta.indexes if one.name == "summary_last")
    assert list(index.fields) == ["organisation", "last_at", "number"]


COUNTING = {
    "unassigned": "summary_of_handler",
    "week": "summary_open",
    "overdue": "summary_due",
    "open": "summary_open",
}


@pytest.mark.parametrize("view", COUNTING)
def test_what_a_view_counts_comes_out_of_an_index_alone(three: Cast, view: str) -> None:
    """Of a dossier it asks nothing that its index does not hold, with what the fence looks at; else rows of the table are read."""
    with in_organisation(three.here.pk), connection.cursor() as cursor:
        seen = visible(three.here, three.actor(three.officer), NOW.date())
        assert seen is not None
        statement, _ = limited(in_view(seen, view, NOW.date(), OPEN))
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [COUNTING[view]])
        ((index,),) = cursor.fetchall()
    held = {
        name.strip()
        for part in re.findall(r"\(([^()]*)\)", index.replace("(NOT closed)", ""))
        for name in part.split(",")
    }
    asked = set(re.findall(r'"dossier_summary"\."(\w+)"', statement)) - {"closed"}
    assert asked | {"organisation_id", "dossier_id"} <= held


def test_each_view_has_as_many_as_is_said_beside_it_whatever_the_role(three: Cast) -> None:
    """Counts of several views come from one reading of the dossiers that are somebody's; each is what its own list holds."""
    door.assign(three.open("K-2026-0001"), three.mediator.pk, "mediator", actor=three.actor(three.officer), now=NOW)
    roles = [
        three.actor(three.officer),
        three.actor(three.colleague),
        three.actor(three.mediator, "mediator", three.elsewhere),
    ]
    roles += [three.actor(three.director, "director")]
    told = []
    for actor in roles:
        page = worklist(three.here, actor, Filters("all"), now=NOW, counted=True)
        own = {view: worklist(three.here, actor, Filters(view), now=NOW).total for view in VIEWS}
        assert {view: page.counts[view] for view in VIEWS if view not in ("closed", "all")} == {
            view: own[view] for view in VIEWS if view not in ("closed", "all")
        }
        assert worklist(three.here, actor, Filters("mine"), now=NOW, counted=True).total == own["mine"]
        told.append((own["mine"], own["waiting"], own["open"]))
    assert told[0] == (1, 0, 3)
    assert told[2] == (1, 1, 1)
