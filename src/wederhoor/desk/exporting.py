"""A list as a workbook or on paper: the chosen rows, or all rows of the list; only what the person may see, and logged."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk import worklist_rows
from wederhoor.desk.list_filters import filters_of, tabs
from wederhoor.desk.signed import Signed, frame
from wederhoor.dossier import policy, queries
from wederhoor.dossier.queries import Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def parsed(request: HttpRequest) -> QueryDict:
    """The filters of the list that a form came from."""
    return QueryDict(request.POST.get("query", ""))


def _rows(request: HttpRequest, who: Signed, numbers: Sequence[str], action: str) -> tuple[Row, ...]:
    filters = filters_of(parsed(request))
    return queries.chosen(who.tenant, who.actor, filters, numbers, action=action, now=timezone.now())


def printed(request: HttpRequest, who: Signed, numbers: list[str]) -> HttpResponseBase:
    """The list on paper, with room to write."""
    found, now, view = _rows(request, who, numbers, "print"), timezone.now(), filters_of(parsed(request)).view
    context = {"rows": worklist_rows.shown(found, who.role, view, now=now), "view": tabs()[view], "now": now}
    return render(request, "desk/worklist_print.html", frame(request, who, "worklist") | context)


def workbook(request: HttpRequest, who: Signed, numbers: list[str]) -> HttpResponseBase:
    """The list as a workbook."""
    if "export" not in policy.NEEDS[who.regulation.roles[who.role].kind].actions:
        raise Http404
    found = _rows(request, who, numbers, "export")
    content, name = _workbook(found, who), f"dossiers-{timezone.localdate()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _workbook(rows: Sequence[Row], who: Signed) -> bytes:
    """Texts are written as texts: a subject that starts with '=' is no formula."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, day, bold = (
        book.add_worksheet(),
        book.add_format({"num_format": "dd-mm-yyyy"}),
        book.add_format({"bold": True}),
    )
    table = [_columns(row, who) for row in rows]
    titles = list(table[0]) if table else [gettext("Nummer")]
    sheet.write_row(0, 0, titles, bold)
    for line, values in enumerate(table, 1):
        for column, value in enumerate(values.values()):
            sheet.write(line, column, value, day if hasattr(value, "year") else None)
    sheet.autofilter(0, 0, max(len(table), 1), len(titles) - 1)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return stream.getvalue()


def _columns(row: Row, who: Signed) -> dict[str, Any]:
    laws, kinds = who.regulation.laws, who.regulation.kinds
    return {
        gettext("Nummer"): row.number, gettext("Onderwerp"): row.subject, gettext("Hoedanigheid"): row.capacity,
        gettext("Locatie"): row.location, gettext("Team"): row.team, gettext("Wet"): laws[row.law].label if row.law in laws else row.law,
        gettext("Soort"): kinds[row.kind].label if row.kind in kinds else row.kind, gettext("Behandelaar"): row.handler,
        gettext("Fase"): row.phase_label, gettext("Ontvangen"): row.received_on,
        gettext("Eerst te doen"): row.next.label if row.next else "", gettext("Streefdatum"): row.next.aim if row.next else None,
        gettext("Uiterste datum"): row.ending.due if row.ending else None,
        gettext("Laatste handeling"): row.last_act, gettext("Gedaan op"): timezone.localtime(row.last_at).date(),
        gettext("Gesloten"): gettext("ja") if row.closed else gettext("nee"),
    }  # fmt: skip
