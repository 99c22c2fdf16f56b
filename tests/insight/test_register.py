"""The register: filters, sums, what came of what was hoped for, files that leave; counted by hand."""

from __future__ import annotations

import csv
import json
import re
import uuid
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterRow
from wederhoor.dossier.register_words import Listed, Unfit, keep, lists
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.register.exporting import COLUMNS, SCHEMA, exported, harmless
from wederhoor.insight.register.listed import listed
from wederhoor.insight.register.wanted import Wanted
from wederhoor.insight.report import sections
from wederhoor.insight.report.facts import gathered
from wederhoor.insight.report.tables import Table
from wederhoor.insight.report.wording import Wording
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.loading import load_for

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def here(db: None) -> Organisation:
    return Organisation.objects.create(code="hier", name="Hier", regulation="jot")


@pytest.fixture
def actor(here: Organisation) -> Actor:
    account = Account.objects.create_user("h@voorbeeld.test", "Hanna")
    Membership.objects.create(account=account, organisation=here, role="handler")
    return Actor(account.pk, "handler", here.pk)


def put(here: Organisation, *rows: dict[str, Any]) -> None:
    known = {"quarter": "2026-Q1", "received_quarter": "2026-Q1", "law": "wlz", "kind": "complaint", "lead_time": "6 weeks",
             "regulation": "jot/2024-01-01.yaml"}  # fmt: skip
    marks = Counter(one["complaint"] for one in rows if "complaint" in one)
    parts = [{"several": not one.get("counts", True) or marks[one.get("complaint")] > 1} for one in rows]
    with in_organisation(here.pk):
        RegisterRow.objects.bulk_create(
            RegisterRow(organisation=here, id=uuid.uuid4(), **(known | part | one))
            for part, one in zip(parts, rows, strict=True)
        )


def reported(here: Organisation, section: str, quarter: str = "2026-Q1") -> tuple[Table, ...]:
    """The tables of one section of a report over this quarter."""
    with in_organisation(here.pk):
        facts = gathered(Cut(here, Period.of_quarter(quarter)), sections.needs([section]), NOW.date())
    return sections.tables_of([section], facts, Wording(load_for("jot", "2026-01-01")))[section]


@pytest.mark.requirement("JOT-03")
def test_satisfaction_by_hand(here: Organisation) -> None:
    """Of seven messages in the quarter six answered about the treatment: one poor, one fair, two sufficient, two good."""
    put(
        here, {"treatment": "onvoldoende", "result": "matig"}, {"treatment": "matig"}, {"treatment": "voldoende"},
        {"treatment": "voldoende"}, {"treatment": "goed", "result": "goed"}, {}, {"treatment": "goed", "counts": False},
        {"treatment": "goed", "quarter": "2026-Q2"}, {"treatment": "goed", "kind": "discontent"},
    )  # fmt: skip
    treatment, result = reported(here, "satisfaction")
    assert {row.code: row.cells[0] for row in treatment.rows} == {
        "onvoldoende": 1, "matig": 1, "voldoende": 2, "goed": 2, "": 1,
    }  # fmt: skip
    assert (treatment.title, treatment.totals[0]) == ("Hoe tevreden bent u over de behandeling van uw klacht?", 7)
    assert treatment.notes == ("Doel: voldoende of beter. Gehaald: 67% van wie antwoord gaf.",)
    assert {row.code: row.cells[0] for row in result.rows} == {
        "onvoldoende": 0, "matig": 1, "voldoende": 0, "goed": 1, "": 5,
    }  # fmt: skip
    assert result.notes == ("Doel: voldoende of beter. Gehaald: 50% van wie antwoord gaf.",)
    nobody = reported(here, "satisfaction", "2025-Q1")[0]
    assert nobody.notes == ("Doel: voldoende of beter. Gehaald: nog niemand gaf antwoord.",)


@pytest.mark.requirement("OTT-10")
def test_what_was_hoped_for_beside_what_came_of_it(here: Organisation, actor: Actor) -> None:
    put(
        here, {"hope": "solution", "came_of_it": "yes"}, {"hope": "solution", "came_of_it": "no"},
        {"hope": "solution", "came_of_it": "yes"}, {"hope": "talk", "came_of_it": "partly"}, {"hope": "talk"},
    )  # fmt: skip
    expected = {
        ("solution", "yes"): 2, ("solution", "no"): 1, ("talk", "partly"): 1, ("talk", ""): 1,
    }  # fmt: skip
    (table,) = reported(here, "hopes and what came of them")
    told = {row.code: row.cells for row in table.rows if any(row.cells)}
    assert told == {"solution": (2, 0, 1, 0, 0), "talk": (0, 1, 0, 0, 1)}
    assert listed(here, Wanted(), "theme", "law", 1, member=None, actor=actor, now=NOW).sums.hoped == expected


