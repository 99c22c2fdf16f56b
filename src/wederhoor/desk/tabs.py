"""The tabs of a dossier, in one list: each a page with its own address, shown to whoever may open it.

A page in a dossier calls `page()` for its context and extends `desk/dossier_base.html`. Another subject adds one function to
`TABS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk import presenting
from wederhoor.desk.addresses import reverse
from wederhoor.desk.signed import Signed, frame
from wederhoor.dossier import asked, people, placing, register_entry, regulations
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.policy import NEEDS, PARTIES
from wederhoor.procedure.retention import destroy_after
from wederhoor.procedure.way import way


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its code, its name on the screen, its address, its sign, and whether a party never sees what is in it."""

    code: str
    label: str
    url: str
    icon: str
    internal: bool = False


def is_party(dossier: OpenDossier) -> bool:
    """Whether this person looks as a party. A party reads the letters that were sent to it; the others work on them."""
    return dossier.regulation.roles[dossier.actor.role].kind in PARTIES


def _overview(dossier: OpenDossier) -> Iterator[Tab]:
    yield Tab("overview", gettext("Overzicht"), reverse("desk:dossier", args=[dossier.number]), "home")


def _people(dossier: OpenDossier) -> Iterator[Tab]:
    yield Tab("people", gettext("Mensen"), reverse("desk:people", args=[dossier.number]), "users")


def _compartments(dossier: OpenDossier) -> Iterator[Tab]:
    for code in Compartment.values:
        if code in dossier.compartments and not is_party(dossier):
            address = reverse("desk:compartment", args=[dossier.number, code])
            internal = code != Compartment.PARTY
            yield Tab(code, gettext(Compartment(code).label), address, "lock" if internal else "message", internal)


def _papers(dossier: OpenDossier) -> Iterator[Tab]:
    yield Tab("papers", gettext("Stukken"), reverse("desk:papers", args=[dossier.number]), "paperclip")


def _linked(dossier: OpenDossier) -> Iterator[Tab]:
    if people.keeps(dossier):
        yield Tab("linked", gettext("Gekoppeld"), reverse("desk:linked", args=[dossier.number]), "subtask")


def _coming_in(dossier: OpenDossier) -> Iterator[Tab]:
    if people.keeps(dossier):
        yield Tab("coming in", gettext("Binnenkomst"), reverse("desk:coming in", args=[dossier.number]), "inbox")


def _asking(dossier: OpenDossier) -> Iterator[Tab]:
    if asked.asks(dossier):
        yield Tab(
            "asking", gettext("Vragen"), reverse("desk:asking", args=[dossier.number]), "help-circle", internal=True
        )


def _register(dossier: OpenDossier) -> Iterator[Tab]:
    if register_entry.may_keep(dossier.regulation, dossier.actor.role):
        address = reverse("desk:register entry", args=[dossier.number])
        yield Tab("register", gettext("Register"), address, "chart-bar", internal=True)


def _note(dossier: OpenDossier) -> Iterator[Tab]:
    if dossier.state.closed and register_entry.may_keep(dossier.regulation, dossier.actor.role):
        address = reverse("desk:make case note", args=[dossier.number])
        yield Tab("note", gettext("Casus"), address, "bulb", internal=True)


TABS: tuple[Callable[[OpenDossier], Iterator[Tab]], ...] = (
    _overview,
    _coming_in,
    _people,
    _asking,
    _papers,
    _compartments,
    _linked,
    _register,
    _note,
)
"""The list: in this order on every page of a dossier."""


def shown(dossier: OpenDossier, current: str) -> list[dict[str, Any]]:
    """The tabs that this person may open."""
    return [
        {"label": tab.label, "url": tab.url, "icon": tab.icon, "internal": tab.internal, "current": tab.code == current}
        for tabs in TABS
        for tab in tabs(dossier)
    ]


def head(dossier: OpenDossier) -> dict[str, Any]:
    """What every page about a dossier says of it."""
    words = dossier.state.procedure.words.values
    known = dossier.values(timezone.now())
    capacity, law = (str(known.get(name, "")) for name in ("capacity", "law"))
    address = reverse("desk:dossier", args=[dossier.number])
    return {
        "number": dossier.number, "subject": dossier.subject or dossier.number, "url": address,
        "capacity": words.get(("capacity", capacity), "") if capacity else "", "law": words.get(("law", law), "") if law else "",
        "location": dossier.row.location.name if dossier.row.location else "", "team": placing.team_name(dossier.row),
        "worklist_url": reverse("desk:worklist"),
        "destroy_after": destroy_after(dossier.state), "print_url": f"{address}?print",
        "whole_url": reverse("desk:whole", args=[dossier.number]),
        "regulation": "; ".join(_regulations(dossier)), "keeping": presenting.keeping(dossier.state),
    }  # fmt: skip


def _regulations(dossier: OpenDossier) -> list[str]:
    """The regulation the dossier is under, with its version, and the cooperative's beside it."""
    beside = [regulations.pinned(dossier.row.beside)] if dossier.row.beside else []
    return [f"{r.title}, {r.version}" for r in (dossier.regulation, *beside)]


def page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, current: str, waiting: int | None = None
) -> dict[str, Any]:
    """The context of a page in a dossier: the desk around it, its head, its phases and its tabs; ``waiting`` as in `frame`."""
    return frame(request, who, "worklist", waiting) | {
        "dossier": head(dossier), "phases": way(dossier.state, timezone.now()), "tabs": shown(dossier, current),
        "may_export": "export" in NEEDS[dossier.regulation.roles[dossier.actor.role].kind].actions,
    }  # fmt: skip
