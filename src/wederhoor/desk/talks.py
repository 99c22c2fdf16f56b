"""The talks of a dossier on its page: when, who came, the minutes and what each side said of them; and what their forms offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.desk.addresses import reverse
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.opened import called
from wederhoor.organisations.models import Account
from wederhoor.procedure.acts import Permissions
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.meetings import Minutes, Planned, minutes, planned, standing
from wederhoor.procedure.saying import role_label
from wederhoor.procedure.terms import local_date
from wederhoor.procedure.watching import invitees

KINDS = frozenset({"people", "planned", "attendance"})
"""Kinds of question that the talks of the dossier answer."""
FOLLOW_UP = ("hold meeting", "cancel meeting")


def _people(dossier: OpenDossier) -> list[tuple[str, str]]:
    """Who can be asked to a talk: the people of the dossier, and the colleagues who have it."""
    named = [(p.opaque or p.code, called(dossier, p)) for p in dossier.people]
    given = {a.account_id for a in dossier.assignments if not a.recused}
    accounts = Account.objects.filter(pk__in=given).values_list("pk", "name") if given else ()
    return list(dict([*((key.hex, name) for key, name in accounts), *named]).items())


def _when(at: datetime) -> str:
    return date_words(timezone.localtime(at), "j F Y H:i")


def label(dossier: OpenDossier, one: Planned) -> str:
    """Which talk it is: its name in the regulation."""
    known = dossier.regulation.meetings.get(one.meeting)
    return f"{known.label}{openness(known.public)}" if known else gettext("Gesprek")


def openness(public: bool | None) -> str:
    """' (besloten)' or ' (openbaar)' where the regulation says it."""
    return "" if public is None else f" ({gettext('openbaar') if public else gettext('besloten')})"


def offered(dossier: OpenDossier) -> Mapping[str, list[tuple[str, str]]]:
    """What the questions about talks can be answered with."""
    people, open_ = _people(dossier), standing(dossier.state)
    invited = dict.fromkeys(code for one in open_ for code in one.who)
    return {
        "people": people, "planned": [(str(one.first), f"{label(dossier, one)}, {_when(one.at)}") for one in open_],
        "attendance": _attending(dossier, invited, dict(people)) if invited else people,
    }  # fmt: skip


def _attending(dossier: OpenDossier, invited: Iterable[str], named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Of everybody who was invited it is asked; who is not for this role to see, or stood down since, has no name here."""
    unseen = gettext("Iemand anders die was uitgenodigd")
    return [(code, named.get(code) or dossier.called(code) or unseen) for code in invited]


def foreseen(dossier: OpenDossier, now: datetime) -> list[dict[str, Any]]:
    """Whom the regulation invites to each of its talks about one complaint, apart where it hears them apart, and who stays out of it and why."""
    meetings = {name: rule for name, rule in dossier.regulation.meetings.items() if not rule.every}
    found = [(rule, invitees(dossier.state, name, now)) for name, rule in meetings.items()]
    return [
        {
            "label": f"{rule.label}{openness(rule.public)}", "minutes": asked.minutes,
            "groups": [[role_label(dossier.state, role) for role in group] for group in asked.groups if group],
            "left_out": [no.because for no in asked.left_out], "source": rule.source,
        }
        for rule, asked in found
    ]  # fmt: skip


def rows(dossier: OpenDossier, may: Permissions, known: Mapping[str, str], now: datetime) -> list[dict[str, Any]]:
    """Every talk that this person may know of, the newest first; one that was moved stands once, at its new moment."""
    seen = {event.seq for event in dossier.events if "meeting_at" in event.values}
    mine = [one for one in planned(dossier.state) if one.seq in seen and (one.stands or one.cancelled)]
    return [_row(dossier, one, may, known, now) for one in reversed(mine)]


def _row(
    dossier: OpenDossier, one: Planned, may: Permissions, known: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    words, tone = _standing(one, now)
    open_ = one.stands and not one.held
    allowed = [act.act for act in may.may if act.act in FOLLOW_UP] if open_ else []
    return {
        "label": label(dossier, one), "at": one.at, "words": words, "tone": tone, "moves": one.moves,
        "place": dossier.texts.get((one.seq, "meeting_place"), ""), "who": list(_who(dossier, one, known)),
        "acts": [_act(dossier, act, one) for act in allowed],
    }  # fmt: skip


def _act(dossier: OpenDossier, act: str, one: Planned) -> dict[str, str]:
    address = reverse("desk:act", args=[dossier.number, act.replace(" ", "-")])
    return {
        "label": dossier.regulation.acts[act].label,
        "url": f"{address}?planned={one.first}&meeting={one.meeting.replace(' ', '+')}",
    }


def _standing(one: Planned, now: datetime) -> tuple[str, str]:
    if one.cancelled:
        return gettext("afgezegd"), "neutral"
    if one.held:
        return gettext("gehouden"), "success"
    return (gettext("gepland"), "info") if one.at >= now else (gettext("nog niet vastgelegd"), "warning")


def _who(dossier: OpenDossier, one: Planned, known: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Who was asked, and of a talk that was held whether they were there."""
    fields = dossier.regulation.acts["hold meeting"].fields if "hold meeting" in dossier.regulation.acts else {}
    options = choices_of(dossier.regulation, fields["attendance"]) if "attendance" in fields else {}
    for code in dict.fromkeys((*one.who, *one.attendance)):
        if name := dossier.called(code) or known.get(code, ""):
            yield {"name": name, "was": options.get(one.attendance.get(code, ""), "").lower()}


def minutes_rows(dossier: OpenDossier, now: datetime) -> list[dict[str, Any]]:
    """Minutes sent for comment that this person may know of, with what came back and from whom nothing yet."""
    seen = {event.seq for event in dossier.events}
    return [_minutes(dossier, one, seen, now) for one in reversed(minutes(dossier.state)) if one.seq in seen]


def _minutes(dossier: OpenDossier, one: Minutes, seen: set[int], now: datetime) -> dict[str, Any]:
    over = one.until is not None and local_date(now) > one.until
    return {
        "at": one.at, "until": one.until, "over": over,
        "comments": [
            {
                "by": _side(dossier, comment.party), "at": comment.at, "late": comment.late,
                "text": dossier.texts.get((comment.seq, "comments"), ""),
            }
            for comment in one.comments if comment.seq in seen
        ],
        "silent": [_side(dossier, side) for side in one.silent],
    }  # fmt: skip


def _side(dossier: OpenDossier, party: str) -> str:
    role = dossier.regulation.roles.get(party)
    return role.label if role else gettext("Onbekend")
