"""What the codes of measures and recommendations are called on the pages."""

from __future__ import annotations

from django.utils.translation import gettext

from wederhoor.organisations.models import Organisation
from wederhoor.procedure.model import Regulation


def kinds() -> dict[str, str]:
    """What it is."""
    return {"measure": gettext("Maatregel"), "recommendation": gettext("Aanbeveling")}


def states() -> dict[str, str]:
    """The tabs of the list."""
    return {
        "": gettext("Alles"), "running": gettext("Loopt"), "late": gettext("Te laat"), "check": gettext("Effect bekijken"),
        "bare": gettext("Nog aan te vullen"), "done": gettext("Klaar"), "dropped": gettext("Vervallen"), "rejected": gettext("Niet overgenomen"),
    }  # fmt: skip


def statuses() -> dict[str, tuple[str, str, str]]:
    """Where it stands: words, tone, icon."""
    return {
        "open": (gettext("open"), "info", "clock"), "accepted": (gettext("overgenomen"), "info", "check"),
        "done": (gettext("klaar"), "success", "circle-check"), "dropped": (gettext("vervallen"), "neutral", "ban"),
        "rejected": (gettext("niet overgenomen"), "warning", "ban"), "late": (gettext("te laat"), "danger", "alert-circle"),
    }  # fmt: skip


def aims(regulation: Regulation) -> dict[str, str]:
    """What a measure is for; a regulation that has its own words keeps them."""
    own = {code: option.label for code, option in regulation.lists.get("measure aims", {}).items()}
    return {
        "solve": gettext("Probleem oplossen"),
        "limit": gettext("Gevolgen beperken"),
        "prevent": gettext("Herhaling voorkomen"),
    } | own


def themes(regulation: Regulation) -> dict[str, str]:
    """The themes of the regulation."""
    return {code: option.label for code, option in regulation.lists.get("themes", {}).items()}


def origins() -> dict[str, str]:
    """Where it came from."""
    return {
        "dossier": gettext("Uit een klacht"), "report": gettext("Uit een rapport"), "signal": gettext("Uit een signaal"),
        "recommendation": gettext("Uit een aanbeveling"), "meeting": gettext("Uit een overleg"), "itself": gettext("Op eigen initiatief"),
    }  # fmt: skip


def conclusions() -> dict[str, str]:
    """Whether it worked."""
    return {
        "worked": gettext("Heeft gewerkt"), "partly": gettext("Heeft deels gewerkt"), "not": gettext("Heeft niet gewerkt"),
        "too early": gettext("Nog niet te zeggen"),
    }  # fmt: skip


def steps() -> dict[str, tuple[str, str]]:
    """What was done, as its history says it, with an icon."""
    return {
        "take": (gettext("Maatregel genomen"), "target"), "recommend": (gettext("Aanbeveling gedaan"), "bulb"),
        "change": (gettext("Gewijzigd"), "pencil"), "finish": (gettext("Klaar gemeld"), "circle-check"),
        "drop": (gettext("Vervallen verklaard"), "ban"), "reopen": (gettext("Heropend"), "history"),
        "plan check": (gettext("Effect te bekijken"), "calendar"), "check": (gettext("Effect bekeken"), "chart-bar"),
        "answer": (gettext("Besluit over de aanbeveling"), "gavel"), "carry out": (gettext("Aanbeveling uitgevoerd"), "circle-check"),
        "urge": (gettext("Aangedrongen"), "message"), "announce": (gettext("Melding aan de inspectie aangekondigd"), "mail"),
        "report": (gettext("Zonder namen bij de inspectie gemeld"), "alert-triangle"), "remind": (gettext("Herinnering gestuurd"), "bell"),
        "result told": (gettext("Een resultaat staat in het dossier"), "file-text"),
    }  # fmt: skip


def doing() -> dict[str, str]:
    """What somebody can do now, as the heading and button of its form."""
    return {
        "finish": gettext("Meld klaar"), "check": gettext("Leg vast of het werkte"), "plan check": gettext("Plan een blik op het effect"),
        "drop": gettext("Laat vervallen"), "reopen": gettext("Heropen"), "change": gettext("Wijzig"),
        "answer": gettext("Besluit over de aanbeveling"), "carry out": gettext("Leg vast wat er is gedaan"), "urge": gettext("Dring aan"),
    }  # fmt: skip


def fields() -> dict[str, str]:
    """What can change, as the history says it."""
    return {
        "owner_id": gettext("wie het doet"), "role": gettext("rol"), "member_id": gettext("lid"), "location_id": gettext("locatie"),
        "team_id": gettext("team"), "theme": gettext("thema"), "aim": gettext("doel"), "what": gettext("tekst"), "due": gettext("datum"),
    }  # fmt: skip


def role_label(regulation: Regulation, role: str) -> str:
    """A role as the regulation calls it."""
    others = {"worker": gettext("Het systeem")}
    return regulation.roles[role].label if role in regulation.roles else others.get(role, role)


def place_of(organisation: Organisation) -> list[Organisation]:
    """The organisation and its members."""
    return [organisation, *organisation.members.order_by("name")]
