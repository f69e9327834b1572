"""Expressions of other inputs: arithmetic as Python has it, units that must fit, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.expression import ExpressionError, Quantity, expression_of, worked_out
from sim.scenario.paths import Path, text_of
from sim.scenario.units import clash, over, times, unit_of


def value(text: str, *inputs: float) -> float:
    return worked_out(expression_of(text), [Quantity(each) for each in inputs]).value


def unit(text: str, *units: str) -> str | None:
    found = worked_out(expression_of(text), [Quantity(2.0, unit_of(each)) for each in units]).unit
    return found and found.text


SUMS = st.recursive(
    st.sampled_from(["{a}", "{b}", "0.5", "3"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner)
        | inner.map("-({})".format)
    ),
    max_leaves=8,
)


@given(SUMS, st.floats(0.5, 9), st.floats(0.5, 9))
def test_it_comes_to_what_python_makes_of_it(text: str, a: float, b: float) -> None:
    try:
        expected = eval(text.format(a="a", b="b"), {"a": a, "b": b, "min": min, "max": max})  # noqa: S307 - of what stands above alone
    except ZeroDivisionError:
        with pytest.raises(ExpressionError, match="divides by 0"):
            value(text, *[a if path == ("a",) else b for path in expression_of(text).inputs])
        return
    found = value(text, *[a if path == ("a",) else b for path in expression_of(text).inputs])
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-11)


NAMES = st.text(min_size=1, max_size=6) | st.sampled_from(["St. Ives", "{", "a}b", '"', "0"])


@given(st.lists(NAMES | st.integers(0, 20), min_size=1, max_size=4).map(tuple))
def test_any_place_can_be_named(path: Path) -> None:
    assert expression_of(f"{{{text_of(path)}}} * 2").inputs == (path,)


def test_a_copy_is_exact_and_what_should_be_nothing_is() -> None:
    assert value("{a}", 1 / 3) == 1 / 3
    assert value("1 - {a} - {b}", 0.7, 0.3) == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{a",
        "a}",
        "{}",
        "1 +",
        "{a} ** 2",
        "{a} // 2",
        "{a} if 1 else 2",
        "round({a})",
        "min()",
        "min({a}, key={b})",
        "(1).real",
        "__import__('os')",
        "lambda: 1",
        "True",
        "'1'",
        "1j",
        "[1]",
        "a + 1",
        "{a} {b}",
        "-" * 999 + "1",
        "(" * 400 + "1" + ")" * 400,
        "1" * 1001,
    ],
)
def test_what_is_no_sum_is_refused_in_words(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"[;.]"):
        expression_of(text)


def test_a_sum_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(ExpressionError, match="comes to no number"):
        value("{a} * {a} - {a} * {a}", *[1e300] * 4)
    with pytest.raises(ExpressionError, match="comes to no number"):
        value("1" * 400)


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("{a} * {b}", ("share of hours", "hours"), "hours"),
        ("{a} + {b}", ("hours", "manager's hours"), "hours"),
        ("{a} / {b}", ("hours", "working days"), "hours a day"),
        ("{a} * {b}", ("hours a day", "working days"), "hours"),
        ("{a} / {b}", ("chair's hours", "hours"), "share"),
        ("1 - {a}", ("share of referrals",), "share of referrals"),
        ("max({a}, 3)", ("months",), "months"),
        ("{a} + {b}", ("stones", "hours"), None),
        ("{a} * {b}", ("hours", "working days"), None),
        ("2 * 3", (), None),
    ],
)
def test_the_unit_of_a_sum(text: str, units: tuple[str, ...], expected: str | None) -> None:
    assert unit(text, *units) == expected


@pytest.mark.parametrize(
    ("a", "b", "clashes"),
    [
        ("hours", "working days", True),
        ("hours a week", "hours a month", True),
        ("children", "weighted children", True),
        ("share", "hours", True),
        ("share of posts", "chance", False),
        ("hours", "manager's hours", False),
        ("hours", "hours a family", False),
        ("hours", "", False),
        ("multiplier", "relative to now", False),
        ("a family a year", "a worker a year", False),
        ("widgets", "hours", False),
    ],
)
def test_only_what_is_sure_clashes(a: str, b: str, clashes: bool) -> None:
    assert clash(unit_of(a), unit_of(b)) == clash(unit_of(b), unit_of(a)) == clashes


@given(st.text(), st.text())
def test_whatever_a_unit_is_called_it_can_be_multiplied_and_fits_itself(a: str, b: str) -> None:
    one, other = unit_of(a), unit_of(b)
    assert not clash(one, one)
    assert (times(one, other) is None) == (times(other, one) is None)
    assert over(one, None) is None


def test_a_year_may_be_cut_into_months_and_hours_not_taken_for_days() -> None:
    assert not clash(
        worked_out(expression_of("{a} / 12"), [Quantity(6.0, unit_of("days a year"))]).unit,
        unit_of("days a month"),
    )
    with pytest.raises(ExpressionError, match="adds hours and working days; multiply"):
        unit("{a} * 2 + {b}", "hours", "working days")
