"""The pages of a complaint: show one, keep what was answered, go on to the next."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from wederhoor.dossier import unsent
from wederhoor.frontdoor import guarding
from wederhoor.frontdoor.complaining import files, receipt, returning, sending
from wederhoor.frontdoor.complaining.answered import rows, skipped
from wederhoor.frontdoor.complaining.asking import PRAISE
from wederhoor.frontdoor.complaining.serving import answered, at_the_form, framed, helpers, onward
from wederhoor.frontdoor.complaining.steps import CHECK, StepForm, page_of, url_of
from wederhoor.frontdoor.complaining.visit import Visit
from wederhoor.procedure.commands import Refusal

TO = "naar"
"""What the button says that is not 'next'."""
SWITCHES = {"letters", "scheme", "language"}
"""The buttons at the head of the page, which send what was typed along."""


@at_the_form
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, visit: Visit, slug: str = "") -> HttpResponseBase:
    """One page. GET shows it; POST keeps what was answered, whatever it is, and goes on."""
    page = page_of(slug)
    if not page:
        raise Http404
    if visit.waiting.sent:
        return _after_sending(request, visit, page)
    if request.method == "POST":
        return _sent(request, visit) if page == CHECK else _answered(request, visit, page)
    if page == CHECK:
        return check(request, visit)
    if page == "who" and request.GET.get("kind") == PRAISE:
        visit.waiting.answers["kind"] = PRAISE
        page = visit.plan.pages[0]
    return shown(request, visit, page, visit.plan.form(page))


def _after_sending(request: HttpRequest, visit: Visit, page: str) -> HttpResponseBase:
    """An old tab: what was sent stays sent. The first page begins something new."""
    if page != "who" or request.method == "POST":
        return onward(request, visit, "frontdoor:received", receipt.shown)
    visit.anew()
    return shown(request, visit, page, visit.plan.form(page))


def shown(request: HttpRequest, visit: Visit, page: str, form: StepForm, *, status: int = 200) -> HttpResponse:
    """The page with its questions."""
    plan, back, early = visit.plan, "terug" in request.GET, request.POST.get(TO) == "here"
    before = CHECK if back else plan.before(page)
    context = framed(visit, url_of(visit.provider, page, back=back)) | {
        "form": form, "title": plan.title(page), "intro": plan.intro(page), "page": page, "change": back,
        "early": early, "one_by_one": len(form.questions) > 1 and not back and (early or not form.wrong),
        "asked_in": "alles", "asked_at": _asked_at(request, visit, page),
        "number": plan.pages.index(page) + 1 if page in plan.pages else 1, "total": len(plan.pages),
        "previous_url": _ended(visit, before) if before else "", "steps": range(len(plan.pages)),
        "may_praise": page == "who" and PRAISE in visit.provider.regulation.kinds,
        "members": _members(visit) if page == "who" else [], "began": page == "who" and bool(visit.waiting.answers),
        "praises": plan.asking.praises, "stamp": guarding.fields(visit.keeper, now=timezone.now())["stamp"],
    }  # fmt: skip
    return render(request, "frontdoor/complaining/step.html", context, status=status)


def _asked_at(request: HttpRequest, visit: Visit, page: str) -> str:
    """Where the switches send what was typed: '' is the address that stands in the browser, with its place on the page."""
    url = url_of(visit.provider, page)
    return url if visit.without_cookies or request.path != url else ""


def _ended(visit: Visit, page: str) -> str:
    """The address of the last question of a page: where somebody who goes back came from."""
    url, asked = url_of(visit.provider, page), visit.plan.form(page).questions
    return f"{url}#{asked[-1].place}" if len(asked) > 1 else url


def _members(visit: Visit) -> list[dict[str, str]]:
    """The members of a cooperative: each has its own form."""
    found = visit.provider.members(timezone.localdate())
    return [{"name": one.name, "url": one.complain_url} for one in sorted(found, key=lambda one: one.name)]


def _answered(request: HttpRequest, visit: Visit, page: str) -> HttpResponseBase:
    kind = request.POST.get("kind", "" if page == "who" else visit.waiting.answers.get("kind", ""))
    visit.waiting.answers["kind"] = kind
    form = visit.plan.form(page, request.POST)
    typed = _typed(request, visit, form) | {"kind": kind} | _opened(request, visit)
    try:
        visit.keep(typed, now=timezone.now())
    except unsent.TooLong:
        form.is_valid()
        form.add_error(None, visit.asking.words("error.too_long"))
        return shown(request, visit, page, form, status=422)
    if request.POST.keys() & SWITCHES:
        return _switched(request)
    to = request.POST.get(TO, "")
    if page == "who" and visit.asking.praises:
        return _to(request, visit, visit.plan.pages[0])
    if to == "keep":
        return onward(request, visit, "frontdoor:kept", returning.kept)
    if to == "files":
        return onward(request, visit, "frontdoor:files", files.shown)
    if not form.is_valid():
        return answered(shown(request, visit, page, form, status=422), url_of(visit.provider, page))
    if to == "here":  # nothing is missing (any more): the questions that were not seen yet are not skipped
        return _to(request, visit, page)
    if visit.asking.elsewhere() and page == "who" and "terug" not in request.GET:
        return onward(request, visit, "frontdoor:elsewhere", elsewhere_shown)
    return _to(request, visit, CHECK if "terug" in request.GET else visit.plan.after(page))


def _typed(request: HttpRequest, visit: Visit, form: StepForm) -> dict[str, str]:
    """What was typed. Of a page that was not passed yet nothing counts as left open: its lists begin at 'weet ik niet'."""
    typed, halfway = form.typed(), bool(request.POST.keys() & SWITCHES) or request.POST.get(TO) in ("keep", "here")
    return {name: value for name, value in typed.items() if value or name in visit.waiting.answers or not halfway}


def _switched(request: HttpRequest) -> HttpResponseBase:
    """Another look or language halfway a page: the same page again, where the browser keeps its place."""
    response = set_language(request) if "language" in request.POST else resolve(reverse("appearance")).func(request)
    response["Location"] = request.get_full_path()
    return response


def _opened(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """When the first page was opened, as the guard stamped it: filling in takes a person longer than a machine."""
    stamp = request.POST.get("opened", "")[:60]
    return {"opened": stamp} if stamp and not visit.waiting.answers.get("opened") else {}


def _to(request: HttpRequest, visit: Visit, page: str) -> HttpResponseBase:
    """On to a page."""

    def show(request: HttpRequest, visit: Visit) -> HttpResponseBase:
        return check(request, visit) if page == CHECK else shown(request, visit, page, visit.plan.form(page))

    return onward(request, visit, "", show, url=url_of(visit.provider, page))


def elsewhere_shown(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the answers lead; going on here stays possible."""
    url = reverse("frontdoor:elsewhere", args=[visit.provider.code])
    context = framed(visit, url) | {
        "title": visit.asking.words("page.elsewhere"), "ways": visit.asking.elsewhere(),
        "contacts": helpers(visit, visit.waiting.answers.get("law", "")),
        "onward_url": url_of(visit.provider, visit.plan.after("who")),
        "previous_url": url_of(visit.provider, "who"),
    }  # fmt: skip
    return render(request, "frontdoor/complaining/elsewhere.html", context)


