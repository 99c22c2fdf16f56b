"""The work of a report: started, written, handed in, adopted by whom the regulation says, and frozen. A correction is a new version.

Every look at figures by a person writes one line in the access log, in the transaction of the look.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, QuerySet

from wederhoor.dossier import access, register_words, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.dossier.opening import NotFound
from wederhoor.insight import rights, sealed
from wederhoor.insight.figures import Cut, Period
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report import kept, owed, sections
from wederhoor.insight.report.facts import gathered
from wederhoor.insight.report.kept import Part
from wederhoor.insight.report.owed import Owed
from wederhoor.insight.report.wording import Wording
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.data import vocabulary
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report
from wederhoor.procedure.terms import local_date

State = WrittenReport.State
OF_REGISTER = {"theme": "themes", "cause": "causes", "late_reason": "late_reasons", "not_taken_up": "not_taken_up"}
"""Columns of the register whose words an organisation keeps itself."""
LONGEST = 20_000
"""Characters of one section."""


class Refused(Exception):
    """It cannot be done now: ``because`` says why, as a code with what it is about."""

    def __init__(self, because: str, about: str = "") -> None:
        super().__init__(because)
        self.because, self.about = because, about


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the desk, and whose figures they may see: ``member`` where they work at one member of a cooperative."""

    organisation: Organisation
    regulation: Regulation
    actor: Actor
    member: Organisation | None = None
    outside: bool = False
    """Somebody of a pool: only what the regulation names for the role."""

    @property
    def role(self) -> str:
        """The role code."""
        return self.actor.role

    def reads(self, report: Report) -> bool:
        """Whether they read this report at all."""
        asked = rights.reads_from_outside if self.outside else rights.reads_report
        return asked(self.regulation, self.role, report)


