"""Mail comes in from a real IMAP server to a worker in a process of its own that is killed at every step: all of it, once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.correspondence.inbox.test_collecting import NOW, found, look, put
from tests.correspondence.inbox.test_collecting import imap as imap
from tests.correspondence.inbox.test_reading import mail
from wederhoor.correspondence.inbox import reading
from wederhoor.dossier import post
from wederhoor.dossier.actor import WORKER, Actor
from wederhoor.organisations.models import Account, Membership, Organisation

PROGRAM = """
import json, os, signal, sys
import django
told = json.loads(sys.argv[1])
django.setup()
from datetime import datetime
from django.db import connection
connection.settings_dict["NAME"] = told["database"]
from wederhoor.correspondence.inbox import collecting
from wederhoor.organisations.models import Organisation
place, name = told["dies_at"].split(".")
module = collecting if place == "collecting" else getattr(collecting, place)
done, real = [], getattr(module, name)
def dies(*given, **named):
    done.append(name)
    if len(done) == told["nth"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(module, name, dies)
collecting.collect(Organisation.objects.filter(code="hier"), now=datetime.fromisoformat(told["now"]))
"""


@pytest.fixture
def place(transactional_db: None) -> Organisation:
    return Organisation.objects.create(code="hier", name="Zorg Hier", regulation="jot")


@pytest.fixture
def handler(place: Organisation) -> Actor:
    account = Account.objects.create_user("hanna@voorbeeld.test", "Hanna")
    Membership.objects.create(account=account, organisation=place, role="handler")
    return Actor(account.pk, "handler", place.pk)


def killed(dies_at: str, nth: int) -> int:
    """A worker that looks in the mailbox and is killed the nth time it comes here; the code it ended with."""
    told = {"database": connection.settings_dict["NAME"], "dies_at": dies_at, "nth": nth, "now": NOW.isoformat()}
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "wederhoor.site.settings"}
    return subprocess.run([sys.executable, "-c", PROGRAM, json.dumps(told)], env=environment, timeout=60).returncode


@pytest.mark.parametrize(
    ("step", "nth", "in_by_then"),
    [
        ("collecting.read_mail", 1, 0),  # fetched, and nothing kept
        ("post.keep", 2, 1),  # one was kept, the second not
        ("collecting.read_mail", 3, 2),
        ("post.looked", 1, 3),  # all kept, and nobody wrote down how far it came
    ],
)
def test_killed_at_any_step_every_mail_is_in_once(
    place: Organisation, handler: Actor, imap: str, step: str, nth: int, in_by_then: int
) -> None:
    box, texts = f"Post-{nth}-{step.replace('.', '-')}", ["Een", "Twee", "Drie"]
    for text in texts:
        put(imap, mail(text, Message_ID=f"<{text}-{nth}-{step}@x>").as_bytes(), box)
    post.add_mailbox(place, f"{imap}/{box}", actor=Actor(None, WORKER, place.pk), now=NOW)
    assert killed(step, nth) == -signal.SIGKILL
    assert len(found(place, handler)) == in_by_then
    assert look(place) == 3 - in_by_then
    assert look(place) == 0
    assert sorted(reading.read_mail(kept.raw).text for kept in found(place, handler)) == sorted(texts)
