"""The assumptions register: every number with its evidence, and what it decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from sim.experiment.studies.influence import Decided
from sim.experiment.studies.sensitivity import Colour
from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE
from sim.present.assurance.derived_inputs import derived_inputs
from sim.present.assurance.rating import GRADES, QUALITY_RULE, quality
from sim.present.foreign.markdown import Marked, code, document, section, table_of
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import counted, number, stated
from sim.present.words.small_counts import evidence, given
from sim.scenario.scenario import Scenario
from sim.scenario.words import evidence_range

NOT_SEEN = "not seen: inputs as planned"
"""What an input decides where no world varies it."""

Column = Callable[[Input], str]
"""What a column of a table says of an input."""


def register(inputs: Sequence[Input], why: Why | None, scenarios: Sequence[Scenario]) -> str:
    """The page of assumptions.

    Args:
        inputs: every number of both scenarios.
        why: what the worlds tell of them; none where inputs were as planned.
        scenarios: A and B.
    """
    leading = why.leading if why else ()
    order = sorted(inputs, key=lambda each: [str(part) for part in each.places[0]])
    columns: dict[str, Column] = {
        "Number": _name,
        "In": lambda of: of.stands_in,
        "Value": lambda of: given(of, stated(of.estimate)),
        "Range": lambda of: given(of, evidence_range(of.estimate)),
        "Grade": lambda of: f"{of.estimate.grade or 'none'}: {GRADES[of.estimate.grade]}",
        "Source": lambda of: evidence(of, of.estimate.source),
        "Why": lambda of: evidence(of, of.estimate.why),
        "Quality": lambda of: quality(of.estimate),
        "What it decides": lambda of: decides(of, why),
    }
    return document(
        "Assumptions register",
        _totals(inputs, why),
        section(
            "Those that decide anything",
            "The strongest first, by what one standard deviation of their values over the worlds "
            "moves, in margins. `what-would-change-it.md` says where each turns the answer.",
            table_of(leading, columns),
        ),
        section(
            "How to read it",
            QUALITY_RULE,
            "What an input decides is its share of the variance of a simulated year's difference "
            "B - A over the worlds of the comparison, all inputs varied together. It is told only "
            "where that much would be chance in fewer than 1 of 20 such comparisons. *Not told "
            "apart* is no proof that an input does not matter: more worlds may tell.",
        ),
        section("Every number and its evidence", table_of(order, columns)),
        section("Derived from others", derived_inputs(scenarios)),
    )


def decides(of: Input, why: Why | None) -> str:
    """Which judged outcomes an input decides, and how much of each."""
    if of.places[0][0] == "costs":
        return "no run: it is a price"
    if not of.is_doubt:
        return "held fixed: it has no range" if of.estimate.low is None else "held fixed"
    if why is None:
        return NOT_SEEN
    told = [
        f"{in_plain_words(CATALOGUE[each.measure])} {number(100 * share, 0)} %"
        for each in why.decided
        if (share := _share(of, each)) is not None
    ]
    return "; ".join(told) or "not told apart"


def _share(of: Input, what: Decided) -> float | None:
    return next((each.share for each in what.influences if each.input == of), None)


def _totals(inputs: Sequence[Input], why: Why | None) -> str:
    qualities = Counter(quality(each.estimate) for each in inputs)
    by_quality = ", ".join(f"{qualities[colour]} {colour}" for colour in Colour)
    doubt = sum(each.is_doubt for each in inputs)
    return (
        f"{counted(len(inputs), 'number')}, each counted once where both scenarios or several "
        f"places state the same one. Quality of evidence: {by_quality}. {doubt} have a range and "
        f"are doubt; the others are held fixed. {' '.join(_seen(why))} Posts, owners and switches "
        f"are what a structure chooses, not estimates: `stress-des.md` lists them, and "
        f"`what-would-change-it.md` has the answer under other choices."
    )


def _seen(why: Why | None) -> Iterator[str]:
    if why is None:
        yield "Inputs were as planned, so that nothing is seen of what they decide."
    elif why.leading:
        yield (
            f"Over {counted(why.worlds, 'world')}, {len(why.leading)} of {why.inputs} doubtful "
            f"inputs are told apart as deciding something."
        )
    else:
        yield f"{counted(why.worlds, 'world')} do not tell the inputs apart: nothing is ranked."


def _name(of: Input) -> str:
    more = len(of.places) - 1
    return Marked(code(of.name) + (f" and {counted(more, 'more place')}" if more else ""))
