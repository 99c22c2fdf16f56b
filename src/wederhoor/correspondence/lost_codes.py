"""Mail with a code that works once, for who lost theirs. The secret stands behind the # of the link: no server ever logs it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from wederhoor.correspondence.language import choose
from wederhoor.correspondence.outgoing import GONE, hand_over
from wederhoor.dossier import lost, regulations
from wederhoor.dossier.lost import Mailing

SUBJECT = "{Uw|Je} nieuwe code"
BODY = """Beste lezer,

{U vroeg|Je vroeg} om een nieuwe code voor {uw|je} klacht.

Open deze pagina: {where}

Staat de code er nog niet? Typ dan: {code}

Dit werkt één keer, en één dag lang. Daarna {krijgt u|krijg je} een nieuwe code.
{Vroeg u|Vroeg je} hier niet om? Dan {hoeft u|hoef je} niets te doen.
"""


def run(now: datetime) -> int:
    """Mail the codes that were asked for; returns how many mails went out. A server that cannot be reached leaves them."""
    waiting = lost.asked_at() if settings.MAIL_ON else []
    if not waiting:
        return 0
    connection = get_connection()
    try:
        connection.open()
        found = [mailing for organisation in waiting for mailing in lost.take(organisation, now=now)]
        return sum(hand_over(message(one, connection)) == GONE for one in found)
    except (OSError, SMTPException):
        return 0
    finally:
        with suppress(OSError, SMTPException):
            connection.close()


def message(one: Mailing, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail: the link and the code, and nothing of the complaint."""
    where = f"{settings.SITE_URL}/{one.place}/volgen/#{one.code}"
    address = regulations.pinned(one.regulation).address
    body = choose(BODY, address).replace("{where}", where).replace("{code}", one.code)
    return EmailMessage(choose(SUBJECT, address), body, to=[one.address], connection=connection)
