"""Words: sentences about scenarios, figures and families; those of the answer stand in `answer`."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison, Outcome
from sim.experiment.experiment import same_families
from sim.experiment.statistics.verdict import Direction
from sim.experiment.studies.validation import Held, Reproduction
from sim.measures.story.steps import Story
from sim.present.words.numbers import NO_VALUE, counted, day, number
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


def period(scenario: Scenario) -> str:
    """The measured window: 1 April 2013 to 31 March 2014."""
    return f"{day(scenario.horizon.measured_from)} to {day(scenario.horizon.ends)}"


def compared(comparison: Comparison) -> str:
    """Which scenarios, over which families and when, in a sentence."""
    a, b = comparison.a, comparison.b
    families = (
        "the same families through both"
        if same_families(a, b)
        else "not the same families, as demand, open cases or dates differ"
    )
    return f"{b.title}, against {a.title}: {families}, {period(a)}."


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
