from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.insight"
    label = "insight"
    verbose_name = "Inzicht"
    default_auto_field = "django.db.models.BigAutoField"
