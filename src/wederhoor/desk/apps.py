from typing import Any

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy

REQUIRED: dict[type[forms.Field], Any] = {
    forms.Field: gettext_lazy("Vul dit in."),
    forms.ChoiceField: gettext_lazy("Maak een keuze."),
    forms.FileField: gettext_lazy("Kies een bestand."),
}
"""What a field that was left empty says: what to do, not what it is."""


class DeskConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.desk"
    label = "desk"
    verbose_name = "Werkplek"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the fields of every form our words."""
        for field, words in REQUIRED.items():
            field.default_error_messages = {**field.default_error_messages, "required": words}
