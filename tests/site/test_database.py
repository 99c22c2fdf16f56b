"""The two logins, and a database for each test process."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection

from wederhoor.site.database import APP_ROLE, login_of


@pytest.mark.django_db
def test_pages_work_with_the_apps_login() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (APP_ROLE, False)


@pytest.mark.django_db
def test_the_app_may_not_make_tables() -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.not_for_the_app (id int)")


@pytest.mark.django_db
def test_the_app_may_keep_sessions() -> None:
    store = SessionStore()
    store["colour"] = "blue"
    store.create()
    assert SessionStore(store.session_key)["colour"] == "blue"


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_is_cleared_up() -> None:
    assert connection.settings_dict["NAME"].startswith("test_")


def test_a_database_url_is_read_in_full() -> None:
    login = login_of("postgresql://app:s%40cret@db.example:5433/wederhoor?sslmode=require")
    assert (login.host, login.port, login.name, login.user, login.password) == (
        "db.example",
        "5433",
        "wederhoor",
        "app",
        "s@cret",
    )
    assert login.settings()["OPTIONS"] == {"sslmode": "require"}


def test_a_wrong_database_url_says_what_it_must_read() -> None:
    with pytest.raises(ValueError, match="postgresql://user"):
        login_of("sqlite:///wederhoor")
