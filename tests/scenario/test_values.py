"""A scenario cannot be changed in any of its parts, and takes a date or a switch only as such."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sim.scenario.estimate import Amount, Record
from sim.scenario.margins import Margins
from sim.scenario.overrides import override
from sim.scenario.pathway import Duty
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from sim.scenario.values import Date, FrozenMap, Switch
from tests.scenario.files import problems_over, said, small


def parts(part: object) -> Iterator[object]:
    """A part of a scenario and all that it holds."""
    yield part
    if isinstance(part, Record):
        inner = [getattr(part, name) for name in type(part).model_fields]
    elif isinstance(part, Mapping):
        inner = list(part.values())
    else:
        inner = list(part) if isinstance(part, (tuple, list, set)) else []
    for each in inner:
        yield from parts(each)


def test_nothing_in_a_scenario_can_be_changed(proposed: Scenario) -> None:
    immutable = (Record, FrozenMap, tuple, str, int, float, datetime.date, type(None))
    for scenario in (small(), proposed, override(proposed, {"title": "Ours"})):
        assert [part for part in parts(scenario) if not isinstance(part, immutable)] == []


def test_nor_in_records_that_python_makes_or_leaves_at_their_defaults() -> None:
    posts: list[Any] = []
    team = Team(owns=["a"], posts=posts)
    posts.append("a post")
    assert team == Team(owns=("a",))
    assert type(Duty(kind="duty", hours=Amount(value=1)).routes) is FrozenMap


CHANGES = {
    "set": lambda names: names.__setitem__("x", 1),
    "delete": lambda names: names.__delitem__(next(iter(names))),
    "clear": lambda names: names.clear(),
    "pop": lambda names: names.pop(next(iter(names))),
    "popitem": lambda names: names.popitem(),
    "setdefault": lambda names: names.setdefault("x", 1),
    "update": lambda names: names.update(x=1),
    "or": lambda names: names.__ior__({"x": 1}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_way_to_change_a_map_raises_and_leaves_it_as_it_was(change: str) -> None:
    scenario = small()
    before, named = scenario.content_hash, dict(scenario.open_cases)
    with pytest.raises(TypeError, match="cannot be changed; make another with 'override'"):
        CHANGES[change](scenario.open_cases)
    assert scenario.open_cases == named
    assert Scenario.model_validate(scenario.model_dump()).content_hash == before


def test_a_frozen_map_refuses_every_way_in_which_a_dict_changes() -> None:
    reading = {"copy", "fromkeys", "get", "items", "keys", "values"}
    own = {name for name in vars(dict) if not name.startswith("_")} - reading
    assert own | {"__setitem__", "__delitem__", "__ior__"} <= set(vars(FrozenMap))


@pytest.mark.parametrize(
    "again",
    [
        lambda scenario: pickle.loads(pickle.dumps(scenario)),  # noqa: S301  # its own
        copy.deepcopy,
        copy.copy,
        lambda scenario: scenario.model_copy(),
        lambda scenario: scenario.model_copy(deep=True),
        lambda scenario: Scenario.model_validate(scenario.model_dump()),
        lambda scenario: Scenario.model_validate_json(scenario.model_dump_json()),
        lambda scenario: Scenario.model_validate(json.loads(scenario.model_dump_json())),
    ],
)
def test_a_copy_is_equal_in_all_ways_and_as_frozen(again: Any) -> None:
    copied = again(small())
    assert copied == small()
    assert copied.content_hash == small().content_hash
    assert copied.model_dump_json() == small().model_dump_json()
    assert type(copied.structure.teams) is FrozenMap


def test_a_copy_with_other_values_is_checked_and_works_its_hash_out_anew() -> None:
    scenario = small()
    worked_out = scenario.content_hash
    other = scenario.model_copy(update={"open_cases": {}})
    assert scenario.content_hash == worked_out != other.content_hash
    assert type(other.open_cases) is FrozenMap
    with pytest.raises(ValidationError):
        scenario.model_copy(update={"margins": "wide"})
    with pytest.raises(ValidationError):
        Margins.model_copy(scenario.margins, update={"confidense": 0.9})


# Dates and switches

DATE, SWITCH = TypeAdapter(Date), TypeAdapter(Switch)


@given(st.dates())
def test_any_date_is_read_from_its_text(date: datetime.date) -> None:
    assert DATE.validate_python(date.isoformat()) == date == DATE.validate_python(date)
    assert DATE.validate_json(DATE.dump_json(date)) == date


@given(
    st.integers()
    | st.floats()
    | st.integers().map(str)
    | st.datetimes()
    | st.datetimes().map(str)
    | st.dates().map(lambda date: date.strftime("%Y%m%d"))
    | st.dates().map(lambda date: f"{date} ")
    | st.sampled_from(["2013-W14-1", "2013-4-1", "2013-02-30", "1/4/2013", "", None, True, []])
)
def test_nothing_else_is_a_date(given: object) -> None:
    with pytest.raises(ValidationError):
        DATE.validate_python(given)


@pytest.mark.parametrize("given", ["1364774400", "'1364774400'", "2014", "20130401", "0", "true"])
@pytest.mark.parametrize("name", ["starts", "measured_from", "ends", "closures"])
def test_no_date_of_a_scenario_may_be_a_number(name: str, given: str) -> None:
    over = f"horizon: {{{name}: {f'[{given}]' if name == 'closures' else given}}}"
    [message] = said(problems_over(over))
    assert message.endswith("write a date that exists, as year-month-day: 2013-04-01")


@given(st.integers() | st.floats() | st.text() | st.none())
def test_nothing_but_true_and_false_is_a_switch(given: object) -> None:
    with pytest.raises(ValidationError):
        SWITCH.validate_python(given)


def test_every_field_of_a_scenario_is_of_such_types() -> None:
    """A record that is added later is held to the same."""
    records: list[type[Record]] = list(Record.__subclasses__())
    for record in records:
        records += record.__subclasses__()
    shipped = [record for record in records if record.__module__.startswith("sim.")]
    assert len(shipped) > 20
    for record in shipped:
        for name, field in record.model_fields.items():
            said_of = str(field)
            wrong = "list[" in said_of or "dict[" in said_of or "set[" in said_of
            assert not wrong, f"{record.__name__}.{name}"
            if field.annotation in (bool, datetime.date):
                assert any(getattr(each, "strict", False) for each in field.metadata), name
