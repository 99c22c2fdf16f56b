"""The words of the register: themes under their headings, causes and reasons. Added, renamed or ended; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wederhoor.desk.absence import DAY
from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.register import only_whole
from wederhoor.desk.signed import Signed
from wederhoor.dossier import access, register_words
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.register_words import EDITABLE, Listed, Lists, Unfit
from wederhoor.insight import rights
from wederhoor.procedure.register_words import HEADINGS, THEMES

LOGGED = "register words"


def lists_of() -> dict[str, str]:
    """The lists that can be changed, with their name."""
    named = (
        gettext("Hoofdthema's"),
        gettext("Thema's"),
        gettext("Oorzaken"),
        gettext("Redenen van later"),
        gettext("Redenen van niet behandelen"),
    )
    return dict(zip(EDITABLE, named, strict=True))


class WordForm(forms.Form):
    """One word of a list."""

    label = forms.CharField(label=_("Naam"), max_length=80)
    heading = forms.ChoiceField(label=_("Telt onder het hoofdthema"))
    until = forms.DateField(
        label=_("Te kiezen tot en met"), required=False, widget=DAY, help_text=_("Leeg is zonder einde. Wat al zo geteld is, blijft staan."),
    )  # fmt: skip

    def __init__(self, lists: Lists, kind: str, word: Listed | None, data: Any = None) -> None:
        initial = {"label": word.label, "heading": word.heading, "until": word.until} if word else {}
        super().__init__(data, initial=initial)
        headings = [(code, one.label) for code, one in lists[HEADINGS].items()]
        self.fields["heading"].choices = headings  # type: ignore[attr-defined]  # a choice field, declared above
        if kind != THEMES:
            del self.fields["heading"]


@require_http_methods(["GET", "POST"])
@learning(rights.keeps_register)
def words(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The lists, and one word of them to change or add."""
    only_whole(who)
    kind, code = request.GET.get("lijst", THEMES), request.GET.get("woord", "")
    with in_organisation(who.tenant.pk, account=who.account.pk):
        lists = register_words.lists(who.tenant.pk)
    if kind not in EDITABLE or (code and code not in lists[kind]):
        raise Http404
    form = WordForm(lists, kind, lists[kind].get(code), request.POST if request.method == "POST" else None)
    if form.is_valid() and _kept(who, kind, code, form):
        messages.success(request, gettext("De lijst is bijgewerkt."))
        return redirect(f"{request.path}?lijst={kind}")
    context = around(request, who, "register") | {
        "kinds": [{"code": one, "label": label, "current": one == kind} for one, label in lists_of().items()],
        "groups": list(_groups(lists, kind, timezone.localdate())), "kind": kind, "form": form,
        "word": lists[kind].get(code), "list_name": lists_of()[kind],
    }  # fmt: skip
    return render(request, "desk/learning/register_words.html", context, status=422 if form.errors else 200)


def _kept(who: Signed, kind: str, code: str, form: WordForm) -> bool:
    """Whether the word was kept; else the form says why not."""
    given, now = form.cleaned_data, timezone.now()
    word = Listed(code, given["label"], given.get("heading", ""), given["until"])
    try:
        with in_organisation(who.tenant.pk, account=who.account.pk):
            register_words.keep(who.tenant, kind, word, actor=who.actor, now=now)
            access.log(who.tenant.pk, who.actor, LOGGED, now=now)
    except Unfit as unfit:
        form.add_error("label", gettext(unfit.wrong) % {"label": unfit.label})
        return False
    return True


def _groups(lists: Lists, kind: str, today: date) -> Iterator[dict[str, Any]]:
    """The words of a list; themes under their heading."""
    rows = [{"code": one.code, "label": one.label, "until": one.until, "own": one.own, "heading": one.heading, "ended": not one.chosen_on(today)}
            for one in lists[kind].values()]  # fmt: skip
    if kind != THEMES:
        yield {"label": "", "rows": rows}
        return
    for code, heading in lists[HEADINGS].items():
        yield {"label": heading.label, "rows": [row for row in rows if row["heading"] == code]}
