"""The whole dossier as one PDF, as far as this person may see it: an index, what happened, and the documents behind it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from wederhoor.correspondence.bundle import Part, bundled, readable
from wederhoor.correspondence.dates import dutch_date
from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.pdf import render
from wederhoor.correspondence.tree import Block, Span
from wederhoor.desk import paper_story, presenting
from wederhoor.desk.looking import opened
from wederhoor.desk.papers import DRAWN, works
from wederhoor.desk.signed import Signed, desk
from wederhoor.dossier import outbox, papers, policy
from wederhoor.dossier.door import OpenDossier, read_document
from wederhoor.dossier.opening import DocumentView
from wederhoor.procedure.terms import local_date

PDF = "application/pdf"
BESIDE = (outbox.ON_SCREEN, outbox.CALENDAR, policy.ORIGINAL)
"""What is kept beside a document and is none of its own."""


def _para(text: str) -> Block:
    return Block("paragraph", (Span("plain", text),))


def _heading(text: str) -> Block:
    return Block("heading", (Span("plain", text),), level=2)


def _bullets(lines: list[str]) -> list[Block]:
    return [Block("bullets", items=tuple((_para(line),) for line in lines))] if lines else []


def _counting(dossier: OpenDossier, who: Signed) -> list[DocumentView]:
    """What stands in the dossier as this person has it, once each: no original, no twin or copy, nothing withdrawn."""
    withdrawn = papers.withdrawn(dossier, actor=who.actor)
    letters = {(d.letter, d.seq) for d in dossier.documents if d.kind == outbox.LETTER}
    doubles = (*BESIDE, papers.REDACTION, papers.INSPECTION) if works(dossier) else BESIDE
    return [
        document
        for document in dossier.documents
        if document.kind not in doubles and document.id not in withdrawn
        and not (document.kind == outbox.LARGE and (document.letter, document.seq) in letters)
    ]  # fmt: skip


def _parts(dossier: OpenDossier, who: Signed) -> tuple[list[Part], list[DocumentView]]:
    """The documents that can stand in a PDF, and those that cannot; only the first are opened. The export was logged."""
    counting, now = _counting(dossier, who), timezone.now()
    drawn = [document for document in counting if document.media_type in DRAWN]
    parts = readable([
        (one.id.hex, one.name, read_document(dossier, one.id, actor=who.actor, now=now, logged=False)[2]) for one in drawn
    ])  # fmt: skip
    shown = {key for key, _, _ in parts}
    return parts, [document for document in counting if document.id.hex not in shown]


def _index(dossier: OpenDossier, parts: list[Part], left: list[DocumentView], begins: Mapping[str, int]) -> list[Block]:
    page = gettext("%(name)s – pagina %(page)s")
    lines = [page % {"name": name, "page": begins[key]} for key, name, _ in parts]
    apart = [d.name for d in left]
    blocks = [_heading(gettext("Stukken")), *(_bullets(lines) or [_para(gettext("Er zijn geen stukken."))])]
    if apart:
        blocks += [_heading(gettext("Niet in deze PDF, apart te openen")), *_bullets(apart)]
    return blocks


def _story(dossier: OpenDossier) -> list[Block]:
    """What happened, oldest first, with the texts that this person may read."""
    blocks = [_heading(gettext("Verloop"))]
    known = presenting.names(dossier)
    for item in reversed(list(paper_story.beside(dossier, presenting.timeline(dossier, {}, known), known))):
        day = dutch_date(local_date(item["when"]))
        blocks.append(_para(f"{day} · {item['what']} · {item['who']}"))
        lines = [f"{value['label']}: {value['value']}" for value in item["values"]]
        closed = gettext(" (niet voor de partijen)")
        lines += [f"{text['label']}{closed if text['internal'] else ''}: {text['text']}" for text in item["texts"]]
        lines += [letter["label"] for letter in item["letters"]]
        blocks += _bullets(lines)
    return blocks


def _people(dossier: OpenDossier) -> list[Block]:
    rows = [presenting.person_row(dossier, person) for person in dossier.people]
    return [_heading(gettext("Mensen")), *_bullets([f"{row['name']} – {row['role']}" for row in rows])]


def _head(dossier: OpenDossier) -> Head:
    today = timezone.localdate()
    return Head(
        dossier.organisation.name, (), (gettext("Alleen voor wie dit dossier mag openen"),), dutch_date(today),
        today.isoformat(), dossier.number, dossier.subject, "",
    )  # fmt: skip


@require_safe
@desk
def whole(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """The dossier as a PDF; that it was taken out is logged."""
    dossier = opened(who, number, "export")
    parts, left = _parts(dossier, who)
    body = [*_people(dossier), *_story(dossier)]
    title = gettext("Dossier %(number)s") % {"number": number}

    def contents(begins: Mapping[str, int]) -> bytes:
        return render(title, _head(dossier), [*_index(dossier, parts, left, begins), *body], large=False)

    made = bundled(contents, title, parts)
    return HttpResponse(made, content_type=PDF, headers={"Content-Disposition": f'inline; filename="{number}.pdf"'})
