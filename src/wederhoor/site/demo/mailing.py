"""Mail that comes in at an organisation of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wederhoor.correspondence.inbox import collecting
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier
from wederhoor.site.demo.player import Stage
from wederhoor.site.demo.script import Complaint


@lru_cache(maxsize=1)
def _mails() -> list[dict[str, Any]]:
    return list(yaml.safe_load(Path(__file__).with_name("post.yaml").read_text("utf-8")))


def mail_came(stage: Stage, complaints: Sequence[Complaint]) -> None:
    """Every mail of the file, once; the first answers the newest complaint that has a mail address."""
    newest = min((c for c in complaints if c.mail), key=lambda c: c.ago, default=None)
    words = _words(stage, complaints.index(newest) + 1, newest) if newest else {}
    for index, mail in enumerate(_mails()):
        if words or "{" not in mail["subject"]:
            collecting.take(stage.tenant, _message(stage, index, mail, words), now=stage.now)


def _words(stage: Stage, nth: int, complaint: Complaint) -> dict[str, str]:
    with in_organisation(stage.tenant.pk):
        row = Dossier.objects.get(organisation=stage.tenant, submitted_key=f"demo-{stage.row.code}-{nth}")
    return {"number": row.number, "mail": complaint.mail, "name": complaint.who}


def _message(stage: Stage, index: int, mail: dict[str, Any], words: dict[str, str]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = (mail[key].format(**words) for key in ("from", "subject"))
    message["To"] = f"klachten@{stage.row.code}.voorbeeld"
    message["Message-ID"] = f"<demo-{index}@{stage.row.code}.voorbeeld>"
    message["Date"] = format_datetime(stage.now - timedelta(hours=3 + index))
    for name, value in mail.get("headers", {}).items():
        message[name] = value
    message.set_content(mail["text"].format(**words))
    return message.as_bytes()
