"""A form that can be filled in on a computer: the same pages as the printed one, with a field on every place that was left behind.

Each field has a name, the question as its tooltip, and its place among the headings, so that a screen reader meets it there and
the tab key goes through the fields in the order of the questions.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from wederhoor.correspondence.press.typesetting import places, set_in_type

MULTILINE, RADIO = 1 << 12, 1 << 15
PRINTED = 4
LETTERS = b"/Helv 11 Tf 0 g"
DOT = "0 g {r} 0 0 {r} {m} {m} cm 1 0 m 1 .55 .55 1 0 1 c -.55 1 -1 .55 -1 0 c -1 -.55 -.55 -1 0 -1 c .55 -1 1 -.55 1 0 c f"
HEADINGS = ("/H1", "/H2", "/H3")


def filled(given: dict[str, Any], blobs: list[bytes]) -> bytes:
    """The task: the printed form of these words, with its fields."""
    words = json.loads(blobs[0])
    asked = [question for section in words["sections"] for question in section["questions"]]
    questions = {
        q["name"]: {"label": q["label"], "options": {o["code"]: o["label"] for o in q["options"]}} for q in asked
    }
    return with_fields(set_in_type(given, blobs), places(given["sheet"], blobs[0].decode()), questions)


@dataclass(frozen=True, slots=True)
class Field:
    """A place to fill in: where it is, in points from the top left of its page."""

    name: str
    kind: str
    code: str
    page: int
    x: float
    y: float
    w: float
    h: float


def with_fields(printed: bytes, left: Iterable[Mapping[str, Any]], questions: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The fillable form. ``questions`` has for each name its ``label`` and the ``options`` (code to label)."""
    pdf, fields = Pdf.open(io.BytesIO(printed)), [Field(**place) for place in left]
    structure = _Structure(pdf)
    made = []
    for number, (name, group) in enumerate(groupby(fields, key=lambda field: field.name)):
        made.append(_question(pdf, structure, number, list(group), questions[name]))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(
        Fields=Array(made), DA=String(LETTERS.decode()), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font)),
    ))  # fmt: skip
    structure.close()
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        for claim in [key for key in about if "pdfua" in key]:
            del about[claim]  # the letters that somebody types are not embedded
    kept = io.BytesIO()
    pdf.save(kept)
    return kept.getvalue()


def _question(pdf: Pdf, structure: _Structure, number: int, fields: Sequence[Field], said: Mapping[str, Any]) -> Object:
    if fields[0].kind in ("line", "text"):
        return _text(pdf, structure, number, fields[0], said["label"])
    return _choice(pdf, structure, number, fields, said)


def _widget(pdf: Pdf, field: Field, tooltip: str) -> Object:
    page = pdf.pages[field.page - 1]
    top = float(page.mediabox[3])
    rect = Array([field.x, top - field.y - field.h, field.x + field.w, top - field.y])
    return pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=rect, F=PRINTED, P=page.obj, TU=String(tooltip),
    ))  # fmt: skip


def _placed(pdf: Pdf, structure: _Structure, number: int, field: Field, widget: Object) -> None:
    """On its page, and among the headings."""
    page = pdf.pages[field.page - 1]
    if Name.Annots not in page:
        page.Annots = pdf.make_indirect(Array())
    page.Annots.append(widget)
    page.Tabs = Name.S
    structure.add(number, widget, page.obj)


def _text(pdf: Pdf, structure: _Structure, number: int, field: Field, label: str) -> Object:
    widget = _widget(pdf, field, label)
    widget.FT, widget.T, widget.DA, widget.V = Name.Tx, String(field.name), String(LETTERS.decode()), String("")
    widget.Ff = MULTILINE if field.kind == "text" else 0
    _placed(pdf, structure, number, field, widget)
    return widget


def _choice(pdf: Pdf, structure: _Structure, number: int, fields: Sequence[Field], said: Mapping[str, Any]) -> Object:
    """One of several answers; choosing the same again takes it back."""
    group = pdf.make_indirect(Dictionary(
        FT=Name.Btn, T=String(fields[0].name), TU=String(said["label"]), Ff=RADIO, V=Name.Off, Kids=Array(),
    ))  # fmt: skip
    for field in fields:
        widget = _widget(pdf, field, f"{said['label']} {said['options'][field.code]}")
        on = Name("/" + export_name(field.code))
        widget.Parent, widget.AS, widget.AP = group, Name.Off, Dictionary(N=_appearances(pdf, field, on))
        group.Kids.append(widget)
        _placed(pdf, structure, number, field, widget)
    return group


def export_name(code: str) -> str:
    """The value of an answer in the form: letters, digits and dashes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-") or "x"


def _appearances(pdf: Pdf, field: Field, on: Name) -> Dictionary:
    dot = DOT.format(m=field.w / 2, r=field.w / 4)
    return Dictionary({str(on): _drawing(pdf, field, f"q {dot} Q"), "/Off": _drawing(pdf, field, "")})


def _drawing(pdf: Pdf, field: Field, content: str) -> Stream:
    drawn = Stream(pdf, content.encode())
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, field.w, field.h])
    return drawn


class _Structure:
    """The tree that a screen reader goes through: a field comes at the end of its question, before the next heading."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf, self.tree = pdf, pdf.Root.StructTreeRoot
        top = self.tree.K[0] if isinstance(self.tree.K, Array) else self.tree.K
        self.document: Object = top
        self.forms: dict[int, list[Object]] = {}
        self.next = int(self.tree.ParentTreeNextKey)

    def add(self, question: int, widget: Object, page: Object) -> None:
        """A form element for this widget."""
        refers = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        form = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=self.document, K=refers, Pg=page))
        widget.StructParent = self.next
        self.tree.ParentTree.Nums.extend(Array([self.next, form]))
        self.next += 1
        self.forms.setdefault(question, []).append(form)

    def close(self) -> None:
        """Put every form element at its question: the questions are the headings of the third level, in order."""
        kept, question = [], -1
        for element in self.document.K:
            kind = str(element.get("/S", ""))
            if kind in HEADINGS:
                kept += self.forms.pop(question, [])
                question += kind == "/H3"
            kept.append(element)
        for left in self.forms.values():
            kept += left
        self.document.K, self.tree.ParentTreeNextKey = Array(kept), self.next
