"""Keeping what somebody is still writing: by a button, and by itself while they type."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from wederhoor.desk import presenting
from wederhoor.desk.act_page import act_of, not_kept
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import drafts
from wederhoor.dossier.acting.forms import SEQ, plain
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.model import Act

NOT_TYPED = frozenset({"csrfmiddlewaretoken", SEQ, "discard", "preview", "back"})


@require_POST
@desk
def save(request: HttpRequest, who: Signed, number: str, act: str) -> HttpResponseBase:
    """Keep the draft of one act, or throw it away. A script gets the words to show, a person the page they were on."""
    dossier, part, now = opened(who, number, "act"), request.GET.get("part", ""), timezone.now()
    name = act_of(dossier, act)
    thrown = "discard" in request.POST
    typed = {} if thrown else _typed(request, dossier.regulation.acts[name])
    try:
        drafts.keep(dossier, name, typed, part=part, actor=who.actor, now=now)
    except ValueError:
        words = gettext("Deze tekst is te lang om als concept te bewaren.")
        if _by_script(request):
            return JsonResponse({"said": words}, status=413)
        return not_kept(request, who, dossier, name, part, typed, words)
    said = (
        gettext("Concept weggegooid.")
        if thrown
        else gettext("Concept bewaard om %s") % f"{timezone.localtime(now):%H:%M}"
    )
    if _by_script(request):
        return JsonResponse({"said": said})
    messages.success(request, said)
    back = request.POST.get("back") == "dossier"
    return redirect("desk:dossier", number) if back else redirect(presenting.act_url(number, name, part))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _typed(request: HttpRequest, act: Act) -> dict[str, list[str]]:
    """What was filled in. On the page of the dossier the choices are made beforehand: without a text there is nothing to keep."""
    found = {name: list(map(str, values)) for name, values in request.POST.lists() if name not in NOT_TYPED}
    texts = [plain(name) for name, field in act.fields.items() if field.kind in TEXT_KINDS]
    empty = not any(value.strip() for name in texts for value in found.get(name, []))
    return {} if empty and request.POST.get("back") == "dossier" else found
