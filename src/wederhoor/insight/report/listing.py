"""Which reports there are: owed by the regulation of the time, or made; and what each is to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Min, QuerySet

from wederhoor.dossier import access, regulations
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterRow
from wederhoor.dossier.regulations import NoRegulation
from wederhoor.insight import rights
from wederhoor.insight.figures import Period
from wederhoor.insight.models import WrittenReport
from wederhoor.insight.report import owed
from wederhoor.insight.report.owed import Owed
from wederhoor.organisations.models import Location, Organisation
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report
from wederhoor.procedure.terms import local_date

State = WrittenReport.State


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


def listed(reader: Reader, *, now: datetime) -> list[Entry]:
    """Every report this person may know of: what is owed and what was made, with its newest version. Logged."""
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = list(entries(reader, local_date(now)))
        access.log(reader.organisation.pk, reader.actor, "reports", now=now, hits=len(found))
    return found


def coming(reader: Reader, *, now: datetime) -> list[Entry]:
    """The reports that are owed now, or wait for this person: the day comes soon or passed, or no day is named. Not adopted yet;

    what they adopt first, then the soonest.
    """
    today = local_date(now)
    with in_organisation(reader.organisation.pk, account=reader.actor.account):
        found = [one for one in entries(reader, today) if one.owed.now(today) or to_adopt(one)]
    return sorted((one for one in found if not one.row or one.row.state != State.ADOPTED), key=_day)


def _day(entry: Entry) -> tuple[bool, date]:
    return not to_adopt(entry), entry.owed.due or date.max


def to_adopt(entry: Entry) -> bool:
    """Whether it was handed in and waits for this person to adopt it or send it back."""
    return entry.adopts and entry.row is not None and entry.row.state == State.SUBMITTED


def waits(entry: Entry) -> bool:
    """Whether it is this person's turn: to make it, or to adopt it."""
    state = entry.row.state if entry.row else ""
    return (entry.mine and entry.owed.owed and state in ("", State.DRAFT)) or to_adopt(entry)


def entries(reader: Reader, today: date) -> Iterator[Entry]:
    """The same, not logged: for counting and reminding. Inside ``in_organisation``."""
    found = {_key(row): (row, held) for row in rows(reader).order_by("version") if (held := held_in(reader, row))}
    for wanted in owing(reader, today):
        one, rule = wanted.owed, wanted.text.reports[wanted.owed.code]
        for place in places(reader, rule):
            key = (one.code, one.period.first, one.period.last, place.group, place.member.pk if place.member else None)
            if key in found:
                row, held = found.pop(key)
                yield Entry(one.code, held.rule, one, place, row, held.mine, held.adopts)
            elif (makes := reader.role == rule.by) or one.owed:
                adopts = rights.adopts_report(wanted.text, reader.role, rule)
                yield Entry(one.code, rule, one, place, None, makes, adopts)
    yield from (_made_before(row, held) for row, held in reversed(found.values()))


@dataclass(frozen=True, slots=True)
class Owing:
    """A report that is owed, and by which text: that of now, or the one that held when its period ended."""

    owed: Owed
    text: Regulation
    file: str


def owing(reader: Reader, today: date) -> Iterator[Owing]:
    """What this person may know of, by the text of now and by those that held before: a new text does not forgive an old year."""
    since, seen = _since(reader.organisation), set()
    for file, text in _texts(reader, today):
        for code, rule in text.reports.items():
            if not replace(reader, regulation=text).reads(rule):
                continue
            for one in owed.owed(text, code, today, since):
                key = (code, one.period.first, one.period.last)
                if key not in seen and _holds(reader, text, file, one.period.last):
                    seen.add(key)
                    yield Owing(one, text, file)


def _holds(reader: Reader, text: Regulation, file: str, last: date) -> bool:
    """Whether a report over a period that ended on this day is asked by this text: of before the first one, by that of now."""
    then = _in_force(reader, last)
    return then == file or (not then and text is reader.regulation)


def _texts(reader: Reader, today: date) -> Iterator[tuple[str, Regulation]]:
    """The text of now, and every other that held at the end of a quarter of which reports are still shown."""
    current = _in_force(reader, today)
    yield current, reader.regulation
    years = range(today.year - owed.BACK // 12, today.year + 1)
    quarters = (Period.of_quarter(f"{year}-Q{n}").last for year in years for n in range(1, 5))
    earlier = (_in_force(reader, day) for day in sorted(quarters, reverse=True) if day < today)
    yield from ((file, regulations.pinned(file)) for file in dict.fromkeys(earlier) if file not in ("", current))


def _in_force(reader: Reader, day: date) -> str:
    """The file of the text that held on this day; '' where none did."""
    keeper = reader.member if reader.member and reader.member.regulation else reader.organisation
    try:
        return regulations.in_force(keeper, day)
    except NoRegulation:
        return ""


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
    along = rights.of_same_body(text, reader.role, rule)
    return Held(rule, mine, adopts) if _seen(row, mine=mine or along, adopts=adopts) else None


def _key(row: WrittenReport) -> tuple[str, date, date, str, int | None]:
    return row.code, row.first, row.last, row.group, row.member_id


def rows(reader: Reader) -> QuerySet[WrittenReport]:
    """Every written report of this organisation, or of the member somebody works at. Inside ``in_organisation``."""
    found = WrittenReport.objects.filter(organisation=reader.organisation)
    return found.filter(member=reader.member) if reader.member else found


def _since(organisation: Organisation) -> date | None:
    first = RegisterRow.objects.filter(organisation=organisation).aggregate(first=Min("quarter"))["first"]
    return Period.of_quarter(first).first if first else None


def _seen(row: WrittenReport, *, mine: bool, adopts: bool) -> bool:
    """A draft is its maker's (of a committee: its chair's too); what was handed in is for who adopts too; then for all its readers."""
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
