"""What publications beside each other may not show: rows of tables beside what those published, and what was counted otherwise."""

from __future__ import annotations

import pytest

from tests.insight.worlds import attacked
from wederhoor.insight.disclosure.releases import Dimension, Figures, Release, Scope, Table, Why, cells_of
from wederhoor.insight.disclosure.weighing import weighed

QUARTERS = tuple(f"2025-Q{n}" for n in range(1, 5))
YEAR = Scope(frozenset(QUARTERS))


def figures(scope: Scope, name: str, counts: dict[str, int], basis: str = "closed") -> Figures:
    table = Table(name, (Dimension(name, tuple(counts)),), {(code,): n for code, n in counts.items()})
    return Figures(scope, basis, sum(counts.values()), (table,))


def published(*wishes: list[Figures], secret: int) -> list[Release]:
    """What goes out of all these, one after the other."""
    out: list[Release] = []
    for wish in wishes:
        out += weighed(wish, out, threshold=5, secret=str(secret)).shown.values()
    return out


def region(axis: str, quarter: str, total: int) -> list[Figures]:
    """One region or member over one quarter."""
    return [figures(Scope(frozenset({quarter}), ((axis, "one"),)), "theme", {"a": total - 5, "b": 5})]


@pytest.mark.parametrize("axis", ["location_group", "member_id", "law"])
@pytest.mark.parametrize("secret", range(10))
def test_a_row_of_the_year_is_no_cover_when_its_quarters_are_known(axis: str, secret: int) -> None:
    """12, 14, 13 and 11 are 50: hiding the 50 covers nothing, and 92 less 50 and 40 is 2."""
    quarters = [region(axis, q, n) for q, n in zip(QUARTERS, (12, 14, 13, 11), strict=True)]
    out = published(*quarters, [figures(YEAR, axis, {"one": 50, "two": 40, "three": 2})], secret=secret)
    assert len(out) == 5
    assert out[-1].tables
    assert attacked(out) == {}


@pytest.mark.parametrize("secret", range(10))
def test_a_row_of_the_year_and_three_of_its_quarters_do_not_show_the_fourth(secret: int) -> None:
    """39 in three quarters and 41 in the year: the two of the fourth stay unknown."""
    quarters = [region("member_id", q, n) for q, n in zip(QUARTERS[:3], (12, 14, 13), strict=True)]
    out = published(*quarters, [figures(YEAR, "member_id", {"one": 41, "two": 40, "three": 30})], secret=secret)
    assert out[-1].shown((("member_id", "one"),)) is None
    assert attacked(out) == {}


@pytest.mark.parametrize("secret", range(10))
def test_the_quarters_of_a_member_do_not_show_what_the_year_hid(secret: int) -> None:
    """The year was first: then the last quarter would give the row of this member away."""
    year = [figures(YEAR, "member_id", {"one": 50, "two": 40, "three": 2})]
    quarters = [region("member_id", q, n) for q, n in zip(QUARTERS, (12, 14, 13, 11), strict=True)]
    assert attacked(published(year, *quarters, secret=secret)) == {}


def edition(counts: dict[str, int], **hidden: Why) -> Release:
    """The year per region, with what is hidden."""
    (table,) = figures(YEAR, "region", counts).tables
    kept = {(("region", code),): why for code, why in hidden.items()}
    return Release(YEAR, "closed", (table,), cells_of((table,), sum(counts.values())), kept, 5)


def test_a_region_by_itself_does_not_show_what_an_edition_before_the_last_hid() -> None:
    """North had 11 in the first edition, in the second, and by itself. Who knows that nothing came in there reckons 22 - 9 - 11 = 2."""
    first = edition({"north": 11, "south": 9, "east": 2, "west": 0}, north=Why.COVER, east=Why.SMALL)
    second = edition({"north": 11, "south": 15, "east": 2, "west": 3}, north=Why.COVER, east=Why.SMALL, west=Why.SMALL)
    alone = Figures(Scope(YEAR.quarters, (("region", "north"),)), "closed", 11, ())
    assert weighed([alone], [first, second], threshold=5, secret="").refused == "difference"
    shown = Release(alone.scope, "closed", (), cells_of((), 11), {}, 5)
    found = attacked([first, second, shown])
    assert found[0, frozenset({("region", "east")})] == 2, "the attack knows how, so that it would have been found"


