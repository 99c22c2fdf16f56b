"""Careful keeping at the desk: agreeing, saying why, the log for a privacy officer, keeping and destroying."""

from __future__ import annotations

import ast
import html
import re
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, act_address, dossier_address, text
from wederhoor.correspondence import mail, outgoing
from wederhoor.desk.care.log import action_words
from wederhoor.dossier import access, door, noticing, overseeing
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Agreement, Notice
from wederhoor.dossier.opening import LOOKS
from wederhoor.organisations.models import Account, Membership
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.commands import Command

CARE = f"{WORKLIST}zorgvuldigheid/"
LOG = f"{CARE}logboek/"
LATER = {"days": 800}


def colleague(desk: Desk) -> Account:
    """A second handler."""
    account = Account.objects.create_user("tweede@voorbeeld.test", "Tine Tweede", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=desk.here, role="handler")
    desk.accounts["colleague"] = account
    return account


@pytest.fixture
def taken(desk: Desk) -> str:
    """A dossier that the handler has."""
    number = desk.receive()
    assert desk.act("handler", number, "acknowledge").status_code == 302
    return number


@pytest.fixture
def closed(desk: Desk, taken: str) -> str:
    """Withdrawn and closed."""
    for act in ("withdraw", "register", "close"):
        _filled(desk, taken, act)
    assert desk.open(taken).state.closed
    return taken


def _filled(desk: Desk, number: str, act: str) -> None:
    """Do an act with the first choice of every question, and a word where words are asked."""
    dossier = desk.open(number)
    fields = dossier.regulation.acts[act].fields
    texts = {name: "Afgerond" for name, field in fields.items() if field.kind in ("text", "long text")}
    values = {n: next(iter(choices_of(dossier.regulation, f))) for n, f in fields.items() if f.choices is not None}
    lists = {n: [v] for n, v in values.items() if fields[n].kind == "choices"}
    dates = {n: "2026-03-02" for n, f in fields.items() if f.kind == "date"}
    command = Command(act, "handler", {**values, **lists, **dates})
    done = door.perform(dossier, command, texts=texts, actor=dossier.actor, now=desk.now, expected_seq=dossier.seq)
    assert done.event, done.refusal


def officer(desk: Desk, who: str = "director") -> None:
    """Make somebody privacy officer."""
    overseeing.appoint(
        desk.here, desk.accounts[who].pk, since=date(2026, 1, 1), actor=Actor(None, WORKER, desk.here.pk), now=desk.now
    )


@pytest.mark.requirement("OTT-19")
def test_everybody_agrees_once_before_the_first_look(desk: Desk, settings: Settings, taken: str) -> None:
    settings.CONFIDENTIALITY = True
    asked = desk.get("handler", dossier_address(taken))
    assert (asked.status_code, asked.headers["Location"]) == (
        302,
        f"{CARE}geheimhouding/?next={dossier_address(taken)}",
    )
    assert "houdt u voor u" in text(desk.get("handler", asked.headers["Location"]))
    done = desk.post("handler", asked.headers["Location"])
    assert done.headers["Location"] == dossier_address(taken)
    assert desk.get("handler", dossier_address(taken)).status_code == 200
    with in_organisation(desk.here.pk):
        (kept,) = Agreement.objects.all()
    assert (kept.account_id, kept.at) == (desk.accounts["handler"].pk, desk.now)
    desk.browsers.clear()
    assert desk.get("handler", dossier_address(taken)).status_code == 200, "not asked again"


def test_the_invented_people_of_a_demo_are_not_asked(desk: Desk, settings: Settings) -> None:
    settings.CONFIDENTIALITY = True
    Account.objects.filter(pk=desk.accounts["handler"].pk).update(demo=True)
    assert desk.get("handler", WORKLIST).status_code == 200


@pytest.mark.requirement("OTT-19")
def test_a_colleague_says_why_and_the_handler_sees_it(desk: Desk, taken: str) -> None:
    colleague(desk)
    address = dossier_address(taken)
    asked = desk.get("colleague", address)
    assert asked.headers["Location"] == f"{address}waarom/?next={address}"
    page = desk.get("colleague", asked.headers["Location"])
    assert "De gang was koud" not in page.content.decode()
    assert desk.post("colleague", asked.headers["Location"], reason="other").status_code == 422
    done = desk.post("colleague", asked.headers["Location"], reason="asked", words="Hanna vroeg het")
    assert done.headers["Location"] == address
    assert "De gang was koud" in text(desk.get("colleague", address))
    seen = text(desk.get("handler", f"{address}wie-keek/"))
    assert "Tine Tweede" in seen
    assert "De behandelaar vroeg mij mee te kijken" in seen
    assert "Hanna vroeg het" in seen


