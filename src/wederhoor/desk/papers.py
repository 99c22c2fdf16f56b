"""The papers of a dossier at the desk: the list per compartment, putting files in, and looking at one page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wederhoor.desk import sheets, tabs
from wederhoor.desk.looking import opened
from wederhoor.desk.presenting import SIDES
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import gate, papers, policy
from wederhoor.dossier.accused import accused_of
from wederhoor.dossier.actor import BY_LINK
from wederhoor.dossier.door import NotFound, OpenDossier
from wederhoor.dossier.gate import Refused, Taken
from wederhoor.dossier.gate.bad import Bad
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.papers import BOTH, KINDS, NewPaper, PaperView
from wederhoor.dossier.uploading import ManyFiles, cut_off, takes_files
from wederhoor.organisations.models import Account

Made = TypeVar("Made")
BY_SCRIPT = "papers"
DRAWN = ("application/pdf", "image/jpeg", "image/png")
OF_ROLES = {
    "handler": "Behandelaar", "coordinator": "Behandelaar", "mediator": "Bemiddelaar", "confidant": "Vertrouwenspersoon",
    "committee": "Commissie", "board": "Bestuur", "employee": "Medewerker", "external": "Iemand van buiten",
}  # fmt: skip
PLACES = dict(Compartment.choices)
SHOWN = {"": "Niemand", "complainant": "De klager", "accused": "De aangeklaagde", BOTH: "Klager en aangeklaagde"}


def shown_choices(dossier: OpenDossier) -> dict[str, str]:
    """To whom a paper can be shown, by code and in words; of several accused also to one of them."""
    sides = {code: gettext(label) for code, label in SHOWN.items()}
    only = gettext("Alleen %(name)s")
    return sides | {f"accused {code}": only % {"name": name} for code, name in accused_of(dossier)}


def shown_words(dossier: OpenDossier, shown_to: str, *only_for: str) -> str:
    """To whom a paper is shown; '' for nobody."""
    if not shown_to:
        return ""
    names = [name for code in only_for if (name := dossier.name_of(code))]
    if names and shown_to == BOTH:
        names.insert(0, gettext(SHOWN["complainant"]))
    return ", ".join(names) or gettext(SHOWN[shown_to])


def day_input() -> forms.DateInput:
    """A day, chosen from a calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PutIn(forms.Form):
    """Files, and what is said of them. A party says only what it is."""

    sent = forms.FileField(required=False, widget=ManyFiles())
    title = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField()
    dated = forms.DateField(widget=day_input())
    side = forms.ChoiceField(required=False)
    compartment = forms.ChoiceField()
    shown_to = forms.ChoiceField(required=False)
    version_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, dossier: OpenDossier, data: Any = None) -> None:
        self.dossier, self.role = dossier, dossier.regulation.roles[dossier.actor.role].kind
        first = {
            "dated": timezone.localdate(),
            "side": self.role,
            "compartment": papers.place_for(dossier, self.role, "other"),
        }
        super().__init__(data, initial=first)
        labels = {
            "sent": gettext("Bestanden"), "title": gettext("Hoe heet dit stuk?"), "kind": gettext("Wat is het?"),
            "dated": gettext("Van welke dag is het?"), "side": gettext("Wie gaf het?"), "compartment": gettext("Wie mag erin kijken?"),
            "shown_to": gettext("Wie van de partijen mag het nu al zien?"),
        }  # fmt: skip
        helps = {
            "sent": gettext("Hooguit 15 MB per bestand. Kies er zoveel u wilt, hooguit tien tegelijk."),
            "title": gettext("Leeg: de naam van het bestand."),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels.get(name, ""), helps.get(name, "")
        self._choices()

    def _choices(self) -> None:
        sides = {self.role: OF_ROLES.get(self.role, ""), **SIDES, **OF_ROLES}
        self._choose("kind", {kind: gettext(label) for kind, label in papers.kinds_for(self.dossier).items()})
        self._choose("side", {code: gettext(label) for code, label in sides.items() if label})
        seen = self.dossier.compartments
        self._choose("compartment", {code: gettext(label) for code, label in PLACES.items() if code in seen})
        self._choose("shown_to", shown_choices(self.dossier))
        if self.role in policy.PARTIES:
            for name in ("side", "compartment", "shown_to"):
                del self.fields[name]

    def _choose(self, name: str, choices: dict[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices.items())

    def clean(self) -> dict[str, Any]:
        """A paper of the deliberation lies with the committee; nothing but the file of both parties is shown to a party."""
        given = super().clean() or {}
        kind, place = given.get("kind", ""), given.get("compartment", "party")
        if kind in papers.PLACE_OF_KIND and kind == "deliberation":
            given["compartment"] = papers.PLACE_OF_KIND[kind]
        elif given.get("shown_to") and place != "party":
            self.add_error("shown_to", gettext("Alleen een stuk van beide partijen kan een partij zien."))
        return given

    def new(self, count: int) -> NewPaper:
        """What is said of each file; a title only when there is one file."""
        given = self.cleaned_data
        own = self.role if self.role in policy.PARTIES else ""
        side, *whose = given.get("shown_to", "").split(" ")
        return NewPaper(
            title=given["title"] if count == 1 else "", kind=given["kind"], side=own or given["side"] or self.role, dated=given["dated"],
            compartment="party" if own else given["compartment"], shown_to=own or side,
            only_for=tuple(whose), version_of=given["version_of"] if count == 1 else None,
        )  # fmt: skip


def found(make: Callable[[], Made]) -> Made:
    """What the door gives; what is not there, or not for this person, is a page that is not there."""
    try:
        return make()
    except NotFound:
        raise Http404 from None


def works(dossier: OpenDossier) -> bool:
    """Whether this person works on papers: moves, redacts and gives them."""
    return dossier.regulation.roles[dossier.actor.role].kind in policy.KEEPERS


def side_label(side: str) -> str:
    """Who handed it in."""
    return gettext({**OF_ROLES, **SIDES}.get(side, side))


def paper_row(dossier: OpenDossier, paper: PaperView) -> dict[str, Any]:
    """A paper in a list."""
    return {
        "title": paper.title, "url": reverse("desk:paper", args=[dossier.number, paper.id]), "kind": gettext(KINDS.get(paper.kind, paper.kind)),
        "side": side_label(paper.side), "dated": paper.dated, "added": paper.added, "size": paper.size, "pages": paper.pages,
        "withdrawn": paper.withdrawn, "shown_to": shown_words(dossier, paper.shown_to, *paper.only_for),
        "scanned": paper.scanned == "clean", "warnings": [gettext(gate.WARNINGS[code]) for code in paper.warnings if code in gate.WARNINGS],
        "compartment": gettext(PLACES[paper.compartment]), "media_type": paper.media_type, "name": paper.name,
        "drawn": paper.media_type in DRAWN,
    }  # fmt: skip


def name_of(opaque: str, dossier: OpenDossier) -> str:
    """Who did something with a paper: a colleague, or somebody in the dossier on their own pages."""
    if opaque == BY_LINK:
        return gettext("Iemand met een link")
    if own := dossier.name_of(opaque.rpartition(" ")[2]):
        return own
    account = Account.objects.filter(pk=opaque).first() if len(opaque) == 32 else None
    return account.name if account else gettext("Klager met code")


def groups(dossier: OpenDossier, listed: Sequence[PaperView]) -> list[dict[str, Any]]:
    """The papers per compartment that opens for this person."""
    return [
        {
            "code": code, "label": gettext(label), "internal": code != "party",
            "papers": [paper_row(dossier, paper) for paper in listed if paper.compartment == code],
        }
        for code, label in PLACES.items() if code in dossier.compartments
    ]  # fmt: skip


def _page(
    request: HttpRequest, who: Signed, dossier: OpenDossier, form: PutIn, refused: Sequence[Refused] = ()
) -> HttpResponse:
    listed = found(lambda: papers.listed(dossier, actor=who.actor, now=timezone.now()))
    context = tabs.page(request, who, dossier, "papers") | {
        "form": form, "groups": groups(dossier, listed), "works": works(dossier), "count": len(listed),
        "refused": [{"name": one.name, "because": gettext(one.because)} for one in refused],
        "inspection_url": reverse("desk:inspection", args=[dossier.number]), "most": gate.MOST,
    }  # fmt: skip
    status = 422 if refused or form.errors else 200
    return render(request, "desk/papers.html", context, status=status)


@takes_files()
@require_http_methods(["GET", "POST"])
@desk
def listing(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The papers of a dossier; POST puts files in. What is refused is named with its reason, the rest is kept."""
    dossier = opened(who, number, "attach" if request.method == "POST" else "read")
    if request.method != "POST":
        return _page(request, who, dossier, PutIn(dossier))
    form, files = PutIn(dossier, request.POST), request.FILES.getlist("sent")
    if cut_off(request):
        form.add_error("sent", gettext("Samen zijn de bestanden te groot. Kies er minder tegelijk."))
    elif not files:
        form.add_error("sent", gettext("Kies een bestand."))
    by_script = request.headers.get("X-Requested-With") == BY_SCRIPT
    if not form.is_valid():
        errors = [str(error) for field in form.errors.values() for error in field]
        return JsonResponse({"refused": errors}, status=422) if by_script else _page(request, who, dossier, form)
    taken = [gate.take_in(file.name or "", file.read()) for file in files]
    kept = [_keep(dossier, who, form.new(len(files)), one) for one in taken if isinstance(one, Taken)]
    refused = [one for one in taken if isinstance(one, Refused)]
    if by_script:
        return JsonResponse(
            {"kept": kept, "refused": [gettext(one.because) for one in refused]}, status=422 if refused else 200
        )
    for title in kept:
        messages.success(request, gettext("Bewaard: %(title)s") % {"title": title})
    return _page(request, who, dossier, form, refused) if refused else redirect("desk:papers", number)


def _keep(dossier: OpenDossier, who: Signed, new: NewPaper, taken: Taken) -> str:
    found(lambda: papers.keep(dossier, taken, new, actor=who.actor, now=timezone.now()))
    return new.title or taken.name


@require_safe
@desk
def sheet(request: HttpRequest, who: Signed, number: str, document: UUID, page: int) -> HttpResponseBase:
    """One page of a paper as a picture. Whether this person may see it is asked each time; the look is logged once."""
    now, actor = timezone.now(), who.actor
    seen = sheets.of_a_look(request.GET.get(sheets.SEEN, ""), document, actor=actor)
    kind = found(lambda: papers.media_type(who.tenant, number, document, actor=actor, now=now, logged=not seen))
    if kind not in DRAWN or page < 1:
        raise Http404

    def content() -> bytes:
        return papers.content(who.tenant, number, document, actor=actor, now=now, logged=False)[2]

    try:
        made = sheets.picture(document, page, content)
    except Bad as bad:
        if bad.code != "busy":
            raise Http404 from None
        return HttpResponse(status=503, headers={"Retry-After": "20", "Cache-Control": "no-store"})
    return HttpResponse(made, content_type="image/webp", headers={"Cache-Control": "private, no-store"})


@require_http_methods(["GET", "POST"])
@desk
def file(request: HttpRequest, who: Signed, number: str, document: UUID) -> HttpResponseBase:
    """The file itself: the clean copy at once; the file as it came only by POST, from the page that warns."""
    kept = {one.id: one for one in opened(who, number).documents}
    if document not in kept or (kept[document].kind == policy.ORIGINAL and request.method != "POST"):
        raise Http404
    name, media_type, content = found(
        lambda: papers.content(who.tenant, number, document, actor=who.actor, now=timezone.now())
    )
    response = HttpResponse(content, content_type=media_type, headers={"Cache-Control": "private, no-store"})
    quoted = name.encode("ascii", "replace").decode().replace('"', "").replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{quoted}"'
    return response
