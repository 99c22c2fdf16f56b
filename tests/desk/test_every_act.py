"""Every act of the desk's list, under each regulation that has it: somebody who may do it does so on its page."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from tests.desk.conftest import NOW, act_address, text
from tests.desk.test_act_forms import received
from tests.regulations.walking import command_for
from wederhoor.desk import act_page
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Dossier
from wederhoor.dossier.models import Event as Stored
from wederhoor.dossier.summaries import state_of
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.acts import Allowed, decide, permitted
from wederhoor.procedure.commands import Command
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.loading import load_for

LISTED: dict[str, tuple[str, ...]] = {
    "assign": ("assign",), "contact": ("contact",), "route": ("choose route", "choose step"), "talk first": ("advise to talk", "choose step"),
    "talks": ("plan meeting", "hold meeting", "cancel meeting", "send minutes", "comment on minutes"),
    "ask somebody": ("ask information", "receive information"), "cause": ("analyse cause",), "hear": ("hear", "waive hearing"),
    "admissibility": ("decide admissibility", "declare inadmissible", "not take up"),
    "advice": ("ask advice", "receive advice", "propose expert", "approve expert", "engage expert"),
    "judge": ("judge", "judge by committee"), "deviate, measures": ("tell measures", "take measure", "recommend"),
    "extend": ("extend", "agree extension", "extend by agreement"), "compensation": ("request compensation", "assess compensation"),
    "hand over": ("forward", "forward to committee", "hand over to partner", "file at portal", "hand over to external officer"),
    "dispute": ("put dispute", "record dispute outcome"), "withdraw": ("withdraw",),
    "inspectorate": ("announce report", "report recommendations to inspectorate"), "not regulated": ("decide outside regulation",),
    "correct": ("correct",), "close": ("close",), "reopen": ("reopen",),
}  # fmt: skip
"""What the list of the desk asks, and the acts that are it."""
EXPECTED = {
    "izw": 20, "jot": 22, "loj": 34, "ott": 27, "zk": 18,
}  # fmt: skip
"""How many acts of the list each regulation has: one that falls away is seen."""
ELSEWHERE = {"comment on minutes", "reopen"}
"""Only by a long way: the first is in test_talks.py; to reopen, a complaint must be closed, which these steps never do."""
SEEDS = 20


def listed(provider: str) -> set[str]:
    acts = load_for(provider, NOW.date()).acts
    return {act for several in LISTED.values() for act in several if act in acts}


@pytest.mark.parametrize("provider", EXPECTED)
def test_each_regulation_has_its_acts_of_the_list(provider: str) -> None:
    assert len(listed(provider)) >= EXPECTED[provider], sorted(listed(provider))


def way_to(state: State, act: str, roles: list[str], dice: random.Random) -> tuple[State, str, Command] | None:
    """A state, reached in memory, in which a role may do this act, with its answers; None when the dice found none."""
    for _ in range(40):
        found = [(role, one) for role in roles for one in permitted(state, role, NOW).may]
        wanted = [(role, one) for role, one in found if one.act == act]
        role, one = dice.choice(wanted or [(role, one) for role, one in found if not _ends(state, one)])
        command = answered(state, one, role, dice)
        done = decide(state, command, actor="walker", now=NOW)
        if isinstance(done, Event) and wanted:
            return state, role, command
        state = state.apply(done) if isinstance(done, Event) else state
    return None


def answered(state: State, one: Allowed, role: str, dice: random.Random) -> Command:
    """The act with answers that its page can send: persons who are there, yes or no, nothing put right but the moment."""
    command, fields = command_for(state, one, role, NOW, dice), state.regulation.acts[one.act].fields
    fixed = {"person": "p1", "yes or no": "no"}
    values = {
        name: fixed.get(fields[name].kind, value) for name, value in command.values.items()
        if fields[name].kind != "answer" and not (one.act == "correct" and name == "at")
    }  # fmt: skip
    return Command(one.act, role, values, command.texts, command.part)


def _ends(state: State, one: Allowed) -> bool:
    """What closes the way to the other acts, or makes parts or corrections that the way does not need."""
    rule = state.regulation.acts[one.act]
    aside = rule.splits or rule.corrects or rule.excludes or rule.objects or rule.assigns
    return bool(rule.closes or rule.stops or aside)


def given(state: State, command: Command) -> dict[str, Any]:
    """The answers as the page sends them."""
    fields = state.regulation.acts[command.act].fields
    sent: dict[str, Any] = {plain(name): "Woorden." for name in command.texts}
    for name, value in command.values.items():
        kind = fields[name].kind
        if kind == "attendance" and isinstance(value, dict):
            sent |= {f"{plain(name)}_{person}": code for person, code in value.items()}
        elif kind == "outcomes" and isinstance(value, dict):
            sent |= {f"{plain(name)}_{n}": code for n, code in enumerate(value.values(), 1)}
        else:
            sent[plain(name)] = value
    return sent | {"expected_seq": state.seq, "warned": "1", "said_by": "Kees", "said_how": "telephone"}


def shared_out(row: Organisation, browsers: dict[str, Client]) -> State:
    """The dossier is given to everybody in their role; its state."""
    with in_organisation(row.pk):
        dossier = Dossier.objects.get(organisation=row)
        held = {role: int_of(browser) for role, browser in browsers.items()}
        Assignment.objects.bulk_create(
            Assignment(organisation=row, dossier_id=dossier.id, account_id=account, role=role, since=NOW.date())
            for role, account in held.items()
        )
        return state_of(dossier)


def int_of(browser: Client) -> UUID:
    """Whose browser it is."""
    return UUID(str(browser.session["_auth_user_id"]))


def happened(row: Organisation, state: State) -> None:
    """The dossier stands where this state is: its events after the first are replaced."""
    with in_organisation(row.pk):
        dossier = Dossier.objects.get(organisation=row)
        kept = Stored.objects.filter(organisation=row, dossier_id=dossier.id).count()
        new = [event for event in state.events if event.seq > kept]
        Stored.objects.bulk_create(
            Stored(organisation=row, dossier_id=dossier.id, seq=event.seq, recorded=NOW, payload=event.to_json())
            for event in new
        )


@pytest.mark.requirement("JOT-14")
@pytest.mark.usefixtures("desk")
def test_the_acts_of_the_list_are_done_on_their_page_by_who_may_do_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that a throw of the dice reaches; the others have a test of their own."""
    monkeypatch.setattr(act_page, "_send_letters", lambda *_: None)
    missed = {act for act in listed("jot") - {"assign"} if not done_on_its_page("jot", act)}
    assert missed <= ELSEWHERE, missed


def done_on_its_page(provider: str, act: str) -> bool:
    """Find a way to this act and do it on the desk; undone afterwards."""
    with transaction.atomic():
        row, browsers, number = received(provider)
        start, dice = shared_out(row, browsers), random.Random(act)
        roles = sorted(browsers)
        for _ in range(SEEDS):
            if found := way_to(start, act, roles, dice):
                state, role, command = found
                happened(row, state)
                address = act_address(number, act) + (f"?part={command.part}" if command.part else "")
                answer = browsers[role].post(address, given(state, command))
                assert answer.status_code == 302, (act, role, text(answer)[:1500])  # type: ignore[arg-type]
                break
        transaction.set_rollback(True)
        return found is not None
