"""Addresses of learning."""

from django.urls import URLPattern, path

from wederhoor.desk.learning import (
    alike_page,
    dashboard,
    governance,
    note_making,
    notes,
    publishing,
    register,
    register_entry,
    register_files,
    register_imports,
    register_words,
    report_files,
    report_meetings,
    report_page,
    reports,
    signal_page,
    signals,
)
from wederhoor.desk.learning.measures import lists, new, one, road
from wederhoor.desk.learning.measures import path as improving

PATTERNS: list[URLPattern] = [
    # register
    path("dossiers/<str:number>/register/", register_entry.entry, name="register entry"),
    path("leren/register/", register.register, name="register"),
    path("leren/register/ophalen/", register_files.export, name="register export"),
    path("leren/register/onvolledig/", register.gaps, name="register gaps"),
    path("leren/register/woorden/", register_words.words, name="register words"),
    path("leren/register/inlezen/", register_imports.imports, name="register imports"),
    path("leren/register/inlezen/<uuid:key>/", register_imports.columns, name="register columns"),
    path("leren/register/inlezen/<uuid:key>/waarden/", register_imports.values, name="register values"),
    path("leren/register/inlezen/<uuid:key>/bekijken/", register_imports.preview, name="register preview"),
    path("leren/register/inlezen/<uuid:key>/weg/", register_imports.undo, name="register undo"),
    # measures
    path("leren/maatregelen/", lists.measures, name="measures"),
    path("leren/maatregelen/csv/", lists.export, name="measures csv"),
    path("leren/maatregelen/nieuw/", new.new, name="measure new"),
    path("leren/maatregelen/<uuid:measure>/", one.measure, name="measure"),
    path("leren/maatregelen/<uuid:measure>/melding/", road.report, name="measure report"),
    path("leren/verbeteren/", improving.improvement, name="improvement"),
    # reports
    path("leren/rapporten/", reports.page, name="reports"),
    path("leren/rapporten/begin/", reports.start, name="start report"),
    path("leren/rapporten/<uuid:report>/", report_page.page, name="report"),
    path("leren/rapporten/<uuid:report>/bewaar/", report_page.keep, name="keep report"),
    path("leren/rapporten/<uuid:report>/stap/", report_page.move, name="move report"),
    path("leren/rapporten/<uuid:report>/verstuurd/", report_page.sent, name="sent report"),
    path("leren/rapporten/<uuid:report>/besprekingen/", report_meetings.page, name="report meetings"),
    path(
        "leren/rapporten/<uuid:report>/besprekingen/<uuid:meeting>/agenda.ics",
        report_meetings.calendar_file,
        name="report meeting file",
    ),
    path("leren/rapporten/<uuid:report>/pdf/", report_files.paper, name="report pdf"),
    path("leren/rapporten/<uuid:report>/xlsx/", report_files.workbook, name="report workbook"),
    # publishing
    path("leren/rapporten/<uuid:report>/openbaar/", publishing.page, name="publish report"),
    path("leren/rapporten/<uuid:report>/openbaar/grens/", publishing.rule, name="publishing rule"),
    path("leren/openbaar/<uuid:publication>/", publishing.decide, name="publication"),
    # notes
    path("dossiers/<str:number>/casus/", note_making.make, name="make case note"),
    path("leren/casussen/", notes.listing, name="case notes"),
    path("leren/casussen/<uuid:note>/", notes.one, name="case note"),
    path("leren/casussen/<uuid:note>/pdf/", notes.paper, name="case note pdf"),
    path("leren/signalen/gelijkend/", alike_page.page, name="alike"),
    # signals
    path("leren/signalen/", signals.listing, name="signals"),
    path("leren/signalen/zoek/", signals.look, name="signals look"),
    path("leren/signalen/<uuid:signal>/", signal_page.one, name="learning signal"),
    # dashboard
    path("leren/", dashboard.dashboard, name="dashboard"),
    # governance
    path("leren/kalender/", governance.calendar, name="governance"),
    path("leren/kalender/regeling/", governance.propose, name="propose regulation"),
    path("leren/kalender/regeling/<uuid:change>/", governance.changing, name="regulation change"),
    path("leren/kalender/<str:code>/", governance.governed, name="governed"),
]
