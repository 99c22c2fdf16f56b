"""Besprekingen van een verslag: planned with a calendar file by mail, minutes, and actions that become measures."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from wederhoor.correspondence import line
from wederhoor.desk.learning.nameless import Nameless
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.report_page import head
from wederhoor.desk.learning.report_words import because, reader
from wederhoor.desk.signed import Signed, role_label
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import rights
from wederhoor.insight.models import ReportMeeting
from wederhoor.insight.report import meetings, work
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.meetings import Seen
from wederhoor.insight.report.work import Opened, Refused

LENGTH = timedelta(hours=1)
CALENDAR = "text/calendar; charset=utf-8"
SUBJECT = "Uitnodiging: bespreking van een verslag"
OFF = "Gaat niet door: bespreking van een verslag"
BODY = "Beste collega,\n\n{title}: {what} op {at}.\n\nHet verslag staat bij Leren, Rapporten.\n"


class PlanForm(forms.Form):
    """When and where."""

    at = forms.DateTimeField(
        label=gettext_lazy("Wanneer"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    place = forms.CharField(label=gettext_lazy("Waar"), max_length=200, required=False)


class MinutesForm(Nameless):
    """What was said."""

    nameless = ("minutes",)
    minutes = forms.CharField(
        label=gettext_lazy("Notulen"), max_length=work.LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )


class ActionForm(Nameless):
    """What was agreed, by whom and before when."""

    nameless = ("what",)
    what = forms.CharField(label=gettext_lazy("Actie"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    role = forms.ChoiceField(label=gettext_lazy("Wie"))
    due = forms.DateField(
        label=gettext_lazy("Uiterlijk"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: Any, roles: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@learning(rights.reads_any_report)
def page(request: HttpRequest, who: Signed, report: UUID) -> HttpResponseBase:
    """The meetings on one report, and what its maker does with them."""
    person, now = reader(who), timezone.now()
    found = work.opened(person, report, now=now)
    roles = [(role, role_label(who.regulation, role)) for role in meetings.roles_of(person, found.row)]
    shown: dict[str, Any] = {
        "plan": PlanForm(),
        "minutes": MinutesForm(),
        "action": ActionForm(None, roles),
        "refusal": "",
    }
    if request.method == "POST":
        step, form = _form(request, roles)
        try:
            if form is None or form.is_valid():
                _done(request, person, found, step, form.cleaned_data if form else {})
                return redirect("desk:report meetings", report)
            shown[step] = form
        except Refused as refused:
            shown |= {"refusal": because(refused), step: form}
    rows = meetings.listed(person, report, now=now)
    context = around(request, who, "reports") | shown | {
        "report": head(found), "meetings": [_row(who, found, one, shown) for one in rows], "plans": meetings.plans(person, found.row),
        "roles": ", ".join(label for _, label in roles), "form": shown.get(request.POST.get("step", ""), shown["plan"]),
    }  # fmt: skip
    return render(
        request, "desk/learning/report_meetings.html", context, status=422 if request.method == "POST" else 200
    )


def _form(request: HttpRequest, roles: list[tuple[str, str]]) -> tuple[str, forms.Form | None]:
    step = request.POST.get("step", "")
    if step == "cancel":
        return step, None
    made: dict[str, forms.Form] = {
        "plan": PlanForm(request.POST), "minutes": MinutesForm(request.POST), "action": ActionForm(request.POST, roles),
    }  # fmt: skip
    if step not in made:
        raise NotFound
    return step, made[step]


def _done(request: HttpRequest, person: Reader, found: Opened, step: str, given: dict[str, Any]) -> None:
    now, report, meeting = timezone.now(), found.row.id, _meeting(request)
    if step == "plan":
        made = meetings.plan(person, report, given["at"], given["place"], meeting, now=now)
        messages.success(request, _told(person, found, made, SUBJECT, "bespreking"))
    elif meeting is None:
        raise NotFound
    elif step == "cancel":
        gone = meetings.cancel(person, report, meeting, now=now)
        messages.success(request, _told(person, found, gone, OFF, "de bespreking gaat niet door,"))
    elif step == "minutes":
        meetings.minute(person, report, meeting, given["minutes"], now=now)
        messages.success(request, gettext("De notulen zijn bewaard."))
    else:
        meetings.act(person, report, meeting, given["what"], given["role"], given["due"], now=now)
        messages.success(request, gettext("De actie staat op de lijst van maatregelen."))


def _meeting(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST["meeting"]) if request.POST.get("meeting") else None
    except ValueError:
        raise NotFound from None


def _told(person: Reader, found: Opened, row: ReportMeeting, subject: str, what: str) -> str:
    """Mail the calendar file to everybody invited, when mail is on; what to say on the page."""
    people, along = meetings.invited(person, row, now=timezone.now()), line.of(person.organisation)
    sent = 0
    with suppress(OSError, SMTPException):
        for account in people if along else ():
            at = f"{timezone.localtime(row.at):%d-%m-%Y %H:%M}"
            mail = along.message(subject, BODY.format(title=found.facts["title"], what=what, at=at), [account.email])  # type: ignore[union-attr]
            mail.attach("bespreking.ics", _ics(found, row, ""), CALENDAR)
            sent += mail.send()
    if not sent:
        return gettext("Vastgelegd. Er ging geen mail: geef het agendabestand zelf door.")
    return gettext("Vastgelegd. Zoveel mensen kregen het per mail: %s.") % sent


def _row(who: Signed, found: Opened, one: Seen, shown: dict[str, Any]) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id, "at": row.at, "place": one.place, "minutes": one.minutes, "actions": one.actions, "held": row.held,
        "to_come": meetings.to_come(row, timezone.now()),
        "cancelled": row.cancelled, "roles": ", ".join(role_label(who.regulation, role) for role in row.roles),
        "ics_url": reverse("desk:report meeting file", args=[found.row.id, row.id]),
    }  # fmt: skip


@require_safe
@learning(rights.reads_any_report)
def calendar_file(request: HttpRequest, who: Signed, report: UUID, meeting: UUID) -> HttpResponseBase:
    """The meeting for one's own calendar."""
    person, now = reader(who), timezone.now()
    found = work.opened(person, report, now=now)
    one = next((one for one in meetings.listed(person, report, now=now) if one.row.id == meeting), None)
    if one is None:
        raise NotFound
    headers = {"Content-Disposition": 'attachment; filename="bespreking.ics"', "Cache-Control": "no-store"}
    return HttpResponse(_ics(found, one.row, one.place), content_type=CALENDAR, headers=headers)


def _ics(found: Opened, row: ReportMeeting, place: str) -> bytes:
    """The same meeting keeps its mark when it moves or is cancelled. It names no person and no complaint."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Wederhoor//bespreking//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if row.cancelled else "PUBLISH")
    event.add("uid", f"{row.id.hex}@wederhoor")
    event.add("dtstamp", row.changed)
    event.add("sequence", row.moved)
    event.add("summary", f"{found.facts['title']} {found.facts['period']}: bespreking")
    event.add("dtstart", _utc(row.at))
    event.add("dtend", _utc(row.at) + LENGTH)
    if place:
        event.add("location", place)
    if row.cancelled:
        event.add("status", "CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
