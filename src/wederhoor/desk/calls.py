"""Letters that somebody tells: the list of who must be called, what to say, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.correspondence.dispatch import as_sent, draft
from wederhoor.desk import presenting, tabs
from wederhoor.desk.addresses import reverse
from wederhoor.desk.dossier_page import is_party, may_send
from wederhoor.desk.looking import opened
from wederhoor.desk.outbox_words import reason_words
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import calls
from wederhoor.dossier.calls import ToTell, Tried
from wederhoor.dossier.door import Intent, OpenDossier, act_on
from wederhoor.organisations.models import Account
from wederhoor.procedure.acts import permitted
from wederhoor.procedure.commands import Command, Refusal

CONTACT = "contact"
"""The act that says that there was contact with the complainant, where the regulation has it."""


def result_words() -> dict[str, str]:
    """What can come of a call."""
    return {
        calls.TOLD: gettext("Gesproken: de brief is verteld"), calls.NO_ANSWER: gettext("Nam niet op"),
        calls.LEFT_WORD: gettext("Gevraagd om terug te bellen"), calls.ON_PAPER: gettext("Wil het toch op papier"),
    }  # fmt: skip


class CallForm(forms.Form):
    """What came of one call."""

    result = forms.ChoiceField(widget=forms.RadioSelect())
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    again = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )

    def __init__(self, entry: UUID, data: Any = None) -> None:
        super().__init__(data, prefix=entry.hex[:8])
        shown = {
            "result": (gettext("Wat kwam eruit?"), ""), "note": (gettext("Wat is er gezegd?"), ""),
            "again": (gettext("Wanneer opnieuw?"), gettext("Als er niemand opnam. Leeg is meteen weer.")),
        }  # fmt: skip
        for name, (label, more) in shown.items():
            self.fields[name].label, self.fields[name].help_text = label, more
        self.fields["result"].choices = list(result_words().items())  # type: ignore[attr-defined]  # a choice field
        self.fields["result"].error_messages["required"] = gettext("Kies wat eruit kwam.")


@require_safe
@desk
def listing(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Everybody who waits to hear a letter from this person."""
    rows = [
        {
            "number": one.number, "label": one.label, "to": one.to, "why": reason_words(one.reason)[0], "since": one.since,
            "later": one.again if one.again > timezone.now() else None, "url": reverse("desk:calls", args=[one.number]),
        }
        for one in calls.waiting(who.tenant, who.actor, now=timezone.now())
    ]  # fmt: skip
    return render(request, "desk/calls.html", frame(request, who, "worklist") | {"rows": rows})


@require_http_methods(["GET", "POST"])
@desk
def page(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The calls of one dossier: whom, at which number, what to say; and recording what came of it."""
    dossier = opened(who, number, "attach")
    if is_party(dossier):
        raise Http404
    open_, tried = calls.of(dossier)
    entry = next((one for one in open_ if str(one.id) == request.POST.get("entry")), None)
    form = CallForm(entry.id, request.POST) if entry else None
    if entry and form and form.is_valid() and _may(dossier, who, entry):
        return _recorded(request, who, dossier, entry, form.cleaned_data)
    if request.method == "POST" and entry is None:
        messages.error(request, gettext("Deze brief is intussen al afgehandeld."))
    context = tabs.page(request, who, dossier, "") | {
        "calls": [_row(dossier, who, one, form if one is entry else None) for one in open_],
        "tried": _tried(dossier, tried),
    }  # fmt: skip
    return render(request, "desk/calls_dossier.html", context, status=422 if form and form.errors else 200)


def _may(dossier: OpenDossier, who: Signed, one: ToTell) -> bool:
    found = draft(dossier, one.letter, one.seq, timezone.now())
    if found is None or not may_send(dossier, who.role, found):
        raise Http404
    return True


def _row(dossier: OpenDossier, who: Signed, one: ToTell, form: CallForm | None) -> dict[str, Any]:
    person = next((p for p in dossier.people if p.code == one.recipient), None)
    found, now = draft(dossier, one.letter, one.seq, timezone.now()), timezone.now()
    return {
        "id": one.id, "label": one.label, "to": person.name if person and person.name else one.to, "since": one.since,
        "later": one.again if one.again > now else None, "why": reason_words(one.reason)[0],
        "telephone": person.contact.get("telephone", "") if person else "",
        "wishes": presenting.contact_wishes(person.contact) if person else "",
        "words": mark_safe(as_sent(dossier, found, actor=who.actor, now=now)) if found else "",  # noqa: S308  # our own page, escaped when it was made
        "form": form or CallForm(one.id),
    }  # fmt: skip


def _tried(dossier: OpenDossier, tried: list[Tried]) -> list[dict[str, Any]]:
    known = dict(
        Account.objects.filter(pk__in={UUID(hex=one.by) for one in tried if len(one.by) == 32}).values_list(
            "pk", "name"
        )
    )
    letters, words = dossier.regulation.letters, result_words()
    return [
        {
            "at": one.at, "by": known.get(UUID(hex=one.by), "") if len(one.by) == 32 else "", "note": one.note,
            "label": letters[one.letter].label if one.letter in letters else one.letter, "result": words[one.result],
        }
        for one in tried
    ]  # fmt: skip


def _recorded(
    request: HttpRequest, who: Signed, dossier: OpenDossier, one: ToTell, given: dict[str, Any]
) -> HttpResponseBase:
    result, again, now = str(given["result"]), given["again"], timezone.now()
    done = calls.record(dossier, one.id, result, note=given["note"], again=_later(again), actor=who.actor, now=now)
    if not done:
        messages.error(request, gettext("Deze brief is intussen al afgehandeld."))
    else:
        refused = None
        if result == calls.TOLD:
            refused = _contacted(who, dossier, one, given["note"])
        messages.success(request, gettext("Vastgelegd."))
        if refused:
            words = gettext("Het gesprek staat niet in het verloop: %(because)s (%(source)s).")
            messages.warning(request, words % {"because": refused.because, "source": refused.source})
    return redirect("desk:calls", dossier.number)


def _later(again: datetime | None) -> datetime | None:
    return again if again and again > timezone.now() else None


def _contacted(who: Signed, dossier: OpenDossier, one: ToTell, note: str) -> Refusal | None:
    """Who was told by telephone was spoken to: that stands in the history too, where the regulation has an act for it.

    A refusal says why it could not.
    """
    state, now = dossier.state, timezone.now()
    rule = state.regulation.acts.get(CONTACT)
    spoken = next((p for p in dossier.people if p.code == one.recipient), None)
    if (
        rule is None
        or spoken is None
        or spoken.side not in ("complainant", "client", "representative")
        or one.reason != "call"
    ):
        return None
    if all(allowed.act != CONTACT or allowed.on_behalf_of for allowed in permitted(state, who.role, now).may):
        return None
    texts = {"note": note} if note and "note" in rule.fields else {}
    command = Command(CONTACT, who.role, {"how": "telephone"}, frozenset(texts))
    _, done = act_on(
        who.tenant, dossier.number, lambda fresh: Intent(command, texts, fresh.seq), actor=who.actor, now=now
    )
    return done.refusal if done else None