def test_filters_and_sums(here: Organisation, actor: Actor) -> None:
    put(
        here, {"heading": "care", "theme": "care"}, {"heading": "care", "theme": "medication", "quarter": "2026-Q2"},
        {"heading": "contact", "in_time": False}, {"heading": "contact", "in_time": True, "counts": False},
    )  # fmt: skip

    def sums(**wanted: str) -> Any:
        return listed(here, Wanted.of(wanted), "heading", "quarter", 1, member=None, actor=actor, now=NOW).sums

    everything = sums()
    assert (everything.complaints, everything.parts) == (3, 4)
    assert everything.crossed == {("care", "2026-Q1"): 1, ("care", "2026-Q2"): 1, ("contact", "2026-Q1"): 1}
    assert sums(since="2026-Q2").complaints == 1
    assert sums(heading="care", theme="medication").complaints == 1
    assert sums(in_time="no").complaints == 1
    assert sums(in_time="none").parts == 2
    assert sums(law="wmo").parts == 0
    assert sums(theme="-").parts == 2
    assert sums(since="2026-Q9", location="x'; drop", in_time="maybe").parts == 4
    with in_organisation(here.pk):
        assert AccessLog.objects.filter(action="register list").order_by("-seq").values_list("hits", flat=True)[0] == 4


def test_a_filter_on_what_parts_differ_in_finds_every_complaint_with_such_a_part(
    here: Organisation, actor: Actor
) -> None:
    """A complaint under two laws and along two ways; its second part late, its first in time. And one simple complaint, in time."""
    mark = uuid.uuid4()
    put(
        here, {"complaint": mark, "law": "wlz", "route": "mediation", "heading": "care", "in_time": True, "hope": "talk"},
        {"complaint": mark, "law": "wmo", "route": "judgement", "heading": "contact", "in_time": False, "counts": False, "hope": "talk"},
        {"complaint": mark, "law": "wmo", "route": "judgement", "heading": "care", "in_time": True, "counts": False},
        {"law": "wmo", "route": "judgement", "heading": "care", "in_time": True},
    )  # fmt: skip

    def sums(by: str = "heading", **wanted: str) -> Any:
        return listed(here, Wanted.of(wanted), by, by, 1, member=None, actor=actor, now=NOW).sums

    assert (sums(law="wmo").complaints, sums(law="wmo").parts) == (2, 3)
    assert sums(law="wmo").crossed.total() == 2
    assert sums(route="mediation").complaints == 1
    assert sums(heading="contact").hoped == {("talk", ""): 1}
    assert (sums().complaints, sums().parts) == (2, 4)
    for law, late in (("", 1), ("wmo", 1), ("wlz", 0)):
        assert sums("in_time", law=law).crossed[False, False] == late
        assert sums(law=law, in_time="no").complaints == late
        assert sums(law=law, in_time="yes").complaints == sums(law=law).complaints - late
        with in_organisation(here.pk):
            cut = Cut(here, Period.of_quarter("2026-Q1"), laws=(law,) if law else ())
            report = gathered(cut, [("in_time",)], NOW.date())
        assert report.complaints("in_time")[False,] == late
        assert report.total.complaints == sums(law=law).complaints


def test_another_organisation_sees_none_of_it(here: Organisation, actor: Actor) -> None:
    put(here, {})
    elsewhere = Organisation.objects.create(code="daar", name="Daar", regulation="jot")
    assert listed(elsewhere, Wanted(), "theme", "law", 1, member=None, actor=actor, now=NOW).sums.parts == 0


