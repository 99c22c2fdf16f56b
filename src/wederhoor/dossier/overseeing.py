"""Who looked at what: the access log for a privacy officer, and of one dossier for who handles it. These looks are logged too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet

from wederhoor.dossier import access, keys
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Agreement, Compartment, PrivacyOfficer, Why
from wederhoor.dossier.opening import NotFound, OpenDossier, admit, gate
from wederhoor.organisations.models import Account, Organisation, running
from wederhoor.procedure.dossier import AMSTERDAM
from wederhoor.procedure.terms import local_date

PAGE = 50
MOST = 5_000
"""So many lines go into one export."""
PARTY = Compartment.PARTY.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of an account (opaque id), a dossier, an action, a role, a period of whole days."""

    who: str = ""
    dossier: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the log. ``name`` is a colleague's, never a party's."""

    seq: int
    at: datetime
    who: str
    name: str
    role: str
    on_behalf_of: str
    dossier: str
    action: str
    reason: str
    hits: int | None
    words: str = ""


def oversees(organisation: Organisation, account: UUID, today: date) -> bool:
    """Whether this account is a privacy officer here today."""
    with in_organisation(organisation.pk):
        held = PrivacyOfficer.objects.filter(running(today), organisation=organisation, account=account)
        return held.exists()


def officers(organisation: Organisation) -> list[PrivacyOfficer]:
    """Who is, was and will be privacy officer, with their account."""
    with in_organisation(organisation.pk):
        rows = PrivacyOfficer.objects.filter(organisation=organisation).select_related("account")
        return list(rows.order_by("account__name"))


def appoint(
    organisation: Organisation, account: UUID, *, since: date | None, until: date | None = None, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Make an account privacy officer, or end it by a last day."""
    with in_organisation(organisation.pk):
        PrivacyOfficer.objects.update_or_create(
            organisation=organisation, account_id=account, defaults={"since": since, "until": until}
        )
        ended = until is not None and until < local_date(now)
        access.log(organisation.pk, actor, "end privacy officer" if ended else "appoint privacy officer", now=now)


def _must_oversee(organisation: Organisation, actor: Actor, now: datetime) -> None:
    if actor.account is None or not oversees(organisation, actor.account, local_date(now)):
        raise NotFound


def looks(
    organisation: Organisation, wanted: Wanted, *, parties: frozenset[str], actor: Actor, now: datetime, page: int = 1,
    size: int = PAGE,
) -> list[Look]:  # fmt: skip
    """The lines a privacy officer asked for, the newest first, one more than a page when there is more. Raises NotFound.

    ``parties``: the roles of complainants and accused, whose names are not shown.
    """
    with gate(organisation, actor, now=now):
        _must_oversee(organisation, actor, now)
        rows = list(_wanted(organisation, wanted).order_by("-seq")[(page - 1) * size : page * size + 1])
        access.log(organisation.pk, actor, "read log", now=now, dossier=wanted.dossier[:20], hits=min(len(rows), size))
        return _named(rows, parties, {})


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def _wanted(organisation: Organisation, wanted: Wanted) -> QuerySet[AccessLog]:
    found = Q(organisation=organisation)
    for name in ("who", "dossier", "action"):
        if value := getattr(wanted, name):
            found &= Q(**{name: value})
    if wanted.since:
        found &= Q(at__gte=_start(wanted.since))
    if wanted.until:
        found &= Q(at__lt=_start(wanted.until + timedelta(days=1)))
    return AccessLog.objects.filter(found)


def _named(rows: Iterable[AccessLog], parties: frozenset[str], words: dict[tuple[str, date], str]) -> list[Look]:
    rows = list(rows)
    ids = {row.who for row in rows if row.role not in parties and len(row.who) == 32}
    names = {key.hex: name for key, name in Account.objects.filter(pk__in=ids).values_list("pk", "name")}
    return [
        Look(
            row.seq, row.at, row.who, names.get(row.who, "") if row.role not in parties else "", row.role, row.on_behalf_of,
            row.dossier, row.action, row.reason, row.hits,
            words.get((row.who, local_date(row.at)), "") if row.action == "say why" else "",
        )
        for row in rows
    ]  # fmt: skip


def looked_at(dossier: OpenDossier, *, parties: frozenset[str], actor: Actor, now: datetime) -> list[Look]:
    """Who looked at this dossier, for who handles it and for the complainant; with the words of a reason. Raises NotFound."""
    row = dossier.row
    with gate(row.organisation, actor, now=now):
        seen, _, _ = admit(row, actor, "log", now)
        handles = "handler" in seen  # the words of colleagues are theirs
        words = _words(dossier) if handles else {}
        rows = _wanted(row.organisation, Wanted(dossier=row.number)).order_by("-seq")[:500]
        found = _named(rows, parties, words)
        access.log(row.organisation_id, actor, "read log", now=now, dossier=row.number, hits=len(found))
    return found


def _words(dossier: OpenDossier) -> dict[tuple[str, date], str]:
    row = dossier.row
    said = Why.objects.filter(organisation_id=row.organisation_id, dossier_id=row.id).exclude(words=b"")
    ring = keys.keyring(row.organisation, row.id, [PARTY])
    return {(why.account_id.hex, why.day): ring.text(why.words, PARTY, why.id.hex, "words") for why in said}


def checked(organisation: Organisation, *, actor: Actor, now: datetime) -> tuple[int | None, tuple[int, str]]:
    """The first broken line of the chain (None: whole) and its anchor, for a privacy officer. Raises NotFound."""
    with gate(organisation, actor, now=now):
        _must_oversee(organisation, actor, now)
        access.log(organisation.pk, actor, "check log", now=now)
    return access.first_broken(organisation.pk), access.anchor(organisation.pk)


def keep_anchors(folder: Path, now: datetime) -> list[str]:
    """Write the anchor of every chain to the file of this month, outside the database; returns the lines that were added."""
    lines = []
    for organisation in Organisation.objects.filter(parent=None).order_by("code"):
        seq, digest = access.anchor(organisation.pk)
        lines.append(f"{local_date(now)} {organisation.code} {seq} {digest or '-'}")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{local_date(now):%Y-%m}.txt").open("a", encoding="ascii") as file:
        file.write("".join(f"{line}\n" for line in lines))
    return lines


def against_anchors(folder: Path) -> list[str]:
    """The kept anchors that no longer match the log: somebody wrote the chain anew. Empty when all match."""
    wrong = []
    known = {row.code: row.pk for row in Organisation.objects.filter(parent=None)}
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text("ascii").splitlines():
            _, code, seq, digest = line.split()
            if code in known and int(seq) and not _has(known[code], int(seq), digest):
                wrong.append(line)
    return wrong


def _has(organisation: int, seq: int, digest: str) -> bool:
    with in_organisation(organisation):
        return AccessLog.objects.filter(organisation_id=organisation, seq=seq, hash=bytes.fromhex(digest)).exists()


def has_agreed(organisation: Organisation, account: UUID, wording: str) -> bool:
    """Whether this account agreed to keep confidential what it sees here, in this wording."""
    with in_organisation(organisation.pk):
        return Agreement.objects.filter(organisation=organisation, account=account, wording=wording).exists()


def agree(organisation: Organisation, account: UUID, wording: str, *, now: datetime) -> None:
    """Keep that this account agreed; the first time counts."""
    with in_organisation(organisation.pk):
        made = Agreement(organisation=organisation, account_id=account, wording=wording, at=now)
        Agreement.objects.bulk_create([made], ignore_conflicts=True)
