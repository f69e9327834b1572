"""What would change the answer: inputs that turn it, choices of rules, owners and posts."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiment.comparison import Comparison
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.decisions import Decisions
from sim.experiment.studies.influence import Decided
from sim.experiment.studies.structural import StructuralAnswer, StructuralAnswers
from sim.experiment.studies.why import Why
from sim.measures.catalogue import CATALOGUE
from sim.present.foreign.markdown import bullets, document, section, table, table_of, text
from sim.present.words import answer
from sim.present.words import why as words
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import counted, number
from sim.present.words.small_counts import given
from sim.scenario.words import in_words

_IN_MARGINS = "A gain is in margins: 1 is the smallest worth acting on, below 0 is a loss."


def what_would_change_it(why: Why | None, other: StructuralAnswers | None) -> str:
    """The page of what the answer depends on.

    Args:
        why: what decides it, where it turns, and the answer under other rules.
        other: the answer with other owners and posts.
    """
    if why is None:
        return document(
            "What would change it",
            "Not looked into: inputs were as planned. `--inputs worlds` looks into it.",
        )
    return document(
        "What would change it",
        f"Over {counted(why.worlds, 'plausible world')}, {why.inputs} doubtful inputs varied "
        f"together; {why.runs:,} further runs in the same worlds, with the same luck.",
        section("What decides each judged outcome", _IN_MARGINS, _decided(why)),
        section("Where an input turns the answer", *_turning(why)),
        section("Worth finding out first", *_finding_out(why)),
        section("Other rules", *_rules(why.decisions)),
        section("Other owners and posts", *_structural(other)),
    )


def _decided(why: Why) -> str:
    columns = {
        "Judged outcome": lambda of: in_plain_words(CATALOGUE[of.measure]),
        "Mean gain": lambda of: number(of.mean, 1, signed=True),
        "Decided by, % of the variance": _influences,
        "Chance, %": lambda of: number(100 * of.chance, 0),
        "Not told apart, %": lambda of: number(100 * of.rest, 0),
        "Foretold of unseen worlds, %": lambda of: number(100 * of.foretold, 0),
    }
    return table_of(why.decided, columns)


def _influences(of: Decided) -> str:
    told = [
        f"{in_words(each.input.places[0])} {number(100 * each.share, 0)}" for each in of.influences
    ]
    return "; ".join(told) or f"{counted(of.worlds, 'world')} do not tell"


def _turning(why: Why) -> Iterator[str]:
    if not why.was_run:
        yield "Not run yet."
        return
    columns = {
        "Input": lambda of: in_words(of.input.places[0]),
        "Outcome": lambda of: in_plain_words(CATALOGUE[of.measure]),
        "At the low end": lambda of: _trial(of, "low"),
        "At the high end": lambda of: _trial(of, "high"),
        "It turns": words.turning,
    }
    yield (
        f"{_IN_MARGINS} The whole comparison is run again with the one input at the value, in both "
        f"scenarios where both state it; an answer turns where the mean gain crosses its margin."
    )
    yield table_of(why.break_evens, columns)


def _trial(of: BreakEven, end: str) -> str:
    trial = getattr(of, end)
    return f"{given(of.input, f'{trial.value:g}')}: {_gain(trial.gain)}"


def _gain(gain: Interval) -> str:
    if not gain.is_known:
        return f"{number(gain.mean, 1, signed=True)} (no interval)"
    ends = (number(end, 1, signed=True) for end in (gain.low, gain.high))
    return f"{number(gain.mean, 1, signed=True)} ({' to '.join(ends)})"


def _finding_out(why: Why) -> Iterator[str]:
    yield words.BALANCE
    yield bullets(words.worth(why))


def _rules(found: Decisions | None) -> Iterator[str]:
    if found is None:
        yield "Not run yet."
        return
    yield (
        "A rule that A and B share is changed in both; one in which they differ in B alone. Over "
        f"{counted(found.planned.pairs, 'pair')} of the same worlds."
    )
    rows = [["as planned", "as planned", *_answer(found.planned)]]
    for each in found.answers:
        side = "both" if each.choice.in_both else "B"
        rows.append([words.choice(each.choice), side, *_answer(each.comparison)])
    yield table(["Rule", "Changed in", "Gets worse", "Gets better"], rows)


def _structural(found: StructuralAnswers | None) -> Iterator[str]:
    if found is None:
        yield "Not run yet."
        return
    yield (
        "Each activity that A and B have owned otherwise goes to another group of B's teams; each "
        "team of B has a post more, or fewer, so that totals are no longer equal."
    )
    rows = [["as planned", "as planned", *_answer(found.planned)]]
    rows += [[each.choice.subject, each.choice.what, *_chosen(each)] for each in found.answers]
    yield table(["Activity or team", "In B", "Gets worse", "Gets better"], rows)


def _chosen(of: StructuralAnswer) -> list[str]:
    if of.choice.scenario is None:
        return [f"cannot be run: {of.choice.why_not}", "cannot be run"]
    return _answer(of.comparison)


def _answer(found: Comparison | None) -> list[str]:
    """What gets worse and what gets better."""
    if found is None:
        return ["no run of it came to anything", "no run of it came to anything"]
    return [
        "; ".join(f"{answer.title(each)}, {answer.from_to(each)}" for each in part(found))
        or text("none is shown")
        for part in (answer.losses, answer.gains)
    ]
