from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.desk"
    label = "desk"
    verbose_name = "Werkplek"
    default_auto_field = "django.db.models.BigAutoField"
