"""The people of a dossier: who is on which side, how to reach them, and which account is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wederhoor.desk import presenting, tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import codes, own_letters, people, several, taking_part
from wederhoor.dossier.accused import accused_of
from wederhoor.dossier.door import NewPerson, NotFound, OpenDossier
from wederhoor.dossier.opened import called
from wederhoor.dossier.opening import PersonView
from wederhoor.dossier.people import InHistory, Likeness

WAYS = {
    "": _("Maakt niet uit"), "mail": _("E-mail"), "post": _("Brief"), "telephone": _("Telefoon"), "in person": _("Gesprek"),
    "helper": _("Via een helper"), "none": _("Geen contact"),
}  # fmt: skip
PRINTS = {"": _("Gewone letters"), "large": _("Grote letters")}
CONTACT = ("telephone", "email", "address", "way", "call_times", "interpreter", "helper", "print")


class PersonForm(forms.Form):
    """Somebody in the dossier."""

    name = forms.CharField(label=_("Naam"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("Wie is dit in deze klacht?"))
    capacity = forms.ChoiceField(label=_("In welke hoedanigheid?"), required=False)
    telephone = forms.CharField(label=_("Telefoon"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    address = forms.CharField(label=_("Adres"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    way = forms.ChoiceField(
        label=_("Hoe wil deze persoon bericht krijgen?"), choices=list(WAYS.items()), required=False
    )
    call_times = forms.CharField(label=_("Wanneer bellen?"), max_length=100, required=False)
    interpreter = forms.CharField(label=_("Tolk nodig? In welke taal?"), max_length=100, required=False)
    helper = forms.CharField(label=_("Contact via een helper? Wie?"), max_length=200, required=False)
    print = forms.ChoiceField(
        label=_("Brieven"), choices=list(PRINTS.items()), required=False, widget=forms.RadioSelect()
    )
    account = forms.ChoiceField(
        label=_("Account van deze persoon"), required=False,
        help_text=_("Een aangeklaagde met een account kan dit dossier niet behandelen. Een partij met een account ziet wat die kant ziet."),
    )  # fmt: skip

    helps = forms.MultipleChoiceField(
        label=_("Wie krijgt hulp van deze persoon?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Een helper ziet wat die aangeklaagde ziet, of opent de brieven aan die klager, en van de anderen niets."),
    )  # fmt: skip

    def __init__(self, dossier: OpenDossier, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.accused, complaining = accused_of(dossier), own_letters.several(dossier.people)
        self.must_say = not own_letters.helped_by(dossier.people)
        self.complaining = [(one.code, dossier.called(one.code)) for one in complaining]
        if several := [*self.complaining, *self.accused]:
            self._choices("helps", several)
        else:
            del self.fields["helps"]
        none = [("", gettext("Geen"))]
        capacities = [(code, option.label) for code, option in dossier.regulation.capacities.items()]
        self._choices("side", [(side, gettext(presenting.SIDES[side])) for side in people.SIDES])
        self._choices("capacity", none + capacities)
        self._choices("account", none + [(pk.hex, name) for pk, name in people.colleagues(dossier)])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above

    def clean_name(self) -> str:
        """Who complains may do so without a name; everybody else is in the dossier by name."""
        name = str(self.cleaned_data["name"])
        if not name and self.data.get("side") != "complainant":
            raise forms.ValidationError(gettext("Vul een naam in. Alleen een klager mag zonder naam."), code="required")
        return name

    def clean(self) -> dict[str, Any]:
        """Who helps one of several says whom."""
        given = super().clean() or {}
        side, helps = given.get("side"), set(given.get("helps", ()))
        if side == "assistant of accused" and self.accused and helps.isdisjoint(dict(self.accused)):
            self.add_error("helps", gettext("Kies welke aangeklaagde hulp krijgt van deze persoon."))
        several = self.complaining if self.must_say else []
        if side == "assistant of complainant" and several and helps.isdisjoint(dict(several)):
            self.add_error("helps", gettext("Kies welke klager hulp krijgt van deze persoon."))
        return given

    @property
    def contact(self) -> dict[str, str]:
        """Contact data and wishes, without what was left empty."""
        return {name: self.cleaned_data[name] for name in CONTACT if self.cleaned_data.get(name)}

    @property
    def tied(self) -> UUID | None:
        """The account chosen."""
        return UUID(hex=self.cleaned_data["account"]) if self.cleaned_data["account"] else None


def _initial(person: PersonView) -> dict[str, Any]:
    given = {
        "name": person.name,
        "side": person.side,
        "capacity": person.capacity,
        "account": person.opaque or "",
        "helps": list(person.helps),
    }
    return given | dict(person.contact)


def _likeness(dossier: OpenDossier, one: Likeness) -> dict[str, str]:
    """A warning in words, with the way to tie the two."""
    person = next(p for p in dossier.people if p.code == one.code)
    same = gettext("zelfde e-mailadres") if one.by == "email" else gettext("zelfde naam")
    said = gettext("%(person)s lijkt op het account van %(account)s (%(same)s).")
    words = said % {"person": person.name, "account": one.name, "same": same}
    return {"words": words, "code": one.code, "account": one.account.hex}


def _context(
    request: HttpRequest, who: Signed, dossier: OpenDossier, form: PersonForm | None, code: str = ""
) -> dict[str, Any]:
    keeps = people.keeps(dossier)
    invited = taking_part.invited(dossier, now=timezone.now()) if keeps else {}
    rows = [presenting.person_row(dossier, p) | _invitation(dossier, p, invited) for p in dossier.people]
    follow = {p.code for p in dossier.people if p.side in codes.OWN}
    return tabs.page(request, who, dossier, "people") | {
        "rows": [row | {"url": reverse("desk:person", args=[dossier.number, row["code"]]), "follows": row["code"] in follow} for row in rows],
        "unnamed": not follow,
        "keeps": keeps, "form": form, "code": code, "people_url": reverse("desk:people", args=[dossier.number]),
        "alike": [_likeness(dossier, one) for one in people.likenesses(dossier)] if keeps else [],
        "joined": _joined(dossier) if keeps else [],
        "kept_out": [name for account in _kept_out(dossier) if (name := presenting.names(dossier).get(account))],
    }  # fmt: skip


def _joined(dossier: OpenDossier) -> list[dict[str, Any]]:
    """Who seem to be several people under one name: offered to be split, never done by itself."""
    found = ((person, several.in_one(person.name)) for person in dossier.people)
    return [{"code": person.code, "name": person.name, "names": names} for person, names in found if names]


def _invitation(dossier: OpenDossier, person: PersonView, invited: Mapping[str, taking_part.Invited]) -> dict[str, str]:
    """Whether somebody takes part from their own pages, and where that is arranged."""
    if person.side not in taking_part.INVITED:
        return {}
    states = {"waiting": gettext("uitgenodigd"), "taking part": gettext("doet mee op eigen pagina's")}
    found = invited.get(person.code)
    url = reverse("desk:invite", args=[dossier.number, person.code])
    return {"invite_url": url, "invited": states.get(found.state, "") if found else ""}


def _kept_out(dossier: OpenDossier) -> list[str]:
    return [row.account_id.hex for row in dossier.assignments if row.recused]


@require_http_methods(["GET", "POST"])
@desk
def listed(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """Everybody in the dossier; POST adds somebody."""
    dossier = opened(who, number, "act" if request.method == "POST" else "read")
    if not people.keeps(dossier):
        if request.method == "POST":
            raise Http404
        return render(request, "desk/people.html", _context(request, who, dossier, None))
    if "code" in request.POST:  # nobody is named: the code of the complaint itself
        return _new_code(request, who, dossier, "")
    form = PersonForm(dossier, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        new = NewPerson(
            given["side"],
            given["name"],
            given["capacity"],
            form.contact,
            form.tied,
            helps=tuple(given.get("helps", ())),
        )
        code = people.add(dossier, new, actor=who.actor, now=timezone.now())
        name = given["name"] or opened(who, number, "act").called(code)
        messages.success(request, gettext("%(name)s staat in het dossier.") % {"name": name})
        return redirect("desk:people", number)
    return render(
        request, "desk/people.html", _context(request, who, dossier, form), status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@desk
def person(request: HttpRequest, who: Signed, number: str, code: str) -> HttpResponseBase:
    """Somebody's data, to put right; POST with `remove` takes them out, `tie` ties them to an account, `split` makes several of one."""
    dossier = opened(who, number, "act")
    one = next((p for p in dossier.people if p.code == code), None)
    if one is None or not people.keeps(dossier):
        raise Http404
    if "remove" in request.POST:
        return _removed(request, who, dossier, one)
    if "tie" in request.POST:
        return _tied(request, who, dossier, one)
    if "code" in request.POST:
        return _new_code(request, who, dossier, one.code)
    if "split" in request.POST:
        return _split(request, who, dossier, one)
    form = PersonForm(dossier, request.POST if request.method == "POST" else None, _initial(one))
    if not form.is_bound or not form.is_valid():
        context = _context(request, who, dossier, form, code) | {"one": one, "name": called(dossier, one)}
        return render(request, "desk/person.html", context, status=422 if form.errors else 200)
    return _changed(request, who, dossier, one, form)


