"""What a dossier waits for beside its duties: open questions, what the complainant's wish closes, and what to do before an act can be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext

from wederhoor.desk.presenting import act_url, part_label
from wederhoor.desk.tabs import is_party
from wederhoor.dossier.door import OpenDossier
from wederhoor.procedure import mending
from wederhoor.procedure.acts import Permissions
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.saying import role_label
from wederhoor.procedure.watching import impossible, open_questions

MENDED = ("condition", "consent")
"""Refusals for something that did not happen yet; no step takes away the others."""


def questions(dossier: OpenDossier, known: Mapping[str, str], now: datetime) -> list[dict[str, Any]]:
    """Whom something was asked who did not answer yet, the longest waiting first; only what this person may know of."""
    seen = {event.seq for event in dossier.events}
    return [
        {
            "who": dossier.called(one.person) or known.get(one.person) or gettext("Iemand anders"), "asked": one.asked,
            "before": one.before, "late": one.late,
        }
        for one in open_questions(dossier.state, now) if one.seq in seen
    ]  # fmt: skip


def closed_by_wish(dossier: OpenDossier, now: datetime) -> dict[str, list[str]]:
    """The acts that cannot be done because somebody may hear nothing, under the reason: the complainant can change that."""
    found: dict[str, list[str]] = {}
    for one in impossible(dossier.state, now):
        if one.wish:
            found.setdefault(one.because, []).append(one.label)
    return found


def not_yet(dossier: OpenDossier, found: Permissions, now: datetime) -> list[dict[str, Any]]:
    """What this person may not do now: why, where that stands, and what to do first."""
    acts, rows = dossier.regulation.acts, dict[tuple[str, str, str], dict[str, Any]]()
    for one in found.may_not:
        if one.code != "role" and not acts[one.act].opens:
            key = (acts[one.act].label, one.because, one.source)
            rows.setdefault(
                key, {**dict(zip(("label", "because", "source"), key, strict=True)), "first": first(dossier, one, now)}
            )
    return list(rows.values())


def first(dossier: OpenDossier, refused: Refusal | None, now: datetime, part: str = "") -> list[dict[str, str]]:
    """The steps that take away what stands in the way: a link to who may do them now, and else whose they are."""
    if refused is None or refused.code not in MENDED or refused.field:
        return []
    state, role = dossier.state, dossier.actor.role
    scope = part or (min(state.parts, default="") if state.regulation.acts[refused.act].per == "part" else "")
    found = mending.steps(state, refused.act, role, now, scope)
    return [_step(dossier, one, scope) for one in found if one.mine or not is_party(dossier)]


def _step(dossier: OpenDossier, step: mending.Step, part: str) -> dict[str, str]:
    act = dossier.state.procedure.acts[step.act]
    chosen = [act.choices[name].get(code, code) for name, code in step.answers]
    scope = part if act.rule.per == "part" else ""
    url = act_url(dossier.number, step.act, scope)
    known = {*dossier.regulation.roles, *dossier.regulation.consents}
    filled = urlencode([one for one in step.answers if one[1] in known])  # whom it is about; never what to answer
    return {
        "label": f"{act.rule.label} ({', '.join(chosen)})" if chosen else act.rule.label, "part": part_label(scope),
        "url": f"{url}{'&' if '?' in url else '?'}{filled}" if filled and step.mine else url if step.mine else "",
        "by": "" if step.mine else ", ".join(role_label(dossier.state, one) for one in step.by),
        "later": "" if step.now else "yes", "instead": "yes" if step.instead else "",
    }  # fmt: skip
