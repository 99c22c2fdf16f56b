"""Who may see figures: full counts without persons inside, for those whose work it is (choices 12).

A report is for whom the regulation names; the register, the signals and the dashboard are for who handles, coordinates or
governs. Somebody from outside sees only the reports that the regulation names for their role.
"""

from __future__ import annotations

from wederhoor.procedure.model import Regulation
from wederhoor.procedure.surroundings import Report

FIGURES = frozenset({"handler", "coordinator", "board"})
"""Kinds of role that see every figure of the organisation."""
RECORDS = frozenset({"handler", "coordinator"})
"""Kinds of role that keep the register and its taxonomy."""
RECOMMENDING = frozenset({"confidant", "committee"})
OUTSIDE_MEASURES = frozenset({"complainant", "accused", "client council"})


def sees_figures(regulation: Regulation, role: str) -> bool:
    """Whether this role sees the organisation's figures."""
    rule = regulation.roles.get(role)
    return rule is not None and rule.kind in FIGURES and not rule.external


def keeps_register(regulation: Regulation, role: str) -> bool:
    """Whether this role fills in, imports and exports the register."""
    rule = regulation.roles.get(role)
    return rule is not None and rule.kind in RECORDS and not rule.external


def reads_report(regulation: Regulation, role: str, report: Report) -> bool:
    """Whether this role reads this report: who makes it, for whom it is, with whom it is discussed."""
    return role in _named(report) or sees_figures(regulation, role)


def reads_from_outside(regulation: Regulation, role: str, report: Report) -> bool:
    """Whether somebody from outside reads it: the regulation names the role, as one that does not work on every complaint here.

    Who comes from a pool to handle one dossier has a role of the house; the reports of the house are not theirs.
    """
    rule = regulation.roles.get(role)
    apart = rule is not None and (rule.external or rule.kind not in FIGURES)
    return role == report.about_work_of or (apart and role in _named(report))


def _named(report: Report) -> tuple[str, ...]:
    return (report.by, *report.for_, *report.discussed_with, *report.adopted_by)


def of_same_body(regulation: Regulation, role: str, report: Report) -> bool:
    """Whether this role belongs to the committee that writes it: its chair reads along while a member writes."""
    own, maker = regulation.roles.get(role), regulation.roles.get(report.by)
    return own is not None and maker is not None and own.kind == maker.kind == "committee" and role in _named(report)


def body_of(regulation: Regulation, role: str) -> tuple[str, ...]:
    """The roles that work as one with this role: all of its committee, else itself."""
    rule = regulation.roles.get(role)
    if rule is None or rule.kind != "committee":
        return (role,) if role else ()
    return tuple(code for code, other in regulation.roles.items() if other.kind == "committee")


def reads_any_report(regulation: Regulation, role: str) -> bool:
    """Whether this role reads any report at all."""
    return any(reads_report(regulation, role, report) for report in regulation.reports.values())


def reads_any_from_outside(regulation: Regulation, role: str) -> bool:
    """Whether somebody from outside in this role reads any report at all."""
    return any(reads_from_outside(regulation, role, report) for report in regulation.reports.values())


def adopts_report(regulation: Regulation, role: str, report: Report) -> bool:
    """Whether this role adopts this report."""
    return role in adopters(regulation, report)


def adopters(regulation: Regulation, report: Report) -> tuple[str, ...]:
    """The roles that may adopt it: those named; else the board among who makes or gets it; else who gets it; else the maker."""
    if report.adopted_by:
        return report.adopted_by
    concerned = [role for role in (report.by, *report.for_) if role in regulation.roles]
    boards = tuple(dict.fromkeys(role for role in concerned if regulation.roles[role].kind == "board"))
    return boards or tuple(role for role in report.for_ if role in regulation.roles) or (report.by,)


def opens_measures(regulation: Regulation, role: str) -> bool:
    """Whether this role has a list of measures: everybody who works here, of whom most see only their own."""
    rule = regulation.roles.get(role)
    return rule is not None and rule.kind not in OUTSIDE_MEASURES


def recommends(regulation: Regulation, role: str) -> bool:
    """Whether this role makes recommendations of its own accord: as the regulation says, and every confidant and committee."""
    rule = regulation.roles.get(role)
    return rule is not None and (rule.kind in RECOMMENDING or role in _by(regulation, "recommendation"))


def decides_recommendations(regulation: Regulation, role: str) -> bool:
    """Whether this role answers recommendations: who does so in the regulation, else the board."""
    rule, named = regulation.roles.get(role), _by(regulation, "answer")
    return role in named if named else rule is not None and rule.kind == "board"


def _by(regulation: Regulation, tracked: str) -> set[str]:
    return {role for act in regulation.acts.values() if act.tracks and act.tracks.as_ == tracked for role in act.by}
