"""`wederhoor texts check`, and a start that refuses words that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from wederhoor.frontdoor.sentences import sentences
from wederhoor.organisations.models import Organisation
from wederhoor.site.cli import main, texts


@pytest.fixture
def page(db: None, tmp_path: Path, settings: object) -> Path:
    settings.WEDERHOOR_HOME = tmp_path  # type: ignore[attr-defined]
    Organisation.objects.create(code="linde", name="Zorggroep De Linde", regulation="ott")
    path = tmp_path / "texts" / "linde" / "nl" / "home.yaml"
    path.parent.mkdir(parents=True)
    return path


def test_good_words_are_fine(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text("title: Vertel het ons\n", encoding="utf-8")
    assert main(["texts", "check"]) == 0
    assert "0 problem(s)" in capsys.readouterr().out


def test_a_mistake_is_told_with_file_and_line(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text("title: Vertel het ons\nleed: Kies.\n", encoding="utf-8")
    assert main(["texts", "check"]) == 1
    assert f"{page}:2: leed: there is no such sentence on this page; did you mean lead?" in capsys.readouterr().out


def test_the_site_does_not_start_with_a_mistake_and_says_what_to_do(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text("leed: Kies.\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        texts.refuse_wrong()
    assert "mend these texts, or take the files away; then start again" in capsys.readouterr().err


def test_the_example_in_the_documentation_is_right(page: Path) -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
    example = guide.read_text("utf-8").split("## The words of the public pages")[1].split("```yaml")[1].split("```")[0]
    own = page.with_name("provider.yaml")
    own.write_text(example, encoding="utf-8")
    assert texts.problems() == []
    assert sentences("nl")["provider.version"]
