"""A set that the scenario cannot have costs its own run, and no other."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from sim.experiment.matching.service import FIRST_RUN, ScenarioService
from sim.experiment.matching.targets import Array
from sim.experiment.statistics.figures import Key
from sim.experiment.work.pool import Serial
from tests.scenario.files import small

SCENARIO = small("""
pathway:
  activities:
    assessment:
      planned_days:
        shortest: {value: 5, low: 1, high: 35, unit: working days, grade: A}
        usual: {value: 30, low: 10, high: 39, unit: working days, grade: A}
""")


@pytest.fixture
def service() -> ScenarioService:
    return ScenarioService(SCENARIO, [Key("contacts_a_month")], 1, Serial())


@pytest.fixture
def impossible(service: ScenarioService) -> Array:
    """The shortest of an assessment as long as it may be, the usual as short."""
    values = (service.space.low + service.space.high) / 2
    days = "pathway.activities.assessment.planned_days"
    values[service.space.names.index(f"{days}.shortest")] = 35
    values[service.space.names.index(f"{days}.usual")] = 10
    return values


def test_values_that_do_not_go_together_have_no_sums(
    service: ScenarioService, impossible: Array
) -> None:
    assert service.work_out(impossible) is None
    sums = service.work_out(None)
    assert sums is not None
    assert sums[service.sums.index("figure: contacts_a_month")] == 60


@pytest.mark.integration
def test_a_run_that_fails_has_no_figure_and_is_kept_with_its_cause(
    service: ScenarioService, impossible: Array
) -> None:
    found = dict(service.run([None, impossible, None], first=4))
    assert_array_equal(np.isnan([found[at][0] for at in range(3)]), [False, True, False])
    [failure] = service.failures
    assert failure.number == FIRST_RUN + 5
    assert "cannot be as in this world" in failure.cause
