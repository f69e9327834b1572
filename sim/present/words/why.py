"""Why: every sentence that says what decides an answer, and what would change it.

One function for each need: `depends_on` for the second half of a headline, `influences` for a list,
`turning` for a break-even, `under` for a choice, `worth` for what to find out first.
"""

from __future__ import annotations

import math

from sim.experiment.comparison import Comparison
from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.decisions import Answered, Choice
from sim.experiment.studies.finding_out import WorthKnowing
from sim.experiment.studies.influence import Decided
from sim.experiment.studies.trials import Trial
from sim.experiment.studies.why import Why
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE
from sim.present.words import answer
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import amount, counted, number, percent
from sim.present.words.small_counts import given
from sim.scenario.settings import settings_of
from sim.scenario.structure import Rules
from sim.scenario.words import evidence_range, in_words, listed

_NAMED = 3
"""Inputs that the second half of a headline names."""

HOW = (
    "Influence is told from the runs of the comparison: what B gains in each world, against the "
    "values that the inputs have in it. An input is named only where chance would name one in "
    "fewer than 1 of 20 such comparisons."
)
"""How influence is told."""
BALANCE = (
    "The choice between A and B is made here by one balance: gains and losses in the primary "
    "outcomes and losses in the guardrails, each counted in margins and weighing the same. It "
    "serves to say what to find out first, and is no verdict."
)
"""By what the worth of finding out is reckoned."""
_WORDS = {True: "yes", False: "no", None: "never"}
"""Choices that are no words."""
CHOICES = (
    "A rule that A and B share is changed in both, so that like is set beside like; one in which "
    "they differ is changed in B alone."
)
"""How a choice is run."""


def decides(why: Why) -> str:
    """What decides the answer, in a sentence: where it turns, or that it cannot be told.

    The first inputs by influence; of those that were run, where the answer turns, and of the others
    the name alone.
    """
    if not why.leading:
        return untold(why)
    first = why.leading[:_NAMED]
    of = {each.input: each for each in why.break_evens}
    if all(each in of and of[each].is_never for each in first):
        names = listed([named(each) for each in first])
        return (
            f"How large gains and losses are depends most on {names}; inside the evidence none "
            "turns what it moves most."
        )
    return f"It depends most on {listed([_with_turn(each, of.get(each)) for each in first])}."


def depends_on(comparison: Comparison, why: Why | None) -> str:
    """What the answer depends on, in a sentence: inputs, or the rule that it assumes.

    Args:
        comparison: the answer.
        why: what decides it; none where all inputs are as planned.
    """
    if why is not None and why.leading:
        return decides(why)
    chosen = comparison.b.structure.rules.section_47_on_open_cases
    holds = f"it holds for section 47 enquiries on open cases as B assumes: {chosen}."
    if why is None:
        return f"Doubt about inputs is left out; {holds}"
    return f"{counted(why.worlds, 'world')} do not tell which input decides it; {holds}"


def untold(why: Why) -> str:
    """That so many worlds do not tell what decides it."""
    return (
        f"What decides it cannot be told: {counted(why.worlds, 'world')} do not tell "
        f"{counted(why.inputs, 'doubtful input')} apart from chance; more worlds may."
    )


def outcomes(why: Why) -> list[str]:
    """What decides each outcome: a sentence for each that is told, and one for the others."""
    told = [influences(each) for each in why.decided if each.influences]
    others = [
        in_plain_words(CATALOGUE[each.measure]) for each in why.decided if not each.influences
    ]
    if others:
        told.append(
            f"{counted(why.worlds, 'world')} do not tell the inputs apart for {listed(others)}."
        )
    return told


def influences(of: Decided) -> str:
    """What decides one outcome: shares of the inputs told apart, of chance and of the rest."""
    subject = in_plain_words(CATALOGUE[of.measure])
    head = f"{subject[:1].upper()}{subject[1:]}"
    shares = [f"{named(each.input)} {_percent(each.share)}" for each in of.influences]
    chance = "" if math.isnan(of.chance) else f"chance of one year {_percent(of.chance)}"
    rest = "" if math.isnan(of.rest) else f"all else {_percent(of.rest)}"
    told = ", ".join(filter(None, [*shares, chance, rest]))
    return (
        f"{head}: of what differs from year to year, {told}. In worlds left out, the inputs named "
        f"foretell {_percent(of.foretold)} of what differs."
    )


def turning(each: BreakEven) -> str:
    """Where one input turns the answer, or that it does not, in a sentence."""
    what, planned = _capital(named(each.input)), value_of(each.input, each.input.estimate.value)
    spread = given(each.input, evidence_range(each.input.estimate))
    head = f"{what} (planned {planned}, evidence {spread})"
    if each.is_confirmed and each.at is not None and each.beyond is not None:
        at, beyond = (value_of(each.input, trial.value) for trial in (each.at, each.beyond))
        pairs = counted(each.beyond.gain.replications, "pair")
        turns = _turn(each, each.at)
        return f"{head}: {turns}. At {at} it is open, at {beyond} it is not ({pairs})."
    ends = f"at {_at_end(each, each.low)}, at {_at_end(each, each.high)}"
    if each.at is not None:
        return f"{head}: {_turn(each, each.at, 'about ')}, not confirmed by runs; {ends}."
    if each.is_never:
        return f"{head}: it never turns {_subject(each)} inside its evidence; {ends}."
    return f"{head}: whether it turns {_subject(each)} is open at an end; {ends}."


