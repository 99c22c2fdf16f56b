"""Whom a side can name on its own pages: who handles the complaint, and where consent is asked for a contact, the others it knows of."""

from __future__ import annotations

from django.utils.html import format_html

from wederhoor.dossier import opened
from wederhoor.dossier.involvement import SIDES
from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor.sentences import dutch
from wederhoor.organisations.models import Account
from wederhoor.procedure import needs
from wederhoor.procedure.model import Act
from wederhoor.procedure.saying import role_label, small


def nameable(dossier: OpenDossier, act: Act) -> list[tuple[str, str]]:
    """Who can be answered to a question for a person, as code and name."""
    return others(dossier) if act.consents else handling(dossier)


def others(dossier: OpenDossier) -> list[tuple[str, str]]:
    """Everybody in the dossier whom this side may know of and who is not of it (IZW-03: consent is for each contact by itself)."""
    own = SIDES[needs.kind_of(dossier.state, dossier.actor.role)]
    return [(one.code, name) for one in dossier.people if one.side not in own and (name := dossier.called(one.code))]


def handling(dossier: OpenDossier) -> list[tuple[str, str]]:
    """Who handles this complaint, by name and role: the people whom a party may object to."""
    mine = opened.handling(dossier)
    names = Account.objects.filter(pk__in=mine).order_by("name").values_list("pk", "name")
    return [(pk.hex, _with_role(name, small(role_label(dossier.state, mine[pk])))) for pk, name in names]


def _with_role(name: str, role: str) -> str:
    return format_html("{} ({})", name, dutch(role))
