"""The report: what `compare` and `run` print, from the answer in words to the small print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.comparison import Comparison, levels
from sim.experiment.experiment import Experiment
from sim.experiment.laws import laws_of
from sim.experiment.studies.validation import Held
from sim.experiment.studies.why import Why
from sim.experiment.work.replicate import Replication
from sim.present.terminal import judged_tables, tables
from sim.present.terminal.differing import differing
from sim.present.words import answer, cost, small_print, why, words
from sim.present.words.caveats import caveats
from sim.present.words.different_demand import way_out
from sim.present.words.measures import GROUPS
from sim.present.words.numbers import counted
from sim.scenario.file.reported import Reported


def comparison(found: Comparison, experiment: Experiment, known: Why | None = None) -> Group:
    """A comparison: the answer, what is judged, the rest, what differs, the small print.

    Args:
        found: the comparison.
        experiment: its runs.
        known: what decides it; none where all inputs are as planned.
    """
    return tables.page(_comparison(found, experiment, known))


def run(experiment: Experiment) -> Group:
    """One scenario's measures, each with its interval, and the small print."""
    return tables.page(_run(experiment))


def validation(held: Sequence[Held], reported: Reported, experiment: Experiment) -> Group:
    """Reported figures beside those of a simulated scenario, with a verdict on each."""
    (scenario,), (arm,) = experiment.scenarios, experiment.arms
    confidence = small_print.level_confidence(len(arm), scenario.margins.confidence.value)
    return tables.page(
        [
            Text(f"{words.validated(held, scenario, reported)}\n"),
            *tables.validation(held),
            *_notes(confidence, small_print.footer(experiment)),
        ]
    )


def _comparison(
    found: Comparison, experiment: Experiment, known: Why | None
) -> Iterator[RenderableType]:
    told = (*answer.sentences(found), why.depends_on(found, known))
    yield Text("".join(f"{each}\n" for each in told), style="bold")
    rests_on = (words.compared(found), answer.basis(found))
    yield Text(f"{' '.join(rests_on)}\n")
    yield Text(f"{cost.compared(found.a, found.b)}\n")
    yield from _notes(way_out(found.a, found.b))
    if draft := answer.draft(found):
        yield Text(f"{draft}.\n", style="bold")
    for caveat in caveats(found, experiment):
        yield Text(f"{caveat}\n", style="bold")
    yield f"A  {found.a.title}\nB  {found.b.title}\n"
    yield judged_tables.judged(found)
    about_pairs = (
        small_print.pairs_taken(experiment),
        small_print.precision(found),
        small_print.not_settled(found),
    )
    enough = " ".join(filter(None, about_pairs))
    yield from _notes(small_print.confidence(found), enough)
    yield judged_tables.in_one_year(found)
    yield from _notes(small_print.OF_ONE_YEAR)
    for name in GROUPS:
        yield tables.group(found, name)
    yield tables.handoffs(found)
    yield tables.by_team(found)
    yield tables.by_locality(found)
    yield from differing(found.a, found.b)
    for letter, arm in zip("AB", experiment.arms, strict=True):
        yield from _laws(f"Laws, {letter}", arm)
    yield from _notes(small_print.footer(experiment), words.CANNOT_SAY)


def _run(experiment: Experiment) -> Iterator[RenderableType]:
    (scenario,), (arm,) = experiment.scenarios, experiment.arms
    confidence = scenario.margins.confidence.value
    figures = levels(arm, confidence)
    yield Text(f"{scenario.title}, {words.period(scenario)}\n", style="bold")
    for name in GROUPS:
        yield tables.levels(figures, name)
    yield tables.levels_by_team(figures)
    yield tables.levels_by_locality(figures)
    yield from _laws("Laws", arm)
    yield from _notes(
        small_print.level_confidence(len(arm), confidence), small_print.footer(experiment)
    )


def _laws(title: str, replications: Sequence[Replication]) -> Iterator[RenderableType]:
    """How many laws hold in every run, and a row for each of the others."""
    summaries = laws_of(replications)
    others = [law for law in summaries if law.holds < law.of]
    yield Text(title, style="bold")
    kept, of = len(summaries) - len(others), len(summaries)
    yield f"{counted(kept, 'check')} of {of} hold in every run.\n"
    headers = ("Law", "Where", "Verdict", "Holds", "What was seen in such a run")
    made = tables.table("", *map(tables.text, headers))
    for law in others:
        made.add_row(law.name, law.scope, law.verdict, f"{law.holds} of {law.of}", law.sentence)
    if others:
        yield made


def _notes(*sentences: str) -> Iterator[RenderableType]:
    for sentence in filter(None, sentences):
        yield Text(f"{sentence}\n", style="dim")
