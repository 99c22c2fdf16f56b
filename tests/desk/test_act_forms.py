"""The form of every act in every regulation: it renders, says beforehand what it brings about, and asks only what fits."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.desk.conftest import NOW, Desk, act_address, counting, dossier_address, section, text
from tests.desk.test_dossier import counted
from tests.regulations.walking import START, walk
from wederhoor.dossier import door
from wederhoor.dossier.acting import consequences
from wederhoor.dossier.acting.forms import SIDE, ActForm, Offered
from wederhoor.dossier.door import NewPerson
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.acts import Allowed, permitted
from wederhoor.procedure.commands import Command
from wederhoor.procedure.loading import load_for
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.offering import hidden

PROVIDERS = ("izw", "jot", "loj", "ott", "zk", "zk-lid")
PEOPLE = [("p1", "Kees Klager"), ("p2", "Bram Beklaagd")]
SEVERAL = [("p2", "Bram Beklaagd"), ("p3", "Bea Beklaagd")]


def form(regulation: Regulation, act: str, **more: Any) -> ActForm:
    return ActForm(
        regulation, regulation.acts[act], None, people=PEOPLE, events=[("1", "Klacht ontvangen")], seq=1, **more
    )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_permitted_form_of_a_walk_renders_and_says_what_it_brings_about(provider: str) -> None:
    regulation, seen = load_for(provider, START.date()), set[tuple[str, str]]()
    for seed in range(6):
        for state, now in walk(regulation, seed, 25):
            for role in regulation.roles:
                for allowed in permitted(state, role, now).may:
                    if (allowed.act, role) in seen or regulation.acts[allowed.act].opens:
                        continue
                    seen.add((allowed.act, role))
                    act = state.procedure.acts[allowed.act]
                    offered = Offered(
                        hidden(state, act, role, now, allowed.part), behalf=allowed.on_behalf_of,
                        lists={"attendance": PEOPLE, "accused": SEVERAL},
                    )  # fmt: skip
                    page = str(form(regulation, allowed.act, offered=offered))
                    assert all(
                        field.label.rstrip("?")[:20] in page.replace("&#x27;", "'")
                        for field in act.rule.fields.values()
                        if field.kind != "accused" or act.rule.fields.keys().isdisjoint(SIDE)
                    )
                    found = consequences.of(state, allowed, now)
                    assert found.sentences or found.options, allowed.act
                    assert not any("{" in sentence or "%(" in sentence for sentence in found.sentences)
    assert len({act for act, _ in seen}) > 12


def received(provider: str, **said: str) -> tuple[Organisation, dict[str, Client], str]:
    """A complaint under a regulation, and everybody who works there."""
    row = Organisation.objects.create(code=f"bij-{provider}", name="Zorg", regulation=provider)
    regulation, browsers = load_for(provider, NOW.date()), dict[str, Client]()
    for code, role in regulation.roles.items():
        if role.kind not in ("complainant", "accused"):
            account = Account.objects.create_user(
                f"{code.replace(' ', '-')}@{provider}.test", role.label, "een lang wachtwoord"
            )
            Membership.objects.create(account=account, organisation=row, role=code)
            browsers[code] = Client()
            browsers[code].force_login(account)
    act = regulation.acts["receive"]
    values: dict[str, Any] = {"channel": "web form", "capacity": "client", "kind": "complaint", "law": "wlz"}
    offered = {n: list(form(regulation, "receive").fields[n.replace(" ", "_")].choices) for n in values}  # type: ignore[attr-defined]
    values = {n: v if v in dict(offered[n]) else next(c for c, _ in offered[n] if c) for n, v in values.items()}
    for name, asked in act.fields.items():
        if asked.required and name not in values and asked.kind == "choice":
            values[name] = next(c for c, _ in form(regulation, "receive").fields[name.replace(" ", "_")].choices if c)  # type: ignore[attr-defined]
    values |= said
    result = door.receive(
        row, Command("receive", "complainant", values), texts={"complaint": "Het was koud."},
        people=[NewPerson("complainant", "Kees", "client", {"email": "kees@voorbeeld.test"})], subject="Kou", actor=door.visitor(row.pk),
        now=NOW, submitted_key=provider,
    )  # fmt: skip
    assert isinstance(result, door.Received), result
    return row, browsers, result.number


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("provider", ["izw", "jot", "loj", "ott", "zk"])
def test_every_role_opens_its_dossier_and_every_act_it_may_do(provider: str) -> None:
    _, browsers, number = received(provider)
    opened = 0
    for role, browser in browsers.items():
        page = browser.get(dossier_address(number))
        if page.status_code == 404:
            continue
        opened += 1
        acts = [line.split('"')[0] for line in page.content.decode().split('class="act-link" href="')[1:]]
        for address in acts:
            assert browser.get(address).status_code == 200, (role, address)
        with counting() as captured:
            browser.get(dossier_address(number))
        assert len(counted(captured)) <= 12, (role, counted(captured))
    assert opened


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("provider", ["izw", "jot", "loj", "ott", "zk"])
def test_a_note_and_a_message_take_at_most_fourteen_queries(provider: str) -> None:
    """The act itself; the letter that follows from a message goes after it, on its own."""
    _, browsers, number = received(provider)
    for role, browser in browsers.items():
        seq = page_seq(browser, number)
        address = act_address(number, "note")
        if not seq or address not in browser.get(dossier_address(number)).content.decode():
            continue
        browser.post(address, {"note": "Om warm te lopen", "expected_seq": seq})
        with counting() as captured:
            answer = browser.post(address, {"note": "Gemeten", "expected_seq": seq + 1})
        assert answer.status_code == 302, role
        assert len(counted(captured)) <= 14, (role, counted(captured))


def page_seq(browser: Client, number: str) -> int:
    page = browser.get(dossier_address(number)).content.decode()
    return int(page.split('name="expected_seq" value="')[1].split('"')[0]) if 'name="expected_seq"' in page else 0


def test_what_lapses_is_not_called_done(desk: Desk) -> None:
    number = desk.receive()
    desk.later(days=1)
    page = text(desk.get("handler", act_address(number, "withdraw")))
    assert "De behandeling stopt." in page
    assert "Vervalt: Beslissen over de klacht." in page
    assert "Klaar: Beslissen over de klacht." not in page


def test_who_is_told_what_stands_with_the_act(desk: Desk) -> None:
    page = text(desk.get("handler", act_address(desk.receive(), "acknowledge")))
    assert "Brief ‘Ontvangstbevestiging’ voor: klager." in page


def test_consequences_are_shown_per_answer_to_the_question_that_decides() -> None:
    regulation = load_for("ott", NOW.date())
    state, now = next((s, t) for s, t in walk(regulation, 3, 30) if s.times("received"))
    found = consequences.of(state, Allowed("hear", "", "", ""), now)
    assert found.asked == "" or {label for label, _ in found.options} >= {"Klager"}
    shown = consequences.of(state, Allowed("choose route", "", "", ""), now)
    assert shown.options or shown.sentences


def test_looking_first_does_nothing_and_says_exactly_what_the_answers_bring_about(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    seen = desk.act("handler", number, "contact", how="telephone", note="Even gebeld", preview="1")
    page = text(seen)
    assert seen.status_code == 200
    assert "Er is nog niets gedaan." in page
    assert "Klaar: Contact opnemen met de klager." in page
    assert "Even gebeld" in page, "and what was typed is still there"
    assert desk.acts(number) == ["receive", "acknowledge"]


def test_what_a_correction_changes_is_shown_before_it_is_made(desk: Desk) -> None:
    number = desk.receive()
    data = {"event": "1", "at": "2026-02-23T10:00", "reason": "Verkeerde dag"}
    page = text(desk.act("handler", number, "correct", **data, preview="1"))
    assert "Nieuwe datum voor Beslissen over de klacht" in page
    assert desk.acts(number) == ["receive"]
    assert desk.act("handler", number, "correct", **data).status_code == 302


@pytest.mark.requirement("JOT-20")
def test_closing_names_what_is_missing(desk: Desk) -> None:
    number = desk.receive()
    said = {"said_by": "Kees", "said_how": "telephone"}
    desk.act("handler", number, "withdraw", how="oral", **said)
    refused = text(desk.get("handler", act_address(number, "close")))
    assert "Dit kan nu niet" in refused
    assert "register" in refused.lower()
    values = {"theme": "safety"}
    asked = desk.get("handler", act_address(number, "register")).content.decode()
    values["theme"] = (
        asked.split('name="theme" value="')[1].split('"')[0]
        if 'name="theme" value="' in asked
        else asked.split('<option value="')[2].split('"')[0]
    )
    assert (
        desk.act(
            "handler", number, "register", **values, actions="Gebeld", results="Opgelost", advice="Bel terug"
        ).status_code
        == 302
    )
    page = desk.get("handler", act_address(number, "close"))
    assert "Het register is nog niet ingevuld" not in text(page)
    assert "Dit kan nu niet" not in text(page)


@pytest.mark.requirement("JOT-20")
def test_letters_that_wait_and_duties_that_would_lapse_are_named_before_closing(desk: Desk) -> None:
    from wederhoor.desk.completeness import missing

    number = desk.receive()
    found = [one["label"] for one in missing(desk.open(number), desk.now)]
    assert "Het register is nog niet ingevuld: wat is er gedaan en wat leverde het op?" in found
    assert any(line.startswith("Nog niet gedaan: Beslissen over de klacht") for line in found)


def test_what_is_done_in_the_name_of_the_complainant_says_who_said_it_and_how(desk: Desk) -> None:
    number = desk.receive()
    page = text(desk.get("handler", act_address(number, "withdraw")))
    for words in ("U doet dit namens Klager.", "Wie zei dit?", "Hoe zei die het?", "Wanneer zei die het?"):
        assert words in page
    assert desk.act("handler", number, "withdraw", how="oral").status_code == 422
    assert (
        desk.act("handler", number, "withdraw", how="oral", said_by="Zus Kanarie", said_how="helper").status_code == 302
    )
    story = section(desk.get("handler", dossier_address(number)), "story-title")
    assert "namens Klager" in story
    assert "Zus Kanarie (via een helper)" in story


def test_a_hearing_says_who_was_heard(desk: Desk) -> None:
    number = desk.receive()
    for party, said in (("complainant", "Klager gehoord"), ("accused", "Aangeklaagde gehoord")):
        assert said not in section(desk.get("handler", dossier_address(number)), "story-title")
        answer = desk.act("handler", number, "hear", party=party, how="oral", minutes="Het gesprek.")
        assert answer.status_code == 302, text(answer)
        assert said in section(desk.get("handler", dossier_address(number)), "story-title")


def test_who_said_that_a_talk_is_not_needed_is_not_told_as_heard(desk: Desk) -> None:
    number = desk.receive()
    said = {"party": "complainant", "how": "written", "said_by": "Zij zelf", "said_how": "telephone"}
    answer = desk.act("handler", number, "waive hearing", **said)
    assert answer.status_code == 302, text(answer)
    story = section(desk.get("handler", dossier_address(number)), "story-title")
    assert "Klager zag af van horen" in story
    assert "gehoord" not in story


@pytest.mark.requirement("LOJ-28")
def test_a_judgement_per_element_with_votes_and_the_view_of_the_minority() -> None:
    regulation = load_for("loj", NOW.date())
    offered = Offered(elements=("Bejegening", "Bereikbaarheid"))
    page = str(form(regulation, "judge by committee", offered=offered))
    for words in (
        "onderdeel 1 – Bejegening",
        "onderdeel 2 – Bereikbaarheid",
        "Stemmen voor",
        "Wat vindt de minderheid?",
    ):
        assert words in page
    assert "Nodig als: het antwoord op Hoe is besloten? is Bij meerderheid." in page.replace("‘", "").replace("’", "")
    act = regulation.acts["judge by committee"]
    outcome = next(iter(regulation.outcomes))
    codes = [c for c, o in regulation.outcomes.items() if "committee" in o.by]
    data = RequestFactory().post("/", {
        "outcome": codes[0], "elements_1": codes[0], "elements_2": codes[1], "decided_by": "consensus", "expected_seq": "1",
    }).POST  # fmt: skip
    sent = ActForm(regulation, act, data, people=[], events=[], seq=1)
    assert sent.is_valid(), sent.errors
    assert sent.values["elements"] == {"onderdeel 1": codes[0], "onderdeel 2": codes[1]}
    assert outcome in regulation.outcomes


def test_facts_begin_with_a_capital_and_a_duty_says_to_whom_it_goes_after_its_date(desk: Desk) -> None:
    page = desk.get("handler", dossier_address(desk.receive()))
    assert "<dt>Wet</dt>" in page.content.decode() or "<dt>Vanuit welke wet is de zorg</dt>" in page.content.decode()
    assert "<dt>Schriftelijk</dt>" in page.content.decode()
    assert "gaat na de datum naar Interne klachtenbehandelaar" in section(page, "now-title")


def test_how_long_it_is_kept_is_said_also_where_the_regulation_names_no_term(desk: Desk) -> None:
    page = text(desk.get("handler", dossier_address(desk.receive())))
    assert "De regeling noemt geen bewaartermijn: de organisatie kiest er een." in page


def test_a_form_shown_again_offers_what_was_sent_and_no_hidden_answer_whose_code_is_a_piece_of_it() -> None:
    regulation = load_for("jot", "2026-04-02")
    act = regulation.acts["judge"]
    data = RequestFactory().post("/", {"outcome": "partly founded", "expected_seq": "1"}).POST
    form = ActForm(regulation, act, data, people=[], events=[], seq=1)
    form.shows_only(frozenset({("outcome", "founded"), ("outcome", "partly founded"), ("outcome", "unfounded")}))
    offered = {code for code, _ in form.fields["outcome"].widget.choices}
    assert "partly founded" in offered
    assert not {"founded", "unfounded"} & offered
