"""What keeps server processes small."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wederhoor.site import sharing

HEAVY = ("typst", "docx", "lxml", "pikepdf", "PIL", "pypdfium2")
LOADS = f"""
import django, gc, os, sys
django.setup()
from wederhoor.site import sharing
sharing.give_back()
sharing.load_shared()
from django.db import connections
from django.template import engines
assert gc.get_freeze_count() > 50_000
from django.contrib.auth.password_validation import get_default_password_validators as passwords
from wederhoor.insight.deidentify import suspicions, vocabulary
lists = vocabulary._list.cache_info().misses
suspicions("Op 3 mei belde mevrouw Jansen-de Vries uit Schoonhoven met Pieter over het huis.")
assert vocabulary._list.cache_info().misses == lists > 0 and passwords.cache_info().currsize
from wederhoor.frontdoor.sentences import sentences
from wederhoor.procedure import conformity_data, register_words
assert sentences.cache_info().currsize == 2 and register_words.common.cache_info().currsize
assert conformity_data.checks_of_laws.cache_info().currsize
from django.template.base import Node
from django.template.loader import get_template
page = get_template("desk/worklist.html").template
nodes = page.nodelist.get_nodes_by_type(Node)
assert len(nodes) > 10 and not page.source and not any(node.token for node in nodes)
assert all(connection.connection is None for connection in connections.all())
print(*[name for name in {HEAVY!r} if name in sys.modules], "wederhoor.desk.worklist" in sys.modules, "wederhoor.site.wsgi" in sys.modules)
"""


def test_work_apart_leaves_nothing_in_this_process(tmp_path: Path) -> None:
    known: list[int] = []
    sharing.apart(lambda: (known.append(1), (tmp_path / "done").write_text(str(os.getpid()))))
    assert known == []
    assert (tmp_path / "done").read_text() != str(os.getpid())


def test_work_apart_that_fails_stops_the_start(capfd: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise ValueError("no tables")

    with pytest.raises(SystemExit, match="could not be made ready"):
        sharing.apart(fails)
    assert "no tables" in capfd.readouterr().err


def test_what_is_shared_is_loaded_without_a_connection_and_without_what_makes_files(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "wederhoor.site.settings", "WEDERHOOR_TESTING": "1", "WEDERHOOR_HOME": str(tmp_path),
        "DATABASE_URL": "postgresql://nobody@localhost/none",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["True", "True"]
