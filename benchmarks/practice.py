"""What a realistic organisation is, for the benchmarks of learning: the plan of the world that `wederhoor simulate` plays.

Days with seasons and weekends, themes and locations of unlike size, a planted problem and slow months come from there, so that one source
says it. The plan is not played: a hundred thousand complaints are more than a million acts, an hour through the door
(`python -m benchmarks simulating` measures that), while lists and figures are read from rows. So those are written directly, from the plan.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wederhoor.procedure.loading import load_for
from wederhoor.site.practice.kinds import THEMES, themes
from wederhoor.site.practice.world import Kind, Told, world

PLACES = 14
"""The most locations that an organisation of that world has."""
ROWS = """unnest(%(days)s::date[], %(places)s::int[], %(themes)s::text[], %(headings)s::text[], %(paces)s::float[]) WITH ORDINALITY
  AS told(day, place, theme, heading, pace, n)"""
"""The complaints of ``columns`` as rows of a question to the database, the first day first."""
LEAD_TIME = (
    "CASE WHEN pace < 1 THEN '2 weeks' WHEN pace < 1.5 THEN '6 weeks' WHEN pace < 2 THEN '10 weeks' ELSE '26 weeks' END"
)
"""How long it took: a script that is followed as it stands takes some five weeks."""
SLOW = 2.0
"""At this pace and slower a term passed."""


def told(provider: str, complaints: int, years: int, until: date) -> tuple[Told, ...]:
    """The complaints of one organisation of this provider in the years before a day."""
    kind = Kind(provider, ("",), themes(load_for(provider, until)))
    (found,) = world([kind], years=years, organisations=1, complaints=complaints, seed=1, until=until)
    return found.complaints


def columns(provider: str, complaints: tuple[Told, ...]) -> dict[str, list[Any]]:
    """What ``ROWS`` is given."""
    known = load_for(provider, complaints[-1].day).lists[THEMES]
    return {
        "days": [one.day for one in complaints], "places": [int(one.place.split("-")[1]) - 1 for one in complaints],
        "themes": [one.theme for one in complaints], "headings": [known[one.theme].heading for one in complaints],
        "paces": [one.pace for one in complaints],
    }  # fmt: skip
