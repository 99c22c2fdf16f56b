"""The log of looks: for a privacy officer over everything, and of one dossier for who handles it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wederhoor.desk.care.frame import care_frame
from wederhoor.desk.dossier_page import head
from wederhoor.desk.looking import opened
from wederhoor.desk.presenting import SIDES
from wederhoor.desk.signed import Signed, desk, frame
from wederhoor.dossier import overseeing, policy
from wederhoor.dossier.actor import BY_LINK
from wederhoor.dossier.door import NotFound
from wederhoor.dossier.overseeing import Look, Wanted
from wederhoor.dossier.reasons import REASONS
from wederhoor.organisations.models import Account
from wederhoor.procedure.model import Regulation

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _beside_the_dossier() -> dict[str, str]:
    """What the lines say of lists, post, calls, links and who takes part."""
    return {
        "agenda": gettext("Agenda bekeken"), "calendar": gettext("Agenda opgehaald"), "letters": gettext("Lijst van brieven bekeken"),
        "calls": gettext("Bellijst bekeken"), "call": gettext("Telefoongesprek vastgelegd"), "contacts": gettext("Contacten bekeken"),
        "contact": gettext("Contact vastgelegd"), "contacts counted": gettext("Contacten geteld"),
        "post": gettext("Post bekeken"), "open mail": gettext("Mail geopend"), "set mail aside": gettext("Mail opzijgelegd"),
        "take mail back": gettext("Mail teruggehaald"), "quarantine": gettext("Quarantaine bekeken"),
        "is a complaint": gettext("Uit quarantaine: een klacht"), "no complaint": gettext("In quarantaine: geen klacht"),
        "look again": gettext("Quarantaine opnieuw te bekijken"), "release": gettext("Toewijzing teruggenomen"),
        "hand over": gettext("Overgedragen"), "end assignment": gettext("Toewijzing beëindigd"),
        "invite": gettext("Iemand uitgenodigd"), "revoke invitation": gettext("Uitnodiging ingetrokken"),
        "came in": gettext("Eigen pagina's geopend"), "left": gettext("Eigen pagina's gesloten"),
        "ask by link": gettext("Vraag met een link gesteld"), "asked": gettext("Vraag gelezen"),
        "revoke link": gettext("Link van een vraag ingetrokken"), "link": gettext("Dossiers gekoppeld"),
        "unlink": gettext("Koppeling van dossiers weggehaald"), "follow": gettext("Dossier gevolgd"),
        "unfollow": gettext("Dossier niet meer gevolgd"), "stop letter": gettext("Brief tegengehouden"),
        "letter arrived": gettext("Aankomst van een brief vastgelegd"), "send letter again": gettext("Brief opnieuw klaargezet"),
        "file mail": gettext("Mail in een dossier gezet"),
        "look before destroying": gettext("Bekeken wat vernietigen weghaalt"),
        "log": gettext("Logboek van het dossier geopend"),
        "look at holds": gettext("Bekeken of het dossier wordt vastgehouden"),
        "look at persons": gettext("Bekeken over wie gegevens te geven zijn"),
    }  # fmt: skip


def action_words() -> dict[str, str]:
    """What the lines of the log say that are no act of a regulation."""
    return {
        "read": gettext("Dossier bekeken"), "act": gettext("Formulier van een daad geopend"), "list": gettext("Lijst bekeken"),
        "search": gettext("Gezocht"), "document": gettext("Stuk geopend"), "original": gettext("Oorspronkelijk bestand geopend"),
        "attach": gettext("Stuk toegevoegd"), "refused": gettext("Geweigerd"), "say why": gettext("Reden opgegeven"),
        "hold": gettext("Vastgehouden"), "lift hold": gettext("Niet langer vastgehouden"), "destroy": gettext("Vernietigd"),
        "read log": gettext("Logboek bekeken"), "check log": gettext("Logboek gecontroleerd"), "assign": gettext("Toegewezen"),
        "choose retention": gettext("Bewaartermijn gekozen"), "inspect": gettext("Gegevens van een persoon verzameld"),
        "papers": gettext("Stukken bekeken"), "inspections": gettext("Gegeven inzage bekeken"), "move paper": gettext("Stuk verplaatst"),
        "withdraw paper": gettext("Stuk teruggetrokken of teruggezet"), "show paper": gettext("Inzage van een stuk veranderd"),
        "redact paper": gettext("Kopie met weglatingen gemaakt"), "give inspection": gettext("Inzage gegeven"),
        "rectify": gettext("Tekst verbeterd"), "export": gettext("Lijst of heel dossier opgehaald"),
        "letter posted": gettext("Brief klaargezet"), "letter sent": gettext("Brief verstuurd"), "draft": gettext("Concept bewaard"),
        "add person": gettext("Persoon toegevoegd"), "change person": gettext("Persoon gewijzigd"),
        "remove person": gettext("Persoon weggehaald"), "link person": gettext("Persoon gekoppeld"),
        "appoint privacy officer": gettext("Privacyfunctionaris aangewezen"), "end privacy officer": gettext("Privacyfunctionaris beëindigd"),
        "add mailbox": gettext("Postbus toegevoegd"), "remove mailbox": gettext("Postbus weggehaald"),
        "set mail server": gettext("Mailserver ingesteld"), "remove mail server": gettext("Mailserver weggehaald"),
        "new code": gettext("Nieuwe code voor de klager gemaakt"), "give code": gettext("Nieuwe code gegeven"),
        "mail code": gettext("Code per mail gestuurd"), "exchange code": gettext("Code uit de mail gebruikt"),
        "change contact": gettext("Eigen gegevens gewijzigd"), "place": gettext("Locatie of team gewijzigd"),
        "reset second factor": gettext("Tweede stap van een account gewist"), "search key": gettext("Vernieuwde de zoeksleutel"),
        "register list": gettext("Register bekeken"), "register look": gettext("Register van een dossier bekeken"),
        "register entry": gettext("Register van een dossier ingevuld"), "title": gettext("Titel gewijzigd"),
        "register export": gettext("Register opgehaald"), "register words": gettext("Woorden van het register gewijzigd"),
        "register import": gettext("Bestand van een ouder register bekeken"), "register read in": gettext("Ouder register ingelezen"),
        "register undone": gettext("Ingelezen register teruggedraaid"),
        "own duties": gettext("Kalender van de organisatie bekeken"), "record own duty": gettext("Eigen plicht van de organisatie vastgelegd"),
        "change regulation": gettext("Stap in een wijziging van de regeling"),
        "case note made": gettext("Casus gemaakt uit een dossier"), "case notes": gettext("Casussen bekeken"),
        "case note discussed": gettext("Bespreking van een casus vastgelegd"), "alike": gettext("Gelijkende klachten gezocht"),
        "signals": gettext("Signalen bekeken"), "signal": gettext("Signaal bekeken"), "signal step": gettext("Signaal bijgewerkt"),
        "look for signals": gettext("Naar signalen gezocht"), "dashboard": gettext("Overzicht bekeken"),
        "reports": gettext("Lijst van verslagen bekeken"), "report": gettext("Verslag bekeken"), "start report": gettext("Verslag begonnen"),
        "write report": gettext("Aan een verslag geschreven"), "submit report": gettext("Verslag ingediend"),
        "send back report": gettext("Verslag teruggestuurd"), "adopt report": gettext("Verslag vastgesteld"),
        "publishing": gettext("Gekeken wat van een verslag openbaar kan"), "set publishing": gettext("Grens voor openbare getallen gewijzigd"),
        "propose publication": gettext("Publicatie voorgesteld"), "publish": gettext("Verslag openbaar gemaakt"),
        "decline publication": gettext("Publicatie afgewezen"), "withdraw publication": gettext("Publicatie ingetrokken"),
        "correct report": gettext("Verbeterde versie van een verslag begonnen"), "report file": gettext("Verslag opgehaald"),
        "report meetings": gettext("Besprekingen van een verslag bekeken"), "plan report meeting": gettext("Bespreking van een verslag gepland"),
        "report minutes": gettext("Notulen van een bespreking geschreven"), "send report": gettext("Vastgelegd wie een verslag kreeg"),
        "measures": gettext("Lijst van maatregelen bekeken"), "measure": gettext("Maatregel bekeken"),
        "measure step": gettext("Maatregel genomen of gewijzigd"), "gather measures": gettext("Maatregelen van het dossier op de lijst gezet"),
    } | _beside_the_dossier()  # fmt: skip


class LogForm(forms.Form):
    """Which lines."""

    who = forms.ChoiceField(label=gettext_lazy("Wie"), required=False)
    dossier = forms.CharField(label=gettext_lazy("Dossier"), required=False, max_length=20)
    action = forms.ChoiceField(label=gettext_lazy("Wat"), required=False)
    since = forms.DateField(label=gettext_lazy("Vanaf"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DAY)

    def __init__(self, who: Signed, data: Any) -> None:
        super().__init__(data)
        people = Account.objects.filter(memberships__organisation__in=[who.tenant.pk, *_members(who)]).distinct()
        parties = _parties(who.regulation)
        staff = people.exclude(memberships__role__in=parties).order_by("name").values_list("pk", "name")
        self.fields["who"].choices = [("", gettext("Iedereen")), *((pk.hex, name) for pk, name in staff)]  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", gettext("Alles")), *action_words().items()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The lines asked for; a field that is wrong counts as empty, and the form says so."""
        found = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            str(found.get("who") or ""), str(found.get("dossier") or "").strip().upper(), str(found.get("action") or ""),
            found.get("since"), found.get("until"),
        )  # fmt: skip


