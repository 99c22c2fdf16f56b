"""The ways beside and after this procedure: portal, dispute body, municipality, inspectorate; with fee, conditions and doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from wederhoor.frontdoor.publishing.directory import CLOSED_WAYS, Entry, entry
from wederhoor.frontdoor.sentences import dutch, say
from wederhoor.procedure.affiliating import lapsed
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import ExternalBody
from wederhoor.procedure.terms import local_date

ORDER = ("portal", "partner", "committee", "dispute", "court", "special", "municipality", "inspectorate")
"""The kinds that are shown, in this order; confidants stand among those who help."""
AFTER = ("dispute", "court")


@dataclass(frozen=True, slots=True)
class Way:
    """A body outside: what it is for, and what to know before going there."""

    code: str
    name: str
    inside: bool
    lines: tuple[str, ...]
    contact: Entry | None
    doubt: str
    after: bool
    known: bool
    """Whether its contact stands among those who help as well."""


def ways(rules: Regulation, address: str, now: datetime) -> list[Way]:
    """Every way outside that somebody can take, or that we take for them, but where the provider is no longer joined."""
    day = local_date(now)
    listed = [(code, body) for code, body in rules.external_bodies.items() if _shown(body)]
    shown = [(code, body) for code, body in listed if lapsed(rules, {}, code, day) is None]
    shown.sort(key=lambda row: ORDER.index(row[1].kind))
    return [_way(rules, code, body, address, now) for code, body in shown]


def _shown(body: ExternalBody) -> bool:
    mine = body.kind in ORDER
    return mine and not (body.kind in ("partner", "committee") and body.approach == "through provider")


def _way(rules: Regulation, code: str, body: ExternalBody, address: str, now: datetime) -> Way:
    point = next(((c, p) for c, p in rules.contact_points.items() if p.body == code), None)
    contact = entry(rules, point[0], point[1], address, now) if point else None
    lines = tuple(about(rules, body, address))
    return Way(
        code,
        body.label,
        body.part_of_procedure,
        lines,
        contact,
        body.doubt,
        body.kind in AFTER,
        body.kind not in CLOSED_WAYS,
    )


def about(rules: Regulation, body: ExternalBody, address: str) -> list[str]:
    """What it is for, for which care, what must come first, what it decides and what it costs."""
    laws = [rules.laws[law].label for law in body.laws if law in rules.laws]
    every = set(body.laws) >= set(rules.laws)
    lines = [
        say(f"provider.ways.kind.{body.kind}", address),
        say("provider.ways.laws", address, laws=dutch(", ".join(laws))) if laws and not every else "",
        say("provider.ways.through", address) if body.approach == "through provider" else "",
        _listed("conditions", body.conditions, address),
        _listed("package", tuple(body.package.values()), address, "papers"),
        _listed("stages", body.stages, address),
        _listed("rules", body.rules, address),
        say("provider.ways.binding", address) if body.binding else "",
        *fee(body, address),
    ]
    return [line for line in lines if line]


def _listed(key: str, words: tuple[str, ...], address: str, name: str = "") -> str:
    return say(f"provider.ways.{key}", address, **{name or key: dutch("; ".join(words))}) if words else ""


def fee(body: ExternalBody, address: str) -> list[str]:
    """What it costs and when that was looked up; that the text does not say so, where money may be asked."""
    if body.fee:
        checked = date_format(body.fee_checked, "j F Y") if body.fee_checked else ""
        told = say("provider.ways.fee", address, fee=body.fee)
        return [told, say("provider.ways.fee_checked", address, day=checked) if checked else ""]
    return [say("provider.ways.no_fee", address)] if body.kind in AFTER else []