@pytest.mark.requirement("OTT-19")
def test_who_acts_at_once_in_a_colleagues_dossier_says_why_first_and_nothing_typed_is_lost(
    desk: Desk, taken: str
) -> None:
    colleague(desk)
    before, typed = desk.acts(taken), "Gebeld, <b>niemand</b> thuis\nmorgen weer"
    given = {"note": typed, "expected_seq": desk.open(taken).seq}
    asked = desk.post("colleague", act_address(taken, "note"), **given)
    assert asked.status_code == 422
    assert "is van een collega" in text(asked)
    assert "De gang was koud" not in asked.content.decode()
    assert desk.acts(taken) == before, "nothing was done"
    hidden = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', asked.content.decode().split("questions")[1])
    )
    again = {name: html.unescape(value) for name, value in hidden.items() if name != "csrfmiddlewaretoken"}
    assert again == {"note": typed, "expected_seq": str(given["expected_seq"])}
    unsure = desk.post("colleague", act_address(taken, "note"), **again, **{"why-reason": "other"})
    assert (unsure.status_code, desk.acts(taken)) == (422, before)
    done = desk.post("colleague", act_address(taken, "note"), **again, **{"why-reason": "asked"})
    assert done.headers["Location"] == dossier_address(taken)
    assert desk.acts(taken) == [*before, "note"]
    assert typed in desk.open(taken).texts.values()
    assert "De behandelaar vroeg mij mee te kijken" in text(desk.get("handler", f"{dossier_address(taken)}wie-keek/"))


def test_who_may_not_open_it_is_not_asked_why(desk: Desk, taken: str) -> None:
    for who in ("outsider", "care professional"):
        assert desk.get(who, f"{dossier_address(taken)}waarom/").status_code in (200, 404)
        assert desk.post(who, f"{dossier_address(taken)}waarom/", reason="asked").status_code == 404


def test_the_log_is_for_a_privacy_officer_alone(desk: Desk, taken: str) -> None:
    for who in ("handler", "director", "outsider"):
        for address in (LOG, f"{LOG}csv/"):
            assert desk.get(who, address).status_code == 404, who
        assert desk.post(who, f"{LOG}controle/").status_code == 404
    officer(desk)
    assert desk.get("director", LOG).status_code == 200


@pytest.mark.requirement("OTT-19")
def test_a_privacy_officer_sees_who_looked_at_what_and_no_complainant(desk: Desk, taken: str) -> None:
    officer(desk)
    desk.get("handler", dossier_address(taken))
    desk.get("outsider", dossier_address(taken))
    desk.get("care professional", dossier_address(taken))
    page = text(desk.get("director", LOG))
    for words in ("Hanna Behandelt", "Dossier bekeken", taken, "Geweigerd", "Zoë Verzorgt"):
        assert words in page, words
    for words in ("Kees Kanarie", "De gang was koud", "Olga Buiten"):
        assert words not in page, words
    assert "Logboek bekeken" in text(desk.get("director", LOG)), "one's own looks too"


def test_the_log_is_filtered_by_who_dossier_what_and_period(desk: Desk, taken: str) -> None:
    officer(desk)
    other = desk.receive("b")
    desk.get("handler", dossier_address(other))
    handler = desk.accounts["handler"].pk.hex
    cases = [
        (f"who={handler}", "Hanna Behandelt", "Klager"),
        (f"dossier={taken.lower()}", taken, other),
        ("action=read", "Dossier bekeken", "Ontvangst bevestigd"),
    ]
    for query, there, absent in cases:
        table = desk.get("director", f"{LOG}?{query}").content.decode().split("<tbody>")[1].split("</tbody>")[0]
        assert there in table, query
        assert absent not in table, query
    assert "Geen regels gevonden" in text(desk.get("director", f"{LOG}?until=2026-03-01"))


def test_the_export_is_safe_for_a_spreadsheet(desk: Desk, taken: str) -> None:
    officer(desk)
    Account.objects.filter(pk=desk.accounts["handler"].pk).update(name="=HYPERLINK(1)")
    file = desk.get("director", f"{LOG}csv/").content.decode("utf-8-sig")
    assert file.startswith("regel;moment;wie;")
    assert "'=HYPERLINK(1)" in file
    assert "Kees Kanarie" not in file


def test_checking_the_log_says_whether_it_is_whole(desk: Desk, taken: str) -> None:
    officer(desk)
    desk.post("director", f"{LOG}controle/")
    assert "Het logboek is heel" in text(desk.get("director", LOG))


def test_the_anchor_is_kept_outside_the_database_and_compared(desk: Desk, taken: str, tmp_path: Path) -> None:
    assert len(overseeing.keep_anchors(tmp_path, desk.now)) == 2
    overseeing.keep_anchors(tmp_path, desk.now)
    assert len((tmp_path / "2026-03.txt").read_text().splitlines()) == 4
    assert overseeing.against_anchors(tmp_path) == []
    seq, digest = access.anchor(desk.here.pk)
    (tmp_path / "2026-04.txt").write_text(
        f"2026-04-01 hier {seq} {digest[:-2]}{'00' if digest[-2:] != '00' else '11'}\n"
    )
    assert overseeing.against_anchors(tmp_path) == (tmp_path / "2026-04.txt").read_text().splitlines()


