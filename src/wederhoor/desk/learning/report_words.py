"""What the pages of reports share: who reads, and what the stand of a report is called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from wederhoor.desk.learning.page import member_of
from wederhoor.desk.learning.tabs import outside
from wederhoor.desk.signed import Signed
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report.doubts import Doubt
from wederhoor.insight.report.listing import Reader
from wederhoor.insight.report.work import Refused

State = WrittenReport.State


def reader(who: Signed) -> Reader:
    """The person at the desk, with the one member whose figures are theirs."""
    away = outside(who.membership)
    return Reader(who.tenant, who.regulation, who.actor, None if away else member_of(who), outside=away)


def stand(row: WrittenReport | None) -> dict[str, Any]:
    """Words and colour of how far a report is."""
    state = row.state if row else ""
    return {
        "": {"words": gettext("Nog te maken"), "tone": "neutral"},
        State.DRAFT: {"words": gettext("Concept"), "tone": "info"},
        State.SUBMITTED: {"words": gettext("Ingediend"), "tone": "warning"},
        State.ADOPTED: {"words": gettext("Vastgesteld"), "tone": "success"},
    }[state]


def because(refused: Refused) -> str:
    """Why it cannot be done now, in a sentence."""
    said = {
        "not a draft": gettext("Dit verslag is geen concept meer. Wijzigen kan niet."),
        "changed since": gettext(
            "Een collega bewaarde dit verslag na u. Uw tekst staat er nog. Vergelijk en bewaar opnieuw."
        ),
        "too long": gettext("Een van de teksten is te lang. Kort hem in."),
        "explain": gettext("Hier vraagt de regeling uitleg die nog ontbreekt: %s.") % refused.about,
        "say why": gettext("Schrijf waarom het verslag terug moet."),
        "not yours to adopt": gettext("Een ander stelt dit verslag vast."),
        "not handed in": gettext("Dit verslag is niet ingediend."),
        "not the newest": gettext("Er is al een nieuwere versie."),
        "in the past": gettext("Kies een moment dat nog komt."),
        "over": gettext("Deze bespreking is al geweest of gaat niet door."),
        "to come": gettext("Deze bespreking is nog niet geweest. Schrijf de notulen op de dag zelf of daarna."),
        "no minutes": gettext("Schrijf wat er is besproken."),
        "no action": gettext("Schrijf wat er is afgesproken."),
        "not invited": gettext("Kies iemand die bij de bespreking hoort."),
        "not yours to plan": gettext("Wie het verslag schreef, plant de besprekingen, nadat het is ingediend."),
        "not yours to publish": gettext("Wie dit verslag maakt of vaststelt, legt vast wie het kreeg."),
        "nothing to send": gettext("Kies eerst wie het verslag kreeg."),
        "nothing to undo": gettext("Deze ontvanger staat er al niet meer bij."),
        "no day to send": gettext("Kies een dag vanaf het vaststellen, tot en met vandaag."),
        "read first": gettext("Lees eerst waar u op moet letten, en bevestig dat u dit verslag las."),
        "a person": gettext("Is dit een persoon: %s? Haal het weg, of zeg bij de tekst dat het geen persoon is.")
        % refused.about,
        "look first": gettext("Bevestig eerst dat er geen personen in de teksten staan."),
    }
    return said[refused.because]


def doubt_words(doubt: Doubt) -> dict[str, Any]:
    """What somebody should look at, in a sentence, with the sections it is about."""
    said = {
        "all nought": gettext("Alle cijfers in dit verslag zijn nul."),
        "words beside nought": gettext("Er staat tekst bij cijfers die alle nul zijn. Klopt die tekst?"),
        "made ready": gettext("Deze tekst is klaargezet uit de lijst van maatregelen. Niemand veranderde hem."),
        "silent": gettext("Hier staat niets."),
        "person": gettext("Hier lijkt een gegeven van iemand te staan. Wie het verslag leest, leest dit ook."),
        "counts changed": gettext("Het register telt nu anders dan bij het indienen."),
    }
    quoted = [{"label": label, "quotes": words} for label, words in zip(doubt.sections, doubt.words, strict=False)]
    return {
        "words": said[doubt.code], "quoted": quoted, "sections": doubt.sections if doubt.code != "all nought" and not quoted else (),
    }  # fmt: skip
