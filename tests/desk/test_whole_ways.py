"""A whole complaint at two providers, from reception to closing, by the pages of the desk alone: every act from its own link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.desk.conftest import Desk, dossier_address, text
from tests.desk.test_intake_questions import number_of, opened, person, take_in
from wederhoor.organisations.models import Account, Membership, Organisation, Partner

BY_HAND = {"said_by": "De klager zelf", "said_how": "telephone"}


@dataclass
class Way:
    """One complaint, and everybody at the desk with a browser of their own."""

    desk: Desk
    place: Organisation
    number: str = ""

    def who(self, role: str) -> str:
        return f"{self.place.code} {role}"

    def page(self, role: str) -> str:
        answer = self.desk.get(self.who(role), dossier_address(self.number))
        assert answer.status_code == 200, (role, answer.status_code)
        return answer.content.decode()

    def do(self, role: str, act: str, /, **answers: Any) -> None:
        """Find the act on the page of the dossier, open its form, and send it as it stands with these answers."""
        slug = act.replace(" ", "-")
        link = re.search(rf'href="(/werkplek/dossiers/{self.number}/daad/{slug}/[^"]*)"', self.page(role))
        assert link, f"{role} finds no '{act}' on the page of the dossier"
        address = link[1].replace("&amp;", "&")
        form = self.desk.get(self.who(role), address)
        seq = re.search(r'name="expected_seq" value="(\d+)"', form.content.decode())
        assert seq, text(form)
        done = self.desk.post(self.who(role), address, expected_seq=seq[1], **answers)
        wrong = re.findall(r'class="ds-validation-message"[^>]*>(.*?)</', done.content.decode(), re.DOTALL)
        assert done.status_code == 302, (act, wrong or text(done))

    def letters(self, role: str) -> None:
        """Complete and send every letter that the page of the dossier says was not sent yet."""
        waiting = re.findall(r'Nog niet verstuurd.*?href="([^"]+/brief/[^"]+)"', self.page(role), re.DOTALL)
        for address in dict.fromkeys(waiting):
            form = self.desk.get(self.who(role), address).content.decode()
            typed = dict.fromkeys(re.findall(r'<textarea[^>]+name="([^"]+)"', form), "Dit staat in de brief.")
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
            sent = self.desk.post(self.who(role), address, **{**hidden, **typed, "send": "1"})
            assert sent.status_code == 302, (address, text(sent))
        assert "Nog niet verstuurd" not in self.page(role)

    def sent(self, role: str) -> set[str]:
        """The letters that were made."""
        documents = opened(self.desk, self.place, self.number, self.who(role), role).documents
        return {one.letter for one in documents if one.kind == "letter"}

    def gives(self, role: str, to: str) -> None:
        """Assign the dossier to somebody in a role, by the page for that."""
        account = self.desk.accounts[self.who(to)]
        self.do(role, "assign", role=to, person=account.pk.hex)

    def running(self, role: str) -> set[str]:
        """The duties that still run."""
        dossier = opened(self.desk, self.place, self.number, self.who(role), role)
        return {duty.name for duty in dossier.duties(self.desk.now) if duty.status in ("open", "overdue")}


@pytest.fixture
def izw(desk: Desk) -> Way:
    return Way(desk, person(desk, "izw", "coordinator", "directors", "employee", "portal officer"))


@pytest.fixture
def loj(desk: Desk) -> Way:
    """The committee is an organisation of its own, as the text has it: its chair and member act by assignment only."""
    place = person(desk, "loj", "board", "confidant", "secretary", "manager")
    committee = Organisation.objects.create(code="commissie", name="Klachtencommissie van het portaal", kind="external")
    Partner.objects.create(organisation=place, outside=committee)
    for role in ("chair", "committee", "officer"):
        account = Account.objects.create_user(f"buiten-{role}@voorbeeld.test", f"Buiten {role}", "geheim woord")
        Membership.objects.create(account=account, organisation=committee, role=role)
        desk.accounts[f"loj {role}"] = account
    return Way(desk, place)


def test_a_letter_to_izw_is_heard_answered_by_the_directors_registered_and_closed(izw: Way) -> None:
    izw.number = number_of(
        take_in(
            izw.desk,
            izw.who("coordinator"),
            channel="letter",
            law="wmo",
            complaint="Niemand kwam.",
            complainant_name="Kees",
            accused_name="Bram",
        )
    )
    izw.do("coordinator", "safety question", safety="none")
    izw.do("coordinator", "tell directors")
    izw.do("coordinator", "acknowledge")
    izw.desk.later(days=2)
    izw.do("coordinator", "hear", party="complainant", how="oral", minutes="Kees wachtte drie avonden.")
    izw.do("directors", "hear", party="accused", how="oral", minutes="Bram was ziek.")
    izw.do("coordinator", "investigate", findings="Er was geen vervanging.")
    izw.desk.later(days=5)
    izw.do(
        "directors",
        "judge",
        outcome="upheld",
        reasons="Er hoorde iemand te komen.",
        decisions="Er komt vervanging.",
        measures_by="2026-04-01",
    )
    izw.do(
        "coordinator",
        "register",
        theme="agreements",
        actions="Een lijst met vervangers.",
        result="Afspraken nagekomen.",
    )
    izw.do("directors", "close", procedure_followed="Gehoord en beantwoord.", outcome_words="Gegrond.")
    izw.do("coordinator", "ask satisfaction", treatment="tevreden")
    izw.do("directors", "tell dispute way")
    director = izw.desk.accounts[izw.who("directors")].pk.hex
    izw.do("directors", "tell employee", told_on="2026-03-09", told_by=director, how="talk")
    izw.do("coordinator", "discuss anonymously", lessons="Bij ziekte bellen wij.")
    izw.letters("directors")
    assert opened(izw.desk, izw.place, izw.number, izw.who("directors"), "directors").state.closed
    assert {"confirmation", "judgement", "closing"} <= izw.sent("directors")
    assert "Gesloten" in text(izw.desk.get(izw.who("directors"), dossier_address(izw.number)))
    assert izw.running("directors") == set()


def test_a_letter_to_the_committee_of_loj_is_heard_on_both_sides_judged_answered_by_the_board_and_closed(
    loj: Way,
) -> None:
    loj.number = number_of(
        take_in(
            loj.desk,
            loj.who("secretary"),
            channel="letter",
            law="wlz",
            door="committee",
            complaint="Niemand kwam.",
            complainant_name="Kees",
            accused_name="Bram",
        )
    )
    nothing = "Er is u op dit moment geen dossier toegewezen."
    assert nothing in text(loj.desk.get(loj.who("chair"), dossier_address(loj.number)))
    loj.gives("secretary", "chair")
    loj.gives("secretary", "committee")
    assert nothing in text(loj.desk.get(loj.who("officer"), dossier_address(loj.number))), "a colleague has nothing yet"
    loj.do("secretary", "acknowledge")
    loj.do("chair", "decide admissibility", admissible="admissible", with_members="yes")
    loj.desk.later(days=7)
    loj.do("secretary", "hear in committee", party="complainant", how="oral", minutes="Kees wachtte.")
    loj.do("chair", "hear in committee", party="accused", how="oral", minutes="Bram was ziek.")
    loj.do("secretary", "give papers", party="complainant", given="Alle dagrapporten.")
    loj.do("secretary", "give papers", party="accused", given="Alle dagrapporten.")
    loj.do("secretary", "react", words="Ik had gebeld.", **BY_HAND)
    loj.do("secretary", "react as accused", words="Dat hoorde ik niet.")
    loj.do("chair", "judge by committee", outcome="founded", decided_by="consensus")
    loj.do(
        "secretary",
        "send committee judgement",
        received_on="2026-03-09",
        reasons="Er hoorde iemand te komen.",
        decisions="Zorg voor vervanging.",
        measures_by="2026-04-01",
    )
    loj.do("board", "tell measures", follows_advice="yes", measures="Er komt vervanging.", measures_by="2026-04-01")
    loj.do("secretary", "close", procedure_followed="Gehoord door de commissie.", outcome_words="Gegrond.")
    loj.do("secretary", "register by committee", theme="care", status="settled")
    loj.letters("secretary")
    assert opened(loj.desk, loj.place, loj.number, loj.who("secretary"), "secretary").state.closed
    assert {"committee-judgement", "measures"} <= loj.sent("secretary")
    assert loj.running("secretary") == set()


@pytest.mark.requirement("LOJ-41")
def test_the_confidant_informs_the_accused_by_a_letter_that_stands_in_the_register_of_letters(loj: Way) -> None:
    loj.number = number_of(
        take_in(
            loj.desk,
            loj.who("secretary"),
            channel="letter",
            law="wlz",
            door="confidant",
            complaint="Niemand kwam.",
            complainant_name="Kees",
            accused_name="Bram",
        )
    )
    loj.gives("secretary", "confidant")
    loj.do("confidant", "inform accused", explanation="Zo gaat een klacht bij ons.")
    loj.letters("confidant")
    assert "information-accused" in loj.sent("confidant")
    loj.desk.later(minutes=30)
    entries = re.findall(
        r'name="entry" value="([^"]+)"',
        loj.desk.get(loj.who("secretary"), "/werkplek/brieven/printen/").content.decode(),
    )
    loj.desk.browser(loj.who("secretary")).post("/werkplek/brieven/printen/", {"entry": entries})
    register = text(loj.desk.get(loj.who("secretary"), "/werkplek/brieven/"))
    assert f"{loj.number} Uitleg aan de aangeklaagde" in register
    assert "inform accused" not in loj.running("confidant")
