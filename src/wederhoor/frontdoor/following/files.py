"""Files that the complainant sends: through the gate, into the papers that are theirs to open."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from wederhoor.dossier import papers, uploading
from wederhoor.dossier.actor import Actor
from wederhoor.dossier.gate import Taken
from wederhoor.dossier.models import Compartment
from wederhoor.dossier.opening import OpenDossier
from wederhoor.dossier.papers import NewPaper
from wederhoor.dossier.uploading import ManyFiles
from wederhoor.frontdoor.sentences import say
from wederhoor.frontdoor.voices import voice_of
from wederhoor.organisations import attempts
from wederhoor.procedure.terms import local_date

SIDE = "complainant"


class SomeFiles(forms.FileField):
    """Whatever was sent: the gate looks at each."""

    def to_python(self, data: Any) -> Any:
        """As it came."""
        return data


class FileFields(forms.Form):
    """Files along with something."""

    papers = SomeFiles(required=False, widget=ManyFiles())

    def __init__(self, request: HttpRequest, dossier: OpenDossier) -> None:
        address = voice_of(dossier)
        super().__init__(*((request.POST, request.FILES) if request.method == "POST" else (None,)))
        self.request, self.dossier, self.address = request, dossier.id.hex, address
        self.fields["papers"].label = say("following.files.label", address)
        self.fields["papers"].help_text = say("following.files.hint", address)

    def taken(self) -> list[Taken] | None:
        """The files that may come in; None when one may not, and then the form says which and why."""
        sent = self.request.FILES.getlist("papers")
        place = attempts.place_of(self.request)
        if sent and attempts.too_many("files", address=self.dossier, place=place, now=timezone.now()):
            self.add_error("papers", say("following.files.too_often", self.address))
            return None
        found = uploading.taken(self.request, self, "papers", too_large=say("following.files.too_big", self.address))
        if self.errors:
            self.add_error("papers", say("following.files.again", self.address))
            return None
        return found


def not_yet(dossier: OpenDossier, files: list[Taken], actor: Actor) -> list[Taken]:
    """Those that are not among the papers: a form that is sent again brings the same files."""
    known = papers.listed(dossier, actor=actor, now=timezone.now()) if files else []
    there = {(one.name, one.original_sha256) for one in known if not one.withdrawn}
    return [one for one in files if (one.name, hashlib.sha256(one.original).hexdigest()) not in there]


def keep(dossier: OpenDossier, files: list[Taken], title: str, actor: Actor) -> None:
    """Put them with the papers of the complainant, who may open them."""
    now = timezone.now()
    for taken in files:
        new = NewPaper(title, "other", SIDE, local_date(now), Compartment.PARTY.value, SIDE)
        papers.keep(dossier, taken, new, actor=actor, now=now)


def rows(dossier: OpenDossier, actor: Actor) -> list[dict[str, Any]]:
    """The papers that the complainant may open."""
    found = papers.listed(dossier, actor=actor, now=timezone.now())
    return [{"title": one.title, "document": one.clean, "added": one.added, "own": one.side == SIDE} for one in found]
