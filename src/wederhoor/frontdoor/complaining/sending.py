"""From answers to a dossier: once, whole, with its files. What somebody did not know is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wederhoor.dossier import door, keys, papers, several, unsent
from wederhoor.dossier.door import NewPerson, Received
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.receiving import Submission
from wederhoor.dossier.reception import HowItCame
from wederhoor.dossier.unsent import Waiting
from wederhoor.frontdoor.complaining.adding import follow_up
from wederhoor.frontdoor.complaining.asking import Asking, codes, contact, counted, kind_of
from wederhoor.frontdoor.complaining.visit import Visit
from wederhoor.frontdoor.complaining.wording import plain
from wederhoor.frontdoor.guarding import Weight
from wederhoor.organisations.models import Location
from wederhoor.procedure.commands import Command, Refusal
from wederhoor.procedure.dossier import State
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.terms import local_date

LONGEST = 70


def public_channel(regulation: Regulation) -> str:
    """The channel of the form on the site. Raises LookupError when the regulation has none."""
    public = [name for name, channel in regulation.channels.items() if channel.public]
    written = [name for name in public if "web" in name or "form" in name or "site" in name] or public
    if not written:
        raise LookupError(f"{regulation.provider}: no channel is public")
    return written[0]


def nameless(answers: dict[str, str]) -> bool:
    """Whether there is neither a name nor a way to reach anybody: no new code can be sent then."""
    return not answers.get("name") and not set(contact(answers)) - {"way"}


def command(asking: Asking) -> Command:
    """The command that opens the dossier."""
    regulation, given = asking.regulation, asking.answers
    receive = regulation.acts["receive"].fields
    values: dict[str, Any] = {"channel": public_channel(regulation)}
    if "kind" in receive:
        values["kind"] = kind_of(asking)
    if "anonymous" in receive:
        values["anonymous"] = "no" if given.get("name") else "yes"
    for name, field in asking.act_fields().items():
        known = codes(regulation, field)
        answer = counted(regulation, name, given.get(plain(name), ""))
        if answer in known and (field.required or not asking.praises):
            values[name] = answer
        elif field.required:
            values[name] = asking.usual(known)
    return Command("receive", "complainant", values)


def texts(asking: Asking) -> dict[str, str]:
    """What was written, per question of the act."""
    written = {"complaint": "complaint", "wish": "wish", "when it was": "when_it_was"}
    receive, given = asking.regulation.acts["receive"].fields, asking.answers
    found = {name: given.get(shown, "") for name, shown in written.items() if name in receive}
    return {name: text for name, text in found.items() if text}


def people(asking: Asking) -> list[NewPerson]:
    """Who complains, with the name and the ways to reach them that they gave, if any; and whom it is about when somebody was named."""
    given = dict(asking.answers)
    capacity = counted(asking.regulation, "capacity", given.get("capacity", ""))
    ways, name, accused = contact(given), given.get("name", ""), given.get("accused", "")
    return [NewPerson("complainant", name, capacity, ways)] + (
        [] if asking.praises else [NewPerson("accused", one) for one in several.by_line(accused)]
    )


def subject(answers: Mapping[str, str]) -> str:
    """The first words of the story, for the list."""
    words = " ".join(answers.get("complaint", "").split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the page says that tells somebody that it arrived; ``contact`` is how they said to be reached."""

    number: str
    code: str
    state: State
    contact: Mapping[str, str]


def send(visit: Visit, weight: Weight, *, now: datetime) -> Receipt | Refusal | None:
    """Send what waits. The same once more is the same dossier; a refusal comes back with its reason and nothing is lost.

    None when it was sent before.
    """
    made: list[Submission] = []

    def handed_in(waiting: Waiting) -> Submission:
        if not waiting.final:
            waiting.final, waiting.given = key_for(waiting), dict(waiting.answers)
        visit.waiting = waiting
        made.append(_submission(visit, weight, now))
        return made[0]

    visit.waiting, result = unsent.hand_in(visit.keeper, visit.secret, handed_in, now=now)
    if isinstance(result, Received):
        if not result.new:  # it arrived before, without its files: what was answered since follows it
            follow_up(visit.keeper, result.code, Asking(visit.provider, visit.waiting.given), visit.asking, now=now)
        if visit.waiting.files:
            _attach(visit, result, now)
            visit.waiting = unsent.sent(visit.keeper, visit.secret, now=now)
        mine = next((one.contact for one in made[0].people if one.side == "complainant"), {})
        return Receipt(result.number, result.code, result.state, mine)
    return result


def _submission(visit: Visit, weight: Weight, now: datetime) -> Submission:
    asking, provider = visit.asking, visit.provider
    return Submission(
        provider.tenant, door.visitor(provider.tenant.pk), command(asking), texts(asking), people(asking), subject(asking.answers),
        visit.waiting.final, now, provider.member, _place(visit), None, HowItCame(applies=asking.applied()), weight.suspicion,
    )  # fmt: skip


def key_for(waiting: Waiting) -> str:
    """The key of the submission: it says whether anybody can be reached."""
    return keys.NAMELESS + waiting.key if nameless(waiting.answers) else waiting.key


def _place(visit: Visit) -> Location | None:
    code = visit.waiting.answers.get("location", "")
    return Location.objects.filter(organisation=visit.provider.row, code=code).first() if code else None


def _attach(visit: Visit, received: Received, now: datetime) -> None:
    """Put the files in the dossier as the complainant's own papers."""
    actor = door.visitor(visit.keeper.pk, code=received.code)
    dossier = door.open_by_code(visit.keeper, received.code, now=now)

    def give(taken: Taken) -> None:
        kind = "photo" if taken.media_type.startswith("image/") else "other"
        new = NewPaper("", kind, "complainant", local_date(now), Compartment.PARTY.value, shown_to="complainant")
        papers.keep(dossier, taken, new, actor=actor, now=now)

    unsent.hand_over(visit.keeper, visit.secret, give)