def choice(of: Choice) -> str:
    """A choice in words: what is decided, and what is chosen instead."""
    setting = next(each for each in settings_of(Rules) if each.name == of.rule)
    value = of.value if isinstance(of.value, str) else _WORDS[of.value]
    option = setting.title.options.get(value, value)
    return f"{setting.title.text}: {option}{'' if of.in_both else ' (in B alone)'}"


def under(of: Answered, planned: Comparison) -> str:
    """The answer under one choice: which verdicts it changes."""
    if of.comparison is None:
        return f"{choice(of.choice)}. It could not be run."
    was = {each.outcome.key: each for each in planned.judged}
    changed = [
        f"{answer.title(each)} ({answer.from_to(each)}): {answer.outlook(each)}; as planned: "
        f"{answer.outlook(was[each.outcome.key])}"
        for each in of.comparison.judged
        if each.outcome.key in was and each.verdict is not was[each.outcome.key].verdict
    ]
    if not changed:
        return f"{choice(of.choice)}. Every verdict stays as it is."
    return f"{choice(of.choice)}. {'. '.join(changed)}."


def worth(why: Why) -> list[str]:
    """What to find out first, a sentence each, the most worth first; why not, where nothing is."""
    found = why.finding_out
    favoured = "B" if found.chooses_b else "A"
    other = round(100 * found.against)
    against = (
        f"The balance speaks for {favoured}; in {other} of 100 worlds that is the wrong choice."
    )
    if not found.ranked:
        if not other:
            return [f"{against} Nothing that could be found out would change the choice."]
        return [
            f"{against} Of no input alone do the worlds tell that knowing it would change that."
        ]
    return [against, *map(found_out, found.ranked)]


def found_out(each: WorthKnowing) -> str:
    """What finding out one input is worth."""
    turned = max(1, round(100 * each.turns))
    return (
        f"Finding out {named(each.input)} could turn the choice in {turned} of 100 worlds "
        f"(worth {number(each.value, 2)} margins on average)."
    )


def turn(each: BreakEven) -> str:
    """Where it turns in a few words, for a row: turns above 18 hours."""
    if each.at is None:
        return "does not turn" if each.is_never else "open at an end"
    side, value = "above" if each.turns_above else "below", value_of(each.input, each.at.value)
    return f"turns {side} {value}" if each.is_confirmed else f"turns near {value}, not confirmed"


def _turn(each: BreakEven, at: Trial, about: str = "") -> str:
    """What happens where: above 18 hours the gain in assessments concluded in 45 days is gone."""
    value = value_of(each.input, at.value)
    side = "above" if each.turns_above else "below"
    return f"{side} {about}{value} {_becomes(each)}"


def _with_turn(of: Input, found: BreakEven | None) -> str:
    """An input, with where it turns the answer in brackets, as far as runs have confirmed that."""
    if found is not None and found.is_never:
        return f"{named(of)} (never turns {_subject(found)})"
    if found is None or found.at is None or not found.is_confirmed:
        return named(of)
    return f"{named(of)} ({_turn(found, found.at)})"


def _becomes(each: BreakEven) -> str:
    """What the line means: from a gain or a loss to none, or from none to one."""
    what = "gain" if each.line > 0 else "loss"
    was_there = abs(each.mean) > 1
    is_gone = f"the {what} in {_subject(each)} is gone"
    return is_gone if was_there else f"there is a {what} in {_subject(each)}"


def _at_end(each: BreakEven, end: Trial) -> str:
    measure = CATALOGUE[each.measure]
    margin = end.gain.mean
    word = "gain" if margin > 1 else "loss" if margin < -1 else "difference inside the margin"
    size = f" of {number(abs(margin), 1)} margins" if abs(margin) > 1 else ""
    return f"{value_of(each.input, end.value)} a {word}{size} in {in_plain_words(measure)}"


def _subject(each: BreakEven) -> str:
    return in_plain_words(CATALOGUE[each.measure])


def named(of: Input) -> str:
    """An input as it stands inside a sentence, with the side that alone states it."""
    place = of.places[0]
    thing, _, setting = in_words(place).rpartition("': ")
    said = f"{setting} of {thing}'" if thing else setting
    if place[:-1] == ("demand", "localities"):
        said = f"share of families in {said}"
    return said if of.stands_in == "both" else f"{said} (in {of.stands_in} alone)"


def value_of(of: Input, value: float) -> str:
    """A value of an input with its unit, or the word in its place where it counts few children."""
    shown = f"{value:.3g}"
    return given(of, amount(shown, of.estimate.unit) if of.estimate.unit else shown)


def _percent(share: float) -> str:
    return percent(round(max(0.0, share), 2))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
