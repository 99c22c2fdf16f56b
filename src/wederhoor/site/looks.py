"""What a visitor chose about the look (light or dark, larger letters), kept in two cookies and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest

from wederhoor.organisations.models.core import DEFAULT_BRAND

SCHEME_COOKIE: Final = "scheme"
SIZE_COOKIE: Final = "letters"
SCHEMES: Final = ("auto", "light", "dark")
SIZES: Final = ("normal", "large")
YEAR_IN_SECONDS: Final = 365 * 24 * 3600
SITE_CSS: Final = Path(__file__).parent / "static" / "wederhoor" / "site.css"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of this visit; ``colour`` is the brand when the page names no organisation of its own."""

    scheme: str = "auto"
    size: str = "normal"
    colour: str = DEFAULT_BRAND
    path: str = "/"

    @property
    def styles(self) -> str:
        """Which version of our own rules is in force: part of the address of the theme, so that it can be kept for ever."""
        return styles()

    @property
    def large(self) -> bool:
        """Whether the visitor asked for larger letters."""
        return self.size == "large"


def styles() -> str:
    """A short fingerprint of our own rules."""
    return _fingerprint(SITE_CSS.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _fingerprint(changed: int) -> str:
    return hashlib.sha256(SITE_CSS.read_bytes()).hexdigest()[:8]


def chosen(request: HttpRequest) -> Look:
    """Read the cookies; what is unknown in them counts as not chosen."""
    scheme = request.COOKIES.get(SCHEME_COOKIE, "auto")
    size = request.COOKIES.get(SIZE_COOKIE, "normal")
    return Look(
        scheme if scheme in SCHEMES else "auto",
        size if size in SIZES else "normal",
        path=request.get_full_path() if request.method == "GET" else request.path,
    )


def look(request: HttpRequest) -> dict[str, Look]:
    """Template context processor: gives every page ``look``."""
    return {"look": chosen(request)}
