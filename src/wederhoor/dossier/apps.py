from django.apps import AppConfig


class DossierConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.dossier"
    label = "dossier"
    verbose_name = "Dossiers"
    default_auto_field = "django.db.models.BigAutoField"