@pytest.mark.requirement("OTT-20")
def test_where_the_text_states_no_term_somebody_must_choose_one(desk: Desk, closed: str) -> None:
    page = text(desk.get("handler", CARE))
    assert "noemt geen bewaartermijn" in page
    assert closed in page
    assert desk.post("handler", CARE, regulation="jot", term="2 years", decided_on="2026-03-01").status_code == 302
    assert "noemt geen bewaartermijn" not in text(desk.get("handler", CARE))


@pytest.mark.requirement("OTT-20")
def test_destroying_takes_two_steps_and_leaves_a_certificate(desk: Desk, closed: str) -> None:
    desk.post("handler", CARE, regulation="jot", term="2 years", decided_on="2026-03-01")
    address = f"{dossier_address(closed)}vernietigen/"
    assert desk.get("handler", address).status_code == 409, "too early"
    desk.later(**LATER)
    assert "dagen te laat" in text(desk.get("handler", CARE))
    assert "Alles van dit dossier gaat weg" in text(desk.get("handler", address))
    assert desk.post("handler", address, number="K-1").status_code == 422
    assert desk.get("handler", dossier_address(closed)).status_code == 200
    assert desk.post("handler", address, number=closed).headers["Location"] == CARE
    page = desk.get("handler", CARE)
    assert "is vernietigd" in text(page)
    assert desk.get("handler", dossier_address(closed)).status_code == 404
    paper = page.content.decode().split("zorgvuldigheid/vernietigd/")[1].split('"')[0]
    assert desk.get("handler", f"{CARE}vernietigd/{paper}").content[:5] == b"%PDF-"


def test_a_hold_is_seen_and_stops_destroying(desk: Desk, closed: str) -> None:
    desk.post("handler", CARE, regulation="jot", term="2 years", decided_on="2026-03-01")
    desk.later(**LATER)
    hold = f"{dossier_address(closed)}vasthouden/"
    assert desk.post("director", hold, reason="").status_code == 422
    assert desk.post("director", hold, reason="Er loopt een rechtszaak").status_code == 302
    assert "Er ligt een verbod op vernietigen" in text(desk.get("handler", f"{dossier_address(closed)}vernietigen/"))
    page = desk.get("handler", hold)
    assert "Er loopt een rechtszaak" in text(page)
    lift = page.content.decode().split('name="lift" value="')[1].split('"')[0]
    assert desk.post("handler", hold, reason="Uitspraak", lift=lift).status_code == 302
    assert desk.get("handler", f"{dossier_address(closed)}vernietigen/").status_code == 200


def test_only_who_destroys_has_the_page(desk: Desk, closed: str) -> None:
    for who in ("director", "confidant", "care professional", "accused"):
        assert desk.get(who, CARE).status_code == 404, who
        assert desk.get(who, f"{dossier_address(closed)}vernietigen/").status_code == 404, who


def test_the_pages_are_in_the_menu_of_whom_they_are_for(desk: Desk) -> None:
    assert CARE in desk.get("handler", WORKLIST).content.decode()
    assert CARE not in desk.get("director", WORKLIST).content.decode()
    officer(desk)
    desk.browsers.clear()
    assert LOG in desk.get("director", WORKLIST).content.decode()


def test_somebody_gets_what_is_held_about_them_and_a_text_is_put_right(desk: Desk, taken: str) -> None:
    address = f"{dossier_address(taken)}gegevens/"
    page = desk.get("handler", address)
    assert "Geef iemand inzage" in text(page)
    assert f"{address}p1.json" in page.content.decode()
    given = desk.get("handler", f"{address}p1.json").content.decode()
    assert "Kees Kanarie" in given
    assert "Het ging niet goed op de gang." in given
    assert desk.get("handler", f"{address}p1.pdf").content[:5] == b"%PDF-"
    right = {"which": "1:complaint", "text": "Het ging niet goed op de trap.", "reason": "Verkeerd opgeschreven"}
    assert desk.post("handler", address, **right | {"reason": ""}).status_code == 422
    assert desk.post("handler", address, **right).status_code == 302
    assert "op de trap" in text(desk.get("handler", dossier_address(taken)))
    assert "Er stond:" in text(desk.get("handler", address))
    for who in ("accused", "confidant", "care professional", "outsider"):
        assert desk.get(who, address).status_code == 404, who
        assert desk.get(who, f"{address}p1.json").status_code == 404, who