@at_the_form
@require_http_methods(["GET"])
def elsewhere(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The page about another way, for who comes back to it."""
    if not visit.asking.elsewhere():
        return redirect(visit.provider.complain_url)
    return elsewhere_shown(request, visit)


def check(request: HttpRequest, visit: Visit, *, problem: str = "") -> HttpResponse:
    """Everything that was answered, with a way back to each answer."""
    plan, answers = visit.plan, visit.waiting.answers
    if not answers.get("complaint"):
        return missing(request, visit)
    context = framed(visit, url_of(visit.provider, CHECK)) | {
        "title": plan.title(CHECK), "intro": plan.intro(CHECK), "rows": rows(visit), "skipped": skipped(visit), "number": len(plan.pages),
        "total": len(plan.pages), "steps": range(len(plan.pages)), "problem": problem, "praises": plan.asking.praises,
        "previous_url": url_of(visit.provider, plan.before(CHECK)), "files": unsent.files(visit.keeper, visit.secret),
        "files_url": reverse("frontdoor:files", args=[visit.provider.code]), "nameless": sending.nameless(answers),
        "guard": guarding.fields(visit.keeper, now=timezone.now()) | ({"stamp": opened} if (opened := answers.get("opened")) else {}),
    }  # fmt: skip
    return render(request, "frontdoor/complaining/check.html", context, status=422 if problem else 200)


def missing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The story is what is needed: its page says so."""
    form = visit.plan.form("story", visit.waiting.answers)
    form.is_valid()
    response = shown(request, visit, "story", form, status=422)
    response.headers["X-Page"] = url_of(visit.provider, "story")
    return response


def _sent(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Send. Whatever is wrong, what was filled in stays."""
    if not visit.waiting.answers.get("complaint"):
        return missing(request, visit)
    now, waiting = timezone.now(), visit.waiting
    weight = guarding.weigh(request, visit.keeper, now=now, text=waiting.answers["complaint"], submission=waiting.key)
    answer = sending.send(visit, weight, now=now)
    if isinstance(answer, Refusal):
        return check(request, visit, problem=visit.asking.words("error.refused", because=answer.because))
    return onward(request, visit, "frontdoor:received", partial(receipt.shown, given=answer))
