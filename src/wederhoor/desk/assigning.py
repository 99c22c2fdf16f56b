"""What to mind when a dossier is given to somebody: the complainant's preference, and who is offered for it."""

from __future__ import annotations

from collections.abc import Iterable

from wederhoor.dossier.acting.forms import People
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.involvement import conflicts
from wederhoor.organisations.models import Membership
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import Act
from wederhoor.procedure.offering import Hidden

PREFERENCE = "mediator preference"
NOT_GIVEN = frozenset({"complainant", "accused", "client council"})
"""The kinds of role in which nobody is given a dossier: a side is joined by being in the complaint, and a council handles none."""


def wishes(dossier: OpenDossier) -> list[str]:
    """The complainant's preference for a man or a woman, in words; nothing when none was told or the regulation does not ask."""
    found = next((str(e.values[PREFERENCE]) for e in reversed(dossier.events) if e.values.get(PREFERENCE)), "")
    asked = (act.fields[PREFERENCE] for act in dossier.regulation.acts.values() if PREFERENCE in act.fields)
    field = next(asked, None)
    if not found or field is None:
        return []
    return [f"{field.label.rstrip('?')}: {choices_of(dossier.regulation, field).get(found, found)}"]


def not_offered(dossier: OpenDossier, act: Act, named: People, held: Iterable[Membership]) -> Hidden:
    """Of an act that gives the dossier: the roles of parties and councils, and the people who hold no other role or are involved.

    Nobody is left out when that would leave nobody.
    """
    if not act.assigns:
        return frozenset()
    roles = dossier.regulation.roles
    asked = choices_of(dossier.regulation, act.fields["role"]) if "role" in act.fields else roles
    given = {code for code in asked if code in roles and roles[code].kind not in NOT_GIVEN}
    side = {p.opaque: p.side for p in dossier.people if p.account}
    may = {
        m.account.opaque for m in held
        if m.role in given and not conflicts(side.get(m.account.opaque, ""), roles[m.role].kind)
    }  # fmt: skip
    parties = {("role", code) for code in asked if code not in given}
    nobody = {(act.assigns, code) for code, _ in named if code not in may} if may else set()
    return frozenset(parties | nobody)
