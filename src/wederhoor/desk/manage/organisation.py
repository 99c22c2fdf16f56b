"""The organisation itself: name, place, colour, logo; and adding one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from wederhoor.desk.account_page import own_frame
from wederhoor.desk.manage.page import EXTERNAL, RUNS, Place, frame_of, manages, rights
from wederhoor.dossier.uploading import takes_files
from wederhoor.organisations import logos
from wederhoor.organisations.models import Account, Administrator, Organisation
from wederhoor.organisations.models.core import DEFAULT_BRAND


class Colour(forms.ColorInput):
    """The browser's own colour chooser; until one is chosen it stands on ours."""

    def format_value(self, value: Any) -> str:
        """With the sign that the chooser wants."""
        return f"#{str(value or DEFAULT_BRAND).lstrip('#')}"


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """Name, place, colour and logo."""

    brand_colour = forms.RegexField(
        r"^#?[0-9a-fA-F]{6}$", label=gettext_lazy("Kleur"), required=False,
        help_text=gettext_lazy("Wederhoor maakt er een kleurenreeks van die altijd leesbaar is."), widget=Colour,
    )  # fmt: skip
    logo = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        help_text=gettext_lazy("PNG, JPEG of WebP, hoogstens 2 MB."),
    )  # fmt: skip
    no_logo = forms.BooleanField(label=gettext_lazy("Logo weghalen"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", "city", "municipality", "brand_colour")
        labels = {
            "name": gettext_lazy("Naam"), "city": gettext_lazy("Plaats"), "municipality": gettext_lazy("Gemeente"),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].required = self.fields["municipality"].required = True
        if not self.instance.logo_version:
            del self.fields["no_logo"]

    def clean_brand_colour(self) -> str:
        return str(self.cleaned_data["brand_colour"]).lstrip("#").lower()

    def clean_logo(self) -> bytes:
        file = self.cleaned_data["logo"]
        if not file:
            return b""
        try:
            return logos.cleaned(file.read(logos.MOST_BYTES + 1))
        except logos.NotALogo as error:
            raise forms.ValidationError(str(error)) from error

    def keep(self) -> Organisation:
        """Save what was filled in."""
        row: Organisation = self.save()
        if self.cleaned_data["logo"]:
            logos.put(row, self.cleaned_data["logo"])
        elif self.cleaned_data.get("no_logo"):
            logos.remove(row)
        return row


class NewForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """A provider or a cooperative, or a member of one."""

    class Meta:
        model = Organisation
        fields = ("name", "code", "kind", "city", "municipality")
        labels = {
            "name": gettext_lazy("Naam"), "code": gettext_lazy("Korte naam in adressen"), "kind": gettext_lazy("Soort"),
            "city": gettext_lazy("Plaats"), "municipality": gettext_lazy("Gemeente"),
        }  # fmt: skip
        help_texts = {
            "code": gettext_lazy("Kleine letters en streepjes, zoals zorg-hier. Dit kan later niet meer anders.")
        }

    def __init__(self, *args: Any, parents: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=gettext("Soort"),
            choices=[c for c in Organisation.Kind.choices if c[0] != EXTERNAL],
            widget=forms.RadioSelect,
        )
        self.fields["city"].required = self.fields["municipality"].required = True
        if parents:
            self.fields["parent"] = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=[row.pk for row in parents]),
                label=gettext("Lid van"),
                required=False,
            )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if resolve(f"/{code}/").view_name != "frontdoor:provider":
            raise forms.ValidationError(gettext("Deze naam is van Wederhoor zelf. Kies een andere."))
        return code

    def found(self, founder: Account) -> Organisation:
        """Make it, with who made it as its administrator."""
        with transaction.atomic():
            row: Organisation = self.save(commit=False)
            row.parent = self.cleaned_data.get("parent")
            row.held_back = True
            row.save()
            Administrator.objects.create(account=founder, organisation=row)
        return row


@takes_files()
@require_http_methods(["GET", "POST"])
@manages
def organisation(request: HttpRequest, place: Place) -> HttpResponseBase:
    """What the organisation is called, where it is and how it looks."""
    form = OrganisationForm(request.POST or None, request.FILES or None, instance=place.organisation)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, gettext("Vastgelegd."))
        return redirect("desk:manage organisation")
    context = frame_of(request, place, "manage organisation") | {
        "form": form, "title": gettext("Organisatie"), "multipart": True,
        "intro": gettext("Zo staat de organisatie op de schermen en boven de brieven."),
    }  # fmt: skip
    return render(request, "desk/manage/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Add an organisation: for who set this installation up, or runs a cooperative."""
    if not isinstance(request.user, Account):
        return redirect(f"{reverse('desk:sign in')}?next={request.path}")
    listed, founder = rights(request.user)
    parents = [row for row in listed if row.kind == Organisation.Kind.COOPERATIVE]
    if not founder:
        raise Http404
    form = NewForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        row = form.found(request.user)
        request.session[RUNS] = row.pk
        return redirect("desk:manage")
    context = own_frame(request, "manage") | {
        "form": form, "title": gettext("Een organisatie beginnen"), "intro": gettext("Voor wie is deze Wederhoor?"),
    }  # fmt: skip
    return render(request, "desk/manage/form.html", context, status=422 if form.errors else 200)
