"""The line along which mail of an organisation leaves: its own mail server, else that of the installation, else none.

A demo never uses a server: its mail lands in the folder that the desk shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from wederhoor.correspondence import smtp
from wederhoor.dossier import mail_server
from wederhoor.organisations.models import Organisation

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True, slots=True)
class Line:
    """Where mail goes out, and from which address."""

    sender: str
    connection: BaseEmailBackend

    def message(self, subject: str, body: str, to: Sequence[str]) -> EmailMessage:
        """A mail that leaves along this line."""
        return EmailMessage(subject, body, from_email=self.sender, to=to, connection=self.connection)


def of(organisation: Organisation | int | None) -> Line | None:
    """The line of an organisation, or of the cooperative it belongs to; None when mail is off for it.

    Without an organisation: that of the installation.
    """
    keeper = organisation.tenant_id if isinstance(organisation, Organisation) else organisation
    own = mail_server.of(keeper) if keeper and not settings.DEMO else None
    address = smtp.read(own.source) if own else None
    if own and address:
        return Line(own.sender, _connection(address))
    return Line(settings.DEFAULT_FROM_EMAIL, get_connection()) if settings.MAIL_ON else None


def _connection(address: smtp.Address) -> BaseEmailBackend:
    made: BaseEmailBackend = get_connection(
        SMTP, host=address.host, port=address.port, username=address.username, password=address.password,
        use_ssl=address.ssl, use_tls=address.tls,
    )  # fmt: skip
    return made
