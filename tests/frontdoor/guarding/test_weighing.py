"""What looks like a flood waits in quarantine: never refused, never lost, and the sender cannot tell."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from tests.frontdoor.complaint import answered, sent
from wederhoor.dossier import door, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import DailySalt, Dossier, Notice, Quarantine, Summary
from wederhoor.frontdoor.guarding import networks, proof, weigh
from wederhoor.frontdoor.guarding.thresholds import thresholds
from wederhoor.organisations.models import Attempts, Organisation

FORM = "/linde/klacht/"
STORY = "Het is al drie weken koud in mijn kamer en niemand doet er iets aan."


def _page(client: Client) -> str:
    """The page with the button that sends."""
    answered(client, Organisation.objects.get(code="linde"), {"complaint": STORY})
    return client.get(f"{FORM}controle/").content.decode()


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def _puzzle(page: str) -> dict[str, object]:
    told = dict(re.findall(r'data-(salt|challenge|signature|most)="([^"]*)"', page))
    return told | {"salt": told["salt"].replace("&amp;", "&"), "most": int(told["most"])}


def _send(client: Client, **data: str) -> HttpResponse:
    key, story = data.pop("key", ""), data.pop("complaint", STORY)
    return sent(client, Organisation.objects.get(code="linde"), {"complaint": story}, key=key, **data)  # type: ignore[no-any-return]


def _waiting(organisation: Organisation) -> dict[str, set[str]]:
    """Why each complaint waits, by its key."""
    with in_organisation(organisation.pk):
        reasons = {one.dossier_id: set(one.reasons.split(",")) for one in Quarantine.objects.all()}
        return {row.submitted_key: reasons.get(row.id, set()) for row in Dossier.objects.all()}


def test_a_person_who_fills_the_form_is_a_dossier(client: Client, linde: Organisation) -> None:
    page = _page(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        _send(client, key="mens", opened=_field(page, "opened"))
    assert _waiting(linde) == {"mens": set()}


def test_the_invisible_field_is_for_nobody_and_says_so(client: Client, linde: Organisation) -> None:
    (trap,) = re.findall(r'<div class="trap"(.*?)</div>', _page(client))
    assert "hidden" in trap
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap
    assert "Laat dit veld leeg." in trap


def test_what_a_robot_fills_in_waits_and_is_not_lost(client: Client, linde: Organisation) -> None:
    _send(client, key="robot", website="https://koop.test")
    assert "trap" in _waiting(linde)["robot"]
    seen = door.open_by_code(linde, keys.code_for(linde, "robot"), now=timezone.now())
    assert seen.texts[(1, "complaint")] == STORY


def test_the_sender_cannot_tell_whether_it_waits(client: Client, linde: Organisation) -> None:
    pages = []
    for key, trap in (("een", ""), ("twee", "vol")):
        sent = _send(client, key=key, website=trap)
        assert (sent.status_code, sent["Location"]) == (302, f"{FORM}ontvangen/")
        receipt = client.get(sent["Location"]).content.decode()
        code = keys.code_for(linde, key)
        followed = client.post("/linde/volgen/", {"code": code}).content.decode()
        plain = [
            re.sub(
                r'K-\d{4}-\d{4}|csrfmiddlewaretoken[^>]*|<dl class="spelled".*?</dl>|<div class="qr".*?</div>',
                "",
                page.replace(code, ""),
            )
            for page in (receipt, followed)
        ]
        pages.append(plain)
    assert pages[0] == pages[1]
    assert _waiting(linde)["een"] == set()
    assert _waiting(linde)["twee"]


def test_a_puzzle_solved_twice_is_noticed_and_the_same_form_twice_is_not(client: Client, linde: Organisation) -> None:
    now = timezone.now()
    solution = proof.solved(proof.challenge(linde, now=now))
    assert proof.checked(linde, solution, "een", now=now) is proof.Proof.GOOD
    assert proof.checked(linde, solution, "een", now=now) is proof.Proof.GOOD
    assert proof.checked(linde, solution, "twee", now=now) is proof.Proof.FORGED


def test_the_puzzle_in_the_page_can_be_solved(client: Client, linde: Organisation) -> None:
    assert proof.checked(linde, proof.solved(_puzzle(_page(client))), "een", now=timezone.now()) is proof.Proof.GOOD


def test_a_puzzle_of_another_organisation_or_of_long_ago_does_not_count(linde: Organisation) -> None:
    other, now = Organisation.objects.create(code="kade", name="De Kade", regulation="loj"), timezone.now()
    solution = proof.solved(proof.challenge(other, now=now))
    assert proof.checked(linde, solution, "een", now=now) is proof.Proof.FORGED
    later = now + timedelta(seconds=thresholds().proof_valid + 1)
    assert proof.checked(other, solution, "een", now=later) is proof.Proof.ABSENT


@pytest.mark.parametrize("rubbish", ["", "x", "eyJ9", "e30=", "W10=", "bnVsbA==", "A" * 5000])
def test_rubbish_in_place_of_a_puzzle_breaks_nothing(linde: Organisation, rubbish: str) -> None:
    assert proof.checked(linde, rubbish, "een", now=timezone.now()) is not proof.Proof.GOOD


@pytest.mark.parametrize("stamp", ["1", "1.2", "9999999999999999.x", "é.é", "-5.a", "."])
def test_a_forged_moment_of_opening_weighs_and_breaks_nothing(linde: Organisation, stamp: str) -> None:
    request = RequestFactory().post("/", {"opened": stamp})
    assert "forged stamp" in weigh(request, linde, now=timezone.now()).signs


def test_without_javascript_and_from_a_shared_address_people_still_get_through(linde: Organisation) -> None:
    now, rules = timezone.now(), thresholds()
    stamp = _field(_page(Client()), "opened")
    then = now + timedelta(minutes=5)
    for nth in range(rules.network * 2):
        request = RequestFactory().post("/", {"opened": stamp}, REMOTE_ADDR="203.0.113.7")
        assert weigh(request, linde, now=then, text=f"{STORY} {nth}").suspicion == ()


def test_the_same_words_many_times_are_noticed(linde: Organisation) -> None:
    now = timezone.now()
    signs = [
        weigh(RequestFactory().post("/", REMOTE_ADDR=f"10.{nth}.0.1"), linde, now=now, text=f"{STORY}  ").signs
        for nth in range(4)
    ]
    assert ["same text" in one for one in signs] == [False, False, True, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.250", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:203.0.113.7", "203.0.113.9", True),
    ],
)
def test_a_network_is_a_neighbourhood(one: str, other: str, same: bool) -> None:
    found = {networks.network_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)}
    assert (len(found) == 1) is same


def test_no_address_is_kept_and_yesterdays_salt_goes(linde: Organisation) -> None:
    now = timezone.now()
    networks._salt.cache_clear()
    weigh(RequestFactory().post("/", REMOTE_ADDR="203.0.113.7"), linde, now=now)
    kept = b"".join(bytes(key) for key in Attempts.objects.values_list("key", flat=True))
    assert b"203" not in kept
    assert DailySalt.objects.count() == 1
    networks.run_forget(now + timedelta(days=2))
    assert DailySalt.objects.count() == 0


def test_a_number_of_the_guard_that_does_not_exist_is_an_error(settings: Settings) -> None:
    settings.GUARD = "network=30 quarantine_from=5"
    assert (thresholds().network, thresholds().quarantine_from) == (30, 5)
    settings.GUARD = "netwerk=30"
    with pytest.raises(ValueError, match="netwerk"):
        thresholds()


@pytest.mark.parametrize("spam", [400])
def test_fifty_real_complaints_in_a_flood_are_dossiers_on_time(linde: Organisation, spam: int) -> None:
    """The full number, 10,000, is in `benchmarks.front`."""
    random, real = Random(4), set(range(0, spam + 50, (spam + 50) // 50))
    start = timezone.now()
    stamp = _field(_page(Client()), "opened")
    moments = {}
    with time_machine.travel(start + timedelta(minutes=3), tick=False) as clock:
        for nth in range(spam + 50):
            clock.shift(timedelta(milliseconds=700))
            if nth in real:
                moments[f"mens{nth}"] = timezone.now()
                data = {"key": f"mens{nth}", "opened": stamp, "complaint": f"{STORY} Dit is verhaal {nth}."}
                _send(Client(REMOTE_ADDR=f"192.0.{nth % 250}.8"), **data)
            else:
                data = {
                    "key": f"robot{nth}",
                    "complaint": f"Koop nu goedkoop {random.choice('abc')} met korting bij ons in de winkel",
                }
                _send(Client(REMOTE_ADDR=f"203.0.113.{random.randrange(250)}"), **data)
    found = _waiting(linde)
    people = {key: why for key, why in found.items() if key.startswith("mens")}
    assert people == {key: set() for key in moments}
    robots = [why for key, why in found.items() if key.startswith("robot")]
    assert len(robots) == spam + 50 - len(real)
    assert sum(not why for why in robots) <= 6, "the first two of each text, before anything could be noticed"
    with in_organisation(linde.pk):
        received = dict(
            Dossier.objects.filter(submitted_key__startswith="mens").values_list("submitted_key", "received")
        )
        assert Summary.objects.count() == len(real) + sum(not why for why in robots)
        assert Notice.objects.filter(kind="quarantine").values("about").distinct().count() <= 1
    assert received == moments
