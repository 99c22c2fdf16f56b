"""Two libraries of templates, as Django's parts: their own modules for that load the whole of Django's admin, which no page has.

Those stay in the memory of every server process (decision 017). Neither loader nor tags need more than this: the settings name them.
"""

from django.apps import AppConfig
from django_cotton.nested_tag_support import enable_nested_tag_support


class Cotton(AppConfig):
    """Components: `<c-button>`."""

    name = "django_cotton"

    def ready(self) -> None:
        """As `django_cotton.apps.SimpleAppConfig` does it."""
        enable_nested_tag_support()


class Partials(AppConfig):
    """Parts of a page that can be fetched by themselves."""

    name = "template_partials"
