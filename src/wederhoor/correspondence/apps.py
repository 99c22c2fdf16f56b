from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.correspondence"
    label = "correspondence"
    verbose_name = "Correspondentie"
    default_auto_field = "django.db.models.BigAutoField"
