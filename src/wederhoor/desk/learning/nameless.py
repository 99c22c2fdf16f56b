"""Texts of learning that stay when the dossiers are gone: whoever writes one is asked to take persons out. One form for all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from wederhoor.insight import naming
from wederhoor.insight.deidentify import Kind


def warned(text: str) -> str:
    """What the writer is asked to look at again; '' when nobody seems to be named."""
    found = [f"‘{one.of(text)}’ ({kinds()[one.kind]})" for one in naming.seen(text)]
    return gettext("Haal weg wie het is: %(found)s.") % {"found": ", ".join(found)} if found else ""


def kinds() -> dict[Kind, str]:
    """What can point to a person."""
    return {kind: gettext("gegeven van een persoon") for kind in Kind} | {
        Kind.NAME: gettext("naam"), Kind.BSN: gettext("BSN"), Kind.TELEPHONE: gettext("telefoonnummer"), Kind.MAIL: gettext("mailadres"),
        Kind.ADDRESS: gettext("adres"), Kind.BIRTH: gettext("geboortedatum"),
    }  # fmt: skip


class Nameless(forms.Form):
    """A form whose texts name nobody, as they outlive the dossiers: asked again once, then the writer may say that it is fine.

    A citizen service number never is.
    """

    nameless: tuple[str, ...] = ()
    sure = forms.BooleanField(
        label=gettext_lazy("Ik heb gekeken: hier staat geen persoon in"), required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        for name in self.nameless:
            text = str(found.get(name) or "")
            if (because := warned(text)) and (not found.get("sure") or naming.numbered(text)):
                self.add_error(name, because)
                self._ask()
        return found

    def _ask(self) -> None:
        """From now on the form asks whether it is fine as it is."""
        self.fields["sure"].widget = forms.CheckboxInput()
