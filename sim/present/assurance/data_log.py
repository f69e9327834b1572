"""The data log: each source that is cited, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable

from sim.experiment.studies.sensitivity import Influence, Sensitivity
from sim.present.assurance.rating import influence
from sim.present.foreign.markdown import Marked, code, document, section, table
from sim.present.words.numbers import counted
from sim.present.words.small_counts import FEWEST, evidence, told_figures
from sim.scenario.file.reported import Reported

_UNSOURCED = ("no source found", "no rule", "no figure found")
"""How scenarios begin a source that says there is none."""


def data_log(found: Sensitivity, reported: Reported) -> str:
    """The page of sources.

    Args:
        found: every input with its evidence.
        reported: figures held against the run, and where they were read.
    """
    sourced: dict[str, list[Influence]] = {}
    unsourced: dict[str, list[Influence]] = {}
    for each in found.influences:
        source = evidence(each.input, each.input.estimate.source)
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
        section("Sources of the inputs", _table(sourced)),
        section("Inputs without a source", _table(unsourced)),
        section(f"Figures held against the run: {reported.title}", figures),
    )


def _table(by_source: dict[str, list[Influence]]) -> str:
    return table(
        ["Source", "Grades", "Influence", "What rests on it"],
        (
            [
                source,
                _each_once(of.input.estimate.grade or "none" for of in resting),
                _each_once(map(influence, resting)),
                Marked(", ".join(code(of.input.name) for of in resting)),
            ]
            for source, resting in by_source.items()
        ),
    )


def _each_once(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
