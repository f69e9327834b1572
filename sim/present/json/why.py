"""JSON of why: what decides a comparison, and what would change it."""

from __future__ import annotations

from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.decisions import Answered, Decisions
from sim.experiment.studies.influence import Decided
from sim.experiment.studies.trials import Trial
from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import Input
from sim.present.json.results import Json, fields
from sim.present.words import answer
from sim.present.words import why as words
from sim.present.words.small_counts import given


def of(found: Why) -> Json:
    """What decides a comparison, and what would change it.

    Keys: `decides`, the sentence of the headline; `worlds` and `inputs`, how many it rests on;
    `influences`, a record for each judged outcome with `measure`, `mean` gain in margins, `inputs`
    (`name`, `in`, `slope` in margins a unit, `strength` in margins a standard deviation, `share` of
    one year's variance, `at_low` and `at_high`, the mean gain foreseen at the ends of its range),
    `chance` and `rest` (the other shares), `foretold` and `said`;
    `break_evens`, with `input`, `measure`, `line` (the gain in margins at which the answer turns),
    the trials `low`, `high`, `at` and `beyond` (each `value` and interval `gain`, null where there
    is none), `confirmed`, `never` and `said`; `decisions`, with `planned` and `answers` (the
    headline under each choice), null where they were not run; `finding_out`, with `balance`,
    `against` (share of worlds in which the other choice were right), `ranked` (`input`, `turns`,
    `value`) and `said`; `runs` further runs.
    """
    worth = found.finding_out
    return {
        "decides": words.decides(found),
        **fields(found, "worlds", "inputs"),
        "influences": [_decided(each) for each in found.decided],
        "break_evens": [_break_even(each) for each in found.break_evens],
        "decisions": None if found.decisions is None else _decisions(found.decisions),
        "finding_out": {
            **fields(worth, "balance", "chooses_b", "against"),
            "ranked": [
                {"input": each.input.name, **fields(each, "turns", "value")}
                for each in worth.ranked
            ],
            "said": words.worth(found),
        },
        "runs": found.runs,
    }


def _decided(each: Decided) -> Json:
    return {
        **fields(each, "measure", "mean"),
        "inputs": [
            {**_input(one.input), **fields(one, "slope", "strength", "share", "at_low", "at_high")}
            for one in each.influences
        ],
        **fields(each, "chance", "rest", "foretold", "worlds"),
        "said": words.influences(each),
    }


def _break_even(each: BreakEven) -> Json:
    trials = {name: _trial(getattr(each, name), each.input) for name in _TRIALS}
    return {
        "input": _input(each.input),
        **fields(each, "measure", "mean", "line"),
        **trials,
        "confirmed": each.is_confirmed,
        "never": each.is_never,
        "said": words.turning(each),
    }


_TRIALS = ("low", "high", "at", "beyond")


def _trial(trial: Trial | None, of_input: Input) -> Json | None:
    if trial is None:
        return None
    return {"value": given(of_input, trial.value), "gain": trial.gain}


def _decisions(of: Decisions) -> Json:
    return {
        "planned": answer.headline(of.planned),
        "pairs": of.planned.pairs,
        "answers": [_answered(each) for each in of.answers],
    }


def _answered(each: Answered) -> Json:
    return {
        **fields(each.choice, "rule", "value", "in_both"),
        "choice": words.choice(each.choice),
        "headline": None if each.comparison is None else answer.headline(each.comparison),
    }


def _input(of: Input) -> Json:
    return {"name": of.name, "in": of.stands_in}