def _members(who: Signed) -> list[int]:
    return list(who.tenant.members.values_list("pk", flat=True))


def _parties(regulation: Regulation) -> frozenset[str]:
    return frozenset(name for name, role in regulation.roles.items() if role.kind in policy.PARTIES)


def _beside_the_roles(code: str) -> str:
    """Who looks without a role of the regulation: the program itself, somebody with a link, somebody asked."""
    others = {
        "worker": gettext("Het systeem"),
        "administrator": gettext("Beheer"),
        BY_LINK: gettext("Iemand met een link"),
    }
    return others.get(code) or gettext(SIDES.get(code, code))


def _row(regulation: Regulation, look: Look) -> dict[str, Any]:
    acts, roles = regulation.acts, regulation.roles
    label = action_words().get(look.action) or (acts[look.action].done if look.action in acts else look.action)
    role = roles[look.role].label if look.role in roles else _beside_the_roles(look.role)
    behalf = roles[look.on_behalf_of].label if look.on_behalf_of in roles else look.on_behalf_of
    reason = gettext(REASONS[look.reason]) if look.reason in REASONS else ""
    return {
        "seq": look.seq, "at": look.at, "who": look.name or role, "role": role, "behalf": behalf, "dossier": look.dossier,
        "what": label, "reason": reason, "words": look.words, "hits": look.hits, "refused": look.action == "refused",
    }  # fmt: skip


