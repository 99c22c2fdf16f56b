"""Which dossiers resemble each other, without reading them: blind marks that only the organisation's key can make.

Equal names, addresses, numbers, accounts, places and words give equal marks; a mark says nothing without the key, and
goes with its dossier. What resembles is shown to who may open it, never joined; of the rest nobody learns that it is there.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Likeness, Summary
from wederhoor.dossier.opening import OpenDossier, fence_of
from wederhoor.dossier.queries.visible import visible, with_subjects
from wederhoor.dossier.writing import NewPerson
from wederhoor.organisations.models import Organisation
from wederhoor.organisations.prepared import Several, put
from wederhoor.procedure.terms import local_date

WHOLE, HALF = 16, 8
LETTERS = re.compile(r"[^\W_]+")
RECENT = timedelta(days=183)
"""The same place and kind of message count when they lie this close together."""
WORDS_ALIKE = 2
LONG = 5
TITLES = frozenset({"de", "den", "der", "het", "van", "heer", "mevrouw", "dhr", "mw", "mevr", "fam", "familie"})
MOST = 20
Marks = frozenset[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Alike:
    """One dossier that resembles another, and in what: name, mail, telephone, accused, place, words."""

    number: str
    subject: str
    received_on: date
    closed: bool
    because: tuple[str, ...]


def plain(text: str) -> str:
    """Small letters without accents; anything but letters and digits is a space."""
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(LETTERS.findall(bare))


def _name(text: str) -> str:
    """'Mw. J. de Vries' and 'Vries, J.' are one name."""
    return " ".join(sorted(word for word in plain(text).split() if word not in TITLES))


def _telephone(text: str) -> str:
    """Nine digits, whatever country code or spaces are before them."""
    digits = "".join(filter(str.isdigit, text))
    return digits[-9:] if len(digits) >= 9 else ""


def _words(text: str) -> set[str]:
    return {word for word in plain(text).split() if len(word) >= LONG}


def _marks(organisation: Organisation, found: Iterable[tuple[str, str]]) -> Marks:
    """The marks of these words, each with its kind; of an empty one none."""
    key = hmac.digest(keys.organisation_key(organisation), b"alike", hashlib.sha256)
    return frozenset((kind, _mark(key, kind, text)) for kind, text in found if text)


def _mark(key: bytes, kind: str, text: str) -> bytes:
    return hmac.digest(key, f"{kind}\x1f{text}".encode(), hashlib.sha256)[: HALF if kind == "word" else WHOLE]


def _of_person(person: NewPerson) -> Iterator[tuple[str, str]]:
    if person.side == "accused":
        yield "accused", person.account.hex if person.account else _name(person.name)
        return
    yield "name", _name(person.name)
    yield "mail", plain(person.contact.get("email", ""))
    yield "telephone", _telephone(person.contact.get("telephone", ""))


def of_people(organisation: Organisation, people: Iterable[NewPerson]) -> Marks:
    """The marks of these people."""
    return _marks(organisation, (pair for person in people for pair in _of_person(person)))


def of_complaint(organisation: Organisation, subject: str, place: object, kind: object) -> Marks:
    """The marks of what a complaint is about: its place with the kind of message, and the long words of its subject."""
    found = [("word", word) for word in _words(subject)]
    return _marks(organisation, [*found, ("place", f"{place}:{kind}" if place else "")])


def rows(row: Dossier, marks: Marks, today: date) -> Several:
    """The marks of a dossier as rows, not saved."""
    known = sorted(marks)
    same = {"organisation_id": row.organisation_id, "dossier_id": row.id, "day": today}
    return Several(Likeness, same, {"kind": [kind for kind, _ in known], "mark": [mark for _, mark in known]})


def keep(row: Dossier, marks: Marks, today: date) -> None:
    """Remember marks beside those that it has. Inside the transaction of the door."""
    put(rows(row, marks, today), again=True)


def similar(dossier: OpenDossier, *, now: datetime) -> tuple[Alike, ...]:
    """The pending and past dossiers that resemble this one, as far as its reader may open them."""
    row, actor = dossier.row, dossier.actor
    with in_organisation(*fence_of(row.organisation, actor), account=actor.account):
        mine = Likeness.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id)
        marks = frozenset((kind, bytes(mark)) for kind, mark in mine.values_list("kind", "mark"))
        return _resembling(row.organisation, actor, marks, row.id, now)


def similar_to(organisation: Organisation, actor: Actor, marks: Marks, *, now: datetime) -> tuple[Alike, ...]:
    """The same for a complaint that is not registered yet, for who belongs there; logged as a search."""
    fence = fence_of(organisation, actor)
    if not fence:
        return ()
    with in_organisation(*fence, account=actor.account):
        found = _resembling(organisation, actor, marks, None, now)
        access.log(organisation.pk, actor, "search", now=now, hits=len(found))
    return found


def _resembling(
    organisation: Organisation, actor: Actor, marks: Marks, but: UUID | None, now: datetime
) -> tuple[Alike, ...]:
    if not marks:
        return ()
    today = local_date(now)
    rows = Likeness.objects.filter(organisation=organisation, mark__in=[mark for _, mark in marks])
    shared: dict[UUID, list[tuple[str, date]]] = {}
    for dossier, kind, day in rows.values_list("dossier_id", "kind", "day"):
        if dossier != but:
            shared.setdefault(dossier, []).append((kind, day))
    alike = {dossier: because for dossier, pairs in shared.items() if (because := _because(pairs, today))}
    return _shown(organisation, actor, alike, today) if alike else ()


def _because(pairs: Sequence[tuple[str, date]], today: date) -> tuple[str, ...]:
    """In what two complaints are alike; one common word or a place of long ago is nothing."""
    words = sum(kind == "word" for kind, _ in pairs) >= WORDS_ALIKE
    place = any(kind == "place" and today - day <= RECENT for kind, day in pairs)
    kinds = {kind for kind, _ in pairs if kind not in ("word", "place")}
    kinds |= ({"words"} if words else set()) | ({"place"} if place else set())
    return tuple(sorted(kinds))


def _shown(
    organisation: Organisation, actor: Actor, alike: Mapping[UUID, tuple[str, ...]], today: date
) -> tuple[Alike, ...]:
    seen = visible(organisation, actor, today)
    if seen is None:
        return ()
    mine = seen.rows.filter(dossier_id__in=list(alike)).order_by("-received_on", "number")
    opened = with_subjects(organisation, list(mine[:MOST]), seen)
    return tuple(_row(row, subject, alike[row.dossier_id]) for row, subject in opened)


def _row(row: Summary, subject: str, because: tuple[str, ...]) -> Alike:
    return Alike(row.number, subject, row.received_on, row.closed, because)
