"""Quarantine at the desk: a person looks; what is a complaint counts from when it came, what is none goes after some days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import NOW, VALUES, Desk
from wederhoor.desk.quarantine import SALT
from wederhoor.dossier import access, door, keys, quarantine
from wederhoor.dossier.door import Actor, NewPerson
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Dossier, DossierKey, Notice, SealedText, Summary, Tombstone
from wederhoor.dossier.post import KINDS
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.commands import Command
from wederhoor.procedure.duties import duties
from wederhoor.procedure.loading import load_for

PAGE = "/werkplek/quarantaine/"
STORY = "Er kwam drie avonden niemand langs."


def suspected(desk: Desk, key: str = "form", suspicion: Sequence[str] = ("trap",)) -> str:
    """A complaint from the site that looked suspicious; its number."""
    got = door.receive(
        desk.here, Command("receive", "complainant", VALUES), texts={"complaint": STORY},
        people=[NewPerson("complainant", "Kees Kanarie", "client", {"email": "kanarie@voorbeeld.test"})],
        subject="Niemand langs", actor=door.visitor(desk.here.pk), now=desk.now, submitted_key=key, suspicion=suspicion,
    )  # fmt: skip
    assert isinstance(got, door.Received)
    return got.number


def _handler(desk: Desk) -> Actor:
    return Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)


def _notices(desk: Desk, kind: str) -> list[Notice]:
    with in_organisation(desk.here.pk):
        return list(Notice.objects.filter(organisation=desk.here, kind=kind))


def test_what_waits_is_in_no_list_and_opens_nowhere_else(desk: Desk) -> None:
    number = suspected(desk)
    for address in ("/werkplek/?tab=all", "/werkplek/zoeken/?q=langs", "/werkplek/?tab=unassigned"):
        assert number not in desk.get("handler", address).content.decode()
    assert desk.get("handler", f"/werkplek/dossiers/{number}/").status_code == 404
    assert desk.get("handler", f"/werkplek/dossiers/{number}/daad/acknowledge/").status_code == 404
    assert _notices(desk, "new") == []


def test_who_handles_complaints_sees_that_something_waits_and_reads_it(desk: Desk) -> None:
    number = suspected(desk)
    assert "1 bericht wacht in quarantaine" in desk.get("handler", "/werkplek/").content.decode()
    assert number in desk.get("handler", PAGE).content.decode()
    page = desk.get("handler", f"{PAGE}{number}/").content.decode()
    assert STORY in page
    assert "Kees Kanarie" in page
    assert "Een onzichtbaar veld was ingevuld" in page
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="quarantine", dossier=number).exists()


@pytest.mark.parametrize("who", ["director", "confidant", "care professional", "outsider"])
def test_it_is_not_for_others(desk: Desk, who: str) -> None:
    number = suspected(desk)
    assert desk.get(who, PAGE).status_code == 404 or number not in desk.get(who, PAGE).content.decode()
    assert desk.get(who, f"{PAGE}{number}/").status_code == 404
    assert desk.post(who, f"{PAGE}besluit/", number=number, what="complaint").status_code == 404
    assert "quarantaine" not in desk.get(who, "/werkplek/").content.decode()


def test_a_complaint_counts_from_when_it_came(desk: Desk) -> None:
    number, came = suspected(desk), desk.now
    desk.later(days=3)
    answer = desk.post("handler", f"{PAGE}besluit/", number=number, what="complaint")
    assert answer["Location"] == f"/werkplek/dossiers/{number}/"
    dossier = desk.open(number)
    assert dossier.events[0].at == came
    assert dossier.subject == "Niemand langs"
    plain = desk.receive(key="andere")
    first = {duty.name: duty.due for duty in duties(dossier.state, desk.now) if duty.due}
    other = {duty.name: duty.due for duty in duties(desk.open(plain).state, desk.now) if duty.due}
    assert first
    assert all(other[name] > due for name, due in first.items() if name in other), "three days earlier"
    assert number in desk.get("handler", "/werkplek/?tab=all").content.decode()
    assert {notice.number for notice in _notices(desk, "new")} == {number, plain}


def test_a_complaint_out_of_quarantine_is_like_any_other_in_the_lists(desk: Desk) -> None:
    number = suspected(desk)
    quarantine.are_complaints(desk.here, [number], actor=_handler(desk), now=desk.now)
    plain = desk.receive(key="andere")
    with in_organisation(desk.here.pk):
        one, other = (Summary.objects.get(number=found) for found in (number, plain))
    for column in ("phase", "next_duty", "next_due", "received_on", "hidden_from", "unread_by", "handler_id"):
        assert getattr(one, column) == getattr(other, column), column


def test_what_is_no_complaint_goes_after_thirty_days_and_can_be_taken_back_until_then(desk: Desk) -> None:
    number = suspected(desk)
    code = keys.code_for(desk.here, "form")
    desk.post("handler", f"{PAGE}besluit/", number=number, what="none")
    assert number not in desk.get("handler", PAGE).content.decode()
    assert number in desk.get("handler", f"{PAGE}?tab=geen-klacht").content.decode()
    desk.later(days=29)
    quarantine.run_chores(desk.now)
    assert door.open_by_code(desk.here, code, now=desk.now).number == number
    desk.post("handler", f"{PAGE}besluit/", number=number, what="again")
    desk.later(days=10)
    quarantine.run_chores(desk.now)
    assert number in desk.get("handler", PAGE).content.decode()


def test_what_goes_goes_whole_and_leaves_a_line_in_the_log(desk: Desk) -> None:
    number = suspected(desk)
    desk.post("handler", f"{PAGE}besluit/", number=number, what="none")
    desk.later(days=31)
    assert quarantine.run_chores(desk.now) == 1
    with in_organisation(desk.here.pk):
        assert not Dossier.objects.filter(number=number).exists()
        assert not SealedText.objects.exists()
        assert not DossierKey.objects.exists()
        assert Tombstone.objects.get(number=number).closed_on is None
        assert AccessLog.objects.filter(action="destroy", dossier=number).count() == 1
    assert access.first_broken(desk.here.pk) is None
    with pytest.raises(door.NotFound):
        door.open_by_code(desk.here, keys.code_for(desk.here, "form"), now=desk.now)


def test_fifty_are_decided_at_once(desk: Desk) -> None:
    numbers = [suspected(desk, key=f"k{nth}") for nth in range(51)]
    page = desk.get("handler", PAGE).content.decode()
    assert sum(f'value="{number}"' in page for number in numbers) == 50, "a page shows fifty, and says there are more"
    last = next(number for number in numbers if f'value="{number}"' not in page)
    desk.browser("handler").post(f"{PAGE}besluit/", {"number": [n for n in numbers if n != last], "what": "none"})
    left = quarantine.numbers(desk.here, decided=False, sign="", actor=_handler(desk), now=desk.now)
    assert left == [last], "fifty were decided at once, and what was not shown was not decided"
    assert last in desk.get("handler", PAGE).content.decode()


def test_in_a_flood_somebody_is_told_once_a_day(desk: Desk) -> None:
    for nth in range(5):
        suspected(desk, key=f"k{nth}")
    told = _notices(desk, "quarantine")
    assert {notice.account_id for notice in told} == {desk.accounts["handler"].pk}
    assert len(told) == 1


def test_what_nobody_looks_at_in_a_working_day_is_told_higher_up_too(desk: Desk) -> None:
    suspected(desk)  # on a Monday
    desk.later(days=1)
    quarantine.run_chores(desk.now)
    assert _notices(desk, "quarantine late") == []
    desk.later(days=1)
    for _ in range(3):
        quarantine.run_chores(desk.now)
    told = {notice.account_id for notice in _notices(desk, "quarantine late")}
    assert told == {desk.accounts["handler"].pk, desk.accounts["director"].pk}
    assert len(_notices(desk, "quarantine late")) == 2


def test_who_withdraws_what_waits_makes_it_no_less_hidden(desk: Desk) -> None:
    number = suspected(desk)
    dossier = door.open_by_code(desk.here, keys.code_for(desk.here, "form"), now=desk.now)
    done = door.perform(
        dossier, Command("withdraw", "complainant", {"how": "form"}), texts={}, actor=dossier.actor, now=desk.now, expected_seq=dossier.seq
    )  # fmt: skip
    assert done.event
    with in_organisation(desk.here.pk):
        assert not Summary.objects.exists()
    quarantine.are_complaints(desk.here, [number], actor=_handler(desk), now=desk.now + timedelta(hours=1))
    with in_organisation(desk.here.pk):
        assert Summary.objects.get(number=number).last_act == "withdraw"


def test_the_pages_name_every_sign(desk: Desk) -> None:
    number = suspected(desk, suspicion=("fast", "unproved", "same text", "busy network", "unstamped"))
    page = desk.get("handler", f"{PAGE}{number}/").content.decode()
    assert not re.search(r">(fast|unproved|same text|busy network|unstamped)<", page)


@pytest.mark.parametrize("what", ["", "klacht", "None"])
def test_only_what_the_buttons_say_decides(desk: Desk, what: str) -> None:
    number = suspected(desk)
    assert desk.post("handler", f"{PAGE}besluit/", number=number, what=what).status_code == 404
    assert number in desk.get("handler", PAGE).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "000001" + "9" * 20])
def test_a_page_that_cannot_be_is_the_first(desk: Desk, page: str) -> None:
    number = suspected(desk)
    assert number in desk.get("handler", f"{PAGE}?page={page}").content.decode()


def test_in_a_flood_nothing_is_ticked_beforehand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    suspected(desk)
    found = quarantine.listed(desk.here, decided=False, actor=_handler(desk), now=desk.now)[0]
    monkeypatch.setattr(quarantine, "listed", lambda *_, **__: (found, 51))
    boxes = re.findall(r'<input[^>]* name="number"[^>]*>', desk.get("handler", PAGE).content.decode())
    assert ["checked" in box for box in boxes] == [False]


def test_at_each_member_somebody_is_told(db: None) -> None:
    parent = Organisation.objects.create(code="samen", name="Samen", regulation="zk", kind="cooperative")
    regulation = load_for("zk-lid", NOW.date())
    role = next(code for code, rule in regulation.roles.items() if rule.kind in KINDS)
    values = {
        "channel": next(code for code, one in regulation.channels.items() if one.public),
        "capacity": next(iter(regulation.capacities)), "law": next(iter(regulation.laws)), "kind": next(iter(regulation.kinds)),
    }  # fmt: skip
    accounts = set()
    for code in ("a", "b"):
        member = Organisation.objects.create(code=code, name=f"Lid {code}", regulation="zk-lid", parent=parent)
        account = Account.objects.create_user(f"{code}@voorbeeld.test", f"Medewerker {code}")
        Membership.objects.create(account=account, organisation=member, role=role)
        accounts.add(account.pk)
        got = door.receive(
            parent, Command("receive", "complainant", values), texts={"complaint": STORY}, subject="Niemand langs", member=member,
            people=[NewPerson("complainant", "Kees Kanarie", values["capacity"])], actor=door.visitor(parent.pk), now=NOW,
            submitted_key=code, suspicion=("trap",),
        )  # fmt: skip
        assert isinstance(got, door.Received), got
    for days in (3, 3):
        quarantine.run_chores(NOW + timedelta(days=days))
    with in_organisation(parent.pk):
        for kind in ("quarantine", "quarantine late"):
            told = list(Notice.objects.filter(organisation=parent, kind=kind, account__in=accounts))
            assert {one.account_id for one in told} == accounts, kind
            assert len(told) == 2, kind


def test_a_flood_goes_in_one_go_without_what_came_after_the_look_and_comes_back_too(desk: Desk) -> None:
    flood = [suspected(desk, f"vloed {one}", ("same text",)) for one in range(quarantine.PAGE + 2)]
    trapped = suspected(desk, "ander", ("trap",))
    page = desk.get("handler", f"{PAGE}?sign=same text").content.decode()
    assert trapped not in page
    desk.later(minutes=5)
    later = suspected(desk, "later", ("same text",))
    answer = desk.browser("handler").post(f"{PAGE}besluit/", {"all": "none", "list": _shown(page)}, follow=True)
    assert f"{len(flood)} berichten zijn geen klacht." in answer.content.decode()
    left, _ = quarantine.listed(desk.here, decided=False, actor=_handler(desk), now=desk.now)
    assert [one.number for one in left] == [trapped, later]
    with in_organisation(desk.here.pk):
        assert AccessLog.objects.filter(action="no complaint", dossier__in=flood).count() == len(flood)
    done = desk.get("handler", f"{PAGE}?tab=geen-klacht").content.decode()
    desk.browser("handler").post(f"{PAGE}besluit/", {"all": "again", "list": _shown(done)})
    assert quarantine.listed(desk.here, decided=True, actor=_handler(desk), now=desk.now)[1] == 0


def _shown(page: str) -> str:
    return re.search(r'name="list" value="([^"]*)"', page)[1]  # type: ignore[index]  # it is there


def test_what_was_taken_back_after_the_list_was_shown_is_not_decided_with_it(desk: Desk) -> None:
    flood = [suspected(desk, f"vloed {one}", ("same text",)) for one in range(quarantine.PAGE + 2)]
    quarantine.no_complaint(desk.here, flood[:1], actor=_handler(desk), now=desk.now)
    page = desk.get("handler", PAGE).content.decode()
    quarantine.take_back(desk.here, flood[:1], actor=_handler(desk), now=desk.now)
    desk.browser("handler").post(f"{PAGE}besluit/", {"all": "none", "list": _shown(page)})
    left, _ = quarantine.listed(desk.here, decided=False, actor=_handler(desk), now=desk.now)
    assert [one.number for one in left] == flood[:1]


def test_what_a_colleague_decided_meanwhile_is_left_alone_and_said(desk: Desk) -> None:
    numbers = [suspected(desk, f"bericht {one}") for one in range(3)]
    quarantine.are_complaints(desk.here, numbers[2:], actor=_handler(desk), now=desk.now)
    sent = {"what": "none", "number": numbers}
    answer = desk.browser("handler").post(f"{PAGE}besluit/", sent, follow=True).content.decode()
    assert "2 berichten zijn geen klacht." in answer
    assert "Over 1 bericht was intussen al beslist." in answer
    with in_organisation(desk.here.pk):
        assert not AccessLog.objects.filter(action__in=("refused", "no complaint"), dossier=numbers[2]).exists()
        assert Dossier.objects.get(number=numbers[2]).quarantined is False


def test_a_list_that_was_not_shown_is_not_decided_on(desk: Desk) -> None:
    number = suspected(desk)
    forged = signing.dumps([number], salt="something else")
    assert desk.browser("handler").post(f"{PAGE}besluit/", {"all": "none", "list": forged}).status_code == 404


def test_nothing_makes_a_whole_list_into_complaints(desk: Desk) -> None:
    suspected(desk)
    sent = {"all": "complaint", "list": signing.dumps([], salt=SALT)}
    assert desk.browser("handler").post(f"{PAGE}besluit/", sent).status_code == 404


def test_many_complaints_at_once_take_a_transaction_for_each_batch(desk: Desk) -> None:
    numbers = [suspected(desk, f"veel {one}") for one in range(quarantine.BATCH + 1)]
    with CaptureQueriesContext(connection) as asked:
        assert quarantine.are_complaints(desk.here, numbers, actor=_handler(desk), now=desk.now).done == len(numbers)
    begun = [query for query in asked.captured_queries if query["sql"].startswith("SAVEPOINT")]
    assert len(begun) == 2, "a test runs in a transaction itself: each of ours is a savepoint in it"
    page = desk.get("handler", "/werkplek/?tab=all").content.decode()
    assert numbers[-1] in page
    assert len(_notices(desk, "new")) == len(numbers)
