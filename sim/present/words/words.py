"""Words: every sentence that states a result, gains and losses alike."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison, Key, Outcome, Primary
from sim.experiment.experiment import same_families
from sim.experiment.statistics.verdict import Direction, Size, Verdict
from sim.experiment.studies.validation import Held, Reproduction
from sim.measures.catalogue import Definition
from sim.measures.story.steps import Story
from sim.present.words.measures import definition, subject
from sim.present.words.numbers import (
    NO_VALUE,
    counted,
    day,
    difference_unit,
    mean_and_ends,
    number,
)
from sim.scenario.exact.chain import Chain
from sim.scenario.file.reported import Kind, Reported, ReportedFigure
from sim.scenario.scenario import Scenario

CANNOT_SAY = (
    "What this cannot say: how good the work is, whether thresholds are right, or what making the "
    "change costs. It projects from stated assumptions, many of them without a source (grade A)."
)
"""The limits of any comparison, beside each."""

CAPACITY_NOTE = (
    "Asked: once inflow and outflow balance. Now: with the open cases the scenario starts with. "
    "Tight is over 90 % of what is there, short over 100 %. Cover for leavers is not counted."
)
"""How to read a capacity check."""

OTHER_FAMILIES = (
    "Note: the two scenarios differ in demand, open cases or dates, so the same number may be "
    "another family."
)
"""Where a family cannot be followed from one scenario to the other."""

ONE_FAMILY = "One family is a story, not a result"
"""Beside every journey."""

KINDS: dict[Kind | None, str] = {
    "workload": "comes out of the workload",
    "consequence": "a consequence of inputs",
    "input": "an input",
    None: "",
}
"""What a reported figure is, beside each that is held against a run; what shows most goes first."""

RESTATED = frozenset({"days_to_conclusion_over_45", "handoffs_a_month", "worker_changes_by_reason"})
"""Measures that say again what another says: listed in the tables, not counted in words."""

_FEW = 4
"""Other measures that the answer names each way."""

_OPENINGS = {
    Verdict.BETTER: "Projected to get better",
    Verdict.WORSE: "Projected to get worse",
    Verdict.NO_WORSE: "Projected to be no worse",
    Verdict.CANNOT_TELL: "Cannot be told",
}
_IF_NONE = {
    Verdict.BETTER: "No primary outcome is projected to get better.",
    Verdict.WORSE: "No primary outcome is projected to get worse.",
}
_AGAINST_MARGIN = {
    Size.WORTH_ACTING_ON: "at least the {margin} worth acting on",
    Size.PERHAPS: "which may be less than the {margin} worth acting on",
    Size.TOO_SMALL: "less than the {margin} worth acting on",
}


def period(scenario: Scenario) -> str:
    """The measured window: 1 April 2013 to 31 March 2014."""
    return f"{day(scenario.horizon.measured_from)} to {day(scenario.horizon.ends)}"


def answer(comparison: Comparison) -> str:
    """The answer in one paragraph: what gets better, what gets worse, what is not known.

    Losses come in the same words as gains, and each statement carries its interval. That no
    primary outcome gets better, or none worse, is said outright.
    """
    sentences = [compared(comparison)]
    for word, opening in _OPENINGS.items():
        primaries = [_primary(each) for each in comparison.primaries if each.verdict is word]
        sentences.append(
            f"{opening}: {'; '.join(primaries)}." if primaries else _IF_NONE.get(word, "")
        )
    return " ".join(filter(None, sentences))


def compared(comparison: Comparison) -> str:
    """Which scenarios, over which families and when, in a sentence."""
    a, b = comparison.a, comparison.b
    families = (
        "the same families through both"
        if same_families(a, b)
        else "not the same families, as demand, open cases or dates differ"
    )
    return f"{b.title}, against {a.title}: {families}, {period(a)}."


def moved(comparison: Comparison) -> tuple[list[Outcome], list[Outcome]]:
    """The other measures that go the good way and the bad way, those most clearly shown first.

    Measures of the whole service only, and only those of which more is better or worse.
    """
    beside = [
        outcome
        for outcome in comparison.outcomes
        if outcome.key == Key(outcome.key.measure)
        and not outcome.adjusted
        and outcome.key.measure not in RESTATED
    ]
    good, bad = (
        sorted((outcome for outcome in beside if who_gains(outcome) == word), key=_doubt)
        for word in ("gains", "loses")
    )
    return good, bad


def others(comparison: Comparison) -> str:
    """How many of the other measures go the good way and how many the bad way, with the first."""
    good, bad = moved(comparison)
    return (
        f"Of the other measures, {len(good)} go the good way{_first_few(good)} and "
        f"{len(bad)} the bad way{_first_few(bad)}. Each of these intervals stands alone."
    )


def verdict(primary: Primary) -> str:
    """The verdict of a primary outcome, with what the margin says of it."""
    if primary.outcome.direction is Direction.SAME:
        return f"{primary.verdict}: no difference"
    return f"{primary.verdict}: {primary.size}" if primary.size else str(primary.verdict)


def direction(outcome: Outcome) -> str:
    """Where B lies against A, for an outcome that is not judged."""
    if outcome.difference.replications == 0:
        if outcome.a.replications and not outcome.b.replications:
            return "only in A"
        if outcome.b.replications and not outcome.a.replications:
            return "only in B"
        return NO_VALUE
    if not outcome.difference.is_known:
        return "no interval"
    return "no difference" if outcome.direction is Direction.SAME else str(outcome.direction)


def who_gains(outcome: Outcome) -> str:
    """Whether a part of the service gains or loses, by the measure's direction of good."""
    return good_or_bad(outcome, "gains", "loses")


