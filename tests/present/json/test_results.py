"""JSON holds everything the tables show, without nan, and the same for the same seed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sim.experiment.comparison import compare
from sim.experiment.running import run_experiment
from sim.experiment.work.pool import Serial
from sim.measures.catalogue import JUDGED
from sim.present.json import results
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.shifted import GAINS_ALL_AND_LOSES_ONE, WITHIN_MARGINS, shifted


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
        "depends_on",
        "rests_on",
        "draft",
        "basis",
        "worlds",
        "pairs",
        "confidence",
        "primaries",
        "guardrails",
        "cost",
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


def of(gains: Mapping[str, float], over_worlds: bool = True) -> Any:
    runs = shifted(gains, over_worlds=over_worlds)
    return json.loads(json.dumps(results.comparison(compare(runs), runs), allow_nan=False))


def test_a_lost_guardrail_is_said_in_words_and_in_numbers() -> None:
    record = of(GAINS_ALL_AND_LOSES_ONE)
    assert record["headline"].startswith("Projected to get worse: conferences within 15 days")
    lost = next(x for x in record["guardrails"] if x["measure"] == "conference_in_15_days")
    assert lost["verdict"] == "worse"
    assert lost["chances"]["worse"] == {
        "share": 1.0, "likelihood": "almost certain", "count": 15, "worlds": 15,
        "low": pytest.approx(0.88, abs=0.01), "high": 1.0,
    }  # fmt: skip
    assert (lost["ahead"], lost["behind"], lost["years"]) == (0, 20, 20)
    assert (record["basis"], record["worlds"], record["pairs"]) == ("ranges", 15, 20)


def test_a_difference_inside_its_margin_is_neither_better_nor_worse_in_any_text() -> None:
    record = of(WITHIN_MARGINS)
    texts = [value for key, value in texts_of(record) if key != "title"]
    assert len(texts) > len(JUDGED)
    assert not any(re.search(r"\b(better|worse)\b", text) for text in texts)


def texts_of(part: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record, with the name that it has."""
    if isinstance(part, str):
        yield key, part
    for name, value in part.items() if isinstance(part, dict) else ():
        yield from texts_of(value, name)
    for value in part if isinstance(part, list) else ():
        yield from texts_of(value, key)


def test_as_planned_there_is_no_count_of_worlds() -> None:
    record = of(GAINS_ALL_AND_LOSES_ONE, over_worlds=False)
    chance = record["primaries"][0]["chances"]["better"]
    assert (chance["worlds"], chance["count"], chance["low"]) == (1, None, None)
    assert record["headline"].startswith("With inputs as planned, ")


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