@pytest.mark.requirement("JOT-10")
@pytest.mark.parametrize("told", ["yes", "no"])
def test_a_support_worker_who_must_not_know_finds_nothing(desk: Desk, told: str) -> None:
    account = Account.objects.create_user("begeleider@voorbeeld.test", "Bea Begeleidt", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=desk.here, role="support worker")
    desk.accounts["support worker"] = account
    number = desk.receive(**{"tell support worker": told})
    door.assign(desk.open(number), account.pk, "support worker", actor=desk.open(number).actor, now=desk.now)
    may = told == "yes"
    assert desk.get("support worker", dossier_address(number)).status_code == (200 if may else 404)
    for address in (WORKLIST, f"{WORKLIST}?tab=all", f"{WORKLIST}?q={number}"):
        assert (dossier_address(number) in desk.get("support worker", address).content.decode()) == may, address


@pytest.mark.requirement("JOT-10")
def test_no_page_notice_search_agenda_file_or_mail_tells_a_support_worker_who_must_not_know(
    desk: Desk, settings: Settings
) -> None:
    account = Account.objects.create_user("begeleider@voorbeeld.test", "Bea Begeleidt", "een lang wachtwoord")
    Membership.objects.create(account=account, organisation=desk.here, role="support worker")
    desk.accounts["support worker"] = account
    number = desk.receive(**{"tell support worker": "no"})
    door.assign(desk.open(number), account.pk, "support worker", actor=desk.open(number).actor, now=desk.now)
    assert desk.act("handler", number, "acknowledge").status_code == 302
    assert desk.act("handler", number, "hear", party="accused", how="oral").status_code == 302
    desk.later(days=60)
    noticing.run_escalations(desk.now)
    outgoing.deliver(desk.now)
    for page in (
        "",
        "?tab=all",
        f"?q={number}",
        "zoeken/?q=gang",
        f"zoeken/?q={number}",
        "meldingen/",
        "agenda/",
        "brieven/",
        "brieven/uit/",
    ):
        shown = text(desk.get("support worker", f"{WORKLIST}{page}")).replace(f"q={number}", "")
        assert not [word for word in ("De gang was koud", "Kees Kanarie") if word in shown], page
        assert dossier_address(number) not in desk.get("support worker", f"{WORKLIST}{page}").content.decode(), page
    for page in ("", "dossier.pdf", "mensen/", "stukken/", "daad/note/", "waarom/"):
        assert desk.post("support worker", f"{dossier_address(number)}{page}").status_code in (404, 405, 422), page
    for page in ("", "dossier.pdf", "mensen/", "stukken/", "daad/note/", "wie-keek/"):
        assert desk.get("support worker", f"{dossier_address(number)}{page}").status_code == 404, page
    with in_organisation(desk.here.pk, account=account.pk):
        assert not Notice.objects.filter(account_id=account.pk).exists()
    assert account.email not in {mailed.to for mailed in mail.sent(settings.MAIL_FOLDER)}


def _logged() -> set[str]:
    """What the program itself writes in the access log, where it says so in as many words."""
    calls = (
        node for path in Path(access.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )  # fmt: skip
    names = ("access.log", "admit", "opened")  # a dossier that is opened is logged under what it is opened for
    said = (call.args[2] for call in calls if ast.unparse(call.func) in names and len(call.args) > 2)
    return {one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_line_of_the_log_reads_as_words_and_not_as_a_code() -> None:
    logged = _logged()
    assert {"letters", "ask by link", "came in", "log", "read"} <= logged
    assert sorted((logged | set(LOOKS.values())) - action_words().keys()) == []


def test_looking_at_the_page_of_an_act_is_not_logged_as_the_act(desk: Desk, taken: str) -> None:
    for page in ("vernietigen/", "vasthouden/", "gegevens/"):
        desk.get("handler", f"{dossier_address(taken)}{page}")
    with in_organisation(desk.here.pk):
        logged = set(AccessLog.objects.filter(dossier=taken).values_list("action", flat=True))
    assert logged >= {"look before destroying", "look at holds", "look at persons"}
    assert not logged & {"destroy", "hold", "inspect"}


@pytest.mark.parametrize("role", ["witness", "chain partner", "asked-link", "worker"])
def test_who_looks_without_a_role_of_the_regulation_is_called_by_a_word_and_once(
    desk: Desk, taken: str, role: str
) -> None:
    with in_organisation(desk.here.pk):
        access.log(desk.here.pk, Actor(None, role, desk.here.pk), "asked", now=desk.now, dossier=taken)
    page = text(desk.get("handler", f"{dossier_address(taken)}wie-keek/"))
    said = {
        "witness": "Getuige",
        "chain partner": "Ketenpartner",
        "asked-link": "Iemand met een link",
        "worker": "Het systeem",
    }
    assert page.count(said[role]) == 1
    assert f">{role}<" not in page