@dataclass(frozen=True, slots=True)
class Place:
    """What one copy of a report is about where there are more: a group of locations, or a member."""

    group: str = ""
    member: Organisation | None = None

    @property
    def label(self) -> str:
        """Its name; '' for the whole organisation."""
        return self.group or (self.member.name if self.member else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a report over a period, owed or made."""

    code: str
    rule: Report
    owed: Owed
    place: Place
    row: WrittenReport | None
    mine: bool
    adopts: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its reader sees it."""

    row: WrittenReport
    rule: Report
    regulation: Regulation
    facts: Mapping[str, str]
    parts: tuple[Part, ...]
    remark: str
    mine: bool
    adopts: bool


def listed(reader: Reader, *, now: datetime) -> list[Entry]:
    """Every report this person may know of: what is owed and what was made, with its newest version. Logged."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = list(entries(reader, local_date(now)))
        access.log(reader.organisation.pk, reader.actor, "reports", now=now, hits=len(found))
    return found


def coming(reader: Reader, *, now: datetime) -> list[Entry]:
    """The reports with a day that comes soon or passed, not adopted yet, the soonest first."""
    today = local_date(now)
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = [one for one in entries(reader, today) if one.owed.late(today) or one.owed.near(today)]
    return sorted((one for one in found if not one.row or one.row.state != State.ADOPTED), key=_day)


def _day(entry: Entry) -> date:
    return entry.owed.due or date.max


def waits(entry: Entry) -> bool:
    """Whether it is this person's turn: to make it, or to adopt it."""
    state = entry.row.state if entry.row else ""
    return (entry.mine and entry.owed.owed and state in ("", State.DRAFT)) or (
        entry.adopts and state == State.SUBMITTED
    )


def entries(reader: Reader, today: date) -> Iterator[Entry]:
    """The same, not logged: for counting and reminding. Inside ``in_organisation``."""
    since = _since(reader.organisation)
    found = {_key(row): (row, held) for row in _rows(reader).order_by("version") if (held := held_in(reader, row))}
    for code, rule in reader.regulation.reports.items():
        if not reader.reads(rule):
            continue
        for one in owed.owed(reader.regulation, code, today, since):
            for place in places(reader, rule):
                key = (code, one.period.first, one.period.last, place.group, place.member.pk if place.member else None)
                if key in found:
                    row, held = found.pop(key)
                    yield Entry(code, held.rule, one, place, row, held.mine, held.adopts)
                elif reader.role == rule.by:
                    yield Entry(
                        code, rule, one, place, None, True, rights.adopts_report(reader.regulation, reader.role, rule)
                    )
    yield from (_made_before(row, held) for row, held in reversed(found.values()))


def _made_before(row: WrittenReport, held: Held) -> Entry:
    """A report over a period that is no longer owed: of years ago, or of what the regulation asked then."""
    period = Period(row.first, row.last)
    one = Owed(row.code, period, owed.due(held.rule, period), row.state != State.ADOPTED)
    return Entry(row.code, held.rule, one, Place(row.group, row.member), row, held.mine, held.adopts)


@dataclass(frozen=True, slots=True)
class Held:
    """What a report is to its reader, by the regulation that it was made under: whatever a later version says."""

    rule: Report
    mine: bool
    adopts: bool


def held_in(reader: Reader, row: WrittenReport) -> Held | None:
    """None where it may not be seen."""
    of_another = row.member_id and not reader.member and not row.regulation.startswith(f"{reader.regulation.provider}/")
    text = reader.regulation if of_another else regulations.pinned(row.regulation)
    rule = text.reports.get(row.code)
    if rule is None or not replace(reader, regulation=text).reads(rule):
        return None
    mine, adopts = reader.role == rule.by, rights.adopts_report(text, reader.role, rule)
    return Held(rule, mine, adopts) if _seen(row, mine=mine, adopts=adopts) else None


def _key(row: WrittenReport) -> tuple[str, date, date, str, int | None]:
    return row.code, row.first, row.last, row.group, row.member_id


def _rows(reader: Reader) -> QuerySet[WrittenReport]:
    rows = WrittenReport.objects.filter(organisation=reader.organisation)
    return rows.filter(member=reader.member) if reader.member else rows


def _since(organisation: Organisation) -> date | None:
    first = RegisterRow.objects.filter(organisation=organisation).aggregate(first=Min("quarter"))["first"]
    return Period.of_quarter(first).first if first else None


def _seen(row: WrittenReport, *, mine: bool, adopts: bool) -> bool:
    """A draft is its maker's; what was handed in is for who adopts too; then for all its readers."""
    return mine or row.state == State.ADOPTED or (adopts and row.state == State.SUBMITTED)


def places(reader: Reader, rule: Report) -> list[Place]:
    """For which regions or members this report is made apart; who works at a member has only its own."""
    if "region" in rule.per:
        groups = Location.objects.filter(organisation=reader.organisation).exclude(group="")
        names = groups.order_by("group").values_list("group", flat=True).distinct()
        return [Place(group, reader.member) for group in names] or [Place("", reader.member)]
    if "member" in rule.per and not reader.member:
        return [Place("", member) for member in reader.organisation.members.order_by("name")] or [Place()]
    return [Place("", reader.member)]


def start(reader: Reader, code: str, first: date, place: tuple[str, int | None], *, now: datetime) -> UUID:
    """The draft of a report over a period that is owed; the one that is there when somebody was first. Raises NotFound."""
    rule = reader.regulation.reports.get(code)
    if rule is None or reader.role != rule.by or not reader.reads(rule):
        raise NotFound
    wanted = [one for one in places(reader, rule) if (one.group, one.member.pk if one.member else None) == place]
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = owed.owed(reader.regulation, code, local_date(now), _since(reader.organisation))
        period = next((one.period for one in found if one.period.first == first), None)
        if not wanted or period is None:
            raise NotFound
        row = _draft(reader, code, period, wanted[0], now)
        WrittenReport.objects.bulk_create([row], ignore_conflicts=True)
        kept_row = _rows(reader).filter(
            code=code, first=period.first, last=period.last, group=row.group, member=row.member
        )
        access.log(reader.organisation.pk, reader.actor, "start report", now=now)
        return kept_row.order_by("-version")[0].id


def _draft(reader: Reader, code: str, period: Period, place: Place, now: datetime) -> WrittenReport:
    keeper = reader.member if reader.member and reader.member.regulation else reader.organisation
    return WrittenReport(
        organisation=reader.organisation, id=uuid.uuid4(), code=code, regulation=regulations.in_force(keeper, local_date(now)),
        first=period.first, last=period.last, group=place.group, member=place.member, made=now, changed=now,
        by=reader.actor.who,
    )  # fmt: skip


def opened(reader: Reader, report: UUID, *, now: datetime, action: str = "report") -> Opened:
    """One report: what was handed in as it was, or a draft with the figures of now. Logged. Raises NotFound."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report)
        found = _opened(reader, row, local_date(now))
        access.log(reader.organisation.pk, reader.actor, action, now=now, hits=len(found.parts))
    return found


def row_of(reader: Reader, report: UUID, *, lock: bool = False) -> WrittenReport:
    """The row of a report that this person may see. Inside ``in_organisation``. Raises NotFound."""
    rows = _rows(reader).filter(id=report)
    row = (rows.select_for_update() if lock else rows.select_related("member")).first()
    if row is None or held_in(reader, row) is None:
        raise NotFound
    return row


def _opened(reader: Reader, row: WrittenReport, today: date) -> Opened:
    text = regulations.pinned(row.regulation)
    rule = text.reports[row.code]
    if row.state == State.DRAFT:
        facts, parts = facts_of(reader, row, text), parts_of(reader.organisation, row, text, today)
    else:
        facts, parts = kept.content(reader.organisation, row)
    remark = sealed.text(reader.organisation, row.remark, kept.record(row), "remark")
    held = held_in(reader, row)
    adopts = held is not None and held.adopts
    return Opened(row, rule, text, facts, parts, remark, reader.role == rule.by, adopts)


def facts_of(reader: Reader, row: WrittenReport, text: Regulation) -> dict[str, str]:
    """What stands at the head of a report."""
    rule = text.reports[row.code]
    maker = text.roles[rule.by].label if rule.by in text.roles else rule.by
    return {
        "title": rule.label, "organisation": reader.organisation.name, "period": owed.named(Period(row.first, row.last)),
        "about": Place(row.group, row.member).label, "maker": maker, "version": str(row.version), "source": rule.source,
        "laws": ", ".join(text.laws[code].label for code in rule.laws), "routes": ", ".join(text.routes[code].label for code in rule.routes),
    }  # fmt: skip


def parts_of(organisation: Organisation, row: WrittenReport, text: Regulation, today: date) -> tuple[Part, ...]:
    """The sections with the figures of now. Inside ``in_organisation``."""
    rule, said = text.reports[row.code], kept.texts(organisation, row)
    cut = Cut(organisation, Period(row.first, row.last), row.member, row.group, rule.laws, rule.routes)
    facts = gathered(cut, sections.needs(rule.contains), today, rule.about_work_of)
    found = sections.tables_of(rule.contains, facts, wording(organisation, text))
    words = vocabulary()["sections"]
    return tuple(
        Part(
            code, words[code]["label"], words[code].get("asks", ""), made, said.get(code, ""),
            sum(table.count("", "closed") for table in made) if "explains" in words[code] else 0,
        )
        for code, made in found.items()
    )  # fmt: skip


def wording(organisation: Organisation, text: Regulation) -> Wording:
    """The names of the codes in this organisation. Inside ``in_organisation``."""
    members = dict(organisation.members.order_by("name").values_list("pk", "name"))
    lists = register_words.lists(organisation.pk)
    own = {column: {code: word.label for code, word in lists[name].items()} for column, name in OF_REGISTER.items()}
    return Wording(text, members, own)


def keep(reader: Reader, report: UUID, said: Mapping[str, str], edition: int, *, now: datetime) -> int:
    """Keep the writer's words. Returns the new edition. Raises NotFound, Refused when somebody else kept theirs since."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        rule = regulations.pinned(row.regulation).reports[row.code]
        if reader.role != rule.by or row.state != State.DRAFT:
            raise Refused("not a draft")
        if row.edition != edition:
            raise Refused("changed since")
        if any(len(text) > LONGEST for text in said.values()):
            raise Refused("too long")
        row.texts = kept.with_texts(
            reader.organisation, row, {code: said[code].strip() for code in rule.contains if said.get(code)}
        )
        _rows(reader).filter(id=row.id).update(texts=row.texts, edition=edition + 1, changed=now)
        access.log(reader.organisation.pk, reader.actor, "write report", now=now)
    return edition + 1


def submit(reader: Reader, report: UUID, *, now: datetime) -> None:
    """Hand it in: figures and words are kept as they are now. Raises NotFound, Refused when an explanation is missing."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        found = _opened(reader, row, local_date(now))
        if not found.mine or row.state != State.DRAFT:
            raise Refused("not a draft")
        if silent := [part.label for part in found.parts if part.missing and not part.text]:
            raise Refused("explain", ", ".join(silent))
        text, digest = kept.frozen(found.facts, found.parts)
        content = sealed.seal(reader.organisation, text, kept.record(row), "content")
        _rows(reader).filter(id=row.id).update(
            state=State.SUBMITTED, content=content, sha256=digest, remark=b"", submitted=now, changed=now,
            submitted_by=reader.actor.who,
        )  # fmt: skip
        access.log(reader.organisation.pk, reader.actor, "submit report", now=now)


def send_back(reader: Reader, report: UUID, remark: str, *, now: datetime) -> None:
    """Not adopted: back to who wrote it, with why. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _handed_in(reader, report)
        if not remark.strip():
            raise Refused("say why")
        said = sealed.seal(reader.organisation, remark.strip(), kept.record(row), "remark")
        _rows(reader).filter(id=row.id).update(state=State.DRAFT, content=b"", sha256="", remark=said, changed=now)
        access.log(reader.organisation.pk, reader.actor, "send back report", now=now)


def adopt(reader: Reader, report: UUID, *, now: datetime) -> None:
    """Adopt what was handed in: from now on it never changes. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = _handed_in(reader, report)
        kept.content(reader.organisation, row)
        _rows(reader).filter(id=row.id).update(
            state=State.ADOPTED, adopted=now, adopted_by=reader.actor.who, adopted_role=reader.role, changed=now
        )
        access.log(reader.organisation.pk, reader.actor, "adopt report", now=now)


def _handed_in(reader: Reader, report: UUID) -> WrittenReport:
    row = row_of(reader, report, lock=True)
    if not (held := held_in(reader, row)) or not held.adopts:
        raise Refused("not yours to adopt")
    if row.state != State.SUBMITTED:
        raise Refused("not handed in")
    return row


def correct(reader: Reader, report: UUID, *, now: datetime) -> UUID:
    """A new version of an adopted report, as a draft with its words; the adopted one stays. Raises NotFound, Refused."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        row = row_of(reader, report, lock=True)
        rule = regulations.pinned(row.regulation).reports[row.code]
        same = {"code": row.code, "first": row.first, "last": row.last, "group": row.group, "member": row.member_id}
        newest = _rows(reader).filter(**same).order_by("-version")[0]
        if reader.role != rule.by or row.state != State.ADOPTED or newest.id != row.id:
            raise Refused("not the newest")
        made = _draft(reader, row.code, Period(row.first, row.last), Place(row.group, row.member), now)
        made.regulation, made.version = row.regulation, row.version + 1
        made.texts = kept.with_texts(reader.organisation, made, kept.texts(reader.organisation, row))
        WrittenReport.objects.bulk_create([made])
        access.log(reader.organisation.pk, reader.actor, "correct report", now=now)
        return made.id


def versions(reader: Reader, row: WrittenReport) -> list[WrittenReport]:
    """All versions of the same report that this person may see, newest first."""
    same = {"code": row.code, "first": row.first, "last": row.last, "group": row.group, "member": row.member_id}
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = list(_rows(reader).filter(**same).order_by("-version"))
    return [one for one in found if held_in(reader, one)]
