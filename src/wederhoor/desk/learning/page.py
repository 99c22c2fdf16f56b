"""What every page of learning shows around its content, and who is let in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from wederhoor.desk.learning.tabs import Right, let_in, outside, tabs_for
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier.opening import NotFound
from wederhoor.organisations.models import Organisation

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Signed, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_of(who: Signed) -> Organisation | None:
    """The member of a cooperative whose figures alone this person sees; None for the whole organisation. Raises NotFound.

    Somebody from outside belongs to no part of it: nothing of learning is asked for them.
    """
    if outside(who.membership):
        raise NotFound
    own = who.membership.organisation
    return None if own == who.tenant else own


def around(request: HttpRequest, who: Signed, current: str) -> dict[str, Any]:
    """The frame of the desk with the tabs of learning that this person may open."""
    found = tabs_for(who.regulation, who.membership)
    tabs = [{"label": gettext(tab.word), "url": reverse(tab.url), "current": tab.code == current} for tab in found]
    return frame(request, who, "learning") | {"tabs": tabs}


def learning(right: Right) -> Callable[[View[P]], Page[P]]:
    """A page of learning for whoever has this right; others read why not, with status 403."""

    def wrap(view: View[P]) -> Page[P]:
        @desk
        @wraps(view)
        def page(request: HttpRequest, who: Signed, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if let_in(right, who.regulation, who.membership):
                try:
                    return view(request, who, *args, **kwargs)
                except NotFound:
                    raise Http404 from None
            because = gettext("Deze cijfers zijn er voor wie klachten behandelt, coördineert of bestuurt.")
            return render(request, "desk/refused.html", frame(request, who, "") | {"because": because}, status=403)

        return page

    return wrap
