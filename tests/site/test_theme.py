"""The theme: contrast holds for every brand colour."""

from __future__ import annotations

import random
import re

import pytest

from wederhoor.organisations.models.core import DEFAULT_BRAND
from wederhoor.site import assets, theme
from wederhoor.site.views import bare


def colours(count: int) -> list[str]:
    """Random colours, the same on each run, with the corners of the cube among them."""
    chance = random.Random(20260402)
    corners = ["000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "00ffff", "ff00ff", DEFAULT_BRAND]
    return corners + [f"{chance.randrange(1 << 24):06x}" for _ in range(count)]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("quiet", [False, True])
def test_text_is_readable_on_every_ground_whatever_the_brand(dark: bool, quiet: bool) -> None:
    worst = min(
        theme.contrast(shades[text], shades[ground])
        for shades in (theme.palette(colour, dark=dark, quiet=quiet) for colour in colours(300))
        for text, ground in theme.TEXT_PAIRS
    )
    assert worst >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_borders_of_fields_stand_out(dark: bool) -> None:
    for colour in colours(100):
        shades = theme.palette(colour, dark=dark)
        assert theme.contrast(shades["border-default"], shades["surface-default"]) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
def test_white_text_is_readable_on_the_side_bar(dark: bool) -> None:
    for colour in colours(100):
        assert all(theme.contrast("#ffffff", shade) >= 4.5 for shade in theme._side(colour, dark=dark).values())


def test_the_style_sheet_has_both_schemes_and_the_visitors_own_preference() -> None:
    css = theme.stylesheet("0b6e6e")
    assert "[data-color-scheme=dark]" in css
    assert "@media (prefers-color-scheme:dark){[data-color-scheme=auto]" in css
    assert css.count("--ds-color-accent-text-subtle:") == 3


def test_the_style_sheet_of_everybody_holds_no_colour_that_the_theme_of_each_gives() -> None:
    given = set(re.findall(r"--ds-color-[\w-]+(?=:#)", theme.stylesheet("0b6e6e")))
    for name in ("look.css", "public.css"):
        held = set(re.findall(r"--ds-color-[\w-]+(?=:#)", (assets.BUILT / name).read_text("utf-8")))
        assert not held & given, name
        assert {f"--ds-color-danger-{role}" for role in theme.ROLES} <= held
    families = {f"--ds-color-{family}-{role}" for family in theme.FAMILIES for role in theme.ROLES}
    assert families <= given


@pytest.mark.parametrize("wrong", ["", "fff", "red", "0b6e6e;}", "0b6e6g"])
def test_what_is_not_a_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="six hexadecimal digits"):
        theme.parse(wrong)


def test_a_style_sheet_is_made_short_and_what_stands_between_quotes_stays_as_it_is() -> None:
    css = """/* why */ .a  >  .b { content: "a  b; /* not a comment */ }" ; color : red ; }
    .c::after{content:'it\\'s  ; }';}"""
    short = bare(css)
    assert '"a  b; /* not a comment */ }"' in short
    assert "'it\\'s  ; }'" in short
    assert "why" not in short
    assert short.endswith("}")
    assert len(short) < len(css)
