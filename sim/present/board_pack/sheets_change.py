"""The sheets of what would change it: inputs by world, what decides, where it turns, choices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.experiment.comparison import Judged
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.bridge import Bridge, Bridged
from sim.experiment.studies.influence import Decided, Influence
from sim.experiment.studies.seen import seen
from sim.experiment.studies.trials import Trial
from sim.experiment.worlds.worlds import world_of
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack.material import Material
from sim.present.board_pack.sheet import Cell, Column, Figure, Sheet, sheet
from sim.present.words import answer
from sim.present.words import bridge as bridge_words
from sim.present.words import why as words
from sim.present.words.measures import definition, in_plain_words
from sim.present.words.small_counts import SUPPRESSED, given
from sim.scenario.words import in_words

_GAIN = "a gain of B in margins: 1 is the smallest worth acting on, below 0 is a loss"


def changing(material: Material) -> Iterator[Sheet]:
    """The sheets for which there is something to show."""
    if material.experiment.worlds is not None:
        yield inputs_by_world(material)
    if material.why is not None:
        yield _decides(material)
    if material.why is not None and material.why.was_run:
        yield _turns(material.why.break_evens)
    if material.why is not None and material.why.decisions is not None:
        yield _choices(material)
    if material.bridge is not None:
        yield _bridge(material.bridge)


def inputs_by_world(material: Material) -> Sheet:
    """The value of every doubtful input in every world."""
    what = seen(material.experiment)
    columns: list[Column[int]] = [
        ("Input", 52, lambda at: what.inputs[at].name),
        ("In words", 40, lambda at: in_words(what.inputs[at].places[0])),
        ("In", 7, lambda at: what.inputs[at].stands_in),
        ("Unit", 16, lambda at: what.inputs[at].estimate.unit),
        ("Planned", 10, lambda at: given(what.inputs[at], what.inputs[at].estimate.value)),
    ]

    def value(world: int, at: int) -> Cell:
        told = given(what.inputs[at], float(f"{what.values[world, at]:.6g}"))
        return SUPPRESSED if isinstance(told, str) else told

    for place, number in enumerate(what.numbers):
        columns.append((f"World {world_of(number)}", 10, partial(value, place)))
    return sheet(
        "Inputs by world",
        "The value of every doubtful input in every plausible world.",
        "One row an input, one column a world, as sheet Worlds numbers them. An input of both "
        "scenarios has the same value in both; what is not here is held fixed, or follows from "
        "these.",
        columns,
        range(len(what.inputs)),
    )


def _decides(material: Material) -> Sheet:
    why = material.why
    rows = [
        (of, each)
        for of in (why.decided if why else ())
        for each in (of.influences or (None,))
    ]  # fmt: skip

    def of_input(row: tuple[Decided, Influence | None], name: str) -> Cell:
        return None if row[1] is None else float(getattr(row[1], name))

    columns: list[Column[tuple[Decided, Influence | None]]] = [
        ("Judged outcome", 52, lambda row: in_plain_words(CATALOGUE[row[0].measure])),
        ("Input", 52, lambda row: row[1].input.name if row[1] else "the worlds do not tell"),
        ("Share, %", 10, lambda row: Figure(100 * row[1].share, "%") if row[1] else None),
        ("Margins for one standard deviation", 16, lambda row: of_input(row, "strength")),
        ("Margins for one unit", 14, lambda row: of_input(row, "slope")),
        ("Chance, %", 10, lambda row: Figure(100 * row[0].chance, "%")),
        ("Not told apart, %", 10, lambda row: Figure(100 * row[0].rest, "%")),
        ("Foretold of unseen worlds, %", 12, lambda row: Figure(100 * row[0].foretold, "%")),
        ("Worlds", 8, lambda row: float(row[0].worlds)),
    ]
    return sheet(
        "Decides",
        "Which inputs decide each judged outcome.",
        f"Shares of the variance of one simulated year's difference, by regression over the worlds "
        f"of the comparison; margins are {_GAIN}.",
        columns,
        rows,
    )


def _turns(found: tuple[BreakEven, ...]) -> Sheet:
    def gain(trial: str, end: str, of: BreakEven) -> Cell:
        made: Trial | None = getattr(of, trial)
        return None if made is None else Figure(float(getattr(made.gain, end)), "margins")

    def value(trial: str, of: BreakEven) -> Cell:
        made: Trial | None = getattr(of, trial)
        return None if made is None else given(of.input, made.value)

    columns: list[Column[BreakEven]] = [
        ("Input", 52, lambda of: of.input.name),
        ("Unit", 16, lambda of: of.input.estimate.unit),
        ("Outcome", 48, lambda of: in_plain_words(CATALOGUE[of.measure])),
        ("In words", 80, words.turning),
        ("Gain over the worlds", 10, lambda of: Figure(of.mean, "margins")),
        ("Turns at a gain of", 10, lambda of: of.line),
    ]
    for head, trial in (("Low", "low"), ("High", "high"), ("At", "at"), ("Beyond", "beyond")):
        columns.append((f"{head}: value", 10, partial(value, trial)))
        for name, end in (("gain", "mean"), ("from", "low"), ("to", "high")):
            columns.append((f"{head}: {name}", 8, partial(gain, trial, end)))
    columns.append(("Confirmed", 10, lambda of: "yes" if of.is_confirmed else "no"))
    return sheet(
        "Turns",
        "Where the inputs that decide most turn the answer.",
        f"Each input is set to a value in the worlds of the comparison, in both scenarios where "
        f"both state it, and run again; a gain is {_GAIN}. It turns where the mean gain crosses "
        f"its margin; confirmed where at the value that is open, and 15 % beyond it is not.",
        columns,
        found,
    )


def _choices(material: Material) -> Sheet:
    found = material.why.decisions if material.why else None
    rows: list[tuple[str, Judged]] = []
    if found is not None:
        named = [("as planned", found.planned)]
        named += [
            (words.choice(each.choice), each.comparison)
            for each in found.answers
            if each.comparison is not None
        ]
        rows = [(name, each) for name, of in named for each in of.judged]
    columns: list[Column[tuple[str, Judged]]] = [
        ("Choice", 44, lambda row: row[0]),
        ("Judged outcome", 52, lambda row: answer.title(row[1])),
        ("Verdict", 14, lambda row: str(row[1].verdict)),
        ("From A to B", 24, lambda row: answer.from_to(row[1])),
        *_differences(),
    ]
    return sheet(
        "Choices",
        "The answer under other rules.",
        "Each rule that could be chosen otherwise, through the first worlds of the comparison. One "
        "that A and B share is changed in both.",
        columns,
        rows,
    )


def _differences() -> Iterator[Column[tuple[str, Judged]]]:
    def of(end: str, row: tuple[str, Judged]) -> Cell:
        outcome = row[1].outcome
        return Figure(float(getattr(outcome.difference, end)), definition(outcome).unit)

    for name, end in (("B - A", "mean"), ("B - A low", "low"), ("B - A high", "high")):
        yield name, 10, partial(of, end)


def _bridge(found: Bridge) -> Sheet:
    rows: list[tuple[str, Judged]] = []
    for each in found.outcomes:
        rows += _steps(each, found)
    columns: list[Column[tuple[str, Judged]]] = [
        ("Judged outcome", 52, lambda row: answer.title(row[1])),
        ("Step", 44, lambda row: row[0]),
        ("Verdict", 14, lambda row: str(row[1].verdict)),
        ("Before and after", 24, lambda row: answer.from_to(row[1])),
        *_differences(),
    ]
    return sheet(
        "Bridge",
        "What each step from A to B does.",
        "B - A is what the step does. Steps add up to the whole; what a step does depends on those "
        "before it.",
        columns,
        rows,
    )


def _steps(each: Bridged, found: Bridge) -> Iterator[tuple[str, Judged]]:
    for step, judged in zip(found.ways.steps, each.steps, strict=True):
        yield bridge_words.name(step), judged
    yield "the whole", each.whole
