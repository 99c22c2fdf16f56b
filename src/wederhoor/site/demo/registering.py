"""The register of an organisation of the demo: most closed complaints filled in, and two years that came from an older register."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from wederhoor.dossier import register_entry
from wederhoor.dossier.door import open_dossier
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import RegisterLink, Summary
from wederhoor.dossier.register_entry import Filled
from wederhoor.insight.importing import keeping
from wederhoor.insight.importing.checking import Choices
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.register_words import THEMES
from wederhoor.procedure.terms import local_date
from wederhoor.site.demo.player import Stage

OLDER = 48
"""Rows of the older register, spread over two years."""
CAUSES = (
    "communication",
    "agreement not kept",
    "staffing",
    "work instruction",
    "behaviour",
    "expectation",
    "none found",
)
CAME = ("yes", "partly", "no", "yes", "not asked")
HEADS = (
    "Gesloten op", "Ontvangen op", "Thema", "Wet", "Soort", "Weg", "Uitkomst", "Kanaal", "Oorzaak", "Op tijd", "Gehoopt op", "Kwam dat uit",
    "Naam klager",
)  # fmt: skip


def registers(stage: Stage) -> None:
    """Once, when the organisation was made."""
    fill_in(stage)
    if (keeper := _keeper(stage)) and stage.row == stage.tenant:
        _read_in(stage, keeper)


def fill_in(stage: Stage) -> None:
    """What the closed complaints miss, of all but the last."""
    if keeper := _keeper(stage):
        _filled_in(stage, keeper)


def _keeper(stage: Stage) -> str:
    return next((role for role in stage.cast if register_entry.may_keep(stage.regulation, role)), "")


def _filled_in(stage: Stage, keeper: str) -> None:
    actor = stage.actor(keeper)
    with in_organisation(stage.tenant.pk):
        links = RegisterLink.objects.filter(organisation=stage.tenant).exclude(missing="").order_by("closed_on")
        mine = dict(
            Summary.objects.filter(organisation=stage.tenant, member=_member(stage)).values_list("dossier_id", "number")
        )
        found = [
            (mine[link.dossier_id], link.part, link.missing.split(",")) for link in links if link.dossier_id in mine
        ]
    for place, (number, part, missing) in enumerate(found[:-1]):
        dossier = open_dossier(stage.tenant, number, actor=actor, action="read", now=stage.now)
        late = "talks went on" if "late_reason" in missing else ""
        known = Filled(
            cause=CAUSES[place % len(CAUSES)], came_of_it=CAME[place % len(CAME)] if "came_of_it" in missing else "", late_reason=late,
            not_taken_up="other procedure" if "not_taken_up" in missing else "",
        )  # fmt: skip
        register_entry.keep(dossier, part, known, actor=actor, now=stage.now)


def _member(stage: Stage) -> Organisation | None:
    return stage.row if stage.row.parent_id else None


def _read_in(stage: Stage, keeper: str) -> None:
    """What was kept in a spreadsheet before: an invented one, in the codes of the regulation."""
    actor, stream = stage.actor(keeper), StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(HEADS)
    writer.writerows(_older(stage, local_date(stage.now)))
    key = keeping.begin(stage.tenant, "klachten tot nu toe.csv", stream.getvalue().encode(), actor=actor, now=stage.now)
    here = keeping.reading(stage.tenant, key, actor=actor, now=stage.now)
    keeping.choose(stage.tenant, key, Choices(here.choices.columns, here.to_map()), actor=actor, now=stage.now)
    keeping.read_in(stage.tenant, key, actor=actor, now=stage.now)


def _older(stage: Stage, today: date) -> Iterator[list[str]]:
    """The rows, the same every time; one theme comes back more often of late."""
    rules = stage.regulation
    themes, laws, kinds = list(rules.lists.get(THEMES, {})), list(rules.laws), list(rules.kinds)
    outcomes, channels, hopes = [*rules.outcomes, "settled", "withdrawn"], list(rules.channels), list(rules.hopes)
    ways = list(rules.routes) or [""]
    for n in range(OLDER):
        closed = today - timedelta(days=40 + 15 * n)
        began = closed - timedelta(days=12 + n * 7 % 45)
        theme = themes[0] if n < 6 else themes[n * 3 % len(themes)]
        kind = kinds[1] if n % 7 == 3 and len(kinds) > 1 else kinds[0]
        yield [
            closed.isoformat(), began.isoformat(), theme, laws[n % len(laws)], kind, ways[n % len(ways)], outcomes[n % len(outcomes)],
            channels[n * 2 % len(channels)], CAUSES[n % len(CAUSES)], "nee" if n % 9 == 4 else "ja",
            hopes[n % len(hopes)] if hopes else "", CAME[n % len(CAME)] if hopes else "", f"Verzonnen klager {n + 1}",
        ]  # fmt: skip
