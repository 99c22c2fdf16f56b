"""Pytest plugin (`-p wederhoor.site.testing`): one embedded server for all test processes, a database for each.

It runs when pytest reads its options, before Django reads its settings. The server lives in `var/test` and gives up
safety for speed. Migrations run once, into a template named after their contents; every test process gets a copy.
Tests work with the app's login, as the pages do; only clearing up after a transactional test needs more.
"""

import gc
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

os.environ["WEDERHOOR_TESTING"] = "1"
os.environ.pop("DATABASE_URL", None)
os.environ.pop("EMAIL_URL", None)
os.environ["WEDERHOOR_HOME"] = os.environ.get("WEDERHOOR_TEST_HOME") or str(Path("var/test").resolve())
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests

from wederhoor.site import database

database.ensure_running()

_TEMPLATE_LOCK = 20260102
_NO_TRIGGERS = (("options", "-c session_replication_role=replica"),)
_FILLED = {"auth_permission", "django_content_type"}


def _fingerprint() -> str:
    """Of everything that decides what an empty database looks like."""
    digest = hashlib.sha256(version("django").encode() + Path(database.__file__).read_bytes())
    source = Path(__file__).resolve().parents[1]
    for file in sorted([*source.glob("*/migrations/*.py"), *source.glob("*/models*.py")]):
        digest.update(str(file.relative_to(source)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _create(name: str, template: str = "template1") -> None:
    with database.superuser_login().connect() as connection:
        statement = "CREATE DATABASE {} OWNER {} TEMPLATE {}"
        names = (sql.Identifier(word) for word in (name, database.OWNER_ROLE, template))
        connection.execute(sql.SQL(statement).format(*names))


def _drop(name: str) -> None:
    with database.superuser_login().connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _names(connection: psycopg.Connection[tuple[str, ...]], start: str) -> list[str]:
    found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
    return [row[0] for row in found.fetchall()]


def _migrate(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    database.migrate(replace(database.owner_login(), name=name))


def _template() -> str:
    """The migrated template; made by the first process that needs it, while the others wait."""
    name = f"template_{_fingerprint()}"
    with database.superuser_login().connect() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
        if name not in _names(connection, "template_"):
            draft = f"draft_{os.getpid()}"
            _drop(draft)
            _create(draft)
            _migrate(draft)
            for old in _names(connection, "template_"):
                _drop(old)
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
        _sweep(connection)
    return name


def _sweep(connection: psycopg.Connection[tuple[str, ...]]) -> None:
    """Drop the databases of test processes that are gone."""
    for name in [*_names(connection, "test_"), *_names(connection, "draft_")]:
        if not _alive(int(name.split("_")[1])):
            _drop(name)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@pytest.fixture(scope="session")
def test_database(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test process only, migrated, with Django's default connection as the app's login."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    name = f"test_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own type is private
        _drop(name)
        _create(name, _template())
        connection.close()
        connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.settings_dict["NAME"] = before
        _drop(name)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Clear up after transactional tests with a login that may: the app may neither empty tables nor touch events."""
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]


def _emptied(_: object) -> None:
    """No rows in any table but those that migrations fill. Django truncates all of them and fills those anew, which takes half a second."""
    from django.db import connection

    tables = [name for name in connection.introspection.django_table_names(include_views=False) if name not in _FILLED]
    login = replace(database.superuser_login(), options=_NO_TRIGGERS, name=connection.settings_dict["NAME"])
    with login.connect() as direct:
        asked = (
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name)) for name in tables
        )
        for (name,) in direct.execute(sql.SQL(" UNION ALL ").join(asked)).fetchall():
            direct.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))


def pytest_collection_finish() -> None:
    """Thousands of tests wait in memory for their turn: nobody needs to look again and again whether they are garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