def _changed(
    request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView, form: PersonForm
) -> HttpResponseBase:
    given, now = form.cleaned_data, timezone.now()
    kept = {key: value for key, value in one.contact.items() if key not in CONTACT}
    people.change(
        dossier, one.code, name=given["name"], side=given["side"], capacity=given["capacity"], contact=kept | form.contact,
        actor=who.actor, now=now, helps=given.get("helps", one.helps),
    )  # fmt: skip
    if form.tied != one.account:
        people.link(dossier, one.code, form.tied, actor=who.actor, now=now)
    messages.success(request, gettext("De gegevens zijn veranderd."))
    return redirect("desk:people", dossier.number)


def _tied(request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView) -> HttpResponseBase:
    try:
        people.link(dossier, one.code, UUID(hex=request.POST["tie"]), actor=who.actor, now=timezone.now())
    except (NotFound, ValueError):
        raise Http404 from None
    messages.success(request, gettext("Gekoppeld aan het account."))
    return redirect("desk:people", dossier.number)


def _split(request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView) -> HttpResponseBase:
    try:
        names = people.split(dossier, one.code, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    said = gettext("Elk staat nu apart in het dossier: %(names)s.")
    messages.success(request, said % {"names": ", ".join(names)})
    return redirect("desk:people", dossier.number)


def _new_code(request: HttpRequest, who: Signed, dossier: OpenDossier, person: str) -> HttpResponseBase:
    """A new code for the complainant's side, shown once to read out or print; the old one stops at this moment."""
    try:
        code = people.new_code(dossier, person, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    name = dossier.called(person)
    context = tabs.page(request, who, dossier, "people") | {
        "secret": code, "name": name, "people_url": reverse("desk:people", args=[dossier.number]),
        "follow_url": request.build_absolute_uri(reverse("frontdoor:follow", args=[_place(dossier)])),
    }  # fmt: skip
    return render(request, "desk/people_code.html", context)


def _place(dossier: OpenDossier) -> str:
    """The provider under whose name the complaint is followed."""
    return (dossier.row.member or dossier.organisation).code


def _removed(request: HttpRequest, who: Signed, dossier: OpenDossier, one: PersonView) -> HttpResponseBase:
    try:
        people.remove(dossier, one.code, actor=who.actor, now=timezone.now())
    except InHistory:
        said = gettext(
            "%(name)s staat in het verloop en blijft daarom in het dossier. U kunt de gegevens wel veranderen."
        )
        messages.warning(request, said % {"name": called(dossier, one)})
        return redirect("desk:person", dossier.number, one.code)
    messages.success(request, gettext("%(name)s is uit het dossier gehaald.") % {"name": called(dossier, one)})
    return redirect("desk:people", dossier.number)
