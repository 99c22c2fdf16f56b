"""Who is asking: an account in a role, somebody who holds the code of one dossier, or somebody in it who was invited."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

BY_CODE = "complainant-code"
WORKER = "worker"
"""Role and opaque id of the background worker, which acts by itself: it sends what a person put in the outbox."""
BY_LINK = "asked-link"
"""Role and opaque id of somebody who answers one question through a link, without an account."""


@dataclass(frozen=True, slots=True)
class Actor:
    """``account`` is None for somebody without an account (a complainant with a code, or the public form).

    ``organisation`` is the id of the organisation the person works at, or of the provider the form belongs to.
    ``code`` is the complainant's code as typed; it is compared by hash and never stored or logged. ``known`` is that hash, of a
    code that was typed before in this session, and ``person`` whose code it is ('' for who complained).
    ``link`` is the invitation by which ``person`` takes part on their own pages.
    ``above`` is the organisation that theirs is a member of, 0 for none; None when who made the actor did not look.
    """

    account: UUID | None
    role: str
    organisation: int
    on_behalf_of: str = ""
    code: str = ""
    known: bytes = b""
    link: UUID | None = None
    person: str = ""
    above: int | None = None

    @property
    def who(self) -> str:
        """The opaque id for events and the access log."""
        if self.role in (WORKER, BY_LINK):
            return self.role
        if self.account or self.link:
            return self.account.hex if self.account else self.person
        return " ".join(filter(None, (BY_CODE, self.person)))


def visitor(organisation: int, *, code: str = "") -> Actor:
    """The complainant without an account: at the public form, or with the code of a dossier."""
    return Actor(account=None, role="complainant", organisation=organisation, code=code)