def test_parts_of_a_year_less_complaints_of_its_quarters_do_not_show_the_last_quarter() -> None:
    """In three quarters each complaint had one part: 12, 10 and 9 founded. Of the 33 parts of the year two are of the fourth."""
    quarters = [
        [figures(Scope(frozenset({q})), "outcome", {"founded": n, "unfounded": 20})]
        for q, n in zip(QUARTERS[:3], (12, 10, 9), strict=True)
    ]
    year = [Figures(YEAR, "closed", 113, ()), figures(YEAR, "outcome", {"founded": 33, "unfounded": 90}, "parts")]
    out = published(*quarters, year, secret=1)
    assert len(out) == 4
    assert attacked(out) == {}


def test_a_correction_that_counts_parts_does_not_show_what_was_split() -> None:
    """One founded complaint more and five unfounded: the dossiers that were split since."""
    first = [figures(YEAR, "outcome", {"founded": 12, "unfounded": 20})]
    again = [Figures(YEAR, "closed", 32, ()), figures(YEAR, "outcome", {"founded": 13, "unfounded": 25}, "parts")]
    out = published(first, again, secret=1)
    assert [one.basis for one in out] == ["closed", "closed"]
    assert attacked(out) == {}


def test_the_attack_does_find_what_parts_give_away_beside_complaints() -> None:
    """A test of the test: without the memory of the other count the one founded part is certain."""
    first = weighed([figures(YEAR, "outcome", {"founded": 12, "unfounded": 20})], (), threshold=5, secret="x").shown
    again = weighed(
        [figures(YEAR, "outcome", {"founded": 13, "unfounded": 25}, "parts")], (), threshold=5, secret="x"
    ).shown
    assert 1 in attacked([*first.values(), *again.values()]).values()


def parted(quarters: tuple[str, ...], complaints: int, parts: int) -> list[Figures]:
    """So many complaints, with so many parts."""
    scope = Scope(frozenset(quarters))
    ends = {"founded": parts // 2, "unfounded": parts - parts // 2}
    return [Figures(scope, "closed", complaints, ()), figures(scope, "outcome", ends, "parts")]


@pytest.mark.parametrize("year_first", [False, True])
def test_the_further_parts_of_a_year_less_those_of_its_quarters_do_not_show_three_of_the_last(year_first: bool) -> None:
    """Each quarter has six parts beyond its 30 complaints, the year 21 beyond its 120: three are of the fourth."""
    quarters = [parted((quarter,), 30, 36) for quarter in QUARTERS[:3]]
    year = [parted(QUARTERS, 120, 141)]
    out = published(*(year + quarters if year_first else quarters + year), secret=1)
    assert [one.basis for one in out].count("closed") == 4
    assert [one.basis for one in out].count("parts") == 3
    assert attacked(out) == {}


def test_the_attack_does_find_the_further_parts_of_the_last_quarter() -> None:
    """A test of the test: weighed each by itself, the three of the fourth quarter are certain."""
    wishes = [*(parted((quarter,), 30, 36) for quarter in QUARTERS[:3]), parted(QUARTERS, 120, 141)]
    out = [one for wish in wishes for one in weighed(wish, (), threshold=5, secret="x").shown.values()]
    assert 3 in attacked(out).values()


def test_a_later_edition_with_three_parts_more_shows_no_parts_again() -> None:
    first, again = parted(QUARTERS, 120, 141), parted(QUARTERS, 120, 144)
    out = published(first, again, secret=1)
    assert [one.basis for one in out] == ["closed", "parts", "closed"]
    assert attacked(out) == {}
