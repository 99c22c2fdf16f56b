"""What is still missing before a complaint is closed, each named, with the way to it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from wederhoor.correspondence.meant import for_nobody
from wederhoor.dossier import register_entry
from wederhoor.dossier.door import OpenDossier
from wederhoor.insight.register.labels import missing_words
from wederhoor.procedure.dossier import LetterDue, State
from wederhoor.procedure.duties import DutyStatus, duties
from wederhoor.procedure.questions import as_name
from wederhoor.procedure.saying import role_label

#: Without these a complaint cannot be counted or its terms explained.
KNOWN = ("law", "kind", "capacity")
REGISTER = "register"
SAFETY, SAFETY_ASKED = "safety question", "safety asked"


def sent(dossier: OpenDossier, due: LetterDue) -> bool:
    """Whether this letter went out (or waits to be printed)."""
    return any((d.kind, d.letter, d.seq) == ("letter", due.name, due.seq) for d in dossier.documents)


def missing(dossier: OpenDossier, now: datetime) -> list[dict[str, str]]:
    """Everything that is not there yet: values, the register, letters, and duties that would lapse."""
    state, found = dossier.state, list[dict[str, str]]()
    found += [_unknown(state, name) for name in KNOWN if _asked(state, name) and not state.value(name)]
    if REGISTER in state.regulation.acts and not state.times(REGISTER):
        words = gettext("Het register is nog niet ingevuld: wat is er gedaan en wat leverde het op?")
        found.append({"label": words, "url": _act(dossier, REGISTER)})
    found += _columns(dossier, now)
    found += [*_safety(dossier), *_consents(dossier)]
    found += [_letter(dossier, due) for due in state.letters if not (sent(dossier, due) or for_nobody(dossier, due))]
    return found + _duties(dossier, now)


def before(act: str, dossier: OpenDossier, now: datetime, *, closes: bool) -> list[dict[str, str]]:
    """What is to be seen before this act: all of it before closing, what the register lacks when somebody writes in it."""
    if closes:
        return missing(dossier, now)
    return _columns(dossier, now) if act == REGISTER else []


def _columns(dossier: OpenDossier, now: datetime) -> list[dict[str, str]]:
    """What the register would miss, for who keeps it."""
    if not register_entry.may_keep(dossier.regulation, dossier.actor.role):
        return []
    named = missing_words(name for name in register_entry.gaps(dossier, now) if name not in KNOWN)
    words = gettext("Het register mist nog: %(what)s.")
    url = reverse("desk:register entry", args=[dossier.number])
    return [{"label": words % {"what": named}, "url": url}] if named else []


def _safety(dossier: OpenDossier) -> list[dict[str, str]]:
    """The question whether anybody is in danger, which comes first and must not be forgotten."""
    if SAFETY not in dossier.regulation.acts or dossier.state.times(SAFETY_ASKED):
        return []
    return [{"label": gettext("De vraag naar de veiligheid is niet beantwoord."), "url": _act(dossier, SAFETY)}]


def _consents(dossier: OpenDossier) -> list[dict[str, str]]:
    """The steps for which consent was never asked: none was needed, or the step was forgotten."""
    state = dossier.state
    named = [option.label for code, option in state.regulation.consents.items() if not state.consents.get(code)]
    words = gettext("Toestemming is nooit gevraagd: %(what)s. Dat hoeft alleen als die stap nodig was.")
    return [{"label": words % {"what": "; ".join(named)}, "url": ""}] if named else []


def _asked(state: State, name: str) -> bool:
    return any(name in act.fields for act in state.regulation.acts.values())


def _unknown(state: State, name: str) -> dict[str, str]:
    label = as_name(state.procedure.words.values.get((name, ""), name))
    return {"label": gettext("Niet bekend: %(what)s.") % {"what": label}, "url": ""}


def _letter(dossier: OpenDossier, due: LetterDue) -> dict[str, str]:
    label = dossier.regulation.letters[due.name].label
    words = gettext("De brief ‘%(label)s’ is nog niet verstuurd.") % {"label": label}
    return {"label": words, "url": reverse("desk:letter", args=[dossier.number, due.name, due.seq])}


def _duties(dossier: OpenDossier, now: datetime) -> list[dict[str, str]]:
    """Duties that run and that closing would end without their being done; those of others outside go on."""
    state = dossier.state
    open_ones = [d for d in duties(state, now) if _asks_something(d)]
    said = gettext("Nog niet gedaan: %(duty)s (%(who)s).")
    return [
        {"label": said % {"duty": d.label, "who": role_label(state, d.holder)}, "url": ""}
        for d in open_ones
        if "closed" not in state.regulation.duties[d.name].met_by
        and not state.procedure.duties[d.name].survives_closing
    ]


def _asks_something(duty: DutyStatus) -> bool:
    """Whether a duty should be done before closing; one that comes back ends by itself, unless it is late."""
    running = duty.status == "overdue" or (duty.status == "open" and not duty.round)
    return running and not duty.external


def _act(dossier: OpenDossier, act: str) -> str:
    return reverse("desk:act", args=[dossier.number, act.replace(" ", "-")])
