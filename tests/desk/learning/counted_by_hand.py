"""Reads the scenarios of ``by_hand/``: what happened, and every table of every report as a person counted it; and the tables of a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.test import Client

from tests.desk.learning.test_reports import Place, place
from tests.insight.planting import plant
from tests.insight.report.counting import contact, rows
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, ReceptionContact, RegisterRow, Summary
from wederhoor.insight.models import Measure
from wederhoor.organisations.models import Account, Location, Membership, Organisation

FILES = sorted(Path(__file__).with_name("by_hand").glob("*.yaml"))
Told = dict[str, Any]
Lines = list[list[str]]


def told(file: Path) -> Told:
    """What stands in a scenario."""
    found: Told = yaml.safe_load(file.read_text("utf-8"))
    return found


def lines(table: str) -> Lines:
    """The lines of a table in a scenario, cell by cell."""
    return [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]


def tables_of(page: str) -> dict[str, Lines]:
    """Every table of a report on its page, by its title: head, rows and totals, cell by cell."""
    found = {}
    for table in re.findall(r'<table class="ds-table counts-table.*?</table>', page, re.S):
        (title,) = re.findall(r"<caption[^>]*>(.*?)</caption>", table)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in re.findall(r"<tr>(.*?)</tr>", table)]
        assert title not in found, f"two tables are called {title}"
        found[html.unescape(title)] = [[html.unescape(cell) for cell in line] for line in cells]
    return found


class World:
    """One provider in which a scenario happened."""

    def __init__(self, scenario: Told) -> None:
        roles = {(rule["writer"], rule.get("at", "")) for rule in scenario["reports"].values()}
        self.made: Place = place(
            scenario.get("cooperative", scenario["organisation"]), *(role for role, at in roles if not at)
        )
        self.here = self.made.here
        self.members = dict(self._members(scenario))
        self.groups = {name: self._location(name) for name in scenario.get("groups", ())}
        for role, at in roles:
            if at:
                self._works_at(self.members[at], role)
        with in_organisation(self.here.pk):
            self._happened(scenario)
        for one in scenario.get("open", ()):
            self._came_in(scenario, **one)

    def _members(self, scenario: Told) -> Iterator[tuple[str, Organisation]]:
        text = scenario["organisation"] if "cooperative" in scenario else ""
        for n, name in enumerate(scenario.get("members", ())):
            yield name, Organisation.objects.create(code=f"lid-{n}", name=name, parent=self.here, regulation=text)

    def _location(self, group: str) -> Location:
        return Location.objects.create(organisation=self.here, code=group.lower(), name=group, group=group)

    def _works_at(self, member: Organisation, role: str) -> None:
        account = Account.objects.create_user(f"{role.replace(' ', '-')}@lid.test", role, "een lang wachtwoord")
        Membership.objects.create(account=account, organisation=member, role=role)
        self.made.browsers[role] = Client()
        self.made.browsers[role].force_login(account)

    def _happened(self, scenario: Told) -> None:
        complaints, usual = scenario["complaints"], scenario["usual"]
        RegisterRow.objects.bulk_create(rows(self.here, (self._at_member(usual | one) for one in complaints)))
        contacts, measures = scenario.get("contacts", ()), scenario.get("measures", ())
        ReceptionContact.objects.bulk_create(self._contact(**one) for one in contacts)
        Measure.objects.bulk_create(self._measure(**self._at_member(one)) for one in measures)

    def _at_member(self, one: Told) -> Told:
        kept = {key: value for key, value in one.items() if key != "member"}
        return kept | ({"member_id": self.members[one["member"]].pk} if "member" in one else {})

    def _contact(self, *, member: str = "", **given: Any) -> ReceptionContact:
        made = contact(self.here, **given)
        made.member = self.members.get(member)
        return made

    def _measure(self, *, group: str = "", **given: Any) -> Measure:
        usual = {"kind": "measure", "origin": "itself", "status": "open", "by": "x", "by_role": "x"}
        return Measure(organisation=self.here, location=self.groups.get(group), **(usual | given))

    def _came_in(
        self, scenario: Told, *, day: date, theme: str, member: str = "", group: str = "", given: str = "",
        until: date | None = None, **columns: Any,
    ) -> None:  # fmt: skip
        file, own = f"{scenario['organisation']}/2024-01-01.yaml", {"member": self.members.get(member)}
        plant(self.here, [(day, theme, self.groups.get(group))], file=file, **({"kind": "complaint"} | own | columns))
        if given:
            with in_organisation(self.here.pk):
                last = Summary.objects.filter(organisation=self.here).latest("number")
                Assignment.objects.create(
                    organisation=self.here, dossier_id=last.dossier_id, account=Account.objects.earliest("email"),
                    role=given, since=day, until=until,
                )  # fmt: skip

    def read(self, address: str, rule: Told) -> str:
        """The page of a report as its writer reads it."""
        return self.made.get(rule["writer"], address).content.decode()

    def begun(self, code: str, rule: Told) -> str:
        """The address of a report that its writer begins."""
        about, at = rule.get("about", ""), rule.get("at") or rule.get("about", "")
        member, group = self.members.get(at), about if about in self.groups else ""
        asked = {"code": code, "first": str(rule["first"]), "group": group, "member": str(member.pk) if member else ""}
        return str(self.made.post(rule["writer"], "/werkplek/leren/rapporten/begin/", **asked).headers["Location"])
