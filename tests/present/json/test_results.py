"""JSON holds everything the tables show, without nan, and the same for the same seed."""

from __future__ import annotations

import json

from sim.experiment.comparison import compare
from sim.experiment.experiment import run_experiment
from sim.experiment.work.pool import Serial
from sim.present.json import results
from tests.experiment.runs import CLUSTERS, SMALL


def compared() -> str:
    experiment = run_experiment((SMALL, CLUSTERS), seed=1, replications=2, executor=Serial())
    return json.dumps(results.comparison(compare(experiment), experiment), allow_nan=False)


def test_a_comparison_has_stable_keys() -> None:
    record = json.loads(compared())
    assert list(record) == [
        "kind",
        "format",
        "runs",
        "headline",
        "rests_on",
        "draft",
        "basis",
        "worlds",
        "pairs",
        "confidence",
        "primaries",
        "guardrails",
        "caveats",
        "outcomes",
        "inputs",
        "laws",
    ]
    assert record["pairs"] == 2
    assert [scenario["title"] for scenario in record["runs"]["scenarios"]] == ["Small", "Clusters"]
    assert list(record["primaries"][0]) == [
        "measure",
        "scope",
        "name",
        "title",
        "unit",
        "better",
        "a",
        "b",
        "difference",
        "direction",
        "margin",
        "verdict",
        "chances",
        "ahead",
        "behind",
        "years",
        "share_of_chance",
        "said",
    ]


def test_what_is_not_there_is_null() -> None:
    record = json.loads(compared())
    core = next(each for each in record["outcomes"] if each["measure"] == "core_in_time")
    nothing = {"mean": None, "low": None, "high": None, "replications": 0}
    assert (core["a"], core["difference"]) == (nothing, nothing)


def test_the_same_seed_writes_the_same_bytes() -> None:
    assert compared() == compared()


def test_a_run_has_every_figure_with_its_interval() -> None:
    experiment = run_experiment((SMALL,), seed=1, replications=2, executor=Serial())
    record = results.run(experiment)
    json.dumps(record, allow_nan=False)
    figures = record["figures"]
    assert isinstance(figures, list)
    assert len(figures) == len(experiment.arms[0][0].rows)