def good_or_bad(outcome: Outcome, good: str, bad: str) -> str:
    """One of two words for a measure without a margin, or why neither can be said."""
    better = definition(outcome).better
    is_shown = outcome.direction in {Direction.HIGHER, Direction.LOWER}
    if better == "neither" or not is_shown:
        return direction(outcome)
    return good if outcome.direction == better else bad


def margin(primary: Primary) -> str:
    """The smallest difference worth acting on: 2 points, 0.05."""
    return _amount(f"{primary.margin:g}", definition(primary.outcome))


def validated(held: Sequence[Held], scenario: Scenario, reported: Reported) -> str:
    """Whether a scenario reproduces reported figures, in a sentence for each verdict."""
    titles = {
        word: [each.figure.title for each in held if each.verdict is word] for word in Reproduction
    }
    said = (
        f"{scenario.title}, held against {reported.title}: "
        f"{len(titles[Reproduction.REPRODUCED])} of {counted(len(held), 'figure')} reproduced."
    )
    if off := titles[Reproduction.OFF]:
        said += f" Off: {'; '.join(off)}."
    if untold := titles[Reproduction.CANNOT_TELL]:
        said += f" Cannot be told: {'; '.join(untold)}."
    return said


def nothing_to_hold(scenario: Scenario, reported: Reported) -> str:
    """That reported figures are about another kind of service."""
    return f"{scenario.title} has nothing to hold against {reported.title}."


def kind(of: ReportedFigure) -> str:
    """What a reported figure is: an input, what inputs bring about, or neither; if said."""
    return KINDS[of.kind]


def built_in(chain: Chain) -> str:
    """What the structure alone brings, in expectation."""
    return (
        f"Expected from the pathway alone, without a run: "
        f"{number(chain.handoffs_per_referral, 2)} handoffs between teams and "
        f"{number(chain.worker_changes_per_referral, 2)} changes of worker per referral; leavers "
        f"bring more."
    )


def checked(file: str, problems: int, warnings: int) -> str:
    """The result of checking one file."""
    if problems:
        return f"{file}: {counted(problems, 'problem')}; it cannot be used."
    if warnings:
        return f"{file}: fine, with {counted(warnings, 'value')} worth a look."
    return f"{file}: fine."


def never_came(story: Story) -> str:
    """Why there is nothing to tell of a family drawn for after the last day."""
    return (
        f"Family {story.family} was to make contact after the last day of the run: nothing "
        "happened to it."
    )


def family(story: Story, seed: int, replication: int, further: int | None) -> str:
    """Who is followed, and another family to follow where this one only made contact."""
    said = (
        f"Family {story.family}, {counted(story.children, 'child', 'children')}, "
        f"{story.locality}; seed {seed}, replication {replication}. Hours are hours of work; "
        f"days are working days since it was asked for."
    )
    if not story.came:
        return f"{said} {never_came(story)}\n"
    if not story.was_referred and not story.was_open:
        said += " This family only made contact."
        said += f" For one that went further: --family {further}." if further is not None else ""
    return f"{said}\n"


def _doubt(outcome: Outcome) -> float:
    """Half an interval's width against its mean: the smaller, the more clearly shown."""
    return outcome.difference.half_width / abs(outcome.difference.mean)


def _first_few(outcomes: Sequence[Outcome]) -> str:
    """The outcomes most clearly shown, in brackets."""
    told = [f"{subject(definition(each))} {_signed(each)}" for each in outcomes[:_FEW]]
    more = ["..."] if len(outcomes) > _FEW else []
    return f" ({'; '.join(told + more)})" if told else ""


def _primary(primary: Primary) -> str:
    """An outcome in a sentence: what, by how much, and whether that is worth acting on."""
    outcome, measure = primary.outcome, definition(primary.outcome)
    what = subject(measure)
    if outcome.direction is Direction.SAME:
        return f"{what}, no difference in any pair"
    if not outcome.difference.is_known:
        return f"{what}, {direction(outcome)}"
    if primary.size is None:
        return f"{what}, {_signed(outcome)}, margin {margin(primary)}"
    shown, ends = mean_and_ends(outcome.difference.size, measure.unit)
    against = _AGAINST_MARGIN[primary.size].format(margin=margin(primary))
    return f"{what}, {_amount(shown, measure)} {outcome.direction} {ends}, {against}"


def _signed(outcome: Outcome) -> str:
    """A difference with its unit and its interval, all signed."""
    measure = definition(outcome)
    shown, ends = mean_and_ends(outcome.difference, measure.unit, signed=True)
    return f"{_amount(shown, measure)} {ends}"


def _amount(shown: str, measure: Definition) -> str:
    """A difference with its unit; a rate's unit stands in its title."""
    unit = difference_unit(measure.unit)
    return shown if unit.startswith("per ") or unit == "ratio" else f"{shown} {unit}"