def test_the_questions_to_the_database_do_not_grow(here: Organisation, actor: Actor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            listed(here, Wanted(), "heading", "quarter", 1, member=None, actor=actor, now=NOW)
        return len([one for one in captured if "SAVEPOINT" not in one["sql"] and "app.organisation" not in one["sql"]])

    put(here, {})
    few = asked()
    put(here, *({"theme": "care"} for _ in range(200)))
    assert asked() == few
    assert few <= 9  # eight, and the line in the access log


def test_fifty_on_a_page(here: Organisation, actor: Actor) -> None:
    put(here, *({} for _ in range(120)))
    pages = [
        listed(here, Wanted(), "heading", "quarter", page, member=None, actor=actor, now=NOW) for page in (1, 2, 3, 99)
    ]
    assert [len(page.rows) for page in pages] == [50, 50, 20, 20]
    assert len({one.row.id for page in pages for one in page.rows}) == 120


def fits(value: Any, rule: dict[str, Any], place: str = "") -> None:
    """Whether a value fits a JSON schema, for the keywords that ours uses."""
    kinds = {"string": str, "boolean": bool, "integer": int, "null": type(None), "array": list, "object": dict}
    wanted = rule.get("type")
    if wanted:
        assert isinstance(value, tuple(kinds[one] for one in ([wanted] if isinstance(wanted, str) else wanted))), place
    assert "enum" not in rule or value in rule["enum"], (place, value)
    assert "const" not in rule or value == rule["const"], place
    assert "pattern" not in rule or re.search(rule["pattern"], value), (place, value)
    assert "maxLength" not in rule or len(value) <= rule["maxLength"], place
    if isinstance(value, list):
        for one in value:
            fits(one, rule["items"], f"{place}[]")
    if isinstance(value, dict):
        known = rule.get("properties", {})
        assert set(rule.get("required", ())) <= set(value), place
        assert rule.get("additionalProperties") is not False or set(value) <= set(known), place
        for name, one in value.items():
            fits(one, known.get(name) or rule["additionalProperties"], f"{place}.{name}")


def test_the_json_is_as_its_schema_says(here: Organisation, actor: Actor) -> None:
    put(here, {"theme": "care", "heading": "care", "in_time": True, "treatment": "goed"}, {"quarter": "2026-Q2"})
    said = json.loads(exported(here, Wanted(since="2026-Q1"), "json", member=None, actor=actor, now=NOW))
    fits(said, json.loads(SCHEMA.read_text("utf-8")))
    assert [row["quarter"] for row in said["rows"]] == ["2026-Q1", "2026-Q2"]
    assert said["words"]["theme"] == {"care": "Zorg en begeleiding"}
    assert tuple(said["rows"][0]) == COLUMNS


def test_no_cell_of_a_file_is_executed(here: Organisation, actor: Actor) -> None:
    evil = '=HYPERLINK("http://kwaad.test";"klik")'
    put(here, {"location_group": evil[:60]}, {"location_group": "@SUM(A1)"})
    text = exported(here, Wanted(), "csv", member=None, actor=actor, now=NOW).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
    book = load_workbook(BytesIO(exported(here, Wanted(), "xlsx", member=None, actor=actor, now=NOW)))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]  # it has a sheet
    assert "f" not in kinds
    assert harmless("-1") == "'-1"
    assert harmless("Zorg") == "Zorg"
    with in_organisation(here.pk):
        assert list(AccessLog.objects.filter(action="register export").values_list("hits", flat=True)) == [2, 2]


def test_a_word_is_added_renamed_and_ended_but_never_deleted(here: Organisation, actor: Actor) -> None:
    with in_organisation(here.pk):
        new = keep(here, "themes", Listed("", "Deuren op slot", "involuntary"), actor=actor, now=NOW)
        assert new.code == "own deuren op slot"
        assert lists(here.pk)["themes"][new.code].own
        keep(here, "themes", Listed("medication", "Medicijnen", "care", NOW.date()), actor=actor, now=NOW)
        listed_now = lists(here.pk)["themes"]["medication"]
        assert (listed_now.label, listed_now.own, listed_now.chosen_on(datetime(2026, 7, 2, tzinfo=UTC).date())) == (
            "Medicijnen",
            False,
            False,
        )
        for label, heading in (("medicijnen", "care"), ("", "care"), ("Jan 06 12345678", "care"), ("Nieuw", "nergens")):
            with pytest.raises(Unfit):
                keep(here, "themes", Listed("", label, heading), actor=actor, now=NOW)
        with pytest.raises(LookupError):
            keep(here, "came_of_it", Listed("", "Misschien"), actor=actor, now=NOW)
