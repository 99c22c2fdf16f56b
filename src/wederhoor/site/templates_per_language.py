"""Templates, kept per language: what is the same for everybody is filled in when a template is read, not at every page.

A page has a hundred fixed words and pictures; to look each up again took longer than the rest of the template. Only what
cannot differ between two visitors is filled in: ``{% translate "..." %}``, ``{% icon "..." %}``, ``{% static "..." %}`` and
``{% url "..." %}`` with nothing but literals in them.
"""

from __future__ import annotations

import re

from django.template.base import Node, Origin, Template
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from wederhoor.site.templatetags.look import icon

FIXED = re.compile(
    r'\{% (?:translate "(?P<words>[^"]*)"|icon "(?P<icon>[^"]*)"(?: (?P<size>\d+))?|static "(?P<file>[^"]*)"'
    r'|url "(?P<page>[^"]*)") %\}'
)


def _filled_in(found: re.Match[str]) -> str:
    if (words := found["words"]) is not None:
        return gettext(words.replace("%", "%%")).replace("%%", "%")  # per cent as Django writes it in a catalogue
    if (name := found["icon"]) is not None:
        return icon(name, int(found["size"] or 24))
    try:
        return reverse(found["page"]) if found["page"] else static(found["file"])
    except (
        ValueError,
        NoReverseMatch,
    ):  # not built, or not there: the page that needs it says so, not the start of the server
        return found[0]


class Loader(CachedLoader):
    """Django's keeper of templates, with one of each for every language.

    What only Django's page for developers shows, with the line that went wrong, is not kept beside what a page is made of:
    these templates are not used where that page is on, and it takes some megabytes.
    """

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        found: Template = super().get_template(template_name, skip)
        if found.source:
            _without_source(found)
        return found

    def get_contents(self, origin: Origin) -> str:
        return FIXED.sub(_filled_in, str(super().get_contents(origin)))

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()}:{super().cache_key(template_name, skip)}"


def _without_source(template: Template) -> None:
    template.source = ""
    for node in template.nodelist.get_nodes_by_type(Node):
        node.token = None  # as Node itself has it
