"""Words: every sentence that states a result, gains and losses alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.experiment.comparison import Comparison, Key, Outcome, Primary
from sim.experiment.experiment import same_families
from sim.experiment.statistics.verdict import Direction, Size, Verdict
from sim.experiment.studies.validation import Held, Reproduction
from sim.measures.catalogue import CATALOGUE, Definition
from sim.measures.story.steps import Story
from sim.present.words.numbers import (
    NO_VALUE,
    counted,
    day,
    difference_unit,
    mean_and_ends,
    number,
)
from sim.scenario.exact.chain import Chain
from sim.scenario.file.reported import Reported
from sim.scenario.scenario import Scenario

CANNOT_SAY = (
    "What this cannot say: how good the work is, whether thresholds are right, or what making the "
    "change costs. It projects from stated assumptions, many of them without a source (grade A)."
)
"""The limits of any comparison, told beside each."""

CAPACITY_NOTE = (
    "Asked: once inflow and outflow balance. Now: with the open cases the scenario starts with. "
    "Tight is over 90 % of what is there, short over 100 %. Cover for leavers is not counted."
)
"""How to read a capacity check."""

OTHER_FAMILIES = (
    "Note: the two scenarios differ in demand, open cases or dates, so the same number may be "
    "another family."
)
"""Told where a family cannot be followed from one scenario to the other."""

ONE_FAMILY = "One family is a story, not a result"
"""Told beside every story."""

_FEW = 4
"""Other measures that the answer names each way."""

_OPENINGS = {
    Verdict.BETTER: "Projected to get better",
    Verdict.WORSE: "Projected to get worse",
    Verdict.NO_WORSE: "Projected to be no worse",
    Verdict.CANNOT_TELL: "Cannot be told",
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
    """The answer in one paragraph: what gets better, what gets worse, what cannot be told.

    Losses come in the same words as gains, and each statement carries its interval. That no
    primary outcome gets better, or none worse, is said outright.
    """
    found = {
        word: [primary for primary in comparison.primaries if primary.verdict is word]
        for word in Verdict
    }
    return " ".join(
        [
            compared(comparison),
            *_statement(Verdict.BETTER, found, "No primary outcome is projected to get better."),
            *_statement(Verdict.WORSE, found, "No primary outcome is projected to get worse."),
            *_statement(Verdict.NO_WORSE, found),
            *_statement(Verdict.CANNOT_TELL, found),
        ]
    )


def compared(comparison: Comparison) -> str:
    """Which scenarios, over which families and when, in a sentence."""
    return (
        f"{comparison.b.title}, against {comparison.a.title}: {_families(comparison)}, "
        f"{period(comparison.a)}."
    )


RESTATED = frozenset({"days_to_conclusion_over_45", "handoffs_a_month", "worker_changes_by_reason"})
"""Measures that say again what another says: listed in the tables, not counted in words."""


def moved(comparison: Comparison) -> tuple[list[Outcome], list[Outcome]]:
    """The other measures that go the good way and the bad way, those most clearly shown first.

    Measures of the whole service only, and only those of which more is better or worse.
    """
    primary = {each.outcome.key for each in comparison.primaries}
    found = [
        outcome
        for outcome in comparison.outcomes
        if outcome.key == Key(outcome.key.measure)
        and outcome.key not in primary
        and outcome.key.measure not in RESTATED
        and outcome.direction in {Direction.HIGHER, Direction.LOWER}
    ]
    found.sort(key=lambda outcome: outcome.difference.half_width / abs(outcome.difference.mean))
    good = [outcome for outcome in found if outcome.direction == _definition(outcome).better]
    bad = [
        outcome
        for outcome in found
        if _definition(outcome).better not in {"neither", outcome.direction}
    ]
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
    better = CATALOGUE[outcome.key.measure].better
    shown = outcome.direction in {Direction.HIGHER, Direction.LOWER}
    if better == "neither" or not shown:
        return direction(outcome)
    return "gains" if outcome.direction == better else "loses"


def margin(primary: Primary) -> str:
    """The smallest difference worth acting on: 2 points, 0.05."""
    return _amount(f"{primary.margin:g}", _definition(primary.outcome))


def validated(held: Sequence[Held], scenario: Scenario, reported: Reported) -> str:
    """What holding a scenario against reported figures found, in a sentence for each word."""
    titles = {
        word: [each.figure.title for each in held if each.verdict is word] for word in Reproduction
    }
    sentences = [
        f"{scenario.title}, held against {reported.title}: "
        f"{len(titles[Reproduction.REPRODUCED])} of {counted(len(held), 'figure')} reproduced."
    ]
    if titles[Reproduction.OFF]:
        sentences.append(f"Off: {'; '.join(titles[Reproduction.OFF])}.")
    if titles[Reproduction.CANNOT_TELL]:
        sentences.append(f"Cannot be told: {'; '.join(titles[Reproduction.CANNOT_TELL])}.")
    return " ".join(sentences)


def built_in(chain: Chain) -> str:
    """What the structure alone brings, in expectation."""
    return (
        f"Expected from the pathway alone, without a run: "
        f"{number(chain.handoffs_per_referral, 2)} handoffs between teams and "
        f"{number(chain.worker_changes_per_referral, 2)} changes of worker per referral; leavers "
        f"bring more."
    )


def checked(file: str, problems: int, warnings: int) -> str:
    """What a check of one file found."""
    if problems:
        return f"{file}: {counted(problems, 'problem')}; it cannot be used."
    if warnings:
        return f"{file}: fine, with {counted(warnings, 'value')} worth a look."
    return f"{file}: fine."


def family(story: Story, seed: int, replication: int, further: int | None) -> str:
    """Who is followed, and another family to follow where this one only made contact."""
    said = (
        f"Family {story.family}, {counted(story.children, 'child', 'children')}, "
        f"{story.locality}; seed {seed}, replication {replication}. Hours are hours of work; "
        f"days are working days since it was asked for."
    )
    if not story.was_referred and not story.was_open:
        said += " This family only made contact."
        said += f" For one that went further: --family {further}." if further is not None else ""
    return f"{said}\n"


def _families(comparison: Comparison) -> str:
    if same_families(comparison.a, comparison.b):
        return "the same families through both"
    return "not the same families, as demand, open cases or dates differ"


def _statement(
    word: Verdict, found: dict[Verdict, list[Primary]], if_none: str = ""
) -> Iterable[str]:
    """One sentence on the outcomes that share a verdict."""
    if found[word]:
        yield f"{_OPENINGS[word]}: {'; '.join(_told(primary) for primary in found[word])}."
    elif if_none:
        yield if_none


def _first_few(outcomes: Sequence[Outcome]) -> str:
    """The outcomes most clearly shown, in brackets."""
    told = [f"{subject(outcome)} {_signed(outcome)}" for outcome in outcomes[:_FEW]]
    more = ["..."] if len(outcomes) > _FEW else []
    return f" ({'; '.join(told + more)})" if told else ""


def _told(primary: Primary) -> str:
    """An outcome in a sentence: what, by how much, and whether that is worth acting on."""
    outcome, definition = primary.outcome, _definition(primary.outcome)
    what = subject(outcome)
    if outcome.direction is Direction.SAME:
        return f"{what}, no difference in any pair"
    if not outcome.difference.is_known:
        return f"{what}, {direction(outcome)}"
    if primary.size is None:
        return f"{what}, {_signed(outcome)}, margin {margin(primary)}"
    shown, ends = mean_and_ends(outcome.difference.size, definition.unit)
    against = _AGAINST_MARGIN[primary.size].format(margin=margin(primary))
    return f"{what}, {_amount(shown, definition)} {outcome.direction} {ends}, {against}"


def _signed(outcome: Outcome) -> str:
    """A difference with its unit and its interval, all signed."""
    definition = _definition(outcome)
    shown, ends = mean_and_ends(outcome.difference, definition.unit, signed=True)
    return f"{_amount(shown, definition)} {ends}"


def _amount(shown: str, definition: Definition) -> str:
    """A difference with its unit; a rate's unit stands in its title."""
    unit = difference_unit(definition.unit)
    return shown if unit.startswith("per ") or unit == "ratio" else f"{shown} {unit}"


def subject(outcome: Outcome) -> str:
    """What an outcome is about, as it stands inside a sentence."""
    title = _definition(outcome).title
    return title[:1].lower() + title[1:]


def _definition(outcome: Outcome) -> Definition:
    return CATALOGUE[outcome.key.measure]