@require_safe
@desk
def log(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Lines of the log, newest first, 50 a page; filters in the address."""
    form, number = LogForm(who, request.GET), request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 100_000 else 1
    found = _looks(who, form.wanted(), page, overseeing.PAGE)
    rows = [_row(who.regulation, look) for look in found[: overseeing.PAGE]]
    context = care_frame(request, who, "log") | {
        "form": form, "rows": rows, "page": page, "previous": page - 1, "following": page + 1 if len(found) > overseeing.PAGE else 0,
        "query": urlencode({k: v for k, v in request.GET.items() if k != "page" and v}),
    }  # fmt: skip
    return render(request, "desk/care/log.html", context)


def _looks(who: Signed, wanted: Wanted, page: int, size: int) -> list[Look]:
    try:
        return overseeing.looks(
            who.tenant,
            wanted,
            parties=_parties(who.regulation),
            actor=who.actor,
            now=timezone.now(),
            page=page,
            size=size,
        )
    except NotFound:
        raise Http404 from None


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value if value is not None else "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_safe
@desk
def export(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """The lines as a CSV file; the export is a line itself."""
    found = _looks(who, LogForm(who, request.GET).wanted(), 1, overseeing.MOST)
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["regel", "moment", "wie", "rol", "namens", "dossier", "wat", "reden", "aantal"])
    for row in (_row(who.regulation, look) for look in found[: overseeing.MOST]):
        moment = timezone.localtime(row["at"]).isoformat(timespec="seconds")
        cells = (
            row["seq"],
            moment,
            row["who"],
            row["role"],
            row["behalf"],
            row["dossier"],
            row["what"],
            row["reason"],
            row["hits"],
        )
        writer.writerow(map(safe_cell, cells))
    name = f'attachment; filename="logboek-{timezone.localdate()}.csv"'
    return HttpResponse(
        "\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_POST
@desk
def check(request: HttpRequest, who: Signed) -> HttpResponseBase:
    """Whether nobody changed a line."""
    try:
        broken, (seq, digest) = overseeing.checked(who.tenant, actor=who.actor, now=timezone.now())
    except NotFound:
        raise Http404 from None
    if broken:
        messages.error(
            request, gettext("Regel %(seq)s van het logboek is veranderd. Meld dit meteen.") % {"seq": broken}
        )
    else:
        said = gettext("Het logboek is heel: %(seq)s regels, laatste kenmerk %(digest)s.")
        messages.success(request, said % {"seq": seq, "digest": digest[:12]})
    return redirect("desk:access log")


@require_safe
@desk
def looked(request: HttpRequest, who: Signed, number: str) -> HttpResponseBase:
    """Who looked at this dossier."""
    dossier = opened(who, number, "log")
    found = overseeing.looked_at(dossier, parties=_parties(dossier.regulation), actor=who.actor, now=timezone.now())
    rows = [_row(dossier.regulation, look) for look in found]
    return render(
        request, "desk/care/looked.html", frame(request, who, "worklist") | {"dossier": head(dossier), "rows": rows}
    )
