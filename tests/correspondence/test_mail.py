"""Mail that lands in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail

from wederhoor.correspondence import mail


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def test_no_mail_yet(folder: Path) -> None:
    assert mail.sent(folder) == []


def test_a_mail_lands_in_the_folder_under_a_name_that_says_nothing(folder: Path) -> None:
    assert send_mail("Onderwerp", "Tekst", None, ["kanarie@voorbeeld.test"]) == 1
    (only,) = mail.sent(folder)
    assert (only.to, only.subject, only.body.strip()) == ("kanarie@voorbeeld.test", "Onderwerp", "Tekst")
    assert "kanarie" not in only.name
