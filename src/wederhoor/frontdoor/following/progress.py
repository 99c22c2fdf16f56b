"""Where a complaint stands, in words for who complains: phase, promises with their dates and why, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.translation import gettext

from wederhoor.dossier import own
from wederhoor.dossier.opening import OpenDossier
from wederhoor.frontdoor.happened import happened
from wederhoor.frontdoor.sentences import Voice, dutch, say_if_any
from wederhoor.frontdoor.voices import voice_of
from wederhoor.procedure import needs
from wederhoor.procedure.dossier import State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.way import way

RUNNING = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the complainant is owed: by whom, before when, and how that day came about."""

    title: str
    text: str
    day: str
    why: tuple[str, ...]
    late: bool = False
    source: str = ""
    dated: bool = True
    dutch: bool = False


def day_words(value: date | datetime | None) -> str:
    """'woensdag 9 december 2026', with the time for a term in hours."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{date_format(local, 'l j F Y')}, {gettext('%s uur') % date_format(local, 'H.i')}"
    return date_format(value, "l j F Y") if value else ""


def owed(state: State, now: datetime) -> list[DutyStatus]:
    """What runs now and is owed to the complainant, in the order of the road: that of the regulation, then what only the law says.

    By date the decision would stand before the receipt, for the text seldom gives a day to what comes first.
    """
    mine = (d for d in duties(state, now) if "complainant" in d.owed_to and needs.concerns(state, "complainant", d))
    return [d for d in mine if d.status in RUNNING]


def promises(state: State, voice: Voice, now: datetime, *, by_code: bool = False) -> list[Promise]:
    """The promises of the regulation that run now, as this organisation says them."""
    return [_promise(state, voice, duty, by_code=by_code) for duty in owed(state, now)]


def promised(voice: Voice, duty: DutyStatus, *, by_code: bool) -> str:
    """What a duty means for who complains, in plain words; '' when only the regulation's own words are there.

    Who hears of it ``by_code`` alone is promised no call and no letter.
    """
    here = say_if_any(f"promises.unreached.{duty.name}", voice) if by_code else ""
    return here or say_if_any(f"promises.owed.{duty.name}", voice)


def _promise(state: State, voice: Voice, duty: DutyStatus, *, by_code: bool) -> Promise:
    holder = dutch(state.regulation.roles[duty.holder].label)
    who = format_html(escape(gettext("Dit doet: %s.")).replace("%s", "{}"), holder)
    title = promised(voice, duty, by_code=by_code)
    return Promise(
        title or duty.label,
        who,
        _day(duty),
        duty.why,
        duty.status == "overdue",
        duty.source,
        (duty.due or duty.aim) is not None,
        not title,
    )


def _day(duty: DutyStatus) -> str:
    if duty.due is None and duty.aim:  # the term begins after something else, and by the strictest reading it runs
        aim = gettext("Wij proberen het uiterlijk op %s te doen.") % day_words(duty.aim)
        begins = gettext("De termijn moet nog beginnen.")
        return begins if duty.aim_passed(timezone.now()) else f"{begins} {aim}"
    if duty.due is None:
        return gettext("De regeling noemt hiervoor geen datum.")
    late = gettext("Dit had gemoeten op %s. Wij zijn te laat.")
    return (late if duty.status == "overdue" else gettext("Uiterlijk op %s.")) % day_words(duty.due)


def progress(dossier: OpenDossier, now: datetime) -> dict[str, Any]:
    """What the first page of a followed complaint shows."""
    state, rules, me = dossier.state, dossier.regulation, own.me(dossier)
    acts = [e for e in dossier.events if rules.acts[e.act].group != "Werk"]
    by_code = not (me and (me.account or own.reachable(me.contact)))
    ahead = way(state, now, owed=[duty.name for duty in owed(state, now)])
    return {
        "phase": rules.phases[state.phase(now)].label, "closed": state.closed, "way": ahead,
        "next": promises(state, voice_of(dossier), now, by_code=by_code), "by_code": by_code, "story": _told(dossier),
        "happened": happened(dossier, acts),
    }  # fmt: skip


def _told(dossier: OpenDossier) -> list[str]:
    """What the complainant wrote themselves, as it came in."""
    first = dossier.events[0].seq
    return [text for (seq, _), text in sorted(dossier.texts.items()) if seq == first]
