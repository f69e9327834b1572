"""The data log: each source that is cited, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import Input
from sim.present.foreign.markdown import Marked, code, document, section, table
from sim.present.words.numbers import counted
from sim.present.words.small_counts import FEWEST, evidence, told_figures
from sim.scenario.file.reported import Reported

_UNSOURCED = ("no source found", "no rule", "no figure found")
"""How scenarios begin a source that says there is none."""


def data_log(inputs: Sequence[Input], why: Why | None, reported: Reported) -> str:
    """The page of sources.

    Args:
        inputs: every number of both scenarios.
        why: what the worlds tell of them; none where inputs were as planned.
        reported: figures held against the run, and where they were read.
    """
    sourced: dict[str, list[Input]] = {}
    unsourced: dict[str, list[Input]] = {}
    for each in inputs:
        source = evidence(each, each.estimate.source)
        lacking = not source or source.startswith(_UNSOURCED)
        (unsourced if lacking else sourced).setdefault(source, []).append(each)
    figures = table(
        ["Source", "Grade", "Figure", "Note"],
        (
            [told.source, each.grade, each.title, told.note]
            for each, told in zip(reported.figures, told_figures(reported.figures), strict=True)
        ),
    )
    return document(
        "Data log",
        f"{counted(len(sourced), 'source')} or grounds as the two scenarios state them. "
        f"`docs/evidence.md` names each publication in full and shows the sums behind derived "
        f"numbers. No data about single children is used or kept. Fewer than {FEWEST} children "
        f"reported, or with a case open at the start, are not told, nor is what may tell of them.",
        section("Sources of the inputs", _table(sourced, why)),
        section("Inputs without a source", _table(unsourced, why)),
        section(f"Figures held against the run: {reported.title}", figures),
    )


def _table(by_source: dict[str, list[Input]], why: Why | None) -> str:
    leading = why.leading if why else ()
    return table(
        ["Source", "Grades", "Decides anything", "What rests on it"],
        (
            [
                source,
                _each_once(of.estimate.grade or "none" for of in resting),
                "yes" if any(of in leading for of in resting) else "not told",
                Marked(", ".join(code(of.name) for of in resting)),
            ]
            for source, resting in by_source.items()
        ),
    )


def _each_once(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
