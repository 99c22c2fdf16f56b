"""Who sees what at which moment: every page and every file of every side, against a table that was written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.frontdoor.taking_part.conftest import STORY, House, Visitor
from tests.frontdoor.taking_part.test_pages import picture, question
from wederhoor.dossier import gate, keys, papers, people, sight, summaries, taking_part, writing
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Compartment, Dossier, DossierKey
from wederhoor.dossier.models import Event as EventRow
from wederhoor.procedure.answers import TEXT_KINDS
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.events import Event

TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("table.yaml").read_text("utf-8"))
MARKS = {
    "complaint": STORY, "names": "Kees Klager", "contact": "06 11111111", "accused words": "Beklaagdezegtzq",
    "complainant words": "Klagerverslagzq", "accused minutes": "Beklaagdeverslagzq", "question": "Getuigevraagzq",
    "testimony": "Getuigezegtzq", "note": "Notitiezq", "complainant paper": "papierklager.png", "accused paper": "papierbeklaagde.png",
    "judgement": "Oordeelzq",
}  # fmt: skip
LINK = re.compile(r'href="(/meedoen/[^"#]+)"')
NOT_OPENED = re.compile(r"/weg/|/terug/|/link/")


def happen(house: House, name: str, words: dict[str, str], **values: str) -> None:
    """An event as if it was done, whatever stands in its way: this is about who reads it, not about who may do it."""
    act = house.regulation.acts[name]
    chosen = {
        n: next(iter(choices_of(house.regulation, f)), "")
        for n, f in act.fields.items()
        if f.required and f.choices is not None
    }
    by = next((role for role in act.by if role in house.accounts), act.by[0])
    with in_organisation(house.here.pk):
        row = Dossier.objects.get(organisation=house.here, number=house.number)
        row.organisation = house.here
        state = summaries.state_of(row)
        event = Event(
            state.seq + 1,
            name,
            by,
            house.now,
            house.now,
            house.accounts[by].opaque if by in house.accounts else "",
            "",
            {**chosen, **values},
        )
        ring = keys.keyring(house.here, row.id, Compartment.values)
        places = {field: act.fields[field].compartment for field in words}
        DossierKey.objects.bulk_create(ring.add(places.values()))
        EventRow.objects.bulk_create([writing.event_row(row, event)])
        sealed = [writing.sealed_text(row, places[f], event.seq, f, text, ring) for f, text in words.items()]
        writing.SealedText.objects.bulk_create(sealed)
        summaries.write(row, state.apply(event), house.now, handler_id=None)


def long_text(house: House, act: str) -> str:
    fields = house.regulation.acts[act].fields.items()
    return next(name for name, field in fields if field.kind in TEXT_KINDS and field.compartment == "party")


def paper(house: House, name: str, side: str) -> None:
    found = gate.take_in(name, picture().read())
    assert isinstance(found, gate.Taken)
    new = papers.NewPaper(name, "photo", side, house.now.date(), "party", side)
    papers.keep(house.open(), found, new, actor=house.actor(), now=house.now)


def told(house: House) -> None:
    house.tell_accused()
    if "ask information" in house.regulation.acts:
        for step in house.regulation.consents:
            happen(house, "give consent", {}, step=step, answer="given", **{"given by": "complainant"})
        happen(house, "ask information", {"question": MARKS["question"]}, person="p3")
    happen(house, "note", {"note": MARKS["note"]})
    paper(house, MARKS["complainant paper"], "complainant")
    paper(house, MARKS["accused paper"], "accused")
    sent = house.enter("p2").act("respond", response=MARKS["accused words"])
    assert sent.status_code == 302


def complainant_heard(house: House) -> None:
    happen(house, "hear", {long_text(house, "hear"): MARKS["complainant words"]}, party="complainant")
    if "ask information" in house.regulation.acts:
        witness = house.enter("p3")
        seq = next(q.seq for q in house.open().state.besides.questions if q.person == "p3")
        assert witness.post(f"vraag/{seq}/", answer=MARKS["testimony"]).status_code == 302


def both_heard(house: House) -> None:
    happen(house, "hear", {long_text(house, "hear"): MARKS["accused minutes"]}, party="accused")


def judged(house: House) -> None:
    happen(house, "judge", {long_text(house, "judge"): MARKS["judgement"]})


MOMENTS: dict[str, Callable[[House], None]] = {
    "new": lambda house: None, "told": told, "complainant heard": complainant_heard, "both heard": both_heard, "judged": judged,
}  # fmt: skip


def everything(visitor: Visitor) -> str:
    """The words of every page and every file that can be reached."""
    waiting, seen, words = [visitor.home, f"{visitor.home}gezegd/", f"{visitor.home}stukken/"], set[str](), ""
    while waiting:
        address = waiting.pop()
        if address in seen or NOT_OPENED.search(address):
            continue
        seen.add(address)
        answer = visitor.browser.get(address)
        words += f" {answer.headers.get('Content-Disposition', '')}"
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            words += page
            waiting += LINK.findall(page)
    return words


def cells(house: House, side: str, code: str) -> list[str] | str:
    """What somebody of this side finds now; '-' when they cannot come in."""
    if taking_part.why_not(house.open(), house.person(code), "", now=house.now):
        return "-"
    words = everything(house.enter(code))
    return [thing for thing, mark in MARKS.items() if mark in words]


def played(house: House) -> Iterator[str]:
    for moment, play in MOMENTS.items():
        play(house)
        yield moment


@pytest.mark.requirement("LOJ-06", "LOJ-08")
@pytest.mark.parametrize("provider", sorted(TABLE))
def test_every_side_sees_at_every_moment_what_the_table_says_and_nothing_else(build_house: Any, provider: str) -> None:
    house, found = build_house(provider), dict[str, dict[str, Any]]()
    codes = {
        side: house.add(side, f"Iemand {n}")
        for n, side in enumerate(TABLE[provider])
        if side not in ("accused", "witness")
    }
    codes |= {"accused": "p2", "witness": "p3"}
    for moment in played(house):
        for side in TABLE[provider]:
            found.setdefault(side, {})[moment] = cells(house, side, codes[side])
    wrong = {
        (side, moment): (said, sorted(set(said) ^ set(found[side][moment])))
        for side, moments in TABLE[provider].items()
        for moment, said in moments.items()
        if (said == "-") != (found[side][moment] == "-") or set(said) != set(found[side][moment])
    }
    assert wrong == {}


@pytest.mark.parametrize("provider", sorted(TABLE))
def test_what_the_desk_is_told_beforehand_is_what_the_pages_show(build_house: Any, provider: str) -> None:
    house = build_house(provider)
    for moment in played(house):
        said = TABLE[provider]["accused"][moment]
        rows = {row.thing: row.yes for row in sight.sight(house.open(), house.person("p2"), now=house.now)}
        assert rows["complaint"] == ("complaint" in said), moment
        assert rows["names"] == ("names" in said), moment
        assert rows["others"] == ("complainant words" in said), moment
        assert rows["papers"] == ("accused paper" in said), moment
        assert not rows["contacts"]
        assert not rows["notes"]


@pytest.mark.requirement("JOT-10")
def test_a_support_worker_who_may_not_know_is_not_invited_and_the_desk_says_why(build_house: Any) -> None:
    house = build_house("jot")
    happen(house, "ask information", {"question": "Wat zag u?"}, person="p3")
    happen_complaint_without_support_worker(house)
    with pytest.raises(ValueError, match="de klager wil niet dat de begeleider van de klacht weet"):
        house.invite("p3", works_as="support worker")
    house.invite("p3", works_as="care professional")


@pytest.mark.requirement("JOT-10")
def test_who_looks_like_the_support_worker_is_one(build_house: Any) -> None:
    house = build_house("jot")
    happen_complaint_without_support_worker(house)
    account = house.accounts["support worker"]
    code = house.add("witness", account.name)
    happen(house, "ask information", {"question": "Wat zag u?"}, person=code)
    with pytest.raises(ValueError, match="begeleider"):
        house.invite(code)


@pytest.mark.requirement("JOT-10")
def test_silence_that_is_asked_later_ends_what_a_support_worker_sees_at_once(build_house: Any) -> None:
    house = build_house("jot")
    happen(house, "ask information", {"question": "Wat zag u?"}, person="p3")
    visitor = house.enter("p3", works_as="support worker")
    assert visitor.get().status_code == 200
    happen_complaint_without_support_worker(house)
    assert visitor.get().status_code == 404
    account = house.accounts["support worker"]
    people.link(house.open(), "p3", account.pk, actor=house.actor(), now=house.now)
    visitor.browser.force_login(account)
    assert visitor.get().status_code == 404, "nor with their account"


def happen_complaint_without_support_worker(house: House) -> None:
    """The complainant says that the support worker may not know."""
    setter = next(
        name for name, act in house.regulation.acts.items() if "tell support worker" in act.sets and not act.opens
    )
    happen(house, setter, {}, **{"tell support worker": "no"})


def test_nobody_who_was_asked_nothing_is_invited(house: House) -> None:
    assert "nog niets gevraagd" in taking_part.why_not(house.open(), house.person("p3"), "", now=house.now)
    question(house, "p3")
    assert taking_part.why_not(house.open(), house.person("p3"), "", now=house.now) == ""


def test_the_accused_is_not_invited_before_the_regulation_lets_them_know(house: House) -> None:
    with pytest.raises(ValueError, match="weet nog niet van de klacht"):
        house.invite("p2")
