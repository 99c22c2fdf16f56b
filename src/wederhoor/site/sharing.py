"""What keeps server processes small: they share what is loaded before they part, and give back what they no longer use."""

from __future__ import annotations

import ctypes
import gc
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils import translation

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Names of `mallopt(3)`, with the numbers of its header file."""
FROM = 128 * 1024
"""Bytes: a piece so large gets memory of its own, and goes back as soon as it is free."""
TEMPLATES = Path(__file__).resolve().parent / "templates"


def apart(work: Callable[[], None]) -> None:
    """Do this in a copy of this process, so that the memory it takes is not there when the server processes part."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("The site could not be made ready: see above.")


def give_back() -> None:
    """Let the C library keep one heap for all threads, which wait for each other anyway, and return what is large.

    By itself it makes a heap for each thread and, after the first large file, keeps room for the next one for ever.
    Other C libraries (musl, macOS) have no such settings.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        for what, value in ((M_ARENA_MAX, 1), (M_MMAP_THRESHOLD, FROM), (M_TRIM_THRESHOLD, FROM)):
            mallopt(what, value)


def load_shared() -> None:
    """What every server process has and none changes, loaded before they part so that they share its memory.

    No question to the database: a connection that is open when a process is forked belongs to both, and to neither.
    """
    import mimetypes

    import psycopg_pool  # noqa: F401  # the first connection of each process asks for it
    from django.conf import settings
    from django.contrib.auth.password_validation import get_default_password_validators

    from wederhoor.dossier import regulations
    from wederhoor.frontdoor.sentences import sentences
    from wederhoor.insight.deidentify import suspicions
    from wederhoor.procedure import calendar
    from wederhoor.procedure.compiled import procedure_of
    from wederhoor.procedure.conformity_data import checks_of_laws
    from wederhoor.procedure.loading import providers, versions
    from wederhoor.procedure.register_words import common
    from wederhoor.site import wsgi  # noqa: F401  # with the middleware, which has the list of static files

    list(get_resolver().url_patterns)
    for provider in providers():
        for path in versions(provider):
            procedure_of(regulations.pinned(f"{provider}/{path.name}"))
    calendar.ordinary()
    for name in calendar.calendar().profiles:
        calendar.strictest(calendar.profile(name))
    suspicions("Jan Jansen uit Rotterdam")  # the lists of names and words, which the page of a report looks in
    mimetypes.init()
    get_default_password_validators()
    common()
    checks_of_laws()
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
            sentences(language)  # of the public pages
            reverse("desk:worklist")  # the list of all addresses, which each language has for itself
    for name in _templates():
        with suppress(TemplateDoesNotExist):
            get_template(name)
    gc.collect()
    gc.freeze()  # the collector writes in every object it looks at, and what is written to is no longer shared


def _templates() -> Iterator[str]:
    """The names of all templates of ours."""
    return (str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html")))
