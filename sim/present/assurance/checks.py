"""Checks: the engine against theory, the run against what was reported, and the laws."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.studies.validation import Held
from sim.present.assurance.markdown import document, section, table
from sim.present.terminal.verification_report import cells
from sim.present.words import small_print, words
from sim.present.words.numbers import counted, level, number, percent
from sim.scenario.file.reported import Reported
from sim.verify.verification import CONFIDENCE, HALF_WIDTHS, SHARE, Check, Verification


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
            map(_check, found.checks),
        ),
    )


def validation(held: Sequence[Held], reported: Reported, experiment: Experiment) -> str:
    """The page that holds the scenario compared with against reported figures."""
    scenario, arm = experiment.scenarios[0], experiment.arms[0]
    return document(
        "Validation: the run against what was reported",
        words.validated(held, scenario, reported),
        f"{small_print.level_confidence(len(arm), scenario.margins.confidence.value)} A figure is "
        f"reproduced where the whole interval lies in the range, off where it lies outside. A "
        f"figure that inputs were set from, as `data-log.md` and `docs/evidence.md` tell, checks "
        f"the run and is no independent evidence. `locality validate` repeats it.",
        table(
            [
                "Figure",
                "Unit",
                "Reported",
                "Range",
                "Why this range",
                "Simulated",
                "Verdict",
                "Grade",
                "Source",
            ],
            map(_held, held),
        ),
    )


def laws(experiment: Experiment) -> str:
    """The page of laws that every replication must keep, of both scenarios."""
    return document(
        "Laws of every run",
        "Two sides that must agree are worked out from different rows of the event log of each "
        "replication; initial bias from the mean of all. A law that is to be watched is no error: "
        "the sentence tells what was seen in a replication where it does not hold.",
        *(
            section(
                f"{letter}: {scenario.title}",
                table(
                    ["Law", "Where", "Left", "Right", "Verdict", "Holds", "One replication"],
                    (
                        [
                            law.name,
                            law.scope,
                            number(law.left, 2),
                            number(law.right, 2),
                            law.verdict,
                            f"{law.holds} of {law.of}",
                            law.sentence,
                        ]
                        for law in laws_of(arm)
                    ),
                ),
            )
            for letter, scenario, arm in zip(
                "AB", experiment.scenarios, experiment.arms, strict=True
            )
        ),
    )


def _check(check: Check) -> list[str]:
    case = check.case
    return [case.name, case.setting, case.source, check.what, *cells(check), str(check.verdict)]


def _held(each: Held) -> list[str]:
    figure = each.figure
    return [
        figure.title,
        figure.unit,
        "a range only" if figure.reported is None else f"{figure.reported:,g}",
        f"{figure.low:,g} to {figure.high:,g}",
        figure.note,
        level(each.simulated, figure.unit),
        str(each.verdict),
        figure.grade,
        figure.source,
    ]
