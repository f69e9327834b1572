"""The answer names losses before gains, counts nothing inside a margin, and promises nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Judged, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Chance, Chances, Likelihood, Verdict
from sim.experiment.worlds.worlds import Basis
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.present.board_pack.material import finding
from sim.present.words import answer
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.numbers import NO_VALUE
from tests.experiment.runs import made_up
from tests.present.shifted import GAINS_ALL_AND_LOSES_ONE, WITHIN_MARGINS, shifted

READING = Path(__file__).parents[3] / "docs" / "reading-a-result.md"
SHOWN = compare(shifted(GAINS_ALL_AND_LOSES_ONE))
BY_MEASURE = {each.outcome.key.measure: each for each in SHOWN.judged}


def measures(found: list[Judged]) -> list[str]:
    return [each.outcome.key.measure for each in found]


@st.composite
def chances(draw: st.DrawFn) -> Chances:
    """Chances of a number of worlds, with the verdict that follows from them."""
    worlds = draw(st.one_of(st.just(1), st.integers(2, 200)))
    most = draw(st.integers(0, worlds)) / worlds if worlds > 1 else draw(st.floats(0, 1))
    rest = round((1 - most) * worlds) if worlds > 1 else 0
    other = draw(st.integers(0, rest)) / worlds if worlds > 1 else draw(st.floats(0, 1 - most))
    better, worse = (most, other) if draw(st.booleans()) else (other, most)
    gain, loss, neither = (Chance(each, worlds) for each in (better, worse, 1 - better - worse))
    verdict = Verdict.SAME if neither.is_likely else Verdict.CANNOT_TELL
    verdict = Verdict.WORSE if loss.is_likely else verdict
    return Chances(gain, loss, neither, Verdict.BETTER if gain.is_likely else verdict)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """The same outcomes, with any chances."""
    primaries, guardrails = (
        tuple(replace(each, chances=draw(chances())) for each in found)
        for found in (SHOWN.primaries, SHOWN.guardrails)
    )
    return replace(SHOWN, primaries=primaries, guardrails=guardrails)


def test_a_lost_guardrail_is_named_before_any_gain() -> None:
    assert answer.headline(SHOWN) == (
        "Projected to get worse: conferences within 15 days of the strategy discussion (60 to 42 "
        "in 100, almost certain). Projected to get better: assessments concluded in 45 days (60 to "
        "68 in 100, almost certain), changes of worker per child (0.60 to 0.40, almost certain) "
        "and worker-days over the caseload cap (60 to 52 in 100, almost certain)."
    )


def test_a_difference_inside_its_margin_is_named_neither_way() -> None:
    found = compare(shifted(WITHIN_MARGINS))
    assert answer.headline(found) == "No difference worth acting on was found."
    said = " ".join(map(answer.said, found.judged))
    assert not re.search(r"better|worse", said)
    assert said.count("almost certain to stay about the same".capitalize()) == len(JUDGED)


def test_the_count_of_gains_and_of_losses_never_stands_alone() -> None:
    assert answer.counts(SHOWN) == (
        "Of 13 judged outcomes, 1 is projected to get worse, 3 to get better"
    )
    gains_alone = compare(shifted(dict.fromkeys(PRIMARY, 4.0)))
    assert answer.counts(gains_alone).endswith("none are projected to get worse, 3 to get better")
    within = answer.counts(compare(shifted(WITHIN_MARGINS)))
    assert within == "None of 13 judged outcomes is shown to differ by more than its margin"


def test_losses_come_by_consequence_and_each_is_named() -> None:
    found = compare(shifted(dict.fromkeys(JUDGED, -3.0)))
    assert measures(answer.losses(found)) == [*GUARDRAILS, *PRIMARY]
    losses, nothing_gained = answer.sentences(found)
    assert nothing_gained == "Nothing is shown to get better."
    assert "children seen within a day" in losses.partition(",")[0]
    assert losses.count(" in 100, ") == 3, "with figures, the gravest"
    for each in found.judged:
        assert in_plain_words(definition(each.outcome)) in losses


def test_what_may_get_worse_is_said_though_it_is_not_shown() -> None:
    open_chances = Chances(Chance(0.1, 50), Chance(0.4, 50), Chance(0.5, 50), Verdict.CANNOT_TELL)
    visits = replace(BY_MEASURE["cp_visits_on_time"], chances=open_chances)
    found = replace(SHOWN, guardrails=(visits,))
    assert measures(answer.possible_losses(found)) == ["cp_visits_on_time"]
    assert answer.headline(found).endswith(". May get worse: child protection visits on time.")
    alone = replace(found, primaries=())
    assert answer.headline(alone).startswith("Nothing is shown to get better or worse. May get")
    assert "better in 5, worse in 20 of 50 worlds" in answer.said(visits)
    assert answer.in_short(visits).endswith("cannot tell, may get worse")
    assert finding([visits, *SHOWN.primaries]).endswith("; 1 may get worse")


def test_as_planned_is_said_wherever_a_probability_is() -> None:
    found = compare(shifted(GAINS_ALL_AND_LOSES_ONE, over_worlds=False))
    assert answer.headline(found).startswith("With inputs as planned, projected to get worse: ")
    assert all("inputs as planned: chance alone" in answer.likelihood(x) for x in found.judged)
    assert all("inputs as planned: chance alone" in answer.odds(x) for x in found.judged)
    assert "doubt about the inputs is left out" in answer.basis(found)
    same = compare(shifted(WITHIN_MARGINS, over_worlds=False))
    assert answer.headline(same).startswith("With inputs as planned, no difference worth acting")


@given(comparisons())
def test_each_outcome_stands_once_and_under_what_is_said_of_it(found: Comparison) -> None:
    parts = answer.sorted_out(found)
    told = [each.outcome.key.measure for part in parts.values() for each in part]
    assert sorted(told) == sorted(JUDGED)
    assert parts.get("Gets worse", []) == answer.losses(found)
    order = ["Gets worse", "Gets better", "May get worse", "Cannot be told", "About the same"]
    assert list(parts) == [heading for heading in order if heading in parts]


@given(comparisons())
def test_a_headline_names_what_is_shown_and_nothing_else(found: Comparison) -> None:
    said = answer.headline(found)
    assert ("projected to get worse: " in said.lower()) == bool(answer.losses(found))
    assert ("projected to get better: " in said.lower()) == bool(answer.gains(found))
    shown = {bool(answer.losses(found)), bool(answer.gains(found))}
    is_open = bool(answer.untold(found) or answer.possible_losses(found))
    nothing = len(shown) == 2 or (True not in shown and is_open)
    assert ("nothing is shown to get " in said.lower()) == nothing
    assert ("may get worse: " in said.lower()) == bool(answer.possible_losses(found))
    if answer.losses(found) and answer.gains(found):
        assert said.index("worse") < said.index("better")
    assert not re.search(r"\b(will|improves?|proves?|saves?)\b", said)
    assert len(re.findall(r"\.(?= |$)", said)) == len(answer.sentences(found)) <= 4


@given(chances())
def test_a_probability_has_the_word_of_the_yardstick_and_the_worlds_behind_it(
    found: Chances,
) -> None:
    said = answer.likelihood(replace(SHOWN.primaries[0], chances=found))
    shown = {Verdict.BETTER: found.better, Verdict.WORSE: found.worse, Verdict.SAME: found.same}
    assert ("chance alone" in said) == (found.same.worlds == 1)
    if found.verdict is Verdict.CANNOT_TELL:
        also = ", may get worse" if found.worse.is_possible else ""
        assert said.startswith(f"cannot tell{also}: better ")
        return
    chance = shown.pop(found.verdict)
    assert said.startswith(f"{chance.likelihood} to ")
    if chance.worlds > 1:
        assert f"{chance.count} of {chance.worlds} worlds (" in said
        assert re.search(r"\(\d+-\d+ %\)", said)
    assert ("get better" in said) == (found.verdict is Verdict.BETTER)
    is_loss = found.verdict is Verdict.WORSE or found.worse.is_possible
    assert ("worse" in said) == is_loss


@pytest.mark.parametrize("measure", JUDGED)
def test_every_judged_measure_is_told_in_a_unit_a_person_knows(measure: str) -> None:
    judged, unit = BY_MEASURE[measure], CATALOGUE[measure].unit
    said = f"{answer.title(judged)}: {answer.from_to(judged)}"
    endings = {"%": r"\d to [\d.]+ in 100", "per child": r"per child.*: 0\.\d\d to 0\.\d\d"}
    assert re.search(f"{endings.get(unit, rf'[.]?[0-9] to [0-9.]+ {unit}')}$", said)
    assert "%" not in answer.from_to(judged)


@given(st.sampled_from(JUDGED), st.floats(0.06, 99.9), st.floats(1, 9))
def test_levels_a_margin_apart_are_never_written_alike(
    measure: str, a: float, margins: float
) -> None:
    judged = BY_MEASURE[measure]
    b = a + margins * judged.margin
    outcome = replace(judged.outcome, a=Interval(a, a, a, 9), b=Interval(b, b, b, 9))
    low, high = answer.from_to(replace(judged, outcome=outcome)).split(" ")[:3:2]
    assert low != high
    assert low != "0"
    if "in 100" in answer.from_to(replace(judged, outcome=outcome)) and b < 99.9:
        assert "100" not in {low, high}


def test_what_no_run_has_is_no_figure() -> None:
    found = compare(made_up({}, {}))
    judged = found.primaries[0]
    assert answer.from_to(judged) == NO_VALUE
    assert answer.likelihood(judged) == "cannot tell: no run has it on both sides"
    assert answer.one_year(judged) == "no simulated year shows it"
    assert answer.draft(found) == "Draft: too few runs"


@pytest.mark.parametrize(("pairs", "over_worlds"), [(9, False), (13, True)])
def test_an_answer_is_a_draft_until_there_are_ten(pairs: int, over_worlds: bool) -> None:
    few, enough = (
        compare(shifted({}, pairs=many, over_worlds=over_worlds)) for many in (pairs - 1, pairs + 1)
    )
    assert answer.draft(few) == "Draft: too few runs"
    assert answer.draft(enough) == ""


def test_where_inputs_come_from_is_said() -> None:
    assert "Over 15 worlds (20 pairs of runs) drawn from the ranges" in answer.basis(SHOWN)
    reproduced = answer.basis(replace(SHOWN, basis=Basis.WORLDS))
    assert "15 plausible worlds" in reproduced
    assert "fit the figures reported" in reproduced


def test_one_year_and_the_share_of_chance_are_counted() -> None:
    judged = BY_MEASURE["conference_in_15_days"]
    assert answer.one_year(judged) == "B is ahead in 0 of 20 simulated years"
    assert answer.chance_and_doubt(replace(judged, share_of_chance=0.3)) == (
        "chance has 30 % of the variance, doubt about inputs 70 %"
    )


def test_the_page_on_reading_a_result_has_the_words_that_probabilities_get() -> None:
    bands = re.findall(
        r"^\| (?:(\d+) to |up to )?(\d+)(?: or more)? \| ([a-z ]+) \|$",
        READING.read_text(),
        re.MULTILINE,
    )
    assert [word for *_, word in bands] == list(Likelihood)
    for low, high, word in bands:
        for percent in filter(None, (low, high)):
            assert Chance(int(percent) / 100, 200).likelihood == word
