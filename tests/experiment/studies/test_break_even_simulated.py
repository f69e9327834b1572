"""Break-even on the small scenario as it is simulated, with an input that decides one outcome."""

from __future__ import annotations

from sim.experiment.running import run_experiment
from sim.experiment.studies.break_even import break_evens
from sim.experiment.studies.further_pairs import FurtherPairs
from sim.experiment.studies.seen import seen
from sim.experiment.studies.why import what_decides
from sim.experiment.work.pool import Serial
from sim.experiment.worlds.worlds import Worlds
from tests.scenario.files import small

ROUTE = "pathway.activities.assessment.routes.in-need plan"
OPEN = """
horizon: {ends: 2013-12-31}
demand: {contacts_per_month: 60}
pathway:
  activities:
    assessment:
      hours: 12
      routes: {in-need plan: {value: 0.4, low: 0.1, high: 0.7, grade: A}}
margins: {worker_changes: 0.18}
"""
CLUSTERS = """
structure:
  teams:
    Front Door: {owns: [screening, decision, strategy discussion, enquiry, conference]}
    North Families: {owns: [assessment, in-need plan, protection plan]}
    South Families: {owns: [assessment, in-need plan, protection plan]}
"""


def test_at_the_value_the_answer_is_open_and_15_percent_beyond_it_is_not() -> None:
    a, b = small(f"title: A\n{OPEN}"), small(f"title: B\n{OPEN}{CLUSTERS}")
    worlds = Worlds((a, b), None)
    done = run_experiment([a, b], 1, 28, Serial(), worlds=worlds)
    known = what_decides(done)
    assert [each.name for each in known.leading] == [ROUTE]
    further = FurtherPairs(done, worlds, Serial(), None, lambda _title, _runs: lambda: None)
    (found,) = break_evens(known.leading, known.decided, seen(done), further)
    assert found.measure.startswith("worker_changes")
    assert found.at is not None
    assert found.beyond is not None
    assert 0.1 < found.at.value < 0.7
    assert found.at.is_open(found.line)
    assert not found.beyond.is_open(found.line)
    assert found.is_confirmed
