"""Words for letters on their way: how, how far, and what to do when it did not go well."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from wederhoor.correspondence.dispatch import Draft
from wederhoor.correspondence.meant import for_nobody
from wederhoor.dossier import outbox
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.models import LetterDraft, Outbox


def way_words(way: str) -> str:
    """How a letter goes."""
    return {
        "mail": gettext("per e-mail"),
        "print": gettext("per post"),
        "desk": gettext("in het dossier"),
        "hand": gettext("door een collega"),
    }.get(way, "")


def reason_words(reason: str) -> tuple[str, str]:
    """What went wrong, and what to do."""
    known = {
        outbox.UNSURE: (
            gettext("Niet zeker of deze mail is aangekomen: het versturen werd onderbroken."),
            gettext("Zoek het kenmerk op in het logboek van uw mailserver of vraag het de ontvanger. Kies daarna hieronder."),
        ),
        outbox.REFUSED: (
            gettext("De mailserver wilde deze mail niet."),
            gettext("Controleer het mailadres bij ‘Mensen’ in het dossier. Stuur daarna opnieuw of kies de post."),
        ),
        outbox.UNREACHABLE: (
            gettext("De mailserver is niet te bereiken."),
            gettext("Wij proberen het vanzelf opnieuw. Blijft dit zo, vraag dan uw beheerder naar de mailinstellingen."),
        ),
        outbox.NO_ADDRESS: (
            gettext("Deze persoon heeft geen mailadres meer."),
            gettext("Vul het mailadres in bij ‘Mensen’ in het dossier, of kies de post."),
        ),
        outbox.CALL: (
            gettext("Deze persoon wil gebeld worden."),
            gettext("Bel en vertel wat er in de brief staat. Moet het op schrift, kies dan de post."),
        ),
        outbox.TALK: (
            gettext("Deze persoon wil dit in een gesprek horen."),
            gettext("Vertel wat er in de brief staat en geef hem mee. Moet het op schrift, kies dan de post."),
        ),
        outbox.HELPER: (
            gettext("Deze persoon krijgt bericht via een helper."),
            gettext("Geef de brief aan de helper die bij ‘Mensen’ staat."),
        ),
        outbox.BY_CODE: (
            gettext("Wie een eigen pagina heeft, leest deze brief daar al."),
            gettext("Print hem. Is er geen adres bekend, geef hem dan mee of vraag waar hij heen mag."),
        ),
        outbox.NO_CONTACT: (
            gettext("Deze persoon wil geen contact. De brief gaat niet weg."),
            gettext("Moet het van de wet of de regeling toch, kies dan de post en noteer waarom."),
        ),
    }  # fmt: skip
    return known.get(reason, ("", ""))


def state_words(state: str, when: datetime) -> tuple[str, str]:
    """How far it is, and the colour that goes with it."""
    waits = when > timezone.now()
    words: dict[str, tuple[str, str]] = {
        Outbox.State.WAITING: (gettext("Wacht nog even") if waits else gettext("Klaar om te vertrekken"), "info"),
        Outbox.State.SENDING: (gettext("Wordt nu verstuurd"), "info"),
        Outbox.State.SENT: (gettext("Weg"), "success"),
        Outbox.State.FAILED: (gettext("Niet gelukt"), "danger"),
        Outbox.State.STOPPED: (gettext("Tegengehouden"), "neutral"),
        LetterDraft.State.ASKED: (gettext("Ter beoordeling"), "info"),
    }
    return words[state]


def not_gone(dossier: OpenDossier) -> set[int]:
    """The events of which a letter did not leave yet: an act can be done while its letter still waits."""
    kept = [d for d in dossier.documents if d.kind == outbox.LETTER]
    there = {(d.letter, d.seq) for d in kept}
    under_way = {(d.letter, d.seq) for d in kept if d.leaving not in ("", Outbox.State.STOPPED)}
    late = (due for due in dossier.state.letters if (due.name, due.seq) not in there - under_way)
    return {due.seq for due in late if not for_nobody(dossier, due)}


def ways_words(dossier: OpenDossier, found: Draft) -> list[dict[str, Any]]:
    """To whom a posted letter goes, how, and how far it is."""
    roles = dossier.regulation.roles
    rows = (row for row in outbox.rows_of(dossier) if (row.letter, row.seq) == (found.name, found.seq))
    return [
        {
            "to": dossier.called(row.recipient) or (roles[row.role].label if row.role in roles else row.role),
            "way": way_words(row.way), "state": state_words(row.state, row.not_before), "when": row.ended or row.not_before,
            "reason": reason_words(row.reason), "stoppable": row.stoppable(timezone.now()),
        }
        for row in rows
    ]  # fmt: skip
