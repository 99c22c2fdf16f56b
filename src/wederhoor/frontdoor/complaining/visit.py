"""Who is at the form: a secret of six words in a cookie, and what waits under it. No account, no session.

The pages need no CSRF token: what a visitor wrote opens with their own words only, another site cannot send those along
(the cookie is ``SameSite``), and a form from another site always begins anew. So a page that stood open for a day still sends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from wederhoor.dossier import codewords, unsent
from wederhoor.dossier.unsent import Waiting
from wederhoor.frontdoor.complaining.asking import Asking
from wederhoor.frontdoor.complaining.steps import Plan
from wederhoor.frontdoor.publishing.providers import Provider
from wederhoor.organisations.models import Organisation

COOKIE, HIDDEN = "bewaard", "bewaard"
"""The cookie with the words, and the hidden field that stands in for it where nothing is remembered."""
REMEMBERED = timedelta(days=1)
"""How long the device itself remembers: it may be shared. With the words on paper it is ``unsent.KEPT``."""


def from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours. Browsers that do not say so are old ones."""
    origin = request.headers.get("Origin", "")
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none") and (
        not origin or origin == "null" or urlsplit(origin).netloc == request.get_host()
    )


@dataclass
class Visit:
    """One visitor at the form of one provider."""

    provider: Provider
    words: str
    remembered: bool
    """The words came from the cookie; without cookies they travel in the forms."""
    waiting: Waiting = field(default_factory=Waiting)
    known: bool = False
    without_cookies: bool = False
    """A form came back without the cookie that its page gave."""

    @classmethod
    def of(cls, request: HttpRequest, provider: Provider) -> Visit:
        """The visitor of this request."""
        words = request.COOKIES.get(COOKIE, "")
        remembered = bool(words)
        if not words and request.method == "POST" and from_here(request):
            words = request.POST.get(HIDDEN, "")
        visit = cls(provider, unsent.tidy(words)[:100] or codewords.random_words(), remembered)
        visit.without_cookies = request.method == "POST" and bool(words) and not remembered
        found = unsent.opened(visit.keeper, visit.secret) if words else None
        if found:
            visit.waiting, visit.known = found, True
        return visit

    @property
    def keeper(self) -> Organisation:
        """The organisation under whose key it waits."""
        return self.provider.tenant

    @property
    def secret(self) -> str:
        """The words, for this provider alone."""
        return f"{self.provider.code}-{self.words}"

    @property
    def asking(self) -> Asking:
        """The questions for this visitor."""
        return Asking(self.provider, self.waiting.answers)

    @property
    def plan(self) -> Plan:
        """The pages for this visitor."""
        return Plan(self.asking)

    def keep(self, answers: dict[str, str], *, now: datetime) -> None:
        """Add these answers to what waits. Raises unsent.TooLong."""
        self.change(lambda waiting: waiting.answers.update(answers), now=now)

    def change(self, by: Callable[[Waiting], None], *, now: datetime) -> None:
        """Change what waits."""
        self.waiting = unsent.change(self.keeper, self.secret, by, now=now)
        self.known = True

    def anew(self) -> None:
        """Begin with new words; what waited stays where it was."""
        self.words, self.waiting, self.known = codewords.random_words(), Waiting(), False
        self.remembered = False

    def remember(self, response: HttpResponseBase) -> None:
        """Give the device the words."""
        response.set_cookie(
            COOKIE, self.words, max_age=REMEMBERED, path=self.provider.complain_url, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip

    def forget(self, response: HttpResponseBase) -> None:
        """Take the words from the device."""
        response.delete_cookie(COOKIE, path=self.provider.complain_url, samesite="Lax")
