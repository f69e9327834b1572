"""Small counts are suppressed, and so is what would give one away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.comparison import Key, compare
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import PRIMARY
from sim.present.words.small_counts import (
    FEWEST,
    SUPPRESSED,
    WITHHELD,
    changed,
    exported,
    from_to,
    known,
    shown,
)
from tests.experiment.runs import made_up


def around(mean: float) -> Interval:
    return Interval(mean, mean - 0.1, mean + 0.1, 5)


def locality(number: int, measure: str = "unallocated_mean") -> Key:
    return Key(measure, "locality", f"Place {number}")


@given(st.lists(st.floats(0, 40), min_size=1, max_size=6))
def test_no_count_above_0_and_under_5_is_shown_nor_can_be_worked_out(means: list[float]) -> None:
    figures = {locality(at): around(mean) for at, mean in enumerate(means)}
    found = shown(figures)
    small = [key for key, each in figures.items() if 0 < each.mean < FEWEST]
    hidden = [key for key, each in found.items() if not isinstance(each, Interval)]
    assert all(found[key] == SUPPRESSED for key in small)
    others = [key for key, each in figures.items() if each.mean > 0 and key not in small]
    if small:
        assert len(hidden) > 1 or not others
    else:
        assert hidden == []


def test_rates_shares_and_days_count_nobody() -> None:
    keys = ["over_cap", "worker_changes", "children_per_worker_mean", "days_to_first_visit_median"]
    found = shown({locality(1, key): around(2.0) for key in keys})
    assert all(isinstance(each, Interval) for each in found.values())


def test_none_at_all_is_shown() -> None:
    assert shown({locality(1): around(0.0)})[locality(1)] == around(0.0)


def test_the_smallest_other_part_goes_with_a_single_small_one() -> None:
    found = shown({locality(1): around(3), locality(2): around(9), locality(3): around(7)})
    assert list(found.values()) == [SUPPRESSED, around(9), WITHHELD]


def test_a_difference_that_would_give_a_small_count_away_is_withheld() -> None:
    whole = Key("unallocated_mean")
    levels = {Key(measure): [1.0, 2.0, 3.0] for measure in PRIMARY}
    a, b = ({**levels, whole: [at, at + 1, at + 2]} for at in (10.0, 1.0))
    found = exported(compare(made_up(a, b)))[whole]
    assert (from_to(found), changed(found)) == ("11.0 to under 5", "not shown")
    assert known(found.a) is not None
    assert known(found.b) is None
    primary = exported(compare(made_up(a, b)))[Key("over_cap")]
    assert from_to(primary) == "2.0 % to 2.0 %"
    assert changed(primary) == "0"
