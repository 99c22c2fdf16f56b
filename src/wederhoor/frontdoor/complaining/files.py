"""Photos, sound and files, one by one: each is checked before it is kept, and can be taken away again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import gate, unsent
from wederhoor.dossier.gate import Refused
from wederhoor.dossier.unsent import Waiting
from wederhoor.dossier.uploading import cut_off
from wederhoor.frontdoor.complaining.serving import answered, at_the_form, framed, onward
from wederhoor.frontdoor.complaining.steps import CHECK, url_of
from wederhoor.frontdoor.complaining.visit import Visit
from wederhoor.organisations import attempts

FIELD = "bestand"


@at_the_form
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The files that go along; one more, or one less. After sending nothing goes along any more: the receipt says how to go on."""
    if visit.waiting.sent:
        return redirect("frontdoor:received", visit.provider.code)
    url = reverse("frontdoor:files", args=[visit.provider.code])
    if request.method == "GET":
        return shown(request, visit)
    if gone := request.POST.get("weg", ""):
        if identified := _identifier(gone):
            unsent.remove_file(visit.keeper, visit.secret, identified)
        return onward(request, visit, "frontdoor:files", shown)
    if problem := _add(request, visit):
        return answered(shown(request, visit, problem=problem), url)
    return onward(request, visit, "frontdoor:files", shown)


def _identifier(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _add(request: HttpRequest, visit: Visit) -> str:
    """Keep the chosen file; returns what is wrong with it, or ''."""
    words, now = visit.asking.words, timezone.now()
    chosen = request.FILES.get(FIELD)
    if cut_off(request):
        return words("files.cut_off")
    if chosen is None:
        return words("files.choose")
    if attempts.too_many("complaint file", address=visit.secret, place=attempts.place_of(request), now=now):
        return words("files.often")
    taken = gate.take_in(chosen.name or "", chosen.read())
    if isinstance(taken, Refused):
        return words("files.refused", name=taken.name, because=gettext(taken.because))
    visit.change(_with_files, now=now)
    return "" if unsent.add_file(visit.keeper, visit.secret, taken) else words("files.most")


def _with_files(waiting: Waiting) -> None:
    waiting.files = True


def shown(request: HttpRequest, visit: Visit, *, problem: str = "") -> HttpResponse:
    """The page. Going on leads to the page after the story, or back to the check when there is a story already."""
    plan, answers = visit.plan, visit.waiting.answers
    further = plan.after("story") if not answers.get("way") else CHECK
    context = framed(visit, reverse("frontdoor:files", args=[visit.provider.code])) | {
        "title": visit.asking.words("page.files"), "intro": visit.asking.words("intro.files"),
        "files": unsent.files(visit.keeper, visit.secret), "problem": problem, "problem_at": "id_file", "accept": gate.ACCEPT, "field": FIELD,
        "onward_url": url_of(visit.provider, further), "previous_url": url_of(visit.provider, "story"),
    }  # fmt: skip
    return render(request, "frontdoor/complaining/files.html", context, status=422 if problem else 200)
