"""Every setting that a page or a report may show has a title and a meaning of its own."""

from collections.abc import Iterator
from typing import get_args

import pytest

from sim.scenario.demand import Demand, Returns
from sim.scenario.estimate import Estimate, Record
from sim.scenario.margins import Margins
from sim.scenario.scenario import Horizon
from sim.scenario.settings import settings_of
from sim.scenario.structure import OpenCaseRule, Rules
from sim.scenario.workforce import HandoffCosts, Workforce

BY_THEIR_NAMES = {
    "Assessment", "Band", "Conference", "Duty", "Ending", "Pathway", "Plan", "PlannedLength",
    "Post", "Scenario", "Structure", "Team",
}  # fmt: skip
"""Records with fields that say all by their names: whole parts, lists of things, kinds, bounds."""


def records(of: type[Record] = Record) -> Iterator[type[Record]]:
    for record in of.__subclasses__():
        if record.__module__.startswith("sim.scenario.") and not issubclass(record, Estimate):
            yield record
            yield from records(record)


RECORDS = sorted(
    (
        each
        for each in records()
        if each.__name__ not in BY_THEIR_NAMES and not each.__module__.endswith("reported")
    ),
    key=lambda each: each.__name__,
)


def test_the_records_that_a_page_sets_are_all_among_them() -> None:
    assert {Demand, HandoffCosts, Horizon, Margins, Returns, Rules, Workforce} <= set(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_every_setting_of_a_record_has_a_title_and_a_meaning(record: type[Record]) -> None:
    found = settings_of(record)
    assert [each.name for each in found] == list(record.model_fields)
    for each in found:
        assert each.title.text[:1].isupper(), each.name
        assert "_" not in each.title.text, each.name
        assert each.meaning.endswith("."), each.name
    assert len({each.title.text for each in found}) == len(found)


def test_a_choice_says_what_each_of_its_values_means() -> None:
    [rule] = [each for each in settings_of(Rules) if each.title.options]
    assert list(rule.title.options) == list(get_args(OpenCaseRule))
    assert rule.title.text == "A section 47 enquiry on a case that is already open"


def test_a_setting_without_a_title_goes_by_its_name() -> None:
    assert settings_of(Returns)[1].title.text == "Within months"
