"""Doing something: an act that the regulation permits this side now, or answering a question. What is typed is kept meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from wederhoor.dossier import asked, outside_drafts, testifying
from wederhoor.dossier.acting.forms import SEQ, plain
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.taking_part import Here
from wederhoor.dossier.testifying import Put, Testimony
from wederhoor.dossier.uploading import takes_files
from wederhoor.frontdoor import acting
from wederhoor.frontdoor.acting import Done, NotNow, Offer, PartyForm
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.taking_part import showing
from wederhoor.frontdoor.taking_part.here import look, opened, taking
from wederhoor.frontdoor.taking_part.papers import Papers, taken
from wederhoor.frontdoor.taking_part.showing import with_part
from wederhoor.frontdoor.voices import voice_of

NOT_TYPED = frozenset({"csrfmiddlewaretoken", SEQ, "papers"})
Typed = dict[str, Any]


@require_http_methods(["GET", "POST"])
@taking
def act(request: HttpRequest, here: Here, slug: str) -> HttpResponseBase:
    """One act: its questions and what comes of it (GET), and doing it (POST)."""
    return _act_done(request, here, slug) if request.method == "POST" else _act_asked(request, here, slug)


def _act_asked(request: HttpRequest, here: Here, slug: str) -> HttpResponseBase:
    now, part = timezone.now(), request.GET.get("part", "")
    dossier = opened(here, now, "act")
    found = acting.offer_at(dossier, slug, part, now=now)
    if found is None:
        raise Http404
    if isinstance(found, NotNow):
        return _refused(request, here, found.label, found.because, found.source)
    kept = outside_drafts.kept(here.row, found.act, part, actor=here.actor)
    form = PartyForm(dossier, found, now=now, typed=_begun(request, dossier, found) | _as_typed(kept))
    return _act_page(request, here, dossier, found, form, kept=kept)


def _begun(request: HttpRequest, dossier: OpenDossier, offer: Offer) -> Typed:
    """What the address says of the answers, such as which meeting it is about."""
    names = [plain(name) for name in dossier.regulation.acts[offer.act].fields]
    return {name: request.GET[name] for name in names if name in request.GET}


def _as_typed(kept: Any) -> Typed:
    return {name: values[0] for name, values in kept.typed.items() if values} if kept else {}


def _act_page(
    request: HttpRequest, here: Here, dossier: OpenDossier, offer: Offer, form: PartyForm, *, kept: Any = None,
    done: Done | None = None, **more: str,
) -> HttpResponseBase:  # fmt: skip
    context = look(here) | more | {
        "form": form, "offer": offer, "kept": kept, "done": done, "nobody": acting.asks_nobody(dossier, offer),
        "outlook": acting.outlook(dossier, offer, now=timezone.now()),
        "draft_url": _draft_url(here, offer.slug, offer.part), "helps": showing.helps(dossier),
    }  # fmt: skip
    again = bool(form.errors or done or more)
    return render(request, "frontdoor/taking_part/act.html", context, status=422 if again else 200)


def _draft_url(here: Here, slug: str, part: str) -> str:
    return with_part(reverse("frontdoor:taking part draft", args=[here.row.id, slug]), part)


def _refused(request: HttpRequest, here: Here, label: str, because: str, source: str) -> HttpResponseBase:
    context = look(here) | {"label": label, "because": because, "source": source}
    return render(request, "frontdoor/taking_part/refused.html", context, status=409)


def _act_done(request: HttpRequest, here: Here, slug: str) -> HttpResponseBase:
    now, part = timezone.now(), request.GET.get("part", "")
    if here.asked_only:
        raise Http404
    try:
        done = acting.do(here.organisation, here.row.number, slug, part, request.POST, actor=here.actor, now=now)
    except NotFound:
        raise Http404 from None
    if done.event is not None:
        messages.success(request, done.said)
        return redirect("frontdoor:taking part home", here.row.id)
    if done.form is None or done.offer is None:
        return _refused(request, here, "", done.refused, "")
    return _act_page(request, here, done.dossier, done.offer, done.form, done=done)


@require_POST
@taking
def draft(request: HttpRequest, here: Here, slug: str) -> HttpResponseBase:
    """Keep what was typed. A script gets the words to show, a person the page they were on."""
    now, part = timezone.now(), request.GET.get("part", "")
    dossier = opened(here, now, "act")
    found = acting.offer_at(dossier, slug, part, now=now)
    if not isinstance(found, Offer):
        raise Http404
    said, kept = _kept(request, here, found.act, part)
    if _by_script(request):
        return _said(said, kept)
    if not kept:
        form = PartyForm(dossier, found, now=now, typed=request.POST.dict())
        return _act_page(request, here, dossier, found, form, not_kept=said)
    messages.success(request, said)
    return redirect(with_part(reverse("frontdoor:taking part act", args=[here.row.id, slug]), part))


def _kept(request: HttpRequest, here: Here, act: str, part: str) -> tuple[str, bool]:
    """What to say, and whether what was typed is kept."""
    now, address = timezone.now(), voice_of(here)
    typed = {name: list(map(str, values)) for name, values in request.POST.lists() if name not in NOT_TYPED}
    try:
        outside_drafts.keep(here.row, act, part, typed, actor=here.actor, now=now)
    except ValueError:
        return say("taking_part.act.too_long", address), False
    return say("taking_part.act.kept_at", address, time=f"{timezone.localtime(now):%H.%M}"), True


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _said(said: str, kept: bool) -> JsonResponse:
    return JsonResponse({"said": said}, status=200 if kept else 413)


class AnswerForm(Papers):
    """An answer in words, with papers."""

    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
    field_order = ("answer", "papers")

    def __init__(self, address: str, data: Any = None, initial: Typed | None = None) -> None:
        super().__init__(address, data, initial)
        self.fields["answer"].label = say("taking_part.question.answer", address)
        self.fields["answer"].error_messages["required"] = say("taking_part.question.missing", address)


def _put(asked_of: Testimony, seq: int) -> Put:
    """A question of theirs that still waits. Raises Http404."""
    found = next((one for one in asked_of.waiting if one.seq == seq), None)
    if found is None:
        raise Http404
    return found


@takes_files(signed=False)
@require_http_methods(["GET", "POST"])
@taking
def question(request: HttpRequest, here: Here, seq: int) -> HttpResponseBase:
    """A question that was put to them (GET), and their answer (POST), once."""
    now, address = timezone.now(), voice_of(here)
    asked_of = testifying.put_to(here, now=now)
    if request.method == "POST" and any(one.seq == seq and one.answer for one in asked_of.questions):  # sent again
        return _thanked(request, here)
    put = _put(asked_of, seq)
    kept = outside_drafts.kept(here.row, asked.ANSWER, str(seq), actor=here.actor)
    form = AnswerForm(address, request.POST if request.method == "POST" else None, _as_typed(kept))
    if request.method == "POST" and _answered(request, here, seq, form, now):
        return _thanked(request, here)
    return _question_page(request, here, put, form, kept=kept)


def _question_page(
    request: HttpRequest, here: Here, put: Put, form: AnswerForm, *, kept: Any = None, not_kept: str = ""
) -> HttpResponseBase:
    context = look(here) | {
        "put": put, "form": form, "kept": kept, "not_kept": not_kept,
        "draft_url": reverse("frontdoor:taking part begun", args=[here.row.id, put.seq]),
    }  # fmt: skip
    again = bool(form.errors or not_kept)
    return render(request, "frontdoor/taking_part/question.html", context, status=422 if again else 200)


def _thanked(request: HttpRequest, here: Here) -> HttpResponseBase:
    messages.success(request, say("taking_part.question.done", voice_of(here)))
    return redirect("frontdoor:taking part home", here.row.id)


def _answered(request: HttpRequest, here: Here, seq: int, form: AnswerForm, now: datetime) -> bool:
    """Whether the answer is in the dossier; if not, the form says why. Files are only looked at behind a good text."""
    files = taken(request, here, form, now) if form.is_valid() else []
    if form.errors:
        if request.FILES:
            form.add_error("papers", say("taking_part.papers.again", voice_of(here)))
        return False
    try:
        refused = testifying.answer(here, seq, form.cleaned_data["answer"], files, now=now)
    except NotFound:
        raise Http404 from None
    if refused:
        form.add_error("answer", say("acting.refused.otherwise", voice_of(here)))
    return refused is None


class ComingForm(forms.Form):
    """Whether somebody comes to a talk, and when they could if not then."""

    coming = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)

    def __init__(self, address: str, data: Any = None, initial: Typed | None = None) -> None:
        super().__init__(data, initial=initial)
        ways = {"yes": say("taking_part.coming.yes", address), "no": say("taking_part.coming.no", address)}
        self.fields["coming"] = forms.ChoiceField(choices=list(ways.items()), widget=forms.RadioSelect)
        for name in ("coming", "reason"):
            self.fields[name].label = say(f"taking_part.coming.{name}", address)
        self.fields["coming"].error_messages["required"] = say("taking_part.coming.choose", address)


@require_http_methods(["GET", "POST"])
@taking
def coming(request: HttpRequest, here: Here, seq: int) -> HttpResponseBase:
    """Whether they come to a talk that they are invited to: for who is no party."""
    now, address = timezone.now(), voice_of(here)
    talk = next((one for one in testifying.put_to(here, now=now).talks if one.seq == seq), None)
    if talk is None or not here.asked_only:
        raise Http404
    form = ComingForm(address, request.POST if request.method == "POST" else None, {"coming": talk.coming})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if testifying.come(here, seq, said["coming"], said["reason"], now=now) is None:
            messages.success(request, say("taking_part.coming.done", address))
            return redirect("frontdoor:taking part home", here.row.id)
        form.add_error(None, say("acting.refused.otherwise", address))
    context = look(here) | {"talk": talk, "form": form}
    return render(request, "frontdoor/taking_part/coming.html", context, status=422 if form.errors else 200)


@require_POST
@taking
def begun(request: HttpRequest, here: Here, seq: int) -> HttpResponseBase:
    """Keep what was typed of an answer."""
    put = _put(testifying.put_to(here, now=timezone.now()), seq)
    said, kept = _kept(request, here, asked.ANSWER, str(seq))
    if _by_script(request):
        return _said(said, kept)
    if not kept:
        form = AnswerForm(voice_of(here), initial=request.POST.dict())
        return _question_page(request, here, put, form, not_kept=said)
    messages.success(request, said)
    return redirect("frontdoor:taking part question", here.row.id, seq)
