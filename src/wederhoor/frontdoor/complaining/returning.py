"""Keep it and come back later: six words on paper, by a picture to scan, or by mail. And wiping it all."""

from __future__ import annotations

from smtplib import SMTPException

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from wederhoor.correspondence import line
from wederhoor.dossier import unsent
from wederhoor.frontdoor.complaining.drawing import qr
from wederhoor.frontdoor.complaining.serving import at_the_form, framed
from wederhoor.frontdoor.complaining.steps import CHECK, url_of
from wederhoor.frontdoor.complaining.visit import Visit, from_here
from wederhoor.organisations import attempts


def kept(request: HttpRequest, visit: Visit, *, problem: str = "", done: str = "") -> HttpResponse:
    """The words, and until when they work."""
    url = request.build_absolute_uri(reverse("frontdoor:come back", args=[visit.provider.code]))
    here = reverse("frontdoor:kept", args=[visit.provider.code])
    further = CHECK if visit.waiting.answers.get("way") else _furthest(visit)
    context = framed(visit, here) | {
        "title": visit.asking.words("page.kept"), "words": visit.words, "link": url, "problem_at": "id_email", "qr": qr(f"{url}#{visit.words}"),
        "problem": problem, "done": done,
        "until": date_format(timezone.localdate() + unsent.KEPT, "l j F Y"), "onward_url": url_of(visit.provider, further),
    }  # fmt: skip
    return render(request, "frontdoor/complaining/kept.html", context, status=422 if problem else 200)


def _furthest(visit: Visit) -> str:
    """The first page of which nothing was answered yet."""
    plan, answers = visit.plan, visit.waiting.answers
    empty = [page for page in plan.pages if not any(answers.get(name) for name in visit.asking.fields(page))]
    return empty[0] if empty else CHECK


@at_the_form
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The page with the words; POST mails them to an address that is not kept."""
    if not visit.known:
        return redirect(visit.provider.complain_url)
    if visit.waiting.sent:
        return onward_to_receipt(visit)
    if request.method == "GET":
        return kept(request, visit)
    link = request.build_absolute_uri(reverse("frontdoor:come back", args=[visit.provider.code]))
    body = visit.asking.words("kept.mail_body", words=visit.words.replace("-", " "), link=f"{link}#{visit.words}")
    done, problem = mailed(request, visit, visit.asking.words("kept.mail_subject"), body, "kept")
    request.method = "GET"
    return kept(request, visit, problem=problem, done=done)


def onward_to_receipt(visit: Visit) -> HttpResponseBase:
    """What was sent has a receipt."""
    return redirect("frontdoor:received", visit.provider.code)


def mailed(request: HttpRequest, visit: Visit, subject: str, body: str, page: str) -> tuple[str, str]:
    """Mail something to the address in the form. Returns what to say: that it is done, or what is wrong."""
    words, now = visit.asking.words, timezone.now()
    to = request.POST.get("email", "").strip()
    try:
        forms.EmailField().clean(to)
    except forms.ValidationError:
        return "", words("error.email_wrong")
    if attempts.too_many("complaint mail", address=to, place=attempts.place_of(request), now=now):
        return "", words("error.often")
    along = line.of(visit.provider.row)
    try:
        gone = bool(along and along.message(subject, body, [to]).send())
    except (SMTPException, OSError):
        gone = False
    if not gone:
        return "", words(f"{page}.not_mailed")
    return words(f"{page}.mailed"), ""


@at_the_form
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Type the words and go on where one was. Words that another site sent along are shown, and taken up by the visitor alone."""
    words, problem, typed = visit.asking.words, "", ""
    if request.method == "POST":
        typed = request.POST.get("woorden", "").strip()[:200]
        ours = from_here(request)
        if not typed:
            problem = words("error.words_empty")
        elif ours:
            problem = _taken_up(request, visit, typed)
        if ours and not problem:
            response = redirect(url_of(visit.provider, _furthest(visit) if not visit.waiting.sent else CHECK))
            visit.remember(response)
            return response
    context = framed(visit, reverse("frontdoor:come back", args=[visit.provider.code])) | {
        "title": words("page.back"), "intro": words("back.intro"), "problem": problem, "problem_at": "id_words", "typed": typed,
    }  # fmt: skip
    return render(request, "frontdoor/complaining/back.html", context, status=422 if problem else 200)


def _taken_up(request: HttpRequest, visit: Visit, typed: str) -> str:
    """Make what waits under these words this visitor's; returns what is wrong, or ''."""
    place, now = attempts.place_of(request), timezone.now()
    if attempts.too_many("complaint words", address=unsent.tidy(typed), place=place, now=now):
        return visit.asking.words("error.often")
    other = Visit(visit.provider, unsent.tidy(typed), remembered=False)
    found = unsent.opened(other.keeper, other.secret)
    if found is None:
        return visit.asking.words("error.words")
    visit.words, visit.waiting, visit.known, visit.remembered = other.words, found, True, False
    return ""


@at_the_form
@require_http_methods(["POST"])
def wipe(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Destroy what waits, and take the words from this device. Only the visitor does so, no form of another site."""
    if not from_here(request):
        return redirect(visit.provider.complain_url)
    unsent.wipe(visit.keeper, visit.secret)
    to = visit.provider.url if "klaar" in request.POST else visit.provider.complain_url
    response = redirect(to)
    response["X-Forget"] = "1"
    visit.forget(response)
    return response
