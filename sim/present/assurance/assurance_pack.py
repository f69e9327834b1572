"""The assurance pack: all pages on one comparison, and the page that opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.studies.sensitivity import Sensitivity
from sim.experiment.studies.structural import StructuralAnswers
from sim.experiment.studies.validation import Held, Reproduction
from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import inputs
from sim.present.assurance import verification_and_validation as checks
from sim.present.assurance.data_log import data_log
from sim.present.assurance.one_by_one import one_by_one
from sim.present.assurance.quality_assurance import quality_assurance
from sim.present.assurance.register import register
from sim.present.assurance.stress_des import stress_des
from sim.present.assurance.versions import Command, Edition, versions
from sim.present.assurance.what_would_change_it import what_would_change_it
from sim.present.assurance.worlds_page import worlds_page
from sim.present.foreign.markdown import Marked, bullets, document, section, table, text
from sim.present.words import answer, findings, limits, words
from sim.present.words import why as why_words
from sim.present.words.caveats import caveats
from sim.present.words.measures import definition
from sim.present.words.numbers import counted, level
from sim.scenario.file.reported import Reported
from sim.verify.verification import Verification

CONTENTS = {
    "quality-assurance.md": "roles to fill in, permitted and forbidden uses, releases and changes",
    "what-would-change-it.md": "inputs that turn the answer, other rules, owners and posts",
    "worlds.md": "plausible worlds, and chance told apart from doubt",
    "assumptions.md": "every number with its evidence, and what it decides",
    "one-by-one.md": "inputs varied one at a time, where that was asked for",
    "data-log.md": "each source, and what rests on it",
    "stress-des.md": "the STRESS-DES reporting items",
    "verification.md": "the engine against theory",
    "validation.md": "the run against what was reported, and what of it is independent",
    "laws.md": "what every replication must keep, and whether it did",
    "limits.md": "what this cannot say",
    "versions.md": "versions, seeds, hashes and the commands that repeat the pack",
}
"""The pages, in the order in which they are read."""


@dataclass(frozen=True)
class Evidence:
    """What a pack is written from; what is not there yet leaves its page out.

    Attributes:
        command: the arguments of the command that writes it.
        edition: version and date of the pack.
        experiment: the runs of both scenarios.
        comparison: the verdicts and figures of these runs.
        reported: the figures that scenario A should reproduce.
        held: whether it does with inputs as planned, figure by figure; none before that was run.
        left_out: reported figures that it lacks, each with why.
        verification: the engine against theory.
        why: what decides the comparison; none with inputs as planned.
        other: the answer with other owners and posts.
        sensitivity: inputs varied one at a time.
        is_finished: whether nothing is still to come.
    """

    command: Command
    edition: Edition
    experiment: Experiment
    comparison: Comparison
    reported: Reported
    held: tuple[Held, ...] | None = None
    left_out: tuple[str, ...] = ()
    verification: Verification | None = None
    why: Why | None = None
    other: StructuralAnswers | None = None
    sensitivity: Sensitivity | None = None
    is_finished: bool = False


def pack(evidence: Evidence) -> dict[str, str]:
    """Write the pages for which there is evidence.

    Returns:
        Markdown by file name, the opening page `README.md` first.
    """
    done = {name: page for name, page in _pages(evidence).items() if page}
    pages = {"README.md": _opening(evidence, done), **done}
    return {name: f"{page}\n---\n\n{text(evidence.edition.line)}\n" for name, page in pages.items()}


def _pages(evidence: Evidence) -> dict[str, str]:
    """Every page by its name; empty where its evidence is not there."""
    experiment, comparison, why = evidence.experiment, evidence.comparison, evidence.why
    numbers = inputs(comparison.a, comparison.b)
    question = text(findings.question(comparison))
    made: dict[str, Callable[[], str]] = {
        "quality-assurance.md": lambda: quality_assurance(evidence.edition, question),
        "what-would-change-it.md": lambda: what_would_change_it(why, evidence.other),
        "worlds.md": lambda: worlds_page(experiment, comparison),
        "assumptions.md": lambda: register(numbers, why, (comparison.a, comparison.b)),
        "one-by-one.md": lambda: one_by_one(evidence.sensitivity) if evidence.sensitivity else "",
        "data-log.md": lambda: data_log(numbers, why, evidence.reported),
        "stress-des.md": lambda: stress_des(experiment, comparison),
        "verification.md": lambda: (
            checks.verification(evidence.verification) if evidence.verification else ""
        ),
        "validation.md": lambda: (
            ""
            if evidence.held is None
            else checks.validation(evidence.held, evidence.left_out, evidence.reported, experiment)
        ),
        "laws.md": lambda: checks.laws(experiment),
        "limits.md": lambda: _limits(evidence),
        "versions.md": lambda: versions(experiment, evidence.command, evidence.edition),
    }
    return {name: made[name]() for name in CONTENTS}


def _opening(evidence: Evidence, done: dict[str, str]) -> str:
    comparison = evidence.comparison
    draft = answer.draft(comparison)
    unfinished = (
        ""
        if evidence.is_finished
        else "**Not finished.** The command that writes this pack is still running, or was "
        "stopped; the same command goes on from there."
    )
    return document(
        f"Assurance of a comparison: {comparison.b.title}, against {comparison.a.title}",
        "Written by `locality assure` from the scenarios and the runs themselves. It is for "
        "somebody who did not build the model and has to judge whether to rely on it.",
        unfinished,
        section(
            "The answer",
            f"**{draft}.**" if draft else "",
            text(answer.headline(comparison)),
            text(f"{words.compared(comparison)} {answer.basis(comparison)}"),
            _judged(comparison),
        ),
        section("What decides it", bullets(_deciding(evidence))),
        section("What to know before relying on it", bullets(_reservations(evidence))),
        section(
            "Contents",
            bullets(
                Marked(f"[{name}]({name}): {what}")
                for name, what in CONTENTS.items()
                if name in done
            ),
        ),
    )


def _judged(comparison: Comparison) -> str:
    """All that is judged, under what is said of it, losses first."""
    rows = []
    for said, found in answer.sorted_out(comparison).items():
        for each in found:
            unit = definition(each.outcome).unit
            sides = (level(side, unit) for side in (each.outcome.a, each.outcome.b))
            change, margin = answer.difference(each), answer.margin(each)
            rows.append([said, answer.title(each), *sides, change, margin, answer.likelihood(each)])
    return table(["It", "Judged outcome", "A", "B", "B - A", "Margin", "How likely"], rows)


def _deciding(evidence: Evidence) -> Iterator[str]:
    if evidence.why is None:
        yield "Inputs were as planned, or what they decide is not looked into yet."
    else:
        yield why_words.decides(evidence.why)
        yield from map(why_words.turning, evidence.why.break_evens)
    yield Marked("Other rules, owners and posts: `what-would-change-it.md`.")


def _limits(evidence: Evidence) -> str:
    return document(
        "What this cannot say",
        "Whatever the figures:",
        limits.as_markdown(),
        section("In this run", bullets(_reservations(evidence))),
    )


def _reservations(evidence: Evidence) -> Iterator[str]:
    """What this run leaves in doubt: said whether there is any doubt or none."""
    if evidence.verification:
        off, all_ = len(evidence.verification.off), len(evidence.verification.checks)
        yield f"Verification: {off} of {counted(all_, 'check')} off."
    if evidence.held is not None:
        yield from _held(evidence, evidence.held)
    for letter, arm in zip("AB", evidence.experiment.arms, strict=True):
        found = laws_of(arm)
        kept = sum(law.holds == law.of for law in found)
        yield f"Laws, {letter}: {kept} of {len(found)} hold in every replication."
    yield from caveats(evidence.comparison, evidence.experiment)
    untold = [answer.title(each) for each in answer.untold(evidence.comparison)]
    yield f"Judged outcomes that cannot be told: {'; '.join(untold) or 'none'}."
    further = [each for each in (evidence.why, evidence.other, evidence.sensitivity) if each]
    failed = len(evidence.experiment.failures) + sum(len(each.failures) for each in further)
    yield f"Runs that failed and were left out: {failed}."


def _held(evidence: Evidence, held: tuple[Held, ...]) -> Iterator[str]:
    said = [each.verdict for each in held]
    yield (
        f"Validation: of {counted(len(said), 'reported figure')} "
        f"{said.count(Reproduction.REPRODUCED)} reproduced with inputs as planned, "
        f"{said.count(Reproduction.OFF)} off, {said.count(Reproduction.CANNOT_TELL)} cannot be "
        f"told."
    )
    standing = [checks.standing(each.figure, evidence.experiment) for each in held]
    alone = sum(each.startswith("independent") for each in standing)
    yield f"Of these {alone} are independent evidence; the others are inputs or calibrated to."
    if evidence.left_out:
        left = counted(len(evidence.left_out), "reported figure")
        yield f"Not held against the run: {left}, as {evidence.comparison.a.title} lacks them."
