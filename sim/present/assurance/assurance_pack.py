"""The assurance pack: all pages on one comparison, and the page that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.sensitivity import Sensitivity
from sim.experiment.studies.validation import Held, Reproduction
from sim.present.assurance import verification_and_validation as checks
from sim.present.assurance.data_log import data_log
from sim.present.assurance.register import register, what_matters
from sim.present.assurance.stress_des import stress_des
from sim.present.assurance.versions import Command, versions
from sim.present.foreign.markdown import Marked, bullets, document, section, table, text
from sim.present.words import limits, words
from sim.present.words.caveats import caveats
from sim.present.words.measures import definition
from sim.present.words.numbers import counted, difference, level
from sim.scenario.file.reported import Reported
from sim.verify.verification import Verification

CONTENTS = {
    "assumptions.md": "every number with its evidence, and what it does to the answer",
    "data-log.md": "each source, and what rests on it",
    "stress-des.md": "the STRESS-DES reporting items",
    "verification.md": "the engine against theory",
    "validation.md": "the run against what was reported",
    "laws.md": "what every replication must keep, and whether it did",
    "limits.md": "what this cannot say",
    "versions.md": "versions, seeds, hashes and the commands that repeat the pack",
}
"""The pages, in the order in which they are read."""


@dataclass(frozen=True)
class Evidence:
    """What a pack is written from.

    Attributes:
        command: the arguments of the command that writes it.
        experiment: the runs of both scenarios.
        comparison: the verdicts and figures of these runs.
        sensitivity: the influence of each input on them.
        reported: the figures that scenario A should reproduce.
        held: whether it does, figure by figure.
        left_out: reported figures that it lacks, each with why.
        verification: the engine against theory.
    """

    command: Command
    experiment: Experiment
    comparison: Comparison
    sensitivity: Sensitivity
    reported: Reported
    held: tuple[Held, ...]
    verification: Verification
    left_out: tuple[str, ...] = ()


def pack(evidence: Evidence) -> dict[str, str]:
    """Write the pack.

    Returns:
        Markdown by file name, the opening page `README.md` first.
    """
    experiment, comparison = evidence.experiment, evidence.comparison
    pages = {
        "assumptions.md": register(
            evidence.sensitivity, _verdicts(comparison), (comparison.a, comparison.b)
        ),
        "data-log.md": data_log(evidence.sensitivity, evidence.reported),
        "stress-des.md": stress_des(experiment, comparison),
        "verification.md": checks.verification(evidence.verification),
        "validation.md": checks.validation(
            evidence.held, evidence.left_out, evidence.reported, experiment
        ),
        "laws.md": checks.laws(experiment),
        "limits.md": _limits(evidence),
        "versions.md": versions(experiment, evidence.command),
    }
    return {"README.md": _opening(evidence), **pages}


def _opening(evidence: Evidence) -> str:
    comparison = evidence.comparison
    return document(
        f"Assurance of a comparison: {comparison.b.title}, against {comparison.a.title}",
        "Written by `locality assure` from the scenarios and the runs themselves. It is for "
        "somebody who did not build the model and has to judge whether to rely on it.",
        section("The answer", text(words.answer(comparison)), _primaries(comparison)),
        section(
            "Which assumptions decide it",
            *what_matters(evidence.sensitivity, _verdicts(comparison)),
        ),
        section("What to know before relying on it", bullets(_reservations(evidence))),
        section(
            "Contents",
            bullets(Marked(f"[{name}]({name}): {what}") for name, what in CONTENTS.items()),
        ),
    )


def _primaries(comparison: Comparison) -> str:
    rows = []
    for primary in comparison.primaries:
        outcome, measure = primary.outcome, definition(primary.outcome)
        sides = (level(side, measure.unit) for side in (outcome.a, outcome.b))
        change = difference(outcome.difference, measure.unit)
        judged = words.margin(primary), words.verdict(primary)
        rows.append([f"{measure.title} ({measure.unit})", *sides, change, *judged])
    return table(["Primary outcome", "A", "B", "B - A", "Margin", "Verdict"], rows)


def _limits(evidence: Evidence) -> str:
    return document(
        "What this cannot say",
        "Whatever the figures:",
        limits.as_markdown(),
        section("In this run", bullets(_reservations(evidence))),
    )


def _reservations(evidence: Evidence) -> Iterator[str]:
    """What this run leaves in doubt: said whether there is any doubt or none."""
    off = evidence.verification.off
    yield (
        f"Verification: {len(off)} of {counted(len(evidence.verification.checks), 'check')} off."
    )
    words_of = [each.verdict for each in evidence.held]
    yield (
        f"Validation: of {counted(len(words_of), 'reported figure')} "
        f"{words_of.count(Reproduction.REPRODUCED)} reproduced, "
        f"{words_of.count(Reproduction.OFF)} off, "
        f"{words_of.count(Reproduction.CANNOT_TELL)} cannot be told."
    )
    if evidence.left_out:
        left = counted(len(evidence.left_out), "reported figure")
        yield f"Not held against the run: {left}, as {evidence.comparison.a.title} lacks them."
    for letter, arm in zip("AB", evidence.experiment.arms, strict=True):
        found = laws_of(arm)
        kept = sum(law.holds == law.of for law in found)
        yield f"Laws, {letter}: {kept} of {len(found)} hold in every replication."
    yield from caveats(evidence.comparison, evidence.experiment)
    untold = [
        definition(primary.outcome).title
        for primary in evidence.comparison.primaries
        if primary.verdict is Verdict.CANNOT_TELL
    ]
    yield f"Primary outcomes that cannot be told: {', '.join(untold) or 'none'}."
    not_run = len(evidence.sensitivity.influences) - len(evidence.sensitivity.ranked)
    yield Marked(f"Numbers whose influence was not run: {not_run}; `assumptions.md` says why.")
    failed = len(evidence.experiment.failures) + len(evidence.sensitivity.failures)
    yield f"Runs that failed and were left out: {failed}."


def _verdicts(comparison: Comparison) -> list[Verdict]:
    return [primary.verdict for primary in comparison.primaries]
