"""The mail with the link of an invitation: that something is ready and where. Never what it is about, and no name."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from wederhoor.correspondence.inbox.reading import OURS
from wederhoor.correspondence.line import Line
from wederhoor.correspondence.outgoing import GONE, hand_over

SUBJECT = {"u": "Er staat iets voor u klaar", "je": "Er staat iets voor je klaar"}
BODY = {
    "u": (
        "Beste lezer,\n\nOpen deze link:\n{link}\n\nDe link werkt één keer, tot en met {day}.\n{second}\n\n"
        "Is dit niet voor u? Gooi de mail dan weg.\nOm privacy staat er verder niets in deze mail.\n"
    ),
    "je": (
        "Beste lezer,\n\nOpen deze link:\n{link}\n\nDe link werkt één keer, tot en met {day}.\n{second}\n\n"
        "Is dit niet voor jou? Gooi de mail dan weg.\nOm privacy staat er verder niets in deze mail.\n"
    ),
}
SECOND = {
    "code": {
        "u": "Wij geven u ook zes cijfers. Die staan niet in deze mail.",
        "je": "Wij geven je ook zes cijfers. Die staan niet in deze mail.",
    },
    "mailbox": {
        "u": "Daarna vult u het e-mailadres in waar deze mail kwam.",
        "je": "Daarna vul je het e-mailadres in waar deze mail kwam.",
    },
}


READY = {
    "u": (
        "Beste lezer,\n\nEr staat iets voor u klaar. Kom terug met uw code:\n{link}\n\n"
        "Is uw code weg? Bel ons. U krijgt dan een nieuwe link.\nOm privacy staat er verder niets in deze mail.\n"
    ),
    "je": (
        "Beste lezer,\n\nEr staat iets voor je klaar. Kom terug met je code:\n{link}\n\n"
        "Is je code weg? Bel ons. Je krijgt dan een nieuwe link.\nOm privacy staat er verder niets in deze mail.\n"
    ),
}


def send_link(along: Line | None, to: str, link: str, valid_until: date, second: str, *, address: str) -> bool:
    """Mail it; whether the mail server took it. The link is in this mail only: nobody keeps it."""
    said = SECOND.get(second, {}).get(address, "")
    body = BODY[address].format(link=link, day=date_format(valid_until, "j F Y"), second=said)
    return _sent(along, to, body, address)


def send_ready(along: Line | None, to: str, link: str, *, address: str) -> bool:
    """Something new is there for who takes part already; whether the mail server took it."""
    return _sent(along, to, READY[address].format(link=link), address)


def _sent(along: Line | None, to: str, body: str, address: str) -> bool:
    if along is None:
        return False
    made = along.message(SUBJECT[address], body, [to])
    made.extra_headers |= {OURS: "1", "Auto-Submitted": "auto-generated"}
    return hand_over(made) == GONE
