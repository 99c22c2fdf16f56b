"""Mail with a code that works once, for who lost theirs. The secret stands behind the # of the link: no server ever logs it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from wederhoor.correspondence import line
from wederhoor.correspondence.language import choose
from wederhoor.correspondence.line import Line
from wederhoor.correspondence.outgoing import GONE, LATER, UNSURE, hand_over
from wederhoor.dossier import lost, regulations
from wederhoor.dossier.lost import Mailing
from wederhoor.organisations.models import Organisation

SUBJECT = "{Uw|Je} nieuwe code"
BODY = """Beste lezer,

{U vroeg|Je vroeg} om een nieuwe code voor {uw|je} klacht.

Open deze pagina: {where}

Staat de code er nog niet? Typ dan: {code}

Dit werkt één keer, en één dag lang. Daarna {krijgt u|krijg je} een nieuwe code.
{Vroeg u|Vroeg je} hier niet om? Dan {hoeft u|hoef je} niets te doen.
"""


def run(now: datetime) -> int:
    """Mail the codes that were asked for; returns how many mails went out. A server that cannot be reached leaves them, for a day."""
    return sum(_mailed(organisation, now) for organisation in lost.asked_at())


def _mailed(organisation: Organisation, now: datetime) -> int:
    lost.forget(organisation, now=now)
    along = line.of(organisation)
    if along is None:
        return 0
    try:
        along.connection.open()
        done = [(one, hand_over(message(one, along))) for one in lost.take(organisation, now=now)]
        lost.put_back(organisation, [one for one, answer in done if answer in (LATER, UNSURE)], now=now)
        return sum(answer == GONE for _, answer in done)
    except (OSError, SMTPException):
        return 0
    finally:
        with suppress(OSError, SMTPException):
            along.connection.close()


def message(one: Mailing, along: Line) -> EmailMessage:
    """The mail: the link and the code, and nothing of the complaint."""
    where = f"{settings.SITE_URL}/{one.place}/volgen/#{one.code}"
    address = regulations.pinned(one.regulation).address
    body = choose(BODY, address).replace("{where}", where).replace("{code}", one.code)
    return along.message(choose(SUBJECT, address), body, [one.address])
