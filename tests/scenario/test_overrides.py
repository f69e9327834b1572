"""Overrides change the settings that they name and leave the scenario they start from alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.differ.changed_values import changed_values
from sim.scenario.overrides import UnknownSettingError, override
from sim.scenario.paths import Path, text_of
from tests.scenario.files import small


def test_a_number_takes_the_place_of_an_estimates_value_and_keeps_its_range() -> None:
    before = small().demand.contacts_per_month
    after = override(small(), {"demand.contacts_per_month": before.value + 1})
    now = after.demand.contacts_per_month
    assert (now.value, now.low, now.high) == (before.value + 1, before.low, before.high)
    assert small().demand.contacts_per_month == before
    assert [each.path for each in changed_values(small(), after)] == [
        ("demand", "contacts_per_month")
    ]


def test_an_item_of_a_list_goes_by_its_position_and_none_takes_out_an_entry() -> None:
    after = override(
        small(),
        {"structure.teams.Chairs.posts.0.number": 7, "structure.rules.over_cap_after": None},
    )
    assert after.structure.teams["Chairs"].posts[0].number == 7
    assert after.structure.rules.over_cap_after is None


@pytest.mark.parametrize(
    "path",
    [
        "demand.contacts.per_month",
        "structure.teams.Chairs.posts.9.number",
        "pathway.section_47.x.y",
        "structure.teams.Chairs.posts.x",
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(UnknownSettingError, match=path):
        override(small(), {path: 1})


@given(st.text(min_size=1, max_size=8) | st.sampled_from(["St. Ives", "a.b.c", '"', "0", "*"]))
def test_a_setting_is_found_whatever_it_is_called(name: str) -> None:
    place: Path = ("demand", "months", name)
    assert override(small(), {place: 2}).demand.months[name].value == 2
    assert override(small(), {text_of(place): 2}) == override(small(), {place: 2})


def test_a_text_that_is_no_path_is_refused_in_words() -> None:
    with pytest.raises(UnknownSettingError, match="no path of an input"):
        override(small(), {'demand.localities."St. Ives': 0.5})
