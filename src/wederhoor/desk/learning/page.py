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
from wederhoor.insight import rights
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.model import Regulation

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
            said = {"because": _because(right, who)}
            return render(request, "desk/refused.html", frame(request, who, "") | said, status=403)

        return page

    return wrap


def _because(right: Right, who: Signed) -> str:
    """Why this is not theirs: for which roles of their regulation it is, and which role they have here."""
    if outside(who.membership):
        return (
            gettext("U werkt hier vanuit een andere organisatie. Dit deel is er voor wie bij %s zelf werkt.")
            % who.tenant.name
        )
    known = {"roles": _roles(right, who.regulation), "role": who.role_label}
    if right is rights.reads_any_report:
        return gettext("De regeling noemt uw rol (%(role)s) niet bij een verslag. Wel deze rollen: %(roles)s.") % known
    return gettext("Dit deel is er voor deze rollen: %(roles)s. Uw rol is nu: %(role)s.") % known


def _roles(right: Right, regulation: Regulation) -> str:
    """The roles of the house with this right, as the regulation calls them."""
    return ", ".join(dict.fromkeys(role.label for code, role in regulation.roles.items() if right(regulation, code)))
