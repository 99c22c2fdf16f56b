from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """What Django must know of this app."""

    name = "wederhoor.organisations"
    label = "organisations"
    verbose_name = "Organisaties"
    default_auto_field = "django.db.models.BigAutoField"
