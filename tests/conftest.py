"""Fixtures for every test."""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(test_database: str) -> str:
    """Instead of pytest-django's own: see `wederhoor.site.testing`."""
    return test_database
