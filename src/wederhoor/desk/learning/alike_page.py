"""What resembles what: groups of complaints with the same words, over what this person may open."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk.learning.page import around, learning
from wederhoor.desk.learning.signal_words import theme_words
from wederhoor.desk.signed import Signed
from wederhoor.dossier.queries import Read, read_many
from wederhoor.insight import rights
from wederhoor.insight.alike import Group, Told, groups

MOST = 2000
SHOWN = 20


@require_http_methods(["GET", "POST"])
@learning(rights.sees_figures)
def page(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """What it does (GET); the groups (POST): reading so many texts is done when somebody asks for it, and logged."""
    context: dict[str, Any] = around(request, who, "signals")
    if request.method == "POST":
        read = read_many(who.tenant, who.actor, most=MOST, logged="alike", now=timezone.now())
        found = groups([Told(one.number, one.text, one.names) for one in read])
        known = {one.number: one for one in read}
        context |= {"looked": True, "many": len(read), "groups": [_shown(who, one, known) for one in found[:SHOWN]]}
    answer = render(request, "desk/learning/alike.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(who: Signed, group: Group, known: dict[str, Read]) -> dict[str, Any]:
    themes = theme_words(who)
    counts = Counter(
        (
            themes.get(known[key].theme, known[key].theme) or gettext("geen thema"),
            known[key].place or gettext("geen locatie"),
        )
        for key in group.keys
    )
    return {
        "words": group.words, "size": len(group.keys),
        "counts": [{"theme": theme, "place": place, "n": n} for (theme, place), n in counts.most_common()],
        "numbers": [{"number": key, "url": reverse("desk:dossier", args=[key])} for key in group.keys],
    }  # fmt: skip
