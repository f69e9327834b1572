"""The words of why: what is shown is said with its value, and what is not is not ranked."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.decisions import Choice, choices
from sim.experiment.studies.finding_out import FindingOut, WorthKnowing
from sim.experiment.studies.influence import Decided, Influence
from sim.experiment.studies.trials import Trial
from sim.experiment.studies.why import Why
from sim.experiment.work.pool import Serial
from sim.experiment.worlds.inputs import inputs
from sim.present.charts.what_decides import what_decides
from sim.present.json import results
from sim.present.json import why as as_json
from sim.present.json.results import plain
from sim.present.terminal import report
from sim.present.words import answer
from sim.present.words import why as words
from tests.experiment.runs import CLUSTERS, SMALL
from tests.experiment.studies.invented_worlds import HOURS, A, B
from tests.present.terminal.test_report import printed

(ASSESSMENT,) = [each for each in inputs(A, B) if each.name == HOURS]
GAINED = Decided(
    "concluded_in_45_days",
    3.0,
    (Influence(ASSESSMENT, -0.5, 1.2, 0.6, 5.0, 1.0),),
    0.3,
    0.1,
    0.5,
    45,
)
NOISE = replace(GAINED, measure="over_cap", influences=(), chance=math.nan, foretold=0.0)
NOTHING = FindingOut(2.0, True, 0.2, (), 45)


@pytest.fixture(scope="module")
def runs() -> Experiment:
    return run_experiment((SMALL, CLUSTERS), seed=1, replications=2, executor=Serial())


def trial(value: float, gain: float, half: float = 0.5) -> Trial:
    return Trial(value, Interval(gain, gain - half, gain + half, 20))


TURNS = BreakEven(
    ASSESSMENT,
    "concluded_in_45_days",
    3.0,
    1.0,
    trial(8, 5),
    trial(16, -1),
    at=trial(13.3, 1.1),
    beyond=trial(15.3, -0.5),
)
NEVER = replace(TURNS, high=trial(16, 2), at=None, beyond=None)
WHY = Why((GAINED, NOISE), (ASSESSMENT,), NOTHING, 45, 9, break_evens=(TURNS,), runs=80)


def test_the_second_half_of_a_headline_names_the_input_and_where_it_turns() -> None:
    assert words.decides(WHY) == (
        "It depends most on hours of activity 'assessment' (above 13.3 hours the gain in "
        "assessments concluded in 45 days is gone)."
    )
    assert words.decides(replace(WHY, break_evens=(NEVER,))) == (
        "How large gains and losses are depends most on hours of activity 'assessment'; inside "
        "the evidence none turns what it moves most."
    )
    assert words.decides(replace(WHY, break_evens=())) == (
        "It depends most on hours of activity 'assessment'."
    )


def test_noise_is_not_ranked_and_that_is_said() -> None:
    untold = replace(WHY, decided=(NOISE,), leading=(), break_evens=())
    assert words.decides(untold) == (
        "What decides it cannot be told: 45 worlds do not tell 9 doubtful inputs apart from "
        "chance; more worlds may."
    )
    assert words.outcomes(untold) == [
        "45 worlds do not tell the inputs apart for worker-days over the caseload cap."
    ]


def test_what_the_answer_depends_on_is_said_where_no_input_is_told_too(runs: Experiment) -> None:
    """With inputs as planned, and where worlds are too few, it is the rule that B assumes."""
    planned = compare(runs)
    untold = replace(WHY, decided=(NOISE,), leading=(), break_evens=())
    rule = "it holds for section 47 enquiries on open cases as B assumes: own team."
    assert words.depends_on(planned, WHY) == words.decides(WHY)
    assert words.depends_on(planned, None) == f"Doubt about inputs is left out; {rule}"
    assert words.depends_on(planned, untold) == (
        f"45 worlds do not tell which input decides it; {rule}"
    )


def test_the_report_and_json_say_it_below_the_headline(runs: Experiment) -> None:
    told = words.decides(WHY)
    shown = " ".join(printed(report.comparison(compare(runs), runs, WHY)).split())
    assert shown.startswith(f"{answer.headline(compare(runs))} {told}")
    assert results.comparison(compare(runs), runs, WHY)["depends_on"] == told


def test_chance_stands_beside_doubt() -> None:
    (told, _) = words.outcomes(WHY)
    assert "hours of activity 'assessment' 60 %, chance of one year 30 %, all else 10 %" in told
    assert "foretell 50 % of what differs" in told


def test_a_break_even_says_what_was_confirmed_and_what_was_not() -> None:
    assert words.turning(TURNS).endswith(
        "above 13.3 hours the gain in assessments concluded in 45 days is gone. At 13.3 hours it "
        "is open, at 15.3 hours it is not (20 pairs)."
    )
    assert "it never turns" in words.turning(NEVER)
    assert "at 8 hours a gain of 5.0 margins" in words.turning(NEVER)
    assert "not confirmed by runs" in words.turning(replace(TURNS, beyond=trial(15.3, 0.9)))
    assert "is open at an end" in words.turning(replace(NEVER, high=trial(16, 1.2)))


def test_a_line_may_be_where_a_loss_begins_or_ends() -> None:
    inside = replace(TURNS, mean=0.0, line=-1.0, low=trial(8, 0.5), high=trial(16, -3))
    assert "there is a loss in assessments" in words.turning(inside)
    lost = replace(TURNS, mean=-3.0, line=-1.0, low=trial(8, 0.5), high=trial(16, -4))
    assert "below about 13.3 hours the loss in assessments" in words.turning(lost)
    assert "there is a gain in" in words.turning(replace(inside, line=1.0, high=trial(16, 3)))


def test_every_choice_has_words() -> None:
    told = [words.choice(each) for each in choices(A, B)]
    assert len(set(told)) == len(told) == 4
    assert told[2].endswith("finishes the assessment after a section 47 enquiry: yes")
    never = Choice("over_cap_after", None, 10, in_both=False)
    assert words.choice(never).endswith("after some days of waiting: never (in B alone)")


def test_what_to_find_out_is_said_in_worlds() -> None:
    known = replace(NOTHING, ranked=(WorthKnowing(ASSESSMENT, 0.12, 0.3),))
    told = words.worth(replace(WHY, finding_out=known))
    assert told == [
        "The balance speaks for B; in 20 of 100 worlds that is the wrong choice.",
        "Finding out hours of activity 'assessment' could turn the choice in 12 of 100 worlds "
        "(worth 0.30 margins on average).",
    ]
    assert "Of no input alone" in words.worth(WHY)[0]
    assert (
        "Nothing that could be found out"
        in words.worth(replace(WHY, finding_out=replace(NOTHING, against=0.0)))[0]
    )


def test_the_tornado_and_json_say_the_same() -> None:
    chart = what_decides(WHY)
    assert chart.title == words.decides(WHY).rstrip(".")
    assert list(chart.table["Where it turns"]) == ["turns above 13.3 hours"]
    assert words.turning(TURNS) in chart.alt
    foretold = what_decides(replace(WHY, break_evens=()))
    assert list(foretold.table["Gain at the high end, margins"]) == [1.0]
    held = plain(why=as_json.of(WHY))["why"]
    assert isinstance(held, dict)
    assert held["decides"] == words.decides(WHY)
    assert held["break_evens"][0]["at"]["value"] == 13.3
    assert held["break_evens"][0]["confirmed"] is True
    assert held["influences"][1]["chance"] is None
    assert held["decisions"] is None
