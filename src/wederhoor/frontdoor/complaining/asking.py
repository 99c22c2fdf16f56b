"""Which questions a provider's form asks, and on which page: read from the act that opens a dossier, and nothing more than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms
from django.db.models import prefetch_related_objects

from wederhoor.frontdoor.complaining.fields import line, listed, picked, story
from wederhoor.frontdoor.complaining.wording import Choice, choice, choices, maybe, picture, plain
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.frontdoor.sentences import Voice, dutch, say
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import FormField, Regulation
from wederhoor.procedure.surroundings import Applicability

PRAISE = "compliment"
"""The kind of message that says what goes well, where a regulation knows it."""
OURS = frozenset({"channel", "kind", "scheme", "official", "anonymous", "complaint", "wish", "when it was"})
"""Questions of the act that the form answers itself or asks in its own way."""
ASKED = ("choice", "yes or no")
PAGE_OF = {
    "capacity": "who", "law": "who", "age group": "who", "theme": "story", "event age": "story", "help wording": "story",
    "help": "story", "share": "story", "tell support worker": "contact", "mediator preference": "contact",
}  # fmt: skip
"""Where a question belongs; what is not named here is about what somebody wishes."""
FOLDED = frozenset({"age group", "event age"})
PLACE = "place"
WAYS = ("telephone", "mail", "post", "helper", "none")
NEEDED = {"telephone": "telephone", "mail": "email", "post": "address", "helper": "helper"}
"""What a way of contact needs."""
REACHED = ("telephone", "call_times", "email", "address", "helper")
"""What says how to reach somebody."""
LONGEST = 400
"""Signs for the names of whom it is about."""
Fields = dict[str, forms.Field]
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of one provider, for one visitor."""

    provider: Provider
    answers: Answers

    @property
    def regulation(self) -> Regulation:
        """What decides which questions there are."""
        return self.provider.regulation

    @property
    def address(self) -> Voice:
        """u or je, and whose own sentences come first."""
        return self.provider.address

    @property
    def praises(self) -> bool:
        """Whether this is a compliment."""
        return self.answers.get("kind") == PRAISE and PRAISE in self.regulation.kinds

    def words(self, key: str, **values: object) -> str:
        """A sentence of these pages."""
        return say(f"complaining.{key}", self.address, **values)

    def act_fields(self, page: str = "") -> dict[str, FormField]:
        """The choices of the act that the complainant is asked, of one page or all."""
        every = self.regulation.acts["receive"].fields.items()
        mine = {n: f for n, f in every if n not in OURS and not f.inside and f.kind in ASKED}
        return {n: f for n, f in mine.items() if not page or PAGE_OF.get(n, "wish") == page}

    def fields(self, page: str) -> Fields:
        """The questions of a page, in order; none when the page is not needed."""
        makers = {"who": self._who, "story": self._story, "wish": self._wish, "contact": self._contact}
        return makers[page]() if page in makers else {}

    def _who(self) -> Fields:
        found = self._of_act("who")
        first = {"capacity": found.pop("capacity")} if "capacity" in found else {}
        places = {place_name(n): self._place(q) for n, q in self.places().items() if not q.within}
        return first | places | found

    def _story(self) -> Fields:
        if self.praises:
            needed = self.words("error.praise")
            return {"complaint": story(self.words("ask.praise"), missing=needed)} | self._where()
        telling = story(
            self.words("ask.complaint"), self.words("hint.complaint"), missing=self.words("error.complaint")
        )
        found: Fields = {"complaint": telling}
        asked = self._of_act("story")
        helping = {name: asked.pop(name) for name in ("help_wording", "help", "share") if name in asked}
        if "when it was" in self.regulation.acts["receive"].fields:
            found["when_it_was"] = line(self.words("ask.when_it_was"), self.words("hint.when_it_was"))
        about = story(self.words("ask.accused"), self.words("hint.accused"), rows=2, most=LONGEST, autocomplete="off")
        return found | self._where() | {"accused": about} | asked | helping

    def _where(self) -> Fields:
        row = self.provider.row
        prefetch_related_objects([row], "locations")  # once for the whole page, however often its questions are made
        places = [Choice(place.code, place.name) for place in row.locations.all()]
        if not places:
            return {}
        nothing = self.words("option.location.none")
        return {"location": listed(self.words("ask.location"), places, nothing, address=self.address)}

    def _wish(self) -> Fields:
        found = self._of_act("wish")
        hope = {"hope": found.pop("hope")} if "hope" in found else {}
        if "wish" in self.regulation.acts["receive"].fields:
            hope["wish"] = story(self.words("ask.wish"), rows=3)
        return hope | found

    def _contact(self) -> Fields:
        ways = [Choice(way, self.words(f"option.way.{way}"), picture("way", way)) for way in WAYS]
        wrong = {"invalid": self.words("error.email_wrong")}
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        email = forms.EmailField(label=self.words("ask.email"), required=False, widget=widget, error_messages=wrong)
        found: Fields = {
            "name": line(self.words("ask.name"), autocomplete="name"),
            "way": picked(self.words("ask.way"), ways, address=self.address),
            "telephone": line(self.words("ask.telephone"), autocomplete="tel", inputmode="tel"),
            "call_times": line(self.words("ask.call_times"), self.words("hint.call_times")),
            "email": email,
            "address": line(self.words("ask.address"), autocomplete="street-address"),
            "helper": line(self.words("ask.helper")),
        }
        return found if self.praises else found | self._of_act("contact")

    def _of_act(self, page: str) -> Fields:
        return {plain(name): self._choice(name, field) for name, field in self.act_fields(page).items()}

    def _choice(self, name: str, field: FormField) -> forms.ChoiceField:
        shown = choices(self.regulation, name, field, self.address) + self._leading_away(name)
        label = maybe(f"ask.{plain(name)}", self.address) or field.label
        about = maybe(f"hint.{plain(name)}", self.address)
        nothing = maybe(f"option.{plain(name)}.none", self.address)
        if name in FOLDED or (name == "law" and not self.regulation.schemes):
            return listed(
                label, [one for one in shown if one.code != "unknown"], nothing, address=self.address, about=about
            )
        if name == "law":
            shown = [*shown, Choice("", nothing, picture("law", "none"))]
        first = self.usual(codes(self.regulation, field)) if field.required else ""
        return picked(label, shown, address=self.address, about=about, initial=first)

    def usual(self, known: list[str]) -> str:
        """What is chosen at first where the act needs an answer: somebody who helps, never whom the complaint is about."""
        roles = self.regulation.roles
        helping = [code for code in known if code in roles and roles[code].kind in ("confidant", "handler")]
        return (helping or known)[0]

    def places(self) -> dict[str, Applicability]:
        """The questions that can lead elsewhere."""
        asked = self.regulation.applicability.items()
        return {n: q for n, q in asked if any(a.leads_to != "here" for a in q.answers.values())}

    def _place(self, question: Applicability) -> forms.ChoiceField:
        shown = [choice(PLACE, code, answer.label, self.address) for code, answer in question.answers.items()]
        return picked(dutch(question.question), shown, address=self.address)

    def _leading_away(self, field: str) -> list[Choice]:
        """The answers of an applicability question that goes along in this one: those that lead elsewhere."""
        return [
            replace(choice(PLACE, code, answer.label, self.address), code=place_code(name, code))
            for name, question in self.places().items()
            if question.within == field
            for code, answer in question.answers.items()
            if answer.leads_to != "here"
        ]

    def applied(self) -> dict[str, str]:
        """The answers to the questions that can lead elsewhere, by their codes."""
        return {
            name: code
            for name, question in self.places().items()
            for code in question.answers
            if self.answers.get(place_name(name)) == code
            or self.answers.get(plain(question.within)) == place_code(name, code)
        }

    def elsewhere(self) -> list[str]:
        """Where the answers lead that do not lead here."""
        led = [self.places()[name].answers[code].leads_to for name, code in self.applied().items()]
        return [to for to in led if to != "here"]


