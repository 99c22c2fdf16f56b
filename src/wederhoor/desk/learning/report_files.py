"""A report as PDF and as workbook; each time somebody takes one is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from wederhoor.desk.exporting import XLSX
from wederhoor.desk.learning.page import learning
from wederhoor.desk.learning.report_words import reader
from wederhoor.desk.signed import Signed
from wederhoor.insight import rights
from wederhoor.insight.report import paper as papers
from wederhoor.insight.report import work
from wederhoor.insight.report.listing import State
from wederhoor.insight.report.work import Opened
from wederhoor.procedure.terms import local_date

STANDS = {State.DRAFT: "concept, niet vastgesteld", State.SUBMITTED: "ingediend, nog niet vastgesteld"}


def stand(found: Opened) -> str:
    """How far it is, as the file says it. A report is a Dutch document."""
    row = found.row
    return f"vastgesteld op {local_date(row.adopted):%d-%m-%Y}" if row.adopted else STANDS[State(row.state)]


@require_safe
@learning(rights.reads_any_report)
def paper(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """On paper."""
    found = work.opened(reader(who), report, now=timezone.now(), action="report file")
    made = papers.pdf(found.facts, found.parts, stand(found), local_date(found.row.changed))
    return _file(made, "application/pdf", f"{_name(found)}.pdf")


@require_safe
@learning(rights.reads_any_report)
def workbook(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """A sheet for each section."""
    found = work.opened(reader(who), report, now=timezone.now(), action="report file")
    return _file(papers.workbook(found.facts, found.parts, stand(found)), XLSX, f"{_name(found)}.xlsx")


def _name(found: Opened) -> str:
    facts = found.facts
    return slugify(f"{facts['title']} {facts['period']} {facts['about']} v{facts['version']}")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
