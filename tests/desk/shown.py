"""A dossier under a real regulation as people see it: brought where a test of the rules brings it, then worked on by its pages."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import Desk, act_address, dossier_address, text
from tests.desk.placing import Place, place_of, placed
from tests.desk.plain_form import filled, form_on
from tests.procedure.conftest import at
from tests.regulations.case import Case
from wederhoor.dossier.acting.forms import plain
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.dossier.summaries import state_of
from wederhoor.procedure.dossier import State
from wederhoor.procedure.events import Event
from wederhoor.procedure.saying import sentence

SAID = {"said_by": "Kees", "said_how": "telephone"}
AGAIN = "Druk dan nog een keer op de knop."


@dataclass
class Shown:
    """One dossier on the screens of everybody."""

    desk: Desk
    place: Place
    number: str
    code: str

    def on(self, day: str) -> Shown:
        """The clock stands at this moment."""
        self.desk.clock.move_to(at(day))
        return self

    def get(self, role: str, address: str) -> HttpResponse:
        answer = self.place.browser(role).get(address)
        assert answer.status_code == 200, (role, address, answer.status_code)
        return answer

    def dossier(self, role: str) -> str:
        """The words of the dossier."""
        return text(self.get(role, dossier_address(self.number)))

    def offers(self, role: str, act: str) -> bool:
        """Whether the dossier has a link to this act."""
        return act_address(self.number, act) in self.get(role, dossier_address(self.number)).content.decode()

    def act(self, role: str, act: str) -> str:
        """The words of the page of an act, with why it cannot be done where it cannot."""
        return text(self.get(role, act_address(self.number, act)))

    def do(self, role: str, act: str, **answers: object) -> str:
        """Fill in what the page asks, with what it offers, and send it; once more after a warning, which is what comes back."""
        answer, warned = self._sent(role, act, answers), ""
        if answer.status_code == 422 and AGAIN in text(answer):
            warned = text(answer)
            again = filled(
                form_on(answer.content), {plain(n): v for n, v in (SAID | answers).items()}, random.Random(1)
            )
            answer = self.place.browser(role).post(act_address(self.number, act), again)  # type: ignore[assignment]
        assert answer.status_code == 302, (role, act, text(answer)[:2000])
        return warned

    def refused(self, role: str, act: str, **answers: object) -> str:
        """What the page says when this is sent and not done."""
        answer = self._sent(role, act, answers)
        assert answer.status_code == 422, (role, act, answer.status_code)
        return text(answer)

    def _sent(self, role: str, act: str, answers: dict[str, object]) -> HttpResponse:
        address = act_address(self.number, act)
        form = form_on(self.get(role, address).content)
        wanted = {plain(name): value for name, value in answers.items()}
        sent = filled(form, SAID | wanted, random.Random(1))
        for name, value in wanted.items():
            assert sent.get(name) == (value if isinstance(value, list) else [value]), (
                f"{act} does not offer {name}: {value}"
            )
        return self.place.browser(role).post(address, sent)  # type: ignore[return-value]  # the client's own response adds to it

    @property
    def state(self) -> State:
        with in_organisation(self.place.row.pk):
            return state_of(Dossier.objects.get(organisation=self.place.row, number=self.number))

    @property
    def last(self) -> Event:
        """What happened last."""
        return self.state.events[-1]

    @property
    def last_words(self) -> str:
        """How the story says what happened last."""
        return sentence(self.state.procedure, self.last)

    def following(self, page: str = "") -> str:
        """The words of a page of the complainant, who came with the code."""
        visitor, start = Client(), f"/{self.place.row.code}/volgen/"
        entered = visitor.post(start, {"code": self.code})
        assert entered.status_code == 302, text(entered)  # type: ignore[arg-type]
        answer = visitor.get(f"{start}{self.number}/{page}")
        assert answer.status_code == 200, (page, answer.status_code)
        return text(answer)  # type: ignore[arg-type]


def shown(desk: Desk, case: Case, place: Place | None = None) -> Shown:
    """The dossier of this case at its provider, the moment after the last that happened in it."""
    desk.clock.move_to(case.state.events[0].at)
    place = place or place_of(case.regulation.provider)
    received = placed(place, case.state)
    desk.clock.move_to(case.state.events[-1].recorded)
    return Shown(desk, place, received.number, received.code)
