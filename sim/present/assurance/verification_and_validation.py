"""Verification and validation: the engine against theory, a run against reports and laws."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.studies.validation import Held
from sim.measures.laws.law import LawSummary
from sim.present.foreign.markdown import bullets, document, section, table, table_of, text
from sim.present.terminal.verification_report import cells
from sim.present.words import small_print, words
from sim.present.words.numbers import counted, level, number, percent
from sim.present.words.small_counts import ToldFigure, with_told
from sim.scenario.file.reported import Reported, ReportedFigure
from sim.verify.verification import CONFIDENCE, HALF_WIDTHS, SHARE, Verification

_FIGURES: dict[str, Callable[[tuple[Held, ToldFigure]], str]] = {
    "Figure": lambda of: of[0].figure.title,
    "Unit": lambda of: of[0].figure.unit,
    "Reported": lambda of: of[1].reported or "a range only",
    "Range": lambda of: of[1].range,
    "Why this range": lambda of: of[1].note,
    "Simulated": lambda of: level(of[0].simulated, of[0].figure.unit),
    "Verdict": lambda of: of[0].verdict,
}
_LAWS: dict[str, Callable[[LawSummary], str]] = {
    "Law": lambda of: of.name,
    "Where": lambda of: of.scope,
    "Left": lambda of: number(of.left, 2),
    "Right": lambda of: number(of.right, 2),
    "Verdict": lambda of: of.verdict,
    "Holds": lambda of: f"{of.holds} of {of.of}",
    "One replication": lambda of: of.sentence,
}


def verification(found: Verification) -> str:
    """The page that sets the engine against theory."""
    off = len(found.off)
    return document(
        "Verification: the engine against theory",
        f"{len(found.checks) - off} of {counted(len(found.checks), 'check')} agree with theory, "
        f"{off} {'is' if off == 1 else 'are'} off; seed {found.seed}. The same engine as in any "
        f"run, its service reduced by the scenario alone, against theory worked out beside it. A "
        f"mean agrees if it is within the tolerance: {HALF_WIDTHS:g} half-widths of its "
        f"{percent(CONFIDENCE)} interval, or {percent(SHARE)} of theory where that is more. "
        f"Exact cases have no luck in them and must be equal. `locality verify` repeats it.",
        table(
            ["Case", "Setting", "Source", "Figure", "Theory", "Simulated", "Tolerance", "Verdict"],
            (
                [of.case.name, of.case.setting, of.case.source, of.what, *cells(of), of.verdict]
                for of in found.checks
            ),
        ),
    )


def validation(
    held: Sequence[Held], left_out: Sequence[str], reported: Reported, experiment: Experiment
) -> str:
    """The page that holds the scenario compared with against reported figures.

    Args:
        held: the figures that the scenario has, its inputs as planned.
        left_out: why it lacks each of the others.
        reported: all figures.
        experiment: the comparison, in worlds or as planned.
    """
    scenario = experiment.scenarios[0]
    runs = max((each.simulated.replications for each in held), default=0)
    columns = {
        **_FIGURES,
        "What it is": lambda of: standing(of[0].figure, experiment),
        "In worlds": lambda of: _in_worlds(of[0], experiment),
        "Grade": lambda of: of[0].figure.grade,
        "Source": lambda of: of[1].source,
    }
    return document(
        "Validation: the run against what was reported",
        text(words.validated(held, scenario, reported)),
        f"Simulated with inputs as planned. "
        f"{small_print.level_confidence(runs, scenario.margins.confidence.value)} A figure is "
        f"reproduced where the whole interval lies in the range, off where it lies outside. "
        f"`locality validate` repeats it.",
        "What it is: an *input* restates what was put in, and shows nothing. One *calibrated to* "
        "was used to choose inputs or to find the worlds, so that it checks the run and is no "
        "independent evidence. Only an *independent* one is. In worlds: in how many runs of the "
        "comparison, each in another world or with other luck, one year lies in the range.",
        table_of(with_told(held), columns),
        section("Not held against the run", bullets(left_out)) if left_out else "",
    )


def standing(figure: ReportedFigure, experiment: Experiment) -> str:
    """Whether a reported figure is an input, was calibrated to, or is independent evidence."""
    table = None if experiment.worlds is None else experiment.worlds.table
    if figure.kind == "input":
        return "input"
    if table is not None:
        if figure.title in table.reported:
            return "calibrated to: the worlds were found by it"
        return f"independent of the worlds; {words.kind(figure) or 'kind not said'}"
    if figure.kind == "consequence":
        return "calibrated to: a consequence of inputs"
    return "calibrated to: hours and posts were chosen with it known"


def _in_worlds(of: Held, experiment: Experiment) -> str:
    """In how many runs of A one year lies in the range."""
    if experiment.worlds is None:
        return "not run"
    figure = of.figure
    values = Figures.of(experiment.arms[0])[Key(figure.measure, figure.scope, figure.name)]
    there = values[np.isfinite(values)]
    inside = int(((there >= figure.low) & (there <= figure.high)).sum())
    return f"{inside} of {counted(len(there), 'run')}"


def laws(experiment: Experiment) -> str:
    """The page of laws that every replication must keep, of both scenarios."""
    sides = zip("AB", experiment.scenarios, experiment.arms, strict=True)
    return document(
        "Laws of every run",
        "Two sides that must agree are worked out from different rows of the event log of each "
        "replication; initial bias from the mean of all. A law that is to be watched is no error: "
        "the sentence tells what was seen in a replication where it does not hold.",
        *(
            section(f"{letter}: {scenario.title}", table_of(laws_of(arm), _LAWS))
            for letter, scenario, arm in sides
        ),
    )
