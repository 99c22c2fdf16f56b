from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.frontdoor"
    label = "frontdoor"
    verbose_name = "Voordeur"
    default_auto_field = "django.db.models.BigAutoField"
