"""Sent: number, code to keep, who does what by when, who can help."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wederhoor.dossier import door, keys, own
from wederhoor.dossier.opening import NotFound
from wederhoor.frontdoor.complaining.asking import PRAISE
from wederhoor.frontdoor.complaining.drawing import qr
from wederhoor.frontdoor.complaining.returning import mailed
from wederhoor.frontdoor.complaining.sending import Receipt
from wederhoor.frontdoor.complaining.serving import at_the_form, framed, helpers
from wederhoor.frontdoor.complaining.visit import Visit
from wederhoor.frontdoor.following.progress import day_words, owed, promised
from wederhoor.frontdoor.sentences import dutch
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus


@dataclass(frozen=True, slots=True)
class Next:
    """Something that happens now: what, by whom, and when at the latest."""

    title: str
    text: str = ""
    day: str = ""
    foreign: bool = False
    """The words are the regulation's: Dutch, also on an English page."""


@at_the_form
@require_http_methods(["GET", "POST"])
def received(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The receipt; POST mails number and code to an address that is not kept."""
    if not visit.waiting.sent:
        return redirect(visit.provider.complain_url)
    try:
        return _mailed(request, visit) if request.method == "POST" else shown(request, visit)
    except NotFound:  # a new code was made since: the receipt with the old one is over
        return redirect(visit.provider.follow_url)


def _mailed(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    given = _opened(visit)
    link = request.build_absolute_uri(visit.provider.follow_url)
    body = visit.asking.words("sent.mail_body", number=given.number, code=given.code, link=link)
    done, problem = mailed(request, visit, visit.asking.words("sent.mail_subject"), body, "sent")
    request.method = "GET"
    return shown(request, visit, given=given, problem=problem, done=done)


def _opened(visit: Visit) -> Receipt:
    """For who comes back to it: read again from the dossier, with the code, as every look is."""
    code = keys.code_for(visit.keeper, visit.waiting.key)
    dossier = door.open_by_code(visit.keeper, code, now=timezone.now())
    mine = next((p.contact for p in dossier.people if p.side == "complainant"), {})
    return Receipt(dossier.number, code, dossier.state, mine)


def shown(
    request: HttpRequest, visit: Visit, *, given: Receipt | None = None, problem: str = "", done: str = ""
) -> HttpResponse:
    """The receipt of what this visitor sent; ``given`` right after it was sent: then nothing has to be read again."""
    given = given or _opened(visit)
    state, code = given.state, given.code
    now, nameless = timezone.now(), visit.waiting.key.startswith(keys.NAMELESS)
    by_code = not own.reachable(given.contact)
    praise, follow = state.value("kind") == PRAISE, request.build_absolute_uri(visit.provider.follow_url)
    context = framed(visit, reverse("frontdoor:received", args=[visit.provider.code])) | {
        "title": visit.asking.words("sent.title_praise" if praise else "sent.title"), "problem_at": "id_email",
        "number": given.number, "code": code, "spelled": _spelled(code), "praises": praise, "nameless": nameless,
        "next": [] if praise else list(happens(visit, state, by_code=by_code)), "qr": qr(f"{follow}#{code}"),
        "follow_url": visit.provider.follow_url,
        "contacts": helpers(visit, str(state.value("law") or "")), "email": given.contact.get("email", ""), "problem": problem, "done": done,
        "no_contact": given.contact.get("way") == "none", "by_code": by_code, "scheme": _scheme(state), "now": now,
        "help_asked": bool(state.times("help asked")),
    }  # fmt: skip
    return render(request, "frontdoor/complaining/received.html", context)


def _spelled(code: str) -> list[tuple[str, str]]:
    """Each word of the code, and its letters apart."""
    return [(word, " - ".join(word)) for word in code.split("-")]


def _scheme(state: State) -> str:
    found = state.regulation.schemes.get(str(state.value("scheme") or ""))
    return dutch(found.label) if found else ""


def happens(visit: Visit, state: State, *, by_code: bool) -> list[Next]:
    """What comes first, and next with a day; then talking; then the answer. ``by_code``: nobody can be called or written to."""
    words, running = visit.asking.words, owed(state, timezone.now())
    ends = {name for name, duty in state.regulation.duties.items() if duty.decides}
    nothing = Next(words("sent.reading"), day=words("sent.no_day"))
    ahead = [duty for duty in running if duty.name not in ends]
    dated = [duty for duty in ahead[1:] if duty.due or duty.aim]
    begins = [_promise(visit, state, duty, by_code) for duty in (*ahead[:1], *dated[:1])]
    answers = [duty for duty in running if duty.name in ends and duty.due][:1]
    last = [Next(words("sent.answer"), day=words("sent.by", day=day_words(duty.due))) for duty in answers]
    return [*(begins or [nothing]), Next(words("sent.talk"), words("sent.talk_text")), *last]


def _promise(visit: Visit, state: State, duty: DutyStatus, by_code: bool) -> Next:
    words, role = visit.asking.words, state.regulation.roles[duty.holder].label
    said = "by" if duty.due else "aim" if duty.aim else "no_day"
    day = words(f"sent.{said}", day=day_words(duty.due or duty.aim))
    title = promised(visit.asking.address, duty, by_code=by_code)
    return Next(title or duty.label, words("sent.who_does", role=dutch(role)), day, foreign=not title)
