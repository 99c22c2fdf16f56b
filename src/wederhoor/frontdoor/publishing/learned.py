"""What we learned from complaints: the reports that were made public, per year, as a page and as files. Read only."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from wederhoor.dossier.fence import in_organisation
from wederhoor.frontdoor.publishing.pages import context_of, provider_or_404
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.insight.models import Publication
from wederhoor.insight.publishing import work
from wederhoor.insight.register.exporting import harmless
from wederhoor.insight.report import paper, tables
from wederhoor.insight.report.kept import Part
from wederhoor.procedure.terms import local_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Learned:
    """One public report."""

    row: Publication
    url: str

    @property
    def title(self) -> str:
        """As the regulation calls it, with its period."""
        facts = self.row.content["facts"]
        corrected = f", versie {facts['version']}" if facts["version"] != "1" else ""
        return f"{facts['title']} {facts['period']}{corrected}"

    @property
    def about(self) -> str:
        """Of which member or group of locations; '' for all."""
        return str(self.row.content["facts"]["about"])

    @property
    def day(self) -> date | None:
        """Since when it is public."""
        return local_date(self.row.decided) if self.row.decided else None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections that have something to read."""
        found = (
            Part(one["code"], one["label"], "", tuple(map(tables.read, one["tables"])), one["text"])
            for one in self.row.content["parts"]
        )
        return tuple(part for part in found if part.tables or part.text)

    @property
    def hides(self) -> bool:
        """Whether a number is not shown as it is."""
        return any("why" in cell for one in self.row.content["figures"] for t in one["tables"] for cell in t["cells"])


def published(provider: Provider) -> list[Learned]:
    """What this provider made public and did not take back, newest first; a cooperative has that of its members too."""
    with in_organisation(provider.tenant.pk):
        rows = work.out(provider.tenant)
        found = list(rows.filter(member=provider.member) if provider.member else rows)
    return [Learned(row, reverse("frontdoor:learned report", args=[provider.code, row.id])) for row in found]


@require_GET
def index(request: HttpRequest, code: str) -> HttpResponse:
    """All public reports, per year."""
    found = provider_or_404(code)
    years = [(year, list(some)) for year, some in groupby(published(found), key=lambda one: one.row.last.year)]
    return render(request, "frontdoor/publishing/learned.html", context_of(found, years=years))


@require_GET
def report(request: HttpRequest, code: str, publication: UUID) -> HttpResponse:
    """One report."""
    found, one = _found(code, publication)
    files = [
        (form, reverse("frontdoor:learned file", args=[found.code, publication, form]))
        for form in ("pdf", "xlsx", "csv", "json")
    ]
    context = context_of(found, report=one, files=files, threshold=one.row.content["threshold"])
    context |= {"wordy": not one.row.content["figures"], "left_out": one.row.content["left_out"]}
    return render(request, "frontdoor/publishing/learned_report.html", context)


@require_GET
def file(request: HttpRequest, code: str, publication: UUID, form: str) -> HttpResponse:
    """The same as a file: nothing that the page does not show stands in it."""
    _, one = _found(code, publication)
    content = one.row.content
    facts = content["facts"]
    stand = f"openbaar sinds {one.day:%d-%m-%Y}" if one.day else "openbaar"
    name = slugify(f"{facts['organisation']} {one.title}")
    if form == "pdf":
        made = paper.pdf(facts, one.parts, stand, one.day or one.row.last)
        return _file(made, "application/pdf", f"{name}.pdf")
    if form == "xlsx":
        return _file(paper.workbook(facts, one.parts, stand), XLSX, f"{name}.xlsx")
    if form == "csv":
        return _file(_csv(one).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")
    if form == "json":
        whole: dict[str, Any] = {"facts": content["facts"], "parts": content["parts"], "figures": content["figures"]}
        return JsonResponse(whole, json_dumps_params={"ensure_ascii": False, "indent": 1})
    raise Http404(gettext("Dit papier is hier niet."))


def _csv(one: Learned) -> str:
    stream = StringIO()
    lines = csv.writer(stream, delimiter=";")
    lines.writerow(["tabel", "rij", "kolom", "waarde"])
    for part in one.parts:
        for table in part.tables:
            rows = [(row.label, row.cells) for row in table.shown]
            for label, cells in [*rows, *([("Totaal", table.sums)] if table.sums else [])]:
                for column, cell in zip(table.columns, cells, strict=True):
                    lines.writerow([harmless(str(one)) for one in (table.title, label, column.label, cell)])
    return stream.getvalue()


def _found(code: str, publication: UUID) -> tuple[Provider, Learned]:
    provider = provider_or_404(code)
    one = next((one for one in published(provider) if one.row.id == publication), None)
    if one is None:
        raise Http404(gettext("Dit verslag is hier niet."))
    return provider, one


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'inline; filename="{name}"'})
