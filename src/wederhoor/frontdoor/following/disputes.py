"""The way to the dispute body: where, what it costs, by when, and whether it is open now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wederhoor.dossier.opening import OpenDossier
from wederhoor.organisations.contacts import points, web_address
from wederhoor.procedure.affiliating import lapsed_body
from wederhoor.procedure.choices import choices_of

PUT, BODY = "put dispute", "body"


def beside(dossier: OpenDossier, act: str, now: datetime) -> dict[str, Any]:
    """What to know of the bodies, beside the form that puts a dispute; nothing for other acts."""
    rules = dossier.regulation
    if act != PUT or BODY not in rules.acts[act].fields:
        return {}
    here = points(rules, dossier.row.member or dossier.organisation)
    reached = {contact.body: contact for contact in here.values() if contact.body}
    listed = (code for code in choices_of(rules, rules.acts[act].fields[BODY]) if code in rules.external_bodies)
    codes = [code for code in listed if lapsed_body(dossier.state, code, now) is None]
    shown = [(rules.external_bodies[code], reached.get(code)) for code in codes]
    return {"bodies": [(body, contact, web_address(contact.web) if contact else "") for body, contact in shown]}
