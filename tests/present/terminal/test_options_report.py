"""The report of options fits its width, leads with the answer and tells every option."""

from __future__ import annotations

import pytest

from sim.experiment.studies.options import options
from sim.measures.catalogue import GUARDRAILS, PRIMARY
from sim.present.json.options import compared
from sim.present.terminal.options_report import report
from sim.present.words import options as words
from tests.experiment.studies.test_options import PRICED, better, made_up
from tests.present.terminal.test_report import printed

EXPERIMENT = made_up(
    [
        {},
        better(PRIMARY[0], 3),
        better(PRIMARY[1], 3) | better(GUARDRAILS[0], -3),
        *[better(PRIMARY[2], -3)] * 4,
    ],
    1.0,
)
FOUND = options(EXPERIMENT)


@pytest.mark.parametrize("width", [80, 100])
def test_six_options_fit_the_width_without_cutting_numbers(width: int) -> None:
    text = printed(report(FOUND, EXPERIMENT), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text


def test_it_leads_with_the_answer_and_names_every_plan() -> None:
    text = " ".join(printed(report(FOUND, EXPERIMENT)).split())
    assert text.startswith(words.sentences(FOUND)[0])
    for place in range(7):
        assert words.name(FOUND, place) in text
    assert "Draft" not in text


def test_a_guardrail_that_no_run_has_is_left_out() -> None:
    experiment = made_up([{}, {}])
    for run in (run for arm in experiment.arms for run in arm):
        run.values[-1] = float("nan")
    text = printed(report(options(experiment), experiment))
    assert "n/a" in text


def test_the_record_has_costs_and_who_is_dominated() -> None:
    experiment = made_up([{}, better(PRIMARY[0], 3)], 0.2, scenarios=(PRICED, PRICED))
    record = compared(options(experiment), experiment)
    plans = record["plans"]
    assert isinstance(plans, list)
    assert [plan["dominated_by"] for plan in plans] == [["B"], []]
    assert plans[0]["cost"] == plans[1]["cost"]
    assert plans[0]["cost"]["value"] > 0
