"""Blacking out at the desk: words, whole pages and areas, each with its reason; first a look where the words stand."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wederhoor.desk import sheets
from wederhoor.desk.looking import opened
from wederhoor.desk.papers import DRAWN, found, paper_row, works
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.desk.tabs import head
from wederhoor.dossier import papers, papers_changed
from wederhoor.dossier.door import OpenDossier
from wederhoor.dossier.gate import REFUSALS, confined
from wederhoor.dossier.papers import PaperView, RedactionView

SPAN = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?")
AREA = re.compile(r"(\d{1,4})" + r"\s+(\d{1,3}(?:[.,]\d+)?)" * 4)
LOOKED = "looked"
"""In the form: somebody looked at the pages in which words cannot be found."""
ALSO = "also"
"""In the form: a longer word that is to go as well."""
Rules = dict[str, list[dict[str, Any]]]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})


class Withhold(forms.Form):
    """What is left out: a line each, with its own reason after a bar where it is another than the one below."""

    texts = forms.CharField(required=False, widget=_lines(4))
    pages = forms.CharField(required=False, widget=_lines(1))
    areas = forms.CharField(required=False, widget=_lines(3))
    reason = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"list": "reasons"}))

    def __init__(self, count: int, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.count = max(count, 1)
        labels = {
            "texts": gettext("Woorden die weg moeten"), "pages": gettext("Bladzijden die helemaal weg moeten"),
            "areas": gettext("Vlakken die zwart moeten"), "reason": gettext("Waarom wordt dit weggelaten?"),
        }  # fmt: skip
        helps = {
            "texts": gettext("Op elke regel een naam of woord. Hoofdletters, streepjes en accenten maken niet uit."),
            "pages": gettext("Zoals: 2, 4-6"),
            "areas": gettext("Per regel: bladzijde, en in procenten van links, van boven, breed en hoog. Zoals: 1 10 20 30 5"),
            "reason": gettext("De partij leest dit op de plaats van wat weg is. Een andere reden voor een regel: typ daarachter | en de reden."),
        }  # fmt: skip
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], helps[name]

    def ask_to_look(self, pages: str) -> None:
        """Words were not looked for on these pages: somebody has to."""
        self.fields[LOOKED] = forms.BooleanField(
            required=False, label=gettext("Ik keek zelf: op deze bladzijden staat niets dat weg moet.")
        )
        words = gettext(
            "Op bladzijde %(pages)s is geen tekst om in te zoeken, zoals bij een scan. Teken vlakken over wat weg moet, laat de bladzijde "
            "helemaal weg, of zeg dat u zelf keek."
        )
        self.add_error(LOOKED, words % {"pages": pages})

    def clean(self) -> dict[str, Any]:
        """At least one thing to leave out, on pages that are there."""
        given = super().clean() or {}
        rules, wrong = rules_of(given, given.get("reason", ""))
        for line in wrong:
            self.add_error("areas", gettext("Dit is geen vlak: %(line)s") % {"line": line})
        if not any(rules.values()) and not wrong:
            self.add_error("texts", gettext("Geef een woord, een bladzijde of een vlak dat weg moet."))
        for rule in (*rules["pages"], *rules["areas"]):
            if not 0 < rule["page"] <= self.count:
                name = "pages" if rule in rules["pages"] else "areas"
                self.add_error(name, gettext("Bladzijde %(n)s is er niet.") % {"n": rule["page"]})
        return given | {"rules": rules}


def rules_of(given: dict[str, Any], reason: str) -> tuple[Rules, list[str]]:
    """What the lines say, and the lines that say no area."""
    rules: Rules = {"texts": [], "pages": [], "areas": []}
    wrong = []
    for text, why in _split(given.get("texts", ""), reason):
        rules["texts"].append({"text": text, "reason": why})
    for text, why in _split(given.get("pages", ""), reason):
        for first, last in SPAN.findall(text):
            rules["pages"] += [{"page": n, "reason": why} for n in range(int(first), int(last or first) + 1)]
    for text, why in _split(given.get("areas", ""), reason):
        box = AREA.fullmatch(text)
        if box is None:
            wrong.append(text)
            continue
        left, top, wide, high = (float(part.replace(",", ".")) / 100 for part in box.groups()[1:])
        rules["areas"].append({"page": int(box[1]), "box": [left, top, left + wide, top + high], "reason": why})
    return rules, wrong


def _split(text: str, reason: str) -> list[tuple[str, str]]:
    """Each line with its own reason, or else the common one."""
    cut = (line.partition("|") for line in text.splitlines() if line.partition("|")[0].strip())
    return [(what.strip(), why.strip() or reason) for what, _, why in cut]


def lines_of(rules: Any) -> dict[str, str]:
    """The rules of an earlier copy as lines again, to go on from."""
    areas = []
    for rule in rules["areas"]:
        left, top, right, bottom = (100 * part for part in rule["box"])
        areas.append(f"{rule['page']} {left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f} | {rule['reason']}")
    first = next((rule["reason"] for kind in rules.values() for rule in kind), "")
    return {
        "reason": first,
        "texts": "\n".join(f"{rule['text']} | {rule['reason']}" for rule in rules["texts"]),
        "pages": "\n".join(f"{rule['page']} | {rule['reason']}" for rule in rules["pages"]),
        "areas": "\n".join(areas),
    }


def reasons(dossier: OpenDossier) -> list[str]:
    """What the regulation says may be left out at an inspection."""
    return list(dict.fromkeys(why for rule in dossier.regulation.inspection.values() for why in rule.withheld))


@require_http_methods(["GET", "POST"])
@desk
def redact(request: HttpRequest, who: Signed, number: str, paper: UUID) -> HttpResponseBase:
    """Make a copy in which something is blacked out. With `look` it first says where the words stand."""
    dossier = opened(who, number, "attach" if request.method == "POST" else "read")
    view, _, made = found(lambda: papers.one(dossier, paper, shows=True, actor=who.actor, now=timezone.now()))
    if not works(dossier) or view.media_type not in DRAWN:
        raise Http404
    form = Withhold(view.pages, _given(request), _first(made))
    seen: list[str] = []
    inside: list[str] = []
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST or ALSO in request.POST:
            seen, inside = _looked(who, number, view, form.cleaned_data["rules"])
        elif _made(dossier, who, view, form):
            messages.success(request, gettext("De kopie is gemaakt. Kijk of alles weg is wat weg moet."))
            for line in _looked(who, number, view, form.cleaned_data["rules"], missed=True)[0]:
                messages.warning(request, line)
            return redirect("desk:paper", number, paper)
    context = frame(request, who, "worklist") | {
        "dossier": head(dossier), "paper": paper_row(dossier, view), "form": form, "seen": seen, "inside": inside, "reasons": reasons(dossier),
        "sheets": sheets.listed(number, view.clean, view.pages, actor=who.actor),
    }  # fmt: skip
    return render(request, "desk/papers_redact.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest) -> QueryDict | None:
    """What was typed, with the word that is to go as well on a line of its own."""
    if request.method != "POST":
        return None
    given = request.POST.copy()
    if also := given.get(ALSO, "").strip():
        given["texts"] = f"{given.get('texts', '').rstrip()}\n{also}".strip()
    return given


def _first(made: list[RedactionView]) -> dict[str, str]:
    return lines_of(made[-1].rules) if made else {}


def _content(who: Signed, number: str, view: PaperView) -> bytes:
    return found(
        lambda: papers.content(who.tenant, number, view.clean, actor=who.actor, now=timezone.now(), logged=False)
    )[2]


def _looked(
    who: Signed, number: str, view: PaperView, rules: Rules, *, missed: bool = False
) -> tuple[list[str], list[str]]:
    """Where the words stand, and where there is nothing to look in (with ``missed`` only what was not found); and the longer
    words in which they stand as well."""
    texts = [rule["text"] for rule in rules["texts"]]
    if not texts:
        return [], []
    answer = confined.run("find", {"texts": texts}, _content(who, number, view))
    if answer.refused:
        return [gettext(REFUSALS[answer.refused])], []
    where = {text: answer.said["found"].get(text, []) for text in texts}
    said = [_found(text, pages) for text, pages in where.items() if not (missed and pages)]
    without = ", ".join(map(str, answer.said["without text"]))
    if without:
        said.append(
            gettext(
                "Geen tekst om in te zoeken, zoals bij een scan: bladzijde %(pages)s. Kijk zelf, en teken vlakken over wat weg moet."
            )
            % {"pages": without}
        )
    words = gettext("‘%(text)s’ staat ook nog in: %(word)s (bladzijde %(page)s).")
    said += [words % {"text": text, "word": word, "page": page} for text, word, page in answer.said["remains"]]
    return said, list(dict.fromkeys(word for _, word, _ in answer.said["remains"]))


def _found(text: str, pages: list[int]) -> str:
    if not pages:
        return gettext("‘%(text)s’ is niet gevonden.") % {"text": text}
    where = ", ".join(map(str, dict.fromkeys(pages)))
    words = {"text": text, "n": len(pages), "pages": where}
    return gettext("‘%(text)s’: %(n)s keer gevonden, op bladzijde %(pages)s.") % words


def _made(dossier: OpenDossier, who: Signed, view: PaperView, form: Withhold) -> bool:
    """Make and keep the copy; what stands in the way is said in the form."""
    rules, content = form.cleaned_data["rules"], _content(who, dossier.number, view)
    answer = confined.run("black out", rules, content)
    if answer.refused:
        form.add_error(None, gettext(REFUSALS[answer.refused]))
        return False
    if answer.said["unseen"] and not form.data.get(LOOKED):
        form.ask_to_look(", ".join(map(str, answer.said["unseen"])))
        return False
    if not answer.said["boxes"] and not answer.said["withheld"]:
        form.add_error("texts", gettext("Geen van deze woorden is gevonden. Kies de bladzijde, of teken een vlak."))
        return False
    now, pages = timezone.now(), int(answer.said["pages"])
    found(
        lambda: papers_changed.keep_redaction(
            dossier, view.id, answer.blobs[0], rules, pages=pages, actor=who.actor, now=now
        )
    )
    return True
