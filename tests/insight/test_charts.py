"""Charts: where lines, dots and bars stand, worked out by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wederhoor.insight import charts
from wederhoor.insight.charts import Point

HEAD = ("Maand", "Aantal", "Grens")


def _line(*points: Point) -> charts.Line:
    return charts.line("c", "Klachten", "Per maand", points, HEAD)


def test_an_axis_begins_at_zero_and_has_round_numbers() -> None:
    assert charts.ticks(0) == (0, 1)
    assert charts.ticks(3) == (0, 1, 2, 3)
    assert charts.ticks(7) == (0, 2, 4, 6, 8)
    assert charts.ticks(23) == (0, 5, 10, 15, 20, 25)
    assert charts.ticks(180) == (0, 50, 100, 150, 200)
    assert charts.ticks(0.7, whole=False) == (0, 0.2, 0.4, 0.6, 0.8)


@given(st.floats(0, 1e7))
def test_an_axis_reaches_the_highest_value_in_at_most_five_steps(most: float) -> None:
    marks = charts.ticks(most)
    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 6
    assert all(mark == int(mark) for mark in marks)


def test_zero_lies_on_the_bottom_and_the_top_mark_at_the_top() -> None:
    drawn = _line(Point("jan", 0), Point("feb", 4))
    assert [(dot.x, dot.y) for dot in drawn.dots] == [("3%", "172"), ("97%", "20")]
    assert drawn.strokes == (charts.Stroke("3%", "172", "97%", "20"),)


def test_a_single_point_stands_in_the_middle_and_draws_no_line() -> None:
    drawn = _line(Point("jan", 2))
    assert [dot.x for dot in drawn.dots] == ["50%"]
    assert drawn.strokes == ()


def test_nothing_at_all_still_makes_a_chart() -> None:
    drawn = _line()
    assert drawn.dots == drawn.labels == drawn.limit == ()
    assert charts.bars("c", "t", "d", [], []).bars == ()
    assert charts.spark("t", []).last is None


def test_a_gap_breaks_the_line_and_says_so_in_the_table() -> None:
    drawn = _line(Point("jan", 1), Point("feb", None), Point("mrt", 1), Point("apr", 2))
    assert len(drawn.strokes) == 1
    assert len(drawn.dots) == 3
    assert drawn.table.rows[1] == ("feb", "–", "–")


def test_what_is_beyond_the_limit_stands_apart_and_keeps_its_number() -> None:
    drawn = _line(Point("jan", 1, limit=3), Point("feb", 5, limit=3, out=True))
    assert [dot.text for dot in drawn.outside] == ["5"]
    assert [dot.text for dot in drawn.dots] == ["1"]
    assert drawn.limit == (charts.Stroke("0%", "80.8", "100%", "80.8"),)
    assert drawn.table.rows == (("jan", "1", "3"), ("feb", "5", "3"))


def test_of_several_in_a_row_beyond_the_limit_only_the_last_has_its_number() -> None:
    drawn = _line(Point("jan", 5, limit=3, out=True), Point("feb", 6, limit=3, out=True), Point("mrt", 1, limit=3))
    assert [dot.text for dot in drawn.outside] == ["", "6"]


def test_a_limit_that_changes_is_a_stair() -> None:
    drawn = _line(Point("jan", 1, limit=2), Point("feb", 1, limit=4))
    assert [(step.x1, step.x2) for step in drawn.limit] == [("0%", "50%"), ("50%", "100%")]


def test_no_more_words_along_the_bottom_than_fit_on_a_telephone() -> None:
    drawn = _line(*(Point(f"w{week}", week) for week in range(52)))
    assert len(drawn.labels) <= charts.LABELS
    assert drawn.labels[-1].text == "w51"
    assert drawn.labels[-1].anchor == "end"


def test_bars_stand_beside_each_other_and_are_told_apart_by_their_fill() -> None:
    drawn = charts.bars("c", "t", "d", ["jan", "feb"], [("in", [2, 0]), ("uit", [1, 2])], first="Maand")
    assert [(bar.x, bar.width, bar.tone) for bar in drawn.bars] == [
        ("10.7%", "18.8%", 0), ("57.7%", "18.8%", 0), ("29.5%", "18.8%", 1), ("76.5%", "18.8%", 1),
    ]  # fmt: skip
    assert drawn.bars[1].height == "0"
    assert drawn.table == charts.Table(("Maand", "in", "uit"), (("jan", "2", "1"), ("feb", "0", "2")))


def test_shares_fill_the_row_and_nothing_has_no_parts() -> None:
    drawn = charts.shares("c", "t", "d", [("Q1", [3, 1], "n = 4"), ("Q2", [0, 0], "n = 0")], ["op tijd", "te laat"])
    first, second = drawn.rows
    assert [(part.x, part.width) for part in first.parts] == [("0%", "75%"), ("75%", "25%")]
    assert second.parts == ()
    assert drawn.table.rows[0] == ("Q1", "3", "1")


def test_a_sparkline_ends_in_a_dot() -> None:
    drawn = charts.spark("t", [0, None, 2, 4])
    assert len(drawn.strokes) == 1
    assert drawn.last == charts.Mark("97%", "4")
