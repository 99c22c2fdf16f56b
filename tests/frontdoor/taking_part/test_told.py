"""What happened is told to the accused as theirs; of two accused only to who it was."""

from __future__ import annotations

from collections.abc import Callable

from tests.frontdoor.taking_part.conftest import House


def test_the_accused_reads_it_as_theirs_and_of_two_only_who_it_was(build_house: Callable[[str], House]) -> None:
    house = build_house("jot")
    bea = house.add("accused", "Bea Beklaagd")
    house.tell_accused()
    bram, other = house.enter("p2"), house.enter(bea)
    house.do("hear", texts={"minutes": "Bram sprak."}, party="accused", how="oral", concerns=["p2"])
    assert "U hebt uw verhaal gedaan" in bram.words()
    assert "U hebt uw verhaal gedaan" not in other.words()


def test_the_only_accused_is_always_meant(house: House) -> None:
    house.tell_accused()
    bram = house.enter("p2")
    house.do("hear", texts={"minutes": "Bram sprak."}, party="accused", how="oral")
    assert "U hebt uw verhaal gedaan" in bram.words()
    assert "Aangeklaagde gehoord" not in bram.words()
