"""What the dashboard asks of the lists: one statement. ``{member}`` and ``{linked}`` narrow it to one member of a cooperative.

A compliment is no complaint: nothing here counts one, but the reader's own work. Where that would mean looking up every row,
everything is counted out of an index alone, less the compliments out of another that holds nothing else.
"""

# ruff: noqa: S608  (of constants only; what is asked for goes apart)

from __future__ import annotations

from wederhoor.dossier.models.core import COMPLIMENT

PRAISE = f"kind = '{COMPLIMENT}'"
WORK = """SELECT location_id, next_aim, next_due, next_holder, closed FROM dossier_summary
 WHERE organisation_id = %(organisation)s AND {member}"""
STANDS = f"{WORK} AND NOT {PRAISE}"
COUNTED = """count(*) FILTER (WHERE NOT closed) AS open, count(*) FILTER (WHERE next_aim <= %(week)s) AS week,
 count(*) FILTER (WHERE next_due < %(today)s) AS late,
 count(*) FILTER (WHERE NOT closed AND next_holder = ANY(%(others)s)) AS waiting"""
OF_READER = f"{WORK} AND handler_id = %(account)s"
"""One's own work is counted as the worklist counts it: who was given a compliment to pass on owes that too."""
NOW = f"""SELECT json_agg(n) FROM (SELECT location_id AS place, {COUNTED}
 FROM ({STANDS} AND NOT closed UNION ALL {STANDS} AND closed AND next_duty <> '') s GROUP BY 1) n"""
MINE = f"""SELECT row_to_json(n) FROM (SELECT {COUNTED}
 FROM ({OF_READER} AND NOT closed UNION ALL {OF_READER} AND closed AND next_duty <> '') s) n"""
"""What must be done counts after closing too, as in the lists behind it; nobody waits for a complaint that is closed."""

MONTHS = """(SELECT first, month, lead(first, 1, %(until)s::date) OVER (ORDER BY month) AS next
 FROM unnest(%(months)s::date[]) WITH ORDINALITY m (first, month)) m"""
CAME = f"""SELECT location_id AS place, month, count(*) AS n FROM {MONTHS} JOIN dossier_summary
 ON organisation_id = %(organisation)s AND received_on >= first AND received_on < next AND {{member}}"""
ARRIVED = f"""SELECT json_agg(c) FROM (SELECT place, month, sum(n) AS n FROM ({CAME} GROUP BY 1, 2
 UNION ALL SELECT place, month, -n FROM ({CAME} AND {PRAISE} GROUP BY 1, 2) p) a GROUP BY 1, 2 HAVING sum(n) > 0) c"""

CLOSED = f"""{MONTHS} JOIN dossier_registerlink l
 ON l.organisation_id = %(organisation)s AND closed_on >= first AND closed_on < next AND {{linked}}"""
PRAISED = f"r.organisation_id = %(organisation)s AND r.{PRAISE} AND r.id = l.row"
ALONE = f"SELECT month, count(*) FILTER (WHERE part = '') AS n FROM {CLOSED} GROUP BY 1"
LESS = f"SELECT month, -count(*) FROM {CLOSED} AND part = '' JOIN dossier_registerrow r ON {PRAISED} GROUP BY 1"
IN_PARTS = f"""SELECT month, count(*) FROM (SELECT DISTINCT month, dossier_id FROM {CLOSED} AND part <> ''
 WHERE NOT EXISTS (SELECT FROM dossier_registerrow r WHERE {PRAISED})) p GROUP BY 1"""
ENDED = f"""SELECT json_agg(e) FROM (SELECT month, sum(n) AS n FROM ({ALONE} UNION ALL {LESS} UNION ALL {IN_PARTS}) d
 GROUP BY 1) e"""
"""Complaints, and not their parts, of which the register has a row each."""

PLACES = """SELECT json_agg(p) FROM (SELECT id, name FROM organisations_location WHERE organisation_id = ANY(
 ARRAY(SELECT id FROM organisations_organisation WHERE (id = %(organisation)s OR parent_id = %(organisation)s)
 AND (%(member)s::bigint IS NULL OR id = %(member)s))) ORDER BY name) p"""
SIGNALS = """SELECT json_agg(s) FROM (SELECT s.id, s.theme, s.location_id AS place, s.owner_id AS owner FROM insight_signal s
 LEFT JOIN organisations_location l ON l.id = s.location_id WHERE s.organisation_id = %(organisation)s AND s.status = 'open'
 AND (%(member)s::bigint IS NULL OR l.organisation_id = %(member)s) ORDER BY s.raised DESC) s"""
MEASURES = """SELECT json_build_array(count(*) FILTER (WHERE status = ANY(%(running)s)),
 count(*) FILTER (WHERE status = ANY(%(running)s) AND due < %(today)s),
 count(*) FILTER (WHERE check_on <= %(today)s AND NOT conclusion = ANY(%(settled)s)))
 FROM insight_measure WHERE organisation_id = %(organisation)s AND {member}"""
GAPS = """SELECT count(DISTINCT dossier_id) FROM dossier_registerlink
 WHERE organisation_id = %(organisation)s AND missing <> '' AND {linked}"""
ANY_PRAISE = f"SELECT EXISTS(SELECT FROM dossier_summary WHERE organisation_id = %(organisation)s AND {PRAISE})"
ALL = (
    f"SELECT ({NOW}), ({MINE}), ({ARRIVED}), ({ENDED}), ({PLACES}), ({SIGNALS}), ({MEASURES}), ({GAPS}), ({ANY_PRAISE})"
)
EVERY = "%(member)s::bigint IS NULL"
OF_MEMBER = "member_id = %(member)s"
LINKED = """dossier_id IN (SELECT m.dossier_id FROM dossier_summary m
 WHERE m.organisation_id = %(organisation)s AND m.member_id = %(member)s)"""


def asked(member: int | None) -> str:
    """The statement for the whole organisation, or for one member of a cooperative."""
    return ALL.format(member=OF_MEMBER if member else EVERY, linked=LINKED if member else EVERY)
