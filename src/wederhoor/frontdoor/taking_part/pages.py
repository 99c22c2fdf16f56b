"""Where it stands for somebody who takes part: what is asked of them, what was said, letters, papers and meetings."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wederhoor.correspondence import invitation
from wederhoor.dossier import testifying
from wederhoor.dossier.door import read_document
from wederhoor.dossier.opening import NotFound
from wederhoor.dossier.taking_part import Here
from wederhoor.frontdoor.downloads import file_name
from wederhoor.frontdoor.taking_part import showing
from wederhoor.frontdoor.taking_part.here import look, opened, taking
from wederhoor.procedure.dossier import LetterDue


@require_GET
@taking
def home(request: HttpRequest, here: Here) -> HttpResponseBase:
    """What is asked of them now, what they may do, and where it stands."""
    now = timezone.now()
    put = testifying.put_to(here, now=now)
    if here.asked_only:
        return render(request, "frontdoor/taking_part/asked.html", look(here) | {"put": put})
    context = look(here) | showing.home(opened(here, now), here, put, now)
    return render(request, "frontdoor/taking_part/home.html", context)


@require_GET
@taking
def said(request: HttpRequest, here: Here) -> HttpResponseBase:
    """The complaint, and everything that was said since, as far as it is theirs to read by now."""
    now = timezone.now()
    context = look(here) | showing.said(opened(here, now), now)
    return render(request, "frontdoor/taking_part/said.html", context)


@require_GET
@taking
def document(request: HttpRequest, here: Here, document: UUID) -> HttpResponseBase:
    """A letter or a paper that is theirs to open."""
    now = timezone.now()
    dossier = opened(here, now, "document")
    if document not in showing.openable(dossier):
        raise Http404
    try:
        name, media_type, content = read_document(dossier, document, actor=here.actor, now=now)
    except NotFound:
        raise Http404 from None
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
@taking
def appointment(request: HttpRequest, here: Here, seq: int) -> HttpResponseBase:
    """A meeting for one's own calendar: when and where, and nothing of what it is about."""
    now = timezone.now()
    dossier = opened(here, now)
    if seq not in {one.seq for one in showing.meetings(dossier, now)}:
        raise Http404
    due = LetterDue("", "", seq, (), now)
    content = invitation.calendar_file(dossier, due, sender=settings.DEFAULT_FROM_EMAIL, now=now)
    answer = HttpResponse(content, content_type=invitation.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{invitation.FILE}"'
    return answer
