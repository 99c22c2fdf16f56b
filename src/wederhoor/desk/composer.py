"""Writing on the page of a dossier: a message to the complainant, notes for inside, a telephone call. Each a form of its own.

They are acts of the regulation; text never goes from one form to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk import presenting
from wederhoor.desk.addresses import reverse
from wederhoor.dossier import mentions
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.drafts import Kept
from wederhoor.organisations.models import Membership
from wederhoor.procedure.acts import Permissions
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import Act
from wederhoor.procedure.offering import hidden

MESSAGE, CALL, HOW, TELEPHONE = "message", "contact", "how", "telephone"
Drafts = Mapping[tuple[str, str], Kept]


def is_note(act: Act) -> bool:
    """An act that only writes something down for inside: one text, closed to the parties, and nothing follows from it."""
    only = next(iter(act.fields.values()), None)
    closed = len(act.fields) == 1 and only is not None and only.kind == "long text" and only.compartment != "party"
    return (
        closed
        and only is not None
        and only.required
        and not (act.brings_about or act.letters or act.closes or act.stops)
    )


def _own(found: Permissions) -> list[str]:
    return [allowed.act for allowed in found.may if not allowed.on_behalf_of and not allowed.part]


def panes(
    dossier: OpenDossier, found: Permissions, kept: Drafts, now: datetime, known: Iterable[Membership]
) -> list[dict[str, Any]]:
    """The forms this person may write in now, the message first. ``known``: of `mentions.around`."""
    may = _own(found)
    return [*_message(dossier, may, kept), *_notes(dossier, may, kept, now, known), *_call(dossier, may, kept, now)]


def _pane(dossier: OpenDossier, act: str, field: str, kept: Drafts, **more: Any) -> dict[str, Any]:
    address, draft = presenting.act_url(dossier.number, act), kept.get((act, ""))
    closed = dossier.regulation.acts[act].fields[field].compartment
    return {
        "code": plain(act), "url": address, "field": plain(field), "seq": dossier.seq, "internal": closed != "party",
        "draft_url": reverse("desk:draft", args=[dossier.number, act.replace(" ", "-")]), "hidden": {}, "readers": [],
        "text": (draft.typed.get(plain(field)) or [""])[0] if draft else "", "saved": draft.saved if draft else None,
        "compartment": closed, **more,
    }  # fmt: skip


def _message(dossier: OpenDossier, may: list[str], kept: Drafts) -> Iterator[dict[str, Any]]:
    if MESSAGE in may and MESSAGE in dossier.regulation.acts[MESSAGE].fields:
        name = next((p.name for p in dossier.people if p.side in ("complainant", "representative") and p.name), "")
        label = gettext("Bericht aan %(name)s") % {"name": name} if name else gettext("Bericht aan de klager")
        yield _pane(
            dossier, MESSAGE, MESSAGE, kept, tab=gettext("Bericht aan klager"), label=label, icon="mail", tone="accent",
            button=gettext("Versturen naar klager"), sign="send",
            said=gettext("Dit gaat als brief naar de klager en komt in het partijdossier."),
        )  # fmt: skip


def _notes(
    dossier: OpenDossier, may: list[str], kept: Drafts, now: datetime, known: Iterable[Membership]
) -> Iterator[dict[str, Any]]:
    acts = dossier.regulation.acts
    for act in (name for name in may if is_note(acts[name])):
        field = next(iter(acts[act].fields))
        compartment = acts[act].fields[field].compartment
        readers = [
            (account.hex, name)
            for account, name in mentions.who_can(dossier, compartment, now, known)
            if account != dossier.actor.account
        ]
        yield _pane(
            dossier, act, field, kept, tab=acts[act].done if act != "note" else gettext("Interne notitie"), label=acts[act].label,
            icon="lock", tone="warning", button=gettext("Notitie bewaren"), sign="lock",
            said=gettext("Niet zichtbaar voor de klager en de aangeklaagde."), readers=readers,
        )  # fmt: skip


def _call(dossier: OpenDossier, may: list[str], kept: Drafts, now: datetime) -> Iterator[dict[str, Any]]:
    if CALL not in may:
        return
    act = dossier.regulation.acts[CALL]
    offered = choices_of(dossier.regulation, act.fields[HOW]) if HOW in act.fields else {}
    left_out = hidden(dossier.state, dossier.state.procedure.acts[CALL], dossier.actor.role, now)
    text = next((n for n, f in act.fields.items() if f.kind == "long text"), "")
    if TELEPHONE in offered and (HOW, TELEPHONE) not in left_out and text:
        closed = act.fields[text].compartment != "party"
        said = (
            gettext("Alleen voor wie de klacht behandelt.")
            if closed
            else gettext("Komt in het partijdossier: de klager kan dit lezen.")
        )
        yield _pane(
            dossier, CALL, text, kept, tab=gettext("Telefoongesprek"), label=gettext("Wat is er besproken?"), icon="phone",
            tone="info", button=gettext("Gesprek vastleggen"), sign="phone", hidden={HOW: TELEPHONE}, said=said,
            when=f"{timezone.localtime(now):%Y-%m-%dT%H:%M}",
        )  # fmt: skip