def kind_of(asking: Asking) -> str:
    """The kind of message it is."""
    kinds = asking.regulation.kinds
    ordinary = "complaint" if "complaint" in kinds else next(iter(kinds))
    return PRAISE if asking.praises else ordinary


def contact(answers: Answers) -> dict[str, str]:
    """The ways to reach somebody that they gave; none when they want none."""
    way = answers.get("way", "")
    found = {name: answers[name] for name in REACHED if answers.get(name)}
    if way == "none":
        return {"way": way}
    return found | ({"way": way} if way and answers.get(NEEDED.get(way, "")) else {})


def codes(regulation: Regulation, field: FormField) -> list[str]:
    """The codes of every answer to a question of the act."""
    return list(choices_of(regulation, field)) or ["yes", "no"]


def place_name(question: str) -> str:
    """The name of an applicability question in the page."""
    return f"{PLACE}_{plain(question)}"


def place_code(question: str, answer: str) -> str:
    """The code of its answer among those of another question."""
    return f"{PLACE} {question} {answer}"


def counted(regulation: Regulation, field: str, given: str) -> str:
    """The answer that the act knows: one that led elsewhere counts as what the regulation says, for who went on here."""
    for name, question in regulation.applicability.items():
        for code, answer in question.answers.items():
            if question.within == field and given == place_code(name, code):
                return answer.counts_as
    return given
